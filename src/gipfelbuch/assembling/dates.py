"""When: the EDTF date of an entry, from the times of its evidence and the report's dates."""

from __future__ import annotations

from gipfelbuch.model.marks import Time
from gipfelbuch.model.reports import Document
from gipfelbuch.model.spans import Span


def date_of(document: Document, times: tuple[Time, ...], evidence: tuple[Span, ...], trigger: Span | None = None) -> str | None:
    """The date that the evidence tells, as EDTF level 1.

    Args:
        document: the report.
        times: its time expressions.
        evidence: the clauses or sentences of the entry.
        trigger: the words that name the deed; the nearest date in their clause counts first.

    Returns:
        An EDTF date or interval, or None if the report does not tell.
    """
    del document, times, evidence, trigger
    return None
