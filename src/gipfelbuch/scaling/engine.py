"""Paths enter, their shards are read on a cluster, and a register built from the readings leaves.

Stopped at any moment, the next run goes on: finished shards are found again by their hash, and the register is built
as it always is, in transactions.
"""

from __future__ import annotations

import shutil
import time
import uuid
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from gipfelbuch.building import KEPT_REPORTS, Progress, Read, Tools, build_register
from gipfelbuch.errors import ClusterError, GipfelbuchError, InputError, InternalError, ShardError
from gipfelbuch.model.entries import Reading
from gipfelbuch.model.reports import Report
from gipfelbuch.pipeline import read_reports
from gipfelbuch.reading import Defaults, Place, expand_paths
from gipfelbuch.register import Register
from gipfelbuch.scaling.clusters import check_nodes, connected, outcomes
from gipfelbuch.scaling.kept import Found, check_library, read_found
from gipfelbuch.scaling.shards import MOST_ATTEMPTS, Job, Outcome

STALE_SECONDS = 7 * 86_400  # after which what a killed run left behind is removed; no shard takes so long
_AHEAD_REPORTS = 2 * KEPT_REPORTS  # found before they are asked for: the build looks so many up at once, at most

read_alone: Read = partial(read_reports, workers=1)  # in the worker's own process


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Where the work is done.

    Args:
        readings: folder for the files of readings, seen by all nodes under this path.
        address: host and port of the head node, "auto", or None to use this machine alone.
        jobs: processes in the whole cluster; None for one a processor.
    """

    readings: Path
    address: str | None = None
    jobs: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where reading stands, before the register is built.

    Args:
        shards: how many there are.
        read: of these, read now.
        skipped: read by this version before.
        failed: given up.
        repeated: begun twice, since a worker was lost or an attempt failed.
        reports: found in those that were read now.
        error: why a shard was given up.
    """

    shards: int = 0
    read: int = 0
    skipped: int = 0
    failed: int = 0
    repeated: int = 0
    reports: int = 0
    error: GipfelbuchError | None = None

    def after(self, outcome: Outcome, place: Place) -> Standing:
        """Where it stands when one more shard has ended."""
        error = None
        if outcome.error is not None:
            error = ShardError(
                f"{place.where}: not read, in {MOST_ATTEMPTS} attempts: {outcome.error}; the other shards went on, "
                "and the same command tries this one again"
            )
        return replace(
            self,
            read=self.read + (error is None and not outcome.kept),
            skipped=self.skipped + outcome.kept,
            failed=self.failed + (error is not None),
            repeated=self.repeated + (outcome.attempts > 1),
            reports=self.reports + outcome.reports,
            error=error,
        )


def build_on_cluster(
    paths: Iterable[str],
    register: Register,
    tools: Tools,
    cluster: Cluster,
    *,
    defaults: Defaults | None = None,
    again: bool = False,
    read: Read = read_alone,
) -> Iterator[Standing | Progress]:
    """Read shards on a cluster, then build a register from their readings.

    Args:
        paths: files, folders, globs; each file is a shard.
        register: where reports, readings and records are kept.
        tools: what matches; they read only reports that were read with other metadata than the register wants.
        cluster: where the shards are read.
        defaults: for reports that do not tell their day or language.
        again: whether shards that this version has read are read again.
        read: what a worker reads with.

    Yields:
        First where reading stands, after each shard; then where the build of the register stands.

    Raises:
        ClusterError: if there is no cluster, or it breaks down; finished readings are kept.
        RegisterError: if the register cannot be written.
    """
    check_library()
    places = _places(paths, cluster.readings.absolute())
    with _run_folder(cluster.readings) as run:
        job = Job(
            places=tuple(p for p in places if isinstance(p, Place)),
            folder=cluster.readings.absolute(),
            run=run,
            version=tools.version,
            defaults=defaults or Defaults(),
            read=read,
            again=again,
        )
        files: dict[Place, Path] = {}
        if job.places:
            yield from _read_all(job, cluster, files)
    shelf = Shelf(tools.read)
    found = shelf.reports(files.get(p) if isinstance(p, Place) else p for p in places)
    yield from build_register(found, register, replace(tools, read=shelf.readings), again=again)


class Shelf:
    """Readings between their files and the register, which asks for some of them a little later.

    Args:
        read: for reports that the register wants with other metadata than they were read with: of copies of one text
            it keeps the earliest, which may have come years ago.
    """

    def __init__(self, read: Read) -> None:
        """Nothing is on it yet."""
        self._read = read
        self._found: OrderedDict[Report, Found] = OrderedDict()

    def reports(self, sources: Iterable[Path | InputError | None]) -> Iterator[Report | InputError]:
        """The reports of files of readings, and the errors in the place of others; the last readings are kept."""
        for source in sources:
            if isinstance(source, InputError):
                yield source
            elif source is not None:
                yield from self._of_file(source)

    def readings(self, wanted: Iterable[Report]) -> Iterator[Reading | InternalError]:
        """The readings of reports that were found lately."""
        for report in wanted:
            found = self._found.get(report)
            outcome = found.outcome() if found else None
            if isinstance(outcome, Reading | InternalError):
                yield outcome
            else:
                yield from self._read([report])

    def _of_file(self, path: Path) -> Iterator[Report | InputError]:
        try:
            for found in read_found(path):
                if found.report is None:
                    yield InputError(found.error)
                    continue
                self._found[found.report] = found
                self._found.move_to_end(found.report)
                while len(self._found) > _AHEAD_REPORTS:
                    self._found.popitem(last=False)
                yield found.report
        except InputError as error:
            yield error


def _places(paths: Iterable[str], readings: Path) -> Sequence[Place | InputError]:
    """The shards, under names that hold on every node, and errors in the place of what is none."""
    found = (p for p in expand_paths(paths) if not (p.sought and readings in Path(p.name).absolute().parents))
    return [_place(p) for p in found]


def _place(place: Place) -> Place | InputError:
    path = Path(place.name)
    if place.name == "-":
        return InputError("standard input: a cluster cannot read it; write it to a file that all nodes see")
    if path.is_file():
        return replace(place, name=str(path.absolute()))
    return InputError(
        f"{place.name}: no such file; check the path (folders and globs such as 'news/*.warc.gz' work too)"
    )


@contextmanager
def _run_folder(readings: Path) -> Iterator[str]:
    """A folder for what a run needs while it lasts; its name is told."""
    run = uuid.uuid4().hex[:12]
    folder = readings / f".run-{run}"
    for left in readings.glob(".run-*"):
        if left.stat().st_mtime < time.time() - STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise ClusterError(
            f"{readings}: readings cannot be kept there: {error.strerror}; name another folder with --readings; "
            "nothing was read"
        ) from error
    try:
        yield run
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _read_all(job: Job, cluster: Cluster, files: dict[Place, Path]) -> Iterator[Standing]:
    """Read all shards of a job; ``files`` gets the file of each that was read."""
    standing = Standing(shards=len(job.places))
    yield standing
    with connected(cluster.address, cluster.jobs):
        check_nodes(job)
        for outcome in _of_each(outcomes(job, cluster.jobs), len(job.places)):
            place = job.places[outcome.number]
            if outcome.file is not None:
                files[place] = job.folder / outcome.file
            standing = standing.after(outcome, place)
            yield standing


def _of_each(told: Iterable[Outcome], number: int) -> Iterator[Outcome]:
    """One outcome of each shard, also of those that the cluster tells nothing of, or tells twice."""
    left = set(range(number))
    for outcome in told:
        if outcome.number in left:
            left.remove(outcome.number)
            yield outcome
    for missing in sorted(left):
        yield Outcome(number=missing, error="the cluster told nothing of it")
