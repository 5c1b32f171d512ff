"""TEI, read by lxml."""

import re

import pytest
from lxml import etree

from gipfelbuch.exporting.tei import NAMESPACE, _Mark, _marked, tei_pieces, text
from gipfelbuch.model.spans import Span

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
TEI = {"t": NAMESPACE}


@pytest.fixture
def corpus(holdings):
    return etree.fromstring("".join(tei_pieces(holdings)).encode())


def test_every_text_stands_unchanged(corpus, holdings):
    texts = {held.key: held.report.text for held, _ in holdings.reports()}
    found = {e.get("n"): "".join(e.find(".//t:ab", TEI).itertext()) for e in corpus.iterfind("t:TEI", TEI)}
    assert found == texts


def test_the_parts_that_tei_asks_for_are_there_in_order(corpus):
    assert etree.QName(corpus).localname == "teiCorpus"
    for part in (corpus, *corpus.iterfind("t:TEI", TEI)):
        names = [etree.QName(e).localname for e in part]
        assert names[0] == "teiHeader"
        assert names == sorted(names, key=["teiHeader", "standOff", "text", "TEI"].index)
        header = part.find("t:teiHeader/t:fileDesc", TEI)
        assert [etree.QName(e).localname for e in header] == ["titleStmt", "publicationStmt", "sourceDesc"]
        assert header.findtext("t:titleStmt/t:title", namespaces=TEI)


def test_ids_are_names_and_unique_and_every_pointer_has_an_end(corpus):
    ids = [e.get(XML_ID) for e in corpus.iter() if e.get(XML_ID)]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z][\w.-]*", i) for i in ids)
    pointers = {p for e in corpus.iter() for n in ("ref", "ana", "active", "passive") for p in (e.get(n) or "").split()}
    assert {p for p in pointers if p.startswith("#")} == pointers
    assert {p[1:] for p in pointers} <= set(ids)


def test_a_span_points_at_its_words(corpus):
    blocks = {e.get(XML_ID): "".join(e.itertext()) for e in corpus.iter(f"{{{NAMESPACE}}}ab")}
    spans = list(corpus.iter(f"{{{NAMESPACE}}}span"))
    assert spans
    for span in spans:
        block, start, length = re.fullmatch(r"#string-range\(([\w-]+),(\d+),(\d+)\)", span.get("target")).groups()
        assert blocks[block][int(start) : int(start) + int(length)] == span.text


def test_parties_times_places_and_quotes_are_marked(corpus):
    names = {i.get(XML_ID): i.findtext("t:persName", namespaces=TEI) for i in corpus.iter(f"{{{NAMESPACE}}}person")}
    marked = {(e.text, names.get(e.get("ref")[1:])) for e in corpus.iterfind(".//t:rs[@type='person']", TEI)}
    assert ("Anna Lindqvist", "Anna Lindqvist") in marked
    assert [e.get("when") for e in corpus.iterfind(".//t:ab//t:date", TEI)] == ["2024-05-14"]
    assert [e.text for e in corpus.iterfind(".//t:ab//t:placeName", TEI)] == ["Oslo"]
    assert [e.text for e in corpus.iterfind(".//t:ab//t:quote", TEI)] == ['Wir\tliefern <Gas> & Öl zu "fairen" Preisen']


def mark(start, end, tag="rs"):
    return _Mark(span=Span(start, end), tag=tag, attributes={})


@pytest.mark.parametrize(
    ("marks", "want"),
    [
        ([mark(0, 2)], "<rs>ab</rs>cd"),
        ([mark(0, 2), mark(2, 4)], "<rs>ab</rs><rs>cd</rs>"),
        ([mark(0, 4), mark(1, 2, "date")], "<rs>a<date>b</date>cd</rs>"),
        ([mark(0, 3), mark(2, 4)], "<rs>abc</rs>d"),
        ([mark(0, 4, "quote"), mark(0, 4)], "<quote><rs>abcd</rs></quote>"),
        ([mark(0, 4), mark(1, 3, "quote")], "<rs>abcd</rs>"),
        ([mark(0, 1), mark(0, 1)], "<rs>a</rs>bcd"),
    ],
)
def test_marks_are_nested_and_one_that_crosses_is_left_out(marks, want):
    assert _marked("abcd", marks) == want


def test_what_xml_cannot_hold_keeps_its_place():
    assert len(etree.fromstring(f"<a>{text(chr(11) + '&' + chr(13) + chr(0xFFFF))}</a>").text) == 4
