"""Fields of records: the majority value, and who says otherwise."""

from __future__ import annotations

from gipfelbuch.matching import match_readings
from gipfelbuch.model.entries import Agreement, Kind, Mode, Money, Statement

PARTIES = [("Katar", "country", "QAT"), ("Tschechien", "country", "CZE")]


def deal(source, text: str, billions: float, group: str | None = None, **slots):
    told = {
        "type": "memorandum", "parties": ("p1", "p2"), "status": "signed", "subject": "Investitionen",
        "date": "2026-05-12", "amounts": (Money(value=billions * 1e9, currency="QAR"),), "plover": "AGREE",
    } | slots  # fmt: skip
    return source(text, PARTIES, [(Agreement, told)], published="2026-05-13", group=group)


def amounts(matched) -> list[tuple[object, int]]:
    record = next(r for r in matched.records if r.kind is Kind.AGREEMENT)
    return [(v.value, len(v.witnesses)) for v in record.field("amounts").variants]


TEXT = "Katar und Tschechien unterzeichneten ein Memorandum über Investitionen von {} Milliarden Rial{}."


def test_the_majority_value_comes_first_and_the_others_stay_visible(source) -> None:
    told = [deal(source, TEXT.format(n, end), n) for n, end in ((2.2, ""), (2.3, ""), (2.2, ", hieß es"))]
    matched = match_readings(told)
    assert len(matched.records) == 1
    assert amounts(matched) == [(("2200000000 QAR",), 2), (("2300000000 QAR",), 1)]
    assert matched.records[0].field("amounts").contested
    assert not matched.records[0].field("parties").contested


def test_copies_of_one_agency_report_count_as_one_witness(source) -> None:
    copies = [deal(source, TEXT.format(2.2, end), 2.2, group="agency") for end in ("", " (dpa)", " (rtr)")]
    others = [deal(source, TEXT.format(2.3, end), 2.3) for end in ("", ", so Prag")]
    assert amounts(match_readings([*copies, *others])) == [(("2300000000 QAR",), 2), (("2200000000 QAR",), 3)]


def test_a_field_that_no_witness_fills_is_not_there(source) -> None:
    record = match_readings([deal(source, TEXT.format(2.2, ""), 2.2)]).records[0]
    assert record.field("term") is None
    assert record.field("parties").value == ("state:CZE", "state:QAT")


def test_parties_are_told_as_actors_and_an_answer_as_a_record(source) -> None:
    text = "„Sie kamen über den Fluss“, sagte Keodara. „Das ist falsch“, entgegnete Piseth."
    told = source(
        text,
        [("Bounmy Keodara", "person", "LAO"), ("Sok Piseth", "person", "KHM")],
        [
            (Statement, {"mode": Mode.DIRECT, "speaker": "p1", "quote": "Sie kamen über den Fluss"}),
            (Statement, {"mode": Mode.DIRECT, "speaker": "p2", "quote": "Das ist falsch", "reply_to": "e1"}),
        ],
    )
    matched = match_readings([told])
    said, answered = sorted(matched.records, key=lambda r: r.witnesses[0].entry)
    assert said.field("speaker").value == "person:LAO:bounmy-keodara"
    assert said.field("quote").value == "Sie kamen über den Fluss"
    assert answered.field("reply_to").value == said.id


def test_spellings_of_a_place_are_one_value(source) -> None:
    places = [{"name": "Košice", "country": "SVK"}, {"name": "KOSICE", "country": "SVK"}]
    told = [deal(source, TEXT.format(2.2, f" ({n})"), 2.2, place=p) for n, p in enumerate(places)]
    record = match_readings(told).records[0]
    assert len(record.witnesses) == 2
    assert not record.field("place").contested
    assert record.field("place_country").value == "SVK"
