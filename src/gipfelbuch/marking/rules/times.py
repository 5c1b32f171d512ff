"""Time expressions (TIMEX3) of a document."""

from __future__ import annotations

from gipfelbuch.model.marks import Time
from gipfelbuch.model.reports import Document


def mark_times(document: Document) -> tuple[Time, ...]:
    """Time expressions (TIMEX3) of a document."""
    del document
    return ()
