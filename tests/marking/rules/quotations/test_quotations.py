"""Speech of all modes: words, cue, speaker and person spoken to, in German and English."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipfelbuch.marking.rules.mentions import mark_mentions
from gipfelbuch.marking.rules.quotations import mark_quotations
from gipfelbuch.model.entries import Mode
from gipfelbuch.model.marks import Marks, Quotation
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.segmenting import segment_report


def quotations_of(text: str, language: Language) -> tuple[Quotation, ...]:
    document = segment_report(Report(id="r", text=text, language=language))
    return mark_quotations(document, Marks(mentions=mark_mentions(document)))


# text, mode, words said, cue, speaker, addressee
GERMAN = [
    ("„Wir sind bereit“, sagte Anna Meier.", "direct", ["Wir sind bereit"], ["sagte"], "Anna Meier", None),
    ("Der Minister sagte: „Wir kommen wieder.“", "direct", ["Wir kommen wieder."], ["sagte"], "Der Minister", None),
    ("„Wir haben uns“, erklärte der Minister, „an alles gehalten.“", "direct",
     ["Wir haben uns", "an alles gehalten."], ["erklärte"], "der Minister", None),
    ("„Kommt er heute?“, wollte die Kanzlerin wissen.", "direct", ["Kommt er heute?"], ["wollte", "wissen"],
     "die Kanzlerin", None),
    ("„Das reicht nicht aus“, so die Ministerin.", "direct", ["Das reicht nicht aus"], ["so"], "die Ministerin", None),
    ("Der Sprecher nannte den Plan „eine Zumutung“.", "direct", ["eine Zumutung"], ["nannte"], "Der Sprecher", None),
    ("Der Minister bezeichnete die Reise als „vollen Erfolg“.", "direct", ["vollen Erfolg"], ["bezeichnete"],
     "Der Minister", None),
    ("Die Ministerin sprach von einem „schwarzen Tag für die Kinder“.", "direct", ["schwarzen Tag für die Kinder"],
     ["sprach"], "Die Ministerin", None),
    ("Der Minister sagte, er reise morgen ab.", "indirect", ["er reise morgen ab"], ["sagte"], "Der Minister", None),
    ("Die Kanzlerin betonte, dass der Vertrag gelte.", "indirect", ["dass der Vertrag gelte"], ["betonte"],
     "Die Kanzlerin", None),
    ("Die Regierung teilte mit, man werde zahlen.", "indirect", ["man werde zahlen"], ["teilte mit"],
     "Die Regierung", None),
    ("Der Minister fragte, ob die Grenze offen sei.", "indirect", ["ob die Grenze offen sei"], ["fragte"],
     "Der Minister", None),
    ("Russland warf der Ukraine vor, die Grenze verletzt zu haben.", "indirect", ["die Grenze verletzt zu haben"],
     ["warf", "vor"], "Russland", "der Ukraine"),
    ("Der Direktor beschuldigt Syrien, eine Anlage verheimlicht zu haben.", "indirect",
     ["eine Anlage verheimlicht zu haben"], ["beschuldigt"], "Der Direktor", "Syrien"),
    ("Der Minister forderte den Iran auf, die Inspektoren einreisen zu lassen.", "indirect",
     ["die Inspektoren einreisen zu lassen"], ["forderte", "auf"], "Der Minister", "den Iran"),
    ("Das sei falsch, sagte der Minister.", "indirect", ["Das sei falsch"], ["sagte"], "der Minister", None),
    ("Die Lage sei, sagte der Minister, sehr ernst geworden.", "indirect",
     ["Die Lage sei", "sehr ernst geworden"], ["sagte"], "der Minister", None),
    ("Der Vertrag müsse gelten, so die Ministerin.", "indirect", ["Der Vertrag müsse gelten"], ["so"],
     "die Ministerin", None),
    ("Laut dem Minister ist der Vertrag fertig.", "indirect", ["ist der Vertrag fertig"], ["Laut"], "dem Minister", None),
    ("Nach Angaben der Polizei wurden zwei Menschen verletzt.", "indirect", ["wurden zwei Menschen verletzt"],
     ["Nach Angaben"], "der Polizei", None),
    ("Dem Bericht zufolge starben drei Menschen.", "indirect", ["starben drei Menschen"], ["zufolge"],
     "Dem Bericht", None),
    ("Der Minister vertrat die Ansicht, dass der Vertrag gelte.", "indirect", ["dass der Vertrag gelte"],
     ["vertrat die Ansicht"], "Der Minister", None),
    ("Der Minister gehe davon aus, dass Hans Meier, der Chef der Partei, am Sonntag zurücktrete.", "indirect",
     ["dass Hans Meier, der Chef der Partei, am Sonntag zurücktrete"], ["gehe davon aus"], "Der Minister", None),
    ("Der Minister sagte, er komme, und forderte mehr Geld.", "indirect", ["er komme"], ["sagte"], "Der Minister", None),
    ("Der Minister zeigte sich überzeugt, dass der Vertrag halte.", "indirect", ["dass der Vertrag halte"],
     ["zeigte sich überzeugt"], "Der Minister", None),
    ("Die Frage des Ministers, ob der Vertrag gelte, blieb offen.", "indirect", ["ob der Vertrag gelte"], ["Frage"],
     "des Ministers", None),
    ("Der Präsident forderte niedrigere Zölle.", "reported", ["niedrigere Zölle"], ["forderte"], "Der Präsident", None),
    ("Der Regierungschef lehnt den Vertrag ab.", "reported", ["den Vertrag"], ["lehnt", "ab"], "Der Regierungschef", None),
    ("Die Organisation wies auf die Gefahren hin.", "reported", ["die Gefahren"], ["wies", "hin"], "Die Organisation", None),
    ("Die Staaten verurteilten die Gewalt in der Stadt.", "reported", ["die Gewalt in der Stadt"], ["verurteilten"],
     "Die Staaten", None),
    ("Der Plan wurde von der Ministerin begrüßt.", "reported", ["Der Plan"], ["begrüßt"], "der Ministerin", None),
    ("Der Minister wies das zurück.", "reported", ["das"], ["wies", "zurück"], "Der Minister", None),
]  # fmt: skip

ENGLISH = [
    ('"We are ready," said Anna Meier.', "direct", ["We are ready"], ["said"], "Anna Meier", None),
    ('"Only if it rains," she answered.', "direct", ["Only if it rains"], ["answered"], "she", None),
    ('The minister said: "We will return."', "direct", ["We will return."], ["said"], "The minister", None),
    ('"We tried," the minister told reporters, "and we failed."', "direct", ["We tried", "and we failed."], ["told"],
     "the minister", "reporters"),
    ('The critic dismissed the deal as "a press release".', "direct", ["a press release"], ["dismissed"], "The critic", None),
    ("The minister said that the talks had failed.", "indirect", ["that the talks had failed"], ["said"],
     "The minister", None),
    ("The minister said the talks had failed.", "indirect", ["the talks had failed"], ["said"], "The minister", None),
    ("The minister told reporters that the talks had failed.", "indirect", ["that the talks had failed"], ["told"],
     "The minister", "reporters"),
    ("The president asked Canada to release the crew.", "indirect", ["to release the crew"], ["asked"],
     "The president", "Canada"),
    ("Russia accuses Ukraine of breaking the truce.", "indirect", ["breaking the truce"], ["accuses"], "Russia", "Ukraine"),
    ("Israel denied attacking the convoy.", "indirect", ["attacking the convoy"], ["denied"], "Israel", None),
    ("The talks had failed, he added.", "indirect", ["The talks had failed"], ["added"], "he", None),
    ("According to the minister, the duties follow a lawful inquiry.", "indirect",
     ["the duties follow a lawful inquiry"], ["According to"], "the minister", None),
    ("The minister said he was ready and urged Canada to act.", "indirect", ["he was ready"], ["said"],
     "The minister", None),
    ("The farmers threatened to return every week.", "indirect", ["to return every week"], ["threatened"],
     "The farmers", None),
    ("The minister asked whether the border was open.", "indirect", ["whether the border was open"], ["asked"],
     "The minister", None),
    ("Ottawa rejected the charge.", "reported", ["the charge"], ["rejected"], "Ottawa", None),
    ("The minister welcomed the outcome.", "reported", ["the outcome"], ["welcomed"], "The minister", None),
    ("The committee demanded a new vote.", "reported", ["a new vote"], ["demanded"], "The committee", None),
]  # fmt: skip

CASES = [("de", *case) for case in GERMAN] + [("en", *case) for case in ENGLISH]


@pytest.mark.parametrize(("language", "text", "mode", "quote", "cue", "speaker", "addressee"), CASES)
def test_marks_words_cue_speaker_and_addressee(
    language: Language, text: str, mode: str, quote: list[str], cue: list[str], speaker: str, addressee: str | None
) -> None:
    found = quotations_of(text, language)
    told = [
        (
            q.mode.value,
            [s.of(text) for s in q.quote],
            [s.of(text) for s in q.cue],
            q.speaker.of(text) if q.speaker else None,
        )
        for q in found
    ]
    assert (mode, quote, cue, speaker) in told
    mine = found[told.index((mode, quote, cue, speaker))]
    assert (mine.addressee.of(text) if mine.addressee else None) == addressee


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Film „Das Boot“ lief gestern in Bonn."),
        ("de", "Das Schiff „Hoffnung“ legte ab."),
        ("de", "Die Zeitung „Morgenblatt“ erscheint täglich."),
        ("de", "Der Minister traf seinen Kollegen in Bonn."),
        ("de", "Nach dem Gespräch reiste der Minister ab."),
        ("en", 'The ship "Hope" left the harbour.'),
        ("en", "The minister met his colleague in Bonn."),
    ],
)
def test_titles_and_plain_deeds_are_no_speech(language: Language, text: str) -> None:
    assert quotations_of(text, language) == ()


def test_a_quotation_of_several_sentences_is_one() -> None:
    text = "Der Minister sagte: „Wir gehen. Wir kommen wieder. Das ist sicher.“"
    (found,) = quotations_of(text, "de")
    assert [s.of(text) for s in found.quote] == ["Wir gehen. Wir kommen wieder. Das ist sicher."]


def test_a_quotation_that_goes_on_in_the_next_sentence_is_one() -> None:
    text = '"This would have been impossible," said the envoy. "They will prove it to the world."'
    (found,) = quotations_of(text, "en")
    assert [s.of(text) for s in found.quote] == ["This would have been impossible", "They will prove it to the world."]


def test_subjunctive_sentences_after_speech_go_on_with_the_same_speaker() -> None:
    text = "Der Minister sagte, er reise ab. Die Lage sei ernst. Man müsse jetzt handeln."
    found = quotations_of(text, "de")
    assert [q.mode for q in found] == [Mode.INDIRECT, Mode.FREE_INDIRECT, Mode.FREE_INDIRECT]
    assert {q.speaker.of(text) for q in found if q.speaker} == {"Der Minister"}
    assert [q.cue for q in found[1:]] == [(), ()]


def test_reporting_sollen_is_speech_of_nobody_named() -> None:
    text = "Der Täter floh. Er soll sich nach Spanien abgesetzt haben."
    found = quotations_of(text, "de")
    assert [q.mode for q in found] == [Mode.FREE_INDIRECT]


def test_two_coordinated_verbs_share_a_subject() -> None:
    text = "Die Ministerin lobte den Plan und kritisierte die Opposition."
    found = quotations_of(text, "de")
    assert [(q.concept, q.speaker.of(text) if q.speaker else None) for q in found] == [
        ("praise", "Die Ministerin"),
        ("criticise", "Die Ministerin"),
    ]


def test_an_answer_is_marked_as_one() -> None:
    (found,) = quotations_of("„Nein“, antwortete der Minister.", "de")
    assert found.answers


@pytest.mark.parametrize(
    "text",
    [
        "„" * 300,
        "„Nie geschlossen, sagte er",
        "sagte, sagte, sagte, sagte.",
        "“ “ ” „ » « ' ‘ , so .",
        "laut laut laut zufolge zufolge nach nach Angaben",
        "🙂 „🙂“ sagte 🙂.",
        "Er sagte,\n\n„",
        ":„“:",
        '""""""',
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_broken_marks_do_no_harm(text: str, language: Language) -> None:
    for found in quotations_of(text, language):
        assert all(span.of(text).strip() for span in found.quote)


WORDS = st.sampled_from(
    [
        "Der",
        "Minister",
        "sagte",
        ",",
        "er",
        "komme",
        ".",
        "„",
        "“",
        '"',
        "so",
        "laut",
        "Angaben",
        "von",
        "nach",
        "zufolge",
        "und",
        "dass",
        "zu",
        "senken",
        "forderte",
        "Russland",
        "said",
        "that",
        "he",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40), st.sampled_from(["de", "en"]))
def test_every_span_lies_in_the_text_and_words_hold_no_cue(words: list[str], language: Language) -> None:
    text = " ".join(words)
    for found in quotations_of(text, language):
        spans = (*found.quote, *found.cue, *found.evidence, *filter(None, (found.speaker, found.addressee)))
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert list(found.quote) == sorted(found.quote)
        assert not found.speaker or not any(q.overlaps(found.speaker) for q in found.quote)
