from datetime import date
from html.parser import HTMLParser

import pytest

from gipfelbuch.exporting.pages import reading_as_text, reading_pieces, readings_as_html
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

TEXT = "Ada traf Ben. Beide unterzeichneten.\n\nAda sagte: „<b>Gut</b> so.“ Ben schenkte ein Boot & ging."


def at(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def reading():
    parties = (
        Party(
            id="p1",
            name="Ada",
            type=PartyType.PERSON,
            mentions=(at("Ada"),),
            role="Kanzlerin",
            country="AUT",
            code="AUTGOV",
        ),
        Party(id="p2", name="Ben", type=PartyType.PERSON, mentions=(at("Ben"),)),
    )
    entries = (
        Encounter(
            id="e1",
            evidence=(at("Ada traf Ben."),),
            type="meeting",
            participants=("p1", "p2"),
            date="2025-11-01",
            place=EntryPlace(name="Graz", country="AUT"),
            plover="CONSULT",
        ),
        Agreement(
            id="e2",
            evidence=(at("Beide unterzeichneten."),),
            type="memorandum",
            parties=("p1", "p2"),
            status="signed",
            count=7,
            amounts=(Money(value=70_000_000_000_000, currency="KRW"), Money(value=2.5, currency="EUR")),
            term="P5Y",
            date="2025-10-31",
        ),
        Statement(
            id="e3",
            evidence=(at("Ada sagte: „<b>Gut</b> so.“"),),
            mode=Mode.DIRECT,
            speaker="p1",
            addressees=("p2",),
            quote=(at("<b>Gut</b> so."),),
            reply_to="e4",
        ),
        Statement(id="e4", evidence=(at("Ada sagte"),), mode=Mode.REPORTED, speaker=None, quote=(at("Gut"),)),
        Issue(id="e5", evidence=(at("Boot"),), subject="Boot", parties=("p1",), status="disputed"),
        Gift(
            id="e6",
            evidence=(at("Ben schenkte ein Boot & ging."),),
            giver="p2",
            recipient="p1",
            item="Boot",
            quantity=1,
        ),
        Assessment(
            id="e7", evidence=(at("Gut"),), assessor=None, subject="so", verdict=(at("Gut"),), polarity="positive"
        ),
        Action(
            id="e8",
            evidence=(at("ging"),),
            actors=("p2",),
            trigger=(at("ging"),),
            status="happened",
            recipients=("p1",),
        ),
    )
    report = Report(id="r1", text=TEXT, language="de", published=date(2025, 11, 2), title="T", publisher="P")
    return Reading(report=report, parties=parties, entries=entries)


def test_the_text_page_tells_who_what_when_where_and_the_words(reading):
    page = reading_as_text(reading)
    for part in (
        "Ada",
        "Kanzlerin, AUT",
        "AUTGOV",
        "2025-11-01 · Graz (AUT)",
        "Anzahl: 7",
        "70.000.000.000.000 KRW",
        "2,50 EUR",
        "P5Y",
        "e3 wörtlich: Ada an Ben",
        "antwortet auf e4",
        "unbekannt",
        "Ben → Ada: Boot",
        "der Bericht selbst",
        "„ging“",
    ):
        assert part in page


def test_kinds_stand_in_order_and_entries_in_the_order_of_time(reading):
    page = reading_as_text(reading)
    headings = [
        page.index(h)
        for h in ("Begegnungen", "Abmachungen", "Äußerungen", "Streitfragen", "Geschenke", "Bewertungen", "Handlungen")
    ]
    assert headings == sorted(headings)


def test_control_characters_cannot_steer_the_terminal(reading):
    hostile = Report(id="r1", text=TEXT, language="de", title="\x1b[2J weg")
    assert "\x1b" not in reading_as_text(Reading(report=hostile, parties=(), entries=()))


def test_an_empty_reading_says_so():
    report = Report(id="r", text="Nichts.", language="de")
    assert "Nichts, was in das Register gehört" in reading_as_text(Reading(report=report, parties=(), entries=()))


def test_the_pieces_are_the_whole_text(reading):
    assert "\n".join("".join(p.text for p in run) for run in _paragraphs(reading_pieces(reading))) == TEXT


def _paragraphs(pieces):
    run = []
    for piece in pieces:
        if piece.text:
            run.append(piece)
        else:
            yield run
            run = []
    yield run


def test_each_piece_knows_the_entries_that_it_is_evidence_of(reading):
    by_text = {p.text: p.entries for p in reading_pieces(reading)}
    assert set(by_text["Gut"]) == {"e3", "e7"}
    assert by_text["Ada traf Ben."] == ("e1",)


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids, self.targets, self.sources, self.tags = set(), set(), set(), []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append(tag)
        if "id" in values:
            assert values["id"] not in self.ids
            self.ids.add(values["id"])
        if values.get("href", "").startswith("#"):
            self.targets.add(values["href"][1:])
        self.sources |= {values[k] for k in ("src", "href") if k in values and not values[k].startswith("#")}


def test_every_link_of_the_page_leads_somewhere_within_it(reading):
    page = _Page()
    page.feed(readings_as_html([reading, reading]))
    assert page.targets <= page.ids
    assert page.sources == set()
    assert {f"r1-e{i}" for i in range(1, 9)} <= page.ids
    assert {f"r2-e{i}-t" for i in range(1, 9)} <= page.ids


def test_markup_in_a_report_is_shown_not_obeyed(reading):
    html = readings_as_html([reading])
    page = _Page()
    page.feed(html)
    assert "&lt;b&gt;" in html
    assert page.tags.count("b") == len(reading.entries)
