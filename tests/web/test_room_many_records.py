"""Thousands of records in a real browser: every page opens, says how much there is, and fits the screen."""

import shutil
from pathlib import Path

import pytest
from benchmarks.large_register import build
from benchmarks.varied_readings import Varieties

from gipfelbuch.register import open_register
from gipfelbuch.register.queries import agreements, busiest_pairs, search, timeline
from gipfelbuch.register.queries.answers import Scope

READINGS = 230  # about 24 records each
LEAST_RECORDS = 5_000
FREQUENT = "der"
NARROW, WIDE = {"width": 360, "height": 800}, {"width": 1400, "height": 900}


@pytest.fixture(scope="module")
def _many_file(tmp_path_factory):
    place = tmp_path_factory.mktemp("room") / "many.db"
    build(open_register(str(place), create=True), Varieties().readings(READINGS))
    return place


@pytest.fixture
def register(_many_file: Path, tmp_path: Path):
    """Synthetic readings: those of the corpus with other states, names, dates and words."""
    shutil.copy(_many_file, tmp_path / "many.db")
    return open_register(str(tmp_path / "many.db"))


@pytest.fixture
def addresses(register):
    """Every sort of page, about what there is most of."""
    scope = Scope(most=1)
    pair = next(iter(busiest_pairs(register, 1)))
    (record,) = timeline(register, None, scope).items
    (hit,) = search(register, FREQUENT, None, scope).items
    assert agreements(register, None, scope=scope).items
    return [
        "/", "/coverage", "/timeline", "/agreements", "/visits", "/gifts", "/issues", "/scores", "/review", "/dyads",
        "/parties", f"/search?q={FREQUENT}", f"/dyads/{pair.one}/{pair.other}", f"/parties/state:{pair.one}",
        f"/records/{record.id}", f"/reports/{hit.ref.report}",
    ]  # fmt: skip


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_every_page_opens_and_fits(open_page, register, addresses, size) -> None:
    assert register.counts().records >= LEAST_RECORDS
    page = open_page(size=size)
    here = page.url.rstrip("/")
    for path in addresses:
        answer = page.goto(here + path)
        assert answer.status == 200, path
        assert page.locator("h1").inner_text().strip(), path
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path


def test_a_frequent_word_is_leafed_through_to_the_next_page(open_page) -> None:
    page = open_page(f"/search?q={FREQUENT}")
    first = page.locator("main a[href^='/records/']").evaluate_all("found => found.map(a => a.href)")
    page.locator("a[rel=next]").first.click()
    page.wait_for_load_state()
    second = page.locator("main a[href^='/records/']").evaluate_all("found => found.map(a => a.href)")
    assert first
    assert second
    assert not set(first) & set(second)


def test_thousands_of_doubts_are_worked_off_one_by_one(open_page, register) -> None:
    page = open_page("/review?only=record")
    page.keyboard.press("a")
    page.wait_for_url("**done=*")
    assert register.counts().reviews == 1
