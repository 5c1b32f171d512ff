"""JSON-LD in the words of schema.org and PROV: holdings enter, one graph leaves.

Encounters are an ``Event``, statements a ``Quotation``, deeds an ``Action`` of the nearest sort; each is derived
(``prov:wasDerivedFrom``) from the reports that tell it and cites their words.

References:
    schema.org; PROV-O, W3C Recommendation 2013.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from gipfelbuch.exporting.identifiers import text_iri, urn_of
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.holdings import HeldReport, Holding, Holdings, Witness
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.records import Actor

Json = dict[str, Any]
CONTEXT = {
    "@vocab": "https://schema.org/",
    "id": "@id",
    "type": "@type",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "startDate": {"@type": "xsd:date"},
    "endDate": {"@type": "xsd:date"},
    "startTime": {"@type": "xsd:date"},
    "endTime": {"@type": "xsd:date"},
    "datePublished": {"@type": "xsd:date"},
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "eventStatus": {"@type": "@id"},
    "actionStatus": {"@type": "@id"},
    "prov:wasDerivedFrom": {"@type": "@id"},
    "prov:wasGeneratedBy": {"@type": "@id"},
    "prov:wasAssociatedWith": {"@type": "@id"},
}
SCHEMA_ORG = "https://schema.org/"
WIKIDATA = "http://www.wikidata.org/entity/"
_ACTOR_TYPES = {
    PartyType.PERSON: "Person",
    PartyType.COUNTRY: "Country",
    PartyType.GOVERNMENT_BODY: "GovernmentOrganization",
    PartyType.ORGANIZATION: "Organization",
    PartyType.COMPANY: "Corporation",
    PartyType.GROUP: "Organization",
}
_RECORD_TYPES = {
    Kind.ENCOUNTER: "Event",
    Kind.AGREEMENT: "AgreeAction",
    Kind.STATEMENT: "Quotation",
    Kind.ISSUE: "Intangible",
    Kind.GIFT: "GiveAction",
    Kind.ASSESSMENT: "AssessAction",
    Kind.ACTION: "Action",
}
# by kind, our slots of parties and what schema.org calls them
_ROLES: dict[Kind, dict[str, str]] = {
    Kind.ENCOUNTER: {"participants": "attendee", "host": "organizer"},
    Kind.AGREEMENT: {"parties": "agent"},
    Kind.STATEMENT: {"speaker": "creator", "addressees": "audience"},
    Kind.ISSUE: {"parties": "about"},
    Kind.GIFT: {"giver": "agent", "recipient": "recipient"},
    Kind.ASSESSMENT: {"assessor": "agent"},
    Kind.ACTION: {"actors": "agent", "recipients": "participant"},
}
_EVENT_STATUS = {"cancelled": "EventCancelled", "held": "EventScheduled", "planned": "EventScheduled"}
_ACTION_STATUS = {
    "happened": "CompletedActionStatus",
    "signed": "CompletedActionStatus",
    "ended": "CompletedActionStatus",
    "ongoing": "ActiveActionStatus",
    "in_force": "ActiveActionStatus",
    "planned": "PotentialActionStatus",
    "proposed": "PotentialActionStatus",
    "threatened": "PotentialActionStatus",
    "failed": "FailedActionStatus",
}


def linked_pieces(holdings: Holdings) -> Iterator[str]:
    """The text of one JSON-LD document, piece by piece: context, then the graph, a node a line."""
    yield '{"@context": ' + json.dumps(CONTEXT) + ',\n"@graph": [\n'
    for number, node in enumerate(_nodes(holdings)):
        yield (",\n" if number else "") + json.dumps(node, ensure_ascii=False)
    yield "\n]}\n"


def _nodes(holdings: Holdings) -> Iterator[Json]:
    yield from _makers(holdings.version)
    yield from (_actor(actor) for actor in holdings.actors.values())
    yield from (_report(held) for held, _ in holdings.reports())
    for holding in holdings.records():
        yield record_node(holding, holdings)


def _makers(version: str) -> Iterator[Json]:
    software = urn_of("software", "gipfelbuch", version)
    yield {
        "id": software,
        "type": ["SoftwareApplication", "prov:SoftwareAgent"],
        "name": "gipfelbuch",
        "softwareVersion": version,
    }
    yield {"id": _reading(version), "type": "prov:Activity", "name": "reading", "prov:wasAssociatedWith": software}


def _reading(version: str) -> str:
    return urn_of("activity", "reading", version)


def _actor(actor: Actor) -> Json:
    return _known(
        {
            "id": urn_of("actor", actor.id),
            "type": _ACTOR_TYPES[actor.type],
            "identifier": [actor.id, actor.code] if actor.code else actor.id,
            "name": actor.name,
            "alternateName": [n for n in actor.names if n != actor.name],
            "jobTitle": list(actor.roles) if actor.type is PartyType.PERSON else None,
            "sameAs": WIKIDATA + actor.wikidata if actor.wikidata else None,
        }
    )


def _report(held: HeldReport) -> Json:
    report = held.report
    return _known(
        {
            "id": text_iri(report.sha256),
            "type": ["NewsArticle", "prov:Entity"],
            "identifier": held.key,
            "name": report.id,
            "headline": report.title,
            "datePublished": report.published.isoformat() if report.published else None,
            "publisher": {"type": "Organization", "name": report.publisher} if report.publisher else None,
            "inLanguage": report.language,
            "url": report.url,
        }
    )


def record_node(holding: Holding, holdings: Holdings) -> Json:
    """The node of a record."""
    kind = holding.record.kind
    return _known(
        {
            "id": urn_of("record", holding.record.id),
            "type": [_RECORD_TYPES[kind], "prov:Entity"],
            "identifier": holding.record.id,
            "additionalType": holding.text("type") or kind.value,
            **_own(holding),
            **_roles(holding, holdings),
            "citation": [_citation(w) for w in holding.witnesses],
            "prov:wasDerivedFrom": list(dict.fromkeys(text_iri(w.held.report.sha256) for w in holding.witnesses)),
            "prov:wasGeneratedBy": None if holding.state == "added" else _reading(holdings.version),
            "prov:wasAttributedTo": [_reviewer(name) for name in holding.reviewers],
        }
    )


def _own(holding: Holding) -> Json:
    first, last = holding.days
    match holding.record.kind:
        case Kind.ENCOUNTER:
            return {
                "name": holding.text("occasion"),
                "startDate": first,
                "endDate": last,
                "location": _place(holding),
                "eventStatus": _status(_EVENT_STATUS, holding),
            }
        case Kind.STATEMENT:
            return {"text": holding.text("quote")}
        case Kind.ISSUE:
            return {"name": holding.text("subject"), "disambiguatingDescription": holding.text("status")}
        case _:
            thing = holding.text("subject") or holding.text("item")
            return {
                "object": {"type": "Thing", "name": thing} if thing else None,
                "name": holding.text("trigger"),
                "result": {"type": "Thing", "name": holding.text("verdict")} if holding.text("verdict") else None,
                "startTime": first,
                "endTime": last,
                "location": _place(holding),
                "actionStatus": _status(_ACTION_STATUS, holding),
            }


def _status(known: dict[str, str], holding: Holding) -> str | None:
    found = known.get(holding.text("status") or "")
    return SCHEMA_ORG + found if found else None


def _roles(holding: Holding, holdings: Holdings) -> Json:
    return {
        role: [{"id": urn_of("actor", p)} for p in holding.listed(slot) if p in holdings.actors]
        for slot, role in _ROLES[holding.record.kind].items()
    }


def _place(holding: Holding) -> Json | None:
    name, country, found = holding.text("place"), holding.text("place_country"), holding.coordinates
    if name is None and country is None:
        return None
    geo = {"type": "GeoCoordinates", "latitude": found[0], "longitude": found[1]} if found else None
    address = {"type": "PostalAddress", "addressCountry": country} if country else None
    return _known({"type": "Place", "name": name, "address": address, "geo": geo})


def _citation(witness: Witness) -> Json:
    return {
        "type": "Quotation",
        "text": witness.words(),
        "isPartOf": {"id": text_iri(witness.held.report.sha256)},
    }


def _reviewer(name: str) -> Json:
    return {"id": urn_of("reviewer", name), "type": ["Person", "prov:Person"], "name": name}


def _known(node: Json) -> Json:
    """Without what is not known."""
    empty: Iterable[Any] = (None, [], {})
    return {name: value for name, value in node.items() if value not in empty}
