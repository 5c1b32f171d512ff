"""What people decide: a record, an author and a reason enter; a review is written, and the record shown as corrected.

Reviews are only ever added. Undoing one is another review, so that the history tells everything that was thought.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, and_, func, insert, or_, select

from gipfelbuch.errors import ReviewError
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.records import EntryRef
from gipfelbuch.model.reports import Language
from gipfelbuch.register import tables as t
from gipfelbuch.register.anchors import ADDED
from gipfelbuch.register.laying import insert_rows, load_reviews, row_of, shortened, write_touched
from gipfelbuch.register.overlay import Action, Anchor, Review
from gipfelbuch.register.passages import passage_of
from gipfelbuch.register.readings import words_of
from gipfelbuch.register.slots import Slots
from gipfelbuch.register.store import Register

ID_CHARS = 12  # of a random UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A review in the history, and whether it holds: an undone one does not, an orphaned one finds nothing to hold on."""

    review: Review
    undone: bool
    orphaned: bool


class Reviews:
    """The reviews of a register, made by one author.

    Args:
        register: where they are kept.
        author: who decides.
        make_id: makes the names of reviews.
    """

    def __init__(self, register: Register, author: str, make_id: Callable[[], str] | None = None) -> None:
        """Nothing is written yet."""
        self._register = register
        self._author = author.strip()
        self._make_id = make_id or (lambda: uuid.uuid4().hex[:ID_CHARS])

    def accept(self, record: str, reason: str) -> Review:
        """Say that a record is right as it is.

        Raises:
            ReviewError: if there is no such record, or author or reason are missing. So for every other review.
        """
        return self._on_record(Action.ACCEPT, record, reason)

    def reject(self, record: str, reason: str) -> Review:
        """Say that a record is none: it stays in the register, but is not shown."""
        return self._on_record(Action.REJECT, record, reason)

    def correct(self, record: str, field: str, value: Any, reason: str) -> Review:
        """Set a field of a record; what its witnesses say stays visible beside it.

        Args:
            record: its id.
            field: a field of its kind.
            value: a scalar or a list; parties by id or by a name that only one has; None for "not told".
            reason: why.

        Raises:
            ReviewError: if the field does not take the value.
        """
        with self._writing(reason) as (connection, draft):
            kind, anchors = _record(connection, record)
            checked = Slots(connection, kind).checked(field, value)
            return self._written(
                connection,
                replace(
                    draft,
                    action=Action.CORRECT,
                    record=record,
                    kind=kind,
                    anchors=anchors,
                    field=field,
                    value=list(checked) if isinstance(checked, tuple) else checked,
                ),
            )

    def split(self, record: str, witnesses: Iterable[EntryRef], reason: str) -> Review:
        """Say that some witnesses of a record tell another event.

        Args:
            record: its id.
            witnesses: those that leave it together.
            reason: why.

        Raises:
            ReviewError: if these are none of its witnesses, or all of them.
        """
        leaving = set(witnesses)
        with self._writing(reason) as (connection, draft):
            kind, anchors = _record(connection, record)
            moved = tuple(a for a in anchors if EntryRef(report=a.report, entry=a.entry) in leaving)
            stayed = tuple(a for a in anchors if a not in moved)
            if len(moved) < len(leaving) or not moved or not stayed:
                told = ", ".join(f"{a.report}:{a.entry}" for a in anchors)
                raise ReviewError(
                    f"{record}: its witnesses are {told}; some of them, not all, can leave it; nothing was written"
                )
            return self._written(
                connection,
                replace(draft, action=Action.SPLIT, record=record, kind=kind, anchors=moved, others=stayed),
            )

    def keep_apart(self, record: str, other: str, reason: str) -> Review:
        """Say that two records are two, whatever matching will think."""
        return self._on_two(Action.SPLIT, record, other, reason)

    def merge(self, record: str, other: str, reason: str) -> Review:
        """Say that two records are one; the first keeps its id, and its corrections before those of the other."""
        return self._on_two(Action.MERGE, record, other, reason)

    def add(self, kind: Kind, report: str, words: Sequence[str], values: Mapping[str, Any], reason: str) -> Review:
        """Enter an event that was not found.

        Args:
            kind: what it is.
            report: key or name of the report that tells it.
            words: the words that say so, each as it stands once in the report.
            values: its fields.
            reason: why.

        Raises:
            ReviewError: if report or words are not there, or a field does not take its value.
        """
        with self._writing(reason) as (connection, draft):
            row = _report(connection, report)
            spans = [_located(row.text, w, row.name) for w in words]
            if not spans:
                raise ReviewError("an event needs the words of a report that say so; nothing was written")
            slots = Slots(connection, kind)
            checked = {name: slots.checked(name, value) for name, value in values.items()}
            anchor = Anchor(
                report=row.key,
                entry=ADDED + draft.id,
                spans={"evidence": spans},
                slots={},
                words=words_of(spans, row.text),
            )
            _insert_added(connection, anchor, kind, row.language)
            value = {n: list(v) if isinstance(v, tuple) else v for n, v in checked.items()}
            return self._written(
                connection, replace(draft, action=Action.ADD, kind=kind, value=value, anchors=(anchor,))
            )

    def undo(self, review: str, reason: str) -> Review:
        """Take a review back, an undo as well.

        Raises:
            ReviewError: if there is no such review, or it is undone already.
        """
        with self._writing(reason) as (connection, draft):
            if not load_reviews(connection, {review}):
                raise ReviewError(
                    f"{review}: no such review; 'gipfelbuch review history' lists them; nothing was written"
                )
            if review in undone_in(connection):
                raise ReviewError(f"{review}: it is undone already; nothing was written")
            return self._written(connection, replace(draft, action=Action.UNDO, undoes=review))

    def _on_record(self, action: Action, record: str, reason: str) -> Review:
        with self._writing(reason) as (connection, draft):
            kind, anchors = _record(connection, record)
            return self._written(connection, replace(draft, action=action, record=record, kind=kind, anchors=anchors))

    def _on_two(self, action: Action, record: str, other: str, reason: str) -> Review:
        with self._writing(reason) as (connection, draft):
            kind, anchors = _record(connection, record)
            other_kind, others = _record(connection, other)
            if record == other or kind is not other_kind:
                raise ReviewError(f"{record} and {other} are not two records of one kind; nothing was written")
            return self._written(
                connection,
                replace(draft, action=action, record=record, kind=kind, anchors=anchors, others=others),
            )

    def _writing(self, reason: str) -> _Writing:
        if not self._author or not reason.strip():
            raise ReviewError("a review needs an author and a reason; nothing was written")
        draft = Review(
            id=self._make_id(),
            number=0,
            made=self._register.now(),
            author=self._author,
            reason=reason.strip(),
            action=Action.ACCEPT,
        )
        return _Writing(self._register, draft)

    @staticmethod
    def _written(connection: Connection, review: Review) -> Review:
        last = connection.scalar(select(func.max(t.reviews.c.number))) or 0
        numbered = replace(review, number=last + 1)
        connection.execute(insert(t.reviews).values(row_of(numbered)))
        write_touched(connection, numbered)
        return numbered


class _Writing:
    """A writing transaction with the draft of a review."""

    def __init__(self, register: Register, draft: Review) -> None:
        self._transaction = register.database.write()
        self._draft = draft

    def __enter__(self) -> tuple[Connection, Review]:
        return self._transaction.__enter__(), self._draft

    def __exit__(self, *error: object) -> bool | None:
        return self._transaction.__exit__(*error)  # type: ignore[arg-type]


def history(register: Register, record: str | None = None) -> list[Event]:
    """All reviews in the order in which they were made, or those that work on a record, with their undos.

    Args:
        register: where they are kept.
        record: the id of a record; None for all.
    """
    with register.database.read() as connection:
        return _events(connection, None if record is None else _reviews_of(connection, record))


def latest(register: Register, most: int, skip: int = 0) -> list[Event]:
    """The last reviews that were made, the latest first.

    Args:
        register: where they are kept.
        most: reviews at most.
        skip: so many of the latest are left out.
    """
    ids = select(t.reviews.c.id).order_by(t.reviews.c.number.desc()).limit(most).offset(skip)
    with register.database.read() as connection:
        return _events(connection, list(connection.scalars(ids)))[::-1]


def event_of(register: Register, review: str) -> Event | None:
    """A review and whether it holds; None if there is none of that id."""
    with register.database.read() as connection:
        return next(iter(_events(connection, [review])), None)


def _events(connection: Connection, ids: Iterable[str] | None) -> list[Event]:
    undone = undone_in(connection)
    orphans = orphans_in(connection, undone)
    reviews = load_reviews(connection, ids)
    return [Event(review=r, undone=r.id in undone, orphaned=r.id in orphans) for r in reviews]


def records_of_review(register: Register, review: str) -> tuple[str, ...]:
    """The records on which a review works now; empty for an undo, for one undone, and for one that lost its words."""
    found = select(t.review_records.c.record).where(t.review_records.c.review == review)
    with register.database.read() as connection:
        return tuple(connection.scalars(found.order_by(t.review_records.c.record)))


def undone_in(connection: Connection) -> set[str]:
    """The reviews that do not hold; an undo that was itself undone is one of them."""
    rows = select(*t.columns(t.reviews, "id", "undoes")).where(t.reviews.c.undoes.is_not(None))
    undone: set[str] = set()
    for row in connection.execute(rows.order_by(t.reviews.c.number.desc())):
        if row.id not in undone:
            undone.add(row.undoes)
    return undone


def orphans_in(connection: Connection, undone: set[str]) -> set[str]:
    """The reviews that hold, but find nothing to hold on."""
    works = select(t.review_records.c.review).where(t.review_records.c.review == t.reviews.c.id)
    idle = select(t.reviews.c.id).where(t.reviews.c.action != Action.UNDO.value, ~works.exists())
    return set(connection.scalars(idle)) - undone


def _reviews_of(connection: Connection, record: str) -> set[str]:
    """The reviews that work on a record or were made of it, their undos, and the undos of these."""
    r, at = t.reviews.c, t.review_records.c
    found = set(connection.scalars(select(at.review).where(at.record == record)))
    found |= set(connection.scalars(select(r.id).where(r.record == record)))
    more = found
    while more:
        more = set(connection.scalars(select(r.id).where(r.undoes.in_(more)))) - found
        found |= more
    return found


def _record(connection: Connection, record: str) -> tuple[Kind, tuple[Anchor, ...]]:
    """Kind and anchors of a record that is shown."""
    kind = connection.scalar(select(t.records.c.kind).where(t.records.c.id == record))
    if kind is None:
        raise ReviewError(f"{record}: no such record; nothing was written")
    rows = connection.execute(
        select(t.entries)
        .join(t.witnesses, and_(t.witnesses.c.report == t.entries.c.report, t.witnesses.c.entry == t.entries.c.entry))
        .where(t.witnesses.c.record == record)
        .order_by(t.entries.c.report, t.entries.c.entry)
    )
    return Kind(kind), tuple(
        Anchor(report=r.report, entry=r.entry, spans=r.spans, slots=r.slots, words=r.words) for r in rows
    )


def _report(connection: Connection, name: str) -> Any:
    rows = connection.execute(select(t.reports).where(or_(t.reports.c.key == name, t.reports.c.name == name))).all()
    if len(rows) != 1:
        told = f"several reports are called so: {', '.join(r.key for r in rows)}" if rows else "no such report"
        raise ReviewError(f"{name}: {told}; give the key of a report; nothing was written")
    return rows[0]


def _located(text: str, words: str, name: str) -> list[int]:
    found = text.count(words) if words else 0
    if found != 1:
        raise ReviewError(
            f"{words!r} stands {found} times in report {name}; give words that stand there once; nothing was written"
        )
    start = text.index(words)
    return [start, start + len(words)]


def _insert_added(connection: Connection, anchor: Anchor, kind: Kind, language: Language) -> None:
    entry = {
        "report": anchor.report,
        "entry": anchor.entry,
        "kind": kind.value,
        "spans": dict(anchor.spans),
        "slots": {},
        "words": anchor.words,
        "summary": shortened(anchor.words),
        "confidence": 1.0,
    }
    insert_rows(connection, t.entries, [entry])
    insert_rows(connection, t.passages, [passage_of(anchor.report, anchor.entry, "evidence", anchor.words, language)])
