"""Who is in the register, and all about one of them: each view under its own address, each to download."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import RedirectResponse

from gipfelbuch.model.entries import Kind
from gipfelbuch.model.parties import PartyType
from gipfelbuch.register import Register
from gipfelbuch.register.queries import (
    Answer,
    Profile,
    Spread,
    agreements,
    gifts,
    listing,
    partners,
    profile,
    said,
    spread,
    timeline,
    visits,
)
from gipfelbuch.web.answering import called, show_answer
from gipfelbuch.web.downloads import as_file, csv_file, json_file, plain
from gipfelbuch.web.leafing import by_year
from gipfelbuch.web.narrowing import MOST_IN_FILE, Narrowed, NarrowedHere, name_in, words_in
from gipfelbuch.web.pages.tables import ENCOUNTERS_LOOKED_AT, RECORDS_SHOWN, ROWS_SHOWN, leaf_of
from gipfelbuch.web.showing import Addresses, register_of, wants, words_for

router = APIRouter()
PARTIES_SHOWN = 50
MEMBERS_SHOWN = 10
PARTNERS_SHOWN = 10  # beside the list; on their own page ROWS_SHOWN
LEADING = frozenset({PartyType.PERSON, PartyType.COUNTRY})  # who travels


class View(StrEnum):
    """What is shown of a party."""

    ALL = "all"
    ENCOUNTERS = "encounters"
    STATEMENTS = "statements"
    PARTNERS = "partners"
    AGREEMENTS = "agreements"
    GIFTS = "gifts"
    VISITS = "visits"


KIND_OF_VIEW = {
    View.ENCOUNTERS: Kind.ENCOUNTER, View.STATEMENTS: Kind.STATEMENT, View.AGREEMENTS: Kind.AGREEMENT,
    View.GIFTS: Kind.GIFT,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOf:
    """What is asked of a party.

    Args:
        who: the party, or the state with all that belong to it.
        narrow: period, kinds and place in the list.
        addressee: only what was said to this one.
        about: only what was said with these words.
    """

    who: Profile
    narrow: Narrowed
    addressee: str | None = None
    about: str | None = None

    @property
    def key(self) -> str:
        """What finds the party."""
        return self.who.key


@router.get("/parties")
def show_parties(
    request: Request,
    narrow: NarrowedHere,
    q: Annotated[str | None, Query()] = None,
    type: Annotated[str | None, Query()] = None,  # noqa: A002 - the name of the parameter
    country: Annotated[str | None, Query()] = None,
) -> Response:
    """Who is in the register, the busiest first."""
    sort = next((known for known in PartyType if known.value == type), None)
    words, state = words_in(q), name_in(country)
    if (form := wants(request)) != "html":
        whole = listing(register_of(request), words, type=sort, country=state, most=MOST_IN_FILE)
        return as_file(whole.parties, form, "parties")
    found = listing(register_of(request), words, type=sort, country=state, most=PARTIES_SHOWN, skip=narrow.skip)
    leaf = leaf_of(narrow, len(found.parties), more=found.parties.more, most=PARTIES_SHOWN, total=found.total)
    return show_answer(
        request, "parties.html", told=words, sort=sort, country=state, found=found, leaf=leaf,
        types=[known.value for known in PartyType],
    )  # fmt: skip


@router.get("/parties/{name:path}")
def show_party(
    request: Request,
    narrow: NarrowedHere,
    name: str,
    view: View = View.ALL,
    addressee: Annotated[str | None, Query()] = None,
    about: Annotated[str | None, Query()] = None,
) -> Response:
    """All about a party, or about a state with all that belong to it; as a file, what the view has."""
    register = register_of(request)
    who = profile(register, name)
    if name != who.key:
        address = Addresses(request)(f"/parties/{quote(who.key, safe=':')}")
        query = request.url.query
        return RedirectResponse(f"{address}?{query}" if query else address, 302)
    asked = AskedOf(who=who, narrow=narrow, addressee=name_in(addressee), about=words_in(about))
    if (form := wants(request)) != "html":
        return _file(register, asked, view, form)
    words, counted = words_for(request), spread(register, who.key, None, narrow.scope(1))
    return show_answer(
        request, "party.html", who=who, name=called(who, words), narrow=narrow, view=view.value, asked=asked,
        spread=counted, tabs=_tabs(who, counted), forms=[form for form in who.names if form != who.name], **SHOWN[view](register, asked, counted),
    )  # fmt: skip


def _tabs(who: Profile, counted: Spread) -> list[tuple[str, int | None]]:
    """The views of a party that have something, with its number."""
    told = ((view.value, counted.kinds.get(kind)) for view, kind in KIND_OF_VIEW.items())
    tabs: list[tuple[str, int | None]] = [(View.ALL.value, counted.total()), *(tab for tab in told if tab[1])]
    if counted.total():
        tabs.append((View.PARTNERS.value, None))
    if who.type in LEADING and counted.kinds.get(Kind.ENCOUNTER):
        tabs.append((View.VISITS.value, None))
    return tabs


# ---------------------------------------------------------------- what each view shows


def _all(register: Register, asked: AskedOf, counted: Spread) -> dict[str, Any]:
    narrow, chosen = asked.narrow, frozenset(asked.narrow.kinds)
    found = timeline(register, asked.key, narrow.scope(RECORDS_SHOWN))
    members = listing(register, country=asked.key, most=MEMBERS_SHOWN + 1) if asked.who.is_state else None
    return {
        "parts": by_year(reversed(found.items)),
        "leaf": leaf_of(narrow, len(found), more=found.more, most=RECORDS_SHOWN, total=counted.total(chosen)),
        "years": counted.years(chosen),
        "members": [m for m in members.parties if m.type is not PartyType.COUNTRY][:MEMBERS_SHOWN] if members else [],
        "partners": partners(
            register, asked.key, Narrowed(first=narrow.first, last=narrow.last).scope(PARTNERS_SHOWN), scored=False
        ),
    }


def _encounters(register: Register, asked: AskedOf, counted: Spread) -> dict[str, Any]:
    found = timeline(register, asked.key, asked.narrow.scope(RECORDS_SHOWN, kinds=(Kind.ENCOUNTER,)))
    total = counted.kinds.get(Kind.ENCOUNTER, 0)
    leaf = leaf_of(asked.narrow, len(found), more=found.more, most=RECORDS_SHOWN, total=total)
    return {"parts": by_year(reversed(found.items)), "leaf": leaf}


def _statements(register: Register, asked: AskedOf, counted: Spread) -> dict[str, Any]:
    del counted
    found = said(register, asked.key, asked.addressee, asked.about, asked.narrow.scope(ROWS_SHOWN, kinds=()))
    return {"items": found.items[::-1], "leaf": leaf_of(asked.narrow, len(found), more=found.more, most=ROWS_SHOWN)}


def _partners(register: Register, asked: AskedOf, counted: Spread) -> dict[str, Any]:
    del counted
    found = partners(register, asked.key, asked.narrow.scope(ROWS_SHOWN))
    return {"items": found.items, "leaf": leaf_of(asked.narrow, len(found), more=found.more, most=ROWS_SHOWN)}


def _agreements(register: Register, asked: AskedOf, counted: Spread) -> dict[str, Any]:
    found = agreements(register, asked.key, None, asked.narrow.scope(ROWS_SHOWN, kinds=()))
    total = counted.kinds.get(Kind.AGREEMENT, 0)
    leaf = leaf_of(asked.narrow, len(found), more=found.more, most=ROWS_SHOWN, total=total)
    return {"items": found.items[::-1], "leaf": leaf}


def _gifts(register: Register, asked: AskedOf, counted: Spread) -> dict[str, Any]:
    del counted
    scope = asked.narrow.scope(ROWS_SHOWN, kinds=())
    given, got = gifts(register, asked.key, None, scope), gifts(register, None, asked.key, scope)
    most = max(len(given), len(got))
    leaf = leaf_of(asked.narrow, most, more=given.more or got.more, most=ROWS_SHOWN)
    return {"given": given.items[::-1], "got": got.items[::-1], "leaf": leaf}


def _visits(register: Register, asked: AskedOf, counted: Spread) -> dict[str, Any]:
    del counted
    scope = Narrowed(first=asked.narrow.first, last=asked.narrow.last).scope(ENCOUNTERS_LOOKED_AT)
    made = visits(register, asked.key, None, scope)
    received = visits(register, None, asked.key, scope) if asked.who.is_state else None
    return {
        "made": made.items[::-1],
        "received": received.items[::-1] if received else [],
        "more": made.more or bool(received and received.more),
        "looked_at": ENCOUNTERS_LOOKED_AT,
    }


SHOWN: Mapping[View, Callable[[Register, AskedOf, Spread], dict[str, Any]]] = {
    View.ALL: _all, View.ENCOUNTERS: _encounters, View.STATEMENTS: _statements, View.PARTNERS: _partners,
    View.AGREEMENTS: _agreements, View.GIFTS: _gifts, View.VISITS: _visits,
}  # fmt: skip


# ---------------------------------------------------------------- files


def _file(register: Register, asked: AskedOf, view: View, form: str) -> Response:
    """What a view has; of all, as JSON, with who it is."""
    name = f"{asked.key}-{view.value}" if view is not View.ALL else asked.key
    whole = asked.narrow.whole(kinds=() if view is not View.ALL else None)
    if view is View.ALL:
        records = timeline(register, asked.key, whole)
        if form == "csv":
            return csv_file(records.columns, records.rows(), name)
        return json_file({**plain(asked.who), "records": plain(records)}, name)
    return as_file(_answer(register, asked, view), form, name)


def _answer(register: Register, asked: AskedOf, view: View) -> Answer[Any]:
    whole, key = asked.narrow.whole(kinds=()), asked.key
    if view is View.ENCOUNTERS:
        return timeline(register, key, asked.narrow.whole(kinds=(Kind.ENCOUNTER,)))
    if view is View.STATEMENTS:
        return said(register, key, asked.addressee, asked.about, whole)
    if view is View.AGREEMENTS:
        return agreements(register, key, None, whole)
    if view is View.GIFTS:
        return _joined(gifts(register, key, None, whole), gifts(register, None, key, whole))
    if view is View.VISITS:
        made = visits(register, key, None, whole)
        return _joined(made, visits(register, None, key, whole)) if asked.who.is_state else made
    return partners(register, key, asked.narrow.whole())


def _joined(one: Answer[Any], other: Answer[Any]) -> Answer[Any]:
    """Two answers in one, what is in both once."""
    items = (*one.items, *(item for item in other.items if item not in one.items))
    return Answer(columns=one.columns, items=items, more=one.more or other.more)
