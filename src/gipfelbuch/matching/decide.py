"""Which entries are one: pairs with their comparisons enter, groups of entries and the reasons for them leave.

The probability is that of a logistic regression over the comparisons. Its weights stand in the table
``matching_weights`` with how they were measured; ``python -m evaluation.matching --fit`` makes them anew.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from gipfelbuch.knowledge.tables import load_table
from gipfelbuch.matching.compare import Comparison, compare_entries
from gipfelbuch.matching.told import Told
from gipfelbuch.matching.unions import Unions
from gipfelbuch.model.entries import Agreement, Kind
from gipfelbuch.model.records import Decision, Verdict

MERGE = 0.4  # probability from which two entries are one: best F1 of 0.35 to 0.6, each tuning event judged by weights of the others
CANDIDATE = 0.2  # from which a person is asked: of what is missed between here and MERGE a quarter is right
MARGIN = 0.05  # a rival of the same report this near makes a pair ambiguous: costs no merge of the tuning half
DAYS_APART = 3  # single days further apart are not one day told loosely ("in der Nacht zum Dienstag")
SLIGHT = 0.15  # log odds; comparisons that weigh less are no reason
SHOWN_REASONS = 4  # comparisons named in a reason

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """The weight of a comparison and its words in a reason."""

    value: float
    label: str


@cache
def weights() -> dict[str, Weight]:
    """Weights by the name of the comparison."""
    return {
        row["comparison"]: Weight(value=float(row["weight"]), label=row["label"])
        for row in load_table("matching_weights")
    }


@cache
def _order() -> tuple[tuple[str, float], ...]:
    """Comparisons that weigh anything, in the order of their names, so that the sum is the same on any machine."""
    return tuple((name, weight.value) for name, weight in sorted(weights().items()) if weight.value)


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs of entries as columns, in order of the pairs, each once.

    Args:
        left: the numbers of the entries that come first.
        right: those of the others.
        probability: how probable it is that both tell the same, 0 to 1.
        forbidden: whether a constraint keeps them apart.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    probability: NDArray[np.float64]
    forbidden: NDArray[np.bool_]

    def __len__(self) -> int:
        """Number of pairs."""
        return len(self.left)


class Scores:
    """Columns of scored pairs that grow bucket by bucket."""

    def __init__(self) -> None:
        """No pair yet."""
        self._left, self._right = array("q"), array("q")
        self._probability, self._forbidden = array("d"), array("b")

    def add(self, told: Mapping[int, Told], pairs: Iterable[Pair]) -> None:
        """Compare pairs of entries of one bucket."""
        for i, j in pairs:
            comparison = compare_entries(told[i], told[j])
            self._left.append(i)
            self._right.append(j)
            self._probability.append(probability_of(comparison))
            self._forbidden.append(forbidden(told[i], told[j], comparison) is not None)

    def columns(self) -> Scored:
        """All pairs in order; a pair that two buckets share once."""
        left, right = np.asarray(self._left, np.int64), np.asarray(self._right, np.int64)
        order = np.lexsort((right, left))
        left, right = left[order], right[order]
        fresh = np.ones(len(order), bool)
        fresh[1:] = (left[1:] != left[:-1]) | (right[1:] != right[:-1])
        probability = np.asarray(self._probability, np.float64)[order]
        kept = np.asarray(self._forbidden, np.int8)[order].astype(bool)
        return Scored(left[fresh], right[fresh], probability[fresh], kept[fresh])


def probability_of(comparison: Comparison) -> float:
    """The calibrated probability, 0 to 1, that both entries tell the same."""
    total = sum(value * comparison[name] for name, value in _order() if name in comparison)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def forbidden(one: Told, other: Told, comparison: Comparison) -> str | None:
    """The constraint that keeps two entries apart however alike they look, in words; None if there is none."""
    single = one.days and other.days and one.days[0] == one.days[1] and other.days[0] == other.days[1]
    if single and one.days and other.days and abs(one.days[0] - other.days[0]) > DAYS_APART:
        return "they are on different days"
    if isinstance(one.entry, Agreement) and isinstance(other.entry, Agreement):
        if comparison.get("count one side-"):
            return "one names several agreements, the other one of them"
        subjects = one.content.words and other.content.words and one.language == other.language
        if subjects and not comparison["content part"] and not comparison["crossed"] and not comparison["amount"]:
            return "two agreements of different subject are two"
    if one.kind is Kind.ENCOUNTER and comparison["persons-"] and len(one.doers) <= 2 and len(other.doers) <= 2:
        return "other persons meet"
    return None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided about a pair: its numbers, the verdict, the probability, and why before the comparisons."""

    left: int
    right: int
    verdict: Verdict
    probability: float
    why: str | None

    def told(self, one: Told, other: Told) -> Decision:
        """The decision with its reason in words; the two entries as they are compared."""
        comparison = compare_entries(one, other)
        why = forbidden(one, other, comparison) if self.why is None else self.why
        comparisons = reason_of(comparison)
        return Decision(
            left=one.ref, right=other.ref, verdict=self.verdict, probability=round(self.probability, 3),
            reason=f"{why}; {comparisons}" if why else comparisons,
        )  # fmt: skip


class Grouping:
    """Entries put together step by step, the surest pair first."""

    def __init__(self, reports: Sequence[int], scored: Scored) -> None:
        """Every entry is a group of its own at first.

        Args:
            reports: by number of the entry, which report tells it.
            scored: the pairs that were compared.
        """
        self.reports, self.scored = reports, scored
        self.unions = Unions(reports)
        self._members: dict[int, list[int]] = {}  # of groups of more than one
        self._keys = scored.left * len(reports) + scored.right
        near = np.flatnonzero(~scored.forbidden & (scored.probability > CANDIDATE - MARGIN))
        one = np.concatenate([scored.left[near], scored.right[near]])
        other = np.concatenate([scored.right[near], scored.left[near]])
        order = np.lexsort((other, one))
        self._near_one, self._near_other = one[order], other[order]
        self._near_probability = np.concatenate([scored.probability[near]] * 2)[order]

    def run(self) -> list[Ruling]:
        """Join what belongs together; what was decided about pairs that a person may want to see, in order."""
        s = self.scored
        sure = np.flatnonzero((s.probability >= MERGE) & ~s.forbidden)
        for k in sure[np.lexsort((s.right[sure], s.left[sure], -s.probability[sure]))]:
            pair = int(s.left[k]), int(s.right[k])
            if not self.ambiguous(pair, float(s.probability[k])):
                self.join(*pair)
        return [r for k in self._telling() if (r := self.ruling(int(k)))]

    def _telling(self) -> NDArray[np.int64]:
        """The pairs about which something may be told: likely ones, and those within a group."""
        s = self.scored
        grouped = np.zeros(len(self.reports), bool)
        for members in self._members.values():
            grouped[members] = True
        return np.flatnonzero((s.probability >= CANDIDATE) | (grouped[s.left] & grouped[s.right]))

    def members_of(self, root: int) -> list[int]:
        """The entries of a group."""
        return self._members.get(root) or [root]

    def groups(self) -> Iterator[list[int]]:
        """The groups of more than one entry."""
        return iter(self._members.values())

    def join(self, one: int, other: int) -> None:
        """Make two groups one, unless a report would tell it twice or the groups as wholes are not alike enough."""
        first, second = sorted((self.unions.find(one), self.unions.find(other)))
        if first == second or self.likeness(first, second) < MERGE:
            return
        if self.unions.join_apart(first, second):
            self._members[first] = self.members_of(first) + self.members_of(second)
            self._members.pop(second, None)

    def likeness(self, first: int, second: int) -> float:
        """The mean probability over all pairs of two groups; pairs never compared and forbidden ones count 0."""
        found = [self._probability(a, b) for a in self.members_of(first) for b in self.members_of(second)]
        return sum(found) / len(found)

    def _probability(self, one: int, other: int) -> float:
        key = min(one, other) * len(self.reports) + max(one, other)
        at = int(np.searchsorted(self._keys, key))
        if at == len(self._keys) or self._keys[at] != key or self.scored.forbidden[at]:
            return 0.0
        return float(self.scored.probability[at])

    def ambiguous(self, pair: Pair, probability: float) -> bool:
        """Whether a report tells another entry, not yet put anywhere, that fits about as well."""
        one, other = pair
        near = chain(self._free(one, self.reports[other], other), self._free(other, self.reports[one], one))
        return any(p > probability - MARGIN for p in near)

    def _free(self, entry: int, report: int, but: int) -> Iterator[float]:
        first, last = np.searchsorted(self._near_one, (entry, entry + 1))
        for k in range(int(first), int(last)):
            other = int(self._near_other[k])
            if other != but and self.reports[other] == report and self.unions.find(other) not in self._members:
                yield float(self._near_probability[k])

    def ruling(self, at: int) -> Ruling | None:
        """What was decided about a pair; None where nothing is worth telling."""
        s = self.scored
        one, other, probability = int(s.left[at]), int(s.right[at]), float(s.probability[at])
        first, second = self.unions.find(one), self.unions.find(other)
        if first == second:
            return Ruling(one, other, Verdict.MERGED, probability, "")
        if s.forbidden[at]:
            return Ruling(one, other, Verdict.APART, probability, None) if probability >= MERGE else None
        if probability < CANDIDATE:
            return None
        sides = [{self.reports[i] for i in self.members_of(g)} for g in (first, second)]
        if sides[0] & sides[1] and not self.ambiguous((one, other), probability):
            told_twice = "one report does not tell one event twice"
            return Ruling(one, other, Verdict.APART, probability, told_twice) if probability >= MERGE else None
        why = "another entry fits about as well" if probability >= MERGE else "too uncertain to merge"
        return Ruling(one, other, Verdict.CANDIDATE, probability, why)


def group_entries(reports: Sequence[int], scored: Scored) -> tuple[Grouping, list[Ruling]]:
    """Groups of entries, one a record, and what was decided about pairs.

    Args:
        reports: by number of the entry, which report tells it.
        scored: the pairs that were compared.
    """
    grouping = Grouping(reports, scored)
    return grouping, grouping.run()


def reason_of(comparison: Comparison) -> str:
    """The comparisons that weighed most, for and against, in words."""
    known = weights()
    named = [(known[n].value * v, known[n].label) for n, v in sorted(comparison.items()) if n in known and v]
    weighed = sorted((w, label) for w, label in named if label and abs(w) >= SLIGHT)
    against = [label for w, label in weighed if w < 0][:SHOWN_REASONS]
    pro = [label for w, label in reversed(weighed) if w > 0][:SHOWN_REASONS]
    parts = [
        f"for: {', '.join(dict.fromkeys(pro))}" if pro else "",
        f"against: {', '.join(dict.fromkeys(against))}" if against else "",
    ]
    return "; ".join(p for p in parts if p) or "nothing in common"
