"""Records: readings and the groups of their entries enter, records leave, each field with its majority value and who says otherwise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gipfelbuch.knowledge.spellings import bare_letters
from gipfelbuch.matching.archives import Numbers
from gipfelbuch.matching.decide import Grouping
from gipfelbuch.model.entries import (
    Action,
    Agreement,
    Assessment,
    Encounter,
    Entry,
    Gift,
    Issue,
    Kind,
    Statement,
)
from gipfelbuch.model.records import EntryRef, Field, PartyRef, Record, Scalar, Source, Variant, record_id
from gipfelbuch.model.spans import Span

_MARKS = re.compile(r"[\s„“”‚‘’\"'«»›‹.,;:!?…–—-]+")

Value = Scalar | tuple[Scalar, ...]
FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.ENCOUNTER: ("type", "status", "occasion", "host", "format", "first_since", "participants"),
    Kind.AGREEMENT: ("type", "status", "subject", "count", "term", "parties", "amounts"),
    Kind.STATEMENT: ("mode", "speaker", "addressees", "quote", "reply_to"),
    Kind.ISSUE: ("subject", "parties", "status"),
    Kind.GIFT: ("giver", "recipient", "item", "quantity"),
    Kind.ASSESSMENT: ("assessor", "subject", "verdict", "polarity"),
    Kind.ACTION: ("actors", "recipients", "trigger", "status"),
}
COMMON_FIELDS = ("date", "place", "place_country", "coordinates", "plover")


@dataclass(frozen=True, slots=True)
class Witness:
    """An entry that tells of a record: which, its report's witness group, and its value for every field."""

    ref: EntryRef
    group: str
    values: Mapping[str, Value]


class Gathering:
    """Records, each made as soon as its last witness has come."""

    def __init__(self, numbers: Numbers, grouping: Grouping, actor_of: Mapping[PartyRef, str]) -> None:
        """Nothing has come yet.

        Args:
            numbers: of all entries.
            grouping: which of them are one record.
            actor_of: party to actor id.
        """
        self._numbers, self._grouping, self._actor_of = numbers, grouping, actor_of
        self._waiting: defaultdict[int, list[Witness]] = defaultdict(list)
        self._made: list[Record] = []

    def add(self, source: Source) -> None:
        """Take the entries of a reading."""
        entries = sorted(source.reading.entries, key=lambda e: e.id)
        first = self._numbers.first_of(source.key)
        places = {e.id: (first + k, e.kind) for k, e in enumerate(entries)}
        ids = {entry: self._record_of(number, kind) for entry, (number, kind) in places.items()}
        for number, entry in enumerate(entries, start=first):
            witness = Witness(
                ref=EntryRef(report=source.key, entry=entry.id),
                group=source.group,
                values=_values(entry, source, ids, self._actor_of),
            )
            root = self._grouping.unions.find(number)
            together = len(self._grouping.members_of(root))
            waiting = self._waiting[root] if together > 1 else []
            waiting.append(witness)
            if len(waiting) == together:
                self._waiting.pop(root, None)
                self._made.append(_record(ids[entry.id], entry.kind, waiting))

    def records(self) -> tuple[Record, ...]:
        """All records, in order of id."""
        return tuple(sorted(self._made, key=lambda r: r.id))

    def _record_of(self, number: int, kind: Kind) -> str:
        return record_id(kind, self._numbers.ref(self._grouping.unions.find(number)))


def _record(name: str, kind: Kind, witnesses: Iterable[Witness]) -> Record:
    listed = sorted(witnesses, key=lambda w: w.ref)
    fields = [_field(field, [(w, w.values[field]) for w in listed]) for field in (*FIELDS[kind], *COMMON_FIELDS)]
    return Record(id=name, kind=kind, witnesses=tuple(w.ref for w in listed), fields=tuple(f for f in fields if f))


def _field(name: str, told: Sequence[tuple[Witness, Value]]) -> Field | None:
    """The field; None if no witness fills it."""
    alike: defaultdict[object, list[tuple[Witness, Value]]] = defaultdict(list)
    for witness, value in told:
        if value not in (None, (), ""):
            alike[_fold(name, value)].append((witness, value))
    if not alike:
        return None
    variants = [_variant(found) for found in alike.values()]
    return Field(name=name, variants=tuple(v for _, v in sorted(variants, key=lambda x: (x[0], repr(x[1].value)))))


def _variant(found: Sequence[tuple[Witness, Value]]) -> tuple[tuple[int, int], Variant]:
    """A variant in the form that most witness groups use, and its rank: more groups first, then the longer."""
    groups: defaultdict[Value, set[str]] = defaultdict(set)
    for witness, value in found:
        groups[value].add(witness.group)
    form = min(groups, key=lambda v: (-len(groups[v]), -len(str(v)), str(v)))
    rank = (-len({t.group for t, _ in found}), -len(str(form)))
    return rank, Variant(value=form, witnesses=tuple(sorted(t.ref for t, _ in found)))


def _fold(name: str, value: Value) -> object:
    """What values have in common that are the same but for case, accents of places and marks of quotation."""
    if isinstance(value, str):
        return bare_letters(value) if name == "place" else _MARKS.sub(" ", value.casefold()).strip()
    return value


def _values(entry: Entry, source: Source, ids: Mapping[str, str], actors: Mapping[PartyRef, str]) -> dict[str, Value]:
    report, text = source.key, source.reading.report.text

    def who(party: str | None) -> str | None:
        return actors.get(PartyRef(report=report, party=party)) if party else None

    def all_of(parties: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({a for p in parties if (a := who(p))}))

    out: dict[str, Value] = _common(entry)
    match entry:
        case Encounter():
            plain = _plain(entry, "type", "status", "occasion", "format", "first_since")
            return out | plain | {"host": who(entry.host), "participants": all_of(entry.participants)}
        case Agreement():
            amounts = tuple(sorted(f"{a.value:.15g} {a.currency}" for a in entry.amounts))
            plain = _plain(entry, "type", "status", "subject", "count", "term")
            return out | plain | {"parties": all_of(entry.parties), "amounts": amounts}
        case Statement():
            return out | {
                "mode": entry.mode.value,
                "speaker": who(entry.speaker),
                "addressees": all_of(entry.addressees),
                "quote": _said(entry.quote, text),
                "reply_to": ids.get(entry.reply_to) if entry.reply_to else None,
            }
        case Issue():
            return out | _plain(entry, "subject", "status") | {"parties": all_of(entry.parties)}
        case Gift():
            who_gave = {"giver": who(entry.giver), "recipient": who(entry.recipient)}
            return out | _plain(entry, "item", "quantity") | who_gave
        case Assessment():
            told_by = {"assessor": who(entry.assessor), "verdict": _said(entry.verdict, text)}
            return out | _plain(entry, "subject", "polarity") | told_by
        case Action():
            parties = {"actors": all_of(entry.actors), "recipients": all_of(entry.recipients)}
            return out | _plain(entry, "status") | parties | {"trigger": _said(entry.trigger, text)}
        case _:
            raise TypeError(f"no kind of entry: {type(entry).__name__}")


def _common(entry: Entry) -> dict[str, Value]:
    place = entry.place
    known = place is not None and place.latitude is not None and place.longitude is not None
    return {
        "date": entry.date,
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "coordinates": (place.latitude, place.longitude) if place and known else None,
        "plover": entry.plover,
    }


def _plain(entry: Entry, *names: str) -> dict[str, Value]:
    return {name: getattr(entry, name) for name in names}


def _said(spans: Iterable[Span], text: str) -> str:
    """The words, with an ellipsis where the report interrupts them."""
    return " … ".join(span.of(text) for span in spans)
