"""WARC archives to items (ISO 28500; Common Crawl News): HTML responses, one at a time, by FastWARC."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from gzip import GzipFile
from io import BufferedReader
from typing import Any

from gipfelbuch.errors import InputError, RecordError, SizeError
from gipfelbuch.reading.files import MOST_REPORT_BYTES, decode_told, page_charset
from gipfelbuch.reading.items import Item, load_library, refused, told_date
from gipfelbuch.reading.pages import read_page

PAGE_TYPES = ("text/html", "application/xhtml+xml")
MOST_BLOCK_BYTES = MOST_REPORT_BYTES + 65_536  # of a response: a page with its HTTP header
_OK = 200  # HTTP status: redirects and error pages are no reports
_GZIP = b"\x1f\x8b"  # what a compressed archive begins with
_ADVICE = "fetch the file again, or repair it with 'warcio recompress'"


def read_archive(stream: BufferedReader, where: str) -> Iterator[Item | InputError]:
    """The pages in an archive, compressed or not, in its order; memory holds one page.

    Args:
        stream: the archive, read as pages are needed.
        where: its name, for messages.

    Yields:
        An item a page, or the error that the page deserves. Records that are no HTML page of status 200 are passed
        over. After damage that hides where the next record begins, the rest cannot be read, and is told.
    """
    try:
        library = load_library("fastwarc", "warc", where)
    except InputError as error:
        yield error
        return
    number = 0
    try:
        for record in _records(library, stream, where):
            number += 1
            yield from _page(library, record, f"{where}, response {number}", number)
    except InputError as error:
        yield error
        return
    if not number:
        yield RecordError(f"{where}: no HTTP response in it; if it is a WARC file, {_ADVICE}")


class _Bytes:
    """An archive's bytes as FastWARC needs them: it asks where it stands, also of a pipe, which cannot tell.

    Compressed ones are unpacked here, for then data that break off are an error, and what stands before is handed on.
    """

    def __init__(self, stream: BufferedReader) -> None:
        packed = stream.peek(len(_GZIP))[: len(_GZIP)] == _GZIP
        self._source = GzipFile(fileobj=stream) if packed else stream
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        data = self._source.read1(size)
        self._read += len(data)
        return data

    def tell(self) -> int:
        return self._read


def _records(library: Any, stream: BufferedReader, where: str) -> Iterator[Any]:
    """The responses in an archive; where the next one begins is lost with the first broken record."""
    advice = f"the records after it were not read; {_ADVICE}"
    with refused(where, "WARC file", advice):
        source = _Bytes(stream)
        archive = iter(library.ArchiveIterator(source, record_types=library.WarcRecordType.response, parse_http=False))
    number = 0
    while True:
        number += 1
        with refused(f"{where}, response {number}", "WARC record", advice):
            record = next(archive, None)
        if record is None:
            return
        yield record


def _page(library: Any, record: Any, where: str, number: int) -> Iterator[Item | InputError]:
    try:
        with refused(where, "HTTP response", "leave it out"):
            answer = _answer(library, record, where)
            if not _is_page(answer):
                return
            data = answer.reader.read(MOST_REPORT_BYTES + 1)
        yield _item(record, answer, data, where, number)
    except InputError as error:
        yield error


def _answer(library: Any, record: Any, where: str) -> Any:
    """The response apart from its archive, so that what is broken in it breaks nothing else."""
    block = record.reader.read(MOST_BLOCK_BYTES)
    if len(block) < min(record.content_length, MOST_BLOCK_BYTES):
        raise RecordError(
            f"{where}: cut off after {len(block):,} of {record.content_length:,} bytes, and not read; {_ADVICE}"
        )
    answer = library.WarcRecord()
    answer.set_bytes_content(block)
    answer.is_http = True
    answer.parse_http(auto_decode="all")
    return answer


def _item(record: Any, answer: Any, data: bytes, where: str, number: int) -> Item:
    if max(len(data), record.content_length) > MOST_REPORT_BYTES:
        raise SizeError(f"{where}: more than the {MOST_REPORT_BYTES:,} bytes of one report; leave it out")
    with refused(where, "WARC header", "leave it out"):
        html = decode_told(data, answer.http_charset or page_charset(data))
        url, crawled = record.headers.get("WARC-Target-URI"), record.headers.get("WARC-Date")
    item = read_page(html, where, url.strip("<>") if url else None, number)
    return item if item.published else replace(item, published=told_date(crawled, where))


def _is_page(record: Any) -> bool:
    kind = (record.http_content_type or "").split(";")[0].strip().lower()
    return record.http_headers.status_code == _OK and kind in PAGE_TYPES
