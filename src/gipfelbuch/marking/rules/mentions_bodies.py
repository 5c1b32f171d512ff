"""Proper names of organisations around a common noun: in quotation marks, or in capitals as English has them."""

from __future__ import annotations

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.states import state_of_adjective
from gipfelbuch.marking.rules.mentions_names import CALENDAR, is_actor_noun, is_capitalised_word, named_at
from gipfelbuch.marking.rules.mentions_nominals import premodifier_of
from gipfelbuch.marking.rules.mentions_scan import Scan, country_of_nominal
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document, Token
from gipfelbuch.model.spans import Span

LONGEST_QUOTED_NAME_TOKENS = 8


LONGEST_BODY_NAME_TOKENS = 9  # "Organization for the Prohibition of Chemical Weapons"


_OPENING_MARKS = frozenset('„“"»«‚‘')


_CLOSING_MARKS = frozenset('“”"«»‘’')


_NAME_LINKS = closed_class("name_link", "en")


_PUBLIC_HEADS = closed_class("public_body", "en")


_ENGLISH_HEADS = _PUBLIC_HEADS | frozenset(
    [
        "Association",
        "Institute",
        "Council",
        "Committee",
        "Commission",
        "Agency",
        "Party",
        "Union",
        "Federation",
        "University",
        "Foundation",
        "Fund",
        "Bank",
        "Office",
        "Organization",
        "Organisation",
        "Center",
        "Centre",
        "Alliance",
        "Front",
        "Movement",
        "League",
        "Conference",
        "Society",
        "Church",
        "Authority",
        "Network",
        "Corporation",
        "Board",
        "Confederation",
        "Coalition",
        "Congress",
        "Forum",
        "Service",
        "Command",
        "Brigade",
        "Airlines",
        "Group",
        "Trust",
        "Initiative",
    ]
)


def is_proper(token: Token, document: Document) -> bool:
    """Whether a word can be part of a name that follows a noun for an organisation."""
    if not is_capitalised_word(token):
        return False
    return token.text not in CALENDAR and not is_actor_noun(token.text, document.language)


def quoted_name(document: Document, end: int, last: int) -> tuple[Span, int] | None:
    """A name in quotation marks right behind a noun for an organisation: its words, and the index behind the marks."""
    tokens = document.tokens
    if end + 2 >= last or tokens[end].text not in _OPENING_MARKS or not tokens[end + 1].text[0].isupper():
        return None
    for k in range(end + 2, min(last, end + LONGEST_QUOTED_NAME_TOKENS)):
        if tokens[k].text in _CLOSING_MARKS:
            return document.span_of(end + 1, k), k + 1
    return None


def add_english_body(scan: Scan, i: int, first: int, last: int) -> int | None:
    """As in "Institute of Marine Research", "Thai Cattle Breeders' Association": capitalised words around a noun for a body."""
    document = scan.document
    tokens = document.tokens
    if document.language != "en" or not is_capitalised_word(tokens[i]) or tokens[i].lower in ("the", "a", "an"):
        return None
    named = named_at(document, i, last)
    if named and not (named[0].key.startswith("state:") and named[0].sense == "name") and named[0].sense != "demonym":
        return None
    end, head = i, False
    k = named[1] if named else i
    while k < last and k - i < LONGEST_BODY_NAME_TOKENS:
        word = tokens[k].text
        if is_capitalised_word(tokens[k]) and word not in CALENDAR:
            head = head or word in _ENGLISH_HEADS
            end = k = k + 1
        elif (
            word in _NAME_LINKS
            and k + 1 < last
            and is_capitalised_word(tokens[k + 1])
            and k > i
            and (word != "and" or not head)
        ):
            k += 1
        else:
            break
    if (
        not head
        or end - i < 2
        or (tokens[end - 1].text not in _ENGLISH_HEADS and not any(t.text in ("of", "for") for t in tokens[i:end]))
    ):
        return None
    words = [t.text for t in tokens[i:end]]
    country = named[0].country if named else next((c for c in (state_of_adjective(w, "en") for w in words) if c), None)
    country = country or country_of_nominal(scan, premodifier_of(document, i, first), "", None)
    start = i + 1 if country and state_of_adjective(words[0], "en") and end - i > 2 else i
    public = any(w in _PUBLIC_HEADS for w in words)
    scan.add(start, end, type=PartyType.GOVERNMENT_BODY if public else PartyType.ORGANIZATION, country=country)
    return end
