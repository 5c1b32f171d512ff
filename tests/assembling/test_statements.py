"""Statements out of quotations: speakers, answers, addressees, PLOVER types."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gipfelbuch import read_report
from gipfelbuch.assembling.parties import assemble_parties
from gipfelbuch.assembling.scenes import Scene
from gipfelbuch.assembling.statements import assemble_statements
from gipfelbuch.marking.rules.mentions import mark_mentions
from gipfelbuch.marking.rules.quotations import mark_quotations
from gipfelbuch.model.entries import Mode, Statement
from gipfelbuch.model.marks import Marks, Quotation
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.model.spans import Span
from gipfelbuch.segmenting import segment_report


def scene_of(text: str, language: Language = "de", more: tuple[Quotation, ...] = ()) -> Scene:
    document = segment_report(Report(id="r", text=text, language=language))
    mentions = mark_mentions(document)
    quotations = (*mark_quotations(document, Marks(mentions=mentions)), *more)
    marks = Marks(mentions=mentions, quotations=quotations)
    return Scene(document=document, marks=marks, parties=assemble_parties(document, mentions))


def names(scene: Scene, statement: Statement) -> list[str]:
    """The mentions of the speaker, in order."""
    return [scene.parties.by_id[statement.speaker].name] if statement.speaker else []


@pytest.mark.parametrize(
    ("text", "language", "plover"),
    [
        ("Russland forderte niedrigere Zölle.", "de", "REQUEST"),
        ("Russland warf China vor, die Grenze verletzt zu haben.", "de", "ACCUSE"),
        ("Russland lehnte den Vertrag ab.", "de", "REJECT"),
        ("Russland drohte, den Hafen zu sperren.", "de", "THREATEN"),
        ("Russland begrüßte den Vertrag.", "de", "SUPPORT"),
        ("Russland räumte ein, dass der Angriff ein Fehler war.", "de", "CONCEDE"),
        ("Russland versprach, die Häfen zu öffnen.", "de", "AGREE"),
        ("Russland sagte, China müsse die Häfen öffnen.", "de", "REQUEST"),
        ("Russland sagte, die Häfen seien offen.", "de", None),
        ("Canada demanded a new vote.", "en", "REQUEST"),
        ("Canada condemned the attack.", "en", "ACCUSE"),
        ("Canada rejected the charge.", "en", "REJECT"),
        ("Canada threatened to leave.", "en", "THREATEN"),
        ("Canada praised the agreement.", "en", "SUPPORT"),
        ("Canada admitted that the raid was a mistake.", "en", "CONCEDE"),
        ("Canada promised to open the ports.", "en", "AGREE"),
    ],
)
def test_a_statement_has_the_plover_type_of_its_verb_or_words(
    text: str, language: Language, plover: str | None
) -> None:
    statements = assemble_statements(scene_of(text, language))
    assert [s.plover for s in statements] == [plover]


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ("Russland sagte, die Häfen seien offen.", "de", "Russland"),
        ("Frankreich und Polen sagten, die Häfen seien offen.", "de", "Frankreich Polen"),
        ("Canada said the ports were open.", "en", "Canada"),
        ("Canada and Peru said the ports were open.", "en", "Canada Peru"),
    ],
)
def test_each_of_several_speakers_gets_a_statement(text: str, language: Language, speaker: str) -> None:
    scene = scene_of(text, language)
    told = [n for s in assemble_statements(scene) for n in names(scene, s)]
    assert told == speaker.split()


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ("Angela Merkels Sprecher Peter Schulz sagte, der Vertrag gelte.", "de", "Peter Schulz"),
        ("Präsident Peter Schulz von der Partei Frankreichs sagte, der Vertrag gelte.", "de", "Peter Schulz"),
        ("According to Russia's spokesman Peter Smith, the ports are open.", "en", "Peter Smith"),
    ],
)
def test_a_possessor_or_attribute_is_no_speaker(text: str, language: Language, speaker: str) -> None:
    scene = scene_of(text, language)
    (statement,) = assemble_statements(scene)
    assert names(scene, statement) == [speaker]


def test_an_answer_refers_to_the_statement_of_somebody_else() -> None:
    scene = scene_of("„Ist der Hafen offen?“, fragte Angela Merkel. „Noch nicht“, antwortete Emmanuel Macron.")
    first, second = assemble_statements(scene)
    assert first.reply_to is None
    assert second.reply_to == first.id
    assert second.addressees == (first.speaker,)


def test_nobody_speaks_to_himself() -> None:
    scene = scene_of("„Ist der Hafen offen?“, fragte Angela Merkel. „Noch nicht“, antwortete Emmanuel Macron.")
    asked, answer = scene.marks.quotations
    marks = replace(scene.marks, quotations=(asked, replace(answer, addressee=answer.speaker)))
    scene = replace(scene, marks=marks)
    first, second = assemble_statements(scene)
    assert second.addressees == (first.speaker,)
    assert second.addressee_mention == ()


def test_a_statement_far_back_is_not_answered() -> None:
    filler = "Es regnete in Bonn. " * 6
    scene = scene_of(f"„Ist der Hafen offen?“, fragte Angela Merkel. {filler}„Nein“, antwortete Emmanuel Macron.")
    assert [s.reply_to for s in assemble_statements(scene)] == [None, None]


def test_the_addressee_named_is_the_addressee() -> None:
    scene = scene_of("Russland warf China vor, die Grenze verletzt zu haben.")
    (statement,) = assemble_statements(scene)
    assert [scene.parties.by_id[a].name for a in statement.addressees] == ["China"]


def test_the_same_words_found_twice_are_one_statement() -> None:
    text = "Russland sagte, die Häfen seien offen."
    start = text.index("die Häfen")
    again = Quotation(
        mode=Mode.INDIRECT, quote=(Span(start, len(text) - 1),), evidence=(Span(0, len(text)),), score=0.4
    )
    statements = assemble_statements(scene_of(text, more=(again,)))
    assert len(statements) == 1
    assert statements[0].cue


def test_ids_are_unique_and_evidence_is_kept() -> None:
    scene = scene_of("Frankreich und Polen sagten, die Häfen seien offen. Russland lehnte den Vertrag ab.")
    statements = assemble_statements(scene)
    assert len({s.id for s in statements}) == len(statements) == 3
    assert all(s.evidence for s in statements)


def test_without_speech_there_are_no_statements() -> None:
    assert assemble_statements(scene_of("Es regnete in Bonn.")) == ()


@pytest.mark.parametrize(
    ("text", "language", "speakers"),
    [
        ("Frankreich, Italien und Spanien forderten einen Abzug.", "de", ["Frankreich", "Italien", "Spanien"]),
        ("Australia, Japan and New Zealand demanded a ban.", "en", ["Australia", "Japan", "New Zealand"]),
        ("Präsident Anton Lee, ein Freund von Peru und Chile, forderte mehr Geld.", "de", ["Anton Lee"]),
        ("Der Sprecher, Tom Wolf, und Peru forderten mehr Geld.", "de", ["Tom Wolf", "Peru"]),
    ],
)
def test_every_name_of_a_list_speaks_but_no_apposition(text: str, language: Language, speakers: list[str]) -> None:
    reading = read_report(Report(id="r", text=text, language=language))
    names = {p.id: p.name for p in reading.parties}
    found = [names[e.speaker] for e in reading.entries if isinstance(e, Statement) and e.speaker]
    assert sorted(found) == sorted(speakers)
