"""Synthetic readings in any number: the corpus enters, readings of the same shape with other words leave.

Each round through the corpus gives every event other states (those in the news most often first), other names of
persons, another time within ten years, and other words in a third of its longer words. What reports of one event have
in common they keep, so that there is something to match; numbers, places and adjectives of states stay. States and
persons of an event come again in a few rounds, as they do in the news. Nothing of it is news, and what the sentences
say is no sense: it serves to measure time.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from zlib import crc32

from corpus.catalogue import CorpusReport, load_corpus
from corpus.varying import WORD, Json, Wording, vary

from gipfelbuch.knowledge.state_names import state_name, state_named
from gipfelbuch.knowledge.states import states
from gipfelbuch.model.entries import Reading
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.register.readings import reading_of

FIRST_DAY, DAYS = date(2015, 1, 1), 3653  # ten years, however many readings: the more there are, the denser they lie
WEEK_DAYS = 7  # dates move by whole weeks, so that days of the week stay
ROUNDS_ALIKE = 5  # in which an event keeps its states and persons
SWAPPED = 3  # one in so many longer words: reports of two rounds share a fifth of their shingles, copies half
SWAPPED_CHARS = 5
CACHED_STATES = 1_000  # events
NAME_CHARS, STATE_CHARS = 3, 4  # shorter words stay: particles, initials, abbreviations
SKEW = 0.8  # of states: the nth in the news is told of as often as 1 / n to this power
IN_THE_NEWS = (
    "USA", "RUS", "CHN", "DEU", "FRA", "GBR", "UKR", "ISR", "IRN", "TUR",
    "JPN", "IND", "KOR", "SAU", "POL", "ITA", "BRA", "EGY", "ESP", "CAN",
)  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_SYLLABLES: list[str] = [
    start + vowel + end
    for start in (*"bdfghklmnprstw", "tr", "kr", "sch")
    for vowel in "aeiou"
    for end in ("", *"nrls")
]
_UNTOLD = {"assessment": ("subject", "assessor"), "gift": ("giver", "recipient"), "statement": ("speaker",)}


class Varieties:
    """The corpus, and the readings made of it: the same number is always the same reading."""

    def __init__(self) -> None:
        """The corpus is read."""
        self._corpus = list(load_corpus())
        self._first: dict[str, date] = {}
        self._names: defaultdict[str, dict[str, bool]] = defaultdict(dict)
        self._states: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._pools: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for found in self._corpus:
            day = date.fromisoformat(found.reading["report"]["published"])
            self._first[found.event] = min(day, self._first.get(found.event, day))
            self._names[found.event] |= _name_words(found.reading)
            self._states[found.event] |= {p["country"]: None for p in found.reading["parties"] if p.get("country")}
            for word in WORD.findall(found.text):
                self._pools[_sort(word, found.reading["report"]["language"])].append(word)
        self._given = sorted({w for words in self._names.values() for w, given in words.items() if given})

    def readings(self, number: int, days: int = DAYS) -> Iterator[Reading]:
        """Of the first so many, those published within so many days: as dense as all of them, where days are few."""
        until = FIRST_DAY + timedelta(days)
        return (self.reading(n) for n in range(number) if days == DAYS or FIRST_DAY <= self._published(n) < until)

    def _published(self, number: int) -> date:
        found, turn = self._corpus[number % len(self._corpus)], number // len(self._corpus)
        return date.fromisoformat(found.reading["report"]["published"]) + self._shift(found.event, turn)

    def reading(self, number: int) -> Reading:
        """One of them."""
        found, turn = self._corpus[number % len(self._corpus)], number // len(self._corpus)
        varied = _Varied(
            language=found.reading["report"]["language"],
            salt=f"{found.event} {turn}",
            states=_other_states(tuple(self._states[found.event]), f"{found.event} {turn // ROUNDS_ALIKE}"),
            names=self._other_names(found.event, turn // ROUNDS_ALIKE),
            pools=self._pools,
            shift=self._shift(found.event, turn),
        )
        return _made(found, varied, f"varied-{number}")

    def _shift(self, event: str, turn: int) -> timedelta:
        day = FIRST_DAY + timedelta(crc32(f"{turn} {event}".encode()) % DAYS)
        return timedelta((day - self._first[event]).days // WEEK_DAYS * WEEK_DAYS)

    def _other_names(self, event: str, turn: int) -> dict[str, str]:
        out = {}
        for word, given in self._names[event].items():
            seed = crc32(f"{word} {turn} {event}".encode())
            out[word] = self._given[seed % len(self._given)] if given else _surname(seed)
        return out


@dataclass(frozen=True, slots=True, kw_only=True)
class _Varied:
    """How a report differs from that of the corpus.

    Args:
        language: of the report.
        salt: chooses the words that differ; reports of one event and round share it.
        states: code to code.
        names: words of names of persons.
        pools: words of the corpus that can stand for each other.
        shift: of all dates.
    """

    language: Language
    salt: str
    states: Mapping[str, str]
    names: Mapping[str, str]
    pools: Mapping[tuple[str, str], Sequence[str]]
    shift: timedelta

    def word(self, word: str) -> str:
        """What stands for a word."""
        if word in self.names:
            return self.names[word]
        bare = word.removesuffix("s") if self.language == "de" else word
        for name, ending in ((word, ""), (bare, "s")):
            if len(name) >= STATE_CHARS and name[0].isupper() and (code := _code(name)):
                return _single(self.states[code], self.language) + ending
        seed = crc32(f"{word} {self.salt}".encode())
        if len(word) < SWAPPED_CHARS or seed % SWAPPED:
            return word
        pool = self.pools[_sort(word, self.language)]
        return pool[seed // SWAPPED % len(pool)]

    def dates(self, value: str) -> str:
        """A date or interval (EDTF), moved; months and years as their middle moves, seasons by their year."""
        return _DATE.sub(lambda m: _moved(m, self.shift), value)

    def code(self, code: str) -> str:
        """The code of a state or of its actor."""
        return self.states[code[:3]] + code[3:] if code[:3] in self.states else code


def _made(found: CorpusReport, varied: _Varied, name: str) -> Reading:
    told = found.reading["report"]
    wording = Wording(word=varied.word, code=varied.code, dates=varied.dates)
    text, body = vary(found.text, found.reading, wording)
    report = Report(
        id=name,
        text=text,
        language=varied.language,
        title=wording.words(told["title"]) if told.get("title") else None,
        published=date.fromisoformat(told["published"]) + varied.shift,
        publisher=told.get("publisher"),
    )
    rng = random.Random(name)  # noqa: S311 (no secret)
    for party in body["parties"]:
        if party["type"] == "country" and party.get("country"):
            party["name"] = state_name(party["country"], varied.language)
    for entry in body["entries"]:
        for slot in _UNTOLD.get(entry["kind"], ()):
            entry.setdefault(slot, "" if slot == "subject" else None)
        entry["confidence"] = round(rng.uniform(0.4, 0.95), 2)  # readings by people carry none
    return reading_of(body, report)


def _moved(found: re.Match[str], shift: timedelta) -> str:
    year, month, day = (int(part) if part else None for part in found.groups())
    if month is None or month > 12:
        rest = "" if month is None else f"-{month}"
        return f"{(date(year or 1, 7, 1) + shift).year}{rest}"
    moved = date(year or 1, month, day or 15) + shift
    return moved.isoformat() if day else f"{moved:%Y-%m}"


def _name_words(reading: Json) -> dict[str, bool]:
    """Words of the names of persons, and whether each is a given name."""
    out: dict[str, bool] = {}
    for party in reading["parties"]:
        words = [w for w in WORD.findall(party["name"]) if len(w) >= NAME_CHARS and w[0].isupper()]
        if party["type"] == "person" and len(words) > 1 and party["name"][0].isupper():
            out |= {word: place == 0 for place, word in enumerate(words)}
    return out


def _surname(seed: int) -> str:
    first, second = divmod(seed, len(_SYLLABLES))
    return (_SYLLABLES[first % len(_SYLLABLES)] + _SYLLABLES[second]).title() + ("", "ski", "er", "ow")[seed % 4]


def _sort(word: str, language: str) -> tuple[str, str]:
    """Words of one sort can stand for each other: of one language and case, with the same end."""
    return language, f"{word[0].isupper()} {word[-2:]}"


@lru_cache(maxsize=CACHED_STATES)
def _other_states(told: tuple[str, ...], seed: str) -> dict[str, str]:
    """Every state as another one; those of an event are drawn by how often states are in the news.

    Drawing without repetition after Efraimidis & Spirakis 2006, https://doi.org/10.1016/j.ipl.2005.11.003.
    """
    rng = random.Random(seed)  # noqa: S311 (no secret)
    codes = [*IN_THE_NEWS, *(code for code in sorted(states()) if code not in IN_THE_NEWS)]
    keys = {code: rng.random() ** ((rank + 1) ** SKEW) for rank, code in enumerate(codes)}
    drawn = sorted(codes, key=lambda code: -keys[code])
    first = [code for code in told if code in keys]
    rng.shuffle(first)
    rest = [code for code in codes if code not in told]
    return dict(zip((*first, *rest), drawn, strict=True))


@cache
def _code(name: str) -> str | None:
    return state_named(name)


@cache
def _single(code: str, language: Language) -> str:
    return state_name(code, language)
