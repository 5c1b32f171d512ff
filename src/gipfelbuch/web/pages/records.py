"""The page of a record: what holds, who says so, what is told otherwise, and the forms that correct it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import RedirectResponse

from gipfelbuch.register import Event
from gipfelbuch.register.anchors import PARTY_FIELDS
from gipfelbuch.register.queries import Page, QuestionError, records, show, successors
from gipfelbuch.web.checking import correctable, entry_for, given_names, near, seen_of, voices_of
from gipfelbuch.web.downloads import as_file
from gipfelbuch.web.showing import Addresses, register_of, show_page, wants

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a visitor wanted to write and could not: shown again, so that nothing is typed twice.

    Args:
        action: which form.
        problem: key of the words that say what went wrong.
        told: what the error says of itself.
        values: what was typed.
        field: the field that was corrected.
        by: the reviews that came between.
    """

    action: str
    problem: str
    told: str = ""
    values: dict[str, str] = field(default_factory=dict)
    field: str | None = None
    by: tuple[Event, ...] = ()


@router.get("/records/{record}")
def show_record(
    request: Request,
    record: str,
    correct: Annotated[str | None, Query()] = None,
    done: Annotated[str | None, Query()] = None,
) -> Response:
    """A record; ``correct`` names a field whose form is open, ``done`` the review that was just made."""
    register = register_of(request)
    try:
        page = show(register, record)
    except QuestionError:
        return _moved(request, record)
    if page.record.id != record:
        return RedirectResponse(Addresses(request).record(page.record.id), 302)
    if (form := wants(request)) != "html":
        return as_file(page, form, record)
    return record_page(request, page, correct=correct, done=done)


def record_page(
    request: Request, page: Page, *, status: int = 200, correct: str | None = None, done: str | None = None,
    draft: Draft | None = None,
) -> Response:  # fmt: skip
    """The page of a record.

    Args:
        request: what is answered.
        page: the record.
        status: of HTTP.
        correct: the field whose form is open.
        done: id of the review that was just made.
        draft: what could not be written.
    """
    record = page.record
    fields = correctable(record.kind)
    voices = voices_of(record)
    context: dict[str, Any] = {
        "page": page,
        "record": record,
        "names": _names(page, fields),
        "fields": fields,
        "open": entry_for(record, correct) if correct in fields else None,
        "voices": voices,
        "signs": {v.witness.ref: v.sign for v in voices},
        "near": near(register_of(request), record),
        "seen": seen_of(record),
        "done": next((e for e in page.history if e.review.id == done), None),
        "draft": draft,
        "party_fields": PARTY_FIELDS,
        "given": given_names(register_of(request), page.history),
    }
    return show_page(request, "record.html", status=status, path=f"/records/{record.id}", **context)


def _names(page: Page, fields: tuple[str, ...]) -> tuple[str, ...]:
    """The fields that are told, in the order in which they are read."""
    told = {f.name for f in page.record.fields}
    return (*(name for name in fields if name in told), *sorted(told - set(fields)))


def _moved(request: Request, record: str) -> Response:
    """A record that was merged or split since somebody kept its address.

    Raises:
        QuestionError: if no record was ever called so, or several begin so.
    """
    register = register_of(request)
    heirs = successors(register, record)
    if not heirs:
        show(register, record)  # tells what there is instead
    if len(heirs) == 1:
        return RedirectResponse(Addresses(request).record(heirs[0]), 302)
    return show_page(request, "moved.html", record=record, heirs=records(register, heirs))
