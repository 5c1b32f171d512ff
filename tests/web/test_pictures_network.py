"""Networks: discs of parties, lines between those that share a record, labels that do not cover each other."""

import math
from urllib.parse import unquote

import pytest
from picture_records import DE, EN, answer, manner, many, person, record, state

from gipfelbuch.model.entries import Kind
from gipfelbuch.web.pictures.labels import Point, labels_of
from gipfelbuch.web.pictures.measuring import width_of
from gipfelbuch.web.pictures.networks import MOST_LINES, MOST_PARTIES, crossings, draw_network, web_of
from gipfelbuch.web.pictures.sheets import Disc, Line, Writing

DEU, FRA, JPN = state("DEU"), state("FRA"), state("JPN")


def met(*parties, plover=None):
    return record("2025-11-03", Kind.ENCOUNTER, *parties, plover=plover)


def discs(sheet):
    return [s for s in sheet.shapes if isinstance(s, Disc)]


def lines(sheet):
    return [s for s in sheet.shapes if isinstance(s, Line)]


def words_of(sheet):
    return [s.text for s in sheet.shapes if isinstance(s, Writing)]


def test_every_party_is_a_disc_and_every_two_that_share_a_record_are_joined():
    sheet = draw_network(answer(met(DEU, FRA), met(DEU, FRA), met(FRA, JPN)), manner())
    assert {d.mark.leads for d in discs(sheet)} == {"/parties/state:DEU", "/parties/state:FRA", "/parties/state:JPN"}
    assert sorted(line.mark.leads for line in lines(sheet)) == [
        "/dyads/state:DEU/state:FRA",
        "/dyads/state:FRA/state:JPN",
    ]
    assert {"Deutschland", "Frankreich", "Japan"} <= set(words_of(sheet))


def test_who_shares_more_is_larger_and_joined_by_a_thicker_line():
    sheet = draw_network(answer(*(met(DEU, FRA) for _ in range(9)), met(FRA, JPN)), manner())
    radius = {d.mark.leads[-3:]: d.radius for d in discs(sheet)}
    assert radius["FRA"] > radius["DEU"] > radius["JPN"]
    thin, thick = sorted(lines(sheet), key=lambda line: line.width)
    assert thick.mark.leads.endswith("DEU/state:FRA")
    assert thin.width < thick.width


def test_lines_are_coloured_by_the_mean_score():
    sheet = draw_network(answer(met(DEU, FRA, plover="ASSAULT"), met(FRA, JPN)), manner())
    colours = {line.mark.leads: line.colour for line in lines(sheet)}
    assert colours["/dyads/state:DEU/state:FRA"] == sheet.colours.line_tone(-9.5)
    assert colours["/dyads/state:FRA/state:JPN"] == sheet.colours.strong


def test_lines_end_in_the_middle_of_their_discs():
    sheet = draw_network(many(80), manner())
    middles = {(d.x, d.y) for d in discs(sheet)}
    assert all(set(line.points) <= middles for line in lines(sheet))


def test_sorts_of_parties_are_told_apart():
    sheet = draw_network(answer(met(DEU, person("Karl Brandt", "DEU"))), manner())
    fills = {d.mark.told.partition(":")[0]: d.fill for d in discs(sheet)}
    assert fills == {"Deutschland": sheet.colours.ink, "Karl Brandt": sheet.colours.paper}


def test_the_same_records_are_laid_out_in_the_same_way():
    records = many(400)
    one, other = draw_network(records, manner()), draw_network(records, manner())
    assert one.shapes == other.shapes


def test_crossings_are_counted_once_and_not_where_lines_end_together():
    square = {"a": (0, 0), "b": (1, 1), "c": (0, 1), "d": (1, 0), "e": (5, 5)}
    assert crossings(square, [("a", "b"), ("c", "d")]) == 1
    assert crossings(square, [("a", "c"), ("b", "d")]) == 0
    assert crossings(square, [("a", "b"), ("a", "d"), ("d", "e")]) == 0
    assert crossings(square, []) == 0


def test_discs_keep_apart_and_stay_on_the_sheet():
    for width in (340, 960):
        sheet = draw_network(many(400), manner(width=width))
        found = discs(sheet)
        for n, one in enumerate(found):
            assert one.radius <= one.x <= width - one.radius
            for other in found[:n]:
                assert math.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius


def test_many_parties_are_cut_to_those_that_share_most():
    records = many(2_000)
    web = web_of(records)
    sheet = draw_network(records, manner(EN))
    assert len(discs(sheet)) <= MOST_PARTIES
    assert MOST_LINES <= len(lines(sheet)) < MOST_LINES + MOST_PARTIES
    shown = {unquote(d.mark.leads.removeprefix("/parties/")) for d in discs(sheet)}
    assert max(web.records[p] for p in set(web.parties) - shown) <= min(web.records[p] for p in shown)
    assert any("weaker lines are left out." in text for text in words_of(sheet))


def test_every_party_shown_is_joined_to_another():
    sheet = draw_network(many(2_000), manner())
    joined = {point for line in lines(sheet) for point in line.points}
    assert all((d.x, d.y) in joined for d in discs(sheet))


def test_assemblies_do_not_join_all_their_members():
    assert not web_of(answer(met(*(person(f"P{n}") for n in range(30))))).lines


@pytest.mark.parametrize("records", [answer(), answer(met(DEU))])
def test_of_nothing_a_calm_picture_says_so(records):
    assert "Hierzu ist nichts bekannt." in words_of(draw_network(records, manner(DE)))


def test_two_alone_are_drawn():
    sheet = draw_network(answer(met(DEU, FRA)), manner(width=320))
    assert (len(discs(sheet)), len(lines(sheet))) == (2, 1)


def test_labels_cover_neither_each_other_nor_a_disc():
    points = [Point(x=50 + 37 * (n % 9), y=50 + 11 * n, radius=5, name=f"Name {n}", size=13) for n in range(40)]
    found = labels_of(points, (0, 0, 500, 600), "#000000", "#ffffff")
    assert 10 < len(found) <= len(points)
    boxes = []
    for label in found:
        width = width_of(label.text, label.size)
        left = {"left": label.x, "center": label.x - width / 2, "right": label.x - width}[label.side]
        boxes.append((left, label.y - label.size / 2, left + width, label.y + label.size / 2))
    for n, one in enumerate(boxes):
        assert all(
            one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1] for other in boxes[:n]
        )
        for point in points:
            assert not (one[0] < point.x < one[2] and one[1] < point.y < one[3])


def test_the_first_point_has_its_label_and_what_has_no_room_has_none():
    crowd = [Point(x=50, y=50, radius=4, name=f"Name {n}", size=13) for n in range(30)]
    found = labels_of(crowd, (0, 0, 100, 100), "#000000", "#ffffff")
    assert found[0].text == "Name 0"
    assert len(found) < 9
