"""Encounters of whole German reports: who takes part where the words only say "both", when, and how it stands."""

from __future__ import annotations

from datetime import date

import pytest

from gipfelbuch.model.entries import Action, Agreement, Encounter, Reading
from gipfelbuch.model.reports import Report
from gipfelbuch.pipeline import read_report

PAIR = "Deutschland und Peru streiten über Kupfer. Deutschland und Peru sind Partner. "
LEADERS = "Kanzler Uwe Kranz aus Deutschland und Präsident Luis Vega aus Peru kennen sich. "


def read(text: str) -> Reading:
    return read_report(Report(id="r", text=text, language="de", published=date(2020, 5, 14)))


def names(reading: Reading, ids: tuple[str, ...]) -> set[str]:
    """Names of parties without article and genitive."""
    known = {
        p.id: p.name.removeprefix("die ").removeprefix("Die ").removeprefix("dem ").rstrip("s") for p in reading.parties
    }
    return {known[i] for i in ids}


def encounters_at(text: str, words: str) -> list[tuple[Encounter, set[str]]]:
    """The encounters whose evidence holds the words, with the names of those who take part."""
    reading = read(text)
    found = [e for e in reading.entries if isinstance(e, Encounter)]
    return [(e, names(reading, e.participants)) for e in found if any(words in s.of(text) for s in e.evidence)]


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        ("Eine Verhandlungsrunde am Dienstag endete ohne Ergebnis.", "negotiation", "held"),
        ("Die Verhandlungen hatten im März begonnen.", "negotiation", "held"),
        ("Am Samstag wollen die Delegationen ihre Beratungen fortsetzen.", "meeting", "planned"),
        ("Konsultationen beider Länder sind für den Herbst in Wien geplant.", "meeting", "planned"),
    ],
)
def test_talks_told_without_names_are_held_by_both_sides(sentence: str, kind: str, status: str) -> None:
    found = encounters_at(PAIR + sentence, sentence[:-1])
    assert [(e.type, e.status, who) for e, who in found] == [(kind, status, {"Deutschland", "Peru"})]


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Am Rande des Gipfels trafen sich Kranz und Vega am Montag in Wien.", {"Uwe Kranz", "Luis Vega"}),
        ("Am Sonntag treffen sich die Außenminister am Rande des Gipfels in Wien.", {"Außenminister"}),
        ("Am Montag hat Kranz in Wien mit Luis Vega Gespräche geführt.", {"Uwe Kranz", "Luis Vega"}),
        ("Die Präsidenten von Chile und Peru sprachen am Montag miteinander.", {"Präsidenten von Chile und Peru"}),
        ("Kranz will am Freitag in Wien Vertreter der Rebellen treffen.", {"Uwe Kranz", "Vertreter der Rebellen"}),
    ],
)
def test_participants_are_cut_at_the_next_name(sentence: str, who: set[str]) -> None:
    found = encounters_at(LEADERS + sentence, sentence[:-1])
    assert [w for _, w in found] == [who]


def test_calls_with_several_partners_are_one_entry_each() -> None:
    text = LEADERS + "Der Vermittler Jonas Beck telefonierte am Dienstag nacheinander mit Kranz und Vega."
    found = encounters_at(text, "telefonierte")
    assert sorted(sorted(who) for _, who in found) == [["Jonas Beck", "Luis Vega"], ["Jonas Beck", "Uwe Kranz"]]


def test_visits_to_several_states_are_one_entry_each() -> None:
    text = "Peru und Chile warten. Außenminister Uwe Kranz soll am Freitag nach Peru und danach nach Chile reisen."
    found = encounters_at(text, "reisen")
    assert [(e.type, who) for e, who in found] == [("visit", {"Uwe Kranz", "Peru"}), ("visit", {"Uwe Kranz", "Chile"})]


def test_a_pronoun_never_means_the_subject_of_its_clause() -> None:
    text = "Kanzler Uwe Kranz traf Präsident Luis Vega. Vega rief ihn danach an."
    found = encounters_at(text, "rief")
    assert [(e.type, who) for e, who in found] == [("call", {"Uwe Kranz", "Luis Vega"})]


def test_what_was_since_when_is_no_date() -> None:
    text = LEADERS + "Kranz und Vega haben am Montag erstmals seit 2012 wieder miteinander gesprochen."
    (encounter, _), *_ = encounters_at(text, "gesprochen")
    assert (encounter.date, encounter.status) == ("2020-05-11", "held")


def test_a_guest_is_on_a_visit() -> None:
    text = "Peru ist weit. Präsident Luis Vega ist bis Samstag zu Gast in Deutschland. Deutschland freut sich."
    assert [(e.type, who) for e, who in encounters_at(text, "zu Gast")] == [("visit", {"Luis Vega", "Deutschland"})]


def test_a_guest_without_visit_is_none() -> None:
    text = "Präsident Luis Vega nannte Kanzler Uwe Kranz einen Gast in Deutschland."
    assert encounters_at(text, "Gast") == []


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Keine Einigung gab es über die Grenze.", "failed"),
        ("Das Treffen endete ohne Einigung auf einen Zeitplan.", "failed"),
        ("Am Abend folgte die Unterzeichnung von neun Absichtserklärungen.", "signed"),
        ("Danach setzten Minister beider Regierungen ihre Namen unter neun Absichtserklärungen.", "signed"),
        ("Deutschland und Peru arbeiten an einer Resolution über den Walfang.", "proposed"),
    ],
)
def test_how_agreements_stand(sentence: str, status: str) -> None:
    text = "Deutschland und Peru sprachen am Montag in Wien miteinander. " + sentence
    reading = read(text)
    found = [e for e in reading.entries if isinstance(e, Agreement)]
    assert [(e.status, names(reading, e.parties)) for e in found] == [(status, {"Deutschland", "Peru"})]


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Peru rief seinen Gesandten Luis Vega zurück.", "Peru", None),
        ("Chile erhebt Sonderzölle auf peruanischen Reis. Peru klagt.", "Chile", "Peru"),
        (
            "Peru erklärte sechs chilenische Diplomaten zu unerwünschten Personen.",
            "Peru",
            "sechs chilenische Diplomaten",
        ),
        ("Peru schickt 38 Polizisten nach Chile.", "Peru", "Chile"),
        ("Peru überreichte dem Gesandten eine Protestnote.", "Peru", "Gesandten"),
    ],
)
def test_deeds_of_diplomacy(text: str, actor: str, recipient: str | None) -> None:
    reading = read(text)
    deeds = [e for e in reading.entries if isinstance(e, Action)]
    assert names(reading, deeds[0].actors) == {actor}
    assert names(reading, deeds[0].recipients) == ({recipient} if recipient else set())
