"""Addresses of pictures: what they answer, to whom, and how long a browser may keep it."""

import io

import pytest
import regex
from lxml import etree, html
from PIL import Image
from starlette.routing import Match

from gipfelbuch.register import Reviews
from gipfelbuch.register.queries import Scope, timeline

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("timeline", "months", "map", "matrix", "network")


def read(answer):
    return etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False))


@pytest.mark.parametrize("name", NAMES)
def test_each_picture_has_a_page_and_two_files(visitor, name):
    page = visitor.get(f"/pictures/{name}")
    assert page.status_code == 200
    found = html.fromstring(page.content)
    assert [s.get("media") for s in found.iter("source")] == [
        "(max-width: 40rem) and (prefers-color-scheme: dark)",
        "(max-width: 40rem)",
        "(prefers-color-scheme: dark)",
    ]
    for address in [s.get("srcset") for s in found.iter("source")] + [i.get("src") for i in found.iter("img")]:
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "image/svg+xml"
        assert read(answer).tag == f"{SVG}svg"
    picture = visitor.get(f"/pictures/{name}.png")
    assert picture.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(picture.content)).width == 1920


def test_the_first_page_of_pictures_has_all_of_them(visitor):
    found = html.fromstring(visitor.get("/pictures").content)
    sources = [i.get("src") for i in found.iter("img")]
    assert [s.partition(".svg")[0].rpartition("/")[2] for s in sources] == list(NAMES)
    assert all(i.get("alt") for i in found.iter("img"))
    for address in {a.get("href") for a in found.xpath("//figure/a")}:
        assert visitor.get(address).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_every_mark_leads_to_a_page_of_the_room(small_register, open_room, name):
    visitor = open_room(small_register)
    links = [a.get("href") for a in read(visitor.get(f"/pictures/{name}.svg")).iter(f"{SVG}a")]
    assert links
    for address in set(links):
        page, _, anchor = address.partition("#")
        path = page.partition("?")[0]
        if any(r.matches({"type": "http", "method": "GET", "path": path})[0] is Match.FULL for r in visitor.app.routes):
            answer = visitor.get(page, follow_redirects=True)
            assert answer.status_code == 200, page
            assert not anchor or html.fromstring(answer.content).get_element_by_id(anchor) is not None
        else:  # pages of other parts of the room
            assert regex.match(r"/(timeline|dyads|parties)\b", path)


def test_the_table_tells_what_the_picture_shows(register, visitor):
    records = timeline(register, "DEU", Scope(most=None))
    page = html.fromstring(visitor.get("/pictures/timeline?one=DEU").content)
    assert len(page.xpath("//tbody/tr")) == len(records)
    assert len(list(read(visitor.get("/pictures/timeline.svg?one=DEU")).iter(f"{SVG}circle"))) == sum(
        1 for r in records if r.day
    )


def test_a_picture_of_two_shows_what_both_have_part_in(visitor):
    alone = read(visitor.get("/pictures/timeline.svg?one=DEU"))
    both = read(visitor.get("/pictures/timeline.svg?one=DEU&other=JPN"))
    assert 0 < len(list(both.iter(f"{SVG}circle"))) < len(list(alone.iter(f"{SVG}circle")))
    assert both.find(f"{SVG}title").text == "Germany – Japan: Timeline"


def test_pictures_speak_the_language_of_the_visitor(visitor, leser):
    address = "/pictures/timeline.svg?one=DEU&other=JPN"
    assert read(leser.get(address)).find(f"{SVG}title").text == "Deutschland – Japan: Zeitleiste"
    assert read(visitor.get(address + "&lang=de")).get("lang") == "de"
    assert "Bilder" in leser.get("/pictures").text
    assert "Accept-Language" in visitor.get(address).headers["vary"]


def test_a_party_is_called_as_most_reports_call_it(visitor):
    title = read(visitor.get("/pictures/timeline.svg?one=Brandt")).find(f"{SVG}title").text
    assert title == "Karl Brandt: Timeline"


def test_kinds_and_days_narrow_the_question(visitor):
    def marks(query):
        return len(list(read(visitor.get(f"/pictures/timeline.svg?{query}")).iter(f"{SVG}circle")))

    assert 0 < marks("kind=encounter") < marks("")
    assert 0 < marks("from=2025-11") <= marks("")
    assert marks("to=1900") == 0


def test_a_map_shows_encounters_unless_asked_otherwise(visitor):
    few, all_kinds = (visitor.get(f"/pictures/map?format=json{more}").json() for more in ("", "&kind=encounter"))
    assert few == all_kinds
    assert {r["kind"] for r in few} == {"encounter"}


def test_theme_width_and_title_are_asked_for(visitor):
    dark = visitor.get("/pictures/months.svg?theme=dark&width=500&titled=0").content
    assert read(visitor.get("/pictures/months.svg?width=500")).get("width") == "500"
    assert b"#181714" in dark
    assert b"<text" in dark
    assert b"Everyone</text>" not in dark
    assert b"Everyone</text>" in visitor.get("/pictures/months.svg").content


def test_empty_fields_of_a_form_ask_nothing(visitor):
    assert visitor.get("/pictures/timeline.svg?one=&other=&from=&to=").status_code == 200


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("name", NAMES)
def test_answers_are_downloaded(visitor, name, form):
    answer = visitor.get(f"/pictures/{name}?one=DEU&other=JPN&format={form}")
    assert answer.status_code == 200
    assert f'filename="{name}-DEU-JPN.{form}"' in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/pictures/timeline.svg?one=Nobody%20Known", "Nobody Known"),
        ("/pictures/months.svg?one=DEU&other=Germany", "are the same"),
        ("/pictures/timeline?from=gestern", "gestern"),
        ("/pictures/timeline?from=2025&to=2024", "before it begins"),
        ("/pictures/portrait", "/pictures/portrait"),
        ("/pictures/portrait.svg", "/pictures/portrait.svg"),
        ("/pictures/map.gif", "svg"),
        ("/pictures/map.svg?width=1", "width"),
        ("/pictures/map.svg?width=100000", "width"),
        ("/pictures/map.svg?theme=pink", "theme"),
        ("/pictures/map.svg?kind=war", "kind"),
    ],
)
def test_what_cannot_be_answered_is_told(visitor, address, told):
    answer = visitor.get(address)
    assert 400 <= answer.status_code < 500
    assert told in html.fromstring(answer.content).text_content()


def test_a_browser_asks_whether_a_picture_is_still_the_same(register, visitor):
    first = visitor.get("/pictures/timeline.svg")
    assert first.headers["cache-control"] == "private, no-cache"
    tag = first.headers["etag"]
    again = visitor.get("/pictures/timeline.svg", headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert visitor.get("/pictures/timeline.svg").content == first.content
    assert visitor.get("/pictures/timeline.svg?theme=dark").headers["etag"] != tag
    assert visitor.get("/pictures/timeline.svg", headers={"Accept-Language": "de"}).headers["etag"] != tag
    record = next(iter(timeline(register)))
    Reviews(register, author="Ada").reject(record.id, reason="never happened")
    changed = visitor.get("/pictures/timeline.svg", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag
    assert record.id.encode() in first.content
    assert record.id.encode() not in changed.content


def test_files_are_let_go_of_when_there_are_many():
    from gipfelbuch.web.pages.pictures import MOST_KEPT, KeptFiles

    kept = KeptFiles()
    for number in range(MOST_KEPT):
        kept.keep(str(number), b"file")
    assert kept.get("0") == b"file"  # asked for last
    kept.keep("more", b"file")
    assert kept.get("0") == b"file"
    assert kept.get("1") is None


def test_characters_of_reports_that_trip_formats_are_words(small_register, open_room):
    room = open_room(small_register, language="de")
    for name in NAMES:
        answer = room.get(f"/pictures/{name}.svg")
        assert answer.status_code == 200
        assert {e.tag.removeprefix(SVG) for e in read(answer).iter()} <= {
            "svg", "title", "desc", "rect", "circle", "path", "text", "a", "g",
        }  # fmt: skip
        page = room.get(f"/pictures/{name}")
        assert page.status_code == 200
        assert "<script>alert" not in page.text


def test_a_room_behind_a_proxy_leads_to_its_own_pages(register):
    from fastapi.testclient import TestClient

    from gipfelbuch.web.app import make_room
    from gipfelbuch.web.settings import RoomSettings

    room = TestClient(make_room(register, RoomSettings()), base_url="http://localhost", root_path="/desk")
    links = [a.get("href") for a in read(room.get("/desk/pictures/timeline.svg")).iter(f"{SVG}a")]
    assert links
    assert all(link.startswith("/desk/records/") for link in links)


def test_an_opened_room_warms_up_and_loads_what_draws_only_then():
    import subprocess
    import sys

    told = "import sys, gipfelbuch.web.app; print('matplotlib' in sys.modules, 'networkx' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["False", "False"]
