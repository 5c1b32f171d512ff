"""What people decide on the pages: forms enter, reviews are written, the record as it holds now is shown.

Every form carries a mark of the record as it was shown. If the record has changed since, nothing is written: its page
tells who changed it and how, and keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from starlette.responses import RedirectResponse

from gipfelbuch.errors import ReviewError
from gipfelbuch.model.records import EntryRef
from gipfelbuch.register import (
    Doubt,
    Event,
    Question,
    Register,
    Review,
    Reviews,
    event_of,
    history,
    latest,
    queue,
    records_of_review,
)
from gipfelbuch.register.queries import Page, QuestionError, ShownRecord, records, show, successors
from gipfelbuch.web.checking import entry_for, given_names, seen_of
from gipfelbuch.web.downloads import csv_file, json_file
from gipfelbuch.web.pages.records import Draft, record_page
from gipfelbuch.web.security import checked_form
from gipfelbuch.web.showing import Addresses, register_of, remember_author, settings_of, show_page, wants

router = APIRouter()
writing = APIRouter(dependencies=[Depends(checked_form)])
QUEUE_SHOWN = 12  # places on a page
HISTORY_SHOWN = 50
MOST_QUEUED = 1_000  # places that can be paged to
CONFLICT, NOT_TAKEN = 409, 422
one_at_a_time = Lock()  # between looking whether a record has changed and writing

Told = Annotated[str, Form()]
Decide = Callable[[Reviews], Review]


@dataclass(frozen=True, slots=True)
class Deciding:
    """What every form of a review tells.

    Args:
        author: who decides.
        reason: why.
        seen: mark of the record as it was shown; empty if none was.
        back: address of the page of the queue, if the form stood there.
    """

    author: Told = ""
    reason: Told = ""
    seen: Told = ""
    back: Told = ""


Decision = Annotated[Deciding, Depends()]


@writing.post("/records/{record}/accept")
def accept(request: Request, record: str, told: Decision) -> Response:
    """A record is right as it is."""
    return _decided(request, record, told, "accept", lambda reviews: reviews.accept(record, told.reason))


@writing.post("/records/{record}/reject")
def reject(request: Request, record: str, told: Decision) -> Response:
    """A record is none."""
    return _decided(request, record, told, "reject", lambda reviews: reviews.reject(record, told.reason))


@writing.post("/records/{record}/correct")
def correct(
    request: Request, record: str, told: Decision, field: Told = "", choice: Told = "", value: Told = ""
) -> Response:
    """A field of a record gets a value: one that a witness tells, another one, or none."""
    typed = {"field": field, "choice": choice, "value": value}

    def decide(reviews: Reviews) -> Review:
        shown = show(register_of(request), record).record
        return reviews.correct(record, field, _value(shown, field, choice, value), told.reason)

    return _decided(request, record, told, "correct", decide, typed)


@writing.post("/records/{record}/split")
def split(request: Request, record: str, told: Decision, witness: Annotated[list[str], Form()] = []) -> Response:  # noqa: B006 - FastAPI copies it
    """Some witnesses of a record tell another event."""
    refs = [EntryRef(report=report, entry=entry) for report, _, entry in (w.partition(":") for w in witness)]
    return _decided(request, record, told, "split", lambda reviews: reviews.split(record, refs, told.reason))


@writing.post("/records/{record}/merge")
def merge(request: Request, record: str, told: Decision, other: Told = "", typed: Told = "") -> Response:
    """Two records are one."""
    second = _id_in(typed) or other
    return _decided(
        request, record, told, "merge", lambda reviews: reviews.merge(record, second, told.reason), {"typed": typed}
    )


@writing.post("/records/{record}/apart")
def apart(request: Request, record: str, told: Decision, other: Told = "", typed: Told = "") -> Response:
    """Two records are two, whatever matching thinks."""
    second = _id_in(typed) or other
    return _decided(
        request,
        record,
        told,
        "apart",
        lambda reviews: reviews.keep_apart(record, second, told.reason),
        {"typed": typed},
    )


@writing.post("/reviews/{review}/undo")
def undo(request: Request, review: str, told: Decision, record: Told = "") -> Response:
    """A review is taken back."""
    return _decided(request, record, told, "undo", lambda reviews: reviews.undo(review, told.reason))


@router.get("/review")
def show_queue(
    request: Request,
    only: Annotated[Question | None, Query()] = None,
    skip: Annotated[int, Query(ge=0, le=MOST_QUEUED)] = 0,
    done: Annotated[str | None, Query()] = None,
) -> Response:
    """What a person should look at, most doubtful first."""
    register = register_of(request)
    found = queue(register, skip + QUEUE_SHOWN + 1, only)
    if (form := wants(request)) != "html":
        return _queue_file(found[skip:], form)
    places = found[skip : skip + QUEUE_SHOWN]
    return show_page(
        request, "queue.html", places=_places(register, places), only=only.value if only else None, skip=skip,
        shown=QUEUE_SHOWN, more=len(found) > skip + QUEUE_SHOWN, done=_made(register, done), questions=list(Question), given={},
    )  # fmt: skip


@router.get("/reviews")
def show_history(request: Request, skip: Annotated[int, Query(ge=0)] = 0) -> Response:
    """Who decided what, when and why, the latest first."""
    register = register_of(request)
    if (form := wants(request)) != "html":
        return _history_file(history(register)[::-1], form)
    found = latest(register, HISTORY_SHOWN + 1, skip)
    return show_page(
        request, "history.html", events=found[:HISTORY_SHOWN], skip=skip, shown=HISTORY_SHOWN,
        more=len(found) > HISTORY_SHOWN, given=given_names(register, found),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in the queue.

    Args:
        doubt: what is asked.
        records: of which.
        seen: mark of the first of them as it is shown.
        event: the review that lost its words.
    """

    doubt: Doubt
    records: tuple[ShownRecord, ...]
    seen: str
    event: Event | None


def _places(register: Register, doubts: list[Doubt]) -> list[Place]:
    wanted = [i for d in doubts for i in (d.record, d.other) if i]
    found = {r.id: r for r in records(register, list(dict.fromkeys(wanted)))}
    events = {d.review: event_of(register, d.review) for d in doubts if d.review}
    return [
        Place(
            doubt=d,
            records=tuple(found[i] for i in (d.record, d.other) if i in found),
            seen=seen_of(found[d.record]) if d.record in found else "",
            event=events.get(d.review or ""),
        )
        for d in doubts
    ]


def _made(register: Register, done: str | None) -> tuple[Event, list[ShownRecord]] | None:
    """The review that was just made, and the records that it works on as they hold now."""
    event = event_of(register, done) if done else None
    return (event, records(register, records_of_review(register, event.review.id))) if event else None


def _decided(
    request: Request, record: str, told: Deciding, action: str, decide: Decide, typed: dict[str, str] | None = None
) -> Response:
    """Write a review, unless its record changed meanwhile, and show what holds now."""
    register = register_of(request)
    reviews = Reviews(register, told.author.strip() or settings_of(request).author)
    values = {"author": told.author, "reason": told.reason} | (typed or {})
    with one_at_a_time:
        page = _page(register, record) if told.seen else None
        if page and seen_of(page.record) != told.seen:
            draft = Draft(
                action=action, problem="conflict", values=values, field=values.get("field"), by=page.history[-1:]
            )
            return record_page(request, page, status=CONFLICT, correct=draft.field, draft=draft)
        try:
            made = decide(reviews)
        except ReviewError as error:
            if (now := _page(register, record)) is None:
                raise
            draft = Draft(action=action, problem="not_taken", told=str(error), values=values, field=values.get("field"))
            return record_page(request, now, status=NOT_TAKEN, correct=draft.field, draft=draft)
    return _answer(request, _address(request, record, told, made), told)


def _page(register: Register, record: str) -> Page | None:
    try:
        found = show(register, record)
    except QuestionError:
        return None
    return found if found.record.id == record else None


def _address(request: Request, record: str, told: Deciding, made: Review) -> str:
    """Where what was decided is to be seen."""
    at, register = Addresses(request), register_of(request)
    if told.back:
        return at("/review", **(_query_of(told.back) | {"done": made.id}))
    for found in (record, *records_of_review(register, made.id), *successors(register, record)):
        if found and _page(register, found):
            return at.record(found, done=made.id)
    return at("/reviews")


def _query_of(address: str) -> dict[str, str]:
    """Which places of the queue were shown; nothing else of an address that came with a form is used."""
    asked = dict(parse_qsl(urlsplit(address).query))
    return {name: asked[name] for name in ("only", "skip") if name in asked}


def _answer(request: Request, address: str, told: Deciding) -> Response:
    answer = RedirectResponse(address, 303)
    if told.author.strip():
        remember_author(request, answer, told.author.strip())
    return answer


def _value(shown: ShownRecord, name: str, choice: str, value: str) -> Any:
    """The value that a form tells.

    Raises:
        ReviewError: if it tells none.
    """
    entry = entry_for(shown, name)
    if choice == "none":
        return None
    if choice.isdigit() and int(choice) < len(entry.told):
        told = entry.told[int(choice)].value
        return list(told) if isinstance(told, tuple) else told
    lines = [line.strip() for line in value.splitlines() if line.strip()]
    if not lines:
        raise ReviewError(f"{name}: no value was given; choose one or write one; nothing was written")
    return lines if entry.is_list else " ".join(lines)


def _id_in(typed: str) -> str:
    """The id of a record in what was typed: the id itself, or the address of its page."""
    return typed.strip().partition("?")[0].partition("#")[0].rsplit("/", 1)[-1]


def _queue_file(found: list[Doubt], form: str) -> Response:
    columns = ("question", "record", "other", "review", "doubt", "why")
    rows = [(d.question.value, d.record, d.other, d.review, d.doubt, d.why) for d in found]
    if form == "csv":
        return csv_file(columns, rows, "review-queue")
    return json_file([dict(zip(columns, row, strict=True)) for row in rows], "review-queue")


def _history_file(events: list[Event], form: str) -> Response:
    columns = ("id", "made", "author", "action", "record", "field", "value", "reason", "undoes", "undone", "orphaned")
    rows = [
        (
            e.review.id, e.review.made, e.review.author, e.review.action.value, e.review.record, e.review.field,
            e.review.value, e.review.reason, e.review.undoes, e.undone, e.orphaned,
        )
        for e in events
    ]  # fmt: skip
    if form == "csv":
        return csv_file(columns, [[_flat(v) for v in row] for row in rows], "reviews")
    return json_file([dict(zip(columns, row, strict=True)) for row in rows], "reviews")


def _flat(value: Any) -> Any:
    import json

    return value if isinstance(value, str | int | float | bool | None) else json.dumps(value, ensure_ascii=False)


router.include_router(writing)
