"""Both languages say everything, dates as people write them, and the browser chooses."""

import re
import string

import pytest

from gipfelbuch.errors import InternalError
from gipfelbuch.web.dates import date_words, instant_words, month_words
from gipfelbuch.web.languages import Words, all_words, preferred

SAID_IN_ONE = {"api.english"}  # that a page is in English needs to be told to readers of German alone


def test_every_word_is_there_in_both_languages():
    for key, words in all_words().items():
        assert set(words) == {"de", "en"}, key
        assert key in SAID_IN_ONE or all(w.strip() for w in words.values()), key


def test_both_languages_take_the_same_values():
    def names(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key, words in all_words().items():
        assert names(words["de"]) == names(words["en"]), key


def test_what_is_counted_has_one_and_many():
    for key in all_words():
        if key.endswith(".many"):
            assert key.removesuffix("many") + "one" in all_words()


def test_german_words_are_german():
    """Straight quotation marks, and "ss" where "ß" belongs, are slips of the keyboard."""
    for key, words in all_words().items():
        assert '"' not in words["de"], key
        assert not re.search(r"\b(?:gross|Strasse|heisst|ausser)", words["de"]), key


@pytest.mark.parametrize(
    "header, language",
    [
        ("", "en"), ("de", "de"), ("de-AT,de;q=0.9,en;q=0.5", "de"), ("en-GB,de;q=0.9", "en"), ("fr", "en"),
        ("fr, DE;q=0.8", "de"), ("de;q=0, en", "en"), ("en;q=0.2, de;q=0.7", "de"), ("de;q=x", "en"), ("*", "en"),
    ],
)  # fmt: skip
def test_the_browser_chooses(header, language):
    assert preferred(header) == language


def test_a_choice_is_remembered(leser):
    assert "Zuletzt geschehen" in leser.get("/").text
    page = leser.get("/?lang=en")
    assert "Latest" in page.text
    assert page.headers["content-language"] == "en"
    assert '<html lang="en">' in leser.get("/").text
    assert '<html lang="en">' in leser.get("/?lang=fr").text


@pytest.mark.parametrize(
    "edtf, german, english",
    [
        ("2025-11-03", "3. November 2025", "3 November 2025"),
        ("2025-11", "November 2025", "November 2025"),
        ("2025", "2025", "2025"),
        ("2025-11-03/2025-11-05", "3.–5. November 2025", "3–5 November 2025"),
        ("2025-10-30/2025-11-02", "30. Oktober – 2. November 2025", "30 October – 2 November 2025"),
        ("2025-12-30/2026-01-02", "30. Dezember 2025 – 2. Januar 2026", "30 December 2025 – 2 January 2026"),
        ("2025-11/2026-01", "November 2025 – Januar 2026", "November 2025 – January 2026"),
        ("2025-11-03/..", "ab 3. November 2025", "from 3 November 2025"),
        ("../2025-11", "bis November 2025", "until November 2025"),
        ("2025-11~", "um November 2025", "about November 2025"),
        ("2025?", "vermutlich 2025", "probably 2025"),
        ("2025-22", "Sommer 2025", "summer 2025"),
        ("202X", "2020er Jahre", "2020s"),
        ("19XX", "20. Jahrhundert", "20th century"),
        ("2025-13", "2025-13", "2025-13"),
        ("2025-02-30", "2025-02-30", "2025-02-30"),
        ("XXXX", "XXXX", "XXXX"),
        ("../..", "../..", "../.."),
        ("", "", ""),
    ],
)
def test_dates_in_words(edtf, german, english):
    assert date_words(edtf, "de_DE") == german
    assert date_words(edtf, "en_GB") == english


def test_months_and_instants_in_words():
    assert month_words("2025-11", "de_DE") == "November 2025"
    assert month_words("2025", "de_DE") == "2025"
    assert instant_words("2025-11-03T14:05:06.000+00:00", "de_DE") == "3. Nov. 2025, 14:05 UTC"
    assert instant_words("gestern", "de_DE") == "gestern"


def test_values_of_fields_in_words():
    words = Words("de")
    assert words.value("amounts", "1500000 EUR") == "1.500.000 EUR"
    assert words.value("term", "P10Y") == "10 Jahre"
    assert words.value("term", "P1Y6M") == "P1Y6M"
    assert words.value("status", "signed") == "unterzeichnet"
    assert words.value("place_country", "JPN") == "Japan (JPN)"
    assert words.value("date", "2025-11") == "November 2025"
    assert words.value("plover", "AGREE") == "AGREE (zustimmen)"
    assert words.value("item", None) == "nicht genannt"
    assert words.quoted("a\n b") == "„a b“"


def test_a_missing_word_is_told():
    with pytest.raises(InternalError, match="no words for 'nix'"):
        Words("de")("nix")


def test_words_may_hold_braces():
    assert "{7}" in Words("en")("colophon.place", place="{7}")


def test_every_reason_of_matching_has_words():
    from gipfelbuch.matching.decide import weights

    missing = [w.label for w in weights().values() if w.label and f"because.{w.label}" not in all_words()]
    assert missing == []


def test_reasons_of_matching_are_told_in_the_language_of_the_reader():
    reason = (
        "too uncertain to merge; for: the same parties, or such as speak for them, the wording; against: other dates"
    )
    told = "zu unsicher, um zusammenzulegen; dafür: dieselben Beteiligten oder solche, die für sie sprechen, der Wortlaut; dagegen: andere Tage"
    assert Words("de").because(reason) == told
    assert Words("en").because(reason) == reason
