"""What utterances do, told by the words in them: lookups for PLOVER types of statements.

The table ``plover_content`` enters; n-grams keyed by their first word leave.

References:
    Open Event Data Alliance: PLOVER codebook; types of the ontology of 2021.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gipfelbuch.knowledge.actions import german_deed_noun, noun_patterns, verb_patterns
from gipfelbuch.knowledge.tables import load_table, phrases
from gipfelbuch.knowledge.words import lemma
from gipfelbuch.model.reports import Language

PLOVER_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
HARSH_TYPES = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "THREATEN"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentCue:
    """Words that tell a type.

    Args:
        type: PLOVER event type.
        rest: the words behind the first, in lower case.
        needs: "deed" or "deed:harsh" if a deed of that sort must stand with it; empty if nothing must.
        rank: place in the table; lower ones count first.
    """

    type: str
    rest: tuple[str, ...]
    needs: str
    rank: int


@cache
def content_cues(language: Language) -> dict[str, tuple[ContentCue, ...]]:
    """Cues by their first word, longer ones first."""
    found: dict[str, list[ContentCue]] = {}
    for rank, row in enumerate(load_table("plover_content")):
        for phrase in phrases(row[language]):
            first, *rest = phrase.split()
            cue = ContentCue(type=row["type"], rest=tuple(rest), needs=row["needs"], rank=rank)
            found.setdefault(first, []).append(cue)
    return {k: tuple(sorted(v, key=lambda c: (-len(c.rest), c.rank))) for k, v in found.items()}


def deed_type(word: str, language: Language) -> str | None:
    """PLOVER type of the deed that a verb names, whatever noun must stand with it; None if it names none."""
    found = verb_patterns(language).get(word) or verb_patterns(language).get(lemma(word, language)) or ()
    return next((p.sense.plover for p in found if not p.others), None)


def deed_noun_type(word: str, language: Language) -> str | None:
    """PLOVER type of the deed that a noun names ("Abzug"); None if it names none."""
    if language == "de":
        base = german_deed_noun(word) if word[:1].isupper() else None
        found = noun_patterns("de").get(base, ()) if base else ()
    else:
        found = noun_patterns("en").get(word.lower(), ())
    return next((p.sense.plover for p in found if not p.others), None)
