"""Lists that are too long for a page: rows and their number enter, leaves with the years on them leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from gipfelbuch.register.queries import ShownRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """Where a page is in its list.

    Args:
        skip: rows before it.
        shown: rows on it.
        most: rows on a full page.
        more: whether there are rows after it.
        total: rows of the list; None if they were not counted.
    """

    skip: int
    shown: int
    most: int
    more: bool
    total: int | None = None

    @property
    def before(self) -> int | None:
        """Rows before the page before it; None if this is the first."""
        return max(0, self.skip - self.most) if self.skip else None

    @property
    def after(self) -> int | None:
        """Rows before the page after it; None if this is the last."""
        return self.skip + self.most if self.more else None


def by_year(records: Iterable[ShownRecord]) -> list[tuple[str | None, list[ShownRecord]]]:
    """Records in the order given, parted where the year changes; of those without a day the year is None."""
    return [(year, list(some)) for year, some in groupby(records, key=lambda r: r.day[:4] if r.day else None)]
