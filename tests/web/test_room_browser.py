"""The room in a real browser: keys, evidence under the pointer, nothing from elsewhere, narrow screens.

Skipped where Chromium or Playwright (the extra "browser") is not installed.
"""

import pytest

from gipfelbuch.register import history
from gipfelbuch.register.queries import report, show, timeline

NARROW = {"width": 360, "height": 800}
WIDE = {"width": 1400, "height": 900}


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('aria-labelledby')")


def lit(page):
    return set(page.evaluate("[...document.querySelectorAll('.on')].map(e => e.dataset.id || e.dataset.e)"))


def test_the_queue_is_worked_with_keys(open_page, register):
    page = open_page("/review?only=record")
    assert focused(page) == "p1"
    page.keyboard.press("j")
    assert focused(page) == "p2"
    page.keyboard.press("k")
    page.keyboard.press("a")
    page.wait_for_url("**done=*")
    (made,) = history(register)
    assert (made.review.action, made.review.author) == ("accept", "Ada")
    page.keyboard.press("u")
    page.get_by_text("The review is undone.").wait_for()
    assert history(register)[0].undone
    page.keyboard.press("e")
    page.wait_for_url("**/records/**")


def test_what_is_rejected_needs_a_reason_of_its_own(open_page, register):
    page = open_page("/review?only=record")
    page.keyboard.press("r")
    page.keyboard.type("no event")
    page.keyboard.press("Enter")
    page.get_by_text("The record is rejected").wait_for()
    assert [(e.review.action, e.review.reason) for e in history(register)] == [("reject", "no event")]


def test_a_reason_that_was_not_written_gives_way_to_the_one_before(open_page, register):
    page = open_page("/review?only=record")
    page.keyboard.press("r")
    page.keyboard.press("Escape")
    assert page.locator("[data-place] input[name=reason]").first.input_value() == "checked against the source"
    assert register.counts().reviews == 0


def test_a_slash_goes_to_the_search_box(open_page):
    page = open_page()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_evidence_and_entries_light_each_other_up(open_page, register):
    found = report(register, "tokio")
    page = open_page(f"/reports/{found.key}")
    page.locator("#e2").hover()
    assert lit(page) == {"e2"}
    page.locator('.m[data-e="e1"]').first.hover()
    assert lit(page) == {"e1"}
    page.locator("h1").hover()
    assert lit(page) == set()


def test_selected_words_are_taken_over(open_page, register):
    page = open_page(f"/reports/{report(register, 'tokio').key}")
    page.locator("#add summary").click()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.m'))")
    page.wait_for_function("document.querySelector('#add-words').value !== ''")
    assert (
        page.locator("#add-words").input_value()
        == "Bundeskanzler Karl Brandt traf am Montag in Tokio Ministerpräsidentin Aiko Mori"
    )


def test_without_script_a_field_is_corrected(open_page, register):
    meeting = next(r for r in timeline(register) if r.contested)
    page = open_page(f"/records/{meeting.id}", java_script_enabled=False)
    page.get_by_role("link", name="correct place").click()
    page.get_by_label("Something else").fill("Kyoto")
    page.locator("#correct-reason").fill("photograph")
    page.get_by_role("button", name="Correct").click()
    page.get_by_text("The record is corrected.").wait_for()
    assert show(register, meeting.id).record.place == "Kyoto"


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_no_page_is_wider_than_the_screen(open_page, register, size):
    meeting = next(r for r in timeline(register) if r.contested)
    key = meeting.witnesses[0].ref.report
    page = open_page(size=size)
    for path in ("/coverage", "/review", "/reviews", f"/reports/{key}", f"/records/{meeting.id}?correct=participants"):
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path


def test_every_field_of_a_form_has_a_name(open_page, register):
    """For screen readers: what is filled in is named by a label."""
    meeting = next(r for r in timeline(register) if r.contested)
    page = open_page(f"/records/{meeting.id}?correct=date")
    nameless = """[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
        .filter(e => !e.labels.length && !e.ariaLabel).map(e => e.outerHTML)"""
    for path in (None, f"/reports/{meeting.witnesses[0].ref.report}", "/review", "/"):
        if path:
            page.goto("/".join(page.url.split("/")[:3]) + path)
        assert page.evaluate(nameless) == []
