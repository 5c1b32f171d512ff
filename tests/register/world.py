"""A few reports with their readings, told in short: what questions to a register are tested on."""

from datetime import date
from functools import partial

from gipfelbuch.building import Tools, build_register
from gipfelbuch.matching import match_archive, witness_groups
from gipfelbuch.model.entries import (
    Action,
    Agreement,
    Assessment,
    Encounter,
    EntryPlace,
    Gift,
    Issue,
    Mode,
    Money,
    Reading,
    Statement,
)
from gipfelbuch.model.parties import Party, PartyType
from gipfelbuch.model.reports import Report
from gipfelbuch.model.spans import Span

TOKIO = (
    "Bundeskanzler Karl Brandt traf am Montag in Tokio Ministerpräsidentin Aiko Mori. "
    "Deutschland und Japan unterzeichneten einen Vertrag über Wasserstoff für 300 Millionen Euro. "
    "Brandt schenkte Mori eine Standuhr. "
    "„Wir werden die Verhandlungen fortsetzen“, sagte Brandt zu Mori. "
    "Umstritten bleiben zwischen Deutschland und Japan die Zölle auf Autos. "
    "Der Streit um die Walfangflotte ist gelöst."
)
TOKYO = (
    "Chancellor Karl Brandt met Prime Minister Aiko Mori in Tokyo on Tuesday. "
    "Mori will visit Germany in May. "
    "The two spoke on the phone on Thursday."
)
BRUCH = "Deutschland kündigte im Februar den Vertrag über Wasserstoff mit Japan."
DROHUNG = (
    "Russland drohte Deutschland mit einem Einfuhrverbot. "
    "Die Regierung in Berlin lobte die Verhandlungen. "
    "Russland plant eine Blockade deutscher Häfen."
)


class Telling:
    """Makes the reading of a report from its words."""

    def __init__(self, report, **parties):
        self.report = report
        self.parties = tuple(
            Party(id=key, name=name, type=kind, country=country, role=role, code=code, mentions=(self.at(name),))
            for key, (name, kind, country, role, code) in parties.items()
        )
        self.entries = []

    def at(self, words):
        start = self.report.text.index(words)
        return Span(start, start + len(words))

    def add(self, make, evidence, **slots):
        spans = {n: (self.at(slots.pop(n)),) for n in ("quote", "verdict", "trigger") if n in slots}
        name = f"e{len(self.entries) + 1}"
        self.entries.append(make(id=name, evidence=(self.at(evidence),), **spans, **slots))

    def reading(self):
        return Reading(report=self.report, parties=self.parties, entries=tuple(self.entries))


def person(name, country, role):
    return name, PartyType.PERSON, country, role, f"{country}GOV"


def state(name, code):
    return name, PartyType.COUNTRY, code, None, f"{code}GOV"


def report(name, text, language, day, publisher):
    return Report(
        id=name, text=text, language=language, published=date.fromisoformat(day), publisher=publisher,
        title=name.title(), url=f"https://example.org/{name}",
    )  # fmt: skip


def tokio():
    telling = Telling(
        report("tokio", TOKIO, "de", "2025-11-04", "Elbe-Kurier"),
        p1=person("Karl Brandt", "DEU", "Bundeskanzler"), p2=person("Aiko Mori", "JPN", "Ministerpräsidentin"),
        p3=state("Deutschland", "DEU"), p4=state("Japan", "JPN"),
    )  # fmt: skip
    place = EntryPlace(name="Tokio", country="JPN")
    telling.add(
        Encounter, TOKIO.split(". ", maxsplit=1)[0], type="meeting", participants=("p1", "p2"), date="2025-11-03",
        place=place, plover="CONSULT", format="in_person", confidence=0.9,
    )  # fmt: skip
    telling.add(
        Agreement, TOKIO.split(". ")[1], type="treaty", parties=("p3", "p4"), status="signed", subject="Wasserstoff",
        amounts=(Money(value=300_000_000, currency="EUR"),), term="P10Y", date="2025-11-03", plover="AGREE",
    )  # fmt: skip
    telling.add(Gift, TOKIO.split(". ")[2], giver="p1", recipient="p2", item="Standuhr", plover="SUPPORT")
    telling.add(
        Statement, TOKIO.split(". ")[3], mode=Mode.DIRECT, speaker="p1", addressees=("p2",),
        quote="Wir werden die Verhandlungen fortsetzen", plover="AGREE",
    )  # fmt: skip
    telling.add(Issue, TOKIO.split(". ")[4], subject="Zölle auf Autos", parties=("p3", "p4"), status="disputed")
    telling.add(Issue, TOKIO.split(". ")[5], subject="Walfangflotte", parties=("p3", "p4"), status="resolved")
    return telling.reading()


def tokyo():
    telling = Telling(
        report("tokyo", TOKYO, "en", "2025-11-07", "Pacific Wire"),
        p1=person("Karl Brandt", "DEU", "Chancellor"), p2=person("Aiko Mori", "JPN", "Prime Minister"),
    )  # fmt: skip
    telling.add(
        Encounter, TOKYO.split(". ", maxsplit=1)[0], type="meeting", participants=("p1", "p2"), date="2025-11-04",
        place=EntryPlace(name="Tokyo", country="JPN"), plover="CONSULT", format="in_person", confidence=0.8,
    )  # fmt: skip
    telling.add(
        Encounter, TOKYO.split(". ")[1], type="visit", participants=("p2",), status="planned", date="2026-05",
        place=EntryPlace(name="Germany", country="DEU"), plover="CONSULT",
    )  # fmt: skip
    telling.add(
        Encounter, TOKYO.split(". ")[2], type="call", participants=("p1", "p2"), date="2025-11-06", format="phone",
        plover="CONSULT",
    )  # fmt: skip
    return telling.reading()


def bruch():
    telling = Telling(
        report("bruch", BRUCH, "de", "2026-02-10", "Elbe-Kurier"),
        p1=state("Deutschland", "DEU"), p2=state("Japan", "JPN"),
    )  # fmt: skip
    telling.add(
        Agreement, BRUCH, type="treaty", parties=("p1", "p2"), status="ended", subject="Wasserstoff", date="2026-02",
        plover="REJECT",
    )  # fmt: skip
    return telling.reading()


def drohung():
    telling = Telling(
        report("drohung", DROHUNG, "de", "2025-12-01", "Newa-Bote"),
        p1=state("Russland", "RUS"), p2=state("Deutschland", "DEU"),
        p3=("Die Regierung in Berlin", PartyType.GOVERNMENT_BODY, "DEU", None, "DEUGOV"),
    )  # fmt: skip
    telling.add(
        Action, DROHUNG.split(". ", maxsplit=1)[0], actors=("p1",), recipients=("p2",), trigger="drohte",
        status="happened", date="2025-11-30", plover="THREATEN",
    )  # fmt: skip
    telling.add(
        Assessment, DROHUNG.split(". ")[1], assessor="p3", subject="die Verhandlungen", verdict="lobte",
        polarity="positive",
    )  # fmt: skip
    telling.add(
        Action, DROHUNG.split(". ")[2], actors=("p1",), recipients=("p2",), trigger="Blockade", status="planned",
        plover="COERCE",
    )  # fmt: skip
    return telling.reading()


def build_world(register):
    """Build a register of these reports."""
    readings = {r.report.sha256: r for r in (tokio(), tokyo(), bruch(), drohung())}
    read = partial(map, lambda found: readings[found.sha256])
    tools = Tools(read=read, match=match_archive, group=witness_groups, version="1")
    list(build_register([r.report for r in readings.values()], register, tools))
    return register
