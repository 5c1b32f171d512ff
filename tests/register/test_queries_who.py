"""Who is meant, who is there, who has to do with whom, and how much there is."""

from datetime import date

import pytest
from world import build_world

from gipfelbuch.errors import NameQuestionError
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.parties import PartyType
from gipfelbuch.register import Reviews, queries
from gipfelbuch.register.queries import QuestionError, Scope


@pytest.fixture
def world(register):
    return build_world(register)


def test_records_are_counted_by_year_and_kind_without_rejected_ones(world):
    everything = queries.timeline(world, scope=Scope(most=None))
    counted = queries.spread(world)
    assert counted.total() == len(everything)
    assert dict(counted.kinds) == {k: n for k in Kind if (n := sum(r.kind is k for r in everything))}
    assert sum(counted.years().values()) == len([r for r in everything if r.day])
    assert (counted.first, counted.last) == (min(r.day for r in everything), max(r.day for r in everything))
    assert counted.years(frozenset({Kind.GIFT})) == {"2025": 1}
    assert counted.total(frozenset({Kind.GIFT, Kind.ISSUE})) == 3
    Reviews(world, author="Ada").reject(next(r.id for r in everything if r.kind is Kind.GIFT), "none")
    assert Kind.GIFT not in queries.spread(world).kinds


def test_records_of_one_or_two_are_counted_within_a_period(world):
    scope = Scope(last=date(2025, 12, 31), most=None)
    for names in (("Japan",), ("Japan", "DEU"), ("Aiko Mori", "Deutschland")):
        found = queries.timeline(world, *names, scope) if len(names) == 1 else queries.dyad(world, *names, scope)
        assert queries.spread(world, *names, scope=scope).total() == len(found)
    nothing = queries.spread(world, "Japan", "Russland")
    assert (nothing.total(), nothing.first, nothing.years()) == (0, None, {})
    with pytest.raises(QuestionError, match="same"):
        queries.spread(world, "Japan", "JPN")


def test_a_state_is_told_with_its_names_even_if_no_report_has_it(world):
    found = queries.profile(world, "Deutschland")
    assert (found.key, found.is_state, found.type, found.names) == ("DEU", True, PartyType.COUNTRY, ("Deutschland",))
    assert queries.profile(world, "state:DEU") == found
    unknown = queries.profile(world, "Fidschi")
    assert (unknown.key, unknown.name, unknown.names) == ("FJI", "FJI", ())


def test_a_person_is_told_with_offices_and_codes(world):
    found = queries.profile(world, "Mori")
    assert (found.name, found.country, found.code, found.is_state) == ("Aiko Mori", "JPN", "JPNGOV", False)
    assert set(found.roles) == {"Ministerpräsidentin", "Prime Minister"}
    assert queries.profile(world, found.key) == found


def test_names_that_nobody_or_several_have_tell_who_may_be_meant(world):
    with pytest.raises(NameQuestionError) as caught:
        queries.profile(world, "Deutschlnad")
    assert (caught.value.name, caught.value.called) == ("Deutschlnad", ())
    assert caught.value.states[0] == "DEU"
    assert caught.value.near == ()  # the state is told as one, not as a party
    with pytest.raises(NameQuestionError) as caught:
        queries.profile(world, "...")
    assert caught.value.called == caught.value.near == ()


def test_states_have_to_do_with_states_and_people_with_people(world):
    (japan, russia) = queries.partners(world, "Deutschland")
    assert (japan.key, russia.key) == ("JPN", "RUS")
    shared = queries.dyad(world, "DEU", "JPN", Scope(most=None))
    assert japan.records == len(shared)
    scores = queries.months(world, "DEU", "JPN", Scope(most=None))
    assert japan.coded == sum(m.coded for m in scores)
    assert japan.total == pytest.approx(sum(m.total for m in scores))
    assert (russia.records, russia.coded, russia.score) == (2, 1, -6.1)  # what is only planned does not count
    (brandt,) = queries.partners(world, "Aiko Mori")
    assert (brandt.name, brandt.country, brandt.records) == ("Karl Brandt", "DEU", 4)


def test_partners_are_narrowed_and_ranked(world):
    assert len(queries.partners(world, "DEU", Scope(most=1))) == 1
    assert queries.partners(world, "DEU", Scope(most=1)).more
    assert [p.key for p in queries.partners(world, "DEU", Scope(most=1, skip=1))] == ["RUS"]
    assert [p.key for p in queries.partners(world, "DEU", Scope(kinds=frozenset({Kind.ACTION})))] == ["RUS"]
    plain = queries.partners(world, "DEU", scored=False)
    assert [(p.key, p.records) for p in plain] == [(p.key, p.records) for p in queries.partners(world, "DEU")]
    assert {p.score for p in plain} == {None}


def test_parties_are_listed_the_busiest_first(world):
    found = queries.listing(world)
    numbers = [p.records for p in found.parties]
    assert numbers == sorted(numbers, reverse=True)
    assert found.total == len(found.parties) == sum(number for _, number in found.types)
    for one in found.parties:
        assert one.records == len(queries.party(world, one.id).records)
    assert queries.somebodies(world, [p.id for p in found.parties][::-1]) == list(found.parties)[::-1]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"name": "bra"}, {"Karl Brandt"}), ({"name": "randt"}, set()), ({"name": "karl bra"}, {"Karl Brandt"}),
        ({"country": "Japan"}, {"Aiko Mori", "Japan"}), ({"type": PartyType.COUNTRY}, {"Deutschland", "Japan", "Russland"}),
        ({"country": "DEU", "type": PartyType.PERSON}, {"Karl Brandt"}),
    ],
)  # fmt: skip
def test_parties_are_found_by_name_state_and_sort(world, asked, names):
    assert {p.name for p in queries.listing(world, **asked).parties} == names


def test_parties_come_page_by_page(world):
    every = list(queries.listing(world).parties)
    assert [*queries.listing(world, most=2).parties, *queries.listing(world, most=99, skip=2).parties] == every
    assert queries.listing(world, most=2).parties.more
    with pytest.raises(NameQuestionError) as caught:
        queries.listing(world, country="Japna")
    assert "JPN" in caught.value.states
    with pytest.raises(QuestionError, match="no word"):
        queries.listing(world, "...")


def test_pairs_of_states_are_told_by_what_they_share(world):
    pairs = queries.busiest_pairs(world, 9)
    assert [(p.one, p.other) for p in pairs] == [("DEU", "JPN"), ("DEU", "RUS")]
    assert pairs.items[0].records == len(queries.dyad(world, "DEU", "JPN", Scope(most=None)))
    assert queries.busiest_pairs(world, 1).more


def test_rows_can_be_passed_over(world):
    every = [r.id for r in queries.timeline(world, scope=Scope(most=None))][::-1]
    for skip in range(len(every) + 1):
        page = queries.timeline(world, scope=Scope(most=3, skip=skip))
        assert [r.id for r in page][::-1] == every[skip : skip + 3]
        assert page.more == (skip + 3 < len(every))
    with pytest.raises(QuestionError, match="none or more"):
        Scope(skip=-1)


@pytest.mark.parametrize("order", list(queries.Order))
def test_agreements_come_in_the_order_asked_for(world, order):
    key = {
        "day": lambda p: p.day, "type": lambda p: p.type, "subject": lambda p: p.subject,
        "status": lambda p: ("signed", "ended").index(p.status),
        "witnesses": lambda p: len(p.record.witnesses),
    }[order.value]  # fmt: skip
    up = queries.agreements(world, order=order).items
    down = queries.agreements(world, order=order, descending=True).items
    assert [key(p) for p in up] == sorted(map(key, up))
    assert [key(p) for p in down] == sorted(map(key, down), reverse=True)
    assert {p.record.id for p in up} == {p.record.id for p in down}


def test_a_status_told_outside_the_period_still_is_a_change(world):
    (signed,) = queries.agreements(world, scope=Scope(last=date(2025, 12, 31)))
    assert [c.status for c in signed.changes] == ["signed", "ended"]
    (ended,) = queries.agreements(world, status="ended")
    assert ended.changes == signed.changes
    assert len(queries.agreements(world, type="treaty")) == 2
    assert len(queries.agreements(world, type="contract")) == 0


@pytest.mark.parametrize(
    ("name", "near"),
    [("Brand", "Karl Brandt"), ("Karl Brant", "Karl Brandt"), ("mori aiko", None), ("Morri", "Aiko Mori"), ("x", None)],
)
def test_a_slip_of_the_finger_leads_to_who_was_meant(world, name, near):
    with pytest.raises(NameQuestionError) as caught:
        queries.profile(world, name)
    assert [p.name for p in queries.somebodies(world, caught.value.near)] == ([near] if near else [])
