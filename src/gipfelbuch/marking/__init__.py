"""Third room: a document becomes marks (mentions, times, amounts, places, quotations, deeds).

Rules mark what has a form (``rules``); a small trained encoder, which has seen their marks, proposes what has none
(``encoder``); ``combine`` puts both together.
"""

from gipfelbuch.marking.combine import combine_marks
from gipfelbuch.marking.encoder import load_encoder
from gipfelbuch.marking.rules import mark_document as mark_by_rules
from gipfelbuch.model.marks import Marks
from gipfelbuch.model.reports import Document

__all__ = ["mark_by_rules", "mark_document"]


def mark_document(document: Document, *, encoder: bool = True) -> Marks:
    """All marks of a document: of the rules, and of the trained encoder if its weights are installed.

    Args:
        document: a segmented report.
        encoder: False for the rules alone, which are quicker and find less.

    Returns:
        The marks, each label in order of place.
    """
    rules = mark_by_rules(document)
    trained = load_encoder() if encoder else None
    return combine_marks(rules, trained.judge(document, rules), trained.trust) if trained else rules
