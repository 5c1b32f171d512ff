"""One report: its key enters; its text, what it says, and the records that it witnesses leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Connection, and_, select

from gipfelbuch.errors import IdQuestionError
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.records import EntryRef
from gipfelbuch.model.reports import Language
from gipfelbuch.model.spans import Span
from gipfelbuch.register import tables as t
from gipfelbuch.register.queries.answers import Cell, joined
from gipfelbuch.register.queries.records import ShownRecord, load_records
from gipfelbuch.register.store import Register

MOST_NAMED = 5  # reports told in an error, and copies on a page


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEntry:
    """An entry of a report, and the record that it witnesses.

    Args:
        ref: report and entry.
        kind: which of the seven kinds.
        spans: by part: ``evidence``, and ``quote``, ``verdict`` or ``trigger`` by kind; code points of the text.
        words: the evidence.
        confidence: 0 to 1; None if unknown.
        record: the record as it holds.
    """

    ref: EntryRef
    kind: Kind
    spans: Mapping[str, tuple[Span, ...]]
    words: str
    confidence: float | None
    record: ShownRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCopy:
    """A report of the same witness group: nearly the same text.

    Args:
        key: of the report.
        source: publisher, or else the name of the report.
        published: ISO date; None if unknown.
    """

    key: str
    source: str
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A report with all that it says.

    Args:
        key: the first characters of the SHA-256 of its text.
        name: in its input.
        language: of the text.
        text: as it was found.
        entries: in the order of the text.
        copies: other reports of its witness group, the earliest first.
        title: headline; None if unknown. So for the rest.
        published: ISO date.
        publisher: who published it.
        url: where it stands.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "report", "entry", "kind", "record", "start", "end", "words", "date", "plover", "parties", "confidence",
    )  # fmt: skip

    key: str
    name: str
    language: Language
    text: str
    entries: tuple[ToldEntry, ...]
    copies: tuple[OtherCopy, ...] = ()
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the flat columns: one row each run of evidence."""
        return self.COLUMNS

    @property
    def source(self) -> str:
        """Publisher, or else the name of the report."""
        return self.publisher or self.name

    def rows(self) -> list[tuple[Cell, ...]]:
        """Every run of evidence, with the record that it belongs to."""
        return [
            (
                self.key, entry.ref.entry, entry.kind.value, entry.record.id, span.start, span.end, span.of(self.text),
                entry.record.date, entry.record.plover, joined([p.name for p in entry.record.parties]),
                entry.confidence,
            )
            for entry in self.entries
            for span in entry.spans["evidence"]
        ]  # fmt: skip


def report(register: Register, name: str) -> ReportPage:
    """A report with its text and what it says.

    Args:
        register: where it is.
        name: its key, or a name that only one report has.

    Returns:
        The report; entries whose records were rejected are there, with that state.

    Raises:
        QuestionError: if there is no such report, or several have that name.
    """
    with register.database.read() as connection:
        row = _row(connection, name.strip())
        entries = _entries(connection, row.key)
        records = {r.id: r for r in load_records(connection, sorted({e.record for e in entries}))}
        copies = _copies(connection, row.key, row.witness_group)
    told = (_told(entry, records[entry.record]) for entry in entries)
    return ReportPage(
        **{n: getattr(row, n) for n in ("key", "name", "language", "text", "title", "published", "publisher", "url")},
        entries=tuple(sorted(told, key=lambda e: (e.spans["evidence"][0], e.ref.entry))),
        copies=copies,
    )


def _row(connection: Connection, name: str) -> Any:
    for column in (t.reports.c.key, t.reports.c.name):
        rows = connection.execute(select(t.reports).where(column == name).limit(MOST_NAMED)).all()
        if len(rows) == 1:
            return rows[0]
        if rows:
            keys = tuple(r.key for r in rows)
            told = f"{name}: several reports are called so: {', '.join(keys)}; give the key of one"
            raise IdQuestionError(told, called=keys)
    raise IdQuestionError(f"{name}: no such report; 'show', 'timeline' and 'search' tell the keys of witnesses")


def _entries(connection: Connection, key: str) -> Sequence[Any]:
    w, e = t.witnesses, t.entries
    return connection.execute(
        select(w.c.record, *t.columns(e, "report", "entry", "kind", "spans", "words", "confidence"))
        .join_from(w, e, and_(e.c.report == w.c.report, e.c.entry == w.c.entry))
        .where(w.c.report == key)
    ).all()


def _told(row: Any, record: ShownRecord) -> ToldEntry:
    return ToldEntry(
        ref=EntryRef(report=row.report, entry=row.entry),
        kind=Kind(row.kind),
        spans={part: tuple(Span(*s) for s in spans) for part, spans in row.spans.items()},
        words=row.words,
        confidence=row.confidence,
        record=record,
    )


def _copies(connection: Connection, key: str, group: str) -> tuple[OtherCopy, ...]:
    p = t.reports.c
    rows = connection.execute(
        select(p.key, p.name, p.publisher, p.published)
        .where(p.witness_group == group, p.key != key)
        .order_by(p.published, p.key)
        .limit(MOST_NAMED)
    )
    return tuple(OtherCopy(key=r.key, source=r.publisher or r.name, published=r.published) for r in rows)
