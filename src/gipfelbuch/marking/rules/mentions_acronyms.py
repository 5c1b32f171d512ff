"""Acronyms of bodies that a report names in full: mentions enter, those of their acronyms elsewhere leave.

"Fuerza Campesina (FCA)" introduces its acronym in brackets; "National Democratic Front" explains "NDF" by its letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gipfelbuch.knowledge.acronyms import acronyms_of, is_acronym
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document

SURE_CHARS = 3  # two letters that happen to fit a name are mostly something else
_BODIES = frozenset({PartyType.ORGANIZATION, PartyType.COMPANY, PartyType.GOVERNMENT_BODY, PartyType.GROUP})


def mark_acronyms(document: Document, found: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions by an acronym that the report explains.

    Args:
        document: the report.
        found: its mentions so far, in order.

    Yields:
        Further mentions; some may lie within those found.
    """
    known: dict[str, Mention] = {}
    for mention in found:
        if mention.type in _BODIES and not mention.plural:
            for acronym in _explained(document, mention):
                known.setdefault(acronym, mention)
    if not known:
        return
    for token in document.tokens:
        whole = known.get(token.text.upper()) if token.text[-1].isupper() else None
        if whole is not None and is_acronym(token.text):
            yield Mention(
                span=token.span,
                type=whole.type,
                name=token.text,
                key=whole.key,
                country=whole.country,
                score=0.9,
                origin="rule:acronym",
            )


def _explained(document: Document, mention: Mention) -> Iterator[str]:
    """The acronym in brackets behind a mention, and those that its letters make."""
    last = document.tokens_in(mention.span)[-1].index
    after = document.tokens[last + 1 : last + 4]
    if len(after) == SURE_CHARS and after[0].text == "(" and after[2].text == ")" and is_acronym(after[1].text):
        yield after[1].text.upper()
    if not mention.nominal:
        yield from (a for a in acronyms_of(mention.name) if len(a) >= SURE_CHARS)
