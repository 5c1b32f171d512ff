"""Marks of rules and encoder put together."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from training.marker.combine import DEEDS, combine_marks

from gipfelbuch.model.entries import Kind, Mode
from gipfelbuch.model.marks import Argument, Deed, Marks, Mention, Quotation, Role, Time, TimeType
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.spans import Span

SURE, UNSURE = 0.99, 0.05
NAMED = Span(900, 906)


def mention(start, end, name="Kibaki", **more):
    return Mention(span=Span(start, end), type=PartyType.PERSON, name=name, **more)


def quotation(start, end, mode=Mode.INDIRECT, **more):
    return Quotation(mode=mode, quote=(Span(start, end),), evidence=(Span(start, end),), **more)


def deed(kind, start, end, *arguments, **more):
    span = Span(start, end)
    return Deed(kind=kind, trigger=(span,), evidence=(span,), arguments=arguments, **more)


def opinion(believed, marks):
    return SimpleNamespace(believed=believed, marks=marks)


def both(rules, encoder):
    return combine_marks(Marks(**rules), opinion(Marks(**rules), Marks(**encoder)))


def test_without_an_encoder_the_rules_marks_are_the_marks():
    rules = Marks(mentions=(mention(0, 6),))
    assert combine_marks(rules, None) is rules


def test_an_encoder_that_sees_nothing_leaves_times_and_mentions():
    time = Time(span=Span(3, 5), type=TimeType.DATE, value="2025-11-03")
    rules = Marks(mentions=(mention(0, 6),), times=(time,))
    combined = combine_marks(rules, opinion(rules, Marks()))
    assert (combined.mentions, combined.times) == (rules.mentions, rules.times)


def test_mentions_are_those_of_the_rules():
    known = mention(0, 6), mention(12, 18)
    assert both({"mentions": known}, {"mentions": (mention(20, 24, origin="encoder"),)}).mentions == known


class TestSpeech:
    def test_speech_that_both_see_is_one_quotation_with_the_rules_concept(self):
        rule = quotation(10, 40, concept="demand", speaker=Span(0, 4), answers=True)
        (one,) = both({"quotations": (rule,)}, {"quotations": (quotation(12, 41, score=SURE),)}).quotations
        assert (one.concept, one.answers, one.speaker) == ("demand", True, Span(0, 4))

    def test_where_both_see_speech_the_rules_words_stay(self):
        rule, mark = quotation(10, 40, Mode.DIRECT), quotation(8, 30, Mode.INDIRECT, score=SURE)
        assert both({"quotations": (rule,)}, {"quotations": (mark,)}).quotations == (rule,)

    def test_speech_of_the_rules_that_the_encoder_does_not_believe_is_gone(self):
        rules = Marks(quotations=(quotation(10, 40),))
        assert combine_marks(rules, opinion(Marks(), Marks())).quotations == ()

    def test_speech_without_speaker_is_not_added(self):
        assert both({}, {"quotations": (quotation(0, 9, score=SURE),)}).quotations == ()

    def test_speech_that_only_a_sure_encoder_sees_is_kept(self):
        assert len(both({}, {"quotations": (quotation(0, 9, score=SURE, speaker=NAMED),)}).quotations) == 1

    def test_speech_of_which_the_encoder_is_unsure_is_dropped(self):
        assert both({}, {"quotations": (quotation(0, 9, score=UNSURE),)}).quotations == ()

    def test_the_same_words_are_paired_once(self):
        twice = quotation(0, 30, score=SURE, speaker=NAMED), quotation(0, 29, score=SURE, speaker=NAMED)
        assert len(both({"quotations": (quotation(0, 30),)}, {"quotations": twice}).quotations) == 2

    def test_quotations_come_in_order(self):
        mixed = both(
            {"quotations": (quotation(50, 60), quotation(0, 9))}, {"quotations": (quotation(20, 40, score=SURE),)}
        )
        assert list(mixed.quotations) == sorted(mixed.quotations, key=lambda q: q.quote[0])

    def test_many_quotations_pair_without_looking_at_all_of_them(self):
        rules = tuple(quotation(i * 50, i * 50 + 40, concept=str(i)) for i in range(3000))
        marks = tuple(replace(q, concept=None, score=SURE) for q in rules)
        assert [q.concept for q in both({"quotations": rules}, {"quotations": marks}).quotations] == [
            str(i) for i in range(3000)
        ]


class TestDeeds:
    @pytest.mark.parametrize("kind", list(DEEDS))
    def test_a_deed_that_both_see_is_one(self, kind):
        rules, marks = {"deeds": (deed(kind, 0, 30),)}, {"deeds": (deed(kind, 2, 30, score=SURE),)}
        assert len(both(rules, marks).deeds) == 1

    @pytest.mark.parametrize("kind", list(DEEDS))
    def test_a_deed_that_only_a_sure_encoder_sees_is_kept(self, kind):
        assert len(both({}, {"deeds": (deed(kind, 2, 30, score=1.0),)}).deeds) == (DEEDS[kind].alone <= 1)

    @pytest.mark.parametrize("kind", list(DEEDS))
    def test_a_deed_of_which_the_encoder_is_unsure_is_dropped(self, kind):
        assert both({}, {"deeds": (deed(kind, 2, 30, score=UNSURE),)}).deeds == ()

    def test_deeds_of_two_kinds_at_one_place_are_two(self):
        rules, marks = {"deeds": (deed(Kind.AGREEMENT, 0, 30),)}, {"deeds": (deed(Kind.ENCOUNTER, 0, 30, score=SURE),)}
        assert len(both(rules, marks).deeds) == 2

    def test_numbers_that_only_rules_find_stay(self):
        amount = Argument(role=Role.AMOUNT, span=Span(8, 12))
        rule = deed(Kind.AGREEMENT, 0, 30, amount, count=7)
        (one,) = both({"deeds": (rule,)}, {"deeds": (deed(Kind.AGREEMENT, 0, 30, score=SURE),)}).deeds
        assert (one.count, amount in one.arguments) == (7, True)

    def test_parties_that_only_rules_find_stay(self):
        party = Argument(role=Role.PARTICIPANT, span=Span(0, 5))
        rules, marks = (
            {"deeds": (deed(Kind.ENCOUNTER, 0, 30, party),)},
            {"deeds": (deed(Kind.ENCOUNTER, 0, 30, score=SURE),)},
        )
        assert both(rules, marks).deeds[0].spans(Role.PARTICIPANT) == (Span(0, 5),)

    def test_deeds_come_in_order(self):
        rules = {"deeds": (deed(Kind.ACTION, 50, 60), deed(Kind.ENCOUNTER, 0, 30))}
        combined = both(rules, {"deeds": (deed(Kind.ISSUE, 33, 40, score=SURE),)})
        assert list(combined.deeds) == sorted(combined.deeds, key=lambda d: d.trigger[0])
