"""What holds for every text, however hostile: valid readings, spans that point into the unchanged text."""

import json
from datetime import date
from importlib.resources import files
from itertools import chain

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipfelbuch import Report, read_report, reading_as_json

SCHEMA = json.loads(files("gipfelbuch").joinpath("exporting", "reading.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
SPAN_LISTS = ("evidence", "quote", "cue", "verdict", "trigger", "speaker_mention", "addressee_mention")

WORDS = [
    "der",
    "die",
    "das",
    "und",
    "sagte:",
    "„",
    "“",
    "»",
    "«",
    '"',
    "(",
    ")",
    ",",
    ".",
    "!",
    "?",
    "–",
    "…",
    "dass",
    "habe",
    "sei",
    "Präsident",
    "Minister",
    "Xi",
    "Jinping",
    "Berlin",
    "Peking",
    "am",
    "Montag",
    "gestern",
    "2025",
    "1.",
    "Mai",
    "48,9",
    "Milliarden",
    "Dollar",
    "traf",
    "unterzeichneten",
    "Vertrag",
    "Geschenk",
    "forderte",
    "laut",
    "zufolge",
    "wir",
    "er",
    "sie",
    "\n",
    "\n\n",
    "The",
    "said",
    "that",
    "President",
    "U.S.",
    "signed",
    "on",
    "Tuesday",
    "$2bn",
    "accused",
    "of",
    "will",
    "meet",
    "'s",
    "😀",
    "\u202e",
    "\x00",
    "́",
    "\ufeff",
    "تاريخ",
]

news = st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join)
anything = st.text(max_size=300)


def check(text, language, *, encoder=True):
    report = Report(id="r", text=text, language=language, published=date(2025, 11, 3))
    reading = read_report(report, encoder=encoder)
    out = json.loads(json.dumps(reading_as_json(reading)))
    VALIDATOR.validate(out)
    spans = chain(
        (s for p in out["parties"] for s in p["mentions"]),
        (s for e in out["entries"] for name in SPAN_LISTS for s in e.get(name) or ()),
        (x["span"] for name in ("times", "amounts", "places") for x in out[name]),
    )
    for start, end in spans:
        assert 0 <= start < end <= len(text)
    ids = {p["id"] for p in out["parties"]}
    for party in out["parties"]:
        assert party["mentions"]
    for entry in out["entries"]:
        assert entry["evidence"]
        for slot in ("participants", "parties", "addressees", "actors", "recipients"):
            assert ids >= set(entry.get(slot) or ())
        for slot in ("speaker", "giver", "recipient", "assessor", "host"):
            assert entry.get(slot) is None or entry[slot] in ids
        for slot in ("subject", "item", "occasion"):
            assert not entry.get(slot) or entry[slot] in text
    return out


@settings(max_examples=150, deadline=None)
@given(st.one_of(news, anything), st.sampled_from(["de", "en"]))
def test_every_text_gives_a_valid_reading_of_itself(text, language):
    check(text, language)


@settings(max_examples=30, deadline=None)
@given(news)
def test_reading_twice_is_reading_once(text):
    assert check(text, "de") == check(text, "de")


@pytest.mark.parametrize(
    "piece",
    [
        "Der Präsident sagte, er komme. ",
        "„“",
        "a",
        "(",
        "Xi und ",
        ", der",
        "\u0301",
        "1. ",
        "Lee traf Xi, ",
        "„Ja, ",
        '"',
        "sagte Lee, ",
    ],
)
@pytest.mark.parametrize(("chars", "encoder"), [(20_000, False), (5_000, True)])
def test_a_long_line_of_anything_is_read(piece, chars, encoder):
    for language in ("de", "en"):
        check(piece * (chars // len(piece)), language, encoder=encoder)


def test_a_line_of_a_megabyte_is_read():
    text = f"Der Minister kam am Montag nach {'Os' * 80}lo und ging wieder " * 5_000
    assert len(text) > 1_000_000
    check(text, "de", encoder=False)
    check(text[:100_000], "de")
