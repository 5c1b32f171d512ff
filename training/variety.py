"""The same report told of other people and states, so that no name teaches what happened.

Surnames are exchanged for others of the corpus; states that both languages call by one word without an article for
others of their sort, together with their adjectives, people and capitals. Given names, titles, bodies, numbers and
dates stay, and so does the sense. (Replacing mentions by others of their type: Dai & Adel 2020,
https://aclanthology.org/2020.coling-main.343/.)
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from corpus.catalogue import CorpusReport
from corpus.varying import WORD, Wording, vary

from gipfelbuch.knowledge.states import ADJECTIVE_ENDINGS, State, states
from gipfelbuch.model.reports import Language

NAME_CHARS = 3  # shorter words are particles and initials
GENITIVE = "s"
# German names with an article, and English ones: another name in their place would leave it behind.
WITH_ARTICLE = frozenset({
    "BHS", "CHE", "CIV", "COD", "COG", "COM", "GMB", "IRN", "IRQ", "LBN", "LKA", "MDV", "MNG", "NER", "NLD",
    "OMN", "PHL", "SDN", "SEN", "SLB", "SSD", "SVK", "SYC", "TCD", "TUR", "UKR", "USA", "VAT", "YEM",
})  # fmt: skip


def varied_reports(reports: Iterable[CorpusReport], times: int) -> Iterator[tuple[CorpusReport, ...]]:
    """Every report with so many others made of it; the same on every run.

    Args:
        reports: of the corpus.
        times: how many others.

    Yields:
        The report itself and those made of it. They keep its path, event and split.
    """
    found = list(reports)
    surnames = sorted({name for report in found for name in _surnames(report)})
    for report in found:
        yield report, *(_varied(report, surnames, turn) for turn in range(times))


def _varied(report: CorpusReport, surnames: list[str], turn: int) -> CorpusReport:
    rng = random.Random(f"{report.path.stem} {turn}")  # noqa: S311 (no secret)
    language = report.reading["report"]["language"]
    codes = dict(zip(_plain(), rng.sample(_plain(), len(_plain())), strict=True))
    words = _state_words(language, codes)
    for name in sorted(_surnames(report)):
        words[name] = rng.choice(surnames)
    if language == "de":
        words |= {old + GENITIVE: new + GENITIVE for old, new in words.items() if old + GENITIVE not in words}
    wording = Wording(word=lambda w: words.get(w, w), code=lambda c: codes.get(c[:3], c[:3]) + c[3:])
    text, body = vary(report.text, report.reading, wording)
    told = report.reading["report"]
    title = wording.words(told["title"]) if told.get("title") else None
    return replace(report, text=text, reading={**report.reading, **body, "report": {**told, "title": title}})


def _surnames(report: CorpusReport) -> set[str]:
    """Words of names of persons behind the first."""
    names = (p["name"] for p in report.reading["parties"] if p["type"] == "person" and p["name"][:1].isupper())
    return {w for name in names for w in WORD.findall(name)[1:] if len(w) >= NAME_CHARS and w[0].isupper()}


def _state_words(language: Language, codes: Mapping[str, str]) -> dict[str, str]:
    """Words for states, their adjectives, people and capitals, to those of the states in their place."""
    words: dict[str, str] = {}
    for old, new in codes.items():
        for one, other in zip(_words(states()[old], language), _words(states()[new], language), strict=True):
            words.setdefault(one, other)
    return words


def _words(state: State, language: Language) -> tuple[str, ...]:
    """Its usual name, adjective in all forms, capital, and one of its people: as many for every state."""
    adjective = state.adjectives[language][0]
    endings = ADJECTIVE_ENDINGS if language == "de" else ("",)
    inflected = [form + ending for form in (adjective, adjective.capitalize()) for ending in endings]
    return state.names[language][0], state.capitals[language][0], *inflected, state.demonyms[language][0]


@cache
def _plain() -> tuple[str, ...]:
    """Codes of the states whose words can stand for each other's."""
    return tuple(code for code, state in sorted(states().items()) if code not in WITH_ARTICLE and _is_plain(state))


def _is_plain(state: State) -> bool:
    """Whether one word of each sort, in both languages, says who it is."""
    for words in (state.names, state.adjectives, state.demonyms, state.capitals):
        if any(not words[language] or not WORD.fullmatch(words[language][0]) for language in ("de", "en")):
            return False
    return bool(state.iso2)
