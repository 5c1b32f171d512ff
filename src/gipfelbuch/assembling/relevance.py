"""Whether an actor that fills no slot of an entry still belongs among the parties of a report.

Reports name many states and people who do nothing in them. How likely a named one does something that no entry was
found for is told by its sort, by how far the encoder sees its mentions as those of a party, and by how often it is
named: a logistic model, its weights measured on our own held-out reports (``training/relevance.py``). Without the
encoder three rules decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import log
from typing import Final

from gipfelbuch.knowledge.tables import load_table
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import Party, PartyType

LEAST: Final = 0.35  # probability; from half of the F1 of parties on keeping one more raises it (Lipton et al. 2014)
SUREST: Final = 0.995
NAMED: Final = frozenset({PartyType.COUNTRY, PartyType.COMPANY})  # one word names them in full
FULL_NAME_WORDS: Final = 2
TOLD_WORDS: Final = 3  # of a group, without its article; in our corpus shorter ones are mostly background


@cache
def weights() -> Mapping[str, float]:
    """Weights by the name of the feature, as log odds."""
    return {row["feature"]: float(row["weight"]) for row in load_table("relevance_weights")}


def plays_a_part(party: Party, mentions: Sequence[Mention]) -> bool:
    """Whether a party without an entry is kept.

    Args:
        party: who.
        mentions: the marks of its mentions.
    """
    features = features_of(party, mentions)
    if features is None:
        return _by_rules(party, named=any(not m.nominal for m in mentions))
    score = sum(weights().get(name, 0.0) * value for name, value in features.items())
    return score >= log(LEAST / (1 - LEAST))


def features_of(party: Party, mentions: Sequence[Mention]) -> dict[str, float] | None:
    """What speaks for and against a party; None if the encoder has not seen any of its mentions."""
    seen = [m.seen for m in mentions if m.seen is not None]
    if not seen:
        return None
    named = any(not m.nominal for m in mentions)
    surest = min(max(*seen, 1 - SUREST), SUREST)
    words = len(party.name.split())
    return {
        "bias": 1.0,
        party.type.value: 1.0,
        "named": float(named),
        f"named {party.type.value}": float(named),
        "seen": log(surest / (1 - surest)),
        "mentions": log(len(mentions)),
        "full name": float(named and words >= FULL_NAME_WORDS),
        "long": float(words >= TOLD_WORDS),
    }


def _by_rules(party: Party, *, named: bool) -> bool:
    """Persons and bodies named in full, states, and groups told of at length ("nine Russian diplomats")."""
    words = len(party.name.split())
    if named:
        return party.type in NAMED or (party.type is not PartyType.GROUP and words >= FULL_NAME_WORDS)
    return party.type is PartyType.GROUP and words >= TOLD_WORDS
