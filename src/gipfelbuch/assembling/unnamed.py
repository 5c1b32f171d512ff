"""Speakers and doers whom no name and no word of the tables tells: marks enter, mentions of their nouns leave.

Whoever speaks or acts is a party ("nach Angaben örtlicher Helfer", "a broker said"), if its noun means people.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from gipfelbuch.assembling.pronouns import clue_of
from gipfelbuch.knowledge.actors import body_of, group_of, office_of
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.names import is_given_name
from gipfelbuch.knowledge.places import place_index
from gipfelbuch.knowledge.words import function_words, is_known
from gipfelbuch.model.marks import Marks, Mention, Role
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document, Language, Pos, Token
from gipfelbuch.model.spans import Span

CACHED_WORDS = 100_000  # entries
UNNAMED_SCORE = 0.6  # of a mention that only its place in the sentence makes one
LONGEST_PHRASE_TOKENS = 8
SHORTEST_STEM_CHARS = 3  # "Prüf" of "Prüfer"
_ARTICLES = closed_class("article") | closed_class("possessive") | closed_class("definite")
_COLLECTIVE = closed_class("collective_noun")
_THINGS = closed_class("thing_like_doer")
_PEOPLE_DE = (
    *("istin", "istinnen", "ist", "isten", "iker", "ikern", "ikerin", "loge", "logen", "login", "eur", "euren"),
    *("mann", "frau", "männer", "frauen", "leute", "leuten", "chef", "chefs", "kreise", "kreisen", "innen"),
)
_PEOPLE_EN = ("ist", "ists", "man", "men", "woman", "women", "ian", "ians", "eer", "eers", "people", "crew", "folk")
_DOERS_EN = ("ers", "ors", "er", "or")
_BEFORE_NOUN = frozenset({Pos.DETERMINER, Pos.ADJECTIVE, Pos.NUMBER, Pos.OTHER})


def add_unnamed(document: Document, marks: Marks, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Mentions with those of speakers, addressees and doers whom nothing marks so far.

    Args:
        document: the report.
        marks: its marks of speech and deeds.
        mentions: in order of place.

    Returns:
        All mentions in order of place; none overlaps another.
    """
    out = list(mentions)
    for span in sorted(set(_slots(marks))):
        at = bisect_left(out, span.end, key=lambda m: m.span.start)
        if any(m.span.overlaps(span) for m in out[max(0, at - 2) : at]) or clue_of(document, span):
            continue
        mention = _mention(document, span)
        if mention is not None:
            out.insert(bisect_left(out, mention.span.start, key=lambda m: m.span.start), mention)
    return tuple(out)


def _slots(marks: Marks) -> Iterator[Span]:
    for quotation in marks.quotations:
        if quotation.speaker:
            yield quotation.speaker
        if quotation.addressee:
            yield quotation.addressee
    for deed in marks.deeds:
        yield from deed.spans(Role.ACTOR)


def _mention(document: Document, span: Span) -> Mention | None:
    """The noun phrase that a span opens with, if it means people."""
    tokens = document.tokens_in(span)[:LONGEST_PHRASE_TOKENS]
    first = next((k for k, t in enumerate(tokens) if t.pos not in _BEFORE_NOUN or t.text[0].isupper()), None)
    if first is not None and tokens[first].lower in _ARTICLES and first + 1 < len(tokens):
        first = next((k for k in range(first + 1, len(tokens)) if tokens[k].pos not in _BEFORE_NOUN), None)
    head = _english_head(tokens) if document.language == "en" else first
    if head is None or any(t.pos in {Pos.VERB, Pos.AUXILIARY, Pos.PUNCTUATION} for t in tokens[: head + 1]):
        return None
    noun = tokens[head]
    if not means_people(noun.text, document.language):
        return None
    phrase = Span(tokens[0].start, noun.end)
    return Mention(
        span=phrase,
        type=_type(tokens[: head + 1], noun, document.language),
        name=phrase.of(document.text),
        nominal=True,
        plural=_is_plural(tokens[: head + 1], noun, document.language),
        score=UNNAMED_SCORE,
        origin="slot",
    )


def _english_head(tokens: Sequence[Token]) -> int | None:
    """The last word of the noun phrase before its "of", "in" or comma."""
    stop = next((k for k, t in enumerate(tokens) if t.pos in {Pos.ADPOSITION, Pos.PUNCTUATION}), len(tokens))
    return stop - 1 if stop else None


def _type(tokens: Sequence[Token], noun: Token, language: Language) -> PartyType:
    if noun.lower in _COLLECTIVE:
        return PartyType.ORGANIZATION
    return PartyType.GROUP if _is_plural(tokens, noun, language) else PartyType.PERSON


def _is_plural(tokens: Sequence[Token], noun: Token, language: Language) -> bool:
    """Whether a noun phrase means several people, by a number, the ending, or "die" before a masculine noun."""
    if noun.lower in _COLLECTIVE:
        return False
    if any(t.pos is Pos.NUMBER for t in tokens):
        return True
    if language == "en":
        return noun.text.endswith(("s", "men", "people"))
    if tokens[0].lower == "die" and noun.text.endswith("er"):
        return True
    return noun.text.endswith(("en", "leute", "männer", "kreise", "ern"))


@lru_cache(maxsize=CACHED_WORDS)
def means_people(noun: str, language: Language) -> bool:
    """Whether a common noun means people or what they form: by the tables, or by its ending.

    Args:
        noun: one word as written.
        language: of the report.
    """
    lower = noun.lower()
    if lower in _THINGS or lower in function_words(language) or noun in place_index().single or is_given_name(noun):
        return False
    if lower in _COLLECTIVE or office_of(noun, language) or body_of(noun, language) or group_of(noun, language):
        return True
    if language == "en":
        return lower == noun and (lower.endswith(_PEOPLE_EN) or (lower.endswith(_DOERS_EN) and _is_doer(lower)))
    if not noun[0].isupper():
        return False
    return lower.endswith(_PEOPLE_DE) or _is_german_doer(noun)


def _is_doer(lower: str) -> bool:
    """As "reviewer", "broker": a verb stands in it."""
    stem = lower.removesuffix("s")[:-2]
    return len(stem) >= SHORTEST_STEM_CHARS and (is_known(stem, "en") or is_known(stem + "e", "en"))


def _is_german_doer(noun: str) -> bool:
    """As "Prüfer", "Bewohnerin": a verb or a man stands in it."""
    if noun.endswith("in") and is_known(noun[:-2], "de"):
        return True
    stem = noun.lower().removesuffix("n").removesuffix("er")
    return stem != noun.lower() and len(stem) >= SHORTEST_STEM_CHARS and is_known(stem + "en", "de")
