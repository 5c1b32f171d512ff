"""Names and the nouns beside them that mean the same: mentions enter, pairs of them and describing nouns leave.

"Burmas Botschafter in Wien, U Kyaw," and "Salim Kishk, a Bedouin from Rahat," name one person each; "the driver Salim
Kishk" tells that "the driver" may mean him later on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gipfelbuch.assembling.nominals import folded
from gipfelbuch.assembling.pronouns import has_plural_verb
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document, Pos, Token
from gipfelbuch.model.spans import Span

LONGEST_GAP_TOKENS = 9  # "in den Vereinigten Staaten von Amerika ," between an office and its holder
LONGEST_APPOSITION_TOKENS = 12
BODIES = frozenset({PartyType.ORGANIZATION, PartyType.COMPANY, PartyType.GOVERNMENT_BODY, PartyType.GROUP})
_ENDS = frozenset(',.;:)("“”„»«–—!?')
_WITHIN_NAMES = frozenset({Pos.ADPOSITION, Pos.DETERMINER, Pos.ADJECTIVE, Pos.NOUN, Pos.NAME, Pos.OTHER})
_VERBS = frozenset({Pos.VERB, Pos.AUXILIARY})
_ARTICLES = closed_class("article")
_OF = closed_class("genitive_article")
_CALENDAR = closed_class("calendar")


def are_one(document: Document, before: Mention, mention: Mention) -> bool:
    """Whether two neighbouring mentions, one a noun and one a name, are an apposition."""
    if before.nominal == mention.nominal or before.key or mention.key:
        return False
    if before.type is not mention.type and not {before.type, mention.type} <= BODIES:
        return False
    if before.plural or mention.plural or _contradict(before, mention):
        return False
    gap = _between(document, before, mention)
    if gap is None:
        return False
    if not gap:
        return before.nominal
    if gap[0].pos is Pos.COORDINATOR:
        return before.nominal and _holds_both(document, gap[1:], mention)
    return gap[-1].text == "," and (
        _names_it(document, gap, mention) if before.nominal else _tells_it(document, gap, mention)
    )


def _contradict(one: Mention, other: Mention) -> bool:
    return bool(
        (one.gender and other.gender and one.gender != other.gender)
        or (one.country and other.country and one.country != other.country)
    )


def _between(document: Document, before: Mention, mention: Mention) -> Sequence[Token] | None:
    """The tokens between two mentions; None if they are far apart or overlap."""
    start, end = before.span.end, mention.span.start
    if end < start or end - start > LONGEST_GAP_TOKENS * 12:
        return None
    gap = document.tokens_in(Span(start, end)) if document.text[start:end].strip() else ()
    return gap if len(gap) <= LONGEST_GAP_TOKENS else None


def _names_it(document: Document, gap: Sequence[Token], name: Mention) -> bool:
    """As in "Burmas Botschafter in Wien, U Kyaw,": words of a noun phrase and a comma before the name, a mark behind it."""
    inside = gap[:-1]
    opens = not inside or inside[0].pos is Pos.ADPOSITION or inside[0].lower in _OF
    if not opens or any(t.pos not in _WITHIN_NAMES for t in inside):
        return False
    after = _token_behind(document, name)
    return after is None or after.text in _ENDS


def _holds_both(document: Document, second: Sequence[Token], name: Mention) -> bool:
    """As in "der Vizekanzler und Arbeitsminister Franz Berg": a second office without article, and no verb of several."""
    if not second or " ".join(t.text for t in second) != name.role:
        return False
    clause = document.clause_at(name.span.start)
    told = clause is not None and clause.finite is not None and document.language == "de"
    return told and not has_plural_verb(document, name.span)


def _tells_it(document: Document, gap: Sequence[Token], noun: Mention) -> bool:
    """As in "Salim Kishk, a Bedouin from Rahat,": a comma right behind the name, and no verb until the phrase ends."""
    if len(gap) != 1:
        return False
    token = _token_behind(document, noun)
    for _ in range(LONGEST_APPOSITION_TOKENS):
        if token is None or token.text in _ENDS:
            return True
        if token.pos in _VERBS or token.pos is Pos.COORDINATOR:
            return False
        token = document.tokens[token.index + 1] if token.index + 1 < len(document.tokens) else None
    return False


def _token_behind(document: Document, mention: Mention) -> Token | None:
    i = document.tokens_in(mention.span)[-1].index + 1
    return document.tokens[i] if i < len(document.tokens) else None


def introductions(document: Document, name: Mention) -> Iterator[str]:
    """Nouns, folded, by which the text introduces a name: right before it, and behind its comma."""
    first = document.token_at(name.span.start)
    if first is None:
        return
    if first.index and (noun := _noun_before(document, first.index - 1)):
        yield folded(noun.text)
    last = document.tokens_in(name.span)[-1]
    if noun := _noun_behind(document, last.index + 1):
        yield folded(noun.text)


def _noun_before(document: Document, i: int) -> Token | None:
    token = document.tokens[i]
    if document.language == "de":
        return token if token.pos is Pos.NOUN and token.text not in _CALENDAR else None
    plain = token.pos in {Pos.NOUN, Pos.OTHER} and token.text.isalpha() and token.text.islower()
    return token if plain and i and document.tokens[i - 1].pos in {Pos.DETERMINER, Pos.ADJECTIVE, Pos.OTHER} else None


def _noun_behind(document: Document, i: int) -> Token | None:
    """The head noun of the apposition that token ``i``, a comma, opens."""
    tokens = document.tokens
    if i + 1 >= len(tokens) or tokens[i].text != ",":
        return None
    noun = None
    for token in tokens[i + 1 : i + 1 + LONGEST_APPOSITION_TOKENS]:
        if token.pos is Pos.NOUN or (document.language == "en" and token.pos is Pos.OTHER and token.text.islower()):
            noun = token
            if document.language == "de":
                return noun
        elif noun is not None or token.pos not in {Pos.DETERMINER, Pos.ADJECTIVE, Pos.OTHER, Pos.NUMBER}:
            break
    return noun
