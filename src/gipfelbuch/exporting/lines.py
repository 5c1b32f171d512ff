"""Entries in words: who, what, when, where, as short parts that the pages for people lay out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from babel.numbers import format_currency, format_decimal

from gipfelbuch.knowledge.tables import load_table
from gipfelbuch.model.entries import (
    Action,
    Agreement,
    Assessment,
    Encounter,
    Entry,
    Gift,
    Issue,
    Kind,
    Reading,
    Statement,
)
from gipfelbuch.model.reports import Language
from gipfelbuch.model.spans import Span

_Parts = tuple[str, str, str, list[str]]  # head, who, what, details
UNDATED = "9999"  # sorts behind every date


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One entry for people.

    Args:
        entry: the entry itself.
        head: what it is ("Gipfel", "wörtlich").
        who: those whose entry it is ("Xi Jinping → Lee Jae Myung").
        what: what they did, said or gave; empty if the head says it all.
        details: further facts, each "label: value" or a bare value.
        words: the words that say so, one string a span.
    """

    entry: Entry
    head: str
    who: str
    what: str
    details: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def title(self) -> str:
        """Who and what in one phrase."""
        return ": ".join(part for part in (self.who, self.what) if part)


@cache
def label(key: str, language: Language) -> str:
    """The word of the page for a key of the schema; the key itself if there is none."""
    for row in load_table("labels"):
        if row["key"] == key:
            return row[language]
    return key


class Describer:
    """Puts the entries of one reading into words."""

    def __init__(self, reading: Reading) -> None:
        """Keep the reading and its parties by id."""
        self._text = reading.report.text
        self._language = reading.report.language
        self._names = {p.id: p.name for p in reading.parties}
        self._numbers = {e.id: e for e in reading.entries}

    def describe(self, entry: Entry) -> EntryLine:
        """The entry as a line for people."""
        head, who, what, details = self._parts(entry)
        when = [entry.date] if entry.date else []
        where = [entry.place.name + (f" ({entry.place.country})" if entry.place.country else "")] if entry.place else []
        code = [f"PLOVER {entry.plover}"] if entry.plover else []
        return EntryLine(
            entry=entry,
            head=head,
            who=who,
            what=what,
            details=(*when, *where, *details, *code),
            words=self._words(entry.evidence),
        )

    def _parts(self, entry: Entry) -> _Parts:
        match entry:
            case Encounter():
                return self._encounter(entry)
            case Agreement():
                return self._agreement(entry)
            case Statement():
                return self._statement(entry)
            case Issue():
                return self._label(entry.status), self._list(entry.parties), entry.subject, []
            case Gift():
                return self._gift(entry)
            case Assessment():
                return self._assessment(entry)
            case Action():
                return self._action(entry)
            case _:
                raise TypeError(f"no kind of entry: {type(entry).__name__}")

    def _encounter(self, entry: Encounter) -> _Parts:
        details = [self._label(entry.status)]
        details += [f"{self._label('host')}: {self._name(entry.host)}"] if entry.host else []
        details += [f"{self._label('occasion')}: {entry.occasion}"] if entry.occasion else []
        details += [self._label(entry.format)] if entry.format else []
        details += [entry.first_since] if entry.first_since else []
        return self._label(entry.type), self._list(entry.participants), "", details

    def _agreement(self, entry: Agreement) -> _Parts:
        details = [self._label(entry.status)]
        details += [f"{self._label('count')}: {entry.count}"] if entry.count else []
        details += [self.money(a.value, a.currency) for a in entry.amounts]
        details += [f"{self._label('term')}: {entry.term}"] if entry.term else []
        return self._label(entry.type), self._list(entry.parties), entry.subject or "", details

    def _statement(self, entry: Statement) -> _Parts:
        to = f" {self._label('to')} {self._list(entry.addressees)}" if entry.addressees else ""
        answered = self._numbers.get(entry.reply_to or "")
        details = [f"{self._label('answers')} {answered.id}"] if answered else []
        return (
            self._label(entry.mode.value),
            self._name(entry.speaker) + to,
            " … ".join(self._words(entry.quote)),
            details,
        )

    def _gift(self, entry: Gift) -> _Parts:
        item = f"{entry.quantity} × {entry.item}" if entry.quantity and entry.quantity > 1 else entry.item
        return "", f"{self._name(entry.giver)} → {self._name(entry.recipient)}", item, []

    def _assessment(self, entry: Assessment) -> _Parts:
        who = self._names.get(entry.assessor or "", self._label("reporter"))
        return self._label(entry.polarity), who, f"{entry.subject}: {' … '.join(self._words(entry.verdict))}", []

    def _action(self, entry: Action) -> _Parts:
        towards = f" → {self._list(entry.recipients)}" if entry.recipients else ""
        return self._label(entry.status), self._list(entry.actors) + towards, " … ".join(self._words(entry.trigger)), []

    def money(self, value: float, currency: str) -> str:
        """An amount as the report's language writes it, with its currency code."""
        if value == int(value):
            return f"{format_decimal(int(value), locale=self._language)} {currency}"
        return format_currency(value, currency, format="#,##0.00 ¤¤", locale=self._language)

    def _label(self, key: str) -> str:
        return label(key, self._language)

    def _name(self, ref: str | None) -> str:
        return self._names.get(ref or "", self._label("unknown"))

    def _list(self, refs: Iterable[str]) -> str:
        return ", ".join(self._name(r) for r in refs) or self._label("unknown")

    def _words(self, spans: Iterable[Span]) -> tuple[str, ...]:
        return tuple(" ".join(s.of(self._text).split()) for s in spans)


def entries_by_kind(reading: Reading) -> dict[Kind, list[Entry]]:
    """The entries of each kind that has any, in the order of time, then of the report."""
    out: dict[Kind, list[Entry]] = {}
    for kind in Kind:
        found = [e for e in reading.entries if e.kind is kind]
        if found:
            out[kind] = sorted(found, key=lambda e: (e.date or UNDATED, e.evidence[0]))
    return out
