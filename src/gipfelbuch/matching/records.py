"""Records: groups of entries enter, records leave, each field with its majority value and who says otherwise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from gipfelbuch.knowledge.spellings import bare_letters
from gipfelbuch.matching.told import Told
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
from gipfelbuch.model.records import EntryRef, Field, PartyRef, Record, Scalar, Variant, record_id
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


def make_records(
    told: Sequence[Told], groups: Iterable[Sequence[int]], texts: Mapping[str, str], actors: Mapping[PartyRef, str]
) -> tuple[Record, ...]:
    """One record a group, in order of id.

    Args:
        told: all entries.
        groups: places in ``told``; every entry in exactly one.
        texts: report key to text.
        actors: party to actor id.
    """
    ids: dict[EntryRef, str] = {}
    listed = [sorted((told[i] for i in group), key=lambda t: t.ref) for group in groups]
    for witnesses in listed:
        ids |= dict.fromkeys((t.ref for t in witnesses), record_id(witnesses[0].kind, witnesses[0].ref))
    records = [_record(witnesses, ids, texts, actors) for witnesses in listed]
    return tuple(sorted(records, key=lambda r: r.id))


def _record(
    witnesses: Sequence[Told],
    ids: Mapping[EntryRef, str],
    texts: Mapping[str, str],
    actors: Mapping[PartyRef, str],
) -> Record:
    kind = witnesses[0].kind
    rows = [(t, _values(t, ids, texts[t.ref.report], actors)) for t in witnesses]
    fields = [_field(name, [(t, values[name]) for t, values in rows]) for name in (*FIELDS[kind], *COMMON_FIELDS)]
    return Record(
        id=ids[witnesses[0].ref],
        kind=kind,
        witnesses=tuple(t.ref for t in witnesses),
        fields=tuple(f for f in fields if f),
    )


def _field(name: str, told: Sequence[tuple[Told, Value]]) -> Field | None:
    """The field; None if no witness fills it."""
    alike: defaultdict[object, list[tuple[Told, Value]]] = defaultdict(list)
    for witness, value in told:
        if value not in (None, (), ""):
            alike[_fold(name, value)].append((witness, value))
    if not alike:
        return None
    variants = [_variant(found) for found in alike.values()]
    return Field(name=name, variants=tuple(v for _, v in sorted(variants, key=lambda x: (x[0], repr(x[1].value)))))


def _variant(found: Sequence[tuple[Told, Value]]) -> tuple[tuple[int, int], Variant]:
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


def _values(told: Told, ids: Mapping[EntryRef, str], text: str, actors: Mapping[PartyRef, str]) -> dict[str, Value]:
    entry, report = told.entry, told.ref.report

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
            answered = EntryRef(report=report, entry=entry.reply_to) if entry.reply_to else None
            return out | {
                "mode": entry.mode.value,
                "speaker": who(entry.speaker),
                "addressees": all_of(entry.addressees),
                "quote": _said(entry.quote, text),
                "reply_to": ids.get(answered) if answered else None,
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
