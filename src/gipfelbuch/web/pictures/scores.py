"""Scores of records: what happened and was coded counts the Goldstein weight of its type, as ``queries.months`` has it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gipfelbuch.knowledge.goldstein import goldstein_weights
from gipfelbuch.register.queries import ShownRecord
from gipfelbuch.register.queries.months import NOT_HAPPENED


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Records put together.

    Args:
        records: how many.
        coded: of these, those that happened and have a type with a weight.
        total: sum of their weights.
    """

    records: int
    coded: int
    total: float

    @property
    def score(self) -> float | None:
        """Mean weight, -10 (conflict) to 10 (cooperation); None if nothing was coded."""
        return self.total / self.coded if self.coded else None


def weight_of(record: ShownRecord) -> float | None:
    """What a record counts; None if it does not."""
    if record.status in NOT_HAPPENED or record.plover is None:
        return None
    weight = goldstein_weights().get(record.plover)
    return weight.value if weight else None


def tally(weights: Iterable[float | None]) -> Tally:
    """The tally of records by their weights."""
    every = list(weights)
    coded = [w for w in every if w is not None]
    return Tally(records=len(every), coded=len(coded), total=sum(coded))
