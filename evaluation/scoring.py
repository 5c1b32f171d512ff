"""Readings against gold readings: F1 of parties and of each kind of entry.

Parties are aligned first, by the characters that their mentions share; entries of one kind then one to one,
so that the sum of their similarities is highest (CEAF, Luo 2005, https://aclanthology.org/H05-1004/). The
similarity of two entries is the mean of their slots' scores, 0 where what identifies them does not overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import regex
from scipy.optimize import linear_sum_assignment

KINDS = ("encounter", "agreement", "statement", "issue", "gift", "assessment", "action")
PARTY_LISTS = ("participants", "parties", "addressees", "actors", "recipients")
PARTY_SLOTS = ("speaker", "giver", "recipient", "assessor", "host")
NAMED_ALIKE = 0.5  # Dice of the words of two names from which parties without a shared mention may be one

_WORD = regex.compile(r"\w+")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Sums over reports: what was matched, predicted, wanted."""

    matched: float
    predicted: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of the predicted that is right, 0 to 1."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the wanted that was found, 0 to 1."""
        return self.matched / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def dice(a: AbstractSet[Any], b: AbstractSet[Any]) -> float:
    """Dice coefficient; 1 if both are empty."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def _characters(spans: Iterable[Iterable[int]] | None) -> set[int]:
    return {i for start, end in spans or () for i in range(start, end)}


@lru_cache(maxsize=8192)
def _words(text: str | None) -> frozenset[str]:
    return frozenset(_WORD.findall((text or "").casefold()))


def _align(
    gold: list[Json], found: list[Json], similarity: Callable[[Json, Json], float]
) -> list[tuple[int, int, float]]:
    if not gold or not found:
        return []
    table = np.array([[similarity(g, f) for f in found] for g in gold])
    rows, columns = linear_sum_assignment(-table)
    return [(int(r), int(c), float(table[r, c])) for r, c in zip(rows, columns, strict=True) if table[r, c] > 0]


def _party_similarity(gold: Json, found: Json) -> float:
    overlap = dice(_characters(gold["mentions"]), _characters(found["mentions"]))
    named = dice(_words(gold["name"]), _words(found["name"]))
    return overlap + 0.1 * named if overlap > 0 or named >= NAMED_ALIKE else 0.0


def align_parties(gold: list[Json], found: list[Json]) -> list[tuple[int, int, float]]:
    """The best one-to-one pairs of gold and found parties: indexes, and how far they are the same, above 0."""
    return _align(gold, found, _party_similarity)


def _refs(entry: Json, name: str) -> set[str]:
    value = entry.get(name)
    return set(value) if isinstance(value, list) else {value} if value else set()


def _overlap(name: str) -> Callable[[Json, Json], float]:
    return lambda g, f: dice(_characters(g.get(name)), _characters(f.get(name)))


def _who(name: str) -> Callable[[Json, Json], float]:
    return lambda g, f: dice(_refs(g, name), _refs(f, name))


def _written(name: str) -> Callable[[Json, Json], float]:
    return lambda g, f: dice(_words(g.get(name)), _words(f.get(name)))


def _same(name: str) -> Callable[[Json, Json], float]:
    return lambda g, f: float(g.get(name) == f.get(name))


def _money(entry: Json) -> set[tuple[str, float]]:
    return {(a["currency"], round(float(a["value"]), 2)) for a in entry.get("amounts") or []}


def _place(entry: Json) -> frozenset[str]:
    return _words((entry.get("place") or {}).get("name"))


Slot = Callable[[Json, Json], float]
# Slots that always count, a slot listed twice counts twice; the first identifies the entry.
ALWAYS: dict[str, list[Slot]] = {
    "statement": [_overlap("quote"), _overlap("quote"), _who("speaker"), _same("mode")],
    "encounter": [_who("participants"), _who("participants"), _overlap("evidence"), _same("type"), _same("status")],
    "agreement": [_overlap("evidence"), _who("parties"), _same("type"), _same("status")],
    "issue": [_written("subject"), _written("subject"), _who("parties"), _same("status")],
    "gift": [_written("item"), _written("item"), _who("giver"), _who("recipient")],
    "assessment": [_overlap("verdict"), _overlap("verdict"), _who("assessor"), _same("polarity")],
    "action": [_overlap("trigger"), _who("actors"), _who("recipients")],
}
# Slots that count where the gold or the found entry has them.
WHERE_TOLD: dict[str, dict[str, Slot]] = {
    "statement": {"addressees": _who("addressees"), "cue": _overlap("cue")},
    "encounter": {"date": _same("date"), "place": lambda g, f: dice(_place(g), _place(f))},
    "agreement": {
        "subject": _written("subject"),
        "amounts": lambda g, f: dice(_money(g), _money(f)),
        "count": _same("count"),
        "term": _same("term"),
        "date": _same("date"),
        "place": lambda g, f: dice(_place(g), _place(f)),
    },
    "action": {"date": _same("date"), "place": lambda g, f: dice(_place(g), _place(f))},
}
# Slots that count where the gold entry has them.
WHERE_WANTED: dict[str, dict[str, Slot]] = {
    "statement": {"plover": _same("plover"), "reply_to": lambda _, f: float(bool(f.get("reply_to")))},
    "gift": {"quantity": _same("quantity")},
    "action": {"plover": _same("plover")},
}


def entry_similarity(gold: Json, found: Json) -> float:
    """How far two entries of one kind say the same, 0 to 1; the found one's party ids are gold's already."""
    kind = gold["kind"]
    scores = [slot(gold, found) for slot in ALWAYS[kind]]
    anchor = scores[0]
    if kind == "encounter":
        anchor = max(scores[0], scores[2])
    if kind == "action":
        anchor = scores[0] = max(scores[0], _overlap("evidence")(gold, found) / 2)
    if anchor <= 0:
        return 0.0
    told = WHERE_TOLD.get(kind, {})
    scores += [slot(gold, found) for name, slot in told.items() if gold.get(name) or found.get(name)]
    wanted = WHERE_WANTED.get(kind, {})
    scores += [slot(gold, found) for name, slot in wanted.items() if gold.get(name) and gold[name] != 1]
    return float(np.mean(scores))


def _mapped(entry: Json, names: dict[str, str]) -> Json:
    out = dict(entry)
    for slot in PARTY_LISTS:
        if out.get(slot):
            out[slot] = [names.get(x, f"?{x}") for x in out[slot]]
    for slot in PARTY_SLOTS:
        if out.get(slot):
            out[slot] = names.get(out[slot], f"?{out[slot]}")
    return out


def score_readings(pairs: Iterable[tuple[Json, Json]]) -> dict[str, Score]:
    """Scores over many reports.

    Args:
        pairs: (gold reading, found reading) of each report, in the schema's shape.

    Returns:
        A score for "party", each kind, and "register" (the micro average over kinds).
    """
    matched: defaultdict[str, float] = defaultdict(float)
    predicted: defaultdict[str, int] = defaultdict(int)
    wanted: defaultdict[str, int] = defaultdict(int)
    for gold, found in pairs:
        aligned = align_parties(gold["parties"], found["parties"])
        names = {found["parties"][c]["id"]: gold["parties"][r]["id"] for r, c, _ in aligned}
        matched["party"] += len(aligned)
        predicted["party"] += len(found["parties"])
        wanted["party"] += len(gold["parties"])
        for kind in KINDS:
            g = [e for e in gold["entries"] if e["kind"] == kind]
            f = [_mapped(e, names) for e in found["entries"] if e["kind"] == kind]
            matched[kind] += sum(s for _, _, s in _align(g, f, entry_similarity))
            predicted[kind] += len(f)
            wanted[kind] += len(g)
    scores = {k: Score(matched=matched[k], predicted=predicted[k], wanted=wanted[k]) for k in ("party", *KINDS)}
    total = [scores[k] for k in KINDS]
    scores["register"] = Score(
        matched=sum(s.matched for s in total),
        predicted=sum(s.predicted for s in total),
        wanted=sum(s.wanted for s in total),
    )
    return scores
