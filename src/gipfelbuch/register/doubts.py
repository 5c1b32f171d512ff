"""What is in doubt: a register enters, the places that a person should look at leave, most doubtful first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, and_, func, select

from gipfelbuch.model.records import Verdict
from gipfelbuch.register import tables as t
from gipfelbuch.register.laying import load_reviews
from gipfelbuch.register.overlay import Action, State
from gipfelbuch.register.reviews import orphans_in, undone_in
from gipfelbuch.register.store import Register

QUEUE_LENGTH = 50
FIRST_DECISIONS = 100  # looked at first: few of them are of one pair or settled


class Question(StrEnum):
    """What is asked in the queue."""

    ORPHAN = "orphan"  # an active review whose words no entry has any more
    SAME = "same"  # two records that may be one
    RECORD = "record"  # a record in doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A place in the queue.

    Args:
        question: what is asked.
        record: the record, or the first of two; for an orphan, its id when the review was made.
        other: the second record, of the question whether two are the same.
        review: the orphaned review.
        doubt: 0 to 1; the queue is ordered by it.
        why: in words.
    """

    question: Question
    record: str | None
    doubt: float
    why: str
    other: str | None = None
    review: str | None = None


def queue(register: Register, most: int = QUEUE_LENGTH, only: Question | None = None) -> list[Doubt]:
    """What a person should look at, most doubtful first.

    Args:
        register: where the records are.
        most: places at most.
        only: what is asked there; None for all.

    Returns:
        Orphaned reviews first, then records in doubt and pairs of records that may be one.
    """
    with register.database.read() as connection:
        asked = only in {None, Question.ORPHAN}
        lost = load_reviews(connection, orphans_in(connection, undone_in(connection))) if asked else []
        orphans = [
            Doubt(
                question=Question.ORPHAN,
                record=r.record,
                review=r.id,
                doubt=1.0,
                why=f"{r.action.value} by {r.author}: the words of which it speaks are in no entry any more",
            )
            for r in lost
        ]
        doubts = _records_in_doubt(connection, most) if only in {None, Question.RECORD} else []
        doubts += _candidates(connection, most) if only in {None, Question.SAME} else []
    doubts.sort(key=lambda d: (d.doubt, d.record or "", d.other or ""), reverse=True)
    return (orphans + doubts)[:most]


def _records_in_doubt(connection: Connection, most: int) -> list[Doubt]:
    rows = connection.execute(
        select(t.records)
        .where(t.records.c.doubt > 0)
        .order_by(t.records.c.doubt.desc(), t.records.c.id.desc())
        .limit(most)
    )
    return [Doubt(question=Question.RECORD, record=r.id, doubt=r.doubt, why=_why(r)) for r in rows]


def _why(row: Any) -> str:
    told = [] if row.confidence is None else [f"confidence {row.confidence:.2f}"]
    told.append(f"{row.witness_groups} independent witness{'es' if row.witness_groups != 1 else ''}")
    if row.contested:
        told.append(f"{row.contested} field{'s' if row.contested > 1 else ''} contested")
    return f"{row.kind}: {row.summary} ({', '.join(told)})"


def _candidates(connection: Connection, most: int) -> list[Doubt]:
    """Pairs that matching left to a person and that no review has settled; many decisions may be of one pair."""
    looked_at = FIRST_DECISIONS + most
    while True:
        found, exhausted = _first_candidates(connection, most, looked_at)
        if exhausted or len(found) == most:
            return found
        looked_at *= 4


def _first_candidates(connection: Connection, most: int, looked_at: int) -> tuple[list[Doubt], bool]:
    """The pairs of so many decisions, the most doubtful first, and whether these were all."""
    apart = _parted(connection)
    d = t.decisions.c
    doubtful = (func.abs(d.probability - 0.5), d.left_report, d.left_entry, d.right_report, d.right_entry)
    some = select(t.decisions).where(d.verdict == Verdict.CANDIDATE.value).order_by(*doubtful).limit(looked_at)
    left, right = t.witnesses.alias(), t.witnesses.alias()
    one, two, decided = t.records.alias(), t.records.alias(), some.subquery()
    c = decided.c
    rows = connection.execute(
        select(
            left.c.record, right.c.record.label("other"), c.probability, c.reason, one.c.state, two.c.state.label("its")
        )
        .join_from(decided, left, and_(left.c.report == c.left_report, left.c.entry == c.left_entry))
        .join(right, and_(right.c.report == c.right_report, right.c.entry == c.right_entry))
        .join(one, one.c.id == left.c.record)
        .join(two, two.c.id == right.c.record)
        .order_by(func.abs(c.probability - 0.5), c.left_report, c.left_entry, c.right_report, c.right_entry)
    )
    found: dict[tuple[str, str], Doubt] = {}
    for row in rows:
        pair = (min(row.record, row.other), max(row.record, row.other))
        settled = (
            row.record == row.other or State.REJECTED.value in {row.state, row.its} or apart[pair[0]] & apart[pair[1]]
        )
        if not settled and pair not in found and len(found) < most:
            doubt = round(1 - abs(2 * row.probability - 1), 4)
            found[pair] = Doubt(question=Question.SAME, record=pair[0], other=pair[1], doubt=doubt, why=row.reason)
    total = connection.scalar(select(func.count()).select_from(t.decisions).where(d.verdict == Verdict.CANDIDATE.value))
    return list(found.values()), (total or 0) <= looked_at


def _parted(connection: Connection) -> defaultdict[str, set[str]]:
    """By record, the splits that work on it: two records that share one were told to be two."""
    out: defaultdict[str, set[str]] = defaultdict(set)
    splits = select(*t.columns(t.review_records, "review", "record")).join(t.reviews)
    for row in connection.execute(splits.where(t.reviews.c.action == Action.SPLIT.value)):
        out[row.record].add(row.review)
    return out
