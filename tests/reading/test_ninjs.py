import json
from datetime import date

import pytest

from gipfelbuch.errors import EmptyReportError, RecordError
from gipfelbuch.model.reports import Report

GERMAN = "Der Präsident reiste am Montag nach Paris und traf dort den Minister."
OTHER = "Die Ministerin empfing am Dienstag in Wien den Botschafter."
URI = "https://agentur.example/1"
FIRST = {
    "$standard": {"name": "ninjs", "version": "1.4"},
    "uri": URI,
    "type": "text",
    "pubstatus": "usable",
    "language": "de-DE",
    "versioncreated": "2024-05-07T08:00:00+02:00",
    "contentcreated": "2024-05-06T23:30:00-05:00",
    "headline": "Reise nach Paris",
    "copyrightholder": "Agentur",
    "body_text": GERMAN,
    "body_xhtml": f"<p>{OTHER}</p>",
}
SECOND = {
    "standard": {"name": "ninjs", "version": "2.1"},
    "uri": URI,
    "type": "text",
    "language": "de",
    "contentcreated": "2024-05-06T23:30:00-05:00",
    "headlines": [{"role": "short", "value": "Reise"}, {"role": "main", "value": "Reise nach <b>Paris</b>"}],
    "infosources": [{"uri": "x:1"}, {"name": "Agentur"}],
    "bodies": [{"contenttype": "text/html", "value": f"<p>{GERMAN}</p>"}],
}
THIRD = {
    "standard": {"name": "ninjs", "version": "3.0"},
    "uri": URI,
    "language": "deu",
    "contentCreated": "2024-05-06T23:30:00-05:00",
    "headlines": [{"value": "Reise nach Paris"}],
    "infoSources": [{"name": "Agentur"}],
    "bodies": [
        {"contentType": "text/html", "value": f"<p>{OTHER}</p>"},
        {"contentType": "text/plain", "value": f"{GERMAN}\n"},
    ],
}


@pytest.mark.parametrize("record", [FIRST, SECOND, THIRD], ids=["version 1", "version 2", "version 3"])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_an_item_has_all_its_facts(read, name, record):
    assert read(name, json.dumps(record)) == [
        Report(
            id=URI,
            text=GERMAN,
            language="de",
            title="Reise nach Paris",
            published=date(2024, 5, 6),
            publisher="Agentur",
            url=URI,
        )
    ]


def test_a_file_may_hold_our_own_records(read):
    (report,) = read("a.json", json.dumps({"text": GERMAN, "title": "T"}, indent=1))
    assert (report.id, report.text, report.title) == ("a", GERMAN, "T")


@pytest.mark.parametrize(
    "bad,error,hint",
    [
        ({**FIRST, "pubstatus": "canceled"}, RecordError, "withdrawn"),
        ({"uri": URI, "versioncreated": "2024-05-06"}, EmptyReportError, "without body"),
        ({"body_text": 7, "uri": URI}, EmptyReportError, "without body"),
        ({"other": 1}, RecordError, "no report"),
        ([], RecordError, "no report"),
    ],
)
def test_a_bad_item_is_told_with_its_number_and_the_rest_is_read(read, bad, error, hint):
    first, told, last = read("a.json", json.dumps([FIRST, bad, {"text": OTHER}]))
    assert (first.text, last.text, last.id) == (GERMAN, OTHER, "a-3")
    assert type(told) is error
    assert "a.json, item 2" in str(told)
    assert hint in str(told)


def test_pictures_are_passed_over(read):
    found = read("a.json", json.dumps([{**FIRST, "type": "picture"}, FIRST]))
    assert [r.text for r in found] == [GERMAN]


@pytest.mark.parametrize(
    "data,hint",
    [
        ("{", "column 2"),
        ("[1, 2]", "no report"),
        ('{"name": "a package"}', "no report"),
        ("[" * 100_000, "nested too deep"),
        ('{"text": ' + "1" * 5000 + "}", "broken JSON"),
    ],
)
def test_a_file_without_reports_is_told(read, data, hint):
    (error,) = read("a.json", data)
    assert isinstance(error, RecordError)
    assert hint in str(error)
