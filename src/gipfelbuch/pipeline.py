"""The way that a report takes: segmented, marked, assembled, coded. The only file that knows the order."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import parent_process
from typing import TypeVar

from gipfelbuch.assembling import assemble_reading
from gipfelbuch.coding import code_reading
from gipfelbuch.errors import InternalError
from gipfelbuch.marking import mark_document
from gipfelbuch.model.entries import Reading
from gipfelbuch.model.reports import Report
from gipfelbuch.segmenting import segment_report

FEW_REPORTS = 16  # below this, starting worker processes costs more time than they save (measured, 2 cores)
BATCH_REPORTS = 8  # sent to a worker at once: large enough to hide the cost of sending, small enough to stream
AHEAD_BATCHES = 4  # per worker, so that memory does not grow with the input

T = TypeVar("T")


def read_report(report: Report, *, encoder: bool = True) -> Reading:
    """What a report says, as register entries with their evidence.

    Args:
        report: the report; its text is not altered.
        encoder: False to read by rules alone, several times as fast and less completely.

    Returns:
        Its reading; every span counts code points of ``report.text``.

    Raises:
        InternalError: if a stage broke its contract: a bug, told with the report that shows it.
    """
    try:
        document = segment_report(report)
        return code_reading(assemble_reading(document, mark_document(document, encoder=encoder)))
    except Exception as error:
        raise InternalError(
            f"report {report.id!r} could not be read ({type(error).__name__}: {error}); nothing of it was kept. "
            "This is a bug: please report it with the text"
        ) from error


def read_reports(
    reports: Iterable[Report], workers: int | None = None, *, encoder: bool = True
) -> Iterator[Reading | InternalError]:
    """Readings of many reports, in their order, on all cores.

    Args:
        reports: any number; they are taken as they are needed.
        workers: processes; None for one a core, 1 for none beside this one.
        encoder: as in ``read_report``.

    Yields:
        A reading, or the bug that kept a report from being read.
    """
    source = iter(reports)
    first = list(islice(source, FEW_REPORTS))
    wanted = workers or os.cpu_count() or 1
    if wanted == 1 or len(first) < FEW_REPORTS:
        yield from (_read_safely(r, encoder=encoder) for r in chain(first, source))
        return
    with ProcessPoolExecutor(max_workers=wanted, initializer=_end_with_parent) as pool:
        batches = _batched(chain(first, source), BATCH_REPORTS)
        pending = [pool.submit(_read_batch, b, encoder=encoder) for b in islice(batches, wanted * AHEAD_BATCHES)]
        while pending:
            yield from pending.pop(0).result()
            pending += [pool.submit(_read_batch, b, encoder=encoder) for b in islice(batches, 1)]


def _end_with_parent() -> None:
    """Let this worker end when the process that started it does: one that is killed cannot tell its workers."""

    def wait() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _read_safely(report: Report, *, encoder: bool) -> Reading | InternalError:
    try:
        return read_report(report, encoder=encoder)
    except InternalError as error:
        return error


def _read_batch(reports: list[Report], *, encoder: bool) -> list[Reading | InternalError]:
    return [_read_safely(r, encoder=encoder) for r in reports]


def _batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
