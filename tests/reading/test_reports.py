import json
from datetime import date

import pytest

from gipfelbuch.errors import (
    DateError,
    EmptyReportError,
    EncodingError,
    InputError,
    LanguageError,
    RecordError,
    SizeError,
)
from gipfelbuch.model.reports import Report
from gipfelbuch.reading import Defaults, find_reports
from gipfelbuch.reading.files import MOST_REPORT_BYTES

GERMAN = "Der Präsident reiste am Montag nach Paris und traf dort den Minister."
ENGLISH = "The president travelled to Paris on Monday and met the minister there."


def found(*paths, **defaults):
    return list(find_reports([str(p) for p in paths], Defaults(**defaults)))


def write(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_text_file_is_a_report_with_its_name_as_id(tmp_path):
    (report,) = found(write(tmp_path / "paris.txt", GERMAN), published=date(2024, 5, 6))
    assert (report.id, report.text, report.language, report.published) == ("paris", GERMAN, "de", date(2024, 5, 6))


def test_the_text_is_not_altered(tmp_path):
    text = "  Erste Zeile\r\n\r\nZweite\tZeile \u00a0 mit Mu\u0308ll. \n"
    (report,) = found(write(tmp_path / "a.txt", text))
    assert report.text == text


def test_a_byte_order_mark_is_no_text(tmp_path):
    (report,) = found(write(tmp_path / "a.txt", b"\xef\xbb\xbf" + GERMAN.encode()))
    assert report.text == GERMAN


def test_english_is_identified(tmp_path):
    (report,) = found(write(tmp_path / "a.txt", ENGLISH))
    assert report.language == "en"


def test_a_named_language_is_believed(tmp_path):
    (report,) = found(write(tmp_path / "a.txt", ENGLISH), language="de")
    assert report.language == "de"


def test_json_lines_carry_their_own_facts(tmp_path):
    record = {
        "id": "x7",
        "text": GERMAN,
        "published": "2023-02-01T10:00:00Z",
        "title": "T",
        "publisher": "P",
        "url": "https://p.example/x7",
    }
    (report,) = found(write(tmp_path / "a.jsonl", json.dumps(record)), published=date(1999, 1, 1))
    assert report == Report(
        id="x7",
        text=GERMAN,
        language="de",
        published=date(2023, 2, 1),
        title="T",
        publisher="P",
        url="https://p.example/x7",
    )


def test_a_broken_line_is_told_and_the_rest_is_read(tmp_path):
    lines = [json.dumps({"text": GERMAN}), '{"text": "kaputt', "[1]", "", json.dumps({"text": ENGLISH})]
    first, broken, wrong, last = found(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert first.id == "a-1"
    assert isinstance(broken, RecordError)
    assert "line 2, column" in str(broken)
    assert isinstance(wrong, RecordError)
    assert "line 3" in str(wrong)
    assert last.id == "a-5"


def test_folders_and_globs_are_read_in_sorted_order(tmp_path):
    for name in ("b.txt", "a.txt", "notes.md"):
        write(tmp_path / name, GERMAN)
    assert [r.id for r in found(tmp_path)] == ["a", "b"]
    assert [r.id for r in found(tmp_path / "*.txt")] == ["a", "b"]


def test_a_page_gives_text_date_title_and_publisher(tmp_path):
    page = f"""<html lang="de"><head><title>Reise nach Paris</title><meta property="og:title" content="Reise nach Paris">
    <meta property="og:site_name" content="Tagblatt"><meta property="article:published_time" content="2021-07-08T10:00:00Z">
    </head><body><nav>Start</nav><article><h1>Reise nach Paris</h1><p>{GERMAN * 3}</p><p>{GERMAN * 4}</p></article></body></html>"""
    (report,) = found(write(tmp_path / "a.html", page))
    assert GERMAN in report.text
    assert "<p>" not in report.text
    assert (report.title, report.publisher, report.published) == ("Reise nach Paris", "Tagblatt", date(2021, 7, 8))


@pytest.mark.parametrize(
    "name,data,error,hint",
    [
        ("a.txt", "Äußerung über Größe, die fünf Länder schützt".encode("latin-1"), EncodingError, "byte 0 (line 1)"),
        ("a.txt", b"", EmptyReportError, "empty"),
        ("a.txt", b" \n\t 12 .\n", EmptyReportError, "empty"),
        (
            "a.txt",
            "Le président est arrivé mardi à Berlin pour des entretiens avec la chancelière.".encode(),
            LanguageError,
            "'fr'",
        ),
        ("a.txt", b"x" * (MOST_REPORT_BYTES + 1), SizeError, "split it"),
        ("a.html", b"<html><body></body></html>", EmptyReportError, "no main text"),
        ("a.jsonl", json.dumps({"text": GERMAN, "published": "31.12.2020"}).encode(), DateError, "YYYY-MM-DD"),
        ("a.jsonl", json.dumps({"text": GERMAN, "language": "fr"}).encode(), LanguageError, "'fr'"),
        ("a.jsonl", b'{"text": "ab \xff cd"}', EncodingError, "line 1"),
        ("a.jsonl", b'{"text": "ab \\ud800 cd"}', RecordError, "surrogate"),
        ("a.jsonl", b"[" * 100_000, RecordError, "line 1"),
        ("a.jsonl", b'{"text": 7}', RecordError, "string"),
    ],
)
def test_bad_input_is_refused_with_its_place_and_what_to_do(tmp_path, name, data, error, hint):
    path = write(tmp_path / name, data)
    good = write(tmp_path / "good.txt", GERMAN)
    bad, fine = found(path, good)
    assert type(bad) is error
    assert str(path) in str(bad)
    assert hint in str(bad)
    assert isinstance(fine, Report)


def test_a_missing_file_is_told(tmp_path):
    (error,) = found(tmp_path / "nowhere.txt")
    assert isinstance(error, InputError)
    assert "no such file" in str(error)


def test_an_empty_folder_gives_nothing(tmp_path):
    assert found(tmp_path) == []
