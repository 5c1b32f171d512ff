"""Which entries are compared at all: pairs of one kind that share a state, organisation or words, near in time.

Blocks stay small, so that the number of pairs grows with the number of entries, not with its square: a block that is
too large is cut by the words of its entries, and what is still too large shares only what everybody says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from gipfelbuch.matching.told import Told, anchor_of
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.parties import PartyType

WINDOW_DAYS = 14  # reports of one event come within two weeks of each other, or it is told as the past
LARGEST_BLOCK = 40  # entries; with the corpus no block of one event has more than 30 of one kind
_MANY = frozenset({Kind.STATEMENT, Kind.ACTION, Kind.ASSESSMENT, Kind.ISSUE})
NO_DAY = -1  # bucket of entries whose report has no date


def pair_entries(told: Sequence[Told]) -> list[tuple[int, int]]:
    """Pairs of numbers of entries worth comparing, in order, each once.

    Args:
        told: entries in any order; the pairs are of their places in it.

    Returns:
        Pairs (i, j), i < j, of one kind and of two reports.
    """
    blocks: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, entry in enumerate(told):
        for key in _keys(entry):
            blocks[key].append(i)
    pairs: set[tuple[int, int]] = set()
    for _, members in sorted(blocks.items()):
        small = [members] if len(members) <= LARGEST_BLOCK else _cut(members, told)
        for block in small:
            pairs.update(_pairs(block, told))
    return sorted(pairs)


def _pairs(block: Sequence[int], told: Sequence[Told]) -> Iterator[tuple[int, int]]:
    for n, i in enumerate(block):
        for j in block[n + 1 :]:
            if told[i].ref.report != told[j].ref.report and worth_comparing(told[i], told[j]):
                yield i, j


def worth_comparing(one: Told, other: Told) -> bool:
    """Whether two entries of the many kinds share a word, a date or someone who is no state.

    Three of four pairs share nothing of these, and with them go one in twenty of the pairs that tell the same, told in
    words too far apart to be found anyway (tuning half).
    """
    if one.kind not in _MANY or not one.words.isdisjoint(other.words):
        return True
    if one.days is not None and one.days == other.days:
        return True
    return not _bodies(one).isdisjoint(_bodies(other))


def _bodies(told: Told) -> set[str]:
    return {w.id for w in told.doers if w.type is not PartyType.COUNTRY}


def _cut(members: Iterable[int], told: Sequence[Told]) -> list[list[int]]:
    """A large block by the words that its entries share."""
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for i in members:
        for word in told[i].content.all | told[i].evidence.all:
            by_word[word].append(i)
    return [found for _, found in sorted(by_word.items()) if 1 < len(found) <= LARGEST_BLOCK]


def _keys(entry: Told) -> Iterator[tuple[str, ...]]:
    """Kind, time and state or organisation (those of the report, where the entry names nobody of one): the time in half windows, each entry in two that overlap."""
    half = entry.day // WINDOW_DAYS if entry.day is not None else NO_DAY
    own = [anchor_of(w) for w in (*entry.doers, *entry.others)]
    anchors = {a for a in own if a}
    if None in own or all(a.startswith("org:") for a in anchors):
        anchors |= set(entry.report.anchors)
    for bucket in {half, half + 1} if half != NO_DAY else {half}:
        for anchor in sorted(anchors):
            yield entry.kind.value, str(bucket), anchor
