"""Readings with every kind, reports that differ, and characters that trip formats."""

from __future__ import annotations

from datetime import date
from typing import Any

from gipfelbuch.building import Tools, match_register
from gipfelbuch.exporting.readings import reading_as_json
from gipfelbuch.matching import match_archive, witness_groups
from gipfelbuch.model.entries import (
    Action,
    Agreement,
    Assessment,
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
from gipfelbuch.model.marks import Place, Time, TimeType
from gipfelbuch.model.parties import Party, PartyType
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.model.spans import Span
from gipfelbuch.register import Register

SPAN_FIELDS = ("quote", "verdict", "trigger")
GERMAN = (
    "🕊️ Außenministerin Anna Lindqvist traf am Dienstag in Oslo ihren Amtskollegen Paul Berger.\r\n"
    'Sie sagte ihm: „Wir\tliefern <Gas> & Öl zu "fairen" Preisen“.\n'
    "Schweden und Deutschland unterzeichneten ein Abkommen über Erdgas im Wert von 1,5 Milliarden Euro.\n"
    "Lindqvist schenkte Berger eine Uhr. Strittig bleibt die Pipeline. Berger nannte das Treffen einen Erfolg.\n"
    "Schweden schloss die Grenze zu Deutschland."
)
ENGLISH = (
    "Foreign ministers Anna Lindqvist and Paul Berger met in Oslo on Tuesday. "
    "Sweden and Germany signed a deal on natural gas worth 1.4 billion euros."
)
UNDATED = "Anna Lindqvist will visit Berlin in March. Unklar."


class Maker:
    """Makes a reading of a text, spans found by their words."""

    def __init__(self, name: str, text: str, language: Language, **known: Any) -> None:
        self.report = Report(id=name, text=text, language=language, **known)
        self.parties: list[Party] = []
        self.entries: list[Entry] = []
        self.times: list[Time] = []
        self.places: list[Place] = []

    def span(self, words: str) -> Span:
        start = self.report.text.index(words)
        return Span(start, start + len(words))

    def party(self, name: str, sort: str, country: str, *forms: str, role: str | None = None) -> None:
        code = f"{country}GOV"
        mentions = tuple(sorted(self.span(w) for w in (name, *forms)))
        party = Party(id=f"p{len(self.parties) + 1}", name=name, type=PartyType(sort), mentions=mentions,
                      country=country, role=role, code=code)  # fmt: skip
        self.parties.append(party)

    def entry(self, kind: type[Entry], evidence: str, **slots: Any) -> None:
        spans = {n: (self.span(slots[n]),) for n in SPAN_FIELDS if n in slots}
        number = f"e{len(self.entries) + 1}"
        made = kind(id=number, evidence=(self.span(evidence),), confidence=0.8, **(slots | spans))
        self.entries.append(made)

    def reading(self) -> Reading:
        return Reading(report=self.report, parties=tuple(self.parties), entries=tuple(self.entries),
                       times=tuple(self.times), places=tuple(self.places))  # fmt: skip


OSLO = EntryPlace(name="Oslo", country="NOR", latitude=59.91, longitude=10.75)


def german() -> Reading:
    make = Maker("de-1", GERMAN, "de", title='"Treffen" in Oslo', published=date(2024, 5, 15), publisher="Nordpost")
    make.party("Anna Lindqvist", "person", "SWE", role="Außenministerin")
    make.party("Paul Berger", "person", "DEU", role="Amtskollegen")
    make.party("Schweden", "country", "SWE")
    make.party("Deutschland", "country", "DEU")
    place = make.span("Oslo")
    make.places.append(Place(span=place, name="Oslo", country="NOR", latitude=59.91, longitude=10.75))
    make.times.append(Time(span=make.span("Dienstag"), type=TimeType.DATE, value="2024-05-14"))
    make.entry(
        Encounter, "Anna Lindqvist traf am Dienstag in Oslo ihren Amtskollegen Paul Berger", type="meeting",
        participants=("p1", "p2"), date="2024-05-14", place=OSLO, plover="CONSULT",
    )  # fmt: skip
    make.entry(
        Statement, 'Sie sagte ihm: „Wir\tliefern <Gas> & Öl zu "fairen" Preisen“', mode=Mode.DIRECT, speaker="p1",
        addressees=("p2",), quote='Wir\tliefern <Gas> & Öl zu "fairen" Preisen', plover="SUPPORT",
    )  # fmt: skip
    make.entry(
        Agreement, "Schweden und Deutschland unterzeichneten ein Abkommen über Erdgas", type="treaty",
        parties=("p3", "p4"), status="signed", subject="Erdgas", plover="AGREE", date="2024-05-14",
        amounts=(Money(value=1.5e9, currency="EUR"),),
    )  # fmt: skip
    make.entry(Gift, "Lindqvist schenkte Berger eine Uhr", giver="p1", recipient="p2", item="Uhr", plover="SUPPORT")
    make.entry(Issue, "Strittig bleibt die Pipeline", subject="Pipeline", parties=("p3", "p4"), status="disputed")
    make.entry(
        Assessment, "Berger nannte das Treffen einen Erfolg", assessor="p2", subject="Treffen", verdict="einen Erfolg",
        polarity="positive",
    )  # fmt: skip
    make.entry(
        Action, "Schweden schloss die Grenze zu Deutschland", actors=("p3",), recipients=("p4",), trigger="schloss",
        status="happened", plover="SANCTION", date="2024-05",
    )  # fmt: skip
    return make.reading()


def english() -> Reading:
    make = Maker("en-1", ENGLISH, "en", published=date(2024, 5, 16), publisher="Northern Post",
                 url="https://news.example/oslo?a=1&b=2")  # fmt: skip
    make.party("Anna Lindqvist", "person", "SWE", role="Foreign minister")
    make.party("Paul Berger", "person", "DEU", role="Foreign minister")
    make.party("Sweden", "country", "SWE")
    make.party("Germany", "country", "DEU")
    make.entry(
        Encounter, "Foreign ministers Anna Lindqvist and Paul Berger met in Oslo on Tuesday", type="summit",
        participants=("p1", "p2"), date="2024-05-14", place=OSLO, plover="CONSULT",
    )  # fmt: skip
    make.entry(
        Agreement, "Sweden and Germany signed a deal on natural gas worth 1.4 billion euros", type="treaty",
        parties=("p3", "p4"), status="signed", subject="natural gas", plover="AGREE", date="2024-05-14",
        amounts=(Money(value=1.4e9, currency="EUR"),),
    )  # fmt: skip
    return make.reading()


def undated() -> Reading:
    make = Maker("en-2", UNDATED, "en")
    make.party("Anna Lindqvist", "person", "SWE")
    make.entry(
        Encounter, "Anna Lindqvist will visit Berlin in March", type="visit", status="planned", participants=("p1",),
        date="2025-03", plover="CONSULT", place=EntryPlace(name="Berlin", country="DEU"),
    )  # fmt: skip
    make.entry(Action, "Unklar", actors=(), trigger="Unklar", status="happened", plover="PROTEST")
    return make.reading()


def tools() -> Tools:
    return Tools(read=lambda reports: iter(()), match=match_archive, group=witness_groups, version="1")


def fill(register: Register, *readings: Reading) -> None:
    """Keep readings and match them."""
    register.add_reports([r.report for r in readings], "1")
    register.add_readings([(r.report, reading_as_json(r)) for r in readings], "1")
    match_register(register, tools())
