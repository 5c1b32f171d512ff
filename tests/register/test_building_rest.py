"""While records are matched Python looks for no cycles; afterwards it does as before, whatever happened."""

import gc
from dataclasses import replace

import pytest
from simple_matching import tools

from gipfelbuch.building import match_register


@pytest.fixture(params=[True, False])
def collector(request):
    """The collector on, or switched off by whoever calls."""
    (gc.enable if request.param else gc.disable)()
    yield request.param
    gc.enable()


def test_the_collector_rests_while_records_are_matched(register, collector):
    seen, ours = [], tools()

    def match(sources):
        seen.append(gc.isenabled())
        return ours.match(sources)

    assert match_register(register, replace(ours, match=match))
    assert seen == [False]
    assert gc.isenabled() is collector


def test_the_collector_is_as_before_when_matching_fails(register, collector):
    def match(sources):
        raise RuntimeError("no match")

    with pytest.raises(RuntimeError, match="no match"):
        match_register(register, replace(tools(), match=match))
    assert gc.isenabled() is collector
