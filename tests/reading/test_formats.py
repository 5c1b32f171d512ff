import io
import json
import sys

import pytest

from gipfelbuch.errors import MissingLibraryError
from gipfelbuch.model.reports import Report
from gipfelbuch.reading import find_reports
from gipfelbuch.reading.formats import Format, recognise

GERMAN = "Der Präsident reiste am Montag nach Paris und traf dort den Minister."


@pytest.mark.parametrize(
    "name,head,form",
    [
        ("a.txt", b"%PDF-", Format.TEXT),
        ("a.PDF", b"", Format.PDF),
        ("a.warc.gz", b"", Format.ARCHIVE),
        ("a.htm", b"", Format.PAGE),
        ("a", b"%PDF-1.4", Format.PDF),
        ("a", b"{}", Format.TEXT),
        ("-", b"\x1f\x8b", Format.ARCHIVE),
        ("-", b"WARC/1.1\r\n", Format.ARCHIVE),
        ("-", b'{"text": "x"}\n{"text"', Format.LINES),
        ("-", b'{\n "text"', Format.OBJECTS),
        ("-", b' [ {"text"', Format.OBJECTS),
        ("-", b"[Berlin] Der", Format.TEXT),
        ("-", b"\xef\xbb\xbf <?xml", Format.XML),
        ("-", b"Der", Format.TEXT),
        ("-", b"", Format.TEXT),
    ],
)
def test_the_ending_goes_before_the_first_bytes(name, head, form):
    assert recognise(name, head) is form


@pytest.mark.parametrize(
    "data",
    [
        GERMAN,
        json.dumps({"text": GERMAN}),
        json.dumps([{"text": GERMAN}], indent=1),
        f"<html><body><article><p>{GERMAN * 5}</p></article></body></html>",
        f"<rss version='2.0'><channel><item><description>{GERMAN}</description></item></channel></rss>",
    ],
    ids=["text", "JSON Lines", "JSON", "page", "feed"],
)
def test_standard_input_is_known_by_its_content(monkeypatch, data):
    class Standard:
        buffer = io.BytesIO(data.encode())

    monkeypatch.setattr("sys.stdin", Standard)
    (report,) = find_reports(["-"])
    assert GERMAN in report.text
    assert report.id.startswith("stdin")


def test_in_a_folder_json_and_xml_that_are_no_news_are_passed_over(tmp_path):
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / "build.xml").write_text("<project/>")
    (tmp_path / "news.json").write_text(json.dumps({"text": GERMAN}))
    assert [type(found) for found in find_reports([str(tmp_path)])] == [Report]
    assert [type(found) is Report for found in find_reports([str(tmp_path / "*.*")])] == [False, True, False]


@pytest.mark.parametrize(
    "name,library,extra",
    [("a.pdf", "pypdf", "pdf"), ("a.rss", "feedparser", "feeds"), ("a.warc", "fastwarc", "warc")],
)
def test_a_library_that_is_not_installed_is_named_with_its_extra(read, monkeypatch, name, library, extra):
    monkeypatch.setitem(sys.modules, library, None)
    (error,) = read(name, b"x")
    assert type(error) is MissingLibraryError
    assert f"pip install 'gipfelbuch[{extra}]'" in str(error)


def test_a_line_that_is_too_long_is_told_and_the_rest_is_read(read, monkeypatch):
    monkeypatch.setattr("gipfelbuch.reading.objects.MOST_REPORT_BYTES", 200)
    long, good = json.dumps({"text": GERMAN * 9}), json.dumps({"text": GERMAN})
    first, error, last = read("a.jsonl", f"{good}\n{long}\n{good}")
    assert (first.id, last.id) == ("a-1", "a-3")
    assert "line 2" in str(error)


def test_a_page_in_the_charset_that_it_tells(read):
    page = f'<html><head><meta charset="iso-8859-1"></head><body><article><p>{GERMAN * 5}</p></article></body></html>'
    (report,) = read("a.html", page.encode("cp1252"))
    assert GERMAN in report.text
