"""Readings as JSON in the shape of the schema ``gipfelbuch/reading/1``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gipfelbuch.model.entries import (
    Action,
    Agreement,
    Assessment,
    Encounter,
    Entry,
    EntryPlace,
    Gift,
    Issue,
    Reading,
    Statement,
)
from gipfelbuch.model.marks import Amount, Place, Time
from gipfelbuch.model.parties import Party
from gipfelbuch.model.reports import Report
from gipfelbuch.model.spans import Span

SCHEMA = "gipfelbuch/reading/1"
Json = dict[str, Any]


def reading_as_json(reading: Reading) -> Json:
    """A reading as plain JSON values, valid against the schema; absent values are null."""
    return {
        "schema": SCHEMA,
        "report": _report(reading.report),
        "parties": [_party(p) for p in reading.parties],
        "entries": [_entry(e) for e in reading.entries],
        "times": [_time(t) for t in reading.times],
        "amounts": [_amount(a) for a in reading.amounts if a.currency],
        "places": [_place(p) for p in reading.places],
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [_span(s) for s in spans]


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _report(report: Report) -> Json:
    return {
        "id": report.id,
        "language": report.language,
        "title": report.title,
        "published": report.published.isoformat() if report.published else None,
        "publisher": report.publisher,
        "url": report.url,
        "sha256": report.sha256,
    }


def _party(party: Party) -> Json:
    return {
        "id": party.id,
        "name": party.name,
        "type": party.type.value,
        "country": party.country,
        "role": party.role,
        "code": party.code,
        "wikidata": party.wikidata,
        "mentions": _spans(party.mentions),
    }


def _entry(entry: Entry) -> Json:
    common: Json = {"id": entry.id, "kind": entry.kind.value, "evidence": _spans(entry.evidence)}
    tail: Json = {
        "date": entry.date,
        "place": _entry_place(entry.place),
        "plover": entry.plover,
        "confidence": entry.confidence,
    }
    return common | _slots(entry) | tail


def _entry_place(place: EntryPlace | None) -> Json | None:
    if place is None:
        return None
    return {"name": place.name, "country": place.country, "latitude": place.latitude, "longitude": place.longitude}


def _slots(entry: Entry) -> Json:
    match entry:
        case Encounter():
            return _values(entry, "type", "status", "occasion", "host", "format", "first_since") | {
                "participants": list(entry.participants)
            }
        case Agreement():
            amounts = [{"value": _number(a.value), "currency": a.currency} for a in entry.amounts]
            return _values(entry, "type", "status", "subject", "count", "term") | {
                "parties": list(entry.parties),
                "amounts": amounts,
            }
        case Statement():
            return _statement(entry)
        case Issue():
            return {"subject": entry.subject, "parties": list(entry.parties), "status": entry.status}
        case Gift():
            return _values(entry, "giver", "recipient", "item", "quantity")
        case Assessment():
            return _values(entry, "assessor", "subject", "polarity") | {"verdict": _spans(entry.verdict)}
        case Action():
            return {
                "actors": list(entry.actors),
                "recipients": list(entry.recipients),
                "trigger": _spans(entry.trigger),
                "status": entry.status,
            }
        case _:
            raise TypeError(f"no kind of entry: {type(entry).__name__}")


def _values(entry: Entry, *names: str) -> Json:
    return {name: getattr(entry, name) for name in names}


def _statement(entry: Statement) -> Json:
    return {
        "mode": entry.mode.value,
        "speaker": entry.speaker,
        "addressees": list(entry.addressees),
        "quote": _spans(entry.quote),
        "cue": _spans(entry.cue),
        "reply_to": entry.reply_to,
        "speaker_mention": _spans(entry.speaker_mention),
        "addressee_mention": _spans(entry.addressee_mention),
    }


def _time(time: Time) -> Json:
    return {"span": _span(time.span), "type": time.type.value, "value": time.value}


def _amount(amount: Amount) -> Json:
    return {"span": _span(amount.span), "value": _number(amount.value), "currency": amount.currency}


def _place(place: Place) -> Json:
    return {
        "span": _span(place.span),
        "name": place.name,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }
