"""Well-known office holders since 1985: variants of their names, state, years, gender."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gipfelbuch.knowledge.tables import load_table, phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHolder:
    """A person who held a public office.

    Args:
        names: full names in the spellings of German and English news.
        surnames: what the person is called for short.
        country: ISO 3166-1 alpha-3; None for officials of international organisations.
        code: PLOVER actor code.
        first: first year in public office.
        last: last year; 9999 if still.
        gender: "m" or "f".
        wikidata: Wikidata item, if known.
    """

    names: tuple[str, ...]
    surnames: tuple[str, ...]
    country: str | None
    code: str | None
    first: int
    last: int
    gender: str
    wikidata: str | None


@cache
def office_holders() -> tuple[OfficeHolder, ...]:
    """All of them, in the order of the table."""
    return tuple(_holder(row) for row in load_table("people"))


def _holder(row: dict[str, str]) -> OfficeHolder:
    country = row["country"] if len(row["country"]) == 3 else ""
    return OfficeHolder(
        names=phrases(row["names"]),
        surnames=phrases(row["surnames"]) or tuple(dict.fromkeys(n.split()[-1] for n in phrases(row["names"]))),
        country=country or None,
        code=row["code"] or (f"{country}GOV" if country else None),
        first=int(row["first"] or 0),
        last=int(row["last"] or 9999),
        gender=row["gender"],
        wikidata=row["wikidata"] or None,
    )
