"""Named places with their country and coordinates."""

from __future__ import annotations

import pytest

from gipfelbuch.marking.rules.mentions import mark_mentions
from gipfelbuch.marking.rules.places import mark_places
from gipfelbuch.model.marks import Place
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.segmenting import segment_report


def _places(text: str, language: Language = "de") -> tuple[Place, ...]:
    document = segment_report(Report(id="r", text=text, language=language))
    return mark_places(document, mark_mentions(document))


@pytest.mark.parametrize(
    ("text", "language", "name", "country"),
    [
        ("Sie trafen sich in Genf.", "de", "Genf", "CHE"),
        ("Sie trafen sich in Peking.", "de", "Peking", "CHN"),
        ("Sie trafen sich in Scharm el Scheich.", "de", "Scharm el Scheich", "EGY"),
        ("Das Treffen in Camp David endete.", "de", "Camp David", "USA"),
        ("Er reiste nach Kiew.", "de", "Kiew", "UKR"),
        ("Er reiste nach Südkorea.", "de", "Südkorea", "KOR"),
        ("Der Gipfel in Sankt Petersburg endete.", "de", "Sankt Petersburg", "RUS"),
        ("Das Forum in Davos beginnt.", "de", "Davos", "CHE"),
        ("Er kam aus New York.", "de", "New York", "USA"),
        ("Die Lage in Tschetschenien ist ernst.", "de", "Tschetschenien", "RUS"),
        ("Er wohnt in Essen.", "de", "Essen", "DEU"),
        ("They met in Geneva.", "en", "Geneva", "CHE"),
        ("They met at Camp David.", "en", "Camp David", "USA"),
        ("They flew to Osaka.", "en", "Osaka", "JPN"),
        ("They met in The Hague.", "en", "The Hague", "NLD"),
        ("Sie trafen sich in Lappeenranta.", "de", "Lappeenranta", "FIN"),
        ("Er reiste nach Ciudad del Este.", "de", "Ciudad del Este", "PRY"),
        ("Sie trafen sich in Pskow.", "de", "Pskow", "RUS"),
        ("They met in Fort Portal.", "en", "Fort Portal", "UGA"),
    ],
)
def test_place_has_name_and_country(text: str, language: Language, name: str, country: str) -> None:
    assert [(p.name, p.country, p.span.of(text)) for p in _places(text, language)] == [(name, country, name)]


def test_city_has_coordinates() -> None:
    (place,) = _places("Sie trafen sich in Genf.")
    assert place.latitude == pytest.approx(46.2, abs=0.1)
    assert place.longitude == pytest.approx(6.14, abs=0.1)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peking äußerte sich nicht.", "de"),
        ("Das Essen war gut.", "de"),
        ("Südkorea schwieg.", "de"),
        ("Reading is fun.", "en"),
        ("Präsident George Washington sprach.", "de"),
        ("Zakopane schwieg.", "de"),
        ("They met in March.", "en"),
        ("Sie trafen sich in Frieden.", "de"),
    ],
)
def test_no_place_where_a_government_a_person_or_a_word_is_meant(text: str, language: Language) -> None:
    assert not _places(text, language)
