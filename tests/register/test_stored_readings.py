"""A reading comes back from the register as it was put in."""

import json
from pathlib import Path

import pytest

from gipfelbuch.exporting.readings import reading_as_json
from gipfelbuch.model.reports import Report
from gipfelbuch.pipeline import read_report
from gipfelbuch.reading import find_reports
from gipfelbuch.register import key_of
from gipfelbuch.register.readings import digest_of, reading_of

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_json_of_a_stored_reading_is_the_json_that_was_stored(path):
    (report,) = find_reports([str(path)])
    body = json.loads(json.dumps(reading_as_json(read_report(report))))
    assert body["entries"]
    again = reading_of(body, report)
    assert reading_as_json(again) == body
    assert digest_of(reading_as_json(again)) == digest_of(body)


def test_sources_for_matching_are_the_readings_that_were_stored(register, build):
    report = Report(id="r", text="Anna traf Berta 2024-05.", language="de")
    build(report)
    with register.snapshot() as snapshot:
        (source,) = snapshot.sources({key_of(report): "group"})
    assert (source.key, source.group, source.reading.report) == (key_of(report), "group", report)
    assert [e.date for e in source.reading.entries] == ["2024-05"]
