"""Fixtures that several rooms share."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date

import pytest

from gipfelbuch.model.reports import Document, Language, Report
from gipfelbuch.segmenting import segment_report

MakeDocument = Callable[..., Document]


@pytest.fixture(scope="session", autouse=True)
def _quiet_dependencies() -> None:
    """Warnings of other people's packages at their import are not ours to fix."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import py3langid
        import trafilatura

        assert py3langid
        assert trafilatura


@pytest.fixture
def document() -> MakeDocument:
    """Make a document of a text."""

    def make(text: str, language: Language = "de", published: date | None = date(2025, 11, 3)) -> Document:
        return segment_report(Report(id="r", text=text, language=language, published=published))

    return make
