"""What people decide through the API: each review is written, told, and can be taken back."""

import pytest

from gipfelbuch.register import history
from gipfelbuch.register.queries import show, timeline

API = "/api/v1"
WHY = {"reason": "the diary"}


@pytest.fixture
def decide(visitor):
    def decided(path, status=201, headers=None, **body):
        answer = visitor.post(f"{API}{path}", json=WHY | body, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    return decided


def problem(answer):
    return answer["type"].rpartition("#problem-")[2]


@pytest.fixture
def meeting(register):
    (found,) = [r for r in timeline(register) if len(r.witnesses) > 1]
    return found


@pytest.fixture
def treaties(register):
    return [r.id for r in timeline(register) if r.kind == "agreement"]


def state_of(register, record):
    return show(register, record).record.state.value


class TestReviews:
    def test_accept(self, decide, register, meeting):
        answer = decide(f"/records/{meeting.id}/accept")
        assert answer["review"]["action"] == "accept"
        assert answer["records"] == [meeting.id]
        assert state_of(register, meeting.id) == "accepted"

    def test_reject(self, decide, register, meeting):
        decide(f"/records/{meeting.id}/reject")
        assert state_of(register, meeting.id) == "rejected"

    @pytest.mark.parametrize(
        "field, value, kept",
        [
            ("date", "2025-11-04", "2025-11-04"),
            ("participants", ["Karl Brandt"], ("person:DEU:karl-brandt",)),
            ("occasion", None, None),
            ("place", "Kyōto <b>", "Kyōto <b>"),
        ],
    )
    def test_correct(self, decide, register, meeting, field, value, kept):
        decide(f"/records/{meeting.id}/correct", field=field, value=value)
        assert show(register, meeting.id).record.value(field) == kept

    @pytest.mark.parametrize("value", [2, 2.0, "2"])
    def test_a_number_is_one_however_it_is_written(self, decide, register, treaties, value):
        decide(f"/records/{treaties[0]}/correct", field="count", value=value)
        assert show(register, treaties[0]).record.value("count") == 2

    @pytest.mark.parametrize("value", ["²", "٣", "9" * 1_900, "1.5", "-1"])
    def test_what_is_no_number_is_not_taken_for_one(self, decide, treaties, value):
        assert problem(decide(f"/records/{treaties[0]}/correct", 422, field="count", value=value)) == "review"

    @pytest.mark.parametrize("value", ["1" * 400 + " EUR", "٣ EUR", "1e5 EUR", "5"])
    def test_an_amount_is_one_that_can_be_counted(self, decide, treaties, value):
        assert problem(decide(f"/records/{treaties[0]}/correct", 422, field="amounts", value=value)) == "review"

    def test_split(self, decide, register, meeting):
        leaving = meeting.witnesses[1].ref
        answer = decide(f"/records/{meeting.id}/split", witnesses=[{"report": leaving.report, "entry": leaving.entry}])
        assert len(answer["records"]) == 2
        assert len(show(register, meeting.id).record.witnesses) == 1

    def test_merge_and_undo(self, decide, visitor, register, treaties):
        answer = decide(f"/records/{treaties[0]}/merge", other=treaties[1])
        assert len(show(register, treaties[0]).record.witnesses) == 2
        back = decide(f"/reviews/{answer['review']['id']}/undo")
        assert back["review"]["undoes"] == answer["review"]["id"]
        assert back["records"] == []
        assert len(show(register, treaties[1]).record.witnesses) == 1
        assert visitor.get(f"{API}/reviews/{answer['review']['id']}").json()["undone"] is True

    def test_apart(self, decide, treaties):
        answer = decide(f"/records/{treaties[0]}/apart", other=treaties[1])
        assert answer["review"]["action"] == "split"
        assert sorted(answer["records"]) == sorted(treaties)

    def test_add(self, decide, register):
        answer = decide(
            "/reports/tokio/add", kind="gift", words=["Brandt schenkte Mori eine Standuhr"],
            values={"item": "Uhr", "quantity": 1, "giver": "Karl Brandt"},
        )  # fmt: skip
        (made,) = answer["records"]
        record = show(register, made).record
        assert (record.state.value, record.value("item"), record.value("quantity")) == ("added", "Uhr", 1)

    def test_each_is_found_at_the_address_that_is_told(self, visitor, meeting):
        answer = visitor.post(f"{API}/records/{meeting.id}/accept", json=WHY)
        assert visitor.get(answer.headers["location"]).json() == answer.json()

    def test_the_author_is_told_or_that_of_the_room(self, decide, meeting):
        assert decide(f"/records/{meeting.id}/accept")["review"]["author"] == "Ada"
        assert decide(f"/records/{meeting.id}/accept", author="Grace")["review"]["author"] == "Grace"

    def test_nobody_decides_without_a_name(self, register, open_room, meeting):
        answer = open_room(register, author="").post(f"{API}/records/{meeting.id}/accept", json=WHY)
        assert answer.status_code == 422
        assert "author" in answer.json()["detail"]


class TestQueue:
    def test_the_most_doubtful_come_first(self, visitor):
        answer = visitor.get(f"{API}/queue", params={"limit": 3}).json()
        doubts = [d["doubt"] for d in answer["items"]]
        assert doubts == sorted(doubts, reverse=True)
        assert answer["more"] is True
        assert {d["question"] for d in visitor.get(f"{API}/queue", params={"only": "record"}).json()["items"]} == {
            "record"
        }

    def test_what_was_accepted_is_in_doubt_no_more(self, visitor, decide):
        record = visitor.get(f"{API}/queue").json()["items"][0]["record"]
        decide(f"/records/{record}/accept")
        assert record not in {d["record"] for d in visitor.get(f"{API}/queue").json()["items"]}


class TestHistory:
    def test_it_is_paged_the_latest_first(self, visitor, decide, meeting, treaties):
        for record in (meeting.id, *treaties):
            decide(f"/records/{record}/accept")
        first = visitor.get(f"{API}/reviews", params={"limit": 2}).json()
        rest = visitor.get(f"{API}/reviews", params={"limit": 2, "before": first["next"]}).json()
        assert [e["review"]["number"] for e in first["items"] + rest["items"]] == [3, 2, 1]
        assert rest["next"] is None

    def test_of_one_record(self, visitor, decide, meeting, treaties):
        decide(f"/records/{meeting.id}/accept")
        decide(f"/records/{treaties[0]}/accept")
        (event,) = visitor.get(f"{API}/reviews", params={"record": meeting.id}).json()["items"]
        assert event["review"]["record"] == meeting.id


class TestNothingIsWritten:
    @pytest.fixture(autouse=True)
    def nothing_written(self, register):
        yield
        assert history(register) == []

    def test_on_a_record_that_changed(self, visitor, decide, register, meeting):
        answer = decide(f"/records/{meeting.id}/accept", 412, headers={"If-Match": '"0-0"'})
        assert problem(answer) == "changed"

    def test_on_the_beginning_of_an_id(self, decide, meeting):
        answer = decide(f"/records/{meeting.id[:-4]}/reject", 404)
        assert answer["candidates"] == [{"id": meeting.id, "address": f"{API}/records/{meeting.id}"}]

    @pytest.mark.parametrize("path", ["/records/nix/accept", "/reports/nix/add", "/reviews/nix/undo"])
    def test_on_what_is_not_there(self, decide, path):
        more = {"kind": "gift", "words": ["x"]} if "reports" in path else {}
        assert problem(decide(path, 404, **more)) == "unknown"

    @pytest.mark.parametrize(
        "body",
        [
            {"field": "colour", "value": "red"},
            {"field": "date", "value": "yesterday"},
            {"field": "type", "value": "party"},
            {"field": "participants", "value": "Nobody"},
            {"field": "date", "value": ["2025", "2026"]},
        ],
    )
    def test_of_a_value_that_the_field_does_not_take(self, decide, meeting, body):
        assert problem(decide(f"/records/{meeting.id}/correct", 422, **body)) == "review"

    @pytest.mark.parametrize(
        "body",
        [
            {"field": "date"},
            {"field": "date", "value": True},
            {"field": "date", "value": 1.5},
            {"field": "date", "value": {}},
            {"field": "date", "value": [None]},
            {"field": "date", "value": "2025", "note": "x"},
            {"field": "date", "value": "2025", "reason": "  "},
            {"field": "date", "value": "2025", "reason": None},
            {"field": "date", "value": "2" * 2_001},
            {"field": "da\0te", "value": "2025"},
        ],
    )
    def test_of_a_body_that_is_not_as_the_document_has_it(self, decide, meeting, body):
        answer = decide(f"/records/{meeting.id}/correct", 422, **body)
        assert problem(answer) == "request"
        assert all(e["where"].startswith("body") for e in answer["errors"])

    def test_by_a_split_of_all_witnesses(self, decide, meeting):
        every = [{"report": w.ref.report, "entry": w.ref.entry} for w in meeting.witnesses]
        assert problem(decide(f"/records/{meeting.id}/split", 422, witnesses=every)) == "review"

    def test_of_words_that_the_report_does_not_have(self, decide):
        assert problem(decide("/reports/tokio/add", 422, kind="gift", words=["eine Wanduhr"])) == "review"


def test_the_tag_of_the_record_as_it_was_read_lets_write(visitor, decide, meeting):
    tag = visitor.get(f"{API}/records/{meeting.id}").headers["etag"]
    decide(f"/records/{meeting.id}/accept", headers={"If-Match": f'"other", {tag}'})
    decide(f"/records/{meeting.id}/reject", 412, headers={"If-Match": tag})
    decide(f"/records/{meeting.id}/reject", headers={"If-Match": "*"})


def test_what_is_undone_is_not_undone_again(decide, meeting):
    review = decide(f"/records/{meeting.id}/accept")["review"]["id"]
    undo = decide(f"/reviews/{review}/undo")["review"]["id"]
    assert problem(decide(f"/reviews/{review}/undo", 409)) == "undone"
    assert decide(f"/reviews/{undo}/undo")["review"]["undoes"] == undo
