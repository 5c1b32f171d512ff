import pytest

from gipfelbuch.model.entries import Issue
from gipfelbuch.model.spans import Span


def test_an_entry_without_evidence_is_refused():
    with pytest.raises(ValueError, match="no evidence"):
        Issue(id="e1", evidence=(), subject="Zölle", parties=(), status="disputed")


def test_an_entry_cannot_be_changed():
    entry = Issue(id="e1", evidence=(Span(0, 3),), subject="Zölle", parties=(), status="disputed")
    with pytest.raises(AttributeError):
        entry.subject = "Fische"
