"""Answers of the register as lines of text: records with their ids, witnesses, and what is contested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, singledispatch
from typing import Any

from gipfelbuch.exporting.lines import label
from gipfelbuch.knowledge.tables import load_table
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.reports import Language
from gipfelbuch.register.queries import (
    Given,
    Hit,
    Matter,
    Month,
    Pact,
    Page,
    PartyPage,
    Rows,
    Said,
    ShownField,
    ShownParty,
    ShownRecord,
    ShownValue,
    Visit,
    Witness,
)
from gipfelbuch.register.reviews import Event

INDENT = "    "
FIELD_CHARS = 14  # of the column of field names; "participants", the longest but for coordinates, fits
_MARKS: dict[Language, tuple[str, str]] = {"de": ("„", "“"), "en": ("“", "”")}
_FROM_TO = {
    Kind.STATEMENT: ("speaker", "addressees"),
    Kind.ACTION: ("actors", "recipients"),
    Kind.GIFT: ("giver", "recipient"),
    Kind.ASSESSMENT: ("assessor", ""),
    Kind.ENCOUNTER: ("participants", ""),
    Kind.AGREEMENT: ("parties", ""),
    Kind.ISSUE: ("parties", ""),
}


@singledispatch
def lines_of(item: Any, language: Language) -> Iterator[str]:
    """An answer's item as lines.

    Args:
        item: a row of an answer, or a page.
        language: of the words around what reports say.
    """
    raise TypeError(f"no item of an answer: {type(item).__name__} ({language})")


@cache
def word(key: str, language: Language) -> str:
    """A word of answers; the key itself if there is none."""
    for row in load_table("answer_words"):
        if row["key"] == key:
            return row[language]
    return label(key, language)


@lines_of.register
def _record(item: ShownRecord, language: Language) -> Iterator[str]:
    yield _headline(item, language)
    yield from _below(item, language)


@lines_of.register
def _hit(item: Hit, language: Language) -> Iterator[str]:
    yield _headline(item.record, language)
    yield f"{INDENT}{word(item.part, language)}: {_quoted(item.words, language)}"
    yield from _below(item.record, language)


@lines_of.register
def _said(item: Said, language: Language) -> Iterator[str]:
    yield from _record(item.record, language)


@lines_of.register
def _given(item: Given, language: Language) -> Iterator[str]:
    yield from _record(item.record, language)


@lines_of.register
def _matter(item: Matter, language: Language) -> Iterator[str]:
    yield from _record(item.record, language)


@lines_of.register
def _pact(item: Pact, language: Language) -> Iterator[str]:
    yield _headline(item.record, language)
    if len(item.changes) > 1:
        told = (f"{c.day or '?'} {word(c.status, language)} ({', '.join(c.sources)})" for c in item.changes)
        yield f"{INDENT}{word('status_was', language)}: {' → '.join(told)}"
    yield from _below(item.record, language)


@lines_of.register
def _visit(item: Visit, language: Language) -> Iterator[str]:
    until = f" – {item.end}" if item.end and item.end != item.start else ""
    land = f" ({item.leader_country})" if item.leader_country else ""
    place = ", ".join((*item.cities, item.country))
    yield f"{item.start or word('undated', language)}{until}  {item.leader_name}{land}, {item.leader_role} → {place}"
    met = (*item.met_head, *item.met_igo_head, *item.met_others)
    if met:
        yield f"{INDENT}{word('met', language)}: {', '.join(met)}"
    if item.events:
        yield f"{INDENT}{word('occasion', language)}: {', '.join(item.events)}"
    if item.signed:
        yield f"{INDENT}{word('signed_there', language)}: {', '.join(item.signed)}"
    for record in item.records:
        yield f"{INDENT}{record.id}"
        yield from _below(record, language, named=False)


@lines_of.register
def _month(item: Month, language: Language) -> Iterator[str]:
    score = "   –  " if item.score is None else f"{item.score:+6.2f}"
    counts = "  ".join(f"{quad.value} {number:4}" for quad, number in item.quads)
    yield f"{item.month}  {word('score', language)} {score}  {item.records:5} {word('records', language)}  {counts}"


@lines_of.register
def _rows(item: Rows, language: Language) -> Iterator[str]:
    del language
    yield "\t".join(item.columns)
    for row in item:
        yield "\t".join("" if value is None else " ".join(str(value).split()) for value in row)


@lines_of.register
def _party_page(item: PartyPage, language: Language) -> Iterator[str]:
    codes = ", ".join(filter(None, (item.country, item.code, item.wikidata)))
    yield f"{item.name} ({word(item.type.value, language)}{', ' + codes if codes else ''})  {item.id}"
    if item.roles:
        yield f"{INDENT}{word('roles', language)}: {', '.join(item.roles)}"
    if len(item.names) > 1:
        yield f"{INDENT}{word('names', language)}: {', '.join(item.names)}"
    counts = ", ".join(f"{number} {label(kind.value, language)}" for kind, number in item.counts)
    if counts:
        period = f" ({item.first} – {item.last})" if item.first else ""
        yield f"{INDENT}{counts}{period}"
    for record in item.records:
        yield ""
        yield from _record(record, language)


@lines_of.register
def _page(item: Page, language: Language) -> Iterator[str]:
    record = item.record
    yield _headline(record, language)
    yield f"{INDENT}{record.id}  {word('state', language)}: {word(record.state.value, language)}"
    if item.answers:
        yield f"{INDENT}{word('answers', language)} {item.answers}"
    for field in record.fields:
        yield from _field_lines(field, record, language)
    yield word("witnesses", language)
    for witness in record.witnesses:
        yield f"{INDENT}{_witness(witness, language)}"
        yield f"{INDENT * 2}{'  '.join(filter(None, (_ref(witness), witness.title, witness.url)))}"
    if item.history:
        yield word("history", language)
        for event in item.history:
            yield INDENT + _event(event, language)


def _headline(record: ShownRecord, language: Language) -> str:
    """Day, what it is, who, what."""
    day = record.date or (f"[{record.day}]" if record.day else word("undated", language))
    kind = word(record.type or record.told("mode") or record.kind.value, language)
    status = f", {word(record.status, language)}" if record.status else ""
    what = ": ".join(filter(None, (_who(record), _what(record))))
    return f"{day}  {kind}{status}  {what}"


def _who(record: ShownRecord) -> str:
    one, other = _FROM_TO[record.kind]
    left, right = _names(record.who(one)), _names(record.who(other)) if other else ""
    return f"{left} → {right}" if right else left


def _names(parties: Iterable[ShownParty]) -> str:
    return ", ".join(dict.fromkeys(f"{p.name} ({p.country})" if p.country else p.name for p in parties))


def _what(record: ShownRecord) -> str:
    told = [record.told(name) for name in ("quote", "subject", "item", "occasion", "trigger", "verdict")]
    more = [record.told(name) for name in ("amounts", "term", "place")]
    what = ": ".join(" ".join(t.split()) for t in told if t)
    return ", ".join(filter(None, (what, *more)))


def _below(record: ShownRecord, language: Language, *, named: bool = True) -> Iterator[str]:
    if named:
        yield INDENT + "  ".join(filter(None, (record.id, record.plover)))
    for witness in record.witnesses:
        yield INDENT + _witness(witness, language)
    for field in record.contested:
        told = " / ".join(_value(v, record, language) for v in field.values)
        yield f"{INDENT}{word('contested', language)}: {field.name}: {told}"


def _witness(witness: Witness, language: Language) -> str:
    return f"{witness.source}, {witness.published or word('undated', language)}: {_quoted(witness.words, language)}"


def _ref(witness: Witness) -> str:
    return f"{witness.ref.report}:{witness.ref.entry}"


def _quoted(words: str, language: Language) -> str:
    opening, closing = _MARKS[language]
    return f"{opening}{' '.join(words.split())}{closing}"


def _value(value: ShownValue, record: ShownRecord, language: Language) -> str:
    sources = {w.ref: w.source for w in record.witnesses}
    who = list(dict.fromkeys(sources.get(ref, ref.report) for ref in value.witnesses))
    if value.review:
        who.append(f"{word('corrected', language)} {value.review}")
    return f"{' '.join(value.told.split())} ({', '.join(who)})" if who else value.told


def _field_lines(field: ShownField, record: ShownRecord, language: Language) -> Iterator[str]:
    first, *others = field.values
    yield f"{INDENT}{field.name:{FIELD_CHARS}}{_value(first, record, language)}"
    for value in others:
        yield f"{INDENT}{'':{FIELD_CHARS}}{word('otherwise', language)}: {_value(value, record, language)}"


def _event(event: Event, language: Language) -> str:
    made = event.review
    what = f"undo of {made.undoes}" if made.undoes else f"{made.action.value} {made.field or ''}".rstrip()
    value = f" = {made.value}" if made.field else ""
    held = [name for name, holds in (("undone", event.undone), ("orphaned", event.orphaned)) if holds]
    marks = f" ({', '.join(word(h, language) for h in held)})" if held else ""
    return f"{made.id}  {made.made}  {made.author}: {what}{value}: {made.reason}{marks}"
