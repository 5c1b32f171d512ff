"""Named places of a document: tokens and mentions enter, places with country and coordinates leave.

A city or region counts wherever it stands, unless its name is part of the name of a person or organisation, or a
capital acts as its government. A smaller town or a state counts as a place only behind a preposition of place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.names import gazetteer, stem
from gipfelbuch.knowledge.places import KnownPlace, known_place, place_index
from gipfelbuch.knowledge.towns import LONGEST_WORDS, towns
from gipfelbuch.knowledge.words import is_known
from gipfelbuch.marking.rules.mentions_names import is_capitalised_word, is_common_noun, named_at
from gipfelbuch.model.marks import Mention, Place
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document, Token

PLACE_PREPOSITIONS = {"de": closed_class("place", "de"), "en": closed_class("place", "en")}
STATE_PREPOSITIONS = {"de": closed_class("state_as_place", "de"), "en": closed_class("state_as_place", "en")}
_ARTICLES = closed_class("place_article")
LONGEST_LIST_TOKENS = 20  # joined names before a place, up to its preposition


def mark_places(document: Document, mentions: Sequence[Mention]) -> tuple[Place, ...]:
    """Named places of a document.

    Args:
        document: a segmented report.
        mentions: its mentions of parties, in order of place.

    Returns:
        The places, in order.
    """
    states = Counter(m.country for m in mentions if m.country)
    starts = [m.span.start for m in mentions]
    out: list[Place] = []
    i, tokens = 0, document.tokens
    while i < len(tokens):
        found = (
            _place_at(document, i, states) or _town_at(document, i, states) if is_capitalised_word(tokens[i]) else None
        )
        if found and _is_free(document, i, found[0], mentions, starts):
            end, place = found
            span = document.span_of(i, end)
            out.append(
                Place(
                    span=span,
                    name=span.of(document.text),
                    country=place.country,
                    latitude=place.latitude,
                    longitude=place.longitude,
                )
            )
            i = end
        elif (state := _state_at(document, i)) is not None:
            span = document.span_of(i, state[0])
            out.append(Place(span=span, name=span.of(document.text), country=state[1]))
            i = state[0]
        else:
            i += 1
    return tuple(out)


def _place_at(document: Document, i: int, states: Counter[str]) -> tuple[int, KnownPlace] | None:
    tokens = document.tokens
    known = place_index()
    for stems, row in known.longer.get(stem(tokens[i].text), ()):
        end = i + len(stems)
        if (
            end <= len(tokens)
            and tuple(stem(t.text) for t in tokens[i:end]) == stems
            and is_capitalised_word(tokens[end - 1])
        ):
            return end, known_place(row)
    token = tokens[i]
    candidates = known.single.get(token.text)
    if candidates is None and document.language == "de" and token.text.endswith("s"):
        candidates = known.single.get(token.text[:-1])
    if not candidates or (
        _is_word(token, document) and not _after_preposition(document, i, PLACE_PREPOSITIONS[document.language])
    ):
        return None
    return i + 1, _meant(candidates, states)


def _town_at(document: Document, i: int, states: Counter[str]) -> tuple[int, KnownPlace] | None:
    """A town of the larger table: names there are so many that words and names of people are among them."""
    tokens = document.tokens
    if not _after_preposition(document, i, PLACE_PREPOSITIONS[document.language]):
        return None
    for end in range(min(i + LONGEST_WORDS, len(tokens)), i, -1):
        rows = towns().get(document.span_of(i, end).of(document.text))
        if rows and not (end == i + 1 and _is_word(tokens[i], document)):
            return end, _meant(rows, states)
    return None


def _meant(rows: Sequence[str], states: Counter[str]) -> KnownPlace:
    """Of places of one name the greatest in a state that the report names, else the greatest."""
    places = [known_place(row) for row in rows]
    best = places[0]
    if states and best.country not in states:
        best = next((p for p in places if p.country in states), best)
    return best


def _is_word(token: Token, document: Document) -> bool:
    """Whether the name is also an ordinary word ("Essen", "Reading")."""
    if document.language == "en":
        return is_known(token.lower, "en")
    return is_common_noun(token.text, "de")


def _after_preposition(document: Document, i: int, prepositions: frozenset[str]) -> bool:
    tokens = document.tokens
    j, floor = i - 1, max(1, i - LONGEST_LIST_TOKENS)
    while j >= floor and tokens[j].lower in ("und", "and", "oder", "or") and is_capitalised_word(tokens[j - 1]):
        j -= 2
    if j >= 1 and tokens[j].lower in _ARTICLES:
        j -= 1
    return j >= 0 and tokens[j].lower in prepositions


def _is_free(document: Document, i: int, end: int, mentions: Sequence[Mention], starts: list[int]) -> bool:
    """Whether no mention of a party holds the place's name, other than the complement of a nominal."""
    span = document.span_of(i, end)
    k = bisect_right(starts, span.start) - 1
    if k < 0 or mentions[k].span.end <= span.start:
        return True
    mention = mentions[k]
    if mention.type is PartyType.COUNTRY and mention.span == span:
        return _after_preposition(document, i, STATE_PREPOSITIONS[document.language])
    return mention.nominal and mention.span.start < span.start


def _state_at(document: Document, i: int) -> tuple[int, str | None] | None:
    """The end and the code of a state's name that stands behind a preposition of place."""
    tokens = document.tokens
    if not is_capitalised_word(tokens[i]) or not i:
        return None
    if (
        tokens[i].text not in gazetteer(document.language).single
        and stem(tokens[i].text) not in gazetteer(document.language).longer
    ):
        return None
    if not _after_preposition(document, i, STATE_PREPOSITIONS[document.language]):
        return None
    named = named_at(document, i, len(tokens))
    if not named or named[0].sense != "name" or not named[0].key.startswith("state:"):
        return None
    return named[1], named[0].country
