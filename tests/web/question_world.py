"""Norway and Kenya in a few reports: what pages that answer questions are tested on."""

from functools import partial

from world import Telling, person, report, state

from gipfelbuch.building import Tools, build_register
from gipfelbuch.matching import match_archive, witness_groups
from gipfelbuch.model.entries import Action, Agreement, Encounter, EntryPlace, Gift, Issue, Mode, Statement

HOSTILE = "Mira <b>Aas</b>"  # a name that a page must tell as it stands
NEEDS = (  # noqa: SIM905 - sixty words in a list would take sixty lines
    "Hafen Leuchtturm Netz Kutter Quote Boje Mole Schleuse Kran Lotse Fähre Reede Tanker Kabel Deich Kai Werft Anker "
    "Segel Ruder Kompass Karte Funk Radar Sonde Strand Bucht Insel Riff Klippe Düne Watt Priel Sund Belt Förde Delta "
    "Strom Quelle Brücke Tunnel Straße Gleis Bahnhof Flughafen Turm Brunnen Mühle Scheune Garten Acker Wiese Wald "
    "Weide Moor Heide Berg Gletscher"
).split()
NAIROBI = (
    "Präsidentin Ada Lund traf am Freitag in Nairobi Präsident Jonas Berg. "
    "Norwegen und Kenia vereinbarten ein Abkommen über Fischerei für zehn Jahre. "
    "Lund schenkte Berg einen Kompass. "
    "Umstritten bleibt zwischen Norwegen und Kenia die Fangquote. "
    "Gelöst ist der Streit um die Visa. "
    f"Auch Staatssekretärin {HOSTILE} kam nach Nairobi. "
    "„Wir werden die <Fangquote> & mehr verhandeln“, sagte Berg zu Lund."
)
OSLO = (
    "Norway and Kenya signed the treaty on fisheries. "
    "Kenya threatened Norway with tariffs. "
    "Negotiator Jonas Berg of Norway praised the fisheries talks."
)
SAYS = " ".join(f"„Wir brauchen mehr {word}“, sagte Ada Lund." for word in NEEDS)


def nairobi():
    telling = Telling(
        report("nairobi", NAIROBI, "de", "2024-03-10", "Hafenpost"),
        p1=person("Ada Lund", "NOR", "Präsidentin"), p2=person("Jonas Berg", "KEN", "Präsident"),
        p3=state("Norwegen", "NOR"), p4=state("Kenia", "KEN"), p5=person(HOSTILE, "NOR", "Staatssekretärin"),
    )  # fmt: skip
    place = EntryPlace(name="Nairobi", country="KEN", latitude=-1.28, longitude=36.82)
    lines = NAIROBI.split(". ")
    telling.add(
        Encounter, lines[0], type="visit", participants=("p1", "p2"), date="2024-03-08", place=place, plover="CONSULT",
        confidence=0.9,
    )  # fmt: skip
    telling.add(
        Agreement, lines[1], type="treaty", parties=("p3", "p4"), status="agreed", subject="Fischerei", term="P10Y",
        date="2024-03-08", plover="AGREE",
    )  # fmt: skip
    telling.add(Gift, lines[2], giver="p1", recipient="p2", item="Kompass", date="2024-03-08")
    telling.add(Issue, lines[3], subject="Fangquote", parties=("p3", "p4"), status="disputed")
    telling.add(Issue, lines[4], subject="Visa", parties=("p3", "p4"), status="resolved")
    telling.add(Encounter, lines[5], type="meeting", participants=("p5", "p2"), date="2024-03-09", place=place)
    telling.add(
        Statement, lines[6], mode=Mode.DIRECT, speaker="p2", addressees=("p1",), plover="CONSULT",
        quote="Wir werden die <Fangquote> & mehr verhandeln", date="2024-03-08",
    )  # fmt: skip
    return telling.reading()


def oslo():
    telling = Telling(
        report("oslo", OSLO, "en", "2025-05-02", "Fjord Times"),
        p1=state("Norway", "NOR"), p2=state("Kenya", "KEN"), p3=person("Jonas Berg", "NOR", "Negotiator"),
    )  # fmt: skip
    lines = OSLO.split(". ")
    telling.add(
        Agreement, lines[0], type="treaty", parties=("p1", "p2"), status="signed", subject="fisheries",
        date="2025-04-30", plover="AGREE",
    )  # fmt: skip
    telling.add(
        Action, lines[1], actors=("p2",), recipients=("p1",), trigger="threatened", status="happened",
        date="2025-05-01", plover="THREATEN",
    )  # fmt: skip
    telling.add(
        Statement, lines[2], mode=Mode.REPORTED, speaker="p3", quote="praised the fisheries talks", date="2025-05-01",
        plover="SUPPORT",
    )  # fmt: skip
    return telling.reading()


def says():
    telling = Telling(
        report("says", SAYS, "de", "2023-06-30", "Hafenpost"), p1=person("Ada Lund", "NOR", "Präsidentin")
    )
    for day, word in enumerate(NEEDS):
        telling.add(
            Statement, f"„Wir brauchen mehr {word}“, sagte Ada Lund", mode=Mode.DIRECT, speaker="p1", plover="REQUEST",
            quote=f"Wir brauchen mehr {word}", date=f"2023-{3 + day // 28:02}-{1 + day % 28:02}",
        )  # fmt: skip
    return telling.reading()


def build_question_world(register):
    """Build a register of these reports."""
    readings = {r.report.sha256: r for r in (nairobi(), oslo(), says())}
    read = partial(map, lambda found: readings[found.sha256])
    tools = Tools(read=read, match=match_archive, group=witness_groups, version="1")
    list(build_register([r.report for r in readings.values()], register, tools))
    return register
