"""Questions to a register, with what people corrected laid over."""

import csv
import io
import sys
from datetime import date

import pytest
from world import build_world

from gipfelbuch.model.entries import Kind, Money
from gipfelbuch.register import Reviews, queries
from gipfelbuch.register.queries import QuestionError, Scope


@pytest.fixture
def world(register):
    return build_world(register)


@pytest.fixture
def reviews(world):
    return Reviews(world, author="Ada")


def told(answer):
    return [(r.day, r.kind.value, r.status) for r in answer]


def meeting(world):
    return next(r for r in queries.timeline(world, "Aiko Mori") if r.type == "meeting")


# ---------------------------------------------------------------- who is asked about
@pytest.mark.parametrize("name", ["Deutschland", "germany", "DEU", "de", "Bundesrepublik Deutschland"])
def test_a_state_is_known_by_its_german_and_english_names_and_its_codes(world, name):
    assert queries.timeline(world, name).items == queries.timeline(world, "Deutschland").items


def test_a_state_stands_for_its_people_and_bodies(world):
    assert {r.kind for r in queries.timeline(world, "Deutschland")} == set(Kind)


def test_a_surname_is_enough_where_one_party_alone_has_it(world):
    assert queries.party(world, "Mori").name == "Aiko Mori"


@pytest.mark.parametrize(
    ("name", "hint"),
    [("Deutschlnad", "'Deutschland'"), ("Atlantis", "no state and no party"), ("", "no state and no party")],
)
def test_a_name_that_nobody_has_is_told_with_what_may_have_been_meant(world, name, hint):
    with pytest.raises(QuestionError, match=hint):
        queries.party(world, name)


def test_a_name_that_several_have_is_declined_with_their_ids(world, reviews):
    with pytest.raises(QuestionError, match="same"):
        queries.dyad(world, "Deutschland", "DEU")


# ---------------------------------------------------------------- time lines
def test_a_time_line_is_in_the_order_of_days_and_undated_records_stand_on_their_publication(world):
    answer = queries.timeline(world)
    days = [r.day for r in answer]
    assert days == sorted(days)
    gift = next(r for r in answer if r.kind is Kind.GIFT)
    assert (gift.date, gift.day) == (None, "2025-11-04")


def test_a_dyad_tells_only_what_both_have_part_in(world):
    assert told(queries.dyad(world, "Russland", "Germany")) == [
        ("2025-11-30", "action", "happened"),
        ("2025-12-01", "action", "planned"),
    ]


def test_a_dyad_may_be_of_a_state_and_a_person_or_of_two_persons(world):
    with_state = {r.id for r in queries.dyad(world, "DEU", "Aiko Mori")}
    assert with_state == {r.id for r in queries.dyad(world, "Karl Brandt", "Mori")}
    assert len(with_state) == 4


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ({"first": date(2025, 12, 1), "last": date(2026, 1, 31)}, [("2025-12-01", "action", "planned")]),
        ({"kinds": frozenset({Kind.AGREEMENT}), "last": date(2025, 12, 31)}, [("2025-11-03", "agreement", "signed")]),
        ({"last": date(2025, 1, 1)}, []),
    ],
)
def test_a_question_is_narrowed_by_period_and_kind(world, scope, expected):
    assert [x for x in told(queries.timeline(world, scope=Scope(**scope))) if x[1] != "assessment"] == expected


def test_of_more_than_asked_for_the_latest_are_told(world):
    everything = queries.timeline(world)
    answer = queries.timeline(world, scope=Scope(most=2))
    assert answer.more
    assert not everything.more
    assert answer.items == everything.items[-2:]
    assert queries.timeline(world, scope=Scope(most=None)).items == everything.items


@pytest.mark.parametrize("scope", [{"first": date(2026, 1, 1), "last": date(2025, 1, 1)}, {"most": 0}])
def test_a_scope_that_holds_nothing_is_refused(scope):
    with pytest.raises(QuestionError):
        Scope(**scope)


def test_a_rejected_record_is_left_out_of_answers_but_can_be_shown(world, reviews):
    record = meeting(world).id
    reviews.reject(record, "it was a dream")
    assert record not in {r.id for r in queries.timeline(world)}
    assert record not in {h.record.id for h in queries.search(world, "Tokio")}
    assert queries.show(world, record).record.state.value == "rejected"


# ---------------------------------------------------------------- one record
def test_a_record_is_shown_with_witnesses_their_words_and_who_says_otherwise(world):
    page = queries.show(world, meeting(world).id)
    assert [(w.source, w.published) for w in page.record.witnesses] == [
        ("Elbe-Kurier", "2025-11-04"),
        ("Pacific Wire", "2025-11-07"),
    ]
    assert "met Prime Minister Aiko Mori" in page.record.witnesses[1].words
    day = page.record.field("date")
    assert {v.value for v in day.values} == {"2025-11-03", "2025-11-04"}
    assert day in page.record.contested
    assert page.record.told("participants") in {"Karl Brandt, Aiko Mori", "Aiko Mori, Karl Brandt"}


def test_a_correction_holds_and_what_witnesses_say_stays_beside_it(world, reviews):
    record = meeting(world).id
    reviews.correct(record, "date", "2025-11-02", "the diary of the chancellery")
    page = queries.show(world, record)
    assert (page.record.date, page.record.day) == ("2025-11-02", "2025-11-02")
    assert "date" not in {f.name for f in page.record.contested}
    assert len(page.record.field("date").values) == 3
    assert [(e.review.author, e.review.reason) for e in page.history] == [("Ada", "the diary of the chancellery")]
    assert queries.timeline(world).items[0].id == record


def test_the_beginning_of_an_id_is_enough_where_no_other_begins_so(world):
    record = meeting(world).id
    assert queries.show(world, record[:20]).record.id == record
    with pytest.raises(QuestionError, match="several records begin so"):
        queries.show(world, "enc")
    for wrong in ("nothing:12", "", "%"):
        with pytest.raises(QuestionError, match="id"):
            queries.show(world, wrong)


# ---------------------------------------------------------------- what was said
@pytest.mark.parametrize(
    ("question", "count"),
    [
        ({"speaker": "Karl Brandt"}, 1),
        ({"speaker": "Deutschland", "addressee": "Japan"}, 1),
        ({"speaker": "Mori"}, 0),
        ({"about": "Verhandlung"}, 1),
        ({"about": "Wasserstoff"}, 0),
    ],
)
def test_what_was_said_is_found_by_speaker_addressee_and_words(world, question, count):
    answer = queries.said(world, **question)
    assert len(answer) == count
    for row in answer:
        assert (row.speaker, row.addressees, row.quote) == (
            "Karl Brandt",
            ("Aiko Mori",),
            "Wir werden die Verhandlungen fortsetzen",
        )


def test_a_party_is_told_with_its_offices_and_how_much_it_has_part_in(world):
    page = queries.party(world, "Karl Brandt")
    assert set(page.roles) == {"Bundeskanzler", "Chancellor"}
    assert dict(page.counts) == {Kind.ENCOUNTER: 2, Kind.STATEMENT: 1, Kind.GIFT: 1}
    assert (page.first, page.last) == ("2025-11-03", "2025-11-06")
    assert len(page.records) == 4


# ---------------------------------------------------------------- agreements, gifts, issues
def test_agreements_are_told_with_amount_term_and_how_their_status_changed(world):
    first, second = queries.agreements(world, "Japan")
    assert (first.amounts, first.term, first.status) == ((Money(value=3e8, currency="EUR"),), "P10Y", "signed")
    assert [(c.day, c.status) for c in first.changes] == [("2025-11-03", "signed"), ("2026-02-01", "ended")]
    assert first.changes == second.changes
    assert [p.status for p in queries.agreements(world, "Japan", "Deutschland", status="ended")] == ["ended"]
    assert len(queries.agreements(world, "Russland")) == 0


@pytest.mark.parametrize(
    ("giver", "recipient", "count"),
    [("Deutschland", None, 1), (None, "Japan", 1), ("Karl Brandt", "Aiko Mori", 1), ("Japan", None, 0)],
)
def test_gifts_are_found_by_giver_and_recipient(world, giver, recipient, count):
    answer = queries.gifts(world, giver, recipient)
    assert [(g.giver, g.recipient, g.item) for g in answer] == [("Karl Brandt", "Aiko Mori", "Standuhr")] * count


def test_open_issues_of_a_dyad_leave_out_what_is_resolved(world):
    assert [m.subject for m in queries.issues(world, "Japan", "Germany")] == ["Zölle auf Autos"]
    assert {m.subject for m in queries.issues(world, "Japan", settled=True)} == {"Zölle auf Autos", "Walfangflotte"}


# ---------------------------------------------------------------- visits
def test_a_leader_abroad_is_a_visit_in_the_fields_of_colt(world):
    (visit,) = queries.visits(world, "Deutschland")
    cells = dict(zip(visit.COLUMNS, visit.cells(), strict=True))
    assert (
        cells
        | {
            "LeaderFullName": "Karl Brandt",
            "LeaderCountryISO": "DEU",
            "CountryVisited": "Japan",
            "CountryVisitedISO": "JPN",
            "RegionVisited": "Asia",
            "TripDuration": 1,
            "MetHostHeadOfStateOrGovernment": 1,
            "HostLeaderName": "Aiko Mori",
            "MetOthers": None,
            "OthersNames": None,
            "MetIGOLeader": None,
            "AttendedMultilateralEvent": None,
        }
        == cells
    )
    assert cells["TripStartDate"] in {"2025-11-03", "2025-11-04"}
    assert "https://example.org/tokio" in cells["SourceLink"]
    assert "contested: date" in cells["Notes"]


def test_a_visit_tells_what_both_signed_on_its_days(world, reviews):
    reviews.correct(meeting(world).id, "date", "2025-11-03", "the diary")
    (visit,) = queries.visits(world, "Karl Brandt", "Japan")
    assert visit.signed == (queries.agreements(world, "Japan").items[0].record.id,)


def test_planned_visits_are_told_only_if_asked_for_and_a_state_is_no_city(world):
    assert len(queries.visits(world, "Japan")) == 0
    (visit,) = queries.visits(world, "Japan", planned=True)
    assert (visit.country, visit.cities, visit.start, visit.end) == ("DEU", (), "2026-05-01", "2026-05-31")


# ---------------------------------------------------------------- months
def test_months_count_what_happened_by_quarter_with_its_mean_weight(world):
    (november, december) = queries.months(world, "Russland", "Deutschland")
    assert (november.month, november.coded, november.score) == ("2025-11", 1, -6.1)
    assert (december.records, december.coded, december.score) == (1, 0, None)
    first = queries.months(world, "Japan", "Deutschland").items[0]
    assert first.total == round(3.0 + 3.0 + 5.4 + 5.3 + 5.4, 1)
    assert dict(zip(first.COLUMNS, first.cells(), strict=True))["verbal_cooperation"] == 5


# ---------------------------------------------------------------- search
@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("Verhandlung", {"statement", "assessment"}),
        ("visits", {"encounter"}),
        ('"die Verhandlungen fortsetzen"', {"statement"}),
        ('"fortsetzen die Verhandlungen"', set()),
        ("vertrag wasserstoff", {"agreement"}),
        ("ZOLLE", {"issue"}),
    ],
)
def test_words_are_found_in_any_form_and_phrases_as_they_stand(world, query, kinds):
    assert {h.record.kind.value for h in queries.search(world, query)} == kinds


def test_a_hit_is_a_record_once_with_the_words_of_the_quote_before_those_around_it(world):
    (hit,) = queries.search(world, "Verhandlungen", "Brandt")
    assert (hit.part, hit.words) == ("quote", "Wir werden die Verhandlungen fortsetzen")
    (hit,) = queries.search(world, "Verhandlungen", "Karl Brandt", part="evidence")
    assert hit.words.endswith("sagte Brandt zu Mori")


def test_search_is_narrowed_and_tells_the_latest_first(world):
    days = [h.day for h in queries.search(world, "Vertrag")]
    assert days == sorted(days, reverse=True)
    assert len(queries.search(world, "Vertrag", scope=Scope(first=date(2026, 1, 1)))) == 1
    assert queries.search(world, "Vertrag", scope=Scope(most=1)).more
    with pytest.raises(QuestionError, match="no word"):
        queries.search(world, "?!")


# ---------------------------------------------------------------- SQL
def test_a_statement_that_reads_is_run(world):
    answer = queries.run_sql(world, "SELECT kind, count(*) AS n FROM records GROUP BY kind ORDER BY kind")
    assert answer.columns == ("kind", "n")
    assert ("gift", 1) in answer.items
    assert queries.run_sql(world, "SELECT id FROM records", most=1).more


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM records",
        "SELECT 1; DELETE FROM records",
        "WITH gone AS (SELECT 1) DELETE FROM records",
        "EXPLAIN SELECT nothing FROM nowhere",
        "/* SELECT */ DROP TABLE records",
        "SELECT * FROM",
        "",
    ],
)
def test_a_statement_that_does_anything_else_is_refused_and_changes_nothing(world, statement):
    before = queries.run_sql(world, "SELECT count(*) FROM records").items
    with pytest.raises(QuestionError):
        queries.run_sql(world, statement)
    assert queries.run_sql(world, "SELECT count(*) FROM records").items == before


# ---------------------------------------------------------------- flat rows and frames
def test_every_answer_has_one_cell_a_column(world):
    answers = [
        queries.timeline(world), queries.said(world), queries.agreements(world), queries.gifts(world),
        queries.issues(world), queries.visits(world), queries.months(world), queries.search(world, "Vertrag"),
        queries.show(world, meeting(world).id),
    ]  # fmt: skip
    for answer in answers:
        out = io.StringIO()
        csv.writer(out).writerows([answer.columns, *answer.rows()])
        widths = {len(row) for row in csv.reader(io.StringIO(out.getvalue()))}
        assert widths == {len(answer.columns)}
        assert len(answer.rows()) > 0


def test_an_answer_becomes_a_data_frame_also_an_empty_one(world):
    pytest.importorskip("pandas")
    frame = queries.timeline(world, "Russland").to_frame()
    assert list(frame["status"]) == ["happened", "planned"]
    empty = queries.gifts(world, "Russland").to_frame()
    assert (len(empty), list(empty.columns)) == (0, list(queries.Given.COLUMNS))


def test_without_pandas_the_extra_is_named(world, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(QuestionError, match=r"gipfelbuch\[frames\]"):
        queries.timeline(world).to_frame()
