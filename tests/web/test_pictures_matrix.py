"""The table of who has to do with whom: one cell a pair, its number and the colour of its score."""

from itertools import combinations

from picture_records import DE, EN, answer, manner, many, person, record, state

from gipfelbuch.knowledge.states import states
from gipfelbuch.model.entries import Kind
from gipfelbuch.web.pictures.manners import contrast
from gipfelbuch.web.pictures.matrices import MOST_STATES, active_states, draw_matrix, pairs_of
from gipfelbuch.web.pictures.sheets import Box, Line, Writing


def of(*pairs):
    return answer(*(record("2025-11-03", Kind.ENCOUNTER, state(a), state(b), plover=p) for a, b, p in pairs))


def cells(sheet):
    return [s for s in sheet.shapes if isinstance(s, Box) and s.mark]


def words_of(sheet):
    return [s.text for s in sheet.shapes if isinstance(s, Writing)]


def test_every_pair_is_one_cell_that_leads_to_their_history():
    sheet = draw_matrix(of(("DEU", "FRA", None), ("FRA", "DEU", None), ("JPN", "FRA", None)), manner())
    assert len(cells(sheet)) == 2
    assert {frozenset(c.mark.leads.split("/")[2:]) for c in cells(sheet)} == {
        frozenset({"DEU", "FRA"}),
        frozenset({"JPN", "FRA"}),
    }
    told = {c.mark.told for c in cells(sheet)}
    assert any("2 Einträge" in t for t in told)
    assert sum(isinstance(s, Line) for s in sheet.shapes) == 1  # Germany and Japan: nothing


def test_numbers_stand_in_their_cells_and_the_most_active_state_comes_first():
    sheet = draw_matrix(of(("DEU", "FRA", None), ("FRA", "DEU", None), ("JPN", "FRA", None)), manner())
    names = [s.text for s in sheet.shapes if isinstance(s, Writing) and s.mark]
    assert names == ["Frankreich", "Deutschland", "Japan"]
    assert [t for t in words_of(sheet) if t.isdigit()] == ["2", "1", "0"]  # the last one belongs to the scale


def test_all_that_belongs_to_a_state_counts_for_it_once_a_record():
    many_of_one = record("2025-11-03", Kind.ENCOUNTER, state("DEU"), person("Brandt", "DEU"), person("Mori", "JPN"))
    assert pairs_of(answer(many_of_one))["DEU", "JPN"].records == 1


def test_cells_are_coloured_by_the_mean_score():
    sheet = draw_matrix(of(("DEU", "FRA", "COOPERATE"), ("DEU", "JPN", "ASSAULT"), ("FRA", "JPN", None)), manner())
    colours = {frozenset(c.mark.leads.split("/")[2:]): c.fill for c in cells(sheet)}
    assert colours[frozenset({"DEU", "FRA"})] == sheet.colours.tone(6.8)
    assert colours[frozenset({"DEU", "JPN"})] == sheet.colours.tone(-9.5)
    assert colours[frozenset({"FRA", "JPN"})] is None


def test_what_did_not_happen_does_not_count_in_the_score():
    planned = record("2025-11-03", Kind.ACTION, state("DEU"), state("FRA"), plover="ASSAULT", status="threatened")
    found = pairs_of(answer(planned))["DEU", "FRA"]
    assert (found.records, found.coded, found.score) == (1, 0, None)


def test_assemblies_do_not_make_pairs_of_all_their_members():
    assembly = record("2025-11-03", Kind.AGREEMENT, *(state(code) for code in sorted(states())[:60]))
    assert pairs_of(answer(assembly)) == {}


def test_the_most_active_states_are_shown_and_the_others_are_counted():
    records = many(600)
    pairs = pairs_of(records)
    sheet = draw_matrix(records, manner(EN))
    names = [s for s in sheet.shapes if isinstance(s, Writing) and s.mark]
    assert len(names) == MOST_STATES
    left = len(active_states(pairs)) - MOST_STATES
    assert any(f"{left} more states are less frequent." in text for text in words_of(sheet))
    shown = active_states(pairs)[:MOST_STATES]
    numbers = sorted(pairs[min(p), max(p)].records for p in combinations(shown, 2) if (min(p), max(p)) in pairs)
    assert sorted(int(c.mark.told.split(": ")[1].split()[0]) for c in cells(sheet)) == numbers


def test_numbers_can_be_read_on_every_colour():
    for words in (DE, EN):
        for theme in ("light", "dark"):
            colours = draw_matrix(of(("DEU", "FRA", None)), manner(words, theme=theme)).colours
            for score in range(-10, 11):
                fill = colours.tone(score)
                assert contrast(colours.upon(fill), fill) >= 4.5, (theme, score)


def test_of_nothing_a_calm_picture_says_so():
    for records in (answer(), answer(record("2025-11-03", Kind.ENCOUNTER, state("DEU")))):
        assert "Hierzu ist nichts bekannt." in words_of(draw_matrix(records, manner()))


def test_cells_and_names_stay_on_the_sheet():
    for width in (320, 340, 960, 1600):
        sheet = draw_matrix(many(600), manner(width=width))
        for cell in cells(sheet):
            assert cell.x >= 0
            assert cell.x + cell.width <= width
            assert cell.y + cell.height <= sheet.height
