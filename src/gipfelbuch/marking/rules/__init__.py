"""Marks by rules and tables: what has a form. One module a label; later ones see earlier marks."""

from __future__ import annotations

from gipfelbuch.marking.rules.actions import mark_actions
from gipfelbuch.marking.rules.agreements import mark_agreements
from gipfelbuch.marking.rules.amounts import mark_amounts
from gipfelbuch.marking.rules.assessments import mark_assessments
from gipfelbuch.marking.rules.encounters import mark_encounters
from gipfelbuch.marking.rules.gifts import mark_gifts
from gipfelbuch.marking.rules.issues import mark_issues
from gipfelbuch.marking.rules.mentions import mark_mentions
from gipfelbuch.marking.rules.places import mark_places
from gipfelbuch.marking.rules.quotations import mark_quotations
from gipfelbuch.marking.rules.times import mark_times
from gipfelbuch.model.marks import Marks
from gipfelbuch.model.reports import Document


def mark_document(document: Document) -> Marks:
    """All marks that rules find in a document.

    Args:
        document: a segmented report.

    Returns:
        The marks, each label in order of place.
    """
    times = mark_times(document)
    amounts = mark_amounts(document)
    mentions = mark_mentions(document)
    places = mark_places(document, mentions)
    seen = Marks(mentions=mentions, times=times, amounts=amounts, places=places)
    quotations = mark_quotations(document, seen)
    seen = Marks(mentions=mentions, times=times, amounts=amounts, places=places, quotations=quotations)
    deeds = (
        *mark_encounters(document, seen),
        *mark_agreements(document, seen),
        *mark_gifts(document, seen),
        *mark_issues(document, seen),
        *mark_assessments(document, seen),
        *mark_actions(document, seen),
    )
    return Marks(mentions=mentions, times=times, amounts=amounts, places=places, quotations=quotations, deeds=deeds)
