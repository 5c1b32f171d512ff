"""Agreements as a table: sorted by its heads, narrowed by side, sort, status and period, with how their status changed."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from gipfelbuch.model.entries import Kind
from gipfelbuch.register.queries import Order, agreements
from gipfelbuch.register.queries.agreements import STATUSES
from gipfelbuch.register.slots import choices_of
from gipfelbuch.web.answering import show_answer
from gipfelbuch.web.downloads import as_file
from gipfelbuch.web.narrowing import NarrowedHere, name_in
from gipfelbuch.web.pages.tables import leaf_of
from gipfelbuch.web.showing import register_of, wants

router = APIRouter()
PACTS_SHOWN = 40
# what a click on a head sorts by first: days and numbers from the last, words from the first
DESCENDING = frozenset({Order.DAY, Order.WITNESSES})
Name = Annotated[str | None, Query()]


@router.get("/agreements")
def show_agreements(
    request: Request,
    narrow: NarrowedHere,
    of: Name = None,
    other: Annotated[str | None, Query(alias="with")] = None,
    status: Name = None,
    type: Name = None,  # noqa: A002 - the name of the parameter
    sort: Order = Order.DAY,
    down: bool | None = None,
) -> Response:
    """Agreements; as a file, all that are asked for, in the same order."""
    sides, kept = (name_in(of), name_in(other)), {"status": name_in(status), "type": name_in(type)}
    descending = sort in DESCENDING if down is None else down
    ask = partial(
        agreements,
        register_of(request),
        *sides,
        status=kept["status"],
        type=kept["type"],
        order=sort,
        descending=descending,
    )
    if (form := wants(request)) != "html":
        return as_file(ask(scope=narrow.whole(kinds=())), form, "agreements")
    found = ask(scope=narrow.scope(PACTS_SHOWN, kinds=()))
    return show_answer(
        request, "agreements.html", narrow=narrow, of=sides[0], other=sides[1], kept=kept, sort=sort, down=descending,
        items=found.items, statuses=STATUSES, types=choices_of(Kind.AGREEMENT, "type"),
        leaf=leaf_of(narrow, len(found), more=found.more, most=PACTS_SHOWN),
    )  # fmt: skip
