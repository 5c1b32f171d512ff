"""Words in quotes and evidence: a query enters, the records whose words match leave, the latest first.

Words are found in any German or English form, words in quotation marks as they stand (``register.passages``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple

from sqlalchemy import Connection, select

from gipfelbuch.errors import QuestionError
from gipfelbuch.model.records import EntryRef
from gipfelbuch.model.reports import Language
from gipfelbuch.register import tables as t
from gipfelbuch.register.hits import DAY_PLACES, Narrow, hits_with, place_from
from gipfelbuch.register.passages import Wanted, wanted_by
from gipfelbuch.register.queries.answers import Answer, Cell, Scope, joined
from gipfelbuch.register.queries.days import ahead_of
from gipfelbuch.register.queries.histories import EVERYTHING
from gipfelbuch.register.queries.records import ShownRecord, load_records
from gipfelbuch.register.queries.sides import find_side
from gipfelbuch.register.readings import words_of
from gipfelbuch.register.store import Register

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


class Passage(NamedTuple):
    """A passage that matches, its report's language, the record that it witnesses, with day, kind and all that has part."""

    report: str
    entry: str
    part: str
    language: str
    record: str
    day: str
    kind: str
    sides: str


def search(
    register: Register,
    query: str,
    of: str | None = None,
    scope: Scope = EVERYTHING,
    *,
    part: str | None = None,
    language: Language | None = None,
) -> Answer[Hit]:
    """Find words in quotes and evidence.

    Args:
        register: where to look.
        query: words, all of which must be there in any form; words in quotation marks as they stand, in that order.
        of: only what this state (all that belong to it) or party has part in; None for anyone.
        scope: period, kinds, number of records.
        part: "quote" or "evidence" alone; None for both.
        language: only in reports of this language; None for all.

    Returns:
        Each record once, with a quote before evidence, the latest first.

    Raises:
        QuestionError: if the query holds no word, or nobody is called so, or several are.
    """
    with register.database.read() as connection:
        narrow = Narrow(sides=(find_side(connection, of).key,) if of else (), part=part, language=language)
        end = None if scope.most is None else scope.skip + scope.most
        best = one_a_record(matching_passages(connection, query, scope, narrow, end))
        items = hits_of(connection, best[scope.skip : end])
    return Answer(columns=Hit.COLUMNS, items=items, more=end is not None and len(best) > end)


def wanted_words(query: str) -> Wanted:
    """What a query asks for.

    Raises:
        QuestionError: if it holds no word.
    """
    wanted = wanted_by(query)
    if wanted is None:
        raise QuestionError(f"{query!r}: no word to search for; give letters or digits")
    return wanted


def matching_passages(
    connection: Connection, query: str, scope: Scope, narrow: Narrow, most: int | None
) -> list[Passage]:
    """The passages that match, the latest day first.

    Args:
        connection: to the register.
        query: words, as for ``search``.
        scope: period and kinds.
        narrow: what else narrows it.
        most: records that are enough, the latest; those of one day more are told. None for all.

    Raises:
        QuestionError: if the query holds no word.
    """
    h = t.hits.c
    found = hits_with(connection, wanted_words(query), _in_period(narrow, scope)).where(
        *ahead_of(h.day, h.record, scope)
    )
    wanted = found.with_only_columns(*(h[name] for name in Passage._fields))
    passages: list[Passage] = []
    records: set[str] = set()
    with connection.execution_options(yield_per=STREAMED_ROWS).execute(wanted) as rows:
        for row in rows:
            passage = Passage(*row)
            if most is not None and len(records) > most and passage.day != passages[-1].day:
                break
            records.add(passage.record)
            passages.append(passage)
    return passages


def _in_period(narrow: Narrow, scope: Scope) -> Narrow:
    """The same within a scope: what has no day stands before all days, and in no period that ends."""
    days = [scope.last.isoformat()] if scope.last else []
    days += [scope.before[0]] if scope.before else []
    first = place_from(scope.first.isoformat()) if scope.first else DAY_PLACES if scope.last else 0
    return replace(
        narrow,
        kinds=frozenset(kind.value for kind in scope.kinds),
        first=first,
        last=min((place_from(day) + DAY_PLACES for day in days), default=None),
    )


def hits_of(connection: Connection, rows: Sequence[Passage]) -> tuple[Hit, ...]:
    """Passages with their words and records, in the order given."""
    words = _words(connection, rows)
    records = {r.id: r for r in load_records(connection, [row.record for row in rows])}
    return tuple(_hit(row, words, records) for row in rows)


def one_a_record(rows: Sequence[Passage]) -> list[Passage]:
    """The best passage of each record, the latest record first."""
    best: dict[str, Passage] = {}
    for row in sorted(rows, key=lambda r: (r.part != "quote", r.report, r.entry)):
        best.setdefault(row.record, row)
    return sorted(best.values(), key=lambda r: (r.day, r.record), reverse=True)


def _words(connection: Connection, rows: Sequence[Passage]) -> dict[tuple[str, str, str], str]:
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


def _hit(row: Passage, words: Mapping[tuple[str, str, str], str], records: Mapping[str, ShownRecord]) -> Hit:
    return Hit(
        day=row.day or None,
        part=row.part,
        words=words[row.report, row.entry, row.part],
        ref=EntryRef(report=row.report, entry=row.entry),
        record=records[row.record],
    )
