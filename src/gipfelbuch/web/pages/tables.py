"""What happened, was said, given, visited and is open, of anyone: lists that can be narrowed and downloaded."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from gipfelbuch.register import Register
from gipfelbuch.register.queries import Scope, gifts, issues, months, profile, said, spread, timeline, visits
from gipfelbuch.web.answering import called, show_answer
from gipfelbuch.web.downloads import as_file
from gipfelbuch.web.leafing import Leaf, by_year
from gipfelbuch.web.narrowing import Narrowed, NarrowedHere, name_in, words_in
from gipfelbuch.web.showing import register_of, wants, words_for

router = APIRouter()
RECORDS_SHOWN = 50
ROWS_SHOWN = 50
MONTHS_SHOWN = 240
YEARS_SCORED = 3  # if neither a side nor a period is asked for: scores of all records are slow to count
ENCOUNTERS_LOOKED_AT = 150  # for visits on a page
Name = Annotated[str | None, Query()]


@router.get("/timeline")
def show_timeline(request: Request, narrow: NarrowedHere, of: Name = None) -> Response:
    """What happened, in the order of days."""
    register, of = register_of(request), name_in(of)
    if (form := wants(request)) != "html":
        return as_file(timeline(register, of, narrow.whole()), form, _file_name("timeline", of))
    found = timeline(register, of, narrow.scope(RECORDS_SHOWN))
    spread_out = spread(register, of, None, narrow.scope(1))
    whose, today = profile(register, of) if of else None, register.now()[:10]
    chosen = frozenset(narrow.kinds)
    return show_answer(
        request, "timeline.html", narrow=narrow, of=of, whose=whose,
        name=called(whose, words_for(request)) if whose else None, parts=by_year(reversed(found.items)),
        spread=spread_out, leaf=leaf_of(narrow, len(found), more=found.more, most=RECORDS_SHOWN, total=spread_out.total(chosen)),
        years=spread_out.years(chosen),
        today=today,
        ahead=not narrow.last and bool(found.items) and (found.items[-1].day or "") > today,
    )  # fmt: skip


@router.get("/statements")
def show_statements(
    request: Request, narrow: NarrowedHere, speaker: Name = None, addressee: Name = None, about: Name = None
) -> Response:
    """What was said: by whom, to whom, on what."""
    asked = (name_in(speaker), name_in(addressee), words_in(about))
    if (form := wants(request)) != "html":
        found = said(register_of(request), *asked, narrow.whole(kinds=()))
        return as_file(found, form, _file_name("statements", *asked))
    found = said(register_of(request), *asked, narrow.scope(ROWS_SHOWN, kinds=()))
    return show_answer(
        request, "statements.html", narrow=narrow, speaker=asked[0], addressee=asked[1], about=asked[2],
        items=found.items[::-1], leaf=leaf_of(narrow, len(found), more=found.more, most=ROWS_SHOWN),
    )  # fmt: skip


@router.get("/gifts")
def show_gifts(request: Request, narrow: NarrowedHere, giver: Name = None, recipient: Name = None) -> Response:
    """Gifts by giver and recipient."""
    asked = (name_in(giver), name_in(recipient))
    if (form := wants(request)) != "html":
        return as_file(gifts(register_of(request), *asked, narrow.whole(kinds=())), form, _file_name("gifts", *asked))
    found = gifts(register_of(request), *asked, narrow.scope(ROWS_SHOWN, kinds=()))
    return show_answer(
        request, "gifts.html", narrow=narrow, giver=asked[0], recipient=asked[1], items=found.items[::-1],
        leaf=leaf_of(narrow, len(found), more=found.more, most=ROWS_SHOWN),
    )  # fmt: skip


@router.get("/issues")
def show_issues(
    request: Request, narrow: NarrowedHere, one: Name = None, other: Name = None, settled: bool = False
) -> Response:
    """What is open, anywhere or between two."""
    asked = (name_in(one), name_in(other))
    if (form := wants(request)) != "html":
        found = issues(register_of(request), *asked, narrow.whole(kinds=()), settled=settled)
        return as_file(found, form, _file_name("issues", *asked))
    found = issues(register_of(request), *asked, narrow.scope(ROWS_SHOWN, kinds=()), settled=settled)
    return show_answer(
        request, "issues.html", narrow=narrow, one=asked[0], other=asked[1], settled=settled, items=found.items[::-1],
        leaf=leaf_of(narrow, len(found), more=found.more, most=ROWS_SHOWN),
    )  # fmt: skip


@router.get("/visits")
def show_visits(
    request: Request,
    narrow: NarrowedHere,
    of: Name = None,
    visited: Annotated[str | None, Query(alias="in")] = None,
    planned: bool = False,
) -> Response:
    """Visits of leaders abroad; as CSV in the fields of COLT."""
    asked = (name_in(of), name_in(visited))
    if (form := wants(request)) != "html":
        found = visits(register_of(request), *asked, narrow.whole(kinds=()), planned=planned)
        return as_file(found, form, _file_name("visits", *asked))
    found = visits(register_of(request), *asked, narrow.scope(ENCOUNTERS_LOOKED_AT, kinds=()), planned=planned)
    return show_answer(
        request, "visits.html", narrow=narrow, of=asked[0], visited=asked[1], planned=planned, more=found.more,
        items=found.items[::-1], looked_at=ENCOUNTERS_LOOKED_AT,
    )  # fmt: skip


@router.get("/scores")
def show_scores(request: Request, narrow: NarrowedHere, one: Name = None, other: Name = None) -> Response:
    """Conflict and cooperation by month."""
    register, asked = register_of(request), (name_in(one), name_in(other))
    if (form := wants(request)) != "html":
        return as_file(months(register, *asked, narrow.whole()), form, _file_name("scores", *asked))
    if not any((*asked, narrow.first, narrow.last)):
        narrow = _lately(register, narrow)
    found = months(register, *asked, narrow.scope(MONTHS_SHOWN))
    return show_answer(
        request, "scores.html", narrow=narrow, one=asked[0], other=asked[1], items=found.items[::-1], more=found.more
    )


def leaf_of(narrow: Narrowed, shown: int, *, more: bool, most: int, total: int | None = None) -> Leaf:
    """Where a page is in its list."""
    return Leaf(skip=narrow.skip, shown=shown, most=most, more=more, total=total)


def _lately(register: Register, narrow: Narrowed) -> Narrowed:
    """The same of the last years."""
    latest = timeline(register, scope=Scope(last=date.fromisoformat(register.now()[:10]), most=1))
    day = latest.items[0].day if latest.items else None
    first = str(int(day[:4]) - YEARS_SCORED + 1) if day else None
    return Narrowed(first=first, kinds=narrow.kinds)


def _file_name(*parts: str | None) -> str:
    return "-".join(part for part in parts if part)
