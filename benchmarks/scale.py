"""What a large archive would take, by its parts, in seconds of one processor and bytes of memory and disk.

    python -m benchmarks.scale [REPORTS]

Measured are processor seconds, not those of the clock, so that other work on the machine does not count. Reports are
made of sentences of the corpus, twenty each, shuffled (about 300 words); pages are such reports in some tens of kilobytes of markup. Printed:
extracting a page of a WARC, reading with the encoder, file of readings to register, matching (for a third of the
reports and for all of them, so that the growth can be seen).
"""

from __future__ import annotations

import gzip
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from corpus.catalogue import load_corpus

from gipfelbuch.building import Tools, build_register, reader_version
from gipfelbuch.matching import Archive, match_archive, witness_groups
from gipfelbuch.model.entries import Reading
from gipfelbuch.model.records import Matched
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.pipeline import read_reports
from gipfelbuch.reading import Place, read_place
from gipfelbuch.register import open_register
from gipfelbuch.scaling.engine import Shelf
from gipfelbuch.scaling.kept import Found, write_found

REPORTS = 1500  # of the register
READ_REPORTS = 60  # with the encoder
PAGES = 100
SENTENCES = 20
MARKUP_BYTES = 60_000  # of a page beside its text; about what news pages have
MEGABYTE = 1_000_000

T = TypeVar("T")


def made_reports(number: int) -> Iterator[Report]:
    """Reports of shuffled sentences, each with a day of its own year."""
    pools: dict[Language, list[str]] = {"de": [], "en": []}
    for found in load_corpus():
        pools[found.reading["report"]["language"]] += re.split(r"(?<=[.!?])\s+", found.text)
    rng = random.Random(5)  # noqa: S311 (no secret)
    for n in range(number):
        language: Language = rng.choice(("de", "en"))
        text = " ".join(rng.sample(pools[language], SENTENCES))
        yield Report(id=f"r{n}", text=text, language=language, published=date(2025, 1, 1) + timedelta(n % 365))


def spent(run: Callable[[], T]) -> tuple[float, T]:
    """Processor seconds, and the result."""
    start = time.process_time()
    result = run()
    return time.process_time() - start, result


def archive(reports: Iterable[Report]) -> bytes:
    """A WARC of pages."""
    menu = "".join(
        f'<li class="nav-item"><a href="/section/{n}">Section {n}</a></li>' for n in range(MARKUP_BYTES // 60)
    )
    return b"".join(gzip.compress(_response(r, menu)) for r in reports)


def _response(report: Report, menu: str) -> bytes:
    body = "".join(f"<p>{p}</p>" for p in report.text.split("\n"))
    page = f"<html><head><title>{report.id}</title></head><body><nav><ul>{menu}</ul></nav><article>{body}</article></body></html>"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"WARC-Date: {report.published}T10:00:00Z\r\nWARC-Target-URI: https://t.example/{report.id}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def measure_pages(folder: Path) -> None:
    """Pages out of an archive, their language identified."""
    path = folder / "a.warc.gz"
    path.write_bytes(archive(made_reports(PAGES)))
    place = Place(name=str(path))
    next(read_place(place))  # loads what is loaded once
    seconds, found = spent(lambda: list(read_place(place)))
    print(f"WARC: {len(found)} pages, {seconds / len(found) * 1000:.0f} ms each")


def measure_reading() -> None:
    """Words a second with the encoder, in one process."""
    reports = list(made_reports(READ_REPORTS))
    list(read_reports(reports[:1], 1))
    seconds, _ = spent(lambda: list(read_reports(reports, 1)))
    words = sum(len(r.text.split()) for r in reports)
    print(f"reading: {len(reports)} reports of {words // len(reports)} words, {words / seconds:.0f} words/s")


def measure_register(folder: Path, number: int) -> None:
    """From a file of readings to a register."""
    path, matching = folder / f"{number}.parquet", [0.0]
    readings = read_reports(made_reports(number), 1, encoder=False)
    write_found(path, (Found.of(r) for r in readings if isinstance(r, Reading)), {})

    def match(sources: Archive) -> Matched:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        matching[0], matched = spent(partial(match_archive, sources))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
        print(f"matching: {number} reports, {matching[0]:.1f} s, {grown / number / 1000:.0f} kB a report")
        return matched

    shelf = Shelf(partial(read_reports, workers=1, encoder=False))
    tools = Tools(read=shelf.readings, match=match, group=witness_groups, version=reader_version())
    register = open_register(str(folder / f"{number}.db"), create=True)
    seconds, _ = spent(lambda: list(build_register(shelf.reports([path]), register, replace(tools))))
    counts, size = register.counts(), (folder / f"{number}.db").stat().st_size
    print(
        f"register: {counts.reports} reports, {counts.records} records, "
        f"{(seconds - matching[0]) / number * 1000:.1f} ms a report beside matching, "
        f"{size / number / 1000:.0f} kB a report; readings as Parquet {path.stat().st_size / number / 1000:.1f} kB a report"
    )


def main() -> None:
    """Measure all parts."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    with tempfile.TemporaryDirectory() as folder:
        measure_pages(Path(folder))
        measure_reading()
        for part in (number // 3, number):
            measure_register(Path(folder), part)


if __name__ == "__main__":
    main()
