"""Every question to the register has an address, and its answer is what the register says."""

import pytest

from gipfelbuch.register import Reviews
from gipfelbuch.register.queries import Scope, timeline

API = "/api/v1"


@pytest.fixture
def ask(visitor):
    def asked(path, **parameters):
        if "first" in parameters:
            parameters["from"] = parameters.pop("first")
        answer = visitor.get(f"{API}{path}", params=parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return asked


def ids(answer):
    return [item["id"] for item in answer["items"]]


@pytest.fixture
def meeting(register):
    (found,) = [r for r in timeline(register) if len(r.witnesses) > 1]
    return found


class TestRecords:
    def test_the_latest_come_first(self, ask, register):
        answer = ask("/records")
        assert ids(answer) == [r.id for r in timeline(register)][::-1]
        assert answer["next"] is None

    def test_filters_narrow_as_in_the_register(self, ask, register):
        answer = ask("/records", of="Russland", kind="action", first="2025-12", to="2025")
        (record,) = answer["items"]
        assert (record["kind"], record["day"], record["plover"]) == ("action", "2025-12-01", "COERCE")

    @pytest.mark.parametrize("limit", [1, 2, 5, 11, 12])
    def test_pages_together_are_the_list(self, ask, limit):
        whole, found, before = ids(ask("/records")), [], {}
        while True:
            page = ask("/records", limit=limit, **before)
            assert len(page["items"]) <= limit
            found += ids(page)
            if page["next"] is None:
                break
            before = {"before": page["next"]}
        assert found == whole

    def test_a_page_goes_on_where_it_stopped_whatever_is_entered_meanwhile(self, ask, register):
        whole = ids(ask("/records"))
        page = ask("/records", limit=4)
        Reviews(register, "Ada").reject(page["items"][1]["id"], "none")
        assert ids(ask("/records", limit=4, before=page["next"])) == whole[4:8]

    def test_a_record_has_all_that_is_told(self, ask, meeting):
        answer = ask(f"/records/{meeting.id}")
        record = answer["record"]
        assert [w["words"] for w in record["witnesses"]] == [w.words for w in meeting.witnesses]
        assert [w["source"] for w in record["witnesses"]] == ["Elbe-Kurier", "Pacific Wire"]
        (date,) = [f for f in record["fields"] if f["name"] == "date"]
        assert date["contested"] is True
        assert [v["value"] for v in date["values"]] == ["2025-11-03", "2025-11-04"]
        assert answer["history"] == []

    def test_the_beginning_of_an_id_is_enough(self, visitor, meeting):
        answer = visitor.get(f"{API}/records/{meeting.id[:-4]}")
        assert answer.json()["record"]["id"] == meeting.id
        assert answer.headers["content-location"] == f"{API}/records/{meeting.id}"

    def test_a_merged_record_is_told_as_the_one_that_it_is_now(self, ask, register):
        one, other = [r.id for r in timeline(register, scope=Scope()) if r.kind == "agreement"]
        Reviews(register, "Ada").merge(one, other, "the same")
        assert ask(f"/records/{other}")["record"]["id"] == one

    def test_its_tag_changes_when_it_does(self, visitor, register, meeting):
        before = visitor.get(f"{API}/records/{meeting.id}").headers["etag"]
        assert visitor.get(f"{API}/records/{meeting.id}").headers["etag"] == before
        Reviews(register, "Ada").correct(meeting.id, "date", "2025-11-04", "diary")
        assert visitor.get(f"{API}/records/{meeting.id}").headers["etag"] != before


class TestReports:
    def test_a_report_has_its_text_and_the_places_of_the_words(self, ask, meeting):
        key = meeting.witnesses[0].ref.report
        answer = ask(f"/reports/{key}")
        for entry in answer["entries"]:
            (span,) = entry["spans"]["evidence"]
            assert answer["text"][span["start"] : span["end"]] == entry["words"]
        assert meeting.id in {e["record"]["id"] for e in answer["entries"]}

    def test_a_name_that_it_alone_has_is_enough(self, visitor):
        answer = visitor.get(f"{API}/reports/tokyo")
        assert answer.json()["publisher"] == "Pacific Wire"
        assert answer.headers["content-location"] == f"{API}/reports/{answer.json()['key']}"


class TestParties:
    def test_who_somebody_is(self, ask):
        answer = ask("/parties/Brandt", limit=1)
        assert (answer["name"], answer["country"], answer["roles"]) == (
            "Karl Brandt", "DEU", ["Bundeskanzler", "Chancellor"],
        )  # fmt: skip
        assert answer["counts"] == {"encounter": 2, "statement": 1, "gift": 1}
        assert len(answer["records"]["items"]) == 1
        assert answer["records"]["more"] is True

    def test_all_of_one_sort(self, ask):
        answer = ask("/parties", type="person", country="Japan")
        assert [p["name"] for p in answer["parties"]["items"]] == ["Aiko Mori"]
        assert answer["types"]["person"] == 1

    def test_names_may_hold_a_slash(self, visitor):
        answer = visitor.get(f"{API}/parties/Nord%2FSüd")
        assert answer.json()["type"].endswith("#problem-unknown")
        assert "'Nord/Süd'" in answer.json()["detail"]


def test_a_dyad_is_what_both_have_part_in(ask, register):
    answer = ask("/dyads", one="Germany", other="Japan", kind=["gift", "issue"])
    assert {i["kind"] for i in answer["items"]} == {"gift", "issue"}
    assert len(answer["items"]) == 3


def test_agreements_have_amount_term_and_changes(ask):
    old = ask("/agreements", of="Japan", other="Deutschland", status="signed")["items"][0]
    assert old["amounts"] == [{"value": 300_000_000.0, "currency": "EUR"}]
    assert old["term"] == "P10Y"
    assert [c["status"] for c in old["changes"]] == ["signed", "ended"]
    assert old["record"]["kind"] == "agreement"


def test_statements_by_speaker_addressee_and_words(ask):
    (said,) = ask("/statements", speaker="Brandt", addressee="Mori", about="Verhandlung")["items"]
    assert said["quote"] == "Wir werden die Verhandlungen fortsetzen"
    assert said["mode"] == "direct"
    assert ask("/statements", speaker="Mori")["items"] == []


def test_visits_are_journeys(ask):
    (visit,) = ask("/visits", of="Deutschland", **{"in": "Japan"})["items"]
    assert (visit["leader_name"], visit["start"], visit["duration_days"]) == ("Karl Brandt", "2025-11-03", 1)
    assert len(ask("/visits", planned=True)["items"]) == len(ask("/visits")["items"]) + 1


def test_gifts_by_giver_and_recipient(ask):
    (gift,) = ask("/gifts", giver="Deutschland", recipient="Japan")["items"]
    assert gift["item"] == "Standuhr"
    assert ask("/gifts", giver="Japan")["items"] == []


def test_issues_that_are_open_and_settled(ask):
    assert [i["subject"] for i in ask("/issues", one="DEU", other="JPN")["items"]] == ["Zölle auf Autos"]
    assert len(ask("/issues", settled=True)["items"]) == 2


def test_scores_by_month(ask):
    months = {m["month"]: m for m in ask("/scores", one="Deutschland", other="Russland")["items"]}
    assert months["2025-11"]["score"] == -6.1
    assert months["2025-12"]["score"] is None
    assert months["2025-11"]["quads"]["verbal_conflict"] == 1
    assert ask("/scores", limit=1)["more"] is True


def test_search_finds_words_in_any_form_and_goes_on(ask):
    first = ask("/search", q="Verhandlung", limit=1)
    second = ask("/search", q="Verhandlung", limit=1, before=first["next"])
    assert second["next"] is None
    assert [i["part"] for i in (*first["items"], *second["items"])] == ["evidence", "quote"]
    assert first["items"][0]["day"] > second["items"][0]["day"]
    assert ask("/search", q="Verhandlung", language="en")["items"] == []
    assert len(ask("/search", q="Verhandlung", part="quote")["items"]) == 1


def test_coverage_counts(ask):
    answer = ask("/coverage")
    assert answer["reports"] == 4
    assert {"publisher": "Elbe-Kurier", "reports": 2} in answer["publishers"]
    assert answer["kinds"]["encounter"] == 3


def test_rejected_records_are_in_no_list_but_at_their_address(ask, register, meeting):
    Reviews(register, "Ada").reject(meeting.id, "none")
    assert meeting.id not in ids(ask("/records"))
    assert ask(f"/records/{meeting.id}")["record"]["state"] == "rejected"


def test_every_kind_and_odd_characters_are_told_as_they_are(small_register, open_room):
    answer = open_room(small_register).get(f"{API}/records").json()
    assert {i["kind"] for i in answer["items"]} == {
        "encounter", "agreement", "statement", "issue", "gift", "assessment", "action",
    }  # fmt: skip
    quotes = [v["value"] for i in answer["items"] for f in i["fields"] if f["name"] == "quote" for v in f["values"]]
    assert quotes == ['Wir\tliefern <Gas> & Öl zu "fairen" Preisen']
    assert answer["items"][-1]["day"] is None


def test_undated_records_end_the_list(small_register, open_room):
    visitor = open_room(small_register)
    page = visitor.get(f"{API}/records", params={"limit": 8}).json()
    rest = visitor.get(f"{API}/records", params={"limit": 8, "before": page["next"]}).json()
    last = visitor.get(f"{API}/records", params={"before": f"~{rest['items'][-1]['id']}"}).json()
    assert rest["next"] is None
    assert last == {"items": [], "next": None}
