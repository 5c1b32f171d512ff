"""W3C Web Annotations: holdings enter, a collection leaves in which each annotation points at the words of a report.

Texts are named by their hash (``ni:``), so that whoever holds the same text can check every offset; positions count
code points, as the model prescribes.

References:
    Web Annotation Data Model, W3C Recommendation 2017.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gipfelbuch.exporting.identifiers import text_iri, urn_of
from gipfelbuch.model.holdings import HeldReport, Holdings, Witness
from gipfelbuch.model.spans import Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
NEAR_CHARS = 32  # of prefix and suffix: enough to tell repeated words apart, as browsers' tools use it
MOTIVES = {"evidence": "identifying", "quote": "highlighting", "verdict": "highlighting", "trigger": "highlighting"}
Json = dict[str, Any]


def annotation_pieces(holdings: Holdings) -> Iterator[str]:
    """The text of one JSON-LD document, piece by piece.

    Args:
        holdings: each part (evidence, quote, verdict, trigger) of each witness becomes an annotation.
    """
    head = {
        "@context": CONTEXT,
        "id": urn_of("collection", "annotations"),
        "type": "AnnotationCollection",
        "label": "Words that tell the events of a register",
        "generator": {
            "id": urn_of("software", "gipfelbuch", holdings.version),
            "type": "Software",
            "schema:softwareVersion": holdings.version,
            "name": "gipfelbuch",
        },
    }
    yield json.dumps(head, ensure_ascii=False)[:-1]
    page = {"id": urn_of("collection", "annotations", "1"), "type": "AnnotationPage", "startIndex": 0}
    yield ', "first": ' + json.dumps(page)[:-1] + ', "items": ['
    total = 0
    for holding in holdings.records():
        for witness in holding.witnesses:
            for part in sorted(witness.spans):
                yield (",\n" if total else "\n") + json.dumps(annotation(witness, part), ensure_ascii=False)
                total += 1
    yield f'\n]}}, "total": {total}}}\n'


def annotation(witness: Witness, part: str) -> Json:
    """One annotation: a record, and the words of a report that say so.

    Args:
        witness: of the record.
        part: ``evidence``, ``quote``, ``verdict`` or ``trigger``.
    """
    kind = witness.record.partition(":")[0]
    targets = [_target(witness.held, span) for span in witness.spans[part]]
    return {
        "id": urn_of("annotation", witness.record, witness.held.key, witness.entry, part),
        "type": "Annotation",
        "motivation": MOTIVES[part],
        "body": [
            {"source": urn_of("record", witness.record), "type": "SpecificResource", "purpose": "identifying"},
            {"type": "TextualBody", "value": witness.record, "format": "text/plain", "purpose": "linking"},
            {"type": "TextualBody", "value": part, "format": "text/plain", "purpose": "tagging"},
        ],
        "target": targets[0] if len(targets) == 1 else targets,
    } | ({"label": kind} if kind != witness.record else {})


def _target(held: HeldReport, span: Span) -> Json:
    text = held.report.text
    return {
        "type": "SpecificResource",
        "source": _source(held),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(0, span.start - NEAR_CHARS) : span.start],
                "suffix": text[span.end : span.end + NEAR_CHARS],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }


def _source(held: HeldReport) -> Json:
    report = held.report
    known = {
        "schema:url": report.url,
        "schema:headline": report.title,
        "schema:publisher": report.publisher,
        "schema:datePublished": report.published.isoformat() if report.published else None,
    }
    return {
        "id": text_iri(report.sha256),
        "type": "Text",
        "format": "text/plain",
        "language": report.language,
        "schema:identifier": held.key,
    } | {name: value for name, value in known.items() if value}
