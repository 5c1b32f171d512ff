"""CSV, Parquet and Data Package, read by others."""

import csv

import duckdb
import frictionless
import polars as pl
import pytest

from gipfelbuch.errors import OutputError
from gipfelbuch.exporting import extras, parquet
from gipfelbuch.exporting.formats import write_export
from gipfelbuch.exporting.tables import TABLES


@pytest.fixture
def folder(tmp_path, holdings):
    def write(name):
        write_export(name, holdings, tmp_path / name)
        return tmp_path / name

    return write


def test_frictionless_finds_no_fault_in_the_data_package(folder):
    report = frictionless.validate(str(folder("datapackage") / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    assert {t.name for t in report.tasks} == {t.name for t in TABLES}


def test_frictionless_sees_that_keys_hold(folder):
    path = folder("datapackage")
    text = (path / "witnesses.csv").read_text(encoding="utf-8")
    (path / "witnesses.csv").write_text(text.replace("statement:", "nobody:"), encoding="utf-8", newline="")
    report = frictionless.validate(str(path / "datapackage.json"))
    assert report.flatten(["type"])[0] == ["foreign-key"]


def test_csv_keeps_quotes_tabs_and_line_ends(folder):
    with (folder("csv") / "records.csv").open(encoding="utf-8", newline="") as file:
        quotes = {r["quote"] for r in csv.DictReader(file)}
    assert 'Wir\tliefern <Gas> & Öl zu "fairen" Preisen' in quotes


def test_duckdb_and_polars_read_the_same_from_parquet(folder):
    path = folder("parquet")
    for table in TABLES:
        file = path / f"{table.name}.parquet"
        frame = pl.read_parquet(file)
        rows = duckdb.sql(f"SELECT * FROM read_parquet('{file}')").fetchall()
        assert frame.rows() == rows
        assert frame.columns == [c.name for c in table.columns]
        assert frame.unique(table.key).height == frame.height


def test_duckdb_joins_parquet_tables_and_knows_days(folder):
    path = folder("parquet")
    found = duckdb.sql(
        f"SELECT r.date_from::VARCHAR, p.name FROM '{path}/records.parquet' r "
        f"JOIN '{path}/involved.parquet' i ON i.record = r.id JOIN '{path}/parties.parquet' p ON p.id = i.party "
        "WHERE r.place = 'Oslo' ORDER BY p.name"
    ).fetchall()
    assert found == [("2024-05-14", "Anna Lindqvist"), ("2024-05-14", "Paul Berger")]


def test_polars_reads_typed_columns_from_csv(folder):
    frame = pl.read_csv(folder("csv") / "variants.csv")
    assert frame.schema["corrected"] == pl.Boolean
    assert frame.filter(pl.col("corrected"))["field"].to_list().count("status") == 1


def test_rows_beyond_a_group_are_written(folder, monkeypatch):
    monkeypatch.setattr(parquet, "GROUP_ROWS", 2)
    assert pl.read_parquet(folder("parquet") / "variants.parquet").height > 2


def test_a_missing_library_is_told_with_its_extra(tmp_path, holdings, monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(OutputError, match=r"pip install 'gipfelbuch\[parquet\]'"):
        write_export("parquet", holdings, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_other_files_of_a_folder_stay_and_a_file_in_its_place_is_not_touched(tmp_path, holdings):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    write_export("csv", holdings, tmp_path / "out")
    assert (tmp_path / "out" / "notes.txt").read_text(encoding="utf-8") == "mine"
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="a file is there"):
        write_export("csv", holdings, tmp_path / "file")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "out"]


def test_an_export_that_breaks_leaves_nothing(tmp_path, holdings):
    class BrokenError(Exception):
        pass

    def broken():
        raise BrokenError
        yield

    import dataclasses

    for name in ("csv", "jsonl"):
        with pytest.raises(BrokenError):
            write_export(name, dataclasses.replace(holdings, records=broken), tmp_path / name)
    assert list(tmp_path.iterdir()) == []
