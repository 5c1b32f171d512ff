"""What a browser may do with a page, who may write, and that hostile text stays text."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from forms import form_to, forms_of, send
from small_register import Maker, fill

from gipfelbuch.model.entries import Mode, Statement
from gipfelbuch.register import open_register
from gipfelbuch.register.queries import timeline

PAGES = ("/", "/coverage", "/review", "/reviews", "/nix")
EVIL = "<script>alert(1)</script><img src=x onerror=\"alert(2)\">{{ 7*7 }}</textarea>' onmouseover='alert(3)"
INLINE = re.compile(r"""<[^>]+\s(?:style|on\w+)\s*=|<style|<script(?![^>]*\ssrc=)|javascript:""", re.IGNORECASE)


@pytest.fixture
def record(register):
    return timeline(register).items[0]


def every_page(record):
    report = record.witnesses[0].ref.report
    return (*PAGES, f"/records/{record.id}", f"/records/{record.id}?correct=date", f"/reports/{report}")


class Tags(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_every_answer_forbids_what_is_not_of_the_room(visitor, record):
    for path in (*every_page(record), "/static/room.css", "/?format=csv"):
        headers = visitor.get(path).headers
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
        assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_no_page_has_inline_style_or_script_or_leads_outside(visitor, record):
    for path in every_page(record):
        page = visitor.get(path).text
        assert not INLINE.search(page), path
        loaded = [a[n] for _, a in Tags(page).found for n in ("src", "action", "formaction") if n in a]
        loaded += [a["href"] for tag, a in Tags(page).found if tag == "link"]
        assert loaded
        assert all(address.startswith("/") and not address.startswith("//") for address in loaded), path


@pytest.fixture
def hostile(tmp_path):
    """A report whose title, publisher, words, parties and address are markup."""
    make = Maker("böse<b>", f"{EVIL} sagte: „{EVIL} wir kommen“.", "de", title=EVIL, published=date(2024, 5, 1),
                 publisher=f"Blatt {EVIL}", url="javascript:alert(4)")  # fmt: skip
    make.party(EVIL, "person", "DEU", role=EVIL)
    make.entry(
        Statement, f"{EVIL} sagte: „{EVIL} wir kommen“", mode=Mode.DIRECT, speaker="p1", quote=f"{EVIL} wir kommen"
    )
    register = open_register(str(tmp_path / "hostile.db"), create=True)
    fill(register, make.reading())
    return register


def test_hostile_text_shows_as_text_everywhere(hostile, open_room):
    visitor = open_room(hostile)
    (record,) = timeline(hostile)
    for path in (
        "/", "/coverage", "/review", f"/records/{record.id}", f"/records/{record.id}?correct=quote",
        f"/records/{record.id}?correct=speaker", f"/reports/{record.witnesses[0].ref.report}",
    ):  # fmt: skip
        page = visitor.get(path).text
        tags = Tags(page).found
        assert not [t for t, a in tags if t in {"img", "b"} or (t == "script" and not a.get("src", "").startswith("/"))]
        assert not [a for _, a in tags if any(name.startswith("on") for name in a)], path
        assert not [a for _, a in tags if a.get("href", "").startswith("javascript:")], path
    assert "&lt;script&gt;alert(1)" in page
    assert "{{ 7*7 }}" in page


def test_words_of_a_visitor_are_shown_as_text(visitor, register, record):
    page = visitor.get(f"/records/{record.id}")
    answer = send(visitor, page, "/accept", reason=EVIL, author=EVIL)
    page = visitor.get(answer.headers["location"])
    assert "&lt;script&gt;" in page.text
    assert not [t for t, a in Tags(page.text).found if t == "img" or (t == "script" and "src" not in a)]
    assert visitor.get(f"/{EVIL}").status_code == 404
    assert EVIL not in visitor.get(f"/{EVIL}").text


def test_a_form_needs_the_word_of_its_page(visitor, register, record):
    page = visitor.get(f"/records/{record.id}")
    form = form_to(page, "/accept")
    for word in ("", "0" * 64):
        answer = visitor.post(form.action, data=form.values | {"reason": "x", "word": word})
        assert answer.status_code == 403
        assert "no longer valid" in answer.text
    assert register.counts().reviews == 0


def test_the_word_of_one_browser_is_none_of_another(visitor, register, record, open_room):
    other = open_room(register)
    form = form_to(other.get(f"/records/{record.id}"), "/accept")
    visitor.get("/")
    assert visitor.post(form.action, data=form.values | {"reason": "x"}).status_code == 403
    assert register.counts().reviews == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_sent_by_another_site_is_refused(visitor, register, record, headers):
    form = form_to(visitor.get(f"/records/{record.id}"), "/accept")
    assert visitor.post(form.action, data=form.values | {"reason": "x"}, headers=headers).status_code == 403
    assert register.counts().reviews == 0


def test_behind_a_proxy_the_browser_tells_that_a_form_is_of_the_room(visitor, register, record):
    form = form_to(visitor.get(f"/records/{record.id}"), "/accept")
    headers = {"Origin": "https://desk.example.org", "Sec-Fetch-Site": "same-origin"}
    assert visitor.post(form.action, data=form.values | {"reason": "x"}, headers=headers).status_code == 303


def test_the_headers_of_a_page_can_be_asked_for(visitor):
    assert visitor.head("/").status_code == 200


def test_cookies_are_kept_from_scripts_and_other_sites(visitor):
    cookie = visitor.get("/").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_a_room_does_not_answer_under_a_name_that_points_here(register, open_room):
    """A page of another site must not reach the room by a name that it lets point at this machine."""
    assert open_room(register, base="http://evil.example").get("/").status_code == 421
    assert open_room(register, base="http://127.0.0.1:8765").get("/").status_code == 200
    assert open_room(register, base="http://[::1]:8765").get("/").status_code == 200


def test_a_read_only_room_shows_no_forms_and_takes_none(register, record, open_room):
    writer, reader = open_room(register), open_room(register, read_only=True)
    report = record.witnesses[0].ref.report
    for path in (
        f"/records/{record.id}",
        f"/records/{record.id}?correct=date",
        f"/reports/{report}",
        "/review",
        "/reviews",
    ):
        assert [f for f in forms_of(reader.get(path)) if f.method == "post"] == []
    form = form_to(writer.get(f"/records/{record.id}"), "/accept")
    reader.cookies = writer.cookies
    assert reader.post(form.action, data=form.values | {"reason": "x"}).status_code == 403
    assert register.counts().reviews == 0


class TestToken:
    @pytest.fixture
    def guarded(self, register, open_room):
        return open_room(register, token="Geheim 1", base="http://desk.example.org")

    def test_nothing_is_shown_without_it(self, guarded, record):
        for path in (*every_page(record), "/static/room.css", "/?token=falsch", "/?token="):
            answer = guarded.get(path)
            assert answer.status_code == 401
            assert "Mori" not in answer.text
        assert guarded.post(f"/records/{record.id}/accept", data={}).status_code == 401

    def test_told_once_it_lets_in_and_leaves_the_address(self, guarded):
        answer = guarded.get("/", params={"token": "Geheim 1", "lang": "de"})
        assert answer.status_code == 303
        assert answer.headers["location"] == "/?lang=de"
        assert "Geheim" not in answer.headers["set-cookie"]
        assert guarded.get("/").status_code == 200

    def test_it_never_leads_to_another_site(self, guarded):
        answer = guarded.get("http://desk.example.org//evil.example/", params={"token": "Geheim 1"})
        assert answer.headers["location"] == "/evil.example/"

    def test_programs_tell_it_in_a_header(self, guarded):
        assert guarded.get("/", headers={"Authorization": "Bearer Geheim 1"}).status_code == 200
        assert guarded.get("/", headers={"Authorization": "Bearer geheim"}).status_code == 401

    def test_a_room_with_a_token_answers_under_any_name(self, register, open_room):
        visitor = open_room(register, token="t", base="http://desk.example.org")
        assert visitor.get("/", headers={"Authorization": "Bearer t"}).status_code == 200
