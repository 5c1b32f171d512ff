"""Bars of months: above the line for cooperation, below for conflict, and how many records there were."""

import itertools

import pytest
from picture_records import DE, EN, manner

from gipfelbuch.register.queries import Answer, Month
from gipfelbuch.web.pictures.months import draw_months
from gipfelbuch.web.pictures.sheets import Box, Line, Writing


def month(told, score, coded=4, records=6):
    return Month(month=told, records=records, coded=coded, quads=(), total=score * coded)


def months(*found, more=False):
    return Answer(columns=Month.COLUMNS, items=found, more=more)


def bars(sheet):
    return [s for s in sheet.shapes if isinstance(s, Box) and s.fill]


def score_bars(sheet):
    return [b for b in bars(sheet) if b.fill != sheet.colours.strong]


def count_bars(sheet):
    return [b for b in bars(sheet) if b.fill == sheet.colours.strong]


def words_of(sheet):
    return [s.text for s in sheet.shapes if isinstance(s, Writing)]


def middle_of(sheet):
    """Where the score is zero."""
    (y,) = (s.y for s in sheet.shapes if isinstance(s, Writing) and s.text == "0")
    return y


def test_cooperation_stands_above_the_line_and_conflict_hangs_below():
    sheet = draw_months(months(month("2025-01", 6.0), month("2025-02", -3.0)), manner())
    up, down = score_bars(sheet)
    assert up.y + up.height == pytest.approx(middle_of(sheet))
    assert down.y == pytest.approx(middle_of(sheet))
    assert up.height == pytest.approx(2 * down.height)
    assert (up.fill, down.fill) == (sheet.colours.cooperation, sheet.colours.conflict)
    assert {"+6", "−3"} <= set(words_of(sheet))


def test_numbers_of_records_are_bars_and_the_highest_is_told():
    sheet = draw_months(months(month("2025-01", 1, records=5), month("2025-02", 1, records=20)), manner())
    low, high = count_bars(sheet)
    assert high.height == pytest.approx(4 * low.height)
    assert "20 Einträge" in words_of(sheet)


def test_each_month_is_one_mark_that_leads_to_its_records():
    found = [month(f"2025-{n:02}", n - 6) for n in range(1, 13)]
    sheet = draw_months(months(*found), manner(EN))
    marks = list(sheet.marked())
    assert len(marks) == 12
    assert marks[1].told == "February 2025: −4 from 4; 6 records"
    assert marks[1].leads == "/list/2025-02-01/2025-02-28/all"


def test_marks_cover_the_width_of_their_months_without_overlap():
    sheet = draw_months(months(*(month(f"2025-{n:02}", 1) for n in range(1, 13))), manner())
    covers = [s for s in sheet.shapes if isinstance(s, Box) and s.mark]
    for one, other in itertools.pairwise(covers):
        assert one.x + one.width == pytest.approx(other.x)


def test_a_month_in_which_nothing_was_coded_has_no_score():
    sheet = draw_months(months(month("2025-01", 2), month("2025-02", 0, coded=0)), manner())
    assert len(score_bars(sheet)) == 1
    assert len(count_bars(sheet)) == 2
    assert any("kein Wert" in m.told for m in sheet.marked())


def test_a_mean_of_few_is_pale_and_a_note_says_so():
    sheet = draw_months(months(month("2025-01", 2, coded=2), month("2025-02", 2, coded=3)), manner())
    pale, full = score_bars(sheet)
    assert full.fill == sheet.colours.cooperation != pale.fill
    assert any("Blass" in text for text in words_of(sheet))


def test_weak_scores_are_drawn_larger_and_the_scale_says_so():
    assert "+5" in words_of(draw_months(months(month("2025-01", 2)), manner()))
    assert "+10" in words_of(draw_months(months(month("2025-01", 2), month("2025-02", -7)), manner()))


def test_months_too_many_to_be_told_apart_are_put_together():
    found = [month(f"{year}-{n:02}", 4 if n < 7 else -2) for year in range(1970, 2020) for n in range(1, 13)]
    sheet = draw_months(months(*found), manner())
    assert "Konflikt und Zusammenarbeit im Lauf der Zeit" in words_of(sheet)
    assert 50 <= len(count_bars(sheet)) < 300
    told = [m.told for m in sheet.marked()]
    assert sum(int(t.rpartition("; ")[2].split()[0]) for t in told) == sum(m.records for m in found)


def test_a_score_of_several_months_is_the_mean_of_all_that_counts_not_of_their_means():
    found = [month(f"{year}-01", 8, coded=1) for year in range(1000, 2000)]
    found += [month(f"{year}-02", -2, coded=9) for year in range(1000, 2000)]
    sheet = draw_months(months(*sorted(found, key=lambda m: m.month)), manner(EN))
    assert {m.told.partition(": ")[2].split()[0] for m in sheet.marked()} == {"−1"}


@pytest.mark.parametrize("found", [months(), months(month("0000-01", 1))])
def test_of_nothing_a_calm_picture_says_so(found):
    assert "Hierzu ist nichts bekannt." in words_of(draw_months(found, manner()))


def test_everything_uncoded_is_drawn_without_scores():
    sheet = draw_months(months(month("2025-01", 0, coded=0)), manner())
    assert not score_bars(sheet)
    assert "kein Wert" in sheet.told


@pytest.mark.parametrize("told", ["0001-01", "9999-12"])
def test_the_ends_of_the_calendar_are_drawn(told):
    sheet = draw_months(months(month(told, 1)), manner(DE))
    for shape in sheet.shapes:
        if isinstance(shape, Line):
            assert all(0 <= x <= sheet.width for x, _ in shape.points)


def test_that_there_is_more_is_told():
    sheet = draw_months(months(month("2025-01", 1), more=True), manner(EN))
    assert any(text.endswith("The latest 1 months; there are more.") for text in words_of(sheet))
