"""Near-duplicates: reports enter, the witness group of each leaves. Copies of one agency report are one witness.

Shingles of words, MinHash (Broder 1997, https://doi.org/10.1109/SEQUEN.1997.666900) and banding find the reports
worth comparing; the exact overlap of their shingles decides, so that no copy is claimed by chance.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from rensa import RMinHash  # type: ignore[import-untyped]

from gipfelbuch.matching.unions import Unions
from gipfelbuch.model.records import KEY_CHARS
from gipfelbuch.model.reports import Report

SHINGLE_WORDS = 3
HASHES = 96  # a report; in BANDS bands of 4 two reports of overlap 0.5 meet with 79 %, of 0.7 with 99.9 %
BANDS = 24
CACHED_REPORTS = 1_000  # whose shingles are in memory at once
SEED = 1987  # any number, but the same on every machine
ONE_WITNESS = (
    0.5  # overlap of shingles (Jaccard) from which reports are copies: own reports of one event stay below 0.05
)
COPIED = 0.8  # share of the shorter report in the longer from which it is a shortened copy
_WORDS = re.compile(r"\w+")


def witness_groups(reports: Iterable[Report]) -> dict[str, str]:
    """The witness group of every report.

    Args:
        reports: in any order; the same text twice counts once.

    Returns:
        Key of the report to key of its group: the first key in order among its near-duplicates, its own if it has none.

    >>> witness_groups([])
    {}
    """
    texts = {r.sha256[:KEY_CHARS]: r.text for r in reports}
    keys = sorted(texts)
    unions = Unions(keys)
    for one, other in sorted(_alike([texts[key] for key in keys])):
        if _copied(_shingles(texts[keys[one]]), _shingles(texts[keys[other]])):
            unions.join(one, other)
    return {key: keys[unions.find(i)] for i, key in enumerate(keys)}


@lru_cache(maxsize=CACHED_REPORTS)
def _shingles(text: str) -> frozenset[str]:
    words = [w.lower() for w in _WORDS.findall(text)]
    return frozenset(" ".join(words[i : i + SHINGLE_WORDS]) for i in range(max(1, len(words) - SHINGLE_WORDS + 1)))


def _alike(texts: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs of reports that share a band of their MinHash; neighbours in a bucket are enough, copies being alike in turn."""
    buckets: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    rows = HASHES // BANDS
    for i, text in enumerate(texts):
        sketch = RMinHash(num_perm=HASHES, seed=SEED)
        sketch.update(sorted(_shingles(text)))
        digest = sketch.digest()
        for band in range(BANDS):
            buckets[band, *digest[band * rows : (band + 1) * rows]].append(i)
    return {pair for found in buckets.values() for pair in pairwise(found)}


def _copied(one: frozenset[str], other: frozenset[str]) -> bool:
    common = len(one & other)
    return common >= ONE_WITNESS * len(one | other) or common >= COPIED * min(len(one), len(other))
