"""JSON Lines: holdings enter, one record a line leaves with all its witnesses, in the shape of ``record.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from gipfelbuch.exporting.identifiers import text_iri, urn_of
from gipfelbuch.exporting.tables import PARTY_FIELDS
from gipfelbuch.model.holdings import Holding, Holdings, Value, Witness
from gipfelbuch.model.records import Actor, Field

SCHEMA = "gipfelbuch/record/1"
Json = dict[str, Any]


def record_lines(holdings: Holdings) -> Iterator[str]:
    """A JSON object a line, in order of record id."""
    for holding in holdings.records():
        yield json.dumps(record_as_json(holding, holdings), ensure_ascii=False) + "\n"


def record_as_json(holding: Holding, holdings: Holdings) -> Json:
    """A record as plain JSON values; absent values are null."""
    record = holding.record
    named = {p for f in record.fields if f.name in PARTY_FIELDS for v in f.variants for p in _listed(v.value)}
    return {
        "schema": SCHEMA,
        "id": record.id,
        "urn": urn_of("record", record.id),
        "kind": record.kind.value,
        "state": holding.state,
        "days": list(holding.days),
        "fields": {f.name: _field(f, holding) for f in record.fields},
        "coordinates": holding.coordinates,
        "parties": [actor_as_json(holdings.actors[p]) for p in sorted(named & holdings.actors.keys())],
        "witnesses": [_witness(w) for w in holding.witnesses],
        "witness_groups": holding.groups,
        "confidence": holding.confidence,
        "reviewers": list(holding.reviewers),
    }


def actor_as_json(actor: Actor) -> Json:
    """An actor as plain JSON values."""
    return {
        "id": actor.id,
        "type": actor.type.value,
        "name": actor.name,
        "names": list(actor.names),
        "country": actor.country,
        "code": actor.code,
        "roles": list(actor.roles),
        "wikidata": actor.wikidata,
    }


def _field(field: Field, holding: Holding) -> Json:
    return {
        "value": field.value,
        "corrected": field.name in holding.corrected,
        "variants": [
            {"value": v.value, "witnesses": [{"report": w.report, "entry": w.entry} for w in v.witnesses]}
            for v in field.variants
        ],
    }


def _witness(witness: Witness) -> Json:
    report = witness.held.report
    return {
        "report": witness.held.key,
        "text": text_iri(report.sha256),
        "group": witness.held.group,
        "entry": witness.entry,
        "name": report.id,
        "language": report.language,
        "title": report.title,
        "published": report.published.isoformat() if report.published else None,
        "publisher": report.publisher,
        "url": report.url,
        "confidence": witness.confidence,
        "parts": {
            part: [{"start": s.start, "end": s.end, "words": s.of(report.text)} for s in spans]
            for part, spans in sorted(witness.spans.items())
        },
    }


def _listed(value: Value) -> set[str]:
    return {str(v) for v in (value if isinstance(value, tuple) else (value,)) if v is not None}
