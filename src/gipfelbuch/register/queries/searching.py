"""Words in quotes and evidence: a query enters, the records whose words match leave, the latest first.

Words are found in any German or English form, words in quotation marks as they stand (``register.passages``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from gipfelbuch.errors import QuestionError
from gipfelbuch.model.records import EntryRef
from gipfelbuch.model.reports import Language
from gipfelbuch.register import tables as t
from gipfelbuch.register.passages import passage_test, passages_found, passages_match
from gipfelbuch.register.queries.answers import Answer, Cell, Scope, joined
from gipfelbuch.register.queries.days import ahead_of, days_of, within
from gipfelbuch.register.queries.histories import EVERYTHING
from gipfelbuch.register.queries.records import ShownRecord, load_records
from gipfelbuch.register.queries.sides import Side, find_side
from gipfelbuch.register.readings import words_of
from gipfelbuch.register.store import Register

FEW_PASSAGES = 10_000  # are all looked at, in about 70 ms; of words that more have, records are followed day by day
MOST_LISTED = 500_000  # passages, in about 0.2 s; words that more have are looked for in so many of them
LATEST_PASSAGES = 1_000  # looked through first, a hundredth of a second; the very frequent words are in many of them
LEAST_SHARE = 10  # one in so many passages has a word that is followed without the index
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
    """A passage that matches, the record that it witnesses, its day and its kind."""

    report: str
    entry: str
    part: str
    record: str
    day: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrow:
    """What narrows a search beside its period and kinds.

    Args:
        sides: only what all of these have part in.
        part: "quote" or "evidence" alone; None for both.
        language: only reports in this language; None for all.
    """

    sides: tuple[Side, ...] = ()
    part: str | None = None
    language: Language | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """On passages."""
        p = t.passages.c
        out = [p.part == self.part] if self.part else []
        if self.language:
            spoken = select(t.reports.c.key).where(t.reports.c.key == p.report, t.reports.c.language == self.language)
            out.append(spoken.exists())
        return out


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
        narrow = Narrow(sides=(find_side(connection, of),) if of else (), part=part, language=language)
        end = None if scope.most is None else scope.skip + scope.most
        best = one_a_record(matching_passages(connection, query, scope, narrow, end))
        items = hits_of(connection, best[scope.skip : end])
    return Answer(columns=Hit.COLUMNS, items=items, more=end is not None and len(best) > end)


def matching_passages(
    connection: Connection, query: str, scope: Scope, narrow: Narrow, most: int | None
) -> list[Passage]:
    """The passages that match, in no order.

    Args:
        connection: to the register.
        query: words, as for ``search``.
        scope: period and kinds.
        narrow: what else narrows it.
        most: records that are enough, the latest; passages of more may be told. None for all.

    Raises:
        QuestionError: if the query holds no word.
    """
    match = passages_match(connection, query)
    if match is None:
        raise QuestionError(f"{query!r}: no word to search for; give letters or digits")
    if most is None or _are_few(connection, match):
        return _looked_through(connection, scope, narrow, match)
    return _followed(connection, query, scope, narrow, most)


def hits_of(connection: Connection, rows: Sequence[Passage]) -> tuple[Hit, ...]:
    """Passages with their words and records, in the order given."""
    words = _words(connection, rows)
    records = {r.id: r for r in load_records(connection, [row.record for row in rows])}
    return tuple(_hit(row, words, records) for row in rows)


def _are_few(connection: Connection, match: ColumnElement[bool]) -> bool:
    found = select(t.passages.c.id).where(match).limit(FEW_PASSAGES + 1).subquery()
    return (connection.scalar(select(func.count()).select_from(found)) or 0) <= FEW_PASSAGES


def _looked_through(connection: Connection, scope: Scope, narrow: Narrow, match: ColumnElement[bool]) -> list[Passage]:
    """All passages that match, each with the day of its record."""
    p, w, told = t.passages.c, t.witnesses.c, days_of(narrow.sides).subquery()
    query = (
        select(p.report, p.entry, p.part, told.c.record, told.c.day, told.c.kind)
        .join(t.witnesses, and_(w.report == p.report, w.entry == p.entry))
        .join(told, told.c.record == w.record)
        .where(match, *narrow.conditions, *_within(told, scope))
    )
    return [Passage(*row) for row in connection.execute(query).all()]


def _followed(connection: Connection, words: str, scope: Scope, narrow: Narrow, most: int) -> list[Passage]:
    """The passages of the latest records of which one matches: of words that many have, the last days have enough."""
    looked_at = _latest(connection, words, scope, narrow, most)
    if looked_at is not None:
        return looked_at
    # "+ 0": the matching passages are a set to look into, not the place to begin at; that is the latest day
    is_matching = (t.passages.c.id + 0).in_(passages_found(connection, words).limit(MOST_LISTED))
    query = _by_day(scope, narrow).where(is_matching)
    found: list[Passage] = []
    records: set[str] = set()
    with connection.execution_options(yield_per=STREAMED_ROWS).execute(query) as rows:
        for *told, _, _ in rows:
            passage = Passage(*told)
            records.add(passage.record)
            found.append(passage)
            if len(records) > most:
                break
    return found


def _latest(connection: Connection, words: str, scope: Scope, narrow: Narrow, most: int) -> list[Passage] | None:
    """The same from the latest passages themselves; None if too few of them match: then the index is quicker."""
    matches = passage_test(words)
    found: list[Passage] = []
    records: set[str] = set()
    with connection.execution_options(yield_per=STREAMED_ROWS).execute(_by_day(scope, narrow)) as rows:
        for number, (*told, plain, lemmas) in enumerate(rows):
            if matches(plain, lemmas):
                passage = Passage(*told)
                records.add(passage.record)
                found.append(passage)
                if len(records) > most:
                    break
            elif number >= LATEST_PASSAGES and len(records) * LEAST_SHARE < number:
                return None
    return found


def _by_day(scope: Scope, narrow: Narrow) -> Select[Any]:
    """Passages with their records, the latest day first, and their words."""
    p, w, told = t.passages.c, t.witnesses.c, days_of(narrow.sides).subquery()
    return (
        select(p.report, p.entry, p.part, told.c.record, told.c.day, told.c.kind, p.folded, p.lemmas)
        .select_from(told)
        .join(t.witnesses, w.record == told.c.record)
        .join(t.passages, and_(p.report == w.report, p.entry == w.entry))
        .where(*narrow.conditions, *_within(told, scope))
        .order_by(told.c.day.desc(), told.c.record.desc())
    )


def _within(told: Any, scope: Scope) -> list[ColumnElement[bool]]:
    kinds = [told.c.kind.in_([k.value for k in scope.kinds])] if scope.kinds else []
    return [*kinds, *within(told.c.day, scope), *ahead_of(told.c.day, told.c.record, scope)]


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
