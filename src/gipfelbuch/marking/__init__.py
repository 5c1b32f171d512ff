"""Third room: a document becomes marks (mentions, times, amounts, places, quotations, deeds)."""

from gipfelbuch.marking.rules import mark_document

__all__ = ["mark_document"]
