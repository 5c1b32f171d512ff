"""Marks of rules and encoder put together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gipfelbuch.marking.combine import Trust, combine_marks, trust_from
from gipfelbuch.marking.decoding import Opinion
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


DEEDS = [k for k in Kind if k is not Kind.STATEMENT]
ALONE = {"alone": 0.9}
TRUST = {k: Trust(**ALONE) for k in trust_from({})}


def opinion(rules, marks, seen=1.0):
    counts = {"speech": rules.quotations, "deeds": rules.deeds, "mentions": rules.mentions}
    return Opinion(marks=marks, **{name: (seen,) * len(found) for name, found in counts.items()})


def both(rules, encoder, seen=1.0, **trust):
    trusted = {k: Trust(**(ALONE | trust)) for k in TRUST}
    return combine_marks(Marks(**rules), opinion(Marks(**rules), Marks(**encoder), seen), trusted)


def test_without_an_encoder_the_rules_marks_are_the_marks():
    rules = Marks(mentions=(mention(0, 6),))
    assert combine_marks(rules, None, TRUST) is rules


def test_an_encoder_that_sees_nothing_leaves_times_and_mentions():
    time = Time(span=Span(3, 5), type=TimeType.DATE, value="2025-11-03")
    rules = Marks(mentions=(mention(0, 6),), times=(time,))
    combined = combine_marks(rules, opinion(rules, Marks()), TRUST)
    assert (combined.mentions, combined.times) == ((replace(rules.mentions[0], seen=1.0),), rules.times)


class TestMentions:
    def test_sure_mentions_beside_those_of_the_rules_are_added_in_order(self):
        known = mention(0, 6), mention(32, 38)
        new = mention(20, 24, score=SURE), mention(34, 40, score=SURE), mention(50, 55, score=UNSURE)
        assert both({"mentions": known}, {"mentions": new}).mentions == (
            replace(known[0], seen=1.0), new[0], replace(known[1], seen=1.0),
        )  # fmt: skip

    def test_a_mention_of_the_rules_that_is_not_believed_is_gone(self):
        rules = Marks(mentions=(mention(0, 6),))
        trust = TRUST | {"mention": Trust(belief=0.3)}
        assert combine_marks(rules, opinion(rules, Marks(), 0.2), trust).mentions == ()
        assert combine_marks(rules, opinion(rules, Marks(), 0.4), trust).mentions == (mention(0, 6, seen=0.4),)

    def test_the_place_that_a_visit_leads_to_stays_a_mention_though_it_is_not_believed(self):
        guest, goal = mention(0, 6), mention(20, 25, "Tokio")
        visit = deed(
            Kind.ENCOUNTER, 8, 16, Argument(role=Role.PARTICIPANT, span=guest.span),
            Argument(role=Role.HOST, span=goal.span), Argument(role=Role.PLACE, span=goal.span), type="visit",
        )  # fmt: skip
        other = deed(Kind.ENCOUNTER, 8, 16, Argument(role=Role.HOST, span=NAMED), type="visit", score=SURE)
        rules = Marks(mentions=(guest, goal), deeds=(visit,))
        seen = Opinion(marks=Marks(deeds=(other,)), speech=(), deeds=(1.0,), mentions=(1.0, 0.1))
        trust = {k: Trust(belief=0.3, alone=0.9, parties="encoder") for k in TRUST}
        combined = combine_marks(rules, seen, trust)
        assert [m.name for m in combined.mentions] == ["Kibaki", "Tokio"]
        assert combined.deeds[0].spans(Role.HOST) == (goal.span,)


class TestSpeech:
    def test_speech_that_both_see_is_one_quotation_with_the_rules_concept(self):
        rule = quotation(10, 40, concept="demand", speaker=Span(0, 4), answers=True)
        (one,) = both({"quotations": (rule,)}, {"quotations": (quotation(12, 41, score=SURE),)}).quotations
        assert (one.concept, one.answers, one.speaker) == ("demand", True, Span(0, 4))

    @pytest.mark.parametrize(("mode", "words"), [(Mode.DIRECT, (10, 40)), (Mode.INDIRECT, (8, 30))])
    def test_the_encoders_words_win_where_trusted_but_for_direct_speech(self, mode, words):
        rule, mark = quotation(10, 40, mode), quotation(8, 30, mode, score=SURE)
        (one,) = both({"quotations": (rule,)}, {"quotations": (mark,)}, words=True).quotations
        assert one.quote == (Span(*words),)

    @pytest.mark.parametrize(("whose", "speaker"), [("rules", None), ("gaps", NAMED), ("encoder", NAMED)])
    def test_a_speaker_that_only_the_encoder_sees_fills_the_gap(self, whose, speaker):
        rule, mark = quotation(10, 40), quotation(10, 40, speaker=NAMED, score=SURE)
        (one,) = both({"quotations": (rule,)}, {"quotations": (mark,)}, parties=whose).quotations
        assert one.speaker == speaker

    def test_the_plover_type_is_the_encoders_where_trusted(self):
        rule, mark = quotation(10, 40), quotation(10, 40, plover="ACCUSE", score=SURE)
        told = [
            both({"quotations": (rule,)}, {"quotations": (mark,)}, values=v).quotations[0].plover for v in (True, False)
        ]
        assert told == ["ACCUSE", None]

    def test_speech_of_the_rules_that_the_encoder_does_not_believe_is_gone(self):
        rules = {"quotations": (quotation(10, 40),)}
        assert both(rules, {}, 0.05, belief=0.2).quotations == ()
        assert both(rules, {}, 0.25, belief=0.2).quotations == rules["quotations"]

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
    @pytest.mark.parametrize("kind", DEEDS)
    def test_a_deed_that_both_see_is_one(self, kind):
        rules, marks = {"deeds": (deed(kind, 0, 30),)}, {"deeds": (deed(kind, 2, 30, score=SURE),)}
        assert len(both(rules, marks).deeds) == 1

    @pytest.mark.parametrize("kind", DEEDS)
    def test_a_deed_that_only_a_sure_encoder_sees_is_kept(self, kind):
        assert len(both({}, {"deeds": (deed(kind, 2, 30, score=1.0),)}).deeds) == 1

    @pytest.mark.parametrize("kind", DEEDS)
    def test_a_deed_of_which_the_encoder_is_unsure_is_dropped(self, kind):
        assert both({}, {"deeds": (deed(kind, 2, 30, score=UNSURE),)}).deeds == ()

    def test_an_action_that_the_encoder_tells_twice_is_one(self):
        parts = Deed(kind=Kind.ACTION, trigger=(Span(10, 14), Span(40, 44)), evidence=(Span(0, 50),))
        again = deed(Kind.ACTION, 40, 44, score=1.0)
        whole = replace(parts, score=1.0)
        assert len(both({"deeds": (parts,)}, {"deeds": (whole, again)}).deeds) == 1

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

    @pytest.mark.parametrize(("whose", "who"), [("rules", (0, 5)), ("gaps", (0, 5)), ("encoder", (9, 14))])
    def test_parties_that_both_find_are_those_of_whoever_is_trusted(self, whose, who):
        told = [Argument(role=Role.ACTOR, span=Span(a, a + 5)) for a in (0, 9)]
        rules = {"deeds": (deed(Kind.ACTION, 20, 30, told[0]),)}
        (one,) = both(rules, {"deeds": (deed(Kind.ACTION, 20, 30, told[1], score=SURE),)}, parties=whose).deeds
        assert one.spans(Role.ACTOR) == (Span(*who),)

    @pytest.mark.parametrize(("trusted", "status"), [(True, "planned"), (False, "held")])
    def test_values_are_those_of_whoever_is_trusted(self, trusted, status):
        rules = {"deeds": (deed(Kind.ENCOUNTER, 0, 30, status="held"),)}
        marks = {"deeds": (deed(Kind.ENCOUNTER, 0, 30, status="planned", score=SURE),)}
        assert both(rules, marks, values=trusted).deeds[0].status == status

    def test_deeds_come_in_order(self):
        rules = {"deeds": (deed(Kind.ACTION, 50, 60), deed(Kind.ENCOUNTER, 0, 30))}
        combined = both(rules, {"deeds": (deed(Kind.ISSUE, 33, 40, score=SURE),)})
        assert list(combined.deeds) == sorted(combined.deeds, key=lambda d: d.trigger[0])


def test_a_verdict_that_both_see_in_part_is_one():
    """Rules mark "ein guter Anfang" and its last words as well, the encoder the last words alone."""
    rules = [
        deed(Kind.ASSESSMENT, 10, 26, Argument(role=Role.VERDICT, span=Span(10, 26))),
        deed(Kind.ASSESSMENT, 14, 26, Argument(role=Role.VERDICT, span=Span(14, 26))),
    ]
    found = deed(Kind.ASSESSMENT, 14, 26, Argument(role=Role.VERDICT, span=Span(14, 26)), score=SURE)
    assert len(both({"deeds": tuple(rules)}, {"deeds": (found,)}).deeds) == 1
