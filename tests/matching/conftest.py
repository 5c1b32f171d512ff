"""Readings of one or two sentences, made from texts in which quotes are found by their words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gipfelbuch.model.entries import (
    Action,
    Agreement,
    Encounter,
    Entry,
    EntryPlace,
    Gift,
    Issue,
    Mode,
    Money,
    Reading,
    Statement,
)
from gipfelbuch.model.parties import Party, PartyType
from gipfelbuch.model.records import KEY_CHARS, Source
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.model.spans import Span

MakeSource = Callable[..., Source]


class Maker:
    """Makes parts of a reading of one text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, words: str) -> tuple[Span, ...]:
        start = self.text.index(words)
        return (Span(start, start + len(words)),)

    def all(self) -> tuple[Span, ...]:
        return (Span(0, len(self.text)),)

    def party(self, number: int, name: str, sort: str = "person", country: str | None = None, role: str | None = None):
        return Party(id=f"p{number}", name=name, type=PartyType(sort), mentions=self.all(), country=country, role=role)

    def entry(self, kind: type[Entry], number: int, evidence: str | None = None, **slots: Any) -> Entry:
        place = slots.pop("place", None)
        spans = {n: self.span(slots[n]) for n in ("quote", "trigger", "verdict") if n in slots}
        return kind(
            id=f"e{number}",
            evidence=self.span(evidence) if evidence else self.all(),
            place=EntryPlace(**place) if place else None,
            **(slots | spans),
        )


def make_source(
    text: str,
    parties: list[tuple[Any, ...]],
    entries: list[tuple[Any, ...]],
    *,
    language: Language = "de",
    published: str | None = "2026-03-12",
    group: str | None = None,
) -> Source:
    """A source; parties as (name, type, country, role), entries as (kind, slots)."""
    maker = Maker(text)
    day = date.fromisoformat(published) if published else None
    report = Report(id="r", text=text, language=language, published=day)
    key = report.sha256[:KEY_CHARS]
    reading = Reading(
        report=report,
        parties=tuple(maker.party(i, *told) for i, told in enumerate(parties, 1)),
        entries=tuple(maker.entry(kind, i, **slots) for i, (kind, slots) in enumerate(entries, 1)),
    )
    return Source(key=key, group=group or key, reading=reading)


@pytest.fixture
def source() -> MakeSource:
    """Make a source."""
    return make_source


@pytest.fixture
def handelsvertrag() -> Source:
    """A German report of a trade treaty, a memorandum, a gift, a statement and an issue."""
    text = (
        "Thailand und die Mongolei unterzeichneten am Mittwoch ein Handelsabkommen über Zölle auf Rindfleisch. "
        "Beide Finanzministerinnen unterschrieben eine Absichtserklärung über den Austausch von Steuerdaten. "
        "Erdenebileg schenkte Kittiphong eine Pferdekopfgeige. "
        "Kittiphong sagte, man kaufe Steppe und verkaufe Sonne. Strittig bleiben die Transitkosten."
    )
    return make_source(
        text,
        [
            ("Thailand", "country", "THA"),
            ("Mongolei", "country", "MNG"),
            ("Kittiphong Suwannarat", "person", "THA", "Ministerpräsident"),
            ("Zogtbaatar Erdenebileg", "person", "MNG", "Ministerpräsident"),
        ],
        [
            (Agreement, {"type": "trade_deal", "parties": ("p1", "p2"), "status": "signed", "date": "2026-03-11",
                         "subject": "Zölle auf Rindfleisch", "plover": "AGREE",
                         "amounts": (Money(value=35e9, currency="THB"),),
                         "evidence": "Thailand und die Mongolei unterzeichneten am Mittwoch ein Handelsabkommen über Zölle auf Rindfleisch"}),
            (Agreement, {"type": "memorandum", "parties": ("p1", "p2"), "status": "signed", "date": "2026-03-11",
                         "subject": "Austausch von Steuerdaten", "plover": "AGREE",
                         "evidence": "Beide Finanzministerinnen unterschrieben eine Absichtserklärung über den Austausch von Steuerdaten"}),
            (Gift, {"giver": "p4", "recipient": "p3", "item": "Pferdekopfgeige", "quantity": 1, "plover": "SUPPORT",
                    "evidence": "Erdenebileg schenkte Kittiphong eine Pferdekopfgeige"}),
            (Statement, {"mode": Mode.INDIRECT, "speaker": "p3", "quote": "man kaufe Steppe und verkaufe Sonne",
                         "evidence": "Kittiphong sagte, man kaufe Steppe und verkaufe Sonne"}),
            (Issue, {"subject": "Transitkosten", "parties": ("p1", "p2"), "status": "disputed",
                     "evidence": "Strittig bleiben die Transitkosten"}),
        ],
    )  # fmt: skip


@pytest.fixture
def trade_pact() -> Source:
    """An English report of the same, with another amount, other spellings and an encounter more."""
    text = (
        "Thailand and Mongolia signed a trade agreement on Wednesday that scraps duties on beef. "
        "Their finance ministers signed a memorandum on the exchange of tax data. "
        "Mr Erdenebileg gave Mr Kitipong a horse-head fiddle. "
        "Mr Kitipong said that they bought steppe and sold sun. The two prime ministers met at Government House."
    )
    return make_source(
        text,
        [
            ("Mongolia", "country", "MNG"),
            ("Thailand", "country", "THA"),
            ("Kitipong Suwanarat", "person", "THA", "Prime Minister"),
            ("Erdenebileg Tsogtbaatar", "person", "MNG", "Prime Minister"),
        ],
        [
            (Gift, {"giver": "p4", "recipient": "p3", "item": "horse-head fiddle", "quantity": 1, "plover": "SUPPORT",
                    "evidence": "Mr Erdenebileg gave Mr Kitipong a horse-head fiddle"}),
            (Agreement, {"type": "trade_deal", "parties": ("p1", "p2"), "status": "signed", "date": "2026-03-11",
                         "subject": "duties on beef", "plover": "AGREE",
                         "amounts": (Money(value=34.8e9, currency="THB"),),
                         "evidence": "Thailand and Mongolia signed a trade agreement on Wednesday that scraps duties on beef"}),
            (Agreement, {"type": "memorandum", "parties": ("p1", "p2"), "status": "signed", "date": "2026-03-11",
                         "subject": "exchange of tax data", "plover": "AGREE",
                         "evidence": "Their finance ministers signed a memorandum on the exchange of tax data"}),
            (Statement, {"mode": Mode.INDIRECT, "speaker": "p3", "quote": "that they bought steppe and sold sun",
                         "evidence": "Mr Kitipong said that they bought steppe and sold sun"}),
            (Encounter, {"type": "summit", "participants": ("p3", "p4"), "status": "held", "date": "2026-03-11",
                         "plover": "CONSULT", "place": {"name": "Government House", "country": "THA"},
                         "evidence": "The two prime ministers met at Government House"}),
        ],
        language="en",
        published="2026-03-11",
    )  # fmt: skip


@pytest.fixture
def border_closed() -> Source:
    """A report of something else, weeks later."""
    return make_source(
        "Thailand schloss am Freitag seine Grenze zu Kambodscha.",
        [("Thailand", "country", "THA"), ("Kambodscha", "country", "KHM")],
        [(Action, {"actors": ("p1",), "recipients": ("p2",), "trigger": "schloss", "status": "happened",
                   "date": "2026-05-01", "plover": "SANCTION"})],
        published="2026-05-02",
    )  # fmt: skip
