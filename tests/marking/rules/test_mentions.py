"""Mentions: expected ones stand in brackets, in order; the rest of the text must hold none."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipfelbuch.marking.rules.mentions import mark_mentions
from gipfelbuch.marking.rules.mentions_nominals import prefix_country
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.segmenting import segment_report


def _mentions(text: str, language: Language = "de") -> tuple[Mention, ...]:
    return mark_mentions(segment_report(Report(id="r", text=text, language=language)))


def _bracketed(text: str) -> tuple[str, list[tuple[int, int]]]:
    plain, spans = "", []
    for number, part in enumerate(text.replace("]", "[").split("[")):
        if number % 2:
            spans.append((len(plain), len(plain) + len(part)))
        plain += part
    return plain, spans


GERMAN = [
    "Präsident der Republik Peru, [Luis Rojas], kam. Die Republik schwieg.",
    "Präsident [Karim Hollander] sprach lange.",
    "Der nationale Sicherheitsberater [Zoran Mihailow] reiste ab.",
    "[Frankreichs] Präsidentin [Julie Armand] schwieg.",
    "[Karla Brandt] sprach. Später ging [Brandt] wieder.",
    "[Karla Brandt] kam. [Brandts] Rede war kurz.",
    "[Die türkische Regierung] schwieg.",
    "[Ankara] äußerte Bedenken.",
    "In Ankara regnete es gestern.",
    "Nach Angaben aus [Ankara] regnete es.",
    "Gestern reiste sie nach Peking und Tokio.",
    "[Seoul] und [Tokio] einigten sich.",
    "Aus [Paris] hieß es, man prüfe die Lage.",
    "[Die kasachische Nationalbank] hob die Zinsen an.",
    "[Den iranischen Behörden] war das bekannt.",
    "Das [Weiße Haus] schwieg.",
    "Die [Vereinten Nationen] warnten.",
    "[Vertreter] kamen nicht, aber die [Vereinten Nationen (UN)] warnten.",
    "Der [UN-Sicherheitsrat] tagte.",
    "Die [EU] und die [NATO] berieten.",
    "[Die Außenminister Frankreichs und Deutschlands] kamen.",
    "[Zwei Kanadier] wurden verletzt.",
    "[Die Serben] lehnten ab.",
    "Die [Niederlande] stimmten zu; den [Niederlanden] war es recht.",
    "Kanzlerin [Eva Merz] und [die Opposition] stritten.",
    "[Demonstranten] blockierten die Straße.",
    "[Die Organisation] kam; [Amnesty International] auch.",
    "Der Konzern [Siemens] verkaufte nichts.",
    "Die Geologin [Hanna Weber] schwieg.",
    "[Wladimir al-Sahir] kam, und [al-Sahir] ging.",
    "Der Republikaner [Dwight Sorensen] widersprach.",
    "First Lady [Hea Kim] lächelte.",
    "[Die EU-Außenminister] berieten.",
]

ENGLISH = [
    "Prime Minister [Alison Fairley] spoke.",
    "[John Kerry], Secretary of State, spoke.",
    "[Moscow] agreed.",
    "They met in Moscow.",
    "The [United Nations] agreed.",
    "The [Indonesian Navy] was there.",
    "The [Institute of Marine Research] closed.",
    "[French] and [German foreign ministers] agreed.",
    "[Canada] and [Vietnam] agreed.",
    "[Alison Fairley] came. [Fairley] left.",
    "The [Ivory Coast's Supreme Court] decided.",
    "[Japanese officials] declined.",
]


@pytest.mark.parametrize("marked", GERMAN)
def test_german_mentions_have_the_bracketed_spans(marked: str) -> None:
    plain, spans = _bracketed(marked)
    assert [(m.span.start, m.span.end) for m in _mentions(plain)] == spans


@pytest.mark.parametrize("marked", ENGLISH)
def test_english_mentions_have_the_bracketed_spans(marked: str) -> None:
    plain, spans = _bracketed(marked)
    assert [(m.span.start, m.span.end) for m in _mentions(plain, "en")] == spans


@pytest.mark.parametrize(
    ("text", "name", "country", "role"),
    [
        ("Der chinesische Staatschef Li Wenzhou kam.", "Li Wenzhou", "CHN", "Staatschef"),
        ("US-Außenministerin Mary Holt kam.", "Mary Holt", "USA", "US-Außenministerin"),
        ("Die Präsidentin der Ukraine, Olena Petrenko, kam.", "Olena Petrenko", "UKR", "Präsidentin der Ukraine"),
        (
            "Der Präsident der Tschechischen Republik, Jan Novotny, kam.",
            "Jan Novotny",
            "CZE",
            "Präsident der Tschechischen Republik",
        ),
        ("Der König des Königreichs Norwegen, Olav Dahl, kam.", "Olav Dahl", "NOR", "König des Königreichs Norwegen"),
        ("Der SPD-Abgeordnete Karl Berg kam.", "Karl Berg", "DEU", "SPD-Abgeordnete"),
        ("Bundesinnenminister Otto Kranz kam.", "Otto Kranz", "DEU", "Bundesinnenminister"),
        ("Frankreichs Premier Luc Moreau kam.", "Luc Moreau", "FRA", "Premier"),
        ("Miriam Vogel, Forscherin am Institut, kam.", "Miriam Vogel", None, "Forscherin"),
        ("Der Belgrader Botschafter Goran Petrow kam.", "Goran Petrow", "SRB", "Botschafter"),
    ],
)
def test_persons_carry_role_and_country(text: str, name: str, country: str | None, role: str) -> None:
    person = next(m for m in _mentions(text) if m.name == name)
    assert (person.type, person.country, person.role) == (PartyType.PERSON, country, role)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Der Kreml schwieg.", "state:RUS"),
        ("Downing Street schwieg.", "state:GBR"),
        ("Die Republik Korea schwieg.", "state:KOR"),
        ("Die Schweizer Regierung schwieg.", "state:CHE"),
        ("Der Internationale Währungsfonds schwieg.", "org:IMF"),
        ("Die Hisbollah schwieg.", "org:HEZBOLLAH"),
        ("Das Europäische Parlament schwieg.", "org:EP"),
    ],
)
def test_known_names_carry_their_key(text: str, key: str) -> None:
    assert [m.key for m in _mentions(text)] == [key]


def test_compound_with_a_name_is_the_state_of_that_person() -> None:
    found = _mentions("Der iranische Präsident Omid Rostami kam. Die Rostami-Regierung schwieg.")
    assert found[-1].key == "state:IRN"
    assert found[-1].nominal


def test_both_sides_are_left_to_be_resolved() -> None:
    assert not _mentions("Beide Seiten einigten sich, die beiden Länder auch.")


def test_mentions_are_ordered_and_apart() -> None:
    found = _mentions("Der Außenminister der Türkei sprach mit Frankreichs Botschafter in Ankara über die EU.")
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("aEn. ,„“'-\n\u0007ßÉ1(US)😀Präsident"), max_size=200),
    st.sampled_from(["de", "en"]),
)
def test_any_text_gives_mentions_inside_it(text: str, language: Language) -> None:
    for mention in _mentions(text, language):
        assert 0 <= mention.span.start < mention.span.end <= len(text)


def test_one_endless_line_takes_no_quadratic_time() -> None:
    text = "Präsident Karim Hollander und Außenminister " * 4_000
    assert len(_mentions(text)) >= 4_000


@pytest.mark.parametrize(
    ("prefix", "state"),
    [("US-", "USA"), ("SPD-", "DEU"), ("VW-", "DEU"), ("Grünen-", None), ("Vize-", None), ("", None)],
)
def test_the_first_part_of_a_compound_tells_a_state(prefix: str, state: str | None) -> None:
    assert prefix_country(prefix) == state
