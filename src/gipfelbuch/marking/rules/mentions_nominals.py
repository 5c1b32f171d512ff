"""Noun phrases around a word for an office, a body or a group: where they begin and end, whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.names import gazetteer, is_given_name
from gipfelbuch.knowledge.places import country_of_place
from gipfelbuch.knowledge.states import prefixes, state_of_adjective, state_of_city_adjective
from gipfelbuch.marking.rules.mentions_names import GENITIVE_MARKS, is_capitalised_word, name_run, named_at
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document, Pos, Token

LONGEST_COMPLEMENT_TOKENS = 9  # "des Ausschusses für auswärtige Angelegenheiten des Europäischen Parlaments"
LONGEST_PREMODIFIER_TOKENS = 7
_GENITIVE_ARTICLES = closed_class("genitive_article", "de")
_OF = closed_class("attribute_link", "en")
_VON = closed_class("attribute_link", "de")
_ORDINARY_DETERMINERS = closed_class("ordinary_determiner")
_WITHIN = closed_class("within")
LONGEST_NOUN_MODIFIER_TOKENS = 2  # nouns between the adjective of a state and the noun it belongs to
_CONTRACTED = closed_class("contracted", "de")
_STATE_FORMS = closed_class("state_form", "de")


@dataclass(frozen=True, slots=True, kw_only=True)
class Premodifier:
    """What stands before a noun.

    Args:
        start: index of the first adjective, or of the noun.
        article: index of the determiner, None if there is none or it is fused with a preposition.
        determiner: the determiner in lower case, also a fused one; empty if there is none.
        countries: states whose adjectives stand there, in order.
        content: index of the first word that is no adjective of a state.
        possessor: index of the genitive name right before ("Frankreichs", "Malaysia 's"), None if there is none.
    """

    start: int
    article: int | None
    determiner: str
    countries: tuple[str, ...]
    content: int
    possessor: int | None = None


def premodifier_of(document: Document, i: int, first: int) -> Premodifier:
    """Adjectives, determiner and possessor before the noun at token ``i``; ``first`` opens the sentence."""
    tokens = document.tokens
    j = i - 1
    countries: list[str] = []
    content = i
    floor = max(first, i - LONGEST_PREMODIFIER_TOKENS)
    while j >= floor:
        token = tokens[j]
        country, width = _adjective_country(document, j, floor)
        if country:
            countries.insert(0, country)
            j -= width
        elif (_is_attribute(token, document.language) and not _is_finite(document, token)) or token.pos is Pos.NUMBER:
            content = j
            j -= 1
        elif document.language == "en" and (far := _state_before_nouns(document, j, floor)) is not None:
            content, j = far + 1, far
        elif token.pos is Pos.COORDINATOR and j > floor and tokens[j - 1].text.endswith("-"):
            content = j - 1
            j -= 2
        elif (
            token.pos is Pos.COORDINATOR and j > floor and countries and _adjective_country(document, j - 1, floor)[0]
        ) or (token.text == "," and j > floor and countries and _adjective_country(document, j - 1, floor)[0]):
            j -= 1
        else:
            break
    start = j + 1
    determiner = tokens[j].lower if j >= first else ""
    if determiner not in _ORDINARY_DETERMINERS:
        determiner = ""
    article = j if determiner and determiner not in _CONTRACTED else None
    possessor = _possessor(document, j, first) if not determiner else None
    return Premodifier(
        start=start,
        article=article,
        determiner=determiner,
        countries=tuple(countries),
        content=max(content, start),
        possessor=possessor,
    )


def _state_before_nouns(document: Document, j: int, floor: int) -> int | None:
    """Where an English adjective of a state stands before nouns that modify another ("French paper workers")."""
    at = j
    while at >= floor and document.tokens[at].pos in (Pos.OTHER, Pos.ADJECTIVE) and document.tokens[at].text.islower():
        at -= 1
    if at == j or at < floor or j - at > LONGEST_NOUN_MODIFIER_TOKENS:
        return None
    return at if state_of_adjective(document.tokens[at].text, "en") else None


def place_behind(document: Document, i: int, last: int) -> str | None:
    """The state in which a group or body is said to be right behind its noun ("rebels in Darfur"), or None."""
    tokens = document.tokens
    if i + 1 >= last or tokens[i].lower not in _WITHIN:
        return None
    named = named_at(document, i + 1, last)
    if named and named[0].key.startswith("state:"):
        return named[0].country
    return country_of_place(tokens[i + 1].text) if is_capitalised_word(tokens[i + 1]) else None


def _adjective_country(document: Document, j: int, floor: int) -> tuple[str | None, int]:
    token = document.tokens[j]
    if document.language == "de" and token.text.endswith("er") and token.text[0].isupper():
        city = state_of_city_adjective(token.text)
        if city:
            return city, 1
    if document.language == "en":
        longer = _name_ending(document, j, floor)
        if longer:
            return longer
    if document.language == "en" and j > floor and token.text[0].isupper():
        pair = state_of_adjective(f"{document.tokens[j - 1].text} {token.text}", "en")
        if pair:
            return pair, 2
        named = gazetteer("en").single.get(token.text)
        if (
            named
            and named.sense == "name"
            and named.key.startswith("state:")
            and j + 1 < len(document.tokens)
            and document.tokens[j + 1].text not in GENITIVE_MARKS
        ):
            return named.country, 1
    elif document.language == "en" and token.text[0].isupper() and token.text in ("US", "U.S.", "UK", "U.K."):
        return gazetteer("en").single[token.text].country, 1
    return state_of_adjective(token.text, document.language), 1


def _name_ending(document: Document, j: int, floor: int) -> tuple[str, int] | None:
    """The state whose English name of two or more words ends with token ``j`` ("Ivory Coast")."""
    for width in (3, 2):
        k = j - width + 1
        if k < floor or not document.tokens[k].text[0].isupper():
            continue
        found = named_at(document, k, j + 1)
        if found and found[1] == j + 1 and found[0].country and found[0].sense == "name":
            return found[0].country, width
    return None


def _is_attribute(token: Token, language: str) -> bool:
    if token.pos is Pos.ADJECTIVE:
        return True
    if language == "en":
        return token.lower in _ENGLISH_ATTRIBUTES
    if token.text[0].isupper():
        return False
    return (token.pos is Pos.OTHER and token.lower.endswith(("e", "en", "er", "es", "em"))) or (
        token.pos is Pos.VERB
        and token.lower.endswith(("ende", "enden", "ender", "te", "ten", "ter", "ene", "enen", "ener"))
        and token.subjunctive is False
        and token.lemma != token.lower
    )


def _is_finite(document: Document, token: Token) -> bool:
    """Whether a word that looks like a participle is the verb of its clause ("Danach setzten Minister ...")."""
    if token.pos is not Pos.VERB or document.language != "de":
        return False
    clause = document.clause_at(token.start)
    return clause is not None and clause.finite == token.index


_ENGLISH_ATTRIBUTES = closed_class("attribute", "en")


def _possessor(document: Document, j: int, first: int) -> int | None:
    tokens = document.tokens
    if j < first:
        return None
    if tokens[j].text in GENITIVE_MARKS and j - 1 >= first:
        return j - 1
    if (
        document.language == "de"
        and is_capitalised_word(tokens[j])
        and tokens[j].text.endswith(("s", "'", "’", "x", "z"))
        and tokens[j].pos in (Pos.NAME, Pos.NOUN)
    ):
        named = gazetteer("de").single.get(tokens[j].text)
        genitive = named is not None and tokens[j].text[:-1] in gazetteer("de").single
        return j if genitive or (named is None and tokens[j].pos is Pos.NAME) else None
    return None


def complement_end(document: Document, i: int, last: int) -> tuple[int, str | None]:
    """The end of the genitive or "of" phrase behind the noun that ends before token ``i``, and its country.

    Returns:
        Index behind the phrase (``i`` if there is none), and the first state named in it.
    """
    tokens, language = document.tokens, document.language
    if i >= last:
        return i, None
    named = named_at(document, i, last)
    if (
        language == "de"
        and named
        and named[0].country
        and _is_genitive(tokens[named[1] - 1].text, single=named[1] == i + 1)
    ):
        return _coordinated(document, named[1], last), named[0].country
    opener = tokens[i].lower
    opens = opener in _GENITIVE_ARTICLES or opener in _VON if language == "de" else opener in _OF
    if not opens or (language == "de" and tokens[i].text[0].isupper()):
        return i, None
    return _phrase_end(document, i, last)


def _is_genitive(word: str, *, single: bool) -> bool:
    """Whether a name stands in the genitive ("Frankreichs", not "Siemens")."""
    if not word.endswith(("s", "'", "’")):
        return False
    return not single or word[:-1] in gazetteer("de").single


def _coordinated(document: Document, k: int, last: int) -> int:
    """Over "Frankreichs, Italiens und Österreichs"."""
    tokens = document.tokens
    while k + 1 < last and tokens[k].text in (",", "und") and tokens[k + 1].text.endswith("s"):
        named = named_at(document, k + 1, last)
        if not named or not named[0].country:
            break
        k = named[1]
    return k


def _listed_states(document: Document, k: int, last: int) -> int:
    """Over "und Chile" of "die Präsidenten von Peru und Chile", and over genitives as `_coordinated` does."""
    end = _coordinated(document, k, last)
    if end != k or document.language != "de" or k + 1 >= last or document.tokens[k].lower != "und":
        return end
    named = named_at(document, k + 1, last)
    state = named is not None and named[0].key.startswith("state:") and named[0].sense == "name"
    return named[1] if named is not None and state else k


def _phrase_end(document: Document, i: int, last: int) -> tuple[int, str | None]:  # noqa: C901, PLR0912
    """One walk over a complement; its branches are the kinds of words that one may hold."""
    tokens, language = document.tokens, document.language
    place = tokens[i].lower in ("in", "im", "am", "beim", "bei")
    country: str | None = None
    k = i + 1
    end = i
    limit = min(last, i + LONGEST_COMPLEMENT_TOKENS)
    while k < limit:
        token = tokens[k]
        found = named_at(document, k, last) if is_capitalised_word(token) else None
        if found:
            country = country or found[0].country
            end = k = _listed_states(document, found[1], last) if found[0].country else found[1]
            if end + 1 < limit and tokens[end].text == "/":
                k = end + 1
                continue
            if end < limit and tokens[end].text == "(" and end + 2 < last and tokens[end + 2].text == ")":
                end = k = end + 3
            if not (k < limit and tokens[k].lower in _GENITIVE_ARTICLES) or language == "en":
                break
            continue
        if is_given_name(token.text) and k + 1 < last and is_capitalised_word(tokens[k + 1]):
            break
        adjective = state_of_adjective(token.text, language)
        if adjective:
            country = country or adjective
            if language == "en" or (k + 1 < limit and is_capitalised_word(tokens[k + 1])):
                k += 1
                continue
        if place and is_capitalised_word(token):
            country = country or country_of_place(token.text)
        if is_capitalised_word(token) and token.pos in (Pos.NOUN, Pos.NAME):
            if (
                token.pos is Pos.NAME
                and language == "de"
                and end > i
                and not place
                and not token.text.isupper()
                and "-" not in token.text
            ):
                break
            end, state = _noun_end(document, k, limit)
            k, country = end, country or state
            if not (
                k < limit and (tokens[k].lower in _GENITIVE_ARTICLES or tokens[k].lower in ("für", "of", "von"))
            ) and not (language == "en" and k < limit and is_capitalised_word(tokens[k])):
                break
            continue
        if (
            token.pos in (Pos.ADJECTIVE, Pos.DETERMINER, Pos.OTHER, Pos.ADPOSITION)
            or (token.pos is Pos.NOUN)
            or adjective
        ):
            if language == "en" and token.pos in (Pos.OTHER, Pos.NOUN) and token.text[0].islower():
                end = k + 1
                k += 1
                if k < limit and tokens[k].pos is not Pos.OTHER:
                    break
                continue
            k += 1
            continue
        break
    if place and country is None:
        return i, None
    return (end, country) if end > i else (i, None)


def _noun_end(document: Document, k: int, last: int) -> tuple[int, str | None]:
    """The index behind the noun or name at token ``k``, and the state named right behind its form ("Republik Indien")."""
    token = document.tokens[k]
    if token.pos is Pos.NAME:
        return name_run(document, k, last, titled=False) or k + 1, None
    named = named_at(document, k + 1, last) if token.text in _STATE_FORMS and k + 1 < last else None
    if named is not None and named[0].key.startswith("state:") and named[0].sense == "name":
        return named[1], named[0].country
    return k + 1, None


def prefix_country(prefix: str) -> str | None:
    """The state of the first part of a compound ("US-": "USA", "SPD-": "DEU", "Vize-": None)."""
    if not prefix:
        return None
    known = prefixes()
    bare = prefix.rstrip("-")
    if bare in known:
        return known[bare]
    body = gazetteer("de").single.get(bare)
    if body is not None and (bare.isupper() or body.type is PartyType.COMPANY):  # other states have Greens as well
        return body.country
    head = bare.partition("-")[0]
    return known.get(head) if "-" in bare else ("DEU" if bare.startswith("Bundes") else None)
