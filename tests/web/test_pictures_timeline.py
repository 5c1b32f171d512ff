"""Timelines: each record is a mark on its day, or is counted in one."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_records import DE, EN, answer, manner, many, person, record, state

from gipfelbuch.model.entries import Kind
from gipfelbuch.web.pictures.axes import STEPS, axis_over, first_of, last_of, next_of, span_of
from gipfelbuch.web.pictures.sheets import Box, Disc, Line, Writing
from gipfelbuch.web.pictures.timelines import draw_timeline


def discs(sheet):
    return [s for s in sheet.shapes if isinstance(s, Disc)]


def words_of(sheet):
    return [s.text for s in sheet.shapes if isinstance(s, Writing)]


def test_each_record_is_a_disc_that_leads_to_it():
    records = [record(f"2025-0{n}-10", kind) for n, kind in enumerate(Kind, start=1)]
    sheet = draw_timeline(answer(*records), manner())
    assert {d.mark.leads for d in discs(sheet)} == {f"/records/{r.id}" for r in records}
    assert len(discs(sheet)) == len(records)


def test_discs_stand_in_the_order_of_days_and_lanes_in_that_of_kinds():
    days = ["2025-01-10", "2025-03-01", "2025-08-20"]
    records = [record(day, kind) for kind in (Kind.ACTION, Kind.ENCOUNTER) for day in days]
    sheet = draw_timeline(answer(*records), manner())
    placed = {d.mark.leads.removeprefix("/records/"): d for d in discs(sheet)}
    actions, encounters = [placed[r.id] for r in records[:3]], [placed[r.id] for r in records[3:]]
    assert actions[0].x < actions[1].x < actions[2].x
    assert [d.x for d in actions] == [d.x for d in encounters]
    assert max(d.y for d in encounters) < min(d.y for d in actions)


def test_lanes_tell_kind_and_number_in_both_languages():
    records = answer(record(), record(), record(kind=Kind.AGREEMENT))
    german, english = (words_of(draw_timeline(records, manner(words))) for words in (DE, EN))
    assert {"Zeitleiste", "Begegnungen", "Abmachungen", "2", "1"} <= set(german)
    assert {"Timeline", "Encounters", "Agreements", "2", "1"} <= set(english)


def test_few_records_are_written_beside_their_discs_and_many_are_not():
    few = draw_timeline(answer(record(kind=Kind.ISSUE, subject="die Fischerei")), manner())
    assert "die Fischerei" in words_of(few)
    crowd = [record(f"20{year:02}-05-01", Kind.ISSUE, subject="die Fischerei") for year in range(1, 61)]
    assert "die Fischerei" not in words_of(draw_timeline(answer(*crowd), manner()))


def test_what_is_written_does_not_overlap():
    records = [record("2025-05-01", Kind.ISSUE, subject=f"Streit um Fisch und Wein {n}") for n in range(9)]
    written = [s for s in draw_timeline(answer(*records), manner()).shapes if isinstance(s, Writing) and s.halo]
    assert len({w.y for w in written}) == len(records)


def test_what_only_is_planned_is_a_ring_and_a_note_says_so():
    sheet = draw_timeline(answer(record(status="planned"), record("2025-12-01", status="held")), manner())
    filled = {d.fill for d in discs(sheet)}
    assert filled == {sheet.colours.paper, sheet.colours.kinds[Kind.ENCOUNTER]}
    assert any(text.startswith("Ringe: geplant") for text in words_of(sheet))


def test_dots_pile_up_where_much_happened():
    records = [record(f"20{year:02}-05-01") for year in range(1, 61)] + [record("2025-05-02") for _ in range(9)]
    sheet = draw_timeline(answer(*records), manner())
    assert len(discs(sheet)) == len(records)
    piles = {}
    for disc in discs(sheet):
        piles.setdefault(round(disc.x, 1), []).append(disc.y)
    assert max(map(len, piles.values())) == 10  # nine on the second of May, one on the first of that year
    assert all(len(set(pile)) == len(pile) for pile in piles.values())


def test_very_many_records_are_bars_whose_numbers_add_up():
    records = many(3_000)
    sheet = draw_timeline(records, manner(EN))
    assert not discs(sheet)
    bars = [s for s in sheet.shapes if isinstance(s, Box)]
    told = [int(bar.mark.told.rpartition(": ")[2].split()[0].replace(",", "")) for bar in bars]
    assert sum(told) == len(records)
    kinds = {bar.fill for bar in bars}
    assert kinds == set(sheet.colours.kinds.values())


def test_a_bar_leads_to_the_list_of_what_it_counts():
    sheet = draw_timeline(many(3_000), manner())
    bar = next(s for s in sheet.shapes if isinstance(s, Box))
    _, _, first, last, kind = bar.mark.leads.split("/")
    assert date.fromisoformat(first) <= date.fromisoformat(last)
    assert kind == "encounter"


def test_records_without_a_day_are_told():
    sheet = draw_timeline(answer(record(), record(None), record(None)), manner())
    assert len(discs(sheet)) == 1
    assert "2 Einträge ohne Tag." in words_of(sheet)


def test_a_few_days_far_from_all_others_are_told_and_do_not_press_the_others_together():
    records = [record("1878-03-03"), *(record(f"2024-{n:02}-01") for n in range(1, 13))]
    sheet = draw_timeline(answer(*records), manner())
    assert len(discs(sheet)) == 12
    assert max(d.x for d in discs(sheet)) - min(d.x for d in discs(sheet)) > 500
    assert any("1 weiterer Eintrag ist älter (ab 1878)." in text for text in words_of(sheet))


def test_nothing_is_left_out_where_that_would_not_help():
    days = [date(2000 + n, 1, 1) for n in range(25)]
    assert span_of(days) == (days[0], days[-1])


def test_few_years_are_shown_whole():
    days = [date(2024, 1, 1), *(date(2025, 12, n) for n in range(1, 13))]
    assert span_of(days) == (days[0], days[-1])


@pytest.mark.parametrize("records", [answer(), answer(record(None)), answer(record("kein Tag"))])
def test_of_nothing_a_calm_picture_says_so(records):
    sheet = draw_timeline(records, manner())
    assert "Hierzu ist nichts bekannt." in words_of(sheet)
    assert sheet.told == "Hierzu ist nichts bekannt."


def test_the_description_tells_span_and_kinds():
    sheet = draw_timeline(answer(record("2025-01-01"), record("2025-12-31", Kind.GIFT)), manner())
    assert sheet.title == "Wir: Zeitleiste"
    assert sheet.told == "2025: 1 Begegnung, 1 Geschenk."


def test_that_there_is_more_is_told():
    assert "Die jüngsten 1; es gibt mehr." in words_of(draw_timeline(answer(record(), more=True), manner()))


def test_names_are_cut_before_they_leave_the_picture():
    endless = "Donaudampfschifffahrtsgesellschaft" * 30
    records = answer(record("2025-11-03", Kind.ACTION, person(endless), state("DEU")))
    sheet = draw_timeline(records, manner(title=endless))
    assert all(len(text) < 160 for text in words_of(sheet))


@given(st.lists(st.dates(), min_size=1, max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_days_can_be_drawn(days):
    records = answer(*(record(day.isoformat()) for day in sorted(days)))
    for width in (960, 320):
        sheet = draw_timeline(records, manner(width=width))
        for shape in sheet.shapes:
            if isinstance(shape, Disc | Box):
                assert 0 <= shape.x <= width
            elif isinstance(shape, Line):
                assert all(0 <= x <= width for x, _ in shape.points)
        assert sum(isinstance(s, Disc) for s in sheet.shapes) <= len(days)


@given(st.dates(), st.sampled_from(STEPS))
def test_steps_of_the_calendar_follow_each_other_without_a_gap(day, step):
    first = first_of(day, step)
    assert first <= day <= last_of(first, step)
    after = next_of(first, step)
    assert after > day or after == date.max
    if after < date.max:
        assert first_of(after, step) == after


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2025, 11, 3), date(2025, 11, 3), ["20. Okt. 2025", "27. Okt.", "3. Nov.", "10. Nov.", "17. Nov."]),
        (date(2024, 11, 1), date(2025, 4, 30), ["Nov. 2024", "Dez.", "2025", "Feb.", "März", "Apr.", "Mai"]),
        (date(1990, 1, 1), date(2025, 12, 31), ["1990", "1995", "2000", "2005", "2010", "2015", "2020", "2025"]),
    ],
)
def test_written_days_are_at_equal_steps_and_the_first_tells_its_year(first, last, told):
    assert [text for _, text in axis_over(first, last, 100, 600).ticks(DE)] == told
