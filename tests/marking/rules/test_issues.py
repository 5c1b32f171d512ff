"""Issues: which words name a contested or open matter, and how much of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gipfelbuch import Report, read_report
from gipfelbuch.marking import mark_document
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.marks import Role
from gipfelbuch.model.reports import Document, Language

MakeDocument = Callable[..., Document]

GERMAN = [
    ("Der Streit um die Fischereirechte dauert an.", ["die Fischereirechte"], "disputed"),
    ("Im Konflikt zwischen Peru und Chile um die Seegrenze gibt es Bewegung.", ["die Seegrenze"], "disputed"),
    ("Umstritten blieb die Verteilung des Wassers.", ["die Verteilung des Wassers"], "disputed"),
    ("Strittig ist weiterhin der Zugang zum Hafen.", ["der Zugang zum Hafen"], "disputed"),
    ("Zur Sprache kam auch das Schicksal der Gefangenen.", ["das Schicksal der Gefangenen"], "raised"),
    (
        "Auf der Tagesordnung stehen der Zugang zum Meer und die Zölle auf Kupfer.",
        ["der Zugang zum Meer", "die Zölle auf Kupfer"],
        "to_be_discussed",
    ),
    ("Die beiden Minister berieten über die Lage am Grenzfluss.", ["die Lage am Grenzfluss"], "raised"),
    (
        "Erörtert wurden die Visafreiheit und der Bau eines Damms.",
        ["die Visafreiheit", "der Bau eines Damms"],
        "raised",
    ),
    ("Uneinigkeit herrscht über die Deutung der Karten.", ["die Deutung der Karten"], "disputed"),
    ("Keine Einigung gab es über die Bohrungen im Golf.", ["die Bohrungen im Golf"], "deadlocked"),
    ("Die Staatschefs sind uneins über den Haushalt.", ["den Haushalt"], "disputed"),
    ("Ein Thema des Treffens war die Kernkraft.", ["die Kernkraft"], "raised"),
    ("Der Grenzstreit belastet die Beziehungen.", ["Grenzstreit"], "disputed"),
]
ENGLISH = [
    ("The dispute over fishing rights has cost both sides dear.", ["fishing rights"], "disputed"),
    ("The row between Peru and Chile over the maritime border deepened.", ["the maritime border"], "disputed"),
    ("The two governments remain at odds over consular access.", ["consular access"], "disputed"),
    ("Freight charges remain a sticking point.", ["Freight charges"], "disputed"),
    ("The ministers discussed the water supply.", ["the water supply"], "raised"),
    ("Peru raised the tariffs on copper.", ["the tariffs on copper"], "raised"),
    ("The border dispute strained relations.", ["border dispute"], "disputed"),
    ("The leaders are divided over the budget.", ["the budget"], "disputed"),
]


@pytest.mark.parametrize(
    ("text", "subjects", "status", "language"),
    [
        *((t, s, k, "de") for t, s, k in GERMAN),
        *((t, s, k, "en") for t, s, k in ENGLISH),
    ],
)
def test_matter_is_cut_from_its_words(
    document: MakeDocument, text: str, subjects: list[str], status: str, language: Language
) -> None:
    deeds = [d for d in mark_document(document(text, language)).deeds if d.kind is Kind.ISSUE]
    assert [d.spans(Role.SUBJECT)[0].of(text) for d in deeds] == subjects
    assert {d.status for d in deeds} == {status}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Delegation verhandelte über ein Abkommen.", "de"),
        ("Der Präsident sprach über das Thema.", "de"),
        ("Not everyone raised a glass.", "en"),
        ("They stood behind a long row of flags.", "en"),
        ("Peru besuchte niemand.", "de"),
    ],
)
def test_what_is_no_matter_is_left_out(document: MakeDocument, text: str, language: Language) -> None:
    assert not [d for d in mark_document(document(text, language)).deeds if d.kind is Kind.ISSUE]


def test_plan_to_talk_makes_the_matter_one_to_be_discussed(document: MakeDocument) -> None:
    text = "Am Montag wollen die Minister über die Mehlzölle beraten."
    (deed,) = [d for d in mark_document(document(text)).deeds if d.kind is Kind.ISSUE]
    assert deed.status == "to_be_discussed"


def test_a_matter_that_names_many_parties_and_a_list_of_matters_are_whole():
    text = (
        "Unter den heiklen Themen befanden sich Perus Zölle gegen Tochterfirmen von Tarum Ocean, Bohrinseln in den "
        "Gewässern des Südens und Einschränkungen bei chilenischen Importen."
    )
    reading = read_report(Report(id="r", text=text, language="de"))
    assert [e.subject for e in reading.entries if e.kind == "issue"] == [
        "Perus Zölle gegen Tochterfirmen von Tarum Ocean",
        "Bohrinseln in den Gewässern des Südens",
        "Einschränkungen bei chilenischen Importen",
    ]
