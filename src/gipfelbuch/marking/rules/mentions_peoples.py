"""Words for a people: "die Serben" is Serbia, "zwei Kanadier" are a group, "die Norwegerin" is one person."""

from __future__ import annotations

from dataclasses import replace

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.names import Named
from gipfelbuch.knowledge.states import state_of_adjective
from gipfelbuch.marking.rules.mentions_names import is_common_noun
from gipfelbuch.marking.rules.mentions_nominals import Premodifier, premodifier_of
from gipfelbuch.marking.rules.mentions_scan import Scan
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document

_ONE_OF_THEM = closed_class("indefinite_article")


def add_people(scan: Scan, i: int, end: int, first: int, named: Named) -> int | None:
    """As in "die Serben" is Serbia; "zwei Kanadier" are a group, "ein Kanadier" is a person."""
    document = scan.document
    tokens = document.tokens
    text = tokens[i].text
    if document.language == "en":
        if state_of_adjective(text, "en") and not (text.endswith("s") and not text.endswith(("ss", "ese"))):
            return None
    elif is_common_noun(text, "de") and i == first:
        return None
    pre = premodifier_of(document, i, first)
    if pre.countries:
        named = replace(named, country=pre.countries[0])
    start = pre.start if pre.article is None else pre.article
    definite = pre.determiner in ("die", "der", "den", "the") and pre.start == i
    if document.language == "de" and (gender := _gender_of_one(document, pre, text)):
        scan.add(start, end, type=PartyType.PERSON, country=named.country, nominal=True, gender=gender)
    elif definite and text.endswith(("n", "s", "r")):
        scan.add(
            start,
            end,
            type=PartyType.COUNTRY,
            key=f"state:{named.country}",
            country=named.country,
            nominal=True,
            plural=True,
        )
    elif pre.determiner in _ONE_OF_THEM:
        scan.add(start, end, type=PartyType.PERSON, country=named.country, nominal=True)
    else:
        scan.add(start, end, type=PartyType.GROUP, country=named.country, nominal=True, plural=True)
    return end


def _gender_of_one(document: Document, pre: Premodifier, text: str) -> str | None:
    """The gender of the one person whom a definite word for a people can only mean ("die Norwegerin", "dem Iren")."""
    if pre.determiner in ("die", "der") and text.endswith("in"):
        return "f"
    opens = pre.article is not None and document.tokens[pre.article].text == "Der"  # the nominative: no genitive plural
    return "m" if pre.determiner in ("dem", "des") or opens else None
