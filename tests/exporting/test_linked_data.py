"""Web Annotations, JSON-LD, GeoJSON and JSON Lines, read by others."""

import json
from importlib.resources import files

import duckdb
import jsonschema
import pytest
import rdflib
from anno import CONTEXT
from pyld import jsonld
from rdflib.namespace import PROV, RDF, SDO

from gipfelbuch.exporting.annotations import annotation_pieces
from gipfelbuch.exporting.linked import linked_pieces
from gipfelbuch.exporting.maps import map_pieces
from gipfelbuch.exporting.records import record_lines

# the JSON-LD reader of rdflib uses a class that rdflib itself gives up
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")


@pytest.fixture
def annotations(holdings):
    return json.loads("".join(annotation_pieces(holdings)))


@pytest.fixture
def annotation_graph(annotations):
    assert annotations["@context"] == "http://www.w3.org/ns/anno.jsonld"
    return rdflib.Graph().parse(data=json.dumps(annotations | {"@context": CONTEXT}), format="json-ld")


@pytest.fixture
def graph(holdings):
    return rdflib.Graph().parse(data="".join(linked_pieces(holdings)), format="json-ld")


# ---------------------------------------------------------------- annotations
def test_every_position_and_quote_selects_the_same_words_of_the_text(annotations, holdings):
    texts = {held.key: held.report.text for held, _ in holdings.reports()}
    for item in annotations["first"]["items"]:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            quote, position = target["selector"]
            text = texts[target["source"]["schema:identifier"]]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
    assert annotations["total"] == len(annotations["first"]["items"])


def test_positions_count_code_points_and_not_units_of_utf_16(annotations):
    (quote,) = (i for i in annotations["first"]["items"] if i["motivation"] == "highlighting" and "Wir" in str(i))
    start = quote["target"]["selector"][1]["start"]
    from small_register import GERMAN

    assert start == GERMAN.index("Wir") != len(GERMAN[: GERMAN.index("Wir")].encode("utf-16-le")) // 2


def test_rdflib_reads_annotations_with_both_selectors(annotation_graph):
    found = set(annotation_graph.subjects(RDF.type, OA.Annotation))
    assert found
    for one in found:
        assert annotation_graph.value(one, OA.motivatedBy) in {OA.identifying, OA.highlighting}
        for target in annotation_graph.objects(one, OA.hasTarget):
            sorts = {annotation_graph.value(s, RDF.type) for s in annotation_graph.objects(target, OA.hasSelector)}
            assert sorts == {OA.TextQuoteSelector, OA.TextPositionSelector}
            assert str(annotation_graph.value(target, OA.hasSource)).startswith("ni:///sha-256;")


def test_no_key_of_an_annotation_is_lost_as_unknown(annotations):
    def loader(url, options):
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXT}, "contentType": "text/json"}

    expanded = json.dumps(jsonld.expand(annotations, {"documentLoader": loader}))
    for words in ("oa#exact", "oa#prefix", "oa#start", "oa#hasPurpose", "schema.org/identifier", "totalItems"):
        assert words in expanded


# ---------------------------------------------------------------- schema.org and PROV
def test_rdflib_finds_events_and_quotations_derived_from_reports(graph):
    reports = set(graph.subjects(RDF.type, SDO.NewsArticle))
    assert len(reports) == 3
    for sort in (SDO.Event, SDO.Quotation, SDO.AgreeAction, SDO.GiveAction, SDO.AssessAction, SDO.Action):
        made = [s for s in graph.subjects(RDF.type, sort) if (s, RDF.type, PROV.Entity) in graph]
        assert made, sort
        for record in made:
            sources = set(graph.objects(record, PROV.wasDerivedFrom))
            assert sources
            assert sources <= reports


def test_a_quotation_tells_who_said_what_to_whom(graph):
    (said,) = (s for s in graph.subjects(RDF.type, SDO.Quotation) if (s, RDF.type, PROV.Entity) in graph)
    assert str(graph.value(said, SDO.text)) == 'Wir\tliefern <Gas> & Öl zu "fairen" Preisen'
    assert str(graph.value(graph.value(said, SDO.creator), SDO.name)) == "Anna Lindqvist"
    assert str(graph.value(graph.value(said, SDO.audience), SDO.name)) == "Paul Berger"


def test_an_encounter_has_days_place_and_attendees(graph):
    (meeting,) = (s for s in graph.subjects(RDF.type, SDO.Event) if (s, SDO.startDate, None) in graph
                  and str(graph.value(s, SDO.startDate)) == "2024-05-14")  # fmt: skip
    assert len(set(graph.objects(meeting, SDO.attendee))) == 2
    geo = graph.value(graph.value(meeting, SDO.location), SDO.geo)
    assert float(graph.value(geo, SDO.latitude)) == 59.91


def test_a_correction_is_attributed_to_who_made_it_and_an_added_record_to_no_reading(graph):
    reviewed = {str(graph.value(p, SDO.name)) for p in graph.objects(None, PROV.wasAttributedTo)}
    assert reviewed == {"Ada"}
    added = [s for s in graph.subjects(PROV.wasAttributedTo) if (s, PROV.wasGeneratedBy, None) not in graph]
    assert len(added) == 1


def test_every_key_of_the_graph_has_a_meaning(holdings):
    expanded = jsonld.expand(json.loads("".join(linked_pieces(holdings))))
    keys = {key for node in expanded for key in node if not key.startswith("@")}
    assert all(key.startswith(("https://schema.org/", "http://www.w3.org/ns/prov#")) for key in keys)


# ---------------------------------------------------------------- GeoJSON
def test_features_have_longitude_first_and_none_where_it_is_unknown(holdings):
    found = json.loads("".join(map_pieces(holdings)))
    points = {f["properties"]["place"]: f["geometry"] for f in found["features"]}
    assert points == {"Oslo": {"type": "Point", "coordinates": [10.75, 59.91]}, "Berlin": None}


def test_the_map_is_valid_against_the_schema_of_rfc_7946(holdings):
    position = {"type": "array", "minItems": 2, "items": {"type": "number"}}
    point = {"type": "object", "required": ["type", "coordinates"],
             "properties": {"type": {"const": "Point"}, "coordinates": position}}  # fmt: skip
    feature = {"type": "object", "required": ["type", "geometry", "properties"],
               "properties": {"type": {"const": "Feature"}, "id": {"type": ["string", "number"]},
                              "geometry": {"anyOf": [point, {"type": "null"}]}, "properties": {"type": "object"}}}  # fmt: skip
    schema = {"type": "object", "required": ["type", "features"],
              "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": feature}}}  # fmt: skip
    jsonschema.validate(json.loads("".join(map_pieces(holdings))), schema)


# ---------------------------------------------------------------- JSON Lines
def test_every_line_is_valid_against_the_schema_of_records(holdings):
    schema = json.loads(files("gipfelbuch").joinpath("exporting", "record.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    lines = list(record_lines(holdings))
    for line in lines:
        check.validate(json.loads(line))
    assert len(lines) == len(list(holdings.records()))


def test_duckdb_reads_json_lines(holdings, tmp_path):
    (tmp_path / "records.jsonl").write_text("".join(record_lines(holdings)), encoding="utf-8")
    found = duckdb.sql(
        f"SELECT kind, count(*) FROM read_json('{tmp_path}/records.jsonl') GROUP BY kind ORDER BY kind"
    ).fetchall()
    assert dict(found)["encounter"] == 2


def test_a_contested_field_shows_who_says_what(holdings):
    records = map(json.loads, record_lines(holdings))
    (meeting,) = (r for r in records if r["kind"] == "encounter" and len(r["witnesses"]) == 2)
    assert {v["value"] for v in meeting["fields"]["type"]["variants"]} == {"meeting", "summit"}
