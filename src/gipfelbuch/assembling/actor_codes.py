"""PLOVER actor codes of parties: country and primary sector ("KORGOV", "USABUS"), "IGO", "NGO".

References:
    Open Event Data Alliance: PLOVER codebook, actor sectors.
"""

from __future__ import annotations

from gipfelbuch.assembling.clusters import Cluster
from gipfelbuch.knowledge.actors import body_of, group_of, office_of
from gipfelbuch.knowledge.names import gazetteer
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Language

_INTERNATIONAL = frozenset(["IGO", "NGO"])
_DEFAULT = {PartyType.COUNTRY: "GOV", PartyType.GOVERNMENT_BODY: "GOV", PartyType.COMPANY: "BUS"}


def actor_code(cluster: Cluster, language: Language) -> str | None:
    """The PLOVER code of an actor; None if neither country nor sector is known.

    Args:
        cluster: the mentions of the actor.
        language: of the report.
    """
    known = _known_code(cluster, language)
    if known:
        return known
    sector = sector_of(cluster, language) or _DEFAULT.get(cluster.type, "")
    if cluster.country == "EUR":
        return "IGOEUR"
    if cluster.country and sector not in _INTERNATIONAL:
        return cluster.country + sector
    return sector or None


def _known_code(cluster: Cluster, language: Language) -> str | None:
    if not cluster.key or cluster.key.startswith("state:"):
        return f"{cluster.country}GOV" if cluster.key else None
    return _codes(language).get(cluster.key)


def _codes(language: Language) -> dict[str, str]:
    known = gazetteer(language)
    return known.codes


def sector_of(cluster: Cluster, language: Language) -> str:
    """The PLOVER sector that the role or the nominal mentions of an actor tell; empty if none."""
    for text in [cluster.role, *(m.name for m in cluster.mentions if m.nominal)]:
        for word in _heads(text or "", language):
            found = office_of(word, language) or body_of(word, language) or group_of(word, language)
            if found and found.sector:
                return found.sector
    return ""


def _heads(text: str, language: Language) -> list[str]:
    words = text.split()
    if language == "de":
        return words
    return [" ".join(words[i : i + n]) for n in (4, 3, 2, 1) for i in range(len(words) - n + 1)]
