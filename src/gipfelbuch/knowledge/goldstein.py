"""Conflict and cooperation in numbers: a PLOVER event type enters, its Goldstein weight leaves.

References:
    Goldstein, J. S.: A Conflict-Cooperation Scale for WEIS Events Data. Journal of Conflict Resolution 36(2), 1992.
    Open Event Data Alliance: CAMEO2PLOVER-2021, and the PLOVER codebook.
    How the weights of types come from those of CAMEO codes is told at the head of the table ``goldstein``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from statistics import fmean

from gipfelbuch.knowledge.tables import load_table, phrases

SOURCE = "Goldstein (1992), mean weight of the CAMEO codes of each PLOVER type"


class Quad(StrEnum):
    """Words or deeds, for or against each other."""

    VERBAL_COOPERATION = "verbal_cooperation"
    MATERIAL_COOPERATION = "material_cooperation"
    VERBAL_CONFLICT = "verbal_conflict"
    MATERIAL_CONFLICT = "material_conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What a PLOVER event type counts.

    Args:
        type: of the 2021 ontology.
        quad: its quarter.
        codes: the CAMEO codes of which it consists, each with its weight.
    """

    type: str
    quad: Quad
    codes: tuple[tuple[str, float], ...]

    @property
    def value(self) -> float:
        """From -10 (most hostile) to 10 (most cooperative), in tenths."""
        return round(fmean(weight for _, weight in self.codes), 1)


@cache
def goldstein_weights() -> dict[str, Weight]:
    """The weights by PLOVER event type.

    >>> goldstein_weights()["ASSAULT"].value
    -9.5
    """
    return {row["type"]: _weight(row) for row in load_table("goldstein")}


def _weight(row: dict[str, str]) -> Weight:
    pairs = (cell.partition("=") for cell in phrases(row["codes"]))
    codes = tuple((code, float(weight)) for code, _, weight in pairs)
    return Weight(type=row["type"], quad=Quad(row["quad"]), codes=codes)
