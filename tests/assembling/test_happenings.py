"""Encounters, agreements and gifts put together from whole short reports."""

from __future__ import annotations

from datetime import date

import pytest

from gipfelbuch.assembling import assemble_reading
from gipfelbuch.assembling.happenings import covers, dates_agree, first_day, is_later, more_exact, sides_told
from gipfelbuch.assembling.parties import assemble_parties
from gipfelbuch.marking import mark_document
from gipfelbuch.model.entries import Agreement, Encounter, Gift, Kind, Reading
from gipfelbuch.model.marks import Argument, Deed, Role
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.model.spans import Span
from gipfelbuch.segmenting import segment_report

PUBLISHED = date(2025, 11, 3)


def read(text: str, language: Language = "de") -> Reading:
    """The reading of a text published on 3 November 2025."""
    document = segment_report(Report(id="r", text=text, language=language, published=PUBLISHED))
    return assemble_reading(document, mark_document(document))


def names(reading: Reading, refs: tuple[str, ...]) -> set[str]:
    """The names of parties."""
    known = {p.id: p.name for p in reading.parties}
    return {known[r] for r in refs}


def encounters(reading: Reading) -> list[Encounter]:
    """The encounters of a reading."""
    return [e for e in reading.entries if isinstance(e, Encounter)]


def agreements(reading: Reading) -> list[Agreement]:
    """The agreements of a reading."""
    return [e for e in reading.entries if isinstance(e, Agreement)]


def gifts(reading: Reading) -> list[Gift]:
    """The gifts of a reading."""
    return [e for e in reading.entries if isinstance(e, Gift)]


def test_heads_of_two_states_who_meet_hold_a_summit() -> None:
    reading = read(
        "Der deutsche Bundeskanzler Karl Berg traf am Samstag den französischen Präsidenten Luc Morel in Bonn."
    )
    assert [(e.type, e.status) for e in encounters(reading)] == [("summit", "held")]


def test_ministers_who_meet_hold_a_meeting() -> None:
    reading = read("Außenministerin Eva Berg traf am Samstag den französischen Außenminister Luc Morel in Bonn.")
    assert [e.type for e in encounters(reading)] == ["meeting"]


def test_later_definite_words_join_the_encounter_and_add_their_evidence() -> None:
    text = (
        "Deutschland und Polen hielten am Samstag einen Gipfel in Bonn ab. "
        "Der Gipfel dauerte vier Stunden. Die Gespräche begannen spät."
    )
    found = encounters(read(text))
    assert len(found) == 1
    assert found[0].evidence[0].of(text).startswith("Deutschland")
    assert len(found[0].evidence) > 1


def test_vague_words_alone_make_no_encounter() -> None:
    assert encounters(read("Die Gespräche begannen spät. Polen schwieg.")) == []


def test_date_behind_the_publication_makes_a_plan() -> None:
    reading = read("Am 20. November 2025 besucht der französische Präsident Luc Morel Polen.")
    assert [(e.type, e.status, e.date) for e in encounters(reading)] == [("visit", "planned", "2025-11-20")]


def test_visited_country_is_host_and_participant() -> None:
    reading = read("Der französische Präsident Luc Morel besuchte am Samstag Polen.")
    visit = encounters(reading)[0]
    assert names(reading, visit.participants) == {"Luc Morel", "Polen"}
    assert visit.host is not None
    assert names(reading, (visit.host,)) == {"Polen"}


def test_trip_without_another_named_party_is_no_encounter() -> None:
    assert encounters(read("Der Präsident reiste am Samstag ab.")) == []


def test_cancelled_meeting_stays_apart_from_the_one_held() -> None:
    text = (
        "Deutschland und Polen trafen sich am Samstag in Bonn. "
        "Ein für Dezember geplantes Treffen zwischen Deutschland und Polen wurde abgesagt."
    )
    assert sorted(e.status for e in encounters(read(text))) == ["cancelled", "held"]


def test_a_town_and_its_state_are_one_place_and_the_town_is_told() -> None:
    text = (
        "Deutschland und Polen trafen sich am Samstag in Polen. Der Gipfel war kurz. "
        "Deutschland und Polen trafen sich am Samstag in Zakopane."
    )
    assert [e.place.name if e.place else None for e in encounters(read(text))] == ["Zakopane"]


def test_towns_of_one_state_are_two_places() -> None:
    text = "Deutschland und Polen trafen sich in Zakopane. Deutschland und Polen trafen sich in Danzig."
    assert [e.place.name if e.place else None for e in encounters(read(text))] == ["Zakopane", "Danzig"]


def test_persons_who_sign_for_two_states_bind_their_states() -> None:
    text = (
        "Deutschland und Polen rücken zusammen. Der deutsche Bundeskanzler Karl Berg und der polnische "
        "Ministerpräsident Jan Nowak unterzeichneten einen Grenzvertrag."
    )
    reading = read(text)
    assert [names(reading, a.parties) for a in agreements(reading)] == [{"Deutschland", "Polen"}]


def test_later_mention_of_an_agreement_joins_it() -> None:
    text = (
        "Deutschland und Polen unterzeichneten am Samstag ein Handelsabkommen. "
        "Das Abkommen zwischen Deutschland und Polen wurde in Bonn unterzeichnet."
    )
    found = agreements(read(text))
    assert [(a.type, a.status) for a in found] == [("trade_deal", "signed")]
    assert len(found[0].evidence) == 2


def test_seven_memoranda_are_one_entry_and_those_told_apart_their_own() -> None:
    text = (
        "Deutschland und Polen unterzeichneten sieben Memoranden, darunter eines über Häfen "
        "und ein weiteres über Fischfang."
    )
    found = agreements(read(text))
    assert [(a.count, a.subject) for a in found] == [(7, None), (None, "Häfen"), (None, "Fischfang")]


def test_amounts_and_term_of_a_swap_are_told_in_full() -> None:
    text = "Deutschland und Polen erneuerten einen Währungsswap über 70 Billionen Won für fünf Jahre."
    swap = agreements(read(text))[0]
    assert [(m.value, m.currency) for m in swap.amounts] == [(70e12, "KRW")]
    assert swap.term == "P5Y"


def test_agreement_takes_its_date_from_the_talks_just_told() -> None:
    text = "Deutschland und Polen verhandelten am Samstag in Bonn. Beide Seiten vereinbarten, die Grenze zu öffnen."
    found = agreements(read(text))
    assert [(a.type, a.date) for a in found] == [("understanding", "2025-11-01")]


@pytest.mark.parametrize(
    ("status", "text", "plover"),
    [
        ("signed", "Deutschland und Polen unterzeichneten ein Abkommen.", "AGREE"),
        ("rejected", "Polen lehnte das Abkommen mit Deutschland ab.", "REJECT"),
        ("violated", "Polen brach die Waffenruhe mit Deutschland.", None),
    ],
)
def test_plover_follows_the_status(status: str, text: str, plover: str | None) -> None:
    assert [(a.status, a.plover) for a in agreements(read(text))] == [(status, plover)]


def test_other_side_of_a_gift_is_the_one_who_is_met() -> None:
    text = (
        "Der deutsche Bundeskanzler Karl Berg traf am Samstag den französischen Präsidenten Luc Morel in Bonn. "
        "Zum Abschied gab es Geschenke: Berg schenkte eine Vase aus Ton."
    )
    reading = read(text)
    gift = gifts(reading)[0]
    assert gift.giver is not None
    assert gift.recipient is not None
    assert names(reading, (gift.giver,)) == {"Karl Berg"}
    assert names(reading, (gift.recipient,)) == {"Luc Morel"}
    assert gift.item == "Vase aus Ton"


def test_same_report_gives_the_same_entries_twice() -> None:
    text = "Deutschland und Polen unterzeichneten am Samstag ein Handelsabkommen in Bonn."
    assert read(text) == read(text)


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2025-11-01", date(2025, 11, 1)),
        ("2025-11", date(2025, 11, 1)),
        ("2025", date(2025, 1, 1)),
        ("2025-11-01/2025-11-03", date(2025, 11, 1)),
        ("2027-21", date(2027, 1, 1)),
        ("../2025", None),
        ("", None),
        (None, None),
    ],
)
def test_first_day_of_edtf(edtf: str | None, expected: date | None) -> None:
    assert first_day(edtf) == expected


@pytest.mark.parametrize(
    ("edtf", "later"),
    [
        ("2025-11-04", True),
        ("2025-11-03", False),
        ("2025-11", False),
        ("2025-12", True),
        ("2025-11-01/2025-11-09", False),
    ],
)
def test_later_than_the_publication_means_wholly_behind_it(edtf: str, *, later: bool) -> None:
    assert is_later(edtf, PUBLISHED) is later


def test_dates_agree_if_one_includes_the_other() -> None:
    assert dates_agree("2025-11", "2025-11-01")
    assert dates_agree(None, "2025-11-01")
    assert not dates_agree("2025-11-01", "2025-11-02")
    assert more_exact("2025-11", "2025-11-01") == "2025-11-01"
    assert covers("1983/..", PUBLISHED)


def test_entries_of_one_kind_have_ids_of_their_own() -> None:
    reading = read("Deutschland und Polen verhandelten am Samstag. Polen und Ungarn unterzeichneten einen Pakt.")
    ids = [e.id for e in reading.entries if e.kind in (Kind.ENCOUNTER, Kind.AGREEMENT)]
    assert len(ids) == len(set(ids)) == 2


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        ("Polen und Chile unterzeichneten am Freitag einen Vertrag.", {"Polen", "Chile"}),
        ("Chile unterzeichnete einen Vertrag.", {"Kanada", "Chile"}),
    ],
)
def test_two_sides_that_the_evidence_names_are_all(evidence: str, told: set[str]) -> None:
    text = f"Kanada schwieg. {evidence}"
    document = segment_report(Report(id="r", text=text, language="de", published=PUBLISHED))
    marks = mark_document(document, encoder=False)
    book = assemble_parties(document, marks.mentions)
    at = Span(text.index(evidence), len(text))
    named = tuple(Argument(role=Role.PARTY, span=m.span) for m in marks.mentions)
    deed = Deed(
        kind=Kind.AGREEMENT, trigger=(Span(text.index("Vertrag"), len(text) - 1),), evidence=(at,), arguments=named
    )
    assert {book.by_id[p].name for p in sides_told(book, deed, Role.PARTY)} == told
