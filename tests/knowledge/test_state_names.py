"""States as people name them, and the ranks of their leaders."""

import doctest

import pytest

from gipfelbuch.knowledge import leaders, state_names
from gipfelbuch.knowledge.leaders import Rank, heads_organisation, rank_of_role
from gipfelbuch.knowledge.state_names import state_name, state_named, states_near
from gipfelbuch.knowledge.states import states


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Deutschland", "DEU"),
        ("die Niederlande", "NLD"),
        ("the netherlands", "NLD"),
        ("U.S.", "USA"),
        ("us", "USA"),
        ("Côte d'Ivoire", "CIV"),
        ("Cote d’Ivoire", "CIV"),
        ("SÜDKOREA", "KOR"),
        ("kr", "KOR"),
        ("PRK", "PRK"),
        ("  Vereinigtes   Königreich ", "GBR"),
        ("Guinea-Bissau", "GNB"),
        ("Wakanda", None),
        ("", None),
        ("die", None),
    ],
)
def test_a_state_is_known_by_names_and_codes(name, code):
    assert state_named(name) == code


def test_every_state_is_known_by_its_own_names_and_codes():
    for code, state in states().items():
        assert state_named(code) == code
        for name in (state.names["de"][0], state.names["en"][0]):
            assert state_named(name) == code, name


def test_a_slip_of_the_finger_is_near():
    assert states_near("Frankreihc")[0] == "Frankreich"
    assert states_near("xqzt") == ()


def test_a_state_has_a_usual_name_in_both_languages():
    assert (state_name("KOR", "de"), state_name("KOR", "en"), state_name("XXX", "de")) == (
        "Südkorea",
        "South Korea",
        "XXX",
    )


@pytest.mark.parametrize(
    ("role", "rank"),
    [
        ("Bundeskanzlerin", Rank.GOVERNMENT),
        ("südkoreanischer Präsident", Rank.STATE),
        ("Prime Minister of Japan", Rank.GOVERNMENT),
        ("Außenministerin", Rank.MINISTER),
        ("executive president", Rank.STATE),
        ("Präsident der Republik", Rank.STATE),
        ("minister of foreign affairs", Rank.MINISTER),
        ("adviser to the president", None),
        ("Berater des Präsidenten", None),
        ("vice president", None),
        ("Vizepräsidentin", None),
        ("former president", None),
        ("ehemalige Präsidentin", None),
        ("Ex-Präsident", None),
        ("Altkanzler", None),
        ("Parlamentspräsident", None),
        ("Pfarrer", None),
        ("", None),
    ],
)
def test_a_role_has_the_rank_of_its_office(role, rank):
    assert rank_of_role(role) is rank


@pytest.mark.parametrize(
    ("role", "heads"),
    [
        ("UN-Generalsekretär", True),
        ("Kommissionspräsidentin", True),
        ("Secretary-General of NATO", True),
        ("former secretary general", False),
        ("UN-Sondergesandte", False),
    ],
)
def test_heads_of_organisations_are_known(role, heads):
    assert heads_organisation(role) is heads


@pytest.mark.parametrize("module", [leaders, state_names])
def test_the_examples_hold(module):
    assert doctest.testmod(module).failed == 0
