"""What programs decide: bodies in JSON enter, reviews are written and leave with the records on which they work.

A page of another site can make a browser send a form here, but no body that says it is JSON: for that a browser would
ask first, and the room never allows it. So every address that writes takes ``application/json`` alone, and needs no
word that only a page of this room knows.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from fastapi import APIRouter, Depends, Header, HTTPException, Query, Request, Response
from fastapi.routing import APIRoute
from starlette.types import Message

from gipfelbuch.errors import IdQuestionError
from gipfelbuch.model.records import EntryRef
from gipfelbuch.register import Doubt, Event, Register, Review, Reviews, history, queue, records_of_review
from gipfelbuch.register.queries import Answer, report
from gipfelbuch.web.api.asking import NAME_CHARS, HistoryAsked, QueueAsked, RecordInPath, ReportInPath, ReviewInPath
from gipfelbuch.web.api.deciding import Adding, Comparing, Correcting, Deciding, Splitting
from gipfelbuch.web.api.marks import holds
from gipfelbuch.web.api.reading import Latest, page_of
from gipfelbuch.web.api.shapes import list_of, shape_of, some_of
from gipfelbuch.web.pages.reviewing import one_at_a_time
from gipfelbuch.web.problems import SORTS, VERSION, ProblemError, Sort
from gipfelbuch.web.showing import register_of, settings_of

MOST_BYTES = 2_000_000  # of a body: far more than the longest one that is taken
JSON = "application/json"
Decide: TypeAlias = Callable[[Reviews], Review]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A review and what became of it.

    Args:
        review: what was decided, by whom, when and why.
        undone: whether it was undone.
        orphaned: whether it holds, but finds nothing to hold on any more.
        records: ids of the records on which it works now; none if it is an undo, undone or orphaned.
    """

    review: Review
    undone: bool
    orphaned: bool
    records: tuple[str, ...]


class Bounded(APIRoute):
    """An address that does not take bodies of any size."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Answer, unless the body is too large: what comes is counted, whatever the header says."""
        answer = super().get_route_handler()

        async def bounded(request: Request) -> Response:
            size = 0

            async def receive() -> Message:
                nonlocal size
                message = await request.receive()
                size += len(message.get("body", b""))
                if size > MOST_BYTES:
                    raise HTTPException(SORTS[Sort.SIZE].status, f"the body has more than {MOST_BYTES} bytes")
                return message

            return await answer(Request(request.scope, receive))

        return bounded


def _json_alone(request: Request) -> None:
    """Take bodies in JSON alone.

    Raises:
        ProblemError: if the body is none.
    """
    told = request.headers.get("content-type", "")
    if told.partition(";")[0].strip().lower() != JSON:
        raise ProblemError(Sort.MEDIA_TYPE, f"the body came as {told or 'nothing'}; send it as {JSON}")


router = APIRouter(tags=["Reviewing"])
writing = APIRouter(route_class=Bounded, dependencies=[Depends(_json_alone)])
WRITES: dict[str, Any] = {"response_model": shape_of(Decided), "status_code": 201}


@router.get("/queue", response_model=some_of(Doubt))
def list_queue(request: Request, asked: Annotated[QueueAsked, Query()]) -> Answer[Any]:
    """What a person should look at, the most doubtful first: lost reviews, pairs that may be one, records in doubt."""
    found = queue(register_of(request), asked.limit + 1, asked.only)
    return Answer(columns=(), items=tuple(found[: asked.limit]), more=len(found) > asked.limit)


@router.get("/reviews", response_model=list_of(Event))
def list_reviews(request: Request, asked: Annotated[HistoryAsked, Query()]) -> Latest:
    """Who decided what, when and why, the latest first."""
    events = history(register_of(request), asked.record)[::-1]
    older = [e for e in events if asked.before is None or e.review.number < asked.before]
    some = older[: asked.limit]
    return Latest(items=tuple(some), next=str(some[-1].review.number) if len(older) > len(some) else None)


@router.get("/reviews/{review}", response_model=shape_of(Decided))
def show_review(request: Request, review: ReviewInPath) -> Decided:
    """One review, and the records on which it works now."""
    return _decided(register_of(request), review)


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A review of a record.

    Args:
        request: that decides.
        response: tells where the review is.
        record: the whole id.
        mark: `ETag` of the record as it was read: if it has changed since, nothing is written.
    """

    request: Request
    response: Response
    record: RecordInPath
    mark: Annotated[
        str,
        Header(
            alias="If-Match",
            max_length=NAME_CHARS,
            description="`ETag` of the record as it was read: if it has changed since, nothing is written.",
        ),
    ] = ""

    def write(self, told: Deciding, decide: Decide) -> Decided:
        """Write a review, unless its record is none or has changed since it was read."""
        return _written(self.request, self.response, told, decide, self._hold)

    def _hold(self, register: Register) -> None:
        """Make sure that the record is the one that was read.

        Raises:
            IdQuestionError: if no record has that very id: what is written shall not hang on how many begin alike.
            ProblemError: if the record has changed.
        """
        page = page_of(register, self.record)
        if page.record.id != self.record:
            told = f"{self.record}: no record has this id; give the whole id of the one that is meant"
            raise IdQuestionError(told, called=(page.record.id,))
        if self.mark and not holds(self.mark, page):
            raise ProblemError(Sort.CHANGED, f"{self.record}: it has changed since it was read; nothing was written")


Record: TypeAlias = Annotated[OnRecord, Depends()]


@writing.post("/records/{record}/accept", **WRITES)  # noqa: FAST003 - the dependency takes the record; so below
def accept_record(on: Record, told: Deciding) -> Decided:
    """Say that a record is right as it is."""
    return on.write(told, lambda reviews: reviews.accept(on.record, told.reason))


@writing.post("/records/{record}/reject", **WRITES)  # noqa: FAST003
def reject_record(on: Record, told: Deciding) -> Decided:
    """Say that a record is none: it stays in the register, but no list has it."""
    return on.write(told, lambda reviews: reviews.reject(on.record, told.reason))


@writing.post("/records/{record}/correct", **WRITES)  # noqa: FAST003
def correct_record(on: Record, told: Correcting) -> Decided:
    """Set a field of a record; what its witnesses say stays visible beside it."""
    return on.write(told, lambda reviews: reviews.correct(on.record, told.field, told.value, told.reason))


@writing.post("/records/{record}/split", **WRITES)  # noqa: FAST003
def split_record(on: Record, told: Splitting) -> Decided:
    """Say that some witnesses of a record tell another event."""
    leaving = [EntryRef(report=w.report, entry=w.entry) for w in told.witnesses]
    return on.write(told, lambda reviews: reviews.split(on.record, leaving, told.reason))


@writing.post("/records/{record}/merge", **WRITES)  # noqa: FAST003
def merge_records(on: Record, told: Comparing) -> Decided:
    """Say that two records are one; the first keeps its id, and its corrections before those of the other."""
    return on.write(told, lambda reviews: reviews.merge(on.record, told.other, told.reason))


@writing.post("/records/{record}/apart", **WRITES)  # noqa: FAST003
def keep_apart(on: Record, told: Comparing) -> Decided:
    """Say that two records are two, whatever matching will think."""
    return on.write(told, lambda reviews: reviews.keep_apart(on.record, told.other, told.reason))


@writing.post("/reports/{key}/add", **WRITES)
def add_record(request: Request, response: Response, key: ReportInPath, told: Adding) -> Decided:
    """Enter an event of a report that was not found in it; `records` has its id."""
    key = report(register_of(request), key).key
    return _written(
        request, response, told, lambda reviews: reviews.add(told.kind, key, told.words, told.values, told.reason)
    )


@writing.post("/reviews/{review}/undo", **WRITES)
def undo_review(request: Request, response: Response, review: ReviewInPath, told: Deciding) -> Decided:
    """Take a review back, an undo as well."""

    def hold(register: Register) -> None:
        if _event(register, review).undone:
            raise ProblemError(Sort.UNDONE, f"{review}: it is undone already; nothing was written")

    return _written(request, response, told, lambda reviews: reviews.undo(review, told.reason), hold)


router.include_router(writing)


def _written(
    request: Request,
    response: Response,
    told: Deciding,
    decide: Decide,
    hold: Callable[[Register], None] = lambda _register: None,
) -> Decided:
    """Write a review.

    Args:
        request: that decides.
        response: tells where the review is.
        told: author and reason.
        decide: makes the review.
        hold: raises if it must not be written; nobody else in this room writes between the two.
    """
    register = register_of(request)
    author = (told.author or "").strip() or settings_of(request).author
    with one_at_a_time:
        hold(register)
        made = decide(Reviews(register, author))
    response.headers["Location"] = f"{request.scope.get('root_path', '')}{VERSION}/reviews/{made.id}"
    return _decided(register, made.id)


def _event(register: Register, review: str) -> Event:
    """A review in the history.

    Raises:
        IdQuestionError: if there is none.
    """
    found = next((e for e in history(register) if e.review.id == review), None)
    if found is None:
        raise IdQuestionError(f"{review}: no such review; {VERSION}/reviews lists them")
    return found


def _decided(register: Register, review: str) -> Decided:
    event = _event(register, review)
    records = records_of_review(register, review)
    return Decided(review=event.review, undone=event.undone, orphaned=event.orphaned, records=records)
