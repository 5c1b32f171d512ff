"""Mentions as the guidelines cut them: marks enter, the same mentions leave without titles and cut phrases.

A person's mention is the bare name ("Mr Osei" is "Osei"). An article that stands for its phrase gets the phrase; one
that stands for nothing names nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gipfelbuch.knowledge.actors import party_words
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.names import is_given_name
from gipfelbuch.knowledge.words import function_words
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document, Pos, Token
from gipfelbuch.model.spans import Span

LONGEST_PHRASE_TOKENS = 6  # from an article to the end of its noun phrase
_TITLES = party_words("title", "de") | party_words("title", "en")
_BEFORE_NOUN = frozenset({Pos.ADJECTIVE, Pos.NUMBER, Pos.OTHER})
_NOUNS = {
    "de": frozenset({Pos.NOUN, Pos.NAME}),
    "en": frozenset({Pos.NOUN, Pos.NAME, Pos.OTHER}),  # most English nouns are not told from other words
}
_POINTING = closed_class("article") | closed_class("clause_relative") | closed_class("possessive")


def tidy_mentions(document: Document, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Mentions without titles, articles alone completed or left out.

    Args:
        document: the report.
        mentions: in order of place.

    Returns:
        Mentions in order of place, none overlapping the next one.
    """
    return tuple(_tidied(document, mentions))


def _tidied(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    for k, mention in enumerate(mentions):
        end = mentions[k + 1].span.start if k + 1 < len(mentions) else len(document.text)
        if mention.type is PartyType.PERSON and not mention.nominal:
            yield _bare(document, mention)
        elif mention.key or not _is_pointing(document, mention):
            yield mention
        elif whole := _completed(document, mention, end):
            yield whole


def _bare(document: Document, mention: Mention) -> Mention:
    """The name without the titles before it."""
    tokens = document.tokens_in(mention.span)
    k = int(len(tokens) > 1 and _opens_sentence(document, tokens[0]))
    while k + 1 < len(tokens) and _is_title(tokens, k):
        k += 1
    if not k:
        return mention
    span = Span(tokens[k].start, mention.span.end)
    return replace(mention, span=span, name=span.of(document.text))


def _opens_sentence(document: Document, token: Token) -> bool:
    """As "Auch" before a name: capitalised for its place alone."""
    sentence = document.sentence_at(token.start)
    first = sentence is not None and sentence.first == token.index
    return first and token.lower in function_words(document.language) and not is_given_name(token.text)


def _is_title(tokens: Sequence[Token], k: int) -> bool:
    """Whether a token is a title, or the full stop behind one."""
    if tokens[k].text == ".":
        return k > 0
    return tokens[k].text in _TITLES or f"{tokens[k].text}." in _TITLES


def _is_pointing(document: Document, mention: Mention) -> bool:
    """Whether the words of a mention only open a noun phrase ("der", "the", "of the")."""
    tokens = document.tokens_in(mention.span)
    closed = function_words(document.language)
    return all((t.lower in closed or t.lower in _POINTING) and not _is_acronym(t.text) for t in tokens)


def _is_acronym(text: str) -> bool:
    """As "WHO", which is no pronoun."""
    return len(text) > 1 and text.isupper()


def _completed(document: Document, mention: Mention, end: int) -> Mention | None:
    """The mention with the noun phrase that it opens; None if it opens none before ``end``, where the next begins."""
    tokens = document.tokens_in(Span(mention.span.start, end)) if end > mention.span.start else ()
    opened = len(document.tokens_in(mention.span))
    if tokens[opened - 1].lower not in _POINTING:
        return None
    nouns = _NOUNS[document.language]
    k = opened
    while k < len(tokens) and tokens[k].pos in _BEFORE_NOUN - nouns and not tokens[k].text[0].isupper():
        k += 1
    stop = k
    while stop < min(len(tokens), opened + LONGEST_PHRASE_TOKENS) and tokens[stop].pos in nouns:
        stop += 1
    if stop == k or tokens[stop - 1].end > end:
        return None
    span = Span(tokens[opened - 1].start, tokens[stop - 1].end)
    return replace(mention, span=span, name=span.of(document.text), nominal=True)
