"""Persons named without an office before them: a scan and a token position enter, the scan takes a mention in."""

from __future__ import annotations

from gipfelbuch.knowledge.actors import party_words
from gipfelbuch.knowledge.names import gender_of_given_name, is_given_name
from gipfelbuch.knowledge.places import place_index
from gipfelbuch.knowledge.words import function_words
from gipfelbuch.marking.rules.mentions_names import CALENDAR, is_common_noun, name_run, named_at
from gipfelbuch.marking.rules.mentions_nominals import premodifier_of
from gipfelbuch.marking.rules.mentions_scan import PLACE_PREPOSITIONS, Scan, is_acronym
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Pos, VerbForm

SHORTEST_SURNAME_CHARS = 4  # "Putin"; shorter unknown words are mostly abbreviations


def add_given_name_person(scan: Scan, i: int, first: int, last: int) -> int | None:
    """A name that begins with a known given name."""
    document = scan.document
    token = document.tokens[i]
    if not is_given_name(token.text) or i + 1 >= last or token.lower in function_words(document.language):
        return None
    known = named_at(document, i, last)
    if known and known[1] > i + 1:
        return None
    end = name_run(document, i, last, titled=False)
    if not end:
        return None
    _add_person(scan, i, end, first, gender=gender_of_given_name(token.text))
    return end


def add_unknown_person(scan: Scan, i: int, first: int, last: int) -> int | None:
    """Two or more capitalised words that no dictionary has, none of them a place or an acronym."""
    document = scan.document
    tokens = document.tokens
    token = tokens[i]
    initial_name = i == first and i + 1 < last and tokens[i + 1].pos is Pos.NAME
    if (
        not (token.pos in (Pos.NAME, Pos.NOUN) or initial_name)
        or is_acronym(token.text)
        or is_common_noun(token.text, document.language)
        or any(c.isdigit() for c in token.text)
    ):
        return None
    titled = i > first and tokens[i - 1].text in party_words("title", document.language)
    end = name_run(document, i, last, titled=titled)
    if not end or (end - i < 2 and not titled):
        return _lone_surname(scan, i, first, last)
    if not titled and any(
        t.text[0].isupper()
        and (
            (t.text.isupper() and len(t.text) > 2)
            or (is_common_noun(t.text, document.language) and not is_given_name(t.text))
        )
        for t in tokens[i:end]
    ):
        return None
    if i > first and tokens[i - 1].lower in PLACE_PREPOSITIONS[document.language]:
        return None
    title = tokens[i - 1].text if titled else ""
    gender = {
        "Herr": "m",
        "Herrn": "m",
        "Mr.": "m",
        "Mr": "m",
        "Frau": "f",
        "Mrs.": "f",
        "Ms.": "f",
        "Mrs": "f",
        "Ms": "f",
    }.get(title)
    _add_person(scan, i, end, first, gender=gender, score=0.7)
    return end


def _add_person(scan: Scan, i: int, end: int, first: int, *, gender: str | None, score: float = 1.0) -> None:
    """A named person; in German a noun right before the name is the role ("Geologin Vogt"), with its adjectives."""
    document = scan.document
    role, country = None, None
    noun = document.tokens[i - 1] if i > first else None
    if (
        document.language == "de"
        and noun is not None
        and noun.pos is Pos.NOUN
        and is_common_noun(noun.text, "de")
        and noun.text not in CALENDAR
    ):
        taken = scan.found and scan.found[-1].span.end > noun.start
        if not taken and noun.text not in party_words("title", "de"):
            pre = premodifier_of(document, i - 1, first)
            role = document.span_of(pre.content, i).of(document.text)
            country = pre.countries[0] if pre.countries else None
            gender = gender or ("f" if noun.text.endswith("in") else None)
    scan.add(i, end, type=PartyType.PERSON, gender=gender, score=score, role=role, country=country)


def _lone_surname(scan: Scan, i: int, first: int, last: int) -> int | None:
    """One word that no German dictionary has, right beside a finite verb: a surname told without introduction."""
    document = scan.document
    tokens = document.tokens
    token = tokens[i]
    if (
        document.language != "de"
        or token.pos is not Pos.NAME
        or len(token.text) < SHORTEST_SURNAME_CHARS
        or "-" in token.text
        or token.text in place_index().single
    ):
        return None
    before = tokens[i - 1] if i > first else None
    after = tokens[i + 1] if i + 1 < last else None
    if before is not None and before.pos in (
        Pos.DETERMINER,
        Pos.ADJECTIVE,
        Pos.ADPOSITION,
        Pos.NUMBER,
        Pos.NOUN,
        Pos.NAME,
    ):
        return None
    finite = any(t is not None and t.form is VerbForm.FINITE for t in (before, after))
    if not finite:
        return None
    scan.add(i, i + 1, type=PartyType.PERSON, score=0.5)
    return i + 1
