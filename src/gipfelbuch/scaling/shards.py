"""What a worker does: a shard enters, a file of readings and an outcome leave. Knows nothing of the cluster.

Workers may be lost at any moment, and an outcome with them. So all that must outlast a worker stands in the folder of
readings, which every node sees: the finished file under its final name, and, in a folder of this run, who began a shard
how often and how it ended.
"""

from __future__ import annotations

import hashlib
import json
import socket
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from gipfelbuch.building import Read
from gipfelbuch.errors import GipfelbuchError, InputError, InternalError, MissingLibraryError, ShardError
from gipfelbuch.model.entries import Reading
from gipfelbuch.model.reports import Report
from gipfelbuch.reading import Defaults, Place, read_place
from gipfelbuch.scaling.kept import Found, write_found

MOST_ATTEMPTS = 2  # at a shard: a worker may be lost once by chance; what ends a second one is likely the shard
LOST = "the process that read it was lost (killed, out of memory, or with its node)"
_DIGEST_CHARS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be done with all shards of a run.

    Args:
        places: the shards, each a file that every node sees under this name.
        folder: where readings are kept; every node sees it.
        run: name of this run, of no other.
        version: of the reader.
        defaults: for reports that do not tell their day or language.
        read: reports to readings, in order.
        again: whether shards that were read by this version are read again.
    """

    places: tuple[Place, ...]
    folder: Path
    run: str
    version: str
    defaults: Defaults
    read: Read
    again: bool = False

    @property
    def run_folder(self) -> Path:
        """What this run needs while it lasts."""
        return self.folder / f".run-{self.run}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How it went with a shard.

    Args:
        number: which of the job's places.
        file: name of the file of readings; None if there is none.
        kept: whether it was there before this run.
        reports: reports found.
        attempts: how often it was begun.
        error: why it was not read.
        node: who tells this.
    """

    number: int
    file: str | None = None
    kept: bool = False
    reports: int = 0
    attempts: int = 0
    error: str | None = None
    node: str = ""


def work_on(job: Job, number: int) -> Outcome:
    """Read a shard, unless that was done, and tell how it went.

    Args:
        job: what is to be done.
        number: which of its places.

    Returns:
        The outcome; nothing is raised for a shard that cannot be read.
    """
    done = job.run_folder / f"{number}.done"
    if done.exists():  # by a worker that was lost before it could tell
        return Outcome(**json.loads(done.read_text(encoding="utf-8")))
    outcome = replace(_attempts(job, number), node=socket.gethostname())
    beside = done.with_suffix(f".{socket.gethostname()}")
    beside.write_text(json.dumps(asdict(outcome)), encoding="utf-8")
    beside.replace(done)
    return outcome


def _attempts(job: Job, number: int) -> Outcome:
    """Begin a shard as often as is left; what was begun before and told no end ended with its process."""
    error = LOST
    for attempt in range(1, MOST_ATTEMPTS + 1):
        began = job.run_folder / f"{number}.{attempt}"
        try:
            began.touch(exist_ok=False)
        except FileExistsError:
            error = began.read_text(encoding="utf-8") or LOST
            continue
        try:
            return replace(_read_shard(job, number, began), attempts=attempt)
        except Exception as problem:  # noqa: BLE001 (whatever it is, it costs this shard alone)
            told = str(problem) if isinstance(problem, GipfelbuchError) else f"{type(problem).__name__}: {problem}"
            error = told.encode("utf-8", "backslashreplace").decode()
            began.write_text(error, encoding="utf-8")
    return Outcome(number=number, attempts=MOST_ATTEMPTS, error=error)


def _read_shard(job: Job, number: int, began: Path) -> Outcome:
    place = job.places[number]
    name = f"{_digest(place, job.defaults)}.{job.version}.parquet"
    if not job.again and (job.folder / name).exists():
        return Outcome(number=number, file=name, kept=True)
    half = began.with_suffix(f"{began.suffix}.parquet")
    about = {"version": job.version, "shard": place.name}
    reports, _ = write_found(half, _found(job, place), about)
    half.replace(job.folder / name)
    return Outcome(number=number, file=name, reports=reports)


def _found(job: Job, place: Place) -> Iterator[Found]:
    for item in read_place(place, job.defaults):
        if isinstance(item, Report):
            (outcome,) = job.read([item])
            yield _of(outcome, item)
        elif type(item) in (InputError, MissingLibraryError):  # the node's fault, not the report's
            raise ShardError(f"{item} (on {socket.gethostname()})")
        else:
            yield Found.of(item)


def _of(outcome: Reading | InternalError, report: Report) -> Found:
    return Found.of(outcome) if isinstance(outcome, Reading) else Found.of(outcome, report)


def _digest(place: Place, defaults: Defaults) -> str:
    """A hash of all that the readings of a shard depend on, but the reader: its bytes, its name, the defaults."""
    try:
        with Path(place.name).open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ShardError(
            f"cannot be read on {socket.gethostname()}: {error.strerror}; every node must see the shards "
            "under the same path"
        ) from error
    day = defaults.published.isoformat() if defaults.published else None
    whole: list[Any] = [content, Path(place.name).name, place.sought, day, defaults.language]
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()[:_DIGEST_CHARS]
