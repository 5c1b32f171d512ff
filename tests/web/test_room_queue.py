"""The queue of what is in doubt: told, decided by forms, undone."""

import pytest
from forms import follow, form_to, send

from gipfelbuch.register import Question, Reviews, history, queue
from gipfelbuch.register.queries import records, show, timeline


@pytest.fixture
def contested(register):
    return next(r for r in timeline(register) if r.contested)


def test_it_tells_what_is_in_doubt_with_words_and_sources(visitor, register, contested):
    page = visitor.get("/review").text
    assert "traf am Montag in Tokio" in page
    assert "Elbe-Kurier" in page
    assert page.count("data-place") == len(queue(register))


def test_keys_have_buttons(visitor):
    page = visitor.get("/review").text
    assert all(f'data-do="{key}"' in page for key in "are")


def test_accepting_leads_back_and_tells_what_holds(visitor, register, contested):
    page = visitor.get("/review?only=record")
    shown = follow(visitor, send(visitor, page, f"{contested.id}/accept", reason="geprüft"))
    assert str(shown.url).startswith("http://localhost/review?only=record&done=")
    assert "The record is accepted." in shown.text
    assert show(register, contested.id).record.state == "accepted"


def test_one_form_rejects_as_well(visitor, register, contested):
    page = visitor.get("/review?only=record")
    form = form_to(page, f"{contested.id}/accept")
    (reject,) = form.other_actions
    follow(visitor, send(visitor, page, f"{contested.id}/accept", action=reject, reason="erfunden"))
    assert show(register, contested.id).record.state == "rejected"


def test_the_last_decision_is_undone_with_one_press(visitor, register, contested):
    page = visitor.get("/review?only=record")
    shown = follow(visitor, send(visitor, page, f"{contested.id}/accept", reason="geprüft"))
    again = follow(visitor, send(visitor, shown, "/undo"))
    assert "The review is undone." in again.text
    assert show(register, contested.id).record.state == "open"


@pytest.fixture
def pair(register, contested):
    """Two records of which matching could not tell whether they are one."""
    from sqlalchemy import insert

    from gipfelbuch.register import tables

    call = next(r for r in timeline(register) if r.type == "call")
    row = {f"left_{n}": getattr(contested.witnesses[0].ref, n) for n in ("report", "entry")}
    row |= {f"right_{n}": getattr(call.witnesses[0].ref, n) for n in ("report", "entry")}
    row |= {"verdict": "candidate", "probability": 0.5, "reason": "for: the same parties"}
    with register.database.write() as connection:
        connection.execute(insert(tables.decisions).values(row))
    return sorted((contested.id, call.id))


def test_what_matching_left_open_is_asked_with_both_side_by_side(visitor, register, pair):
    page = visitor.get("/review?only=same")
    assert page.text.count('class="card') == 2
    assert "for: the same parties" in page.text
    form = form_to(page, f"{pair[0]}/merge")
    assert form.values["other"] == pair[1]
    assert form.other_actions == [f"/records/{pair[0]}/apart"]


def test_a_pair_is_merged(visitor, register, pair):
    follow(visitor, send(visitor, visitor.get("/review?only=same"), "/merge", reason="dasselbe"))
    assert [r.id for r in records(register, pair)] == pair[:1]


def test_a_pair_is_kept_apart_and_not_asked_about_again(visitor, register, pair):
    page = visitor.get("/review?only=same")
    form = form_to(page, "/merge")
    shown = follow(visitor, send(visitor, page, "/merge", action=form.other_actions[0], reason="zweierlei"))
    assert "data-place" not in shown.text
    assert len(records(register, pair)) == 2


def test_an_orphan_is_told_and_can_be_undone(visitor, register, contested):
    """A review whose words no entry has any more."""
    from sqlalchemy import delete

    from gipfelbuch.register import tables

    made = Reviews(register, "Ada").accept(contested.id, "geprüft")
    with register.database.write() as connection:
        connection.execute(delete(tables.review_records))
    page = visitor.get("/review?only=orphan")
    assert "are in no entry any more" in page.text
    assert "geprüft" in page.text
    assert "traf am Montag in Tokio" in page.text
    follow(visitor, send(visitor, page, f"/reviews/{made.id}/undo", reason="erledigt"))
    assert queue(register, only=Question.ORPHAN) == []


def test_it_is_paged(visitor, register):
    most = len(queue(register))
    assert "data-place" not in visitor.get(f"/review?skip={most}").text
    assert f'value="/review?skip={most - 1}"' in visitor.get(f"/review?skip={most - 1}").text
    assert visitor.get("/review?skip=-1").status_code == 422
    assert visitor.get("/review?only=nix").status_code == 422


def test_a_form_leads_nowhere_but_back_to_the_queue(visitor, contested):
    page = visitor.get("/review?only=record")
    answer = send(visitor, page, f"{contested.id}/accept", back="https://evil.example/?only=same", reason="x")
    assert answer.headers["location"].startswith("/review?only=same&done=")


def test_it_can_be_downloaded(visitor, register):
    assert len(visitor.get("/review?format=json").json()) == min(13, len(queue(register)))
    assert visitor.get("/review?format=csv").text.startswith("question,record,other,review,doubt,why")


def test_every_review_is_told_the_latest_first(visitor, register, contested):
    reviews = Reviews(register, "Ada")
    first = reviews.accept(contested.id, "geprüft")
    reviews.undo(first.id, "verklickt")
    reviews.correct(contested.id, "place", "Kyoto", "Foto")
    page = visitor.get("/reviews").text
    assert page.index("Kyoto") < page.index("verklickt") < page.index("geprüft")
    told = visitor.get("/reviews?format=json").json()
    assert [r["action"] for r in told] == ["correct", "undo", "accept"]
    assert told[2]["undone"] is True
    assert visitor.get("/reviews?format=csv").text.count("\n") == 4


def test_a_review_is_undone_from_the_list_of_all(visitor, register, contested):
    made = Reviews(register, "Ada").accept(contested.id, "geprüft")
    send(visitor, visitor.get("/reviews"), f"/reviews/{made.id}/undo", reason="verklickt")
    assert [e.undone for e in history(register)] == [True, False]
