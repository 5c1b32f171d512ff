"""What programs read: each question to the register at an address of its own, its answer as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response

from gipfelbuch.errors import IdQuestionError
from gipfelbuch.register import Register
from gipfelbuch.register.queries import (
    Answer,
    Coverage,
    Given,
    Hit,
    Listing,
    Matter,
    Month,
    Pact,
    Page,
    PartyPage,
    ReportPage,
    Said,
    ShownRecord,
    Visit,
    agreements,
    coverage,
    dyad,
    gifts,
    issues,
    listing,
    months,
    party,
    report,
    said,
    search,
    show,
    successors,
    timeline,
    visits,
)
from gipfelbuch.web.api.asking import (
    AgreementsAsked,
    DyadAsked,
    GiftsAsked,
    IssuesAsked,
    PartiesAsked,
    PartyAsked,
    PartyInPath,
    RecordInPath,
    RecordsAsked,
    ReportInPath,
    ScoresAsked,
    SearchAsked,
    StatementsAsked,
    VisitsAsked,
)
from gipfelbuch.web.api.marks import mark_of
from gipfelbuch.web.api.shapes import list_of, shape_of, some_of
from gipfelbuch.web.problems import VERSION
from gipfelbuch.web.showing import register_of

router = APIRouter(tags=["Reading"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """A page of a list, the latest first; ``next`` is where it goes on."""

    items: tuple[Any, ...]
    next: str | None


@router.get("/records", response_model=list_of(ShownRecord))
def list_records(request: Request, asked: Annotated[RecordsAsked, Query()]) -> Latest:
    """What happened, of anyone or of one side."""
    return latest(timeline(register_of(request), asked.of, asked.scope()))


@router.get("/records/{record}", response_model=shape_of(Page))
def show_record(request: Request, response: Response, record: RecordInPath) -> Page:
    """One record: all fields, what is told otherwise and by whom, witnesses, history of corrections.

    The beginning of an id is enough where no other begins so. A record that was merged with another one is told as
    that one. `Content-Location` has the address of the record that is told, `ETag` changes whenever it does.
    """
    found = page_of(register_of(request), record)
    _at(request, response, "records", found.record.id)
    response.headers["ETag"] = mark_of(found)
    return found


@router.get("/reports/{key}", response_model=shape_of(ReportPage))
def show_report(request: Request, response: Response, key: ReportInPath) -> ReportPage:
    """One report: its text, what it says with the places of the words, and the records that it witnesses.

    A report is known by its key, or by a name that it alone has.
    """
    found = report(register_of(request), key)
    _at(request, response, "reports", found.key)
    return found


@router.get("/parties", response_model=shape_of(Listing))
def list_parties(request: Request, asked: Annotated[PartiesAsked, Query()]) -> Listing:
    """Who is in the register, the busiest first."""
    return listing(
        register_of(request), asked.name, type=asked.type, country=asked.country, most=asked.limit, skip=asked.skip
    )


@router.get("/parties/{name:path}", response_model=shape_of(PartyPage))
def show_party(
    request: Request, response: Response, name: PartyInPath, asked: Annotated[PartyAsked, Query()]
) -> PartyPage:
    """Who somebody is, and the latest of what they have part in.

    A party is known by its id or by a form of its name; a surname is enough where one party alone has it. The records
    before those that are told are at `/records?of=`.
    """
    found = party(register_of(request), name, asked.scope(most=asked.limit, kinds=frozenset(asked.kind)))
    _at(request, response, "parties", found.id)
    return found


@router.get("/dyads", response_model=list_of(ShownRecord))
def show_dyad(request: Request, asked: Annotated[DyadAsked, Query()]) -> Latest:
    """The history of two: what both have part in."""
    return latest(dyad(register_of(request), asked.one, asked.other, asked.scope()))


@router.get("/agreements", response_model=list_of(Pact))
def list_agreements(request: Request, asked: Annotated[AgreementsAsked, Query()]) -> Latest:
    """Agreements with amount, term and status, and how the status changed."""
    return latest(
        agreements(register_of(request), asked.of, asked.other, asked.scope(), status=asked.status)
    )  # fmt: skip


@router.get("/statements", response_model=list_of(Said))
def list_statements(request: Request, asked: Annotated[StatementsAsked, Query()]) -> Latest:
    """What was said, by whom, to whom, on what."""
    return latest(said(register_of(request), asked.speaker, asked.addressee, asked.about, asked.scope()))


@router.get("/visits", response_model=some_of(Visit))
def list_visits(request: Request, asked: Annotated[VisitsAsked, Query()]) -> Answer[Visit]:
    """Visits of leaders abroad, the earliest first.

    `more` tells that there are encounters before those that were looked at; `to` asks for them.
    """
    return visits(
        register_of(request), asked.of, asked.visited, asked.scope(most=asked.limit), planned=asked.planned
    )  # fmt: skip


@router.get("/gifts", response_model=list_of(Given))
def list_gifts(request: Request, asked: Annotated[GiftsAsked, Query()]) -> Latest:
    """Gifts by giver and recipient."""
    return latest(gifts(register_of(request), asked.giver, asked.recipient, asked.scope()))


@router.get("/issues", response_model=list_of(Matter))
def list_issues(request: Request, asked: Annotated[IssuesAsked, Query()]) -> Latest:
    """What is open between two, of one, or anywhere."""
    return latest(issues(register_of(request), asked.one, asked.other, asked.scope(), settled=asked.settled))


@router.get("/scores", response_model=some_of(Month))
def list_scores(request: Request, asked: Annotated[ScoresAsked, Query()]) -> Answer[Month]:
    """Counts and a score of conflict and cooperation, month by month, the earliest first."""
    scope = asked.scope(most=asked.limit, kinds=frozenset(asked.kind))
    return months(register_of(request), asked.one, asked.other, scope)


@router.get("/search", response_model=list_of(Hit))
def find_words(request: Request, asked: Annotated[SearchAsked, Query()]) -> Latest:
    """Words in quotes and evidence, in any German or English form; each record once, with a quote before evidence."""
    found = search(register_of(request), asked.q, asked.of, asked.scope(), part=asked.part, language=asked.language)
    return _page(found.items, more=found.more)


@router.get("/coverage", response_model=shape_of(Coverage))
def show_coverage(request: Request) -> Coverage:
    """What the register covers: reports by month, language and publisher, records by kind."""
    return coverage(register_of(request))


def page_of(register: Register, record: str) -> Page:
    """A record by its id, by the beginning of it, or by an id that it had before people merged it.

    Raises:
        IdQuestionError: if there is none, or several begin so, or people split it into several.
    """
    try:
        return show(register, record)
    except IdQuestionError as error:
        heirs = () if error.called else successors(register, record)
        if not heirs:
            raise
    if len(heirs) == 1:
        return show(register, heirs[0])
    raise IdQuestionError(f"{record}: its witnesses are in {len(heirs)} records now; ask for one", called=heirs)


def latest(answer: Answer[Any]) -> Latest:
    """The latest of an answer first, and where it goes on."""
    return _page(answer.items[::-1], more=answer.more)


def _page(items: Sequence[Any], *, more: bool) -> Latest:
    last = items[-1] if items and more else None
    record = getattr(last, "record", last)
    return Latest(items=tuple(items), next=f"{record.day or ''}~{record.id}" if record else None)


def _at(request: Request, response: Response, where: str, name: str) -> None:
    """Tell at which address of its own it stands."""
    root = request.scope.get("root_path", "")
    response.headers["Content-Location"] = f"{root}{VERSION}/{where}/{quote(name, safe=':')}"
