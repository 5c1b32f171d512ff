"""How far two entries tell the same: a pair enters, its comparisons by name leave, each from 0 to 1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gipfelbuch.knowledge.spellings import bare_letters
from gipfelbuch.matching.told import Told, Who, Wording
from gipfelbuch.model.entries import (
    Action,
    Agreement,
    Assessment,
    Encounter,
    EntryPlace,
    Gift,
    Issue,
    Statement,
)
from gipfelbuch.model.parties import PartyType

CACHED_PAIRS = 10_000  # of reports
SAME_CODE, SAME_STATE, SAME_TERMS = 0.7, 0.45, 0.6  # actors that are not one but may be told for each other
NEAR_AMOUNTS = 0.12  # relative difference up to which two reports may mean one sum (2.2 and 2.4 billion)
PLACE_DEGREES = 0.3  # about 30 km: a palace and its city
WEEK_DAYS = 7.0

Comparison = dict[str, float]


def compare_entries(one: Told, other: Told) -> Comparison:
    """All comparisons of two entries of one kind; what one of them does not tell is 0 for and 0 against.

    Args:
        one: an entry.
        other: an entry of another report.

    Returns:
        Name to value, 0 to 1. Names that end in "-" speak against, all others but the kind's and the bias for it.
    """
    out: Comparison = {"bias": 1.0, one.kind.value: 1.0}
    out["doers"], out["others"] = _parties(one.doers, other.doers), _parties(one.others, other.others)
    out["doers-"] = float(bool(one.doers) and bool(other.doers) and out["doers"] < SAME_STATE)
    out |= {"same doers": _dice((w.id for w in one.doers), (w.id for w in other.doers))}
    out |= {"persons-": _strangers(one.doers, other.doers)}
    out |= _words(one, other)
    out |= _when(one, other)
    out |= _where(one.entry.place, other.entry.place)
    out |= _slots(one, other)
    out["plover"] = float(one.entry.plover is not None and one.entry.plover == other.entry.plover)
    out["plover-"] = float(bool(one.entry.plover and other.entry.plover) and not out["plover"])
    out["story"] = _story(one.report.actors, other.report.actors)
    return out


@lru_cache(maxsize=CACHED_PAIRS)
def _story(one: frozenset[str], other: frozenset[str]) -> float:
    return _dice(one, other)


def same_actor(one: Who, other: Who) -> float:
    """How far one can be told for the other: 1 the same, less where a state's people stand for each other."""
    if one.id == other.id:
        return 1.0
    if one.type is other.type is PartyType.PERSON:
        return 0.0
    if one.country and one.country == other.country:
        return SAME_CODE if one.code and one.code == other.code else SAME_STATE
    if one.country is None and other.country is None and not one.terms.isdisjoint(other.terms):
        return SAME_TERMS
    return 0.0


def _parties(one: Sequence[Who], other: Sequence[Who]) -> float:
    """The mean of how well each finds its like on the other side; 0 if a side is empty."""
    if not one or not other:
        return 0.0
    alike = [[same_actor(a, b) for b in other] for a in one]
    first = [max(row) for row in alike]
    second: list[float] = [max(column) for column in zip(*alike, strict=True)]
    return (sum(first) / len(first) + sum(second) / len(second)) / 2


def _strangers(one: Sequence[Who], other: Sequence[Who]) -> float:
    """1 if each side has a person that the other side does not have."""
    first, second = ({w.id for w in side if w.type is PartyType.PERSON} for side in (one, other))
    return float(bool(first - second) and bool(second - first))


@dataclass(frozen=True, slots=True)
class Shared:
    """What two wordings have in common: for each of them, the places of the words that the other can mean as well.

    Args:
        sizes: how many words each has.
        places: of the words of each.
    """

    sizes: tuple[int, int]
    places: tuple[set[int], set[int]]

    @classmethod
    def of(cls, one: Wording, other: Wording) -> Shared:
        """Of two wordings."""
        both = one.all & other.all
        hit = (one.hit(both), other.hit(both)) if both else (set[int](), set[int]())
        return cls((len(one.words), len(other.words)), hit)

    @property
    def overlap(self) -> float:
        """Dice coefficient of the words, by meaning; 0 if a side has none."""
        if not all(self.sizes):
            return 0.0
        return (len(self.places[0]) + len(self.places[1])) / (self.sizes[0] + self.sizes[1])

    @property
    def contained(self) -> float:
        """The share of the shorter one's words that the longer one has; 0 if a side has none."""
        if not all(self.sizes):
            return 0.0
        shorter = 0 if self.sizes[0] <= self.sizes[1] else 1
        return len(self.places[shorter]) / self.sizes[shorter]


def told_apart(one: Told, other: Told, shared: Shared) -> float:
    """How much of the wording is shared where each word weighs the less the more entries of its report have it."""
    whole = sum(one.weights) + sum(other.weights)
    if not whole or not shared.places[0]:
        return 0.0
    sides = zip((one, other), shared.places, strict=True)
    return sum(sum(told.weights[place] for place in sorted(places)) for told, places in sides) / whole


def _words(one: Told, other: Told) -> Comparison:
    kind = one.kind.value
    content, evidence = Shared.of(one.content, other.content), Shared.of(one.evidence, other.evidence)
    crossed = Shared.of(one.content, other.evidence), Shared.of(other.content, one.evidence)
    numbers = one.evidence.numbers, other.evidence.numbers
    alike = content.overlap
    return {
        f"content:{kind}": alike,
        "content part": content.contained,
        "content-": float(all(content.sizes) and alike == 0),
        f"evidence:{kind}": evidence.overlap,
        "evidence part": evidence.contained,
        "rare words": told_apart(one, other, evidence),
        "crossed": max(side.contained for side in crossed),
        "numbers": _dice(*numbers) if all(numbers) else 0.0,
    }


def _when(one: Told, other: Told) -> Comparison:
    apart = abs(one.day - other.day) if one.day is not None and other.day is not None else 0
    out = {"date": 0.0, "date near": 0.0, "date-": 0.0, "published-": min(1.0, apart / WEEK_DAYS / 2)}
    if one.days and other.days:
        gap = max(one.days[0], other.days[0]) - min(one.days[1], other.days[1])
        out["date"] = float(one.days == other.days)
        out["date near"] = float(one.days != other.days and gap <= 1)
        out["date-"] = min(1.0, gap / WEEK_DAYS) if gap > 1 else 0.0
    return out


def _where(one: EntryPlace | None, other: EntryPlace | None) -> Comparison:
    if one is None or other is None:
        return {"place": 0.0, "place-": 0.0}
    same = bare_letters(one.name) == bare_letters(other.name) or _near(one, other)
    abroad = bool(one.country and other.country and one.country != other.country)
    return {"place": float(same), "place-": float(abroad)}


def _near(one: EntryPlace, other: EntryPlace) -> bool:
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return False
    return abs(one.latitude - other.latitude) + abs(one.longitude - other.longitude) <= PLACE_DEGREES


def _slots(one: Told, other: Told) -> Comparison:
    match one.entry, other.entry:
        case Agreement() as a, Agreement() as b:
            return (
                _equal("type", a.type, b.type)
                | _status(a.status, b.status)
                | _money(a, b)
                | _equal("count", a.count, b.count)
                | {"count one side-": float((a.count is None) != (b.count is None))}
                | _equal("term", a.term, b.term)
            )
        case Encounter() as a, Encounter() as b:
            return _equal("type", a.type, b.type) | _status(a.status, b.status) | _equal("format", a.format, b.format)
        case Statement() as a, Statement() as b:
            return _equal("mode", a.mode.value, b.mode.value)
        case Issue() as a, Issue() as b:
            return _equal("status", a.status, b.status)
        case Gift() as a, Gift() as b:
            return _equal("count", a.quantity, b.quantity)
        case Assessment() as a, Assessment() as b:
            return _equal("polarity", a.polarity, b.polarity)
        case Action() as a, Action() as b:
            return _equal("status", a.status, b.status)
        case _:
            return {}


_EXPECTED = frozenset({"planned", "proposed", "invited", "negotiated", "offered"})


def _status(one: str, other: str) -> Comparison:
    return {"status": float(one == other), "expected-": float((one in _EXPECTED) != (other in _EXPECTED))}


def _equal(name: str, one: object, other: object) -> Comparison:
    if one is None or other is None:
        return {name: 0.0, f"{name}-": 0.0}
    return {name: float(one == other), f"{name}-": float(one != other)}


def _money(one: Agreement, other: Agreement) -> Comparison:
    pairs = [(a.value, b.value) for a in one.amounts for b in other.amounts if a.currency == b.currency]
    near = any(abs(a - b) <= NEAR_AMOUNTS * max(a, b) for a, b in pairs)
    return {"amount": float(near), "amount-": float(bool(pairs) and not near)}


def _dice(one: Iterable[str], other: Iterable[str]) -> float:
    first, second = set(one), set(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0
