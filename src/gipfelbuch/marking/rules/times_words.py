"""Tokens to classes of time: what each word or number may be to the grammar of times."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from gipfelbuch.knowledge.tables import load_table, phrases
from gipfelbuch.knowledge.times import TimeWord, time_grammar, time_words
from gipfelbuch.model.reports import Document, Language, Pos, Token
from gipfelbuch.normalizing.durations import parse_compound
from gipfelbuch.normalizing.numbers import parse_digits, parse_numeral

CACHED_WORDS = 100_000  # entries; words repeat
FIRST_YEAR, LAST_YEAR = 1000, 2199  # four digits outside of these are hardly ever years in news
LONGEST_COMPOUND_CHARS = 40
_CLOCK = regex.compile(r"([01]?\d|2[0-4])[.:]([0-5]\d)")
_DAY_MONTH = regex.compile(r"(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])")
_DAY_MONTH_YEAR = regex.compile(r"(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.(\d{4}|\d{2})")
_DECADE = regex.compile(r"(\d{3}0|[2-9]0)-ern?")
_QUARTER = regex.compile(r"Q([1-4])")
_JOINED = regex.compile(r"(\p{L}+|\d+(?:[.,]\d+)?)-(\p{L}+)(?=-|$)")
_BEFORE_APOSTROPHE = frozenset("'’‘")


@dataclass(frozen=True, slots=True)
class Label:
    """A class that a token or run of tokens has here.

    Args:
        name: the class.
        value: the value in it.
        length: how many tokens it covers.
        cut_chars: how many characters at the end of the last token do not belong ("48-Stunden|-Frist").
    """

    name: str
    value: str
    length: int = 1
    cut_chars: int = 0


@lru_cache(maxsize=CACHED_WORDS)
def _digit_labels(text: str, language: Language) -> tuple[Label, ...]:
    """The classes of a token that starts with a digit, without regard to its neighbours."""
    if text.isdecimal():
        return _whole_number_labels(text)
    out: list[Label] = []
    if found := _DECADE.fullmatch(text):
        return (Label("DECADE", found[1]),)
    if found := _DAY_MONTH_YEAR.fullmatch(text):
        return (Label("DMY", " ".join(found.groups())),)
    if found := _CLOCK.fullmatch(text):
        out.append(Label("CLOCK", f"{int(found[1]):02d}:{found[2]}"))
        if ":" in text:
            out.append(Label("COLON", f"{int(found[1]):02d}:{found[2]}"))
    if found := _DAY_MONTH.fullmatch(text):
        out.append(Label("DM", f"{int(found[1])} {int(found[2])}"))
    if compound := _compound_label(text, language):
        out.append(compound)
    number = parse_digits(text, language)
    if number is not None:
        out.append(Label("NUM", f"{number:.10g}"))
    return tuple(out)


def _whole_number_labels(text: str) -> tuple[Label, ...]:
    number = int(text) if len(text) <= 9 else 0
    out = [Label("NUM", str(number))] if number else []
    if len(text) <= 2:
        out += [Label("D", text)] if 1 <= number <= 31 else []
        out += [Label("MN", text)] if 1 <= number <= 12 else []
        out += [Label("HOUR", f"{number:02d}:00")] if number <= 24 else []
        out += [Label("NUM60", text)] if number < 60 and len(text) == 2 else []
        out += [Label("Y2", text)] if len(text) == 2 else []
        out += [Label("N10", text)] if (number % 10 == 0 and number >= 20) or text == "00" else []
    elif len(text) == 4 and FIRST_YEAR <= number <= LAST_YEAR:
        out += [Label("YY", text)]
        out += [Label("N10", text)] if number % 10 == 0 else []
    return tuple(out)


@lru_cache(maxsize=CACHED_WORDS)
def _compound_label(text: str, language: Language) -> Label | None:
    """ "48-Stunden-Frist", "dreitägig", "three-year"."""
    if len(text) > LONGEST_COMPOUND_CHARS:
        return None
    joined = _JOINED.match(text)
    word = joined.group() if joined else text
    if language == "en" and text[len(word) :].startswith("-old"):
        return None
    compound = parse_compound(word, language)
    if compound is None:
        return None
    number, unit, factor = compound
    return Label("NUMUNIT", f"{number:.10g} {unit} {factor}", cut_chars=len(text) - len(word))


@lru_cache(maxsize=CACHED_WORDS)
def _numeral_labels(lower: str, language: Language) -> tuple[Label, ...]:
    number = parse_numeral(lower, language)
    if number is None:
        return ()
    hours = [Label("HOURWORD", f"{int(number):02d}:00")] if number == int(number) and 1 <= number <= 12 else []
    return (Label("NUM", f"{number:.10g}"), *hours)


@lru_cache(maxsize=CACHED_WORDS)
def _is_compound_shaped(text: str, language: Language) -> bool:
    if language == "en":
        return "-" in text
    return "-" in text or "ig" in text[-4:]


@lru_cache(maxsize=CACHED_WORDS)
def _is_inert(text: str, language: Language) -> bool:
    """Whether a word has no class of time wherever it stands; most words have none."""
    lower = text.lower()
    words = time_words(language)
    if text[0].isdecimal() or lower in words or lower.rstrip(".") in words:
        return False
    if _is_compound_shaped(text, language) or _QUARTER.fullmatch(text):
        return False
    return not (text[0].isalpha() and _numeral_labels(lower, language))


@lru_cache(maxsize=CACHED_WORDS)
def may_start(text: str, language: Language) -> bool:
    """Whether an expression can start with this word; cheap, so that most words are passed over at once."""
    lower = text.lower()
    starters = time_grammar(language).children
    if f":{lower}" in starters:
        return True
    if _is_inert(text, language):
        return False
    names = {w.label for key in (lower, lower.rstrip(".")) for w in time_words(language).get(key, ())}
    other = text[0].isdecimal() or not names or _numeral_labels(lower, language)
    return bool(other) or any(key.split("[")[0] in names for key in starters)


class WordReader:
    """Gives the classes of any token of a document, each worked out once."""

    def __init__(self, document: Document) -> None:
        """Read the tokens of a document."""
        self._tokens = document.tokens
        self._language: Language = document.language
        self._words = time_words(document.language)
        self._initial = {s.first for s in document.sentences}
        self._memo: dict[int, tuple[Label, ...]] = {}

    def labels(self, i: int) -> tuple[Label, ...]:
        """The classes of token ``i``, longest first; empty for most words."""
        found = self._memo.get(i)
        if found is None:
            found = self._memo[i] = self._labels(i)
        return found

    def _labels(self, i: int) -> tuple[Label, ...]:
        token = self._tokens[i]
        if _is_inert(token.text, self._language):
            return ()
        if token.text[0].isdecimal():
            labels = _digit_labels(token.text, self._language)
            if labels and labels[-1].name in ("YY", "N10") and len(token.text) == 4 and self._is_year(i):
                return (*labels, Label("Y4", token.text))
            return labels
        out = self._lexical(i, token)
        if not token.text.isalpha() and (found := _QUARTER.fullmatch(token.text)):
            out.append(Label("QN", found[1]))
        if self._language == "en" and token.lower.startswith("mid-"):
            out += self._middle_labels(token.text[len("mid-") :])
        out += _numeral_labels(token.lower, self._language) if token.text[0].isalpha() else ()
        if _is_compound_shaped(token.text, self._language) and (label := _compound_label(token.text, self._language)):
            out.append(label)
        return tuple(out)

    def _middle_labels(self, tail: str) -> list[Label]:
        """ "mid-June", "mid-2024", "mid-1990s"."""
        if tail.isdecimal() and len(tail) == 4:
            return [Label("Y4", tail)]
        if tail[:-1].isdecimal() and len(tail) == 5 and tail.endswith("0s"):
            return [Label("DECADE", tail[:-1])]
        return [Label(w.label, w.value) for w in self._words.get(tail.lower(), ()) if w.label in ("MONTH", "SEASON")]

    def _lexical(self, i: int, token: Token) -> list[Label]:
        entries = self._words.get(token.lower) or self._words.get(token.lower.rstrip(".")) or ()
        return [Label(w.label, w.value, 1 + len(w.rest)) for w in entries if self._fits(w, i, token)]

    def _fits(self, word: TimeWord, i: int, token: Token) -> bool:
        upper = token.text[0].isupper()
        if word.capital != upper and (word.capital or not self._may_be_capital(i, token)):
            return False
        behind = self._tokens[i + 1 : i + 1 + len(word.rest)]
        return len(behind) == len(word.rest) and all(t.lower == w for t, w in zip(behind, word.rest, strict=True))

    def _may_be_capital(self, i: int, token: Token) -> bool:
        """Whether a word that is written small may stand here with a capital."""
        if i in self._initial or token.text.isupper():
            return True
        before = self._tokens[i - 1]
        return before.pos is Pos.PUNCTUATION and before.text not in (",", ";")

    def _is_year(self, i: int) -> bool:
        """Whether the words around let four digits be a year and not a number of things."""
        guards = _year_guards(self._language)
        before = self._tokens[i - 1] if i else None
        after = self._tokens[i + 1] if i + 1 < len(self._tokens) else None
        if before is not None and before.lower in guards["year"]:
            return True
        if before is not None and (before.lower in guards["count"] or before.text in guards["symbol"]):
            return False
        if after is None or after.end == after.start:
            return True
        if after.lower == "im" and self._tells_year(i + 2):
            return False
        if after.lower in guards["counted"] or after.text in guards["symbol"]:
            return False
        return not self._counts(after, before)

    def _tells_year(self, i: int) -> bool:
        """Whether a year is told here, so that digits before it count things ("1700 im vergangenen Jahr")."""
        return i < len(self._tokens) and any(label.name in ("MOD", "UNIT") for label in self.labels(i))

    def _counts(self, after: Token, before: Token | None) -> bool:
        """Whether the word behind is a thing that a number counts ("1700 Menschen")."""
        if self._language == "de":
            plural = after.lower != after.lemma.lower() or after.lower.endswith(("en", "er"))
            prefixed = before is not None and before.pos in (Pos.ADPOSITION, Pos.COORDINATOR) and before.lower == "im"
            return after.pos is Pos.NOUN and plural and not prefixed
        return after.pos is Pos.OTHER and after.lower.endswith("s") and after.lemma != after.lower


@lru_cache(maxsize=2)
def _year_guards(language: Language) -> dict[str, frozenset[str]]:
    """Words around four digits, by what they say of them."""
    return {row["class"]: frozenset(phrases(row[language])) for row in load_table("times_years")}
