"""The page of a report: its text with the evidence marked, and beside it what it says."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from starlette.responses import RedirectResponse

from gipfelbuch.errors import ReviewError
from gipfelbuch.exporting.pages import Piece, text_pieces
from gipfelbuch.model.entries import Kind
from gipfelbuch.register import Reviews, records_of_review
from gipfelbuch.register.queries import ReportPage, report
from gipfelbuch.web.downloads import csv_file, json_file, plain
from gipfelbuch.web.security import checked_form
from gipfelbuch.web.showing import Addresses, register_of, remember_author, settings_of, show_page, wants

router = APIRouter()
NOT_TAKEN = 422


@router.get("/reports/{key}")
def show_report(request: Request, key: str) -> Response:
    """A report."""
    found = report(register_of(request), key)
    if found.key != key:
        return RedirectResponse(Addresses(request).report(found.key), 302)
    form = wants(request)
    if form == "csv":
        return csv_file(found.columns, found.rows(), f"report-{key}")
    if form == "json":
        return json_file(plain(found), f"report-{key}")
    return _page(request, found)


@router.post("/reports/{key}/add", dependencies=[Depends(checked_form)])
def add_event(
    request: Request,
    key: str,
    kind: Annotated[Kind, Form()],
    words: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    author: Annotated[str, Form()] = "",
) -> Response:
    """An event that was not found in the report; its fields are filled on its own page."""
    register = register_of(request)
    found = report(register, key)
    lines = [line for line in words.replace("\r\n", "\n").split("\n") if line.strip()]
    try:
        made = Reviews(register, author.strip() or settings_of(request).author).add(kind, found.key, lines, {}, reason)
    except ReviewError as error:
        typed = {"kind": kind.value, "words": words, "reason": reason}
        return _page(request, found, status=NOT_TAKEN, problem=str(error), typed=typed)
    (record,) = records_of_review(register, made.id)
    answer = RedirectResponse(Addresses(request).record(record, done=made.id), 303)
    if author.strip():
        remember_author(request, answer, author.strip())
    return answer


def _page(
    request: Request, found: ReportPage, *, status: int = 200, problem: str = "", typed: dict[str, str] | None = None
) -> Response:
    return show_page(
        request, "report.html", status=status, path=f"/reports/{found.key}", report=found, pieces=_pieces(found),
        sorts={e.ref.entry: e.kind.value for e in found.entries},
        numbers={e.ref.entry: n for n, e in enumerate(found.entries, start=1)}, problem=problem, typed=typed or {},
    )  # fmt: skip


def _pieces(found: ReportPage) -> list[Piece]:
    """The text, cut where evidence begins and ends."""
    evidence = [(span, e.ref.entry, e.kind.value) for e in found.entries for span in e.spans["evidence"]]
    quotes = [span for e in found.entries for span in e.spans.get("quote", ())]
    return text_pieces(found.text, evidence, quotes)
