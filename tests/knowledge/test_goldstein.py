"""Weights of PLOVER types are the means of those of their CAMEO codes."""

import doctest

import pytest

from gipfelbuch.knowledge import goldstein
from gipfelbuch.knowledge.goldstein import Quad, goldstein_weights


def test_every_type_of_the_2021_ontology_has_a_weight_and_every_code_is_of_one_type():
    weights = goldstein_weights()
    assert len(weights) == 16
    codes = [code for w in weights.values() for code, _ in w.codes]
    assert len(codes) == len(set(codes))
    assert all(len(code) == 3 for code in codes)


@pytest.mark.parametrize(("plover", "value"), [("CONSULT", 3.0), ("AID", 7.6), ("REQUEST", -1.1), ("COERCE", -7.3)])
def test_a_weight_is_the_mean_of_its_codes_in_tenths(plover, value):
    assert goldstein_weights()[plover].value == value


def test_cooperation_weighs_more_than_nothing_and_conflict_less():
    for weight in goldstein_weights().values():
        assert (weight.value > 0) == (weight.quad in {Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION})
        assert -10 <= weight.value <= 10


def test_its_example_holds():
    assert doctest.testmod(goldstein).failed == 0
