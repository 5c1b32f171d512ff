"""Which entries are one: pairs with their comparisons enter, groups of entries and the reasons for them leave.

The probability is that of a logistic regression over the comparisons. Its weights stand in the table
``matching_weights`` with how they were measured; ``python -m evaluation.matching --fit`` makes them anew.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

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
class Scored:
    """A pair of entries: how probable it is that both tell the same, why, and which constraint forbids it."""

    pair: Pair
    probability: float
    comparison: Comparison
    forbidden: str | None


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


def score_pairs(told: Sequence[Told], pairs: Sequence[Pair]) -> list[Scored]:
    """Every pair with its probability, in the order given."""
    out: list[Scored] = []
    for i, j in pairs:
        comparison = compare_entries(told[i], told[j])
        out.append(
            Scored(
                pair=(i, j),
                probability=probability_of(comparison),
                comparison=comparison,
                forbidden=forbidden(told[i], told[j], comparison),
            )
        )
    return out


def probability_of(comparison: Comparison) -> float:
    """The calibrated probability, 0 to 1, that both entries tell the same."""
    known = weights()
    total = sum(known[name].value * value for name, value in sorted(comparison.items()) if name in known)
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


@dataclass(slots=True)
class Grouping:
    """Entries put together step by step, the surest pair first."""

    told: Sequence[Told]
    scored: Sequence[Scored]
    unions: Unions = field(init=False)
    members: dict[int, list[int]] = field(init=False)
    by_pair: dict[Pair, Scored] = field(init=False)
    rivals: dict[tuple[int, str], list[tuple[float, int]]] = field(init=False)

    def __post_init__(self) -> None:
        self.unions = Unions([t.ref.report for t in self.told])
        self.members = {i: [i] for i in range(len(self.told))}
        self.by_pair = {s.pair: s for s in self.scored}
        found: defaultdict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
        for s in self.scored:
            for a, b in (s.pair, s.pair[::-1]):
                if not s.forbidden:
                    found[a, self.told[b].ref.report].append((s.probability, b))
        self.rivals = dict(found)

    def run(self) -> list[Decision]:
        """Join what belongs together; the decisions that a person may want to see, in order of their entries."""
        for s in sorted(self.scored, key=lambda s: (-s.probability, s.pair)):
            if s.probability >= MERGE and not s.forbidden and not self.ambiguous(s):
                self.join(*s.pair)
        return [d for s in self.scored if (d := self.decision(s))]

    def join(self, one: int, other: int) -> None:
        """Make two groups one, unless a report would tell it twice or the groups as wholes are not alike enough."""
        first, second = sorted((self.unions.find(one), self.unions.find(other)))
        if first == second or self.likeness(first, second) < MERGE:
            return
        if self.unions.join_apart(first, second):
            self.members[first] += self.members.pop(second)

    def likeness(self, first: int, second: int) -> float:
        """The mean probability over all pairs of two groups; pairs never compared and forbidden ones count 0."""
        found = [self.by_pair.get((min(a, b), max(a, b))) for a in self.members[first] for b in self.members[second]]
        return sum(s.probability for s in found if s and not s.forbidden) / len(found)

    def ambiguous(self, scored: Scored) -> bool:
        """Whether a report tells another entry, not yet put anywhere, that fits about as well."""
        one, other = scored.pair
        near = [
            *self._free(one, self.told[other].ref.report, other),
            *self._free(other, self.told[one].ref.report, one),
        ]
        return any(p > scored.probability - MARGIN for p in near)

    def _free(self, entry: int, report: str, but: int) -> list[float]:
        found = self.rivals.get((entry, report), [])
        return [p for p, i in found if i != but and len(self.members[self.unions.find(i)]) == 1]

    def decision(self, scored: Scored) -> Decision | None:
        """What was decided about a pair; None where nothing is worth telling."""
        one, other = scored.pair
        first, second = self.unions.find(one), self.unions.find(other)
        if first == second:
            return self._decide(scored, Verdict.MERGED, "")
        if scored.forbidden:
            return self._decide(scored, Verdict.APART, scored.forbidden) if scored.probability >= MERGE else None
        if scored.probability < CANDIDATE:
            return None
        reports = [{self.told[i].ref.report for i in self.members[g]} for g in (first, second)]
        if reports[0] & reports[1] and not self.ambiguous(scored):
            told_twice = "one report does not tell one event twice"
            return self._decide(scored, Verdict.APART, told_twice) if scored.probability >= MERGE else None
        why = "another entry fits about as well" if scored.probability >= MERGE else "too uncertain to merge"
        return self._decide(scored, Verdict.CANDIDATE, why)

    def _decide(self, scored: Scored, verdict: Verdict, why: str) -> Decision:
        one, other = (self.told[i].ref for i in scored.pair)
        comparisons = reason_of(scored.comparison)
        return Decision(
            left=one, right=other, verdict=verdict, probability=round(scored.probability, 3),
            reason=f"{why}; {comparisons}" if why else comparisons,
        )  # fmt: skip


def group_entries(told: Sequence[Told], scored: Sequence[Scored]) -> tuple[list[list[int]], list[Decision]]:
    """Groups of places in ``told``, one a record, and the decisions behind them."""
    grouping = Grouping(told, scored)
    decisions = grouping.run()
    return grouping.unions.groups(), decisions


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
