"""Words in quotes and evidence: a query enters, the records whose words match leave, the latest first.

Words are found in any German or English form, words in quotation marks as they stand (``register.passages``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from sqlalchemy import ColumnElement, Connection, ScalarSelect, and_, func, select

from gipfelbuch.errors import QuestionError
from gipfelbuch.model.records import EntryRef
from gipfelbuch.register import tables as t
from gipfelbuch.register.calendar import UNDATED
from gipfelbuch.register.overlay import State
from gipfelbuch.register.passages import passages_found, passages_match
from gipfelbuch.register.queries.answers import Answer, Cell, Scope, joined
from gipfelbuch.register.queries.days import days_of, within
from gipfelbuch.register.queries.histories import EVERYTHING
from gipfelbuch.register.queries.records import ShownRecord, load_records
from gipfelbuch.register.queries.sides import Side, find_side, records_of
from gipfelbuch.register.readings import words_of
from gipfelbuch.register.store import Register

FEW_PASSAGES = 2_000  # are all looked at, in about 50 ms; of words that more have, records are followed day by day
MOST_LISTED = 500_000  # passages, in about 0.2 s; words that more have ("the") are looked for in so many of them
STREAMED_ROWS = 200  # read ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A record whose words match.

    Args:
        day: of the record, else of the report; None if unknown.
        part: "quote" or "evidence".
        words: that match.
        ref: report and entry where they stand.
        record: the record itself.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "record", "day", "kind", "part", "words", "report", "entry", "parties", "sources",
    )  # fmt: skip

    day: str | None
    part: str
    words: str
    ref: EntryRef
    record: ShownRecord

    def cells(self) -> tuple[Cell, ...]:
        """One value each of ``COLUMNS``."""
        return (
            self.record.id, self.day, self.record.kind.value, self.part, self.words, self.ref.report, self.ref.entry,
            joined([p.name for p in self.record.parties]), joined([w.source for w in self.record.witnesses]),
        )  # fmt: skip


class _Passage(NamedTuple):
    """A passage that matches, the record that it witnesses and its day."""

    report: str
    entry: str
    part: str
    record: str
    day: str


def search(
    register: Register, query: str, of: str | None = None, scope: Scope = EVERYTHING, *, part: str | None = None
) -> Answer[Hit]:
    """Find words in quotes and evidence.

    Args:
        register: where to look.
        query: words, all of which must be there in any form; words in quotation marks as they stand, in that order.
        of: only what this state (all that belong to it) or party has part in; None for anyone.
        scope: period, kinds, number of records.
        part: "quote" or "evidence" alone; None for both.

    Returns:
        Each record once, with a quote before evidence, the latest first.

    Raises:
        QuestionError: if the query holds no word, or nobody is called so, or several are.
    """
    with register.database.read() as connection:
        match = passages_match(connection, query)
        if match is None:
            raise QuestionError(f"{query!r}: no word to search for; give letters or digits")
        sides = [find_side(connection, of)] if of else []
        narrow = [match, t.passages.c.part == part] if part else [match]
        if scope.most is None or _are_few(connection, match):
            rows = _looked_through(connection, sides, scope, narrow)
        else:
            rows = _followed(connection, query, sides, scope, part)
        best = _one_a_record(rows)
        kept = best if scope.most is None else best[: scope.most]
        words = _words(connection, kept)
        records = {r.id: r for r in load_records(connection, [row.record for row in kept])}
    items = (_hit(row, words, records) for row in kept)
    return Answer(columns=Hit.COLUMNS, items=tuple(items), more=len(best) > len(kept))


def _are_few(connection: Connection, match: ColumnElement[bool]) -> bool:
    found = select(t.passages.c.id).where(match).limit(FEW_PASSAGES + 1).subquery()
    return (connection.scalar(select(func.count()).select_from(found)) or 0) <= FEW_PASSAGES


def _looked_through(
    connection: Connection, sides: Sequence[Side], scope: Scope, narrow: Sequence[ColumnElement[bool]]
) -> list[_Passage]:
    """All passages that match, each with the day of its record."""
    p, w, r = t.passages.c, t.witnesses.c, t.records.c
    day = func.coalesce(r.date_from, r.date_to, _first_published(), UNDATED)
    has_part = [records_of(s).where(t.involved.c.record == w.record).exists() for s in sides]
    query = (
        select(p.report, p.entry, p.part, w.record, day.label("day"))
        .join(t.witnesses, and_(w.report == p.report, w.entry == p.entry))
        .join(t.records, r.id == w.record)
        .where(*narrow, *has_part, r.state != State.REJECTED.value, *within(day, scope))
    )
    if scope.kinds:
        query = query.where(r.kind.in_([k.value for k in scope.kinds]))
    return [_Passage(*row) for row in connection.execute(query)]


def _followed(
    connection: Connection, words: str, sides: Sequence[Side], scope: Scope, part: str | None
) -> list[_Passage]:
    """The passages of the latest records of which one matches: of words that many have, the last days have enough."""
    p, w = t.passages.c, t.witnesses.c
    matching = set(connection.scalars(passages_found(connection, words).limit(MOST_LISTED)))
    told = days_of(sides).subquery()
    query = (
        select(p.id, p.report, p.entry, p.part, told.c.record, told.c.day)
        .select_from(told)
        .join(t.witnesses, w.record == told.c.record)
        .join(t.passages, and_(p.report == w.report, p.entry == w.entry))
        .where(*within(told.c.day, scope), *([p.part == part] if part else []))
        .order_by(told.c.day.desc(), told.c.record.desc())
    )
    if scope.kinds:
        query = query.where(told.c.kind.in_([k.value for k in scope.kinds]))
    found: list[_Passage] = []
    records: set[str] = set()
    with connection.execution_options(yield_per=STREAMED_ROWS).execute(query) as rows:
        for number, *row in rows:
            if number in matching:
                passage = _Passage(*row)
                records.add(passage.record)
                if scope.most is not None and len(records) > scope.most + 1:
                    break
                found.append(passage)
    return found


def _first_published() -> ScalarSelect[str | None]:
    other = t.witnesses.alias()
    return (
        select(func.min(t.reports.c.published))
        .join(other, other.c.report == t.reports.c.key)
        .where(other.c.record == t.records.c.id)
        .scalar_subquery()
    )


def _one_a_record(rows: Sequence[_Passage]) -> list[_Passage]:
    """The best passage of each record, the latest record first."""
    best: dict[str, _Passage] = {}
    for row in sorted(rows, key=lambda r: (r.part != "quote", r.report, r.entry)):
        best.setdefault(row.record, row)
    return sorted(best.values(), key=lambda r: (r.day, r.record), reverse=True)


def _words(connection: Connection, rows: Sequence[_Passage]) -> dict[tuple[str, str, str], str]:
    """The words of passages as they stand in the reports."""
    out = {}
    e, p = t.entries.c, t.reports.c
    for row in rows:
        at = (e.report == row.report, e.entry == row.entry)
        if row.part == "evidence":
            words = connection.scalar(select(e.words).where(*at)) or ""
        else:
            spans, text = connection.execute(select(e.spans, p.text).join(t.reports).where(*at)).one()
            words = words_of(spans.get(row.part, ()), text)
        out[row.report, row.entry, row.part] = words
    return out


def _hit(row: _Passage, words: Mapping[tuple[str, str, str], str], records: Mapping[str, ShownRecord]) -> Hit:
    return Hit(
        day=row.day or None,
        part=row.part,
        words=words[row.report, row.entry, row.part],
        ref=EntryRef(report=row.report, entry=row.entry),
        record=records[row.record],
    )
