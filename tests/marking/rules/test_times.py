"""Time expressions: where they stand, what they are, what they mean on Monday, 3 November 2025."""

from __future__ import annotations

import itertools
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipfelbuch.marking.rules.times import mark_times
from gipfelbuch.model.marks import Time
from gipfelbuch.model.reports import Language, Report
from gipfelbuch.segmenting import segment_report

PUBLISHED = date(2025, 11, 3)
BRACKETED = re.compile(r"\[(.*?)\]")


def times_of(text: str, language: Language = "de", published: date | None = PUBLISHED) -> tuple[Time, ...]:
    return mark_times(segment_report(Report(id="r", text=text, language=language, published=published)))


def unbracketed(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without brackets, and the spans that they enclosed."""
    spans = [(m.start() - 2 * i, m.end() - 2 * (i + 1)) for i, m in enumerate(BRACKETED.finditer(marked))]
    return BRACKETED.sub(r"\1", marked), spans


GERMAN = [
    ("Die Bahn will [50] statt [30 Jahre] Frist.", "DURATION P50Y; DURATION P30Y"),
    ("Es war ein [Wochenende] zum Vergessen.", "DURATION P1WE"),
    ("Am [Wochenende] tagte der Rat.", "DATE 2025-W44-WE"),
    (
        "Vor [einigen Tagen] hielten Soldaten in [den frühen Morgenstunden] ein Schiff auf.",
        "DURATION PXD; TIME XXXX-XX-XXTMO",
    ),
    ("Das Treffen war am [8. Mai 1997] in Bonn.", "DATE 1997-05-08"),
    ("Sie kamen am [Montag, den 3. Juni 2024], an.", "DATE 2024-06-03"),
    ("Der Vertrag wurde am [17.7.1995] unterschrieben.", "DATE 1995-07-17"),
    ("Er tritt am [2026-01-15] in Kraft.", "DATE 2026-01-15"),
    ("Sie trafen sich am [19. Dezember].", "DATE 2024-12-19"),
    ("Sie werden sich am [19. Dezember] treffen.", "DATE 2025-12-19"),
    ("Seit dem [1. Januar] gilt ein Zoll.", "DATE 2025-01-01"),
    ("Im [Mai 1945] war Krieg.", "DATE 1945-05"),
    ("[Anfang Dezember] soll der Rat tagen.", "DATE 2025-12"),
    ("Im [Mai vergangenen Jahres] brachen sie ab.", "DATE 2024-05"),
    ("Die Bank wurde [1951] gegründet.", "DATE 1951"),
    ("Die Ausfuhr stieg im [Jahr 2011] leicht.", "DATE 2011"),
    ("Der Fonds läuft von [2007] bis [2013].", "DATE 2007; DATE 2013"),
    ("Im [Herbst 2011] tauchte er auf.", "DATE 2011-FA"),
    ("Im [vergangenen Sommer] war Dürre.", "DATE 2025-SU"),
    ("Im [dritten Quartal 2013] sank der Absatz.", "DATE 2013-Q3"),
    ("In [den neunziger Jahren] war das anders.", "DATE 199"),
    ("In [den 80er Jahren] schwieg er.", "DATE 198"),
    ("Im [19. Jahrhundert] zogen viele fort.", "DATE 18"),
    ("Am [Samstag] wurde das Haus eröffnet.", "DATE 2025-11-01"),
    ("Am [Freitag] verhandeln die Minister.", "DATE 2025-11-07"),
    ("Am [vergangenen Dienstag] starb er.", "DATE 2025-10-28"),
    ("Am [kommenden Montag] reist sie ab.", "DATE 2025-11-10"),
    ("Am [Montag] und [Dienstag] werden sie beraten.", "DATE 2025-11-03; DATE 2025-11-04"),
    ("[Gestern] sprach die Kanzlerin.", "DATE 2025-11-02"),
    ("Sie treffen sich [übermorgen].", "DATE 2025-11-05"),
    ("[Gestern Abend] begann der Gipfel.", "TIME 2025-11-02TEV"),
    ("Am [Freitagabend] scheiterte er.", "TIME 2025-10-31TEV"),
    ("In [den frühen Morgenstunden] kam Nebel auf.", "TIME 2025-11-03TMO"),
    ("[Vergangene Woche] tagte der Rat.", "DATE 2025-W44"),
    ("In [der kommenden Woche] stimmt das Haus ab.", "DATE 2025-W46"),
    ("Das steht bis [Ende des Monats] fest.", "DATE 2025-11"),
    ("Am [Wochenende] regnete es.", "DATE 2025-W44-WE"),
    ("Vor [drei Jahren] war er Bote.", "DURATION P3Y"),
    ("Er blieb [zwei Wochen] lang.", "DURATION P2W"),
    ("Nach [anderthalb Stunden] gingen sie.", "DURATION PT90M"),
    ("Seit [Jahren] streiten die Nachbarn.", "DURATION PXY"),
    ("In [den vergangenen beiden Jahren] floh er.", "DURATION P2Y"),
    ("Die [48-Stunden]-Frist ist um.", "DURATION PT48H"),
    ("Ein [dreitägiger] Besuch begann.", "DURATION P3D"),
    ("Er trinkt [jeden Montag] Tee.", "SET XXXX-WXX-1"),
    ("Sie wählen [alle vier Jahre].", "SET P4Y"),
    ("Er zahlt [monatlich].", "SET P1M"),
    ("Der Empfang war um [20.15 Uhr].", "TIME 2025-11-03T20:15"),
    ("Offen von [8.30]-[12 Uhr].", "TIME 2025-11-03T08:30; TIME 2025-11-03T12:00"),
    ("Er lebte [damals] in Wien.", "DATE PAST_REF"),
    ("Das Gesetz gilt [derzeit] nicht.", "DATE PRESENT_REF"),
    ("Er wird [bald] gehen.", "DATE FUTURE_REF"),
    ("Zu [Weihnachten 2004] bebte die Erde.", "DATE 2004-12-25"),
    ("Am [Ostermontag 2024] ruhte die Arbeit.", "DATE 2024-04-01"),
    ("Der [Ex]-Minister schwieg.", "DATE PAST_REF"),
]

ENGLISH = [
    ("They met on [November 1, 2024].", "DATE 2024-11-01"),
    ("They met on [3 June 2024] in Oslo.", "DATE 2024-06-03"),
    ("They met on [Nov. 1].", "DATE 2025-11-01"),
    ("He arrived on [Friday].", "DATE 2025-10-31"),
    ("He will arrive on [Friday].", "DATE 2025-11-07"),
    ("She spoke [last Tuesday].", "DATE 2025-10-28"),
    ("Talks resume [next Thursday].", "DATE 2025-11-06"),
    ("He resigned [three years ago].", "DATE 2022"),
    ("It was founded in [the early 1990s].", "DATE 199"),
    ("It rose in [the third quarter of 2024].", "DATE 2024-Q3"),
    ("It was common in [the nineteenth century].", "DATE 18"),
    ("He left [yesterday evening].", "TIME 2025-11-02TEV"),
    ("[Last night] it burned.", "TIME 2025-11-02TNI"),
    ("The sitting began at [3 p.m.] sharp.", "TIME 2025-11-03T15:00"),
    ("They signed [last week].", "DATE 2025-W44"),
    ("By [the end of the year] it was over.", "DATE 2025"),
    ("It will close in [mid-June].", "DATE 2026-06"),
    ("It ran for [nine years].", "DURATION P9Y"),
    ("They signed a [three-year] deal.", "DURATION P3Y"),
    ("Over [the past two years] it fell.", "DURATION P2Y"),
    ("They meet [every two years].", "SET P2Y"),
    ("They vote [twice a year].", "SET P1Y"),
    ("It lasted from [1990] to [1995].", "DATE 1990; DATE 1995"),
    ("The talks run from [May 3] to [5, 2026].", "DATE 2026-05-03; DATE 2026-05-05"),
    ("He is [now] in Rome.", "DATE PRESENT_REF"),
]


@pytest.mark.parametrize(
    ("language", "marked", "expected"),
    [("de", *case) for case in GERMAN] + [("en", *case) for case in ENGLISH],
)
def test_spans_types_and_values_of_times(language: Language, marked: str, expected: str) -> None:
    text, spans = unbracketed(marked)
    found = times_of(text, language)
    assert [(t.span.start, t.span.end) for t in found] == spans
    assert "; ".join(f"{t.type} {t.value}" for t in found) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Es kamen 2000 Euro zusammen, 1700 Menschen gingen."),
        ("de", "Der 55-jährige Fahrer starb im Alter von 58 Jahren."),
        ("de", "Das Kind ist zwei Jahre alt."),
        ("de", "Guten Abend, sagte der Herr."),
        ("de", "Er fuhr 140 Kilometer pro Stunde."),
        ("en", "A 20-year-old driver may march with 2000 troops."),
        ("en", "She can spring a surprise."),
    ],
)
def test_numbers_ages_and_homonyms_are_no_times(language: Language, text: str) -> None:
    assert times_of(text, language) == ()


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Das war vergangene Woche.", "2025-10-27/2025-11-02"),
        ("Das war im vergangenen Sommer.", "2025-22"),
        ("Vor drei Jahren war er Bote.", "2022"),
        ("Vor zwei Wochen war er Bote.", "2025-10-20/2025-10-26"),
        ("Gestern Abend war er da.", "2025-11-02"),
        ("In den neunziger Jahren war er da.", "199X"),
        ("Er ist derzeit da.", None),
    ],
)
def test_dates_carry_edtf(text: str, edtf: str | None) -> None:
    assert [t.edtf for t in times_of(text)] == [edtf]


def test_relative_dates_say_so() -> None:
    told, counted = times_of("Am 8. Mai 1997 trafen sie sich und gestern wieder.")
    assert (told.relative, counted.relative) == (False, True)


def test_a_story_keeps_its_year() -> None:
    found = times_of("Im August 1950 begann der Krieg. Am 15. September landeten die Truppen.")
    assert [t.value for t in found] == ["1950-08", "1950-09-15"]


def test_the_next_day_follows_the_day_told_last() -> None:
    found = times_of("Am 8. Mai 1997 kam er an. Am nächsten Tag sprach er.")
    assert [t.value for t in found] == ["1997-05-08", "1997-05-09"]


def test_without_publication_date_what_cannot_be_counted_stays_open() -> None:
    found = times_of("Am Freitag kam er, gestern ging er, am 8. Mai 1997 schwieg er.", published=None)
    assert [t.value for t in found] == ["XXXX-WXX-5", "PAST_REF", "1997-05-08"]


def test_dates_that_the_calendar_lacks_are_none() -> None:
    assert [t.value for t in times_of("Am 31.02.2024 war nichts.")] == []


WORDS = st.sampled_from(
    [
        "am",
        "3.",
        "31",
        "Mai",
        "Freitag",
        "gestern",
        "Abend",
        "vor",
        "drei",
        "Jahren",
        "bis",
        "und",
        "-",
        "Uhr",
        "14.30",
        "1990",
        "Ende",
        "des",
        "Jahres",
        "jeden",
        "heute",
        "im",
        "\x00",
        "😀",
        "\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(WORDS, max_size=30).map(" ".join),
    st.sampled_from(["de", "en"]),
    st.sampled_from([None, PUBLISHED, date(1, 1, 1), date(9999, 12, 31)]),
)
def test_times_lie_in_the_text_in_order_without_overlap(text: str, language: Language, published: date | None) -> None:
    found = times_of(text, language, published)
    assert all(0 <= t.span.start < t.span.end <= len(text) for t in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
