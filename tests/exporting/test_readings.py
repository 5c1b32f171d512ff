import json

import pytest

from gipfelbuch import Report, read_report, reading_as_json
from gipfelbuch.exporting.readings import SCHEMA
from gipfelbuch.model.entries import Reading
from gipfelbuch.model.marks import Amount
from gipfelbuch.model.spans import Span


def test_a_reading_names_its_schema_and_the_hash_of_its_text():
    out = reading_as_json(read_report(Report(id="r", text="Größe", language="de")))
    assert out["schema"] == SCHEMA
    assert out["report"]["sha256"] == "aedc3f80989a6546962705852b2f4a481dbd1e490760693525c3724bacab3f50"
    assert json.dumps(out)


@pytest.mark.parametrize("value,want", [(2_000_000.0, 2_000_000), (2.5, 2.5)])
def test_amounts_are_whole_numbers_where_they_can_be(value, want):
    report = Report(id="r", text="2,5 Euro", language="de")
    reading = Reading(
        report=report, parties=(), entries=(), amounts=(Amount(span=Span(0, 8), value=value, currency="EUR"),)
    )
    assert reading_as_json(reading)["amounts"] == [{"span": [0, 8], "value": want, "currency": "EUR"}]


def test_an_amount_of_unknown_currency_is_left_out():
    report = Report(id="r", text="5 Dollar", language="de")
    reading = Reading(
        report=report, parties=(), entries=(), amounts=(Amount(span=Span(0, 8), value=5.0, currency=None),)
    )
    assert reading_as_json(reading)["amounts"] == []
