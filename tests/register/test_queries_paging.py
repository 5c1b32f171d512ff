"""Going back in time page by page, on either database: nothing is told twice, and nothing is left out."""

from dataclasses import replace

import pytest
from world import build_world

from gipfelbuch.errors import IdQuestionError
from gipfelbuch.register import Reviews, queries
from gipfelbuch.register.queries import Scope, report, show, timeline

QUESTIONS = {
    "everything": queries.timeline,
    "a party": lambda r, scope: queries.timeline(r, "Karl Brandt", scope),
    "two states": lambda r, scope: queries.dyad(r, "Deutschland", "Japan", scope),
    "agreements": lambda r, scope: queries.agreements(r, "Japan", None, scope),
    "statements": lambda r, scope: queries.said(r, None, None, None, scope),
    "words": lambda r, scope: queries.Answer(
        columns=(), items=(found := queries.search(r, "Verhandlung", None, scope)).items[::-1], more=found.more
    ),
}


@pytest.fixture
def world(register):
    return build_world(register)


def record_of(item):
    return getattr(item, "record", item)


def going_back(register, question, most):
    found, scope = [], Scope(most=most)
    while True:
        answer = question(register, scope=scope)
        found = [record_of(item).id for item in answer] + found
        if not answer.more:
            return found
        first = record_of(answer.items[0])
        scope = replace(scope, before=(first.day or "", first.id))


@pytest.mark.parametrize("name", QUESTIONS)
def test_pages_together_are_the_answer(world, name):
    whole = [record_of(item).id for item in QUESTIONS[name](world, scope=Scope(most=None))]
    assert whole
    for most in (1, 2, 5):
        assert going_back(world, QUESTIONS[name], most) == whole


def test_what_leaves_meanwhile_moves_nothing(world):
    whole = [r.id for r in timeline(world)]
    last = timeline(world, scope=Scope(most=3)).items
    Reviews(world, "Ada").reject(last[1].id, "none")
    before = Scope(most=3, before=(last[0].day, last[0].id))
    assert [r.id for r in timeline(world, scope=before)] == whole[-6:-3]


def test_an_id_tells_which_records_may_be_meant(world):
    with pytest.raises(IdQuestionError) as error:
        show(world, "agreement")
    assert set(error.value.called) == {r.id for r in timeline(world) if r.kind == "agreement"}
    for ask, name in ((show, "nix"), (show, " "), (report, "nix")):
        with pytest.raises(IdQuestionError) as error:
            ask(world, name)
        assert error.value.called == ()
