"""Subjects, objects, agents and complements of clauses; sentences carry their mentions in brackets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipfelbuch.marking.rules.phrases import phrases_of
from gipfelbuch.marking.rules.roles import (
    agent_of,
    antecedent_of,
    complement_of,
    datives_of,
    doer_of,
    evidence_of,
    is_passive,
    mentions_in,
    objects_of,
    subject_of,
)
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Clause, Document, Language, Report
from gipfelbuch.model.spans import Span
from gipfelbuch.segmenting import segment_report


def bracketed(text: str, language: Language) -> tuple[Document, tuple[Mention, ...]]:
    """The document without the brackets, and a mention for each pair of them."""
    mentions: list[Mention] = []
    plain = ""
    for number, part in enumerate(text.replace("]", "[").split("[")):
        if number % 2:
            mentions.append(_mention(part, len(plain)))
        plain += part
    return segment_report(Report(id="r", text=plain, language=language)), tuple(mentions)


def _mention(words: str, start: int) -> Mention:
    name = words[:-1] if words in ("Xis", "Lees", "Chinas") else words
    nominal = words.split(maxsplit=1)[0].lower() in ("der", "die", "das", "dem", "den", "the")
    return Mention(
        span=Span(start, start + len(words)), type=PartyType.PERSON, name=name, nominal=nominal, plural=False
    )


def clause_with(document: Document, words: str) -> Clause:
    """The clause that holds the words."""
    at = document.text.index(words)
    return next(c for s in document.sentences for c in s.clauses if c.span.start <= at < c.span.end)


def said(document: Document, spans: tuple[Span, ...]) -> list[str]:
    """The spans as words."""
    return [s.of(document.text) for s in spans]


SUBJECTS: list[tuple[Language, str, str, list[str]]] = [
    ("de", "Der koreanische Präsident [Lee] traf am Montag den Staatschef [Xi].", "traf", ["Lee"]),
    ("de", "Am Freitag traf Präsident [Lee] seinen Kollegen [Xi].", "traf", ["Lee"]),
    ("de", "Nach Angaben des Ministeriums traf die Ministerin [Park] ihren Kollegen [Wang].", "traf", ["Park"]),
    ("de", "Den Vertrag unterzeichneten [Lee] und [Xi].", "Vertrag", ["Lee", "Xi"]),
    ("de", "Dem Gast überreichte [Lee] ein Buch.", "überreichte", ["Lee"]),
    (
        "de",
        "[Deutschland], [Frankreich] und die [USA] haben sich geeinigt.",
        "geeinigt",
        ["Deutschland", "Frankreich", "USA"],
    ),
    ("de", "[Lee] sagte am Freitag nichts und forderte den Abzug.", "forderte", ["Lee"]),
    ("de", "[Lee] versprach, die Truppen abzuziehen.", "abzuziehen", ["Lee"]),
    ("de", "Präsident [Lee], der am Montag in Berlin eintraf, sprach mit [Merkel].", "eintraf", ["Lee"]),
    ("de", "Präsident [Lee], der am Montag in Berlin eintraf, sprach mit [Merkel].", "sprach", ["Lee"]),
    ("de", "Der Vertrag, den [Lee] unterzeichnete, tritt in Kraft.", "unterzeichnete", ["Lee"]),
    ("de", "Der Vertrag, den [Lee] unterzeichnete, tritt in Kraft.", "tritt", ["Der Vertrag"]),
    ("de", "Der Konflikt, in dem [China] vermittelt, dauert an.", "vermittelt", ["China"]),
    ("de", "Die Ministerin, die er traf, lobte die Reise.", "die er", ["er"]),
    ("de", "Als [Lee] fragte, antwortete [Xi] sofort.", "antwortete", ["Xi"]),
    ("de", "Als [Lee] fragte, antwortete [Xi] sofort.", "fragte", ["Lee"]),
    ("de", "„Wir sind bereit“, sagte [Lee] am Montag.", "sagte", ["Lee"]),
    ("de", "[Xis] Frau [Peng] bekam von [Lee] eine Uhr.", "bekam", ["Peng"]),
    ("de", "[Xi], der Präsident der Volksrepublik, reiste nach Seoul.", "reiste", ["Xi"]),
    ("de", "Der Chef der Behörde, [Griffin], ist nach China gereist.", "gereist", ["Griffin"]),
    ("de", "Die Präsidenten beider Länder, [Lee] und [Xi], trafen sich in Seoul.", "trafen", ["Lee", "Xi"]),
    ("de", "Beide Seiten vereinbarten, die Gespräche fortzusetzen.", "vereinbarten", ["Beide Seiten"]),
    ("de", "Gestern warf die Regierung der Opposition Verrat vor.", "warf", ["die Regierung"]),
    ("de", "Dann hatte sie sechs Päckchen Tee mitgebracht.", "sechs", ["sie"]),
    ("de", "Weil [Lee] krank war, fiel das Treffen aus.", "krank", ["Lee"]),
    ("de", "Dass [Xi] und [Lee] reden, freut viele.", "reden", ["Xi", "Lee"]),
    ("en", "President [Lee] met [Xi] in Seoul on Monday.", "met", ["Lee"]),
    ("en", "On Friday, [Lee] and [Xi] signed a treaty.", "signed", ["Lee", "Xi"]),
    ("en", "President [Lee], who arrived on Monday, spoke with [Merkel].", "arrived", ["Lee"]),
    ("en", "President [Lee], who arrived on Monday, spoke with [Merkel].", "spoke", ["Lee"]),
    ("en", "[Lee] visited Berlin and met [Merkel].", "met", ["Lee"]),
    ("en", '"We agree," said [Lee] on Monday.', "said", ["Lee"]),
    ("en", "A planned meeting of the two ministers was called off.", "called", ["A planned meeting"]),
]


@pytest.mark.parametrize(("language", "text", "word", "expected"), SUBJECTS)
def test_subject_is_found_wherever_the_language_puts_it(
    language: Language, text: str, word: str, expected: list[str]
) -> None:
    document, mentions = bracketed(text, language)
    assert said(document, subject_of(document, clause_with(document, word), mentions)) == expected


@pytest.mark.parametrize(
    ("language", "text", "word", "expected"),
    [
        ("de", "Am Freitag traf Präsident [Lee] seinen Kollegen [Xi].", "traf", ["Xi"]),
        ("de", "Den Vertrag unterzeichneten [Lee] und [Xi].", "Vertrag", ["Den Vertrag"]),
        ("de", "Dem Gast überreichte [Lee] ein Buch.", "Gast", ["Dem Gast", "ein Buch"]),
        ("de", "Die Ministerin, die [Wang] traf, lobte die Reise.", "lobte", ["die Reise"]),
        ("de", "[Lee] sagte am Freitag nichts und forderte den Abzug.", "forderte", ["den Abzug"]),
        ("en", "[Lee] gave [Xi] a lacquer box.", "gave", ["Xi", "a lacquer box"]),
        ("en", "On Friday, [Lee] and [Xi] signed a treaty.", "signed", ["a treaty"]),
    ],
)
def test_objects_are_what_is_left_without_preposition(
    language: Language, text: str, word: str, expected: list[str]
) -> None:
    document, mentions = bracketed(text, language)
    assert said(document, objects_of(document, clause_with(document, word), mentions)) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Dem Gast überreichte [Lee] ein Buch.", "Gast", ["Dem Gast"]),
        ("Er schenkte ihr eine Uhr.", "schenkte", ["ihr"]),
        ("Gestern warf die Regierung der Opposition Verrat vor.", "warf", ["der Opposition"]),
        ("[Lee] lobte den Vertrag.", "lobte", []),
    ],
)
def test_datives_are_told_from_accusatives(text: str, word: str, expected: list[str]) -> None:
    document, mentions = bracketed(text, "de")
    assert said(document, datives_of(document, clause_with(document, word), mentions)) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Das Abkommen wurde von [Lee] und dem Präsidenten [Xi] unterzeichnet.", ["Lee", "Xi"]),
        ("de", "Die Brücke ist durch [Soldaten] zerstört worden.", ["Soldaten"]),
        ("de", "[Lee] bekam von [Xi] eine Uhr.", []),
        ("en", "The treaty was signed by [Lee] and [Xi].", ["Lee", "Xi"]),
        ("en", "[Xi], the president, was welcomed by [Lee] and his wife [Kim].", ["Lee", "Kim"]),
    ],
)
def test_agent_is_found_only_in_the_passive(language: Language, text: str, expected: list[str]) -> None:
    document, mentions = bracketed(text, language)
    clause = document.sentences[0].clauses[0]
    assert said(document, agent_of(document, clause, mentions)) == expected
    assert is_passive(document, clause) == bool(expected)


def test_doer_is_the_agent_in_the_passive_and_the_subject_else() -> None:
    for text in ("Das Abkommen wurde von [Lee] unterzeichnet.", "[Lee] unterzeichnete das Abkommen."):
        document, mentions = bracketed(text, "de")
        assert said(document, doer_of(document, document.sentences[0].clauses[0], mentions)) == ["Lee"]


@pytest.mark.parametrize(
    ("language", "text", "prepositions", "expected"),
    [
        ("de", "[Lee] sprach mit [Xi] und [Kim] über Zölle.", ("mit",), ["Xi", "Kim"]),
        ("de", "Im Gespräch mit dem Gast blieb [Lee] ruhig.", ("mit",), ["dem Gast"]),
        ("de", "Zum Kanzler reiste [Lee].", ("zu",), ["Kanzler"]),
        ("en", "[Lee] spoke with [Xi] about tariffs.", ("with",), ["Xi"]),
        ("en", "Talks between [Lee], [Xi] and [Kim] failed.", ("between",), ["Lee", "Xi", "Kim"]),
    ],
)
def test_complements_follow_their_preposition(
    language: Language, text: str, prepositions: tuple[str, ...], expected: list[str]
) -> None:
    document, mentions = bracketed(text, language)
    clause = document.sentences[0].clauses[0]
    assert said(document, complement_of(document, clause, prepositions, mentions)) == expected


def test_relative_pronoun_stands_for_the_name_before_it() -> None:
    document, mentions = bracketed("Präsident [Lee], den [Xi] empfing, dankte.", "de")
    clause = clause_with(document, "empfing")
    assert said(document, antecedent_of(document, clause, mentions)) == ["Lee"]
    assert said(document, subject_of(document, clause, mentions)) == ["Xi"]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Lee kam an und Xi reiste ab.", "reiste", "Xi reiste ab"),
        ("Lee kam am Montag an.", "kam", "Lee kam am Montag an."),
        ("Beide stimmten zu, Daten zu tauschen, weil es nützt.", "stimmten", "Beide stimmten zu, Daten zu tauschen"),
    ],
)
def test_evidence_is_the_smallest_run_of_clauses(text: str, words: str, expected: str) -> None:
    document, _ = bracketed(text, "de")
    at = text.index(words)
    assert evidence_of(document, Span(at, at + len(words))).of(text) == expected


def test_mentions_in_leaves_out_what_reaches_over_the_border() -> None:
    document, mentions = bracketed("[Lee] und [Xi] reisten.", "de")
    assert mentions_in(mentions, Span(0, len(document.text))) == mentions
    assert mentions_in(mentions, Span(0, 9)) == mentions[:1]


@given(st.text(alphabet="abc der die den und , . ( ) „ “ von mit Xi Lee 1 -\n\u0000😀", max_size=120))
def test_phrases_lie_in_their_clause_and_never_overlap(text: str) -> None:
    document, _ = bracketed(text.replace("[", "").replace("]", ""), "de")
    for sentence in document.sentences:
        for clause in sentence.clauses:
            last = clause.first
            for phrase in phrases_of(document, clause, ()):
                assert last <= phrase.first < phrase.last <= clause.last
                assert phrase.heads
                last = phrase.last
            subject_of(document, clause, ())
