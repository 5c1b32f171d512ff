"""Which entries become one record, and why."""

from __future__ import annotations

from gipfelbuch.matching import match_readings
from gipfelbuch.matching.decide import MERGE
from gipfelbuch.model.entries import Agreement, Encounter, Kind, Mode, Statement
from gipfelbuch.model.records import Matched, Verdict


def merged_kinds(matched: Matched) -> list[Kind]:
    """Kinds of the records with more than one witness."""
    return sorted(r.kind for r in matched.records if len(r.witnesses) > 1)


def test_two_reports_of_one_event_in_two_languages_share_records(handelsvertrag, trade_pact) -> None:
    matched = match_readings([handelsvertrag, trade_pact])
    assert merged_kinds(matched) == [Kind.AGREEMENT, Kind.AGREEMENT, Kind.GIFT, Kind.STATEMENT]
    assert len(matched.records) == 6


def test_agreements_of_different_subject_stay_two(handelsvertrag, trade_pact) -> None:
    records = [r for r in match_readings([handelsvertrag, trade_pact]).records if r.kind is Kind.AGREEMENT]
    assert sorted(r.field("type").value for r in records) == ["memorandum", "trade_deal"]


def agreement(source, subject: str, text: str, **slots):
    slots = {"type": "memorandum", "parties": ("p1", "p2"), "status": "signed", "date": "2018-02-20"} | slots
    parties = [("Chile", "country", "CHL"), ("Japan", "country", "JPN")]
    return source(text, parties, [(Agreement, slots | {"subject": subject})], published="2018-02-21")


def test_signed_agreements_of_different_subject_are_told_apart_with_a_reason(source) -> None:
    one = agreement(
        source, "Erdbebenforschung", "Chile und Japan unterzeichneten ein Memorandum zur Erdbebenforschung."
    )
    two = agreement(
        source, "Pflegekräfte", "Chile und Japan unterzeichneten am Dienstag ein Memorandum über Pflegekräfte."
    )
    matched = match_readings([one, two])
    assert [len(r.witnesses) for r in matched.records] == [1, 1]
    assert all(d.verdict is not Verdict.MERGED for d in matched.decisions)


def test_several_agreements_are_not_one_of_them(source) -> None:
    one = agreement(source, "", "Chile und Japan unterzeichneten neun Absichtserklärungen.", count=9)
    two = agreement(source, "", "Chile und Japan unterzeichneten eine Absichtserklärung.")
    matched = match_readings([one, two])
    assert len(matched.records) == 2


def test_a_merge_says_in_words_what_decided(handelsvertrag, trade_pact) -> None:
    decisions = [d for d in match_readings([handelsvertrag, trade_pact]).decisions if d.verdict is Verdict.MERGED]
    assert len(decisions) == 4
    assert all("for: " in d.reason and d.left < d.right for d in decisions)
    assert any("nearly the same amount" in d.reason for d in decisions)


def test_encounters_of_other_persons_are_two(source) -> None:
    def call(text: str, partner: str, country: str):
        return source(
            text,
            [("Willem Haverkamp", "person", None, "Generalsekretär"), (partner, "person", country)],
            [(Encounter, {"type": "call", "participants": ("p1", "p2"), "date": "2027-02-09", "format": "phone",
                          "plover": "CONSULT"})],
            published="2027-02-10",
        )  # fmt: skip

    one = call("Haverkamp telefonierte am Dienstag mit Eleni Markaki in Athen.", "Eleni Markaki", "GRC")
    two = call("Haverkamp telefonierte am Dienstag auch mit Kenan Bozkurt.", "Kenan Bozkurt", "TUR")
    assert len(match_readings([one, two]).records) == 2


def speech(source, text: str, quotes: list[str], **more):
    statements = [(Statement, {"mode": Mode.DIRECT, "speaker": "p1", "quote": q, "plover": "REQUEST"}) for q in quotes]
    return source(text, [("Reiko Kanzaki", "person", "JPN")], statements, **more)


def test_where_two_entries_of_a_report_fit_alike_a_person_decides(source) -> None:
    one = speech(source, "Kanzaki: „Wir brauchen Frieden im Meer“.", ["Wir brauchen Frieden im Meer"])
    two = speech(
        source,
        "Erst hieß es: „Wir brauchen Frieden im Meer“. Dann: „Wir brauchen im Meer Frieden“.",
        ["Wir brauchen Frieden im Meer", "Wir brauchen im Meer Frieden"],
    )
    matched = match_readings([one, two])
    assert all(len(r.witnesses) == 1 for r in matched.records)
    candidates = [d for d in matched.decisions if d.verdict is Verdict.CANDIDATE]
    assert len(candidates) == 2
    assert all(d.probability >= MERGE and "another entry fits about as well" in d.reason for d in candidates)


def test_the_same_words_on_days_far_apart_are_two_utterances(source) -> None:
    words = "Wir brauchen Frieden im Meer"
    one = speech(source, f"Kanzaki sagte am Montag: „{words}“.", [words], published="2027-03-09")
    two = speech(source, f"Kanzaki sagte im Juni: „{words}“.", [words], published="2027-06-09")
    assert len(match_readings([one, two]).records) == 2
