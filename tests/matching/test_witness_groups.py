"""Near-duplicates: copies of a report are one witness."""

from __future__ import annotations

import random

from gipfelbuch.matching import witness_groups
from gipfelbuch.model.records import KEY_CHARS
from gipfelbuch.model.reports import Report

WORDS = [
    "armee",
    "bank",
    "chef",
    "deal",
    "erde",
    "fluss",
    "gas",
    "hafen",
    "insel",
    "jahr",
    "krieg",
    "land",
    "meer",
    "note",
    "ort",
    "pakt",
    "rat",
    "staat",
    "tag",
    "volk",
]


def report(text: str) -> Report:
    return Report(id="r", text=text, language="de")


def key(text: str) -> str:
    return report(text).sha256[:KEY_CHARS]


def made_text(seed: int, length: int = 200) -> str:
    words = random.Random(seed)
    return " ".join(words.choice(WORDS) + str(words.randrange(50)) for _ in range(length))


def test_copies_with_another_end_or_beginning_share_a_group() -> None:
    text = made_text(1)
    copies = [text, f"Berlin (dpa) - {text}", f"{text} Das meldete die Agentur.", text[: len(text) * 9 // 10]]
    groups = witness_groups(map(report, copies))
    assert len(groups) == 4
    assert len(set(groups.values())) == 1
    assert set(groups.values()) <= set(groups)


def test_reports_of_their_own_words_are_their_own_group() -> None:
    texts = [made_text(seed) for seed in range(20)]
    assert witness_groups(map(report, texts)) == {key(t): key(t) for t in texts}


def test_the_order_of_reports_does_not_matter() -> None:
    texts = [made_text(seed) + end for seed in range(5) for end in ("", " Mehr folgt.")]
    assert witness_groups(map(report, texts)) == witness_groups(map(report, reversed(texts)))


def test_short_reports_have_a_group_too() -> None:
    assert witness_groups([report("Ja.")]) == {key("Ja."): key("Ja.")}
