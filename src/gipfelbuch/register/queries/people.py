"""Who somebody is, and what was said: a name enters, a page about the party leaves, or statements."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from sqlalchemy import Connection, func, select

from gipfelbuch.model.entries import Kind, Mode
from gipfelbuch.model.parties import PartyType
from gipfelbuch.register import tables as t
from gipfelbuch.register.calendar import UNDATED
from gipfelbuch.register.hits import Narrow, hits_with
from gipfelbuch.register.queries.answers import Answer, Cell, Scope, joined
from gipfelbuch.register.queries.days import days_of, within
from gipfelbuch.register.queries.histories import EVERYTHING, history_of
from gipfelbuch.register.queries.records import ShownRecord
from gipfelbuch.register.queries.searching import wanted_words
from gipfelbuch.register.queries.sides import Side, find_party, find_side, records_of
from gipfelbuch.register.store import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyPage:
    """All that the register knows of a party.

    Args:
        id: of the party.
        name: the form that most reports use.
        type: what sort of actor.
        country: ISO 3166-1 alpha-3; None if unknown. So for code and wikidata.
        code: PLOVER actor code.
        wikidata: Wikidata item.
        roles: offices as reports write them.
        names: every form of the name.
        counts: how many records of each kind it has part in, within the period; kinds without any are left out.
        first: first day in the register; None if there is none. So for the last.
        last: last day.
        records: its records, the earliest first.
    """

    id: str
    name: str
    type: PartyType
    country: str | None
    code: str | None
    wikidata: str | None
    roles: tuple[str, ...]
    names: tuple[str, ...]
    counts: tuple[tuple[Kind, int], ...]
    first: str | None
    last: str | None
    records: Answer[ShownRecord]

    def to_frame(self) -> Any:
        """Its records as a pandas data frame.

        Raises:
            QuestionError: if pandas is not installed.
        """
        return self.records.to_frame()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement: who said what to whom.

    Args:
        day: of the statement, else of its first publication; None if unknown.
        speaker: name; None if untold.
        addressees: names.
        mode: how it is told.
        quote: the words, in the form that most witnesses use.
        plover: what it does; None if nothing.
        record: the record itself.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "record", "day", "speaker", "speaker_country", "addressees", "mode", "quote", "plover", "contested", "sources",
    )  # fmt: skip

    day: str | None
    speaker: str | None
    addressees: tuple[str, ...]
    mode: Mode | None
    quote: str
    plover: str | None
    record: ShownRecord

    def cells(self) -> tuple[Cell, ...]:
        """One value each of ``COLUMNS``."""
        return (
            self.record.id, self.day, self.speaker, joined([p.country or "" for p in self.record.who("speaker")]),
            joined(self.addressees), self.mode.value if self.mode else None, self.quote, self.plover,
            joined([f.name for f in self.record.contested]), joined([w.source for w in self.record.witnesses]),
        )  # fmt: skip


def party(register: Register, name: str, scope: Scope = EVERYTHING) -> PartyPage:
    """Who somebody is, and what it has part in.

    Args:
        register: where to look.
        name: a form of the name, or the id; of a state's name, the state itself.
        scope: period, kinds, number of records.

    Raises:
        QuestionError: if no party is called so, or several are.
    """
    with register.database.read() as connection:
        found = find_party(connection, name)
        row = connection.execute(select(t.parties).where(t.parties.c.id == found)).mappings().one()
        names = select(t.party_names.c.name).where(t.party_names.c.party == found).order_by(t.party_names.c.name)
        side = Side(key=found, is_state=False)
        counts, first, last = _counts(connection, side, scope)
        return PartyPage(
            **{n: row[n] for n in ("id", "name", "country", "code", "wikidata")},
            type=PartyType(row["type"]),
            roles=tuple(row["roles"]),
            names=tuple(connection.scalars(names)),
            counts=counts,
            first=first,
            last=last,
            records=history_of(connection, [side], scope),
        )


def said(
    register: Register,
    speaker: str | None = None,
    addressee: str | None = None,
    about: str | None = None,
    scope: Scope = EVERYTHING,
) -> Answer[Said]:
    """What was said.

    Args:
        register: where to look.
        speaker: a state (all that belong to it) or a party; None for anyone.
        addressee: likewise.
        about: words that the quote has, as for ``search``; None for any.
        scope: period and number of statements.

    Returns:
        Statements, the earliest first; of more than asked for the latest.

    Raises:
        QuestionError: if nobody is called so, or several are, or ``about`` holds no word.
    """
    with register.database.read() as connection:
        sides, conditions = [], []
        for name, field in ((speaker, "speaker"), (addressee, "addressees")):
            if name:
                side = find_side(connection, name)
                sides.append(side)
                conditions.append(in_field(side, field))
        if about is not None:
            conditions.append(t.records.c.id.in_(_quoting(connection, about)))
        one = replace(scope, kinds=frozenset({Kind.STATEMENT}))
        found = history_of(connection, sides, one, *conditions)
    return Answer(columns=Said.COLUMNS, items=tuple(map(said_in, found)), more=found.more)


def in_field(side: Side, field: str) -> Any:
    """The condition that a side has part in a record in that very way."""
    return records_of(side).where(t.involved.c.field == field, t.involved.c.record == t.records.c.id).exists()


def said_in(record: ShownRecord) -> Said:
    """The statement of a record."""
    mode = record.told("mode")
    return Said(
        day=record.day,
        speaker=record.told("speaker"),
        addressees=tuple(p.name for p in record.who("addressees")),
        mode=Mode(mode) if mode else None,
        quote=record.told("quote") or record.summary,
        plover=record.plover,
        record=record,
    )


def _quoting(connection: Connection, words: str) -> Any:
    found = hits_with(connection, wanted_words(words), Narrow(part="quote")).order_by(None)
    return found.with_only_columns(t.hits.c.record)


def _counts(
    connection: Connection, side: Side, scope: Scope
) -> tuple[tuple[tuple[Kind, int], ...], str | None, str | None]:
    told = days_of([side]).subquery()
    rows = connection.execute(
        select(told.c.kind, func.count(), func.min(func.nullif(told.c.day, UNDATED)), func.max(told.c.day))
        .where(*within(told.c.day, scope))
        .group_by(told.c.kind)
    ).all()
    counts = {Kind(kind): number for kind, number, _, _ in rows}
    first = min((r[2] for r in rows if r[2]), default=None)
    last = max((r[3] for r in rows if r[3]), default=None)
    return tuple((k, counts[k]) for k in Kind if k in counts), first, last
