"""Amounts of money of a document: number, scale and currency, with shared currency words told apart by the report's states.

A range ("zwei bis drei Milliarden Euro") gives two amounts, its ends: the first one's span is its number alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.currencies import CurrencyWord, currency_signs, currency_words, state_words
from gipfelbuch.knowledge.numerals import numerals, scales
from gipfelbuch.model.marks import Amount
from gipfelbuch.model.reports import Document, Language, Sentence, Token
from gipfelbuch.model.spans import Span
from gipfelbuch.normalizing.numbers import parse_digits, parse_number, parse_numeral

LONGEST_NUMBER_TOKENS = 6  # "two million three hundred thousand"
LEAST_RIVAL_MENTIONS = 2  # how often another dollar state must be told to put a bare "Dollar" in doubt
LONGEST_COMPOUND_CHARS = 60
MILLION = 1e6
_RANGE_LINKS = closed_class("range_link")
_DASHES = frozenset({"-", "–", "—"})
_LONE_ARTICLES = closed_class("indefinite_article")
_WEIGHTS = closed_class("doubtful_currency", "en")  # bare words that need a state or a scale beside them in English


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in the text: tokens ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    value: float
    scale: float


class _States:
    """How often the report tells of each state."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._by_sentence: dict[int, Counter[str]] = {}

    @cached_property
    def counts(self) -> Counter[str]:
        """Mentions in the whole report by ISO 3166-1 alpha-3."""
        return self._counts_in(0, len(self._document.tokens))

    def counts_of(self, sentence: Sentence) -> Counter[str]:
        """Mentions in one sentence."""
        if sentence.index not in self._by_sentence:
            self._by_sentence[sentence.index] = self._counts_in(sentence.first, sentence.last)
        return self._by_sentence[sentence.index]

    def _counts_in(self, first: int, last: int) -> Counter[str]:
        """Mentions by name, adjective or capital among some tokens."""
        table = state_words(self._document.language)
        tokens = self._document.tokens
        found: Counter[str] = Counter()
        for i in range(first, last):
            token = tokens[i]
            for rest, state in table.get(token.lower.removesuffix("s"), ()) or table.get(token.lower, ()):
                if all(i + 1 + k < len(tokens) and tokens[i + 1 + k].lower == w for k, w in enumerate(rest)):
                    found[state] += 1
                    break
        return found


def mark_amounts(document: Document) -> tuple[Amount, ...]:
    """The amounts of money of a document.

    Args:
        document: a segmented report.

    Returns:
        Marks in order of place; currency None where the word is shared and the report does not tell.
    """
    states = _States(document)
    out = [a for s in document.sentences for a in _mark_sentence(document, s, states)]
    return tuple(sorted({a.span: a for a in out}.values(), key=lambda a: a.span))


def _mark_sentence(document: Document, sentence: Sentence, states: _States) -> Iterator[Amount]:
    words, signs = currency_words(document.language), currency_signs()
    for i in range(sentence.first, sentence.last):
        token = document.tokens[i]
        if token.text in signs:
            yield from _at_sign(document, sentence, i)
        elif entries := words.get(token.lower):
            yield from _at_word(document, sentence, i, entries, states)
        elif "-" in token.text:
            yield from _at_compound(document, token, sentence, states)


def _at_sign(document: Document, sentence: Sentence, i: int) -> Iterator[Amount]:
    """ "$2.4bn", "US$ 5 million", "USD 300 Mio.", "300 €"."""
    tokens = document.tokens
    sign, start = tokens[i].text, i
    joined = tokens[i - 1].text + sign if i > sentence.first and tokens[i - 1].end == tokens[i].start else ""
    if joined in currency_signs():
        sign, start = joined, i - 1
    code = currency_signs()[sign]
    number = _number_after(document, sentence, i + 1)
    if number is not None and not (
        number.last < sentence.last
        and tokens[number.last].text in currency_signs()
        and tokens[number.last].text != sign
    ):
        yield from _after_sign(document, sentence, start, number, code)
        return
    before = _number_before(document, sentence, start)
    if before is not None:
        yield from _with_range(document, sentence, before, i + 1, code)


def _after_sign(document: Document, sentence: Sentence, start: int, number: _Number, code: str) -> Iterator[Amount]:
    tokens = document.tokens
    linked = number.last < sentence.last and tokens[number.last].text in _DASHES
    other = _number_after(document, sentence, number.last + 1) if linked else None
    scale = other.scale if other is not None and number.scale == 1.0 else 1.0
    yield _amount(document, start, number.last, number.value * scale, code)
    if other is not None:
        yield _amount(document, other.first, other.last, other.value, code)


def _at_word(
    document: Document, sentence: Sentence, i: int, entries: tuple[CurrencyWord, ...], states: _States
) -> Iterator[Amount]:
    """ "48,9 Milliarden Dollar", "2.4 billion Canadian dollars"."""
    tokens = document.tokens
    word = next((w for w in entries if _follows(tokens, i, w.rest)), None)
    if word is None:
        return
    first, state = _adjective_before(document, sentence, i)
    number = _number_before(document, sentence, first)
    if number is None:
        return
    if word.family in _WEIGHTS and not _is_money(document, word, number, states):
        return
    code = _resolved(word, state, states, sentence)
    scaled = _Number(number.first, number.last, number.value * word.factor, number.scale)
    yield from _with_range(document, sentence, scaled, i + 1 + len(word.rest), code)


def _follows(tokens: tuple[Token, ...], i: int, rest: tuple[str, ...]) -> bool:
    return all(i + 1 + k < len(tokens) and tokens[i + 1 + k].lower == w for k, w in enumerate(rest))


def _adjective_before(document: Document, sentence: Sentence, i: int) -> tuple[int, str | None]:
    """Where the number ends if an adjective of a state stands before the currency, and that state."""
    tokens, table = document.tokens, state_words(document.language)
    for first in range(max(sentence.first, i - 3), i):
        for rest, state in table.get(tokens[first].lower, ()):
            if first + 1 + len(rest) == i and _follows(tokens, first, rest):
                return first, state
    return i, None


def _is_money(document: Document, word: CurrencyWord, number: _Number, states: _States) -> bool:
    """Whether an English word that means other things too is a currency: with a scale, or its states in the report."""
    if document.language == "de" or word.rest or number.scale >= MILLION:
        return True
    return any(states.counts[state] for state, _ in word.members)


def _resolved(word: CurrencyWord, state: str | None, states: _States, sentence: Sentence) -> str | None:
    """The code that the word means: by the adjective before it, the states of its sentence, then of the report."""
    members = dict(word.members)
    if state is not None and state in members:
        return members[state]
    if not word.is_shared:
        return word.default or next(iter(members.values()), None)
    told = _told_codes(members, states.counts)
    if word.default:
        return _unless_rival(word, told, states)
    here = _told_codes(members, states.counts_of(sentence))
    return _most_told(here) or _most_told(told)


def _told_codes(members: dict[str, str], counts: Counter[str]) -> Counter[str]:
    told: Counter[str] = Counter()
    for member, code in members.items():
        told[code] += counts[member]
    return told


def _most_told(told: Counter[str]) -> str | None:
    """The code whose states are told most often; None if two are told as often."""
    (best, most), (_, second) = told.most_common(2)
    return best if most > second else None


def _unless_rival(word: CurrencyWord, told: Counter[str], states: _States) -> str | None:
    """The default, unless the report speaks of another state with that currency word and not of the default's own."""
    default = word.default or ""
    own = told[default] + (states.counts["USA"] if default == "USD" else 0)
    rivals = sorted(((n, c) for c, n in told.items() if c != default), reverse=True)
    if own or not rivals or rivals[0][0] < LEAST_RIVAL_MENTIONS:
        return default
    if word.family == "dollar":
        return None  # a report from Canada may mean either
    return rivals[0][1] if len(rivals) == 1 or rivals[0][0] > rivals[1][0] else None


def _with_range(
    document: Document, sentence: Sentence, number: _Number, last: int, code: str | None
) -> Iterator[Amount]:
    """The amount, after the lower end of its range if it has one."""
    tokens = document.tokens
    link = number.first - 1
    if link > sentence.first and tokens[link].lower in _RANGE_LINKS:
        lower = _number_before(document, sentence, link)
        opened = link - 1 if lower is None else lower.first - 1
        listed = tokens[link].lower in ("und", "and", "oder", "or")
        between = opened >= sentence.first and tokens[opened].lower in ("zwischen", "between")
        if lower is not None and (not listed or between):
            scale = number.scale if lower.scale == 1.0 else 1.0
            yield _amount(document, lower.first, lower.last, lower.value * scale, code)
    yield _amount(document, number.first, last, number.value, code)


def _amount(document: Document, first: int, last: int, value: float, code: str | None) -> Amount:
    return Amount(span=document.span_of(first, last), value=round(value, 2), currency=code)


@lru_cache(maxsize=20_000)
def _is_numeric(text: str, language: Language) -> bool:
    lower = text.lower()
    known = numerals(language).get(lower) or numerals(language).get(lower.rstrip("."))
    if known:
        return known[0] != "and"
    return (
        parse_digits(text, language) is not None if text[0].isdecimal() else parse_numeral(lower, language) is not None
    )


def _number_before(document: Document, sentence: Sentence, end: int) -> _Number | None:
    """The longest run of number words that ends here and tells a number."""
    tokens, language = document.tokens, document.language
    first = end
    while (
        first > sentence.first
        and end - first < LONGEST_NUMBER_TOKENS
        and _continues(document, sentence, first - 1, end)
    ):
        first -= 1
    for start in range(first, end):
        number = _parsed(tokens[start:end], start, end, language)
        if number is not None:
            return number
    return None


def _continues(document: Document, sentence: Sentence, i: int, end: int) -> bool:
    """Whether a token can belong to a number that goes on to the right."""
    token = document.tokens[i]
    if _is_numeric(token.text, document.language):
        return True
    if token.text == "." and i > sentence.first and document.tokens[i - 1].end == token.start and i + 1 == end:
        return _is_numeric(document.tokens[i - 1].text, document.language)
    linked = document.language == "en" and token.lower in ("and", "-") and i + 1 < end
    return linked and i > sentence.first and document.tokens[i - 1].lower in ("hundred", "thousand", "one", "two", "a")


def _parsed(tokens: tuple[Token, ...], first: int, last: int, language: Language) -> _Number | None:
    """The tokens as a number, if they tell one and none of them is left over."""
    words = [t.text for t in tokens if t.text != "."]
    if not words or (len(words) == 1 and words[0].lower() in _LONE_ARTICLES):
        return None
    digits = [w for w in words if w[0].isdecimal()]
    if len(digits) > 1 and not all(len(w) == 3 for w in digits[1:]):
        return None
    value = parse_number(" ".join(words), language)
    if value is None or not value or (words[0].lower() in scales(language) and len(words) == 1):
        return None
    scale = scales(language).get(words[-1].lower()) or scales(language).get(words[-1].lower().rstrip(".")) or 1.0
    return _Number(first, last, value, scale)


def _number_after(document: Document, sentence: Sentence, start: int) -> _Number | None:
    """Digits at this token, with a scale behind them ("2.4", "bn")."""
    tokens, language = document.tokens, document.language
    if start >= sentence.last or not tokens[start].text[0].isdecimal():
        return None
    end = start + 1
    while (
        end < sentence.last
        and len(tokens[end].text) == 3
        and tokens[end].text.isdecimal()
        and len(tokens[end - 1].text) <= 3
    ):
        end += 1
    scaled = end < sentence.last and _is_scale(tokens[end].lower, language)
    hyphened = end + 1 < sentence.last and tokens[end].text == "-" and _is_scale(tokens[end + 1].lower, language)
    end += 2 if hyphened else int(scaled)
    kept = tuple(t for t in tokens[start:end] if t.text != "-")
    number = _parsed(kept, start, end, language)
    return number or _hyphened(tokens[start], start, language)


def _is_scale(lower: str, language: Language) -> bool:
    return lower in scales(language) or lower.rstrip(".") in scales(language)


def _hyphened(token: Token, at: int, language: Language) -> _Number | None:
    """ "$20-billion"."""
    head, _, tail = token.text.partition("-")
    scale = scales(language).get(tail.lower())
    value = parse_digits(head, language)
    return _Number(at, at + 1, value * scale, scale) if scale and value is not None else None


def _at_compound(document: Document, token: Token, sentence: Sentence, states: _States) -> Iterator[Amount]:
    """ "Zwei-Milliarden-Euro-Paket", "a 100-million-euro loan": the part of the word that tells the amount."""
    if len(token.text) > LONGEST_COMPOUND_CHARS:
        return
    parts = token.text.split("-")
    words = currency_words(document.language)
    at = next((k for k, p in enumerate(parts) if k and p.lower() in words), None)
    if at is None:
        return
    value = parse_number(" ".join(parts[:at]), document.language)
    if value is None or (at == 1 and parts[0].lower() in scales(document.language)):
        return
    word = words[parts[at].lower()][-1]
    code = _resolved(word, None, states, sentence)
    end = token.start + len("-".join(parts[: at + 1]))
    yield Amount(span=Span(token.start, end), value=round(value * word.factor, 2), currency=code)
