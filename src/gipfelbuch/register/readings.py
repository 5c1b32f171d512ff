"""Readings as they are stored: JSON in the shape of ``gipfelbuch/reading/1`` and a report enter, a reading leaves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
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
    Kind,
    Mode,
    Money,
    Reading,
    Statement,
)
from gipfelbuch.model.marks import Amount, Place, Time, TimeType
from gipfelbuch.model.parties import Party, PartyType
from gipfelbuch.model.reports import Report
from gipfelbuch.model.spans import Span

Body = dict[str, Any]
Spans = dict[str, list[list[int]]]

OWN_WORDS = {
    Kind.STATEMENT: "quote",
    Kind.ASSESSMENT: "verdict",
    Kind.ACTION: "trigger",
}  # spans that tell entries apart
SPAN_SLOTS = frozenset({"quote", "cue", "speaker_mention", "addressee_mention", "verdict", "trigger"})
LIST_SLOTS = frozenset({"participants", "parties", "addressees", "actors", "recipients"})
ENTRY_CLASSES: dict[Kind, type[Entry]] = {
    Kind.ENCOUNTER: Encounter,
    Kind.AGREEMENT: Agreement,
    Kind.STATEMENT: Statement,
    Kind.ISSUE: Issue,
    Kind.GIFT: Gift,
    Kind.ASSESSMENT: Assessment,
    Kind.ACTION: Action,
}


def reading_of(body: Body, report: Report) -> Reading:
    """The reading that a stored body holds.

    Args:
        body: what ``reading_as_json`` made.
        report: the report that it was made of.

    Returns:
        A reading whose JSON is the body again. What JSON does not carry (how a date was resolved, scores of marks)
        is as for a reading made by hand.
    """
    return Reading(
        report=report,
        parties=tuple(_party(p) for p in body["parties"]),
        entries=tuple(entry_of(e) for e in body["entries"]),
        times=tuple(
            Time(span=Span(*t["span"]), type=TimeType(t["type"]), value=t["value"]) for t in body.get("times", ())
        ),
        amounts=tuple(
            Amount(span=Span(*a["span"]), value=a["value"], currency=a["currency"]) for a in body.get("amounts", ())
        ),
        places=tuple(Place(**(p | {"span": Span(*p["span"])})) for p in body.get("places", ())),
    )


def entry_of(entry: Body) -> Entry:
    """One entry of a stored body."""
    kind = Kind(entry["kind"])
    return ENTRY_CLASSES[kind](**{name: _slot(name, value) for name, value in entry.items() if name != "kind"})


def spans_of(entry: Body) -> Spans:
    """The spans by which an entry is found again: its evidence, and the words that are its own kind's."""
    own = OWN_WORDS.get(Kind(entry["kind"]))
    return {"evidence": entry["evidence"]} | ({own: entry[own]} if own else {})


def words_of(spans: Iterable[list[int]], text: str) -> str:
    """The characters of the spans, gaps told by an ellipsis."""
    return " … ".join(text[start:end] for start, end in spans)


def digest_of(body: Body) -> str:
    """A hash that is the same for the same body."""
    whole = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def report_of(row: Mapping[str, Any]) -> Report:
    """The report of a row of ``reports``."""
    return Report(
        id=row["name"],
        text=row["text"],
        language=row["language"],
        title=row["title"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        publisher=row["publisher"],
        url=row["url"],
    )


def _spans(values: Iterable[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in values)


def _party(party: Body) -> Party:
    return Party(**(party | {"type": PartyType(party["type"]), "mentions": _spans(party["mentions"])}))


def _slot(name: str, value: Any) -> Any:
    if name == "evidence" or name in SPAN_SLOTS:
        return _spans(value)
    if name in LIST_SLOTS:
        return tuple(value)
    if name == "place":
        return EntryPlace(**value) if value else None
    if name == "amounts":
        return tuple(Money(**a) for a in value)
    return Mode(value) if name == "mode" else value
