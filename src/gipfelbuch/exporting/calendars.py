"""iCalendar: holdings enter, a calendar of encounters leaves.

An encounter whose days are told is an event of whole days; one of which only the month or less is told is a journal
entry (``VJOURNAL``), since a calendar knows no doubtful days. The sole owner of icalendar.

References:
    RFC 5545: iCalendar; RFC 7986: new properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from gipfelbuch.exporting.extras import needed
from gipfelbuch.exporting.identifiers import urn_of, uuid_of
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.holdings import Holding, Holdings
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.records import Actor

STATUS = {
    "held": "CONFIRMED",
    "ongoing": "CONFIRMED",
    "planned": "TENTATIVE",
    "proposed": "TENTATIVE",
    "cancelled": "CANCELLED",
}
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)  # DTSTAMP of what no dated report tells; a calendar needs one
_DAYS = re.compile(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?")


def calendar_pieces(holdings: Holdings) -> Iterator[str]:
    """The text of one calendar, an entry at a time, lines ended as RFC 5545 wants them.

    Args:
        holdings: only encounters are taken.

    Yields:
        Pieces of text. The same holdings give the same calendar: stamps are days of publication, not the clock's.

    Raises:
        OutputError: if icalendar is not installed.
    """
    ical = needed("icalendar", "ical")
    yield f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//gipfelbuch//gipfelbuch {holdings.version}//EN\r\nCALSCALE:GREGORIAN\r\n"
    for holding in holdings.records():
        if holding.record.kind is Kind.ENCOUNTER:
            yield _entry(holding, holdings, ical).to_ical().decode()
    yield "END:VCALENDAR\r\n"


def told_days(holding: Holding) -> tuple[date, date] | None:
    """First and last day of an event whose days are told without doubt; None otherwise."""
    first, last = holding.days
    if not (first and last and _DAYS.fullmatch(holding.text("date") or "")):
        return None
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return (start, end) if start <= end else None


def _entry(holding: Holding, holdings: Holdings, ical: Any) -> Any:
    days = told_days(holding)
    entry = ical.Event() if days else ical.Journal()
    entry.add("uid", str(uuid_of("record", holding.record.id)))
    entry.add("dtstamp", _stamp(holding))
    entry.add("summary", _title(holding, holdings))
    entry.add("description", _description(holding))
    if sort := holding.text("type"):
        entry.add("categories", [sort])
    if url := next((w.held.report.url for w in holding.witnesses if w.held.report.url), None):
        entry.add("url", url)
    _add_parties(entry, holding, holdings, ical)
    if days:
        _add_time_and_place(entry, holding, days)
    elif holding.text("status") == "cancelled":
        entry.add("status", "CANCELLED")
    return entry


def _add_time_and_place(entry: Any, holding: Holding, days: tuple[date, date]) -> None:
    """What only events have."""
    entry.add("dtstart", days[0])
    entry.add("dtend", days[1] + timedelta(days=1))  # the first day after it
    entry.add("transp", "TRANSPARENT")
    if status := STATUS.get(holding.text("status") or ""):
        entry.add("status", status)
    if place := holding.text("place"):
        entry.add("location", place)
    if holding.coordinates:
        entry.add("geo", holding.coordinates)


def _add_parties(entry: Any, holding: Holding, holdings: Holdings, ical: Any) -> None:
    for party in holding.listed("participants"):
        if actor := holdings.actors.get(party):
            entry.add("attendee", _address(actor, ical), encode=0)
    host = holdings.actors.get(holding.text("host") or "")
    if host:
        entry.add("organizer", _address(host, ical), encode=0)


def _address(actor: Actor, ical: Any) -> Any:
    address = ical.vCalAddress(urn_of("actor", actor.id))
    address.params["CN"] = actor.name.replace('"', "'")  # a parameter cannot hold it
    if actor.type is not PartyType.COUNTRY:
        address.params["CUTYPE"] = "INDIVIDUAL" if actor.type is PartyType.PERSON else "GROUP"
    return address


def _stamp(holding: Holding) -> datetime:
    """The day on which the last report of it was published."""
    known = [w.held.report.published for w in holding.witnesses if w.held.report.published]
    return datetime.combine(max(known), time(), UTC) if known else UNDATED


def _title(holding: Holding, holdings: Holdings) -> str:
    names = [holdings.actors[p].name for p in holding.listed("participants") if p in holdings.actors]
    told = ", ".join(names) or holding.text("occasion")
    return f"{holding.text('type') or 'encounter'}: {told}" if told else holding.text("type") or "encounter"


def _description(holding: Holding) -> str:
    lines = [holding.text("occasion")] if holding.text("occasion") else []
    for witness in holding.witnesses:
        report = witness.held.report
        source = ", ".join(str(v) for v in (report.publisher, report.published) if v) or report.id
        lines.append(f"{witness.words()} ({source})")
    return "\n".join(line for line in lines if line)
