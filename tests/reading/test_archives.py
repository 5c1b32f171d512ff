import gzip
import os
from datetime import date
from types import SimpleNamespace

import pytest

from gipfelbuch.errors import EmptyReportError, InputError, RecordError
from gipfelbuch.reading import find_reports

GERMAN = "Der Präsident reiste am Montag nach Paris und traf dort den Minister."
OTHER = "Die Ministerin empfing am Dienstag in Wien den Botschafter."
PAGE = "<html><head><title>Reise nach Paris</title></head><body><article><h1>Reise nach Paris</h1><p>{}</p></article></body></html>"


def response(body, kind="text/html; charset=utf-8", status="200 OK", url="https://t.example/reise", extra=""):
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + body
    return record(http, url)


def record(block, url="https://t.example/reise", sort="response", length=None):
    head = (
        f"WARC/1.0\r\nWARC-Type: {sort}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"WARC-Date: 2024-05-06T10:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype={sort}\r\nContent-Length: {length or len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def page(text, **more):
    return PAGE.format(text * 6).encode(more.pop("encoding", "utf-8"))


def test_a_page_has_url_and_the_day_it_was_fetched(read):
    (report,) = read("a.warc", response(page(GERMAN)), published=date(1999, 1, 1))
    assert GERMAN in report.text
    assert (report.id, report.url, report.published) == ("a-1", "https://t.example/reise", date(2024, 5, 6))
    assert (report.language, report.title) == ("de", "Reise nach Paris")


def test_the_date_of_the_page_goes_before_the_day_it_was_fetched(read):
    dated = page(GERMAN).replace(b"<head>", b'<head><meta property="article:published_time" content="2023-02-01">')
    (report,) = read("a.warc", response(dated))
    assert report.published == date(2023, 2, 1)


@pytest.mark.parametrize(
    "kind,encoding,head",
    [
        ("text/html; charset=iso-8859-1", "cp1252", b""),
        ("text/html", "cp1252", b'<meta charset="windows-1252">'),
        ("text/html; charset=utf-8", "cp1252", b""),
        ("text/html", "utf-8", b""),
        ("application/xhtml+xml", "utf-8", b""),
    ],
    ids=["told by HTTP", "told by the page", "told wrongly", "not told", "XHTML"],
)
def test_charsets(read, kind, encoding, head):
    data = page(GERMAN, encoding=encoding).replace(b"<head>", b"<head>" + head)
    (report,) = read("a.warc", response(data, kind))
    assert GERMAN in report.text


def test_compressed_archives_and_compressed_pages(read):
    plain, packed = response(page(GERMAN)), gzip.compress(page(OTHER))
    data = gzip.compress(plain) + gzip.compress(response(packed, extra="Content-Encoding: gzip\r\n"))
    first, second = read("a.warc.gz", data)
    assert GERMAN in first.text
    assert OTHER in second.text
    assert second.id == "a-2"


def test_only_pages_that_were_found_are_read(read):
    data = (
        record(b"software: x\r\n", sort="warcinfo")
        + record(b"GET / HTTP/1.1\r\n\r\n", sort="request")
        + response(page(OTHER), status="404 Not Found")
        + response(b"\x89PNG", kind="image/png")
        + response(page(GERMAN))
    )
    (report,) = read("a.warc", data)
    assert GERMAN in report.text
    assert report.id == "a-3"


def test_a_bad_page_is_told_with_its_number_and_the_rest_is_read(read):
    first, bad, last = read("a.warc", response(page(GERMAN)) + response(b"<p></p>") + response(page(OTHER)))
    assert GERMAN in first.text
    assert OTHER in last.text
    assert type(bad) is EmptyReportError
    assert "a.warc, response 2" in str(bad)


@pytest.mark.parametrize(
    "bad,hint",
    [
        (response(b"no gzip", extra="Content-Encoding: gzip\r\n"), "broken HTTP response"),
        (response(b"zz\r\n", extra="Transfer-Encoding: chunked\r\n"), "broken HTTP response"),
    ],
    ids=["broken compression", "broken chunks"],
)
def test_a_broken_page_does_not_break_the_archive(read, bad, hint):
    error, report = read("a.warc", bad + response(page(GERMAN)))
    assert hint in str(error)
    assert GERMAN in report.text


def test_a_page_that_is_cut_off_is_told_and_not_half_read(read):
    (error,) = read("a.warc", response(page(GERMAN))[:-300])
    assert type(error) is RecordError
    assert "cut off" in str(error)


def test_a_broken_end_is_told_after_what_could_be_read(read):
    whole = gzip.compress(response(page(GERMAN))) + gzip.compress(response(page(OTHER)))
    found = read("a.warc.gz", whole[:-200])
    assert GERMAN in found[0].text
    assert isinstance(found[-1], InputError)


@pytest.mark.parametrize("data", [b"", b"no archive at all", b"\x1f\x8b broken", b"WARC/1.0\r\n"])
def test_what_is_no_archive_is_told(read, data):
    (error,) = read("a.warc", data)
    assert isinstance(error, RecordError)


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "compressed"])
def test_standard_input_may_be_a_pipe(monkeypatch, pack):
    end, start = os.pipe()
    with os.fdopen(start, "wb") as writing:
        writing.write(pack(response(page(GERMAN)) * 2))
    with os.fdopen(end, "rb") as reading:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=reading))
        first, second = find_reports(["-"])
        assert not reading.closed
    assert (first.id, second.id, first.url) == ("stdin-1", "stdin-2", "https://t.example/reise")


def test_memory_does_not_grow_with_the_archive(tmp_path):
    import tracemalloc

    path = tmp_path / "a.warc"
    picture = response(bytes(1_000_000), kind="image/png")
    path.write_bytes(picture * 30 + response(page(GERMAN)))
    list(find_reports([str(path)]))  # what libraries keep is loaded before it is counted
    tracemalloc.start()
    (report,) = find_reports([str(path)])
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert report.id == "a-31"
    assert most < 5_000_000
