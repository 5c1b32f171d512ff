"""POLECAT and GDELT, read by others."""

import csv
import io

import duckdb
import polars as pl
import pytest

from gipfelbuch.exporting.dyads import cameo_of, pairs_of
from gipfelbuch.exporting.formats import write_export
from gipfelbuch.exporting.gdelt import EVENT_COLUMNS, EVENTS_FILE, MENTION_COLUMNS, MENTIONS_FILE
from gipfelbuch.exporting.polecat import polecat_lines
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.holdings import Holding
from gipfelbuch.model.records import Field, Record, Variant

POLECAT = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
]


@pytest.fixture
def polecat(holdings):
    return pl.read_csv(io.StringIO("".join(polecat_lines(holdings))), separator="\t", infer_schema=False)


@pytest.fixture
def gdelt(tmp_path, holdings):
    write_export("gdelt", holdings, tmp_path / "gdelt")

    def read(file, columns):
        return duckdb.sql(
            f"SELECT * FROM read_csv('{tmp_path}/gdelt/{file}', delim='\t', header=false, quote='', "
            f"all_varchar=true, names={list(columns)})"
        ).pl()

    return read(EVENTS_FILE, EVENT_COLUMNS), read(MENTIONS_FILE, MENTION_COLUMNS)


def made(kind, **values):
    fields = tuple(Field(name=n, variants=(Variant(value=v, witnesses=()),)) for n, v in values.items())
    return Holding(record=Record(id="r", kind=kind, witnesses=(), fields=fields), witnesses=())


def test_polecat_has_its_forty_columns(polecat):
    assert polecat.columns == POLECAT
    assert polecat["Event ID"].is_unique().all()


def test_pythons_csv_reader_sees_forty_columns_in_every_row(holdings):
    rows = list(csv.reader(io.StringIO("".join(polecat_lines(holdings))), delimiter="\t"))
    assert {len(r) for r in rows} == {40}


def test_polecat_tells_who_met_whom_where_and_leaves_the_rest_empty(polecat):
    (row,) = polecat.filter(polecat["Raw Placename"] == "Oslo").to_dicts()
    told = {name: value for name, value in row.items() if value}
    assert told.pop("Version").startswith("gipfelbuch ")
    assert told.pop("Event ID")
    assert told == {
        "Event Date": "2024-05-14",
        "Event Type": "CONSULT",
        "Quad Code": "VERBAL COOPERATION",
        "Actor Name": "Paul Berger",
        "Actor Country": "DEU",
        "Actor COW": "255",
        "Primary Actor Sector": "GOV",
        "Actor Sectors": "GOV",
        "Actor Title": "Amtskollegen; Foreign minister",
        "Actor Name Raw": "Paul Berger",
        "Recipient Name": "Anna Lindqvist",
        "Recipient Country": "SWE",
        "Recipient COW": "380",
        "Primary Recipient Sector": "GOV",
        "Recipient Sectors": "GOV",
        "Recipient Title": "Außenministerin; Foreign minister",
        "Recipient Name Raw": "Anna Lindqvist",
        "Placename": "Oslo",
        "Country": "NOR",
        "Latitude": "59.91",
        "Longitude": "10.75",
        "Raw Placename": "Oslo",
        "Source": "Nordpost",
        "Publication Date": "2024-05-15",
        "Story People": "Anna Lindqvist; Paul Berger",
        "Story Locations": "Oslo",
        "Language": "de",
    }


def test_a_month_is_no_event_date(polecat):
    (row,) = polecat.filter(polecat["Event Type"] == "SANCTION").to_dicts()
    assert row["Event Date"] is None


def test_gdelt_has_61_and_16_columns_and_mentions_refer_to_events(gdelt):
    events, mentions = gdelt
    assert (events.width, mentions.width) == (61, 16)
    assert set(mentions["GlobalEventID"]) == set(events["GlobalEventID"])
    assert events["GlobalEventID"].cast(pl.Int64).is_unique().all()


def test_gdelt_mentions_have_our_offsets(gdelt, holdings):
    texts = {held.key: held.report.text for held, _ in holdings.reports()}
    events, mentions = gdelt
    (treaty,) = events.filter(events["EventCode"] == "057").to_dicts()
    told = mentions.filter(mentions["GlobalEventID"] == treaty["GlobalEventID"]).to_dicts()
    assert len(told) == 2
    for mention in told:
        key = mention["Extras"].partition(",")[0].removeprefix("report=")
        for side, names in ((1, ("Deutschland", "Germany")), (2, ("Schweden", "Sweden"))):
            assert texts[key][int(mention[f"Actor{side}CharOffset"]) :].startswith(names)
        assert int(mention["MentionDocLen"]) == len(texts[key])


def test_an_action_offset_is_that_of_its_trigger(gdelt, holdings):
    texts = {held.key: held.report.text for held, _ in holdings.reports()}
    events, mentions = gdelt
    (event,) = events.filter(events["EventRootCode"] == "16").to_dicts()
    (mention,) = mentions.filter(mentions["GlobalEventID"] == event["GlobalEventID"]).to_dicts()
    key = mention["Extras"].partition(",")[0].removeprefix("report=")
    assert texts[key][int(mention["ActionCharOffset"]) :].startswith("schloss")
    assert (event["Day"], event["MonthYear"], event["Year"], event["GoldsteinScale"]) == (
        None,
        "202405",
        "2024",
        "-4.0",
    )


def test_an_address_makes_a_mention_a_web_mention(gdelt):
    _, mentions = gdelt
    kinds = {(m["MentionType"], m["MentionIdentifier"].partition(":")[0]) for m in mentions.to_dicts()}
    assert kinds == {("1", "https"), ("2", "urn")}


@pytest.mark.parametrize(
    ("kind", "values", "want"),
    [
        (Kind.ENCOUNTER, {"participants": ("b", "a", "c")}, [("a", "b"), ("a", "c"), ("b", "c")]),
        (Kind.ENCOUNTER, {"participants": ("a",), "host": "b"}, [("a", "b")]),
        (Kind.ENCOUNTER, {"participants": ("a",)}, [("a", None)]),
        (Kind.ENCOUNTER, {}, [(None, None)]),
        (Kind.STATEMENT, {"speaker": "b", "addressees": ("a", "c")}, [("b", "a"), ("b", "c")]),
        (Kind.GIFT, {"recipient": "b"}, [(None, "b")]),
        (Kind.ACTION, {"actors": ("a", "b"), "recipients": ("b",)}, [("a", "b")]),
    ],
)
def test_pairs_have_a_direction_where_the_deed_has_one(kind, values, want):
    assert list(pairs_of(made(kind, **values))) == want


@pytest.mark.parametrize(
    ("kind", "values", "code", "quad"),
    [
        (Kind.AGREEMENT, {"plover": "AGREE", "status": "signed"}, "057", 1),
        (Kind.AGREEMENT, {"plover": "AGREE", "status": "agreed"}, "030", 1),
        (Kind.ENCOUNTER, {"plover": "CONSULT", "type": "call"}, "041", 1),
        (Kind.ENCOUNTER, {"plover": "CONSULT", "type": "summit"}, "040", 1),
        (Kind.ACTION, {"plover": "CONCEDE"}, "080", 2),
        (Kind.STATEMENT, {"plover": "REQUEST"}, None, None),
        (Kind.STATEMENT, {"plover": "ACCUSE"}, None, 3),
        (Kind.ACTION, {"plover": "ASSAULT"}, None, 4),
        (Kind.ACTION, {"plover": "COERCE"}, None, 4),
        (Kind.ACTION, {"plover": "SANCTION"}, "160", 4),
    ],
)
def test_cameo_is_told_only_where_one_code_is_possible(kind, values, code, quad):
    found = cameo_of(made(kind, **values))
    assert (found.code, found.quad_class) == (code, quad)
    assert (found.goldstein is None) == (code is None)
