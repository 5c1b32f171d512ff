"""The same report told of other people and states: words differ, spans stay on the same things."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus.catalogue import CorpusReport, load_corpus
from training.variety import varied_reports

TEXT = "Frankreichs Präsident Luc Morel traf in Warschau die polnische Ministerin Anna Nowak. Morels Lob galt den USA."


def span(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


READING = {
    "report": {"id": "r", "language": "de", "title": "Morel in Warschau", "published": "2024-05-06"},
    "parties": [
        {"id": "p1", "name": "Luc Morel", "type": "person", "country": "FRA", "code": "FRAGOV", "mentions": [span("Luc Morel")]},
        {"id": "p2", "name": "Anna Nowak", "type": "person", "country": "POL", "code": "POLGOV", "mentions": [span("Anna Nowak")]},
        {"id": "p3", "name": "USA", "type": "country", "country": "USA", "code": "USAGOV", "mentions": [span("USA")]},
    ],
    "entries": [
        {"id": "e1", "kind": "encounter", "type": "meeting", "participants": ["p1", "p2"], "date": None,
         "place": {"name": "Warschau", "country": "POL"}, "evidence": [span(TEXT[: TEXT.index(" Morels")])]},
    ],
}  # fmt: skip
OTHER = {
    "report": {"id": "s", "language": "de", "title": None, "published": "2024-05-06"},
    "parties": [
        {"id": f"p{i}", "name": name, "type": "person", "mentions": []}
        for i, name in enumerate(("Ada Lindholm", "Bo Petrov", "Cem Yilmaz", "Dora Castillo"))
    ],
    "entries": [],
}  # fmt: skip


def reports() -> list[CorpusReport]:
    return [
        CorpusReport(path=Path(f"{name}.txt"), event=name, split="train", text=text, reading=reading)
        for name, text, reading in (("r", TEXT, READING), ("s", "Nichts.", OTHER))
    ]


@pytest.fixture
def versions() -> tuple[CorpusReport, ...]:
    return next(iter(varied_reports(reports(), 4)))


def words_at(report: CorpusReport, spans: list[list[int]]) -> list[str]:
    return [report.text[start:end] for start, end in spans]


def test_the_report_itself_comes_first_and_as_it_is(versions: tuple[CorpusReport, ...]) -> None:
    assert len(versions) == 5
    assert versions[0] == reports()[0]


def test_names_of_people_are_others_and_given_names_stay(versions: tuple[CorpusReport, ...]) -> None:
    told = {words_at(v, v.reading["parties"][0]["mentions"])[0] for v in versions[1:]}
    assert all(name.startswith("Luc ") for name in told)
    assert len(told) > 1
    for version in versions[1:]:
        name = version.reading["parties"][0]["name"]
        assert words_at(version, version.reading["parties"][0]["mentions"]) == [name]
        assert f" {name.split()[1]}s Lob" in version.text  # a genitive stays one


def test_states_their_adjectives_and_capitals_change_together(versions: tuple[CorpusReport, ...]) -> None:
    for version in versions[1:]:
        place = version.reading["entries"][0]["place"]
        assert place["country"] == version.reading["parties"][1]["country"]
        assert version.reading["parties"][1]["code"] == place["country"] + "GOV"
        assert f"traf in {place['name']} die " in version.text
        assert "FRA" not in place["country"] or "französische" in version.text
    assert len({v.reading["entries"][0]["place"]["country"] for v in versions}) > 2


def test_states_with_an_article_stay(versions: tuple[CorpusReport, ...]) -> None:
    assert all(v.text.endswith("galt den USA.") for v in versions)


def test_every_run_makes_the_same() -> None:
    assert list(varied_reports(reports(), 3)) == list(varied_reports(reports(), 3))


def test_spans_of_the_corpus_stay_within_their_texts_and_hold_as_many_words() -> None:
    found = [r for r in load_corpus() if r.split == "train"][::37]
    for original, *others in varied_reports(found, 2):
        for version in others:
            assert version.split == original.split
            for gold, made in zip(original.reading["entries"], version.reading["entries"], strict=True):
                for old, new in zip(gold["evidence"], made["evidence"], strict=True):
                    assert 0 <= new[0] < new[1] <= len(version.text)
                    assert len(words_at(version, [new])[0].split()) == len(words_at(original, [old])[0].split())
