"""The page of a record: what holds, who says otherwise, and every way to correct it."""

import pytest
from forms import follow, form_to, forms_of, send

from gipfelbuch.model.entries import Kind
from gipfelbuch.model.records import record_id
from gipfelbuch.register import Reviews, history
from gipfelbuch.register.queries import Scope, records, show, timeline


def of_kind(register, kind, number=0):
    return timeline(register, scope=Scope(kinds=frozenset({Kind(kind)}))).items[number]


@pytest.fixture
def meeting(register):
    """Told on 3 and on 4 November."""
    return next(r for r in timeline(register) if r.contested)


def page_of(visitor, record, query=""):
    return visitor.get(f"/records/{record.id}{query}")


def now(register, record):
    return show(register, record.id).record


def test_it_shows_fields_witnesses_and_what_is_contested(visitor, meeting):
    page = page_of(visitor, meeting).text
    for words in ("Karl Brandt", "Aiko Mori", "3 November 2025", "4 November 2025", "Elbe-Kurier", "Pacific Wire"):
        assert words in page
    assert "contested" in page
    assert '<tbody id="f-date" class="is-contested">' in page
    assert "traf am Montag in Tokio" in page
    assert "2 witnesses" in page


def test_each_witness_stands_beside_the_others_with_its_own_word(visitor, meeting):
    page = page_of(visitor, meeting).text
    (a, b) = page.split('class="voice"')[1:]
    assert "Elbe-Kurier" in a
    assert "3 November 2025" in a
    assert "Pacific Wire" in b
    assert '<dd class="differs">4 November 2025' in b


def test_its_evidence_is_one_click_away(visitor, meeting):
    page = page_of(visitor, meeting).text
    for witness in meeting.witnesses:
        assert f'href="/reports/{witness.ref.report}#{witness.ref.entry}-t"' in page
        assert f'id="{witness.ref.entry}-t"' in visitor.get(f"/reports/{witness.ref.report}").text


def test_the_beginning_of_an_id_leads_to_its_address(visitor, meeting):
    answer = visitor.get(f"/records/{meeting.id[:-2]}")
    assert answer.status_code == 302
    assert answer.headers["location"] == f"/records/{meeting.id}"


def test_no_such_record_is_told(visitor, leser):
    assert visitor.get("/records/nix").status_code == 404
    assert "Darauf gibt es keine Antwort" in leser.get("/records/nix").text
    assert visitor.get("/records/nix?format=json").json() == {
        "error": "nix: no such record; 'timeline', 'dyad' and 'search' tell ids", "status": 404,
    }  # fmt: skip


def test_where_several_ids_begin_so_all_are_told(visitor, register):
    page = visitor.get("/records/encounter:")
    assert page.status_code == 404
    for record in (r for r in timeline(register) if r.kind == "encounter"):
        assert f'href="/records/{record.id}"' in page.text


def test_it_can_be_downloaded(visitor, meeting):
    table = visitor.get(f"/records/{meeting.id}?format=csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert "attachment" in table.headers["content-disposition"]
    assert table.text.splitlines()[0] == "record,field,rank,value,told,groups,sources,review"
    whole = visitor.get(f"/records/{meeting.id}", headers={"Accept": "application/json"}).json()
    assert whole["record"]["id"] == meeting.id
    assert len(whole["record"]["witnesses"]) == 2


def test_accepting_writes_a_review_and_shows_the_record(visitor, register, meeting):
    answer = send(visitor, page_of(visitor, meeting), "/accept", reason="Kalender", author="Łukasz Ökten")
    page = follow(visitor, answer).text
    assert "The record is accepted." in page
    assert "Łukasz Ökten" in page
    assert now(register, meeting).state == "accepted"
    assert [(e.review.author, e.review.reason) for e in history(register)] == [("Łukasz Ökten", "Kalender")]


def test_the_author_is_remembered(visitor, meeting):
    send(visitor, page_of(visitor, meeting), "/accept", reason="x", author="Łukasz Ökten")
    assert form_to(page_of(visitor, meeting), "/reject").values["author"] == "Łukasz Ökten"


def test_a_review_needs_a_reason_and_keeps_what_was_typed(visitor, register, meeting):
    page = page_of(visitor, meeting, "?correct=occasion")
    answer = send(visitor, page, "/correct", value="Antrittsbesuch", reason=" ")
    assert answer.status_code == 422
    assert "a review needs an author and a reason" in answer.text
    assert form_to(answer, "/correct").values["value"] == "Antrittsbesuch"
    assert register.counts().reviews == 0


def test_rejecting_takes_a_record_out_of_answers_but_not_off_its_page(visitor, register, meeting):
    page = follow(visitor, send(visitor, page_of(visitor, meeting), "/reject", reason="erfunden"))
    assert "rejected" in page.text
    assert meeting.id not in [r.id for r in timeline(register)]
    assert page_of(visitor, meeting).status_code == 200


def test_a_date_that_a_witness_tells_is_chosen(visitor, register, meeting):
    page = page_of(visitor, meeting, "?correct=date")
    follow(visitor, send(visitor, page, "/correct", choice="1", reason="Kalender"))
    assert now(register, meeting).date == "2025-11-04"
    assert "date" not in {f.name for f in now(register, meeting).contested}


def test_another_value_is_written(visitor, register, meeting):
    page = page_of(visitor, meeting, "?correct=place")
    shown = follow(visitor, send(visitor, page, "/correct", value=" Kyoto ", reason="Foto")).text
    assert now(register, meeting).place == "Kyoto"
    assert "corrected" in shown
    assert "Tokio" in shown


def test_a_value_is_taken_away(visitor, register, meeting):
    page = page_of(visitor, meeting, "?correct=place")
    follow(visitor, send(visitor, page, "/correct", choice="none", reason="geheim"))
    assert now(register, meeting).value("place") is None


def test_a_field_that_nobody_tells_is_filled(visitor, register, meeting):
    assert "?correct=occasion" in page_of(visitor, meeting).text
    page = page_of(visitor, meeting, "?correct=occasion")
    follow(visitor, send(visitor, page, "/correct", value="Antrittsbesuch", reason="Programm"))
    assert now(register, meeting).told("occasion") == "Antrittsbesuch"


def test_parties_are_given_one_a_line_by_name(visitor, register, meeting):
    page = page_of(visitor, meeting, "?correct=participants")
    shown = follow(visitor, send(visitor, page, "/correct", value="Karl Brandt\r\n\r\nRussland\r\n", reason="Foto"))
    assert ">Russland</a></span></p>" in shown.text.split('id="history"')[1]
    assert {p.name for p in now(register, meeting).who("participants")} == {"Karl Brandt", "Russland"}


def test_what_takes_only_some_values_offers_them(visitor, register, meeting):
    page = page_of(visitor, meeting, "?correct=type")
    assert '<option value="summit"' in page.text
    follow(visitor, send(visitor, page, "/correct", value="summit", reason="Programm"))
    assert now(register, meeting).type == "summit"


@pytest.mark.parametrize(
    "field, typed, told",
    [("date", "gestern", "no EDTF date"), ("participants", "Niemand", "no party is called so"), ("place", "", "no value"),
     ("host", "Brandt, Karl", "no party is called so")],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_told_beside_the_form(visitor, register, meeting, field, typed, told):
    page = page_of(visitor, meeting, f"?correct={field}")
    answer = send(visitor, page, "/correct", value=typed, reason="x")
    assert answer.status_code == 422
    assert told in answer.text
    assert form_to(answer, "/correct").values["value"].strip() == typed
    assert register.counts().reviews == 0


def test_a_field_that_the_kind_lacks_opens_no_form_and_is_refused(visitor, register, meeting):
    page = page_of(visitor, meeting, "?correct=giver")
    assert page.status_code == 200
    assert not [f for f in forms_of(page) if f.action.endswith("/correct")]
    form = form_to(page_of(visitor, meeting, "?correct=date"), "/correct")
    answer = visitor.post(form.action, data=form.values | {"field": "giver", "value": "x", "reason": "x"})
    assert answer.status_code == 422


def test_two_records_are_merged_and_the_old_address_still_leads_there(visitor, register, meeting):
    call = next(r for r in timeline(register) if r.type == "call")
    page = page_of(visitor, meeting)
    follow(
        visitor, send(visitor, page, "/merge", typed=f"http://localhost/records/{call.id}?lang=de", reason="dasselbe")
    )
    assert {w.ref for w in call.witnesses} < {w.ref for w in now(register, meeting).witnesses}
    assert records(register, [call.id]) == []
    moved = visitor.get(f"/records/{call.id}")
    assert moved.status_code == 302
    assert moved.headers["location"] == f"/records/{meeting.id}"


def test_an_id_that_another_witness_gave_still_leads_there(visitor, meeting):
    """A record is called after its first witness; when another one becomes the first, the old address holds."""
    ids = {record_id(meeting.kind, w.ref) for w in meeting.witnesses}
    (old,) = ids - {meeting.id}
    answer = visitor.get(f"/records/{old}")
    assert answer.status_code == 302
    assert answer.headers["location"] == f"/records/{meeting.id}"
    assert visitor.get("/records/encounter:0000000000000000").status_code == 404


def test_near_records_are_offered_for_merging(visitor, register, meeting):
    call = next(r for r in timeline(register) if r.type == "call")
    page = page_of(visitor, meeting)
    assert f'name="other" value="{call.id}"' in page.text
    follow(visitor, send(visitor, page, "/apart", other=call.id, reason="zweierlei"))
    assert [e.review.action for e in history(register, meeting.id)] == ["split"]


def test_a_record_is_not_merged_with_itself_or_with_nothing(visitor, register, meeting):
    for typed in (meeting.id, "", "nix"):
        answer = send(visitor, page_of(visitor, meeting), "/merge", typed=typed, reason="x")
        assert answer.status_code == 422
    assert register.counts().reviews == 0


def test_witnesses_are_split_and_the_old_address_tells_where_they_went(visitor, register, meeting):
    leaving = meeting.witnesses[1].ref
    page = page_of(visitor, meeting)
    shown = follow(
        visitor, send(visitor, page, "/split", witness=f"{leaving.report}:{leaving.entry}", reason="zweierlei")
    )
    assert "Split: these are two records now." in shown.text
    days = {r.date for r in timeline(register) if r.type == "meeting"}
    assert days == {"2025-11-03", "2025-11-04"}


def test_one_witness_cannot_be_split(visitor, register):
    gift = of_kind(register, "gift")
    assert "/split" not in page_of(visitor, gift).text


def test_a_review_is_undone_from_the_history(visitor, register, meeting):
    done = follow(visitor, send(visitor, page_of(visitor, meeting), "/accept", reason="x"))
    review = history(register)[0].review.id
    shown = follow(visitor, send(visitor, done, f"/reviews/{review}/undo", reason="verklickt"))
    assert "The review is undone." in shown.text
    assert now(register, meeting).state == "open"
    assert [e.undone for e in history(register)] == [True, False]


def test_an_undone_merge_shows_the_record_again(visitor, register, meeting):
    call = next(r for r in timeline(register) if r.type == "call")
    done = follow(visitor, send(visitor, page_of(visitor, meeting), "/merge", typed=call.id, reason="dasselbe"))
    follow(visitor, send(visitor, done, f"/reviews/{history(register)[0].review.id}/undo", reason="zweierlei"))
    assert len(records(register, [meeting.id, call.id])) == 2


def test_what_somebody_else_changed_meanwhile_is_told_and_nothing_is_written(visitor, register, meeting):
    page = page_of(visitor, meeting, "?correct=place")
    Reviews(register, "Bert").correct(meeting.id, "date", "2025-11-04", "Kalender")
    answer = send(visitor, page, "/correct", value="Kyoto", reason="Foto")
    assert answer.status_code == 409
    assert "has changed since you opened it" in answer.text
    assert "Bert" in answer.text
    assert now(register, meeting).place == "Tokio"
    assert follow(visitor, send(visitor, answer, "/correct")).status_code == 200
    assert now(register, meeting).place == "Kyoto"


def test_a_record_that_is_gone_meanwhile_is_told(visitor, register, meeting):
    call = next(r for r in timeline(register) if r.type == "call")
    page = page_of(visitor, call)
    Reviews(register, "Bert").merge(meeting.id, call.id, "dasselbe")
    answer = send(visitor, page, "/accept", reason="x")
    assert answer.status_code == 422
    assert "no such record" in answer.text


def test_every_kind_has_its_page_in_both_languages(small_register, open_room):
    found = {r.kind: r for r in timeline(small_register)}
    assert set(found) == set(Kind)
    for language in ("de", "en"):
        visitor = open_room(small_register, language=language)
        for record in found.values():
            for field in ("", "?correct=plover", "?correct=date", "?correct=place_country"):
                assert visitor.get(f"/records/{record.id}{field}").status_code == 200
