"""SVG and PNG files: read by readers that are not ours, the same each time, safe whatever names are."""

import io
import threading
import time
from dataclasses import replace
from functools import cache
from importlib.resources import files

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from picture_records import DE, EN, answer, manner, many, person, record, state
from PIL import Image

from gipfelbuch.model.entries import Kind
from gipfelbuch.register.queries import Answer, Month
from gipfelbuch.web.pictures.asked import Name
from gipfelbuch.web.pictures.drawing import PICTURES, drawn, warm_up
from gipfelbuch.web.pictures.manners import COLOURS, Theme, contrast, mixed
from gipfelbuch.web.pictures.measuring import fitted, width_of, wrapped
from gipfelbuch.web.pictures.png import png_of
from gipfelbuch.web.pictures.sheets import Box, Disc, Dots, Line, Mark, Sheet, Writing, clean
from gipfelbuch.web.pictures.svg import svg_of

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("1")</script> & "A" \'b\' $x^2$ $\\frac{1}{0}$ \x00\x0b\u202egnp.exe\u200b 東京 \ud800 {w} %s'
MONTHS = Answer(
    columns=Month.COLUMNS,
    items=tuple(Month(month=f"2025-{n:02}", records=n, coded=n, quads=(), total=4.0 * (n - 6)) for n in range(1, 13)),
)


@cache
def few(name=Name.TIMELINE):
    if name is Name.MONTHS:
        return MONTHS
    berlin, lima = (52.524, 13.411), (-12.043, -77.028)
    return answer(
        record("2025-11-03", Kind.ENCOUNTER, state("DEU"), state("FRA"), at=berlin, place="Berlin", plover="CONSULT"),
        record(
            "2025-11-09", Kind.ENCOUNTER, state("DEU"), person("Mori", "JPN"), at=lima, place="Lima", status="planned"
        ),
        record("2025-12-01", Kind.ACTION, state("FRA"), state("JPN"), plover="ASSAULT"),
    )


def read(svg):
    return etree.fromstring(svg, etree.XMLParser(resolve_entities=False))


@pytest.fixture(params=list(Name))
def name(request):
    return request.param


# ------------------------------------------------------------ SVG
def test_an_svg_tells_what_it_is_and_shows(name):
    root = read(drawn(name, few(name), manner(), "svg"))
    title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == told.get("id")
    assert title.text.startswith("Wir: ")
    assert len(told.text) > 20
    assert root.get("lang") == "de"


def test_an_svg_passes_a_strict_content_security_policy(name):
    root = read(drawn(name, few(name), manner(), "svg"))
    for element in root.iter():
        assert element.tag not in {f"{SVG}style", f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject"}
        assert "style" not in element.attrib
        assert not any(attribute.startswith("on") for attribute in element.attrib)
        assert "url(" not in " ".join(element.attrib.values())


def test_words_of_an_svg_are_words_in_generic_families(name):
    root = read(drawn(name, few(name), manner(), "svg"))
    assert root.get("font-family").endswith(", serif")
    assert len(root.findall(f".//{SVG}text")) >= 4


def test_links_of_an_svg_are_those_of_the_marks_and_have_names(name):
    sheet = PICTURES[name](few(name), manner())
    root = read(svg_of(sheet))
    links = root.findall(f".//{SVG}a")
    assert [a.get("href") for a in links] == [m.leads for m in sheet.marked() if m.leads]
    assert links
    for link in links:
        assert link.get("aria-label") == link.find(f"{SVG}title").text
        assert link.get("target") == "_top"


def test_marks_without_an_address_have_a_name_only():
    bare = replace(manner(), at=None, period=None, page=None)
    root = read(drawn(Name.TIMELINE, few(), bare, "svg"))
    assert not root.findall(f".//{SVG}a")
    assert len([g for g in root.findall(f".//{SVG}g") if g.get("role") == "img"]) == 3


def test_marks_are_counted_by_another_reader():
    root = read(drawn(Name.TIMELINE, few(), manner(), "svg"))
    assert len(root.findall(f".//{SVG}a/{SVG}circle")) == 3
    root = read(drawn(Name.MAP, few(Name.MAP), manner(), "svg"))
    assert len(root.findall(f".//{SVG}a/{SVG}circle")) == 2
    root = read(drawn(Name.MATRIX, few(Name.MATRIX), manner(), "svg"))
    assert len(root.findall(f".//{SVG}a/{SVG}rect")) == 3
    root = read(drawn(Name.NETWORK, few(Name.NETWORK), manner(), "svg"))
    assert len(root.findall(f".//{SVG}a/{SVG}circle")) == 4
    root = read(drawn(Name.MONTHS, MONTHS, manner(), "svg"))
    assert len(root.findall(f".//{SVG}a/{SVG}rect")) == 12


def test_coordinates_have_no_needless_digits(name):
    text = drawn(name, few(name), manner(), "svg").decode()
    assert not regex.search(
        r"\d\.\d{3}", text.replace("52.524", "").replace("13.411", "").replace("12.043", "").replace("77.028", "")
    )
    assert '"-0"' not in text


# ------------------------------------------------------------ PNG
def test_a_png_is_one_of_twice_the_size(name):
    sheet = PICTURES[name](few(name), manner())
    file = drawn(name, few(name), manner(), "png")
    assert file[:8] == b"\x89PNG\r\n\x1a\n"
    picture = Image.open(io.BytesIO(file))
    picture.load()
    assert picture.format == "PNG"
    assert picture.width == 2 * sheet.width
    assert picture.height == pytest.approx(2 * sheet.height, abs=2)
    assert len(set(picture.convert("RGB").resize((200, 100)).get_flattened_data())) > 5


def test_a_png_has_the_paper_and_marks_of_its_theme():
    for theme in Theme:
        sheet = PICTURES[Name.TIMELINE](few(), manner(theme=theme))
        picture = Image.open(io.BytesIO(png_of(sheet))).convert("RGB")
        assert picture.getpixel((2, 2)) == rgb(COLOURS[theme].paper)
        disc = next(s for s in sheet.shapes if isinstance(s, Disc))
        assert picture.getpixel((round(2 * disc.x), round(2 * disc.y))) == rgb(disc.fill)


def test_every_shape_is_in_both_files():
    sheet = Sheet(width=100, height=80, colours=COLOURS[Theme.LIGHT], language="de", title="t")
    sheet.add(
        Box(x=5, y=5, width=20, height=20, fill="#ff0000"),
        Disc(x=40, y=15, radius=8, fill="#00ff00"),
        Line(points=((60, 15), (95, 15)), colour="#0000ff", width=6),
        Dots(points=((15, 50), (85, 50)), radius=6, fill="#ff00ff"),
        Writing(x=50, y=50, text="■", colour="#00ffff", size=30, side="center", level="center"),
        Box(x=0, y=0, width=100, height=80, fill=None, mark=Mark(told="alles", leads="/")),
    )
    picture = Image.open(io.BytesIO(png_of(sheet, 1))).convert("RGB")
    for at, colour in {(15, 15): "#ff0000", (40, 15): "#00ff00", (75, 15): "#0000ff", (15, 50): "#ff00ff"}.items():
        assert picture.getpixel(at) == rgb(colour)
    assert rgb("#00ffff") in {picture.getpixel((x, y)) for x in range(35, 65) for y in range(35, 65)}
    root = read(svg_of(sheet))
    assert [e.tag.removeprefix(SVG) for e in root][3:] == ["rect", "circle", "path", "path", "text", "a"]
    assert root[-1].find(f"{SVG}rect").get("pointer-events") == "all"


def rgb(colour):
    return tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))


# ------------------------------------------------------------ the same each time
def test_the_same_question_gives_the_same_bytes(name):
    for form in ("svg", "png"):
        assert drawn(name, few(name), manner(), form) == drawn(name, few(name), manner(), form)


def test_files_tell_neither_when_nor_by_what_they_were_made(name):
    for form in ("svg", "png"):
        file = drawn(name, few(name), manner(), form)
        assert b"matplotlib" not in file.lower()
        assert b"date" not in file[:2_000].lower().replace(b"update", b"")


def test_pictures_are_drawn_in_many_threads_at_once():
    asked = [*((n, "svg") for n in Name), (Name.TIMELINE, "png"), (Name.MAP, "png")]
    expected = {(n, f): drawn(n, few(n), manner(), f) for n, f in asked}
    found, faults = [], []

    def draw():
        try:
            found.extend(drawn(n, few(n), manner(), f) == file for (n, f), file in expected.items())
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
            faults.append(error)

    threads = [threading.Thread(target=draw) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert len(found) == 3 * len(asked)
    assert all(found)


def test_settings_of_matplotlib_are_left_as_they_were():
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    drawn(Name.TIMELINE, few(), manner(), "png")
    assert dict(mpl.rcParams) == before


# ------------------------------------------------------------ whatever names are
def test_hostile_names_are_only_words(name):
    parties = [state("DEU"), person(HOSTILE), person(HOSTILE * 40, "FRA")]
    records = answer(*(record("2025-11-03", k, *parties, at=(1.0, 2.0), place=HOSTILE, summary=HOSTILE) for k in Kind))
    asked = MONTHS if name is Name.MONTHS else records
    for words in (DE, EN):
        file = drawn(name, asked, manner(words, title=HOSTILE), "svg")
        root = read(file)
        assert b"<script" not in file
        assert "\u202e" not in file.decode()
        assert "<script>" in root.find(f"{SVG}title").text
        drawn(name, asked, manner(words, title=HOSTILE), "png")


@given(st.text(max_size=80))
@settings(max_examples=20, deadline=None)
def test_any_text_gives_a_file_that_can_be_read(text):
    records = answer(
        record("2025-11-03", Kind.ACTION, person(text), state("DEU"), summary=text, place=text, at=(1.0, 1.0))
    )
    for name in (Name.TIMELINE, Name.MAP, Name.NETWORK):
        root = read(drawn(name, records, manner(title=text), "svg"))
        assert len(root) > 3


@given(st.text(max_size=60), st.floats(0, 300), st.sampled_from([9.0, 13.0, 19.0]))
@settings(max_examples=100, deadline=None)
def test_cut_words_fit(text, room, size):
    cut = fitted(text, size, room)
    assert not cut or width_of(cut, size) <= room
    assert cut in {clean(text), ""} or cut.endswith("…")


def test_words_are_wrapped_between_words():
    text = "Wo Zeile und Spalte zweier Staaten sich treffen, steht die Zahl ihrer gemeinsamen Einträge."
    lines = wrapped(text, 12, 200)
    assert " ".join(lines) == text
    assert len(lines) > 2
    assert all(width_of(line, 12) <= 200 for line in lines)


# ------------------------------------------------------------ colours
def test_colours_are_those_of_the_style_sheet():
    sheet = files("gipfelbuch.web").joinpath("static", "room.css").read_text(encoding="utf-8")
    light, dark = (
        dict(regex.findall(r"--([a-z]+): (#[0-9a-f]{6})", block))
        for block in regex.findall(r":root \{(.*?)\}", sheet, regex.S)[:2]
    )
    for theme, told in ((Theme.LIGHT, light), (Theme.DARK, dark)):
        colours = COLOURS[theme]
        for part in ("paper", "ink", "soft", "line", "strong"):
            assert getattr(colours, part) == told[part], (theme, part)
        assert {k.value: c for k, c in colours.kinds.items()} == {k.value: told[k.value] for k in Kind}


@pytest.mark.parametrize("theme", list(Theme))
def test_colours_have_enough_contrast(theme):
    colours = COLOURS[theme]
    for words in (colours.ink, colours.soft, colours.conflict, colours.cooperation, *colours.kinds.values()):
        assert contrast(words, colours.paper) >= 4.5
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_tones_grow_from_the_middle_to_both_ends():
    colours = COLOURS[Theme.LIGHT]
    assert colours.tone(0) == colours.even
    assert (colours.tone(10), colours.tone(-10)) == (colours.cooperation, colours.conflict)
    strength = [contrast(colours.tone(score), colours.paper) for score in range(11)]
    assert strength == sorted(strength)
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"


# ------------------------------------------------------------ quick
def test_five_thousand_records_are_drawn_at_once(name):
    """300 ms of one core that is otherwise idle; twice that here, where other tests run beside it."""
    warm_up()
    records = MONTHS if name is Name.MONTHS else many(5_000)
    best = min(_seconds(lambda: drawn(name, records, manner(), "svg")) for _ in range(3))
    assert best < 0.6


def _seconds(work):
    start = time.thread_time()
    work()
    return time.thread_time() - start
