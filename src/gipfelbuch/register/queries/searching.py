"""Words in quotes and evidence: a query enters, the records whose words match leave, the latest first.

Words are found in any German or English form, words in quotation marks as they stand (``register.passages``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, select

from gipfelbuch.model.records import EntryRef
from gipfelbuch.register import tables as t
from gipfelbuch.register.calendar import UNDATED
from gipfelbuch.register.overlay import State
from gipfelbuch.register.passages import passages_match
from gipfelbuch.register.queries.answers import Answer, Cell, Scope, joined
from gipfelbuch.register.queries.days import within
from gipfelbuch.register.queries.faults import QuestionError
from gipfelbuch.register.queries.histories import EVERYTHING
from gipfelbuch.register.queries.records import ShownRecord, load_records
from gipfelbuch.register.queries.sides import Side, find_side, records_of
from gipfelbuch.register.readings import words_of
from gipfelbuch.register.store import Register

MOST_LOOKED_AT = 2_000  # passages put in order of days, the last stored; words that more have are in every report
FEW_RECORDS = 5_000  # to list those of a side takes some milliseconds; above, most passages that match soon fill a page


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
        conditions = [match]
        if of:
            conditions.append(_of(connection, find_side(connection, of)))
        if part:
            conditions.append(t.passages.c.part == part)
        looked = _passages(scope, conditions)
        rows = connection.execute(looked.limit(MOST_LOOKED_AT) if scope.most is not None else looked).mappings().all()
        best = _one_a_record(rows)
        kept = best if scope.most is None else best[: scope.most]
        words = _words(connection, kept)
        records = {r.id: r for r in load_records(connection, [row["record"] for row in kept])}
    items = (_hit(row, words, records) for row in kept)
    return Answer(columns=Hit.COLUMNS, items=tuple(items), more=len(best) > len(kept) or len(rows) == MOST_LOOKED_AT)


def _of(connection: Connection, side: Side) -> ColumnElement[bool]:
    """The condition that a side has part: of a few records looked up at once, of many passage by passage."""
    records = records_of(side)
    few = select(func.count()).select_from(records.limit(FEW_RECORDS + 1).subquery())
    if (connection.scalar(few) or 0) <= FEW_RECORDS:
        return t.witnesses.c.record.in_(records)
    return records.where(t.involved.c.record == t.witnesses.c.record).exists()


def _passages(scope: Scope, conditions: Sequence[Any]) -> Select[Any]:
    """Passages that match, the last stored first, each with the day of its record."""
    p, w, r = t.passages.c, t.witnesses.c, t.records.c
    day = func.coalesce(r.date_from, r.date_to, t.reports.c.published, UNDATED)
    query = (
        select(p.id, p.report, p.entry, p.part, w.record, day.label("day"))
        .join(t.witnesses, and_(w.report == p.report, w.entry == p.entry))
        .join(t.records, r.id == w.record)
        .join(t.reports, t.reports.c.key == p.report)
        .where(*conditions, r.state != State.REJECTED.value, *within(day, scope))
        .order_by(p.id.desc())
    )
    return query.where(r.kind.in_([k.value for k in scope.kinds])) if scope.kinds else query


def _one_a_record(rows: Sequence[RowMapping]) -> list[RowMapping]:
    """The best passage of each record, the latest record first."""
    best: dict[str, RowMapping] = {}
    for row in sorted(rows, key=lambda r: (r["part"] != "quote", r["report"], r["entry"])):
        best.setdefault(row["record"], row)
    return sorted(best.values(), key=lambda r: (r["day"], r["record"]), reverse=True)


def _words(connection: Connection, rows: Sequence[RowMapping]) -> dict[tuple[str, str, str], str]:
    """The words of passages as they stand in the reports."""
    out = {}
    e, p = t.entries.c, t.reports.c
    for row in rows:
        at = (e.report == row["report"], e.entry == row["entry"])
        if row["part"] == "evidence":
            words = connection.scalar(select(e.words).where(*at)) or ""
        else:
            spans, text = connection.execute(select(e.spans, p.text).join(t.reports).where(*at)).one()
            words = words_of(spans.get(row["part"], ()), text)
        out[row["report"], row["entry"], row["part"]] = words
    return out


def _hit(row: RowMapping, words: Mapping[tuple[str, str, str], str], records: Mapping[str, ShownRecord]) -> Hit:
    return Hit(
        day=row["day"] or None,
        part=row["part"],
        words=words[row["report"], row["entry"], row["part"]],
        ref=EntryRef(report=row["report"], entry=row["entry"]),
        record=records[row["record"]],
    )
