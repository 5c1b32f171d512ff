"""Parties: who acts, speaks, signs, gives or is acted upon in a report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gipfelbuch.model.spans import Span


class PartyType(StrEnum):
    """What sort of actor a party is."""

    PERSON = "person"
    COUNTRY = "country"
    GOVERNMENT_BODY = "government_body"
    ORGANIZATION = "organization"
    COMPANY = "company"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One real actor in a report, however it is named there.

    Args:
        id: unique in the reading ("p1").
        name: the fullest form that the report uses.
        type: what sort of actor.
        mentions: where it is named, in order.
        country: ISO 3166-1 alpha-3 of the state served or belonged to; None if unknown.
        role: office or function as written.
        code: PLOVER actor code, country and sector ("KORGOV"); None if unknown.
        wikidata: Wikidata item, if known from our tables.
    """

    id: str
    name: str
    type: PartyType
    mentions: tuple[Span, ...]
    country: str | None = None
    role: str | None = None
    code: str | None = None
    wikidata: str | None = None
