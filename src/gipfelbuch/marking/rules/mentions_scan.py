"""What one pass over the tokens has found so far, shared by the modules that find mentions."""

from __future__ import annotations

from dataclasses import dataclass, field

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.marking.rules.mentions_nominals import Premodifier, prefix_country
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.reports import Document

PLACE_PREPOSITIONS = {"de": closed_class("seat_as_place", "de"), "en": closed_class("seat_as_place", "en")}


@dataclass(slots=True)
class Scan:
    """State of one pass: what was found, and where no mention may begin any more."""

    document: Document
    found: list[Mention] = field(default_factory=list)

    def add(self, first: int, last: int, **values: object) -> None:
        """A mention of the tokens ``first`` to ``last`` (exclusive)."""
        span = self.document.span_of(first, last)
        name = values.pop("name", None) or span.of(self.document.text)
        self.found.append(Mention(span=span, name=str(name), **values))  # type: ignore[arg-type]


def country_of_nominal(scan: Scan, pre: Premodifier, prefix: str, complement: str | None) -> str | None:
    """The state that a nominal belongs to: adjective, compound, genitive, possessor, in this order."""
    if pre.countries:
        return pre.countries[0]
    own = prefix_country(prefix)
    if own or complement:
        return own or complement
    if pre.possessor is not None:
        span = scan.document.tokens[pre.possessor].span
        for mention in reversed(scan.found[-3:]):
            if mention.span.overlaps(span):
                return mention.country
    return None


def is_acronym(text: str) -> bool:
    """Whether a word is written in capitals, or with more of them than names have."""
    return text.isupper() or sum(c.isupper() for c in text) > 2
