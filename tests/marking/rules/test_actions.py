"""Actions: which words name a deed, who does it, to whom, and what is no deed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipfelbuch.marking import mark_document
from gipfelbuch.marking.rules.actions import mark_actions
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.marks import Deed, Marks, Role
from gipfelbuch.model.reports import Document, Language, Report
from gipfelbuch.segmenting import segment_report

MakeDocument = Callable[..., Document]


def actions(document: Document) -> list[Deed]:
    return [d for d in mark_document(document).deeds if d.kind is Kind.ACTION]


def bracketed(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without square brackets, and what they held, as offsets."""
    plain, spans, start = "", [], 0
    for character in text:
        if character == "[":
            start = len(plain)
        elif character == "]":
            spans.append((start, len(plain)))
        else:
            plain += character
    return plain, spans


GERMAN = [
    ("Die Armee [bombardierte] am Montag zwei Dörfer.", "ASSAULT"),
    ("Soldaten [erschossen] drei Fischer.", "ASSAULT"),
    ("Rebellen haben die Hafenstadt [besetzt].", "ASSAULT"),
    ("Die Polizei [nahm] zwölf Studenten [fest].", "COERCE"),
    ("Zwölf Studenten wurden [festgenommen].", "COERCE"),
    ("Das Gericht ließ [verhaften] niemanden; die Armee [verschleppte] zwei Ärzte.", "COERCE"),
    ("Peru [brach] die diplomatischen Beziehungen zu Chile [ab].", "SANCTION"),
    ("Die Europäische Union [verhängte] Sanktionen gegen Belarus.", "SANCTION"),
    ("Norwegen hat seinen Botschafter [zurückgerufen].", "SANCTION"),
    ("Die Regierung [wies] zwei Diplomaten [aus].", "SANCTION"),
    ("Kenia [verlegte] drei Bataillone an die Grenze.", "MOBILIZE"),
    ("Nordkorea [testete] eine Langstreckenrakete.", "MOBILIZE"),
    ("Tausende Studenten [demonstrierten] gegen die Reform.", "PROTEST"),
    ("Die Hafenarbeiter [streikten] am Dienstag.", "PROTEST"),
    ("Bauern [blockierten] die Brücke.", "PROTEST"),
    ("Japan [lieferte] Zelte und Medikamente.", "AID"),
    ("Das Rote Kreuz [evakuierte] die Verletzten.", "AID"),
    ("Die Miliz [ließ] vierzig Gefangene [frei].", "RETREAT"),
    ("Der Minister [trat] am Freitag [zurück].", "RETREAT"),
    ("Die Türkei [zog] ihre Truppen aus dem Norden [ab].", "RETREAT"),
    ("Die Regierung [hob] den Ausnahmezustand [auf].", "CONCEDE"),
    ("Das Parlament hat den Vertrag [ratifiziert].", "SUPPORT"),
    ("Chile hat den neuen Staat [anerkannt].", "SUPPORT"),
    ("Die Regierung [bestellte] den Botschafter [ein].", "ACCUSE"),
]
ENGLISH = [
    ("The army [bombed] two villages on Monday.", "ASSAULT"),
    ("Rebels [killed] three soldiers near Goma.", "ASSAULT"),
    ("Gunmen [opened fire] on a convoy.", "ASSAULT"),
    ("Police [arrested] twelve students.", "COERCE"),
    ("Twelve students were [arrested] on Friday.", "COERCE"),
    ("The government [imposed] a curfew in the capital.", "COERCE"),
    ("Peru [severed] diplomatic relations with Chile.", "SANCTION"),
    ("The European Union [imposed] sanctions on Belarus.", "SANCTION"),
    ("Norway [recalled] its ambassador.", "SANCTION"),
    ("Kenya [moved] three battalions to the border.", "MOBILIZE"),
    ("North Korea [launched] a ballistic missile.", "MOBILIZE"),
    ("Thousands of students [demonstrated] against the reform.", "PROTEST"),
    ("Dockers [went on strike] on Tuesday.", "PROTEST"),
    ("Farmers [blocked] the bridge in protest.", "PROTEST"),
    ("Japan [sent] tents and medicine to Nepal.", "AID"),
    ("The Red Cross [evacuated] the wounded.", "AID"),
    ("The rebels [released] forty prisoners.", "RETREAT"),
    ("The minister [resigned] on Friday.", "RETREAT"),
    ("Turkey [withdrew] its troops from the north.", "RETREAT"),
    ("The government [lifted] the state of emergency.", "CONCEDE"),
    ("Parliament has [ratified] the treaty.", "SUPPORT"),
    ("French and Egyptian ships [held] joint exercises.", "COOPERATE"),
]


@pytest.mark.parametrize(("marked", "plover"), GERMAN)
def test_german_deed_is_found_with_its_words_and_type(document: MakeDocument, marked: str, plover: str) -> None:
    _finds(document, marked, plover, "de")


@pytest.mark.parametrize(("marked", "plover"), ENGLISH)
def test_english_deed_is_found_with_its_words_and_type(document: MakeDocument, marked: str, plover: str) -> None:
    _finds(document, marked, plover, "en")


def _finds(document: MakeDocument, marked: str, plover: str, language: Language) -> None:
    text, wanted = bracketed(marked)
    found = [d for d in actions(document(text, language)) if d.plover == plover]
    assert found, text
    covered = {i for d in found for s in d.trigger for i in range(s.start, s.end)}
    last = wanted[-2:] if plover != "COERCE" or len(wanted) < 3 else wanted[-1:]
    assert any(i in covered for start, end in last for i in range(start, end)), text


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "language"),
    [
        ("Kenia bombardierte Somalia.", "Kenia", "Somalia", "de"),
        ("Somalia wurde von Kenia bombardiert.", "Kenia", "Somalia", "de"),
        ("Japan verhängte Sanktionen gegen Belarus.", "Japan", "Belarus", "de"),
        ("Kenya bombed Somalia.", "Kenya", "Somalia", "en"),
        ("Somalia was bombed by Kenya.", "Kenya", "Somalia", "en"),
        ("Japan imposed sanctions on Belarus.", "Japan", "Belarus", "en"),
        ("Japan gave Nepal food aid.", "Japan", "Nepal", "en"),
    ],
)
def test_actor_and_recipient(document: MakeDocument, text: str, actor: str, recipient: str, language: Language) -> None:
    deed = actions(document(text, language))[0]
    assert [s.of(text) for s in deed.spans(Role.ACTOR)] == [actor]
    assert recipient in [s.of(text) for s in deed.spans(Role.RECIPIENT)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wenn Kenia Somalia angreift, droht ein Krieg.", "de"),
        ("Die Armee könnte das Dorf angreifen.", "de"),
        ("Die Opposition forderte die Freilassung der Gefangenen.", "de"),
        ("Seit dem Anschlag ist der Platz leer.", "de"),
        ("Die Studenten wurden nicht festgenommen.", "de"),
        ("If Kenya attacks Somalia, war looms.", "en"),
        ("The army could attack the village.", "en"),
        ("The students were not arrested.", "en"),
        ("He crossed the occupied city.", "en"),
    ],
)
def test_what_is_not_told_as_a_deed_is_none(document: MakeDocument, text: str, language: Language) -> None:
    assert not actions(document(text, language))


def test_denied_recognition_is_a_rejection(document: MakeDocument) -> None:
    text = "Peru hat den neuen Staat nicht anerkannt."
    (deed,) = actions(document(text))
    assert deed.plover == "REJECT"
    assert [s.of(text) for s in deed.trigger] == ["nicht anerkannt"]


def test_clash_has_actors_only(document: MakeDocument) -> None:
    text = "Peru and Chile clashed on Monday."
    (deed,) = actions(document(text, "en"))
    assert [s.of(text) for s in deed.spans(Role.ACTOR)] == ["Peru", "Chile"]
    assert not deed.spans(Role.RECIPIENT)


def test_plan_is_planned(document: MakeDocument) -> None:
    (deed,) = actions(document("Peru will morgen seine Truppen abziehen."))
    assert deed.status == "planned"


def test_casualties_of_an_attack_are_one_deed_named_by_the_attack(document: MakeDocument) -> None:
    text = "Bei einem Bombenanschlag in Lima wurden am Dienstag 19 Menschen getötet."
    found = actions(document(text))
    assert [s.of(text) for d in found for s in d.trigger] == ["Bombenanschlag"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abAB .,„“\"'\n\u0000🙂ßnahm fest", max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    for language in ("de", "en"):
        document = segment_report(Report(id="r", text=text, language=language))  # type: ignore[arg-type]
        for deed in actions(document):
            assert all(0 <= s.start < s.end <= len(text) for s in deed.trigger)


def test_a_sentence_without_end_is_passed_over_in_linear_time(document: MakeDocument) -> None:
    endless = document("Die Polizei nahm zwei Männer und der Streit um das Wasser ist gut " * 300)
    assert not mark_actions(endless, Marks())
