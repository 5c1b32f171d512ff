"""Corrections laid over records: records as matched and reviews enter, records as they are to be shown leave.

Reviews are replayed in the order in which they were made. They name entries, not records, so that they find their
record again however readings and matches change; a review whose entries are gone works on nothing and is told as
orphaned. Nothing here touches a database.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from gipfelbuch.model.entries import Kind
from gipfelbuch.model.records import EntryRef, Field, Record, Scalar, Variant

Value: TypeAlias = Scalar | tuple[Scalar, ...]
ID_CHARS = 16  # of the SHA-256 from which the id of a record made by a person comes


class Action(StrEnum):
    """What a person can do."""

    ACCEPT = "accept"
    CORRECT = "correct"
    SPLIT = "split"
    MERGE = "merge"
    ADD = "add"
    REJECT = "reject"
    UNDO = "undo"


class State(StrEnum):
    """What people have made of a record."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    ADDED = "added"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Words of a report of which a review speaks.

    Args:
        report: the report's key.
        entry: the entry's id in the reading at that time; a hint only.
        spans: ``evidence`` and the words of its own kind (``quote``, ``verdict``, ``trigger``).
        slots: what else the entry told, parties by name, to tell entries of the same words apart.
        words: the evidence, for people.
    """

    report: str
    entry: str
    spans: Mapping[str, Any]
    slots: Mapping[str, Any]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A decision of a person.

    Args:
        id: its name, for undoing it.
        number: its place among all reviews.
        made: when, ISO 8601 in UTC.
        author: who.
        reason: why.
        action: what.
        record: id of the record at that time; None for an undo.
        kind: kind of the record; None for an undo.
        field: the field corrected.
        value: its new value; for an added record, a mapping of fields to values.
        anchors: the entries of which it speaks.
        others: the entries of the second record of a merge; those from which a split parts the first.
        undoes: id of the review that it undoes.
    """

    id: str
    number: int
    made: str
    author: str
    reason: str
    action: Action
    record: str | None = None
    kind: Kind | None = None
    field: str | None = None
    value: Any = None
    anchors: tuple[Anchor, ...] = ()
    others: tuple[Anchor, ...] = ()
    undoes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A review and the entries that its anchors name now."""

    review: Review
    anchors: tuple[EntryRef, ...]
    others: tuple[EntryRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A record with the corrections laid over it.

    Args:
        record: id, kind, witnesses, fields; a corrected field has the person's value first, without witnesses.
        state: what people have made of it.
        corrected: by field, the review that set it.
        seen: the witnesses that a person had before them.
        reviews: the reviews that work on it.
    """

    record: Record
    state: State
    corrected: Mapping[str, str]
    seen: frozenset[EntryRef]
    reviews: tuple[str, ...]


@dataclass(slots=True)
class _Draft:
    """A record while reviews are laid over it; ``told`` is what each witness says."""

    id: str
    kind: Kind
    witnesses: list[EntryRef]
    told: dict[str, list[tuple[Value, EntryRef]]]
    order: tuple[Field, ...] | None
    state: State = State.OPEN
    corrected: dict[str, tuple[Value, str]] = field(default_factory=dict)
    seen: set[EntryRef] = field(default_factory=set)
    reviews: list[str] = field(default_factory=list)


def active_reviews(reviews: Iterable[Review]) -> list[Review]:
    """The reviews that hold, in order: without those undone (an undo may itself be undone) and without the undos."""
    ordered = sorted(reviews, key=lambda r: r.number)
    undone: set[str] = set()
    for review in reversed(ordered):
        if review.action is Action.UNDO and review.undoes and review.id not in undone:
            undone.add(review.undoes)
    return [r for r in ordered if r.action is not Action.UNDO and r.id not in undone]


def lay_over(records: Iterable[Record], placed: Iterable[Placed], groups: Mapping[str, str]) -> tuple[Laid, ...]:
    """Records as they are to be shown.

    Args:
        records: as matching made them.
        placed: the active reviews, in order, each with the entries that it names now.
        groups: witness group by report key.

    Returns:
        Records in order of id, each with what people made of it.
    """
    overlay = _Overlay(records, groups)
    for item in placed:
        overlay.apply(item)
    return overlay.laid()


def made_id(review: str, part: str = "") -> str:
    """Id of a record that a review made: always the same for the same review."""
    return "r" + hashlib.sha256(f"{review}/{part}".encode()).hexdigest()[:ID_CHARS]


class _Overlay:
    def __init__(self, records: Iterable[Record], groups: Mapping[str, str]) -> None:
        self._groups = groups
        self._drafts = {r.id: _draft(r) for r in records}
        self._home = {w: d.id for d in self._drafts.values() for w in d.witnesses}

    def apply(self, placed: Placed) -> None:
        if placed.review.action is Action.ADD:
            self._add(placed.review)
        elif placed.review.action is Action.SPLIT:
            self._split(placed)
        elif draft := self._target(placed.anchors):
            self._change(draft, placed)

    def laid(self) -> tuple[Laid, ...]:
        return tuple(
            Laid(
                record=Record(
                    id=draft.id, kind=draft.kind, witnesses=tuple(sorted(draft.witnesses)), fields=self._fields(draft)
                ),
                state=draft.state,
                corrected={name: review for name, (_, review) in draft.corrected.items()},
                seen=frozenset(draft.seen),
                reviews=tuple(dict.fromkeys(draft.reviews)),
            )
            for draft in sorted(self._drafts.values(), key=lambda d: d.id)
        )

    def _target(self, entries: Sequence[EntryRef]) -> _Draft | None:
        """The record that holds most of the entries, of equal ones the one of the first entry."""
        homes = [self._home[e] for e in entries if e in self._home]
        return self._drafts[Counter(homes).most_common(1)[0][0]] if homes else None

    def _change(self, draft: _Draft, placed: Placed) -> None:
        review = placed.review
        match review.action:
            case Action.ACCEPT:
                draft.state = State.ADDED if draft.state is State.ADDED else State.ACCEPTED
            case Action.REJECT:
                draft.state = State.REJECTED
            case Action.CORRECT:
                draft.corrected[review.field or ""] = (as_value(review.value), review.id)
                self._mark_corrected(draft)
            case Action.MERGE:
                other = self._target(placed.others)
                if other is None:
                    return
                self._merge(draft, other)
            case _:
                return
        draft.seen.update(e for e in (*placed.anchors, *placed.others) if self._home.get(e) == draft.id)
        draft.reviews.append(review.id)

    @staticmethod
    def _mark_corrected(draft: _Draft) -> None:
        if draft.state is not State.ADDED:
            draft.state = State.CORRECTED

    def _merge(self, draft: _Draft, other: _Draft) -> None:
        if other is not draft:
            draft.witnesses += other.witnesses
            for name, told in other.told.items():
                draft.told.setdefault(name, []).extend(told)
            draft.corrected = other.corrected | draft.corrected
            draft.seen |= other.seen
            draft.reviews += other.reviews
            draft.order = None
            self._home.update(dict.fromkeys(other.witnesses, draft.id))
            del self._drafts[other.id]
        self._mark_corrected(draft)

    def _split(self, placed: Placed) -> None:
        """Part the entries from the others wherever both are now in one record."""
        for draft in list(self._drafts.values()):
            moved = [e for e in placed.anchors if self._home.get(e) == draft.id]
            stayed = [e for e in placed.others if self._home.get(e) == draft.id]
            if moved and stayed:
                self._move(draft, moved, placed.review)
            if moved or stayed:
                draft.reviews.append(placed.review.id)
                draft.seen.update(e for e in (*moved, *stayed) if self._home[e] == draft.id)

    def _move(self, draft: _Draft, moved: list[EntryRef], review: Review) -> None:
        new = _Draft(made_id(review.id, draft.id if review.record != draft.id else ""), draft.kind, moved, {}, None)
        for name, told in draft.told.items():
            if leaving := [(v, w) for v, w in told if w in moved]:
                new.told[name] = leaving
        draft.told = {
            n: kept for n, told in draft.told.items() if (kept := [(v, w) for v, w in told if w not in moved])
        }
        draft.witnesses = [w for w in draft.witnesses if w not in moved]
        draft.order = None
        new.seen = set(moved)
        new.reviews = [review.id]
        self._home.update(dict.fromkeys(moved, new.id))
        self._drafts[new.id] = new
        for part in (draft, new):
            self._mark_corrected(part)

    def _add(self, review: Review) -> None:
        new_id = made_id(review.id)
        witnesses = [EntryRef(report=a.report, entry=a.entry) for a in review.anchors]
        draft = _Draft(new_id, review.kind or Kind.ACTION, witnesses, {}, None, State.ADDED)
        draft.corrected = {name: (as_value(v), review.id) for name, v in (review.value or {}).items()}
        draft.seen = set(witnesses)
        draft.reviews = [review.id]
        self._drafts[new_id] = draft
        self._home.update(dict.fromkeys(witnesses, new_id))

    def _fields(self, draft: _Draft) -> tuple[Field, ...]:
        fields = draft.order if draft.order is not None else self._ranked(draft.told)
        if not draft.corrected:
            return fields
        named = {f.name: f for f in fields}
        for name, (value, _) in draft.corrected.items():
            told = named[name].variants if name in named else ()
            own = [v for v in told if same_value(v.value, value)]
            first = Variant(value=value, witnesses=own[0].witnesses if own else ())
            rest = tuple(v for v in told if not same_value(v.value, value))
            named[name] = Field(name=name, variants=(first, *rest))
        return tuple(named[name] for name in sorted(named))

    def _ranked(self, told: Mapping[str, list[tuple[Value, EntryRef]]]) -> tuple[Field, ...]:
        """Fields whose values stand as in matching: most witness groups first, then the longest, then in order."""
        fields = []
        for name in sorted(told):
            by_value: defaultdict[Value, set[EntryRef]] = defaultdict(set)
            for value, witness in told[name]:
                by_value[value].add(witness)
            variants = [Variant(value=v, witnesses=tuple(sorted(ws))) for v, ws in by_value.items()]
            variants.sort(key=lambda v: (-self._support(v), -_length(v.value), repr(v.value)))
            fields.append(Field(name=name, variants=tuple(variants)))
        return tuple(fields)

    def _support(self, variant: Variant) -> int:
        return len({self._groups.get(w.report, w.report) for w in variant.witnesses})


def as_value(value: Any) -> Value:
    """A value from JSON: lists become tuples."""
    return tuple(value) if isinstance(value, list) else value


def same_value(left: Value, right: Value) -> bool:
    """Whether two values say the same; the order in a list does not matter."""
    if isinstance(left, tuple) and isinstance(right, tuple):
        return sorted(map(repr, left)) == sorted(map(repr, right))
    return left == right


def _draft(record: Record) -> _Draft:
    told = {f.name: [(v.value, w) for v in f.variants for w in v.witnesses] for f in record.fields}
    return _Draft(record.id, record.kind, list(record.witnesses), told, record.fields)


def _length(value: Value) -> int:
    return len(value) if isinstance(value, str | tuple) else 0
