"""Named places of a document."""

from __future__ import annotations

from gipfelbuch.model.marks import Mention, Place
from gipfelbuch.model.reports import Document


def mark_places(document: Document, mentions: tuple[Mention, ...]) -> tuple[Place, ...]:
    """Named places of a document."""
    del document, mentions
    return ()
