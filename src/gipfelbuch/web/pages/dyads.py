"""Two states, or any two parties: what happened between them, how they stand, what they said and gave each other."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import RedirectResponse

from gipfelbuch.model.entries import Kind
from gipfelbuch.register import Register
from gipfelbuch.register.queries import (
    Answer,
    Month,
    Profile,
    busiest_pairs,
    dyad,
    issues,
    months,
    profile,
    spread,
)
from gipfelbuch.web.answering import called, show_answer
from gipfelbuch.web.downloads import as_file
from gipfelbuch.web.leafing import by_year
from gipfelbuch.web.narrowing import Narrowed, NarrowedHere, NotAskableError, name_in
from gipfelbuch.web.pages.tables import RECORDS_SHOWN, leaf_of
from gipfelbuch.web.showing import Addresses, register_of, wants, words_for

router = APIRouter()
DEEDS = (Kind.ENCOUNTER, Kind.AGREEMENT, Kind.ACTION)  # what the list tells, unless other kinds are asked for
ISSUES_SHOWN = 8
QUOTES_SHOWN = 8
GIFTS_SHOWN = 6
MONTHS_SHOWN = 1_200
MONTHS_TABLED = 12  # of these, on the page; the rest on the page of scores
PAIRS_SHOWN = 24


@router.get("/dyads")
def show_dyads(
    request: Request,
    narrow: NarrowedHere,
    one: Annotated[str | None, Query()] = None,
    other: Annotated[str | None, Query()] = None,
) -> Response:
    """The form to choose two, with the pairs that have most to do with each other; of two names, their page."""
    register, names = register_of(request), (name_in(one), name_in(other))
    if names[0] and names[1]:
        return _led_to(request, narrow, profile(register, names[0]), profile(register, names[1]))
    pairs = busiest_pairs(register, PAIRS_SHOWN)
    if (form := wants(request)) != "html":
        return as_file(pairs, form, "dyads")
    return show_answer(request, "dyads.html", narrow=narrow, one=names[0], other=names[1], pairs=pairs.items)


@router.get("/dyads/{one}/{other}")
def show_dyad(request: Request, narrow: NarrowedHere, one: str, other: str) -> Response:
    """What two have to do with each other; as a file, their records."""
    register = register_of(request)
    sides = profile(register, one), profile(register, other)
    if (one, other) != (sides[0].key, sides[1].key) or sides[0].key == sides[1].key:
        return _led_to(request, narrow, *sides)
    if (form := wants(request)) != "html":
        return as_file(dyad(register, one, other, narrow.whole()), form, f"dyad-{one}-{other}")
    return _page(request, narrow, *sides)


def _led_to(request: Request, narrow: Narrowed, one: Profile, other: Profile) -> Response:
    """To the permanent address of two.

    Raises:
        NotAskableError: if both are the same.
    """
    if one.key == other.key:
        name = called(one, words_for(request))
        raise NotAskableError(f"both sides are the same ({one.key}); name two", "ask.same", name=name)
    query = {name: request.query_params.get(name) for name in ("format", "lang")} | narrow.query
    address = Addresses(request)(f"/dyads/{quote(one.key, safe='')}/{quote(other.key, safe='')}", **query)
    return RedirectResponse(address, 302)


def _page(request: Request, narrow: Narrowed, one: Profile, other: Profile) -> Response:
    register, words = register_of(request), words_for(request)
    keys = one.key, other.key
    kinds = narrow.kinds or DEEDS
    found = dyad(register, *keys, narrow.scope(RECORDS_SHOWN, kinds=kinds))
    counted = spread(register, *keys, narrow.scope(1))
    by_month = months(register, *keys, Narrowed(first=narrow.first, last=narrow.last).scope(MONTHS_SHOWN))
    total = counted.total(frozenset(kinds))
    return show_answer(
        request, "dyad.html", narrow=narrow, one=one, other=other, names=[called(one, words), called(other, words)],
        parts=by_year(reversed(found.items)), leaf=leaf_of(narrow, len(found), more=found.more, most=RECORDS_SHOWN, total=total),
        spread=counted, kinds=kinds, deeds=DEEDS, months=by_month.items[-MONTHS_TABLED:][::-1],
        all_months=len(by_month), mean=_mean(by_month), **_beside(register, narrow, *keys),
    )  # fmt: skip


def _beside(register: Register, narrow: Narrowed, one: str, other: str) -> dict[str, Any]:
    """What stands beside the list: open issues, quotes, gifts, the latest first; on its first page alone."""
    if narrow.kinds or narrow.skip:
        return {"open_issues": None, "quotes": None, "presents": None}
    quotes = dyad(register, one, other, narrow.scope(QUOTES_SHOWN, kinds=(Kind.STATEMENT,)))
    presents = dyad(register, one, other, narrow.scope(GIFTS_SHOWN, kinds=(Kind.GIFT,)))
    return {
        "open_issues": issues(register, one, other, narrow.scope(ISSUES_SHOWN, kinds=())),
        "quotes": quotes,
        "presents": presents,
    }


def _mean(found: Answer[Month]) -> float | None:
    """The mean score of all records of some months; None if none was coded."""
    coded = sum(month.coded for month in found)
    return round(sum(month.total for month in found) / coded, 2) if coded else None
