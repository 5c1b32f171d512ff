"""What goes wrong is told as RFC 9457 has it, whoever asks whatever; and nobody writes who must not."""

import json
from urllib.parse import quote

import pytest

from gipfelbuch.errors import DamagedRegisterError, LockedRegisterError
from gipfelbuch.register.queries import timeline
from gipfelbuch.web.problems import SORTS, Sort

API = "/api/v1"
WHY = {"reason": "the diary"}


def told(answer, sort):
    """The problem of an answer, which is of that sort and keeps to the standard."""
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert found["type"] == f"/api#problem-{sort}", found
    assert found["status"] == answer.status_code == SORTS[Sort(sort)].status
    assert found["title"] == SORTS[Sort(sort)].title
    assert found["detail"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    return found


@pytest.fixture
def record(register):
    return timeline(register).items[0].id


class TestNames:
    def test_a_name_that_nobody_has(self, visitor):
        found = told(visitor.get(f"{API}/records", params={"of": "Deutsland"}), "unknown")
        assert found["candidates"][0] == {"id": "DEU"}
        assert found["instance"] == f"{API}/records"
        assert visitor.get(f"{API}/records", params={"of": "DEU"}).status_code == 200

    @pytest.mark.parametrize("path", ["/records/nix", "/reports/nix", "/parties/nix", "/reviews/nix"])
    def test_what_is_not_there(self, visitor, path):
        assert "nix" in told(visitor.get(f"{API}{path}"), "unknown")["detail"]

    def test_an_id_that_several_begin_with(self, visitor):
        found = told(visitor.get(f"{API}/records/agreement"), "ambiguous")
        assert len(found["candidates"]) == 2
        for candidate in found["candidates"]:
            assert visitor.get(candidate["address"]).json()["record"]["id"] == candidate["id"]

    def test_a_name_that_several_have(self, open_room, tmp_path):
        from small_register import Maker, fill

        from gipfelbuch.model.entries import Mode, Statement
        from gipfelbuch.register import open_register

        readings = []
        for number, country in enumerate(("SWE", "NOR")):
            make = Maker(f"r{number}", f"Anna Berg sagte {number}: „Nein“.", "de")
            make.party("Anna Berg", "person", country)
            make.entry(Statement, f"Anna Berg sagte {number}: „Nein“", mode=Mode.DIRECT, speaker="p1", quote="Nein")
            readings.append(make.reading())
        register = open_register(str(tmp_path / "two.db"), create=True)
        fill(register, *readings)
        visitor = open_room(register)
        found = told(visitor.get(f"{API}/parties/Anna Berg"), "ambiguous")
        assert {visitor.get(c["address"]).json()["country"] for c in found["candidates"]} == {"SWE", "NOR"}


@pytest.mark.parametrize(
    "path, parameters",
    [
        ("/records", {"from": "2025-02", "to": "2025-01"}),
        ("/records", {"from": "2025-02-30"}),
        ("/dyads", {"one": "DEU", "other": "Germany"}),
        ("/search", {"q": "%"}),
        ("/statements", {"about": "?!"}),
    ],
)
def test_a_question_without_an_answer(visitor, path, parameters):
    told(visitor.get(f"{API}{path}", params=parameters), "question")


@pytest.mark.parametrize(
    "path, parameters, where",
    [
        ("/records", {"frm": "2025"}, "query.frm"),
        ("/records", {"from": "gestern"}, "query.from"),
        ("/records", {"limit": 0}, "query.limit"),
        ("/records", {"limit": 501}, "query.limit"),
        ("/records", {"limit": "9" * 5_000}, "query.limit"),
        ("/records", {"kind": "wedding"}, "query.kind"),
        ("/records", {"before": "2025"}, "query.before"),
        ("/records", {"of": ""}, "query.of"),
        ("/dyads", {"one": "DEU"}, "query.other"),
        ("/search", {}, "query.q"),
        ("/search", {"q": "a" * 1_001}, "query.q"),
        ("/search", {"q": "a\0b"}, "query.q"),
        ("/visits", {"planned": "vielleicht"}, "query.planned"),
        ("/records/" + "a" * 101, {}, "path.record"),
        ("/records/%00", {}, "path.record"),
    ],
)
def test_a_request_that_is_not_as_the_document_has_it(visitor, path, parameters, where):
    found = told(visitor.get(f"{API}{path}", params=parameters), "request")
    assert where in {e["where"].rsplit(".0", 1)[0] for e in found["errors"]}


def test_an_address_that_is_none(visitor):
    told(visitor.get(f"{API}/nix"), "address")
    told(visitor.get("/api/v2/records"), "address")


def test_a_method_that_an_address_does_not_take(visitor, record):
    for method, path, allowed in (("POST", "/coverage", "GET"), ("DELETE", f"/records/{record}/accept", "POST")):
        answer = visitor.request(method, f"{API}{path}")
        told(answer, "method")
        assert answer.headers["allow"] == allowed


class TestHostile:
    @pytest.mark.parametrize(
        "words",
        ["%", "_", "100%", "a_b", "' OR 1=1 --", '"', '"a" OR "b"', "NEAR(a b)", "a*", "*", "-a", "(a", "{a}", "^a",
         "\u202eabc", "🕊️", "ǅ", "ﬁ", "a" * 1_000, "ä" * 999, "\ufeff", "٣", "<script>", "{{7*7}}", "\r\n", "\x1b[2J"],
    )  # fmt: skip
    def test_words_are_looked_for_as_words(self, visitor, words):
        answer = visitor.get(f"{API}/search", params={"q": words})
        assert answer.status_code in {200, 422}
        if answer.status_code == 422:
            assert told(answer, "question")
        else:
            assert answer.json()["items"] == []

    def test_signs_of_a_database_match_nothing_but_themselves(self, visitor):
        for sign in ("%", "_", "Karl B%", "Brand_", "%rand%"):
            told(visitor.get(f"{API}/parties/{quote(sign, safe='')}"), "unknown")
            told(visitor.get(f"{API}/records", params={"of": sign}), "unknown")
        told(visitor.get(f"{API}/records/%25"), "unknown")
        assert visitor.get(f"{API}/parties", params={"name": "Br"}).json()["total"] == 1
        assert visitor.get(f"{API}/parties", params={"name": "B_r"}).json()["total"] == 0

    @pytest.mark.parametrize("raw", ["%ED%A0%80", "%FF%FE", "%C0%80", "%", "%zz"])
    def test_bytes_that_are_no_text(self, visitor, raw):
        told(visitor.get(f"{API}/records/{raw}"), "unknown")
        told(visitor.get(f"{API}/records?of={raw}"), "unknown")

    @pytest.mark.parametrize("place", ["reason", "author", "field", "value"])
    def test_half_of_a_character(self, visitor, register, record, place):
        body = {"field": "subject", "value": "a", "reason": "a", "author": "a", place: "\ud83d"}
        answer = visitor.post(
            f"{API}/records/{record}/correct", content=json.dumps(body), headers={"Content-Type": "application/json"}
        )
        assert told(answer, "request")["errors"][0]["where"].startswith(f"body.{place}")
        assert register.counts().reviews == 0

    @pytest.mark.parametrize(
        "body", [b"", b"null", b"[]", b'"a"', b"1", b'{"reason": "a", "reason": 5}', b'{"a": NaN}']
    )
    def test_a_body_that_is_no_review(self, visitor, record, body):
        answer = visitor.post(
            f"{API}/records/{record}/accept", content=body, headers={"Content-Type": "application/json"}
        )
        told(answer, "request")

    @pytest.mark.parametrize("body", [b"{", b"\xff", b"{'a': 1}", b"[" * 100_000, b'{"reason": ' + b"9" * 5_000 + b"}"])
    def test_a_body_that_is_no_json(self, visitor, record, body):
        answer = visitor.post(
            f"{API}/records/{record}/accept", content=body, headers={"Content-Type": "application/json"}
        )
        told(answer, "body")

    def test_a_body_without_an_end(self, visitor, record):
        def parts():
            for _ in range(3_000):
                yield b" " * 1_000

        headers = {"Content-Type": "application/json"}
        told(visitor.post(f"{API}/records/{record}/accept", content=parts(), headers=headers), "size")


class TestWhoMayWrite:
    """A browser sends what another site tells it to, with the cookies that it has."""

    @pytest.fixture(autouse=True)
    def nothing_written(self, register):
        yield
        assert register.counts().reviews == 0

    @pytest.mark.parametrize(
        "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "", "text/json"]
    )
    def test_no_form_of_another_site(self, visitor, record, kind):
        """These are the types that a form, or a script without a preflight, can send; no Origin, as old browsers do."""
        headers = {"Content-Type": kind} if kind else {}
        answer = visitor.post(f"{API}/records/{record}/accept", content=b'{"reason": "x"}', headers=headers)
        told(answer, "media-type")

    @pytest.mark.parametrize(
        "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
    )
    def test_no_page_of_another_site(self, visitor, record, headers):
        told(visitor.post(f"{API}/records/{record}/accept", json=WHY, headers=headers), "foreign")

    def test_no_browser_is_told_that_another_site_may(self, visitor, record):
        asked = {
            "Origin": "https://evil.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        }
        answer = visitor.options(f"{API}/records/{record}/accept", headers=asked)
        assert answer.status_code == 405
        assert not [name for name in answer.headers if name.startswith("access-control-")]

    def test_no_site_by_a_name_that_points_here(self, register, open_room):
        told(open_room(register, base="http://evil.example").get(f"{API}/records"), "host")

    def test_nobody_in_a_read_only_room(self, register, record, open_room):
        reader = open_room(register, read_only=True)
        addresses = [p for p, m in reader.get("/api/openapi.json").json()["paths"].items() if "post" in m]
        assert len(addresses) == 8
        for address in addresses:
            told(reader.post(address.format(record=record, key="tokio", review="x"), json=WHY), "read-only")
        assert reader.get(f"{API}/records/{record}").status_code == 200

    def test_nobody_without_the_token(self, register, record, open_room):
        guarded = open_room(register, token="Geheim", base="http://desk.example.org")
        for path in (f"{API}/records", f"{API}/records/{record}", f"{API}/nix", "/api/openapi.json"):
            answer = guarded.get(path)
            told(answer, "token")
            assert answer.headers["www-authenticate"] == "Bearer"
        told(guarded.post(f"{API}/records/{record}/accept", json=WHY), "token")
        wrong = {"Authorization": "Bearer geheim"}
        told(guarded.post(f"{API}/records/{record}/accept", json=WHY, headers=wrong), "token")


def test_who_knows_the_token_reads_and_writes(register, record, open_room):
    guarded = open_room(register, token="Geheim", base="http://desk.example.org")
    guarded.headers["Authorization"] = "Bearer Geheim"
    document = guarded.get("/api/openapi.json").json()
    assert document["components"]["securitySchemes"] == {"token": {"type": "http", "scheme": "bearer"}}
    assert document["security"] == [{"token": []}]
    assert guarded.post(f"{API}/records/{record}/accept", json=WHY).status_code == 201


@pytest.mark.parametrize(
    "error, sort",
    [
        (LockedRegisterError("locked"), "locked"),
        (DamagedRegisterError("damaged"), "register"),
        (KeyError("x"), "fault"),
    ],
)
def test_a_register_that_fails(register, open_room, monkeypatch, error, sort):
    from gipfelbuch.web.api import reading

    def fail(_register):
        raise error

    monkeypatch.setattr(reading, "coverage", fail)
    visitor = open_room(register)
    visitor._transport.raise_server_exceptions = False
    found = told(visitor.get(f"{API}/coverage"), sort)
    assert ("KeyError" in found["detail"]) is False
    assert (str(error) in found["detail"]) is (sort != "fault")


def test_pages_tell_their_faults_to_people(visitor):
    assert visitor.get("/records/nix").headers["content-type"].startswith("text/html")


def test_addresses_of_a_room_behind_a_proxy_are_those_of_the_proxy(register, open_room):
    visitor = open_room(register)
    visitor._transport.root_path = "/desk"
    found = visitor.get(f"{API}/records/agreement").json()
    assert found["type"] == "/desk/api#problem-ambiguous"
    assert found["candidates"][0]["address"].startswith("/desk/api/v1/records/")
