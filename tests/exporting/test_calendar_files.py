"""iCalendar, read by others. Its module is the sole owner of icalendar, which parses here what it did not write whole."""

from datetime import date

import icalendar
import pytest

from gipfelbuch.exporting.calendars import calendar_pieces, told_days
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.holdings import Holding
from gipfelbuch.model.records import Field, Record, Variant


@pytest.fixture
def text(holdings):
    return "".join(calendar_pieces(holdings))


@pytest.fixture
def calendar(text):
    return icalendar.Calendar.from_ical(text)


def test_an_encounter_is_an_event_of_whole_days(calendar):
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == date(2024, 5, 14)
    assert event.decoded("dtend") == date(2024, 5, 15)
    assert str(event["location"]) == "Oslo"
    assert (event["geo"].latitude, event["geo"].longitude) == (59.91, 10.75)
    assert {str(a.params["CN"]) for a in event["attendee"]} == {"Anna Lindqvist", "Paul Berger"}
    assert str(event["status"]) == "CONFIRMED"


def test_words_and_where_they_stand_are_in_the_description(calendar):
    (event,) = calendar.walk("VEVENT")
    assert "traf am Dienstag in Oslo ihren Amtskollegen Paul Berger (Nordpost, 2024-05-15)" in str(event["description"])


def test_an_encounter_in_some_month_is_a_journal_entry(calendar):
    (entry,) = calendar.walk("VJOURNAL")
    assert "dtstart" not in entry
    assert str(entry["summary"]) == "visit: Anna Lindqvist"


def test_lines_end_as_they_must_and_are_no_longer_than_they_may_be(text):
    assert text.replace("\r\n", "").count("\n") == 0
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_ids_are_unique_and_no_property_is_broken(calendar):
    entries = [*calendar.walk("VEVENT"), *calendar.walk("VJOURNAL")]
    assert len({str(e["uid"]) for e in entries}) == len(entries)
    assert [e.errors for e in entries if e.errors] == []


@pytest.mark.parametrize(
    ("edtf", "days", "want"),
    [
        ("2025-11-01", ("2025-11-01", "2025-11-01"), (date(2025, 11, 1), date(2025, 11, 1))),
        ("2025-11-01/2025-11-03", ("2025-11-01", "2025-11-03"), (date(2025, 11, 1), date(2025, 11, 3))),
        ("2025-11", ("2025-11-01", "2025-11-30"), None),
        ("2025-11-01~", ("2025-11-01", "2025-11-01"), None),
        ("2025-11-01/..", ("2025-11-01", None), None),
    ],
)
def test_only_days_that_are_told_are_days(edtf, days, want):
    field = Field(name="date", variants=(Variant(value=edtf, witnesses=()),))
    record = Record(id="r", kind=Kind.ENCOUNTER, witnesses=(), fields=(field,))
    assert told_days(Holding(record=record, witnesses=(), days=days)) == want
