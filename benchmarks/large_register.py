"""A large register of synthetic readings: how long building takes as it grows, and how soon it answers.

    python -m benchmarks.large_register [--readings N] [--keep FILE]

The readings are synthetic: those of the corpus with other states, names, dates and words (``varied_readings``), about
24 entries each, all within ten years, so that they lie the denser the more there are. They go the way of ``gipfelbuch
build`` after reading: kept, copies found, matched, records written. Printed are seconds of the processor (other work
on the machine does not count) and of the clock; of building by stage, with the exponent of growth from size to size
(1 is linear, 2 quadratic), and of readings of a shorter time, which lie as dense as in the largest register; of each
sort of question the median and 95th percentile of twenty different ones, each asked once before.
"""

from __future__ import annotations

import argparse
import gc
import math
import random
import re
import resource
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest.mock import patch
from urllib.parse import quote

from fastapi.testclient import TestClient

from benchmarks.varied_readings import DAYS, Varieties
from gipfelbuch import matching
from gipfelbuch.building import Tools, build_register, reader_version
from gipfelbuch.knowledge.states import states
from gipfelbuch.matching.decide import Scores
from gipfelbuch.matching.records import Gathering
from gipfelbuch.matching.told import Teller
from gipfelbuch.model.entries import Reading
from gipfelbuch.model.reports import Report
from gipfelbuch.register import Register, open_register
from gipfelbuch.register.queries import Scope, busiest_pairs, dyad, run_sql, search, timeline
from gipfelbuch.web.app import make_room
from gipfelbuch.web.settings import RoomSettings

READINGS = 10_000
SMALLER = (1_000, 4_300)  # the latter make about 100,000 records
QUESTIONS = 20  # of each sort
ROWS = 50  # of an answer, as the reading room shows them
QUESTION_MS, PAGE_MS = 200, 150  # what an answer and a page may take
SAMPLE_READINGS = 500  # whose words are counted, to choose those that are searched for
ORDINARY = (0.0002, 0.002)  # of the entries have an ordinary word
SEARCHED_CHARS = 3
STAGES = (
    (matching, "identify_actors", "who is who"),
    (Teller, "tell", "entries made ready"),
    (matching, "meet_in_bucket", "pairs chosen"),
    (matching, "choose_pairs", "pairs chosen"),
    (Scores, "add", "pairs compared"),
    (matching, "group_entries", "entries grouped"),
    (Gathering, "add", "records made"),
    (Register, "replace_records", "records written"),
)
MAKING, KEEPING, COPIES, MATCHING = "readings made up", "readings kept", "copies found", "readings loaded"

P = ParamSpec("P")
T = TypeVar("T")


class Clock:
    """Seconds of the processor by stage; a stage within another counts for itself alone."""

    def __init__(self) -> None:
        """Nothing is measured yet."""
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def timed(self, stage: str, run: Callable[P, T]) -> Callable[P, T]:
        """The same function, its time counted."""

        def counted(*args: P.args, **kwargs: P.kwargs) -> T:
            start = time.process_time()
            self._inner.append(0.0)
            try:
                return run(*args, **kwargs)
            finally:
                whole = time.process_time() - start
                self.spent[stage] += whole - self._inner.pop()
                self._inner[-1] += whole

        return counted

    def iterated(self, stage: str, items: Iterable[T]) -> Iterator[T]:
        """The same items, the time to make them counted."""
        take = self.timed(stage, lambda source: next(source, None))
        source = iter(items)
        while (item := take(source)) is not None:
            yield item


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What building took.

    Args:
        readings: how many.
        records: made of them.
        seconds: of the processor, without making the readings up.
        clock_seconds: as the clock counts, likewise.
        stages: seconds of the processor by stage.
    """

    readings: int
    records: int
    seconds: float
    clock_seconds: float
    stages: Mapping[str, float]


def build(register: Register, readings: Iterable[Reading]) -> Built:
    """Readings become a register, as ``gipfelbuch build`` does it when it has read."""
    clock, shelf = Clock(), {}

    def found() -> Iterator[Report]:
        for reading in clock.iterated(MAKING, readings):
            shelf[reading.report.id] = reading
            yield reading.report

    def read(reports: Iterable[Report]) -> Iterator[Reading]:
        return (shelf.pop(report.id) for report in reports)

    with ExitStack() as measured:
        for place, name, stage in STAGES:
            measured.enter_context(patch.object(place, name, clock.timed(stage, getattr(place, name))))
        tools = Tools(
            read=read,
            match=clock.timed(MATCHING, matching.match_archive),
            group=clock.timed(COPIES, matching.witness_groups),
            version=reader_version(),
        )
        start = time.perf_counter()
        clock.timed(KEEPING, lambda: list(build_register(found(), register, tools)))()
        wall = time.perf_counter() - start
    made = clock.spent.pop(MAKING)
    held = register.counts()
    return Built(
        readings=held.readings,
        records=held.records,
        seconds=sum(clock.spent.values()),
        clock_seconds=wall - made,
        stages=dict(clock.spent),
    )


def tell_built(built: Built, before: Built | None, path: Path) -> None:
    """Print what building took, by stage, and how it grew."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"\n{built.readings:,} readings, {built.records:,} records: {built.seconds:.0f} s of the processor "
        f"({built.clock_seconds:.0f} s of the clock), {built.seconds / built.readings * 1000:.1f} ms a reading"
        f"{_growth(built.seconds, before.seconds, built, before) if before else ''}; "
        f"{path.stat().st_size / built.readings / 1000:.0f} kB a reading on disk, at most {peak:,.0f} MB in memory"
    )
    for stage, seconds in sorted(built.stages.items(), key=lambda item: -item[1]):
        growth = _growth(seconds, before.stages[stage], built, before) if before else ""
        print(f"  {stage:20} {seconds:8.1f} s  {seconds / built.seconds:4.0%}{growth}", flush=True)


def tell_dense(last: Built, varieties: Varieties, path: Path) -> None:
    """Build a register of readings that lie as dense as those of the last, and print how the time grows between them."""
    days = DAYS * SMALLER[-1] // last.readings
    print(f"\nAs dense as the last, those of {days:,} days of its ten years:", flush=True)
    dense = build(open_register(str(path), create=True), varieties.readings(last.readings, days))
    tell_built(dense, None, path)
    print(f"From these to the last it{_growth(last.seconds, dense.seconds, last, dense).removeprefix(',')}")


def _growth(seconds: float, earlier: float, built: Built, before: Built) -> str:
    """The exponent of growth since the size before."""
    if min(seconds, earlier) <= 0:
        return ""
    return f", grows with {math.log(seconds / earlier) / math.log(built.readings / before.readings):.2f}"


def measure(label: str, bar_ms: int, questions: Sequence[Callable[[], object]]) -> None:
    """Ask every question twice; tell the second time."""
    spent: list[float] = []
    wall: list[float] = []
    for ask in questions:
        ask()
        start, clock = time.process_time(), time.perf_counter()
        ask()
        spent.append((time.process_time() - start) * 1000)
        wall.append((time.perf_counter() - clock) * 1000)
    median, high = _middle(spent)
    met = "met" if high <= bar_ms else "met by the median alone" if median <= bar_ms else "not met"
    print(
        f"  {label:28} processor {median:6.1f} / {high:6.1f} ms   clock {_middle(wall)[0]:6.1f} / {_middle(wall)[1]:6.1f} ms"
        f"   bar {bar_ms} ms of the processor: {met}",
        flush=True,
    )


def _middle(values: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return statistics.median(values), statistics.quantiles(values, n=20, method="inclusive")[-1]


def measure_questions(register: Register, asked: Asked) -> None:
    """Questions to the register, as programs ask them."""
    scope = Scope(most=ROWS)
    measure("dyad", QUESTION_MS, [lambda a=a, b=b: dyad(register, a, b, scope) for a, b in asked.pairs])  # type: ignore[misc]
    measure("timeline", QUESTION_MS, [lambda n=n: timeline(register, n, scope) for n in asked.names])  # type: ignore[misc]
    for label, words in (("search, ordinary words", asked.ordinary), ("search, very frequent words", asked.frequent)):
        measure(label, QUESTION_MS, [lambda w=w: search(register, w, None, scope) for w in words])  # type: ignore[misc]


def measure_pages(register: Register, asked: Asked) -> None:
    """Pages of the reading room, as a browser asks for them."""
    room = TestClient(make_room(register, RoomSettings()), base_url="http://localhost")

    def shown(address: str) -> None:
        answer = room.get(address, headers={"Accept": "text/html"})
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code} instead of a page; nothing was measured")

    pages = {
        "first page": ["/"] * QUESTIONS,
        "record page": [f"/records/{quote(r)}" for r in asked.records],
        "dyad page": [f"/dyads/{one}/{other}" for one, other in asked.pairs],
        "search page, ordinary words": [f"/search?q={quote(w)}" for w in asked.ordinary],
        "search page, frequent words": [f"/search?q={quote(w)}" for w in asked.frequent],
    }
    for label, addresses in pages.items():
        measure(label, PAGE_MS, [lambda a=a: shown(a) for a in addresses])  # type: ignore[misc]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked about: half of it the busiest, half of it by chance; twenty of each."""

    pairs: Sequence[tuple[str, str]]
    names: Sequence[str | None]
    records: Sequence[str]
    ordinary: Sequence[str]
    frequent: Sequence[str]


def choose(register: Register, varieties: Varieties) -> Asked:
    """Questions that this register can answer."""
    half, rng = QUESTIONS // 2, random.Random(11)  # noqa: S311 (no secret)
    sides = "SELECT side, count(*) FROM calendar WHERE side <> '' GROUP BY side ORDER BY 2 DESC, 1"
    told = [str(side) for (side, *_) in run_sql(register, sides, None).rows() if _askable(str(side))]
    pairs = [(one, other) for side in told if len(side) == 7 for one, _, other in [side.partition(" ")]]
    busy = [(p.one, p.other) for p in busiest_pairs(register, half)]
    names = [name for name in told if name[:7] == "person:" or len(name) == 3]
    ids = [str(row[0]) for row in run_sql(register, "SELECT id FROM records ORDER BY witnesses DESC, id", None).rows()]
    ordinary, frequent = _words(varieties, rng)
    return Asked(
        pairs=[*busy, *rng.sample([p for p in pairs if p not in busy], half)],
        names=[None, *names[: half - 1], *rng.sample(names[half:], half)],
        records=[*ids[:half], *rng.sample(ids[half:], half)],
        ordinary=ordinary,
        frequent=frequent,
    )


def _askable(side: str) -> bool:
    """Whether a person, a state or a pair of states of the table stands there."""
    return side.startswith("person:") or all(code in states() for code in side.split())


def _words(varieties: Varieties, rng: random.Random) -> tuple[list[str], list[str]]:
    """Words in few entries, and the words in most entries."""
    told: Counter[str] = Counter()
    entries = 0
    for reading in varieties.readings(SAMPLE_READINGS):
        for entry in reading.entries:
            entries += 1
            words = " ".join(span.of(reading.report.text) for span in entry.evidence).lower()
            told.update({w for w in re.findall(r"[^\W\d_]+", words) if len(w) >= SEARCHED_CHARS})
    low, high = (share * entries for share in ORDINARY)
    ordinary = sorted(w for w, n in told.items() if low <= n <= high)
    return rng.sample(ordinary, QUESTIONS), [w for w, _ in told.most_common(QUESTIONS)]


def main() -> None:
    """Build registers of growing size, and ask the largest."""
    parser = argparse.ArgumentParser(description="How a large register of synthetic readings grows and answers.")
    parser.add_argument("--readings", type=int, default=READINGS, help=f"of the largest register ({READINGS:,})")
    parser.add_argument("--keep", type=Path, help="file for the largest register, which must not be there yet")
    asked = parser.parse_args()
    varieties, before = Varieties(), None
    with tempfile.TemporaryDirectory() as folder:
        for number in [*(n for n in SMALLER if n < asked.readings), asked.readings]:
            last = asked.keep is not None and number == asked.readings
            path = asked.keep if last else Path(folder) / f"{number}.db"
            if path.exists():
                parser.error(f"{path} is there already; remove it or name another file. Nothing was changed")
            register = open_register(str(path), create=True)
            built = build(register, varieties.readings(number))
            tell_built(built, before, path)
            before = built
        if asked.readings > SMALLER[-1]:
            tell_dense(built, varieties, Path(folder) / "dense.db")
        chosen = choose(register, varieties)
        gc.collect()
        gc.freeze()  # what building left here is not searched for cycles while a question runs; no room has it
        print(f"\n{QUESTIONS} questions of each sort to {built.records:,} synthetic records, median / 95th percentile:")
        measure_questions(register, chosen)
        measure_pages(register, chosen)


if __name__ == "__main__":
    main()
