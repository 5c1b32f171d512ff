import os
from datetime import date, datetime
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gipfelbuch.errors import InputError, RecordError, SizeError
from gipfelbuch.reading import find_reports
from gipfelbuch.reading.items import UnrecognisedError

GERMAN = "Der Präsident reiste am Montag nach Paris und traf dort den Minister."
OTHER = "Die Ministerin empfing am Dienstag in Wien den Botschafter."


def parquet(columns, **options):
    sink = pa.BufferOutputStream()
    pq.write_table(columns if isinstance(columns, pa.Table) else pa.table(columns), sink, **options)
    return sink.getvalue().to_pybytes()


def test_a_row_is_a_report_with_all_its_columns(read):
    (report,) = read(
        "a.parquet",
        parquet(
            {
                "id": ["x"],
                "text": [GERMAN],
                "language": ["de"],
                "published": [date(2024, 5, 6)],
                "publisher": ["Der Bote"],
                "title": ["Reise"],
                "url": ["https://t.example/1"],
                "score": [0.5],
            }
        ),
    )
    assert (report.id, report.text, report.language, report.published) == ("x", GERMAN, "de", date(2024, 5, 6))
    assert (report.publisher, report.title, report.url) == ("Der Bote", "Reise", "https://t.example/1")


def test_text_alone_is_enough_and_ids_are_numbers_of_rows(read):
    first, second = read("a.parquet", parquet({"text": [GERMAN, OTHER]}), published=date(1999, 1, 1))
    assert (first.id, second.id, first.published, first.language) == ("a-1", "a-2", date(1999, 1, 1), "de")


@pytest.mark.parametrize(
    "published",
    [
        pa.array(["2024-05-06"]),
        pa.array([datetime(2024, 5, 6, 23, 30)], pa.timestamp("ns")),  # noqa: DTZ001
        pa.array([datetime(2024, 5, 6, 22, 30)], pa.timestamp("us", tz="+01:00")),  # noqa: DTZ001
        pa.array([date(2024, 5, 6)], pa.date64()),
        pa.array(["2024-05-06T10:00:00Z"]).dictionary_encode(),
    ],
    ids=["string", "timestamp", "of a time zone", "date", "dictionary"],
)
def test_days_of_many_types(read, published):
    (report,) = read("a.parquet", parquet({"text": pa.array([GERMAN], pa.large_string()), "published": published}))
    assert report.published == date(2024, 5, 6)


def test_a_bad_row_is_told_with_its_number_and_the_rest_is_read(read):
    columns = {"text": [GERMAN, None, "…", OTHER], "published": [None, None, None, "yesterday"]}
    first, none, empty, undated = read("a.parquet", parquet(columns))
    assert first.id == "a-1"
    assert "a.parquet, row 2: no report" in str(none)
    assert "a.parquet, row 3: empty" in str(empty)
    assert "row 4: 'yesterday' is no date" in str(undated)


def test_text_that_is_no_utf_8_costs_only_its_row(read):
    text = pa.array([GERMAN.encode(), b"\xff\xfe", OTHER.encode()]).view(pa.string())
    first, bad, last = read("a.parquet", parquet({"text": text}))
    assert (first.text, last.text) == (GERMAN, OTHER)
    assert isinstance(bad, RecordError)
    assert "row 2" in str(bad)


def test_a_report_that_is_too_long_is_told(read, monkeypatch):
    monkeypatch.setattr("gipfelbuch.reading.parquets.MOST_REPORT_BYTES", 200)
    good, bad = read("a.parquet", parquet({"text": [GERMAN, GERMAN * 9]}))
    assert good.text == GERMAN
    assert type(bad) is SizeError


def test_a_table_without_text_is_told_with_its_columns_and_passed_over_in_a_folder(tmp_path):
    (tmp_path / "a.parquet").write_bytes(parquet({"body": [GERMAN], "day": [1]}))
    (error,) = find_reports([str(tmp_path / "a.parquet")])
    assert type(error) is UnrecognisedError
    assert "no column 'text' (it has 'body', 'day')" in str(error)
    assert list(find_reports([str(tmp_path)])) == []


def test_a_damaged_group_of_rows_is_told_and_the_others_are_read(read):
    whole = parquet({"text": [f"{GERMAN} {n}" for n in range(300)]}, row_group_size=100, compression="zstd")
    at = pq.ParquetFile(pa.BufferReader(whole)).metadata.row_group(1).column(0).data_page_offset
    found = read("a.parquet", whole[: at + 40] + bytes(60) + whole[at + 100 :])
    (error,) = (f for f in found if isinstance(f, InputError))
    assert "a.parquet, row 101: broken Parquet file" in str(error)
    assert [f.id for f in found if f is not error] == [f"a-{n}" for n in (*range(1, 101), *range(201, 301))]


@pytest.mark.parametrize("data", [b"", b"PAR1", b"no table at all", b"PAR1" + bytes(90) + b"PAR1"])
def test_what_is_no_parquet_is_told(read, data):
    (error,) = read("a.parquet", data)
    assert type(error) is RecordError
    assert "broken Parquet file" in str(error)


def test_known_by_its_first_bytes_without_an_ending(read):
    (report,) = read("part-0001", parquet({"text": [GERMAN]}))
    assert report.text == GERMAN


def test_a_pipe_is_told_to_be_none_for_parquet(monkeypatch):
    end, start = os.pipe()
    with os.fdopen(start, "wb") as writing:
        writing.write(parquet({"text": [GERMAN]}))
    with os.fdopen(end, "rb") as reading:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=reading))
        (error,) = find_reports(["-"])
    assert "standard input: Parquet cannot be read from a pipe" in str(error)
