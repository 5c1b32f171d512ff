"""Marks of records: a record as it was told enters, a tag that changes whenever the record does leaves (RFC 9110)."""

from __future__ import annotations

from gipfelbuch.register.queries import Page
from gipfelbuch.web.checking import seen_of


def mark_of(page: Page) -> str:
    """The entity tag of a record with its history."""
    return f'"{seen_of(page.record)}-{len(page.history)}"'


def holds(told: str, page: Page) -> bool:
    """Whether a record is still as it was told.

    Args:
        told: ``If-Match``: tags, parted by commas, or "*" for whatever there is.
        page: the record as it is.
    """
    return told.strip() == "*" or mark_of(page) in {tag.strip() for tag in told.split(",")}
