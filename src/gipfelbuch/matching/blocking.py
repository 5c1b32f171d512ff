"""Which entries are compared at all: pairs of one kind that share a state, organisation or words, near in time.

Blocks stay small, so that the number of pairs grows with the number of entries, not with its square: a block that is
too large is cut by the words of its entries, and what is still too large shares only what everybody says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from gipfelbuch.matching.told import Told, anchor_of
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.parties import PartyType

WINDOW_DAYS = 14  # reports of one event come within two weeks of each other, or it is told as the past
LARGEST_BLOCK = 40  # entries; with the corpus no block of one event has more than 30 of one kind
FEWEST_SHARED = 2  # actors of the reports or words of the entries; one they have in common by chance
_MANY = frozenset({Kind.STATEMENT, Kind.ACTION, Kind.ASSESSMENT, Kind.ISSUE})
NO_DAY = -1  # bucket of entries whose report has no date


def pair_entries(told: Sequence[Told]) -> list[tuple[int, int]]:
    """Pairs of numbers of entries worth comparing, in order, each once.

    Args:
        told: entries in any order; the pairs are of their places in it.

    Returns:
        Pairs (i, j), i < j, of one kind and of two reports.
    """
    buckets: defaultdict[int, dict[int, Told]] = defaultdict(dict)
    for i, entry in enumerate(told):
        for bucket in buckets_of(half_window(entry.day)):
            buckets[bucket][i] = entry
    met = {pair for entries in buckets.values() for pair in meet_in_bucket(entries)}
    return choose_pairs(dict(enumerate(told)), met)


def half_window(day: int | None) -> int:
    """The half window that a day falls into; ``NO_DAY`` for entries whose report has no date."""
    return NO_DAY if day is None else day // WINDOW_DAYS


def buckets_of(half: int) -> tuple[int, ...]:
    """The buckets of a half window: each entry is in two that overlap, so that no border parts two that are near."""
    return (half,) if half == NO_DAY else (half, half + 1)


def meet_in_bucket(told: Mapping[int, Told]) -> set[tuple[int, int]]:
    """Pairs (i, j), i < j, of entries that share a block, among those of one bucket by number; many are not worth it."""
    blocks: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for i in sorted(told):
        for anchor in _anchors(told[i]):
            blocks[told[i].kind.value, anchor].append(i)
    met: set[tuple[int, int]] = set()
    for members in blocks.values():
        for block in [members] if len(members) <= LARGEST_BLOCK else _cut(members, told):
            met.update(combinations(block, 2))
    return met


def choose_pairs(told: Mapping[int, Told], met: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of the pairs that share a block, those worth comparing, in order."""
    return [(i, j) for i, j in sorted(met) if worth_comparing(told[i], told[j])]


def worth_comparing(one: Told, other: Told) -> bool:
    """Whether two entries of one kind can tell the same at all.

    They are of two reports. Their reports share two actors, or the entries share two words: where reports lie dense,
    three of four pairs share but a great state and a word, while of the pairs of the corpus with a probability of 0.15
    or more six in a thousand do. Entries of the many kinds share a word, a date or someone who is no state, too: three
    of four pairs do not, and with them go one in twenty of the pairs that tell the same, told in words too far apart to
    be found anyway (tuning half).
    """
    if one.report is other.report:
        return False
    shared = len(one.words & other.words)
    if shared < FEWEST_SHARED and len(one.report.actors & other.report.actors) < FEWEST_SHARED:
        return False
    if one.kind not in _MANY or shared:
        return True
    if one.days is not None and one.days == other.days:
        return True
    return not _bodies(one).isdisjoint(_bodies(other))


def _bodies(told: Told) -> set[str]:
    return {w.id for w in told.doers if w.type is not PartyType.COUNTRY}


def _cut(members: Iterable[int], told: Mapping[int, Told]) -> list[list[int]]:
    """A large block by the words that its entries share."""
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for i in members:
        for word in told[i].content.all | told[i].evidence.all:
            by_word[word].append(i)
    return [found for found in by_word.values() if 1 < len(found) <= LARGEST_BLOCK]


def _anchors(entry: Told) -> set[str]:
    """States and organisations (those of the report, where the entry names nobody of one)."""
    own = [anchor_of(w) for w in (*entry.doers, *entry.others)]
    anchors = {a for a in own if a}
    if None in own or all(a.startswith("org:") for a in anchors):
        anchors |= set(entry.report.anchors)
    return anchors
