"""A small register with every kind, reports that differ, corrections, and characters that trip formats."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from small_register import english, fill, german, undated

from gipfelbuch.model.entries import Kind
from gipfelbuch.model.holdings import Holdings
from gipfelbuch.register import Reviews, open_register
from gipfelbuch.register.holdings import open_holdings


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a register is."""
    path = str(tmp_path_factory.mktemp("register") / "news.db")
    register = open_register(path, create=True)
    fill(register, german(), english(), undated())
    reviews = Reviews(register, author="Ada")
    with open_holdings(register, "0.0") as holdings:
        ids = {(h.record.kind, h.text("trigger") or h.text("place")): h.record.id for h in holdings.records()}
    reviews.reject(ids[Kind.ACTION, "Unklar"], "no deed")
    reviews.correct(ids[Kind.ACTION, "schloss"], "status", "ended", "it is open again")
    reviews.add(Kind.GIFT, "en-1", ["natural gas"], {"item": "Vase", "giver": "Anna Lindqvist"}, "missed")
    return path


@pytest.fixture
def holdings(place: str) -> Iterator[Holdings]:
    """What it holds."""
    with open_holdings(open_register(place), "0.0") as found:
        yield found
