"""The way from reports to a register: kept, read where they must be, matched, replaced. Stands above the pipeline.

Killed at any moment, the next run goes on where this one stopped: reports and readings are stored in batches, and
records are replaced as a whole when all reports have been read.
"""

from __future__ import annotations

import gc
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain, islice
from typing import TYPE_CHECKING

from gipfelbuch import __version__
from gipfelbuch.errors import GipfelbuchError, InputError, LockedRegisterError
from gipfelbuch.exporting.readings import reading_as_json
from gipfelbuch.model.entries import Reading
from gipfelbuch.model.records import Matched, Source
from gipfelbuch.model.reports import Report
from gipfelbuch.pipeline import read_reports
from gipfelbuch.register import Register, Snapshot, storable

if TYPE_CHECKING:
    from gipfelbuch.errors import InternalError

KEPT_REPORTS = 64  # looked up at once: large enough to hide the cost of a transaction, small enough to stream
BATCH_SECONDS = 1.0  # of reading are lost at most when the process is killed
BATCH_READINGS = 200  # in memory until they are stored
MOST_ROUNDS = 5  # of matching, when others store readings meanwhile; each of them matches at its end as well
_HASH_CHARS = 12

Match = Callable[[Callable[[], Iterator[Source]]], Matched]
Group = Callable[[Iterable[Report]], Mapping[str, str]]
Read = Callable[[Iterable[Report]], Iterable["Reading | InternalError"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a build works with.

    Args:
        read: reports to readings, in order.
        match: readings to records; it takes them as often as it needs, in order of publication.
        group: reports to witness groups, by report key.
        version: of all of them together: where it differs, reports are read and matched again.
    """

    read: Read
    match: Match
    group: Group
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a build stands; ``error`` tells of one input that was refused.

    Args:
        seen: reports found so far.
        skipped: of these, already read by this version.
        read: of these, read now and stored.
        matching: whether reading is over and matching has begun.
        error: an input that was refused, or a report that could not be read.
    """

    seen: int = 0
    skipped: int = 0
    read: int = 0
    matching: bool = False
    error: GipfelbuchError | None = None


def standard_tools(workers: int | None = None) -> Tools:
    """The tools of this installation.

    Args:
        workers: processes that read; None for one a core.
    """
    from gipfelbuch.matching import match_archive, witness_groups

    return Tools(
        read=partial(read_reports, workers=workers),
        match=match_archive,
        group=witness_groups,
        version=reader_version(),
    )


@cache
def reader_version() -> str:
    """Version of the package and a hash of its tables and weights: reports are read again when it changes."""
    state = hashlib.sha256()
    for name in ("knowledge/tables", "marking/weights"):
        for file in sorted(_files_below(files("gipfelbuch").joinpath(name)), key=lambda f: f.name):
            state.update(f"\n{file.name}\n".encode())
            state.update(file.read_bytes())
    return f"{__version__}+{state.hexdigest()[:_HASH_CHARS]}"


def build_register(
    found: Iterable[Report | InputError], register: Register, tools: Tools, *, again: bool = False
) -> Iterator[Progress]:
    """Read reports into a register and match all that it holds.

    Args:
        found: reports, and errors in the place of inputs that are none; they are taken as they are needed.
        register: where they are kept.
        tools: what reads and matches.
        again: whether reports that were read before are read again.

    Yields:
        Where it stands, after each batch and each refused input. The build is over when nothing more comes.

    Raises:
        RegisterError: if the register cannot be written; what was stored until then stays, and the next run goes on.
    """
    tally = _Tally()
    wanted = _wanted(found, register, tools.version, tally, again=again)
    for batch in _timed_batches(tools.read(wanted)):
        readings = [r for r in batch if isinstance(r, Reading)]
        if readings:
            register.add_readings([(r.report, reading_as_json(r)) for r in readings], tools.version)
            tally.read += len(readings)
        tally.errors += [r for r in batch if not isinstance(r, Reading)]
        yield from tally.told()
    yield from tally.told()
    yield tally.progress(matching=True)
    match_register(register, tools)


def match_register(register: Register, tools: Tools) -> bool:
    """Match all readings of a register and put the records in the place of the old ones.

    Args:
        register: where the readings are.
        tools: what matches.

    Returns:
        Whether anything had changed since the last time.

    Raises:
        LockedRegisterError: if others stored readings each time while we matched.
    """
    fingerprint = partial(Snapshot.fingerprint, version=tools.version)
    for _ in range(MOST_ROUNDS):
        with _no_search_for_cycles():
            with register.snapshot() as snapshot:
                expected = fingerprint(snapshot)
                if expected == register.last_fingerprint():
                    return False
                groups = tools.group(snapshot.reports())
                matched = tools.match(partial(snapshot.sources, groups))
            if register.replace_records(matched, groups, fingerprint, expected):
                return True
    raise LockedRegisterError(
        f"{register.database.place}: others stored readings each time while records were matched; all readings are "
        "kept; run the same command again when they have ended"
    )


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Keep Python from looking for cycles among millions of objects that have none: a third of the time of matching."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Tally:
    """Counts of a build, and the errors not told yet."""

    def __init__(self) -> None:
        self.seen = self.skipped = self.read = 0
        self.errors: list[GipfelbuchError] = []

    def progress(self, *, matching: bool = False, error: GipfelbuchError | None = None) -> Progress:
        return Progress(seen=self.seen, skipped=self.skipped, read=self.read, matching=matching, error=error)

    def told(self) -> Iterator[Progress]:
        errors, self.errors = self.errors, []
        yield from (self.progress(error=e) for e in errors)
        yield self.progress()


def _wanted(
    found: Iterable[Report | InputError], register: Register, version: str, tally: _Tally, *, again: bool
) -> Iterator[Report]:
    """The reports that must be read, all of them kept before they are told."""
    source = iter(found)
    while batch := list(islice(source, KEPT_REPORTS)):
        checked = [storable(item) or item if isinstance(item, Report) else item for item in batch]
        reports = [item for item in checked if isinstance(item, Report)]
        tally.errors += [item for item in checked if not isinstance(item, Report)]
        wanted = register.add_reports(reports, version, again=again) if reports else []
        tally.seen += len(reports)
        tally.skipped += len(reports) - len(wanted)
        yield from wanted


def _timed_batches(items: Iterable[Reading | InternalError]) -> Iterator[list[Reading | InternalError]]:
    source = iter(items)
    for first in source:
        batch, until = [first], time.monotonic() + BATCH_SECONDS
        for item in chain(islice(source, BATCH_READINGS - 1)):
            batch.append(item)
            if time.monotonic() >= until:
                break
        yield batch


def _files_below(folder: Traversable) -> Iterator[Traversable]:
    if folder.is_dir():
        for part in folder.iterdir():
            if part.is_dir():
                yield from _files_below(part)
            elif not part.name.endswith(".pyc"):
                yield part
