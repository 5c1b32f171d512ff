"""Closed classes of words, as a linguist lists them: a class by its name enters, the set of its words leaves."""

from __future__ import annotations

from functools import cache

from gipfelbuch.errors import InternalError
from gipfelbuch.knowledge.tables import load_table, words
from gipfelbuch.model.reports import Language


@cache
def _classes() -> dict[str, dict[str, str]]:
    return {row["use"]: row for row in load_table("closed_classes")}


@cache
def closed_class(use: str, language: Language | None = None) -> frozenset[str]:
    """The words of a class.

    Args:
        use: name of the class in the table ``closed_classes``.
        language: whose words; None for those of both.

    Raises:
        InternalError: if the table has no such class.
    """
    row = _classes().get(use)
    if row is None:
        raise InternalError(f"table closed_classes has no class {use!r}")
    return frozenset(words(row[language]) if language else (*words(row["de"]), *words(row["en"])))
