"""Tables of a register: holdings enter, rows of six tables with keys leave. CSV, Parquet and Data Package share them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from gipfelbuch.knowledge.states import cow_codes
from gipfelbuch.model.holdings import HeldReport, Holding, Holdings, Witness
from gipfelbuch.model.records import Actor, Field
from gipfelbuch.model.spans import Span

Cell: TypeAlias = str | int | float | bool | None
Row: TypeAlias = dict[str, Cell]
BETWEEN = "; "  # values of a list in one cell
OWN_PARTS = ("quote", "verdict", "trigger")
PARTY_FIELDS = (
    "participants",
    "host",
    "parties",
    "speaker",
    "addressees",
    "giver",
    "recipient",
    "assessor",
    "actors",
    "recipients",
)


class CellType(StrEnum):
    """What a column holds, in the words of Table Schema."""

    TEXT = "string"
    DATE = "date"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name, what it means, what it holds, and whether it is never empty."""

    name: str
    about: str
    type: CellType = CellType.TEXT
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Columns whose values stand in the key of another table."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its columns in order, its key, and what it refers to."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()


def _needed(name: str, about: str, cell: CellType = CellType.TEXT) -> Column:
    return Column(name=name, about=about, type=cell, required=True)


def _to(table: str, column: str, to: str) -> Reference:
    return Reference(columns=(column,), table=table, to=(to,))


REPORTS = Table(
    name="reports",
    about="The reports that were read.",
    key=("key",),
    columns=(
        _needed("key", "first 16 hexadecimal digits of the SHA-256 of the text"),
        _needed("sha256", "SHA-256 of the text in UTF-8"),
        _needed("name", "its name in the input"),
        _needed("language", "ISO 639-1"),
        Column(name="title", about="headline"),
        Column(name="published", about="day of publication", type=CellType.DATE),
        Column(name="publisher", about="who published it"),
        Column(name="url", about="where it stands"),
        _needed("witness_group", "near-duplicate reports share one and count as one witness"),
        _needed("chars", "length of the text in Unicode code points", CellType.INTEGER),
    ),
)
PARTIES = Table(
    name="parties",
    about="The actors across reports.",
    key=("id",),
    columns=(
        _needed("id", "stable id"),
        _needed("type", "person, country, government_body, organization, company or group"),
        _needed("name", "the form that most reports use"),
        Column(name="names", about=f"all forms, between them {BETWEEN!r}"),
        Column(name="country", about="ISO 3166-1 alpha-3"),
        Column(name="cow", about="Correlates of War number of the country", type=CellType.INTEGER),
        Column(name="code", about="PLOVER actor code"),
        Column(name="roles", about=f"offices as written, between them {BETWEEN!r}"),
        Column(name="wikidata", about="Wikidata item"),
    ),
)
RECORDS = Table(
    name="records",
    about="The events, each once, with the values that hold.",
    key=("id",),
    columns=(
        _needed("id", "stable id"),
        _needed("kind", "encounter, agreement, statement, issue, gift, assessment or action"),
        _needed("state", "open, accepted, corrected or added: what people made of it"),
        Column(name="date", about="EDTF level 1"),
        Column(name="date_from", about="first day of the date", type=CellType.DATE),
        Column(name="date_to", about="last day of the date", type=CellType.DATE),
        Column(name="type", about="type within its kind"),
        Column(name="status", about="status within its kind"),
        Column(name="plover", about="PLOVER event type"),
        Column(name="place", about="place as written"),
        Column(name="place_country", about="ISO 3166-1 alpha-3"),
        Column(name="latitude", about="degrees, WGS 84", type=CellType.NUMBER),
        Column(name="longitude", about="degrees, WGS 84", type=CellType.NUMBER),
        Column(name="occasion", about="of an encounter"),
        Column(name="format", about="of an encounter: in_person, video or phone"),
        Column(name="first_since", about="of an encounter, as written"),
        Column(name="subject", about="of an agreement, issue or assessment"),
        Column(name="count", about="of an agreement: how many", type=CellType.INTEGER),
        Column(name="amounts", about=f"of an agreement, such as 1500000 USD, between them {BETWEEN!r}"),
        Column(name="term", about="of an agreement, ISO 8601 duration"),
        Column(name="mode", about="of a statement: direct, indirect, reported or free_indirect"),
        Column(name="quote", about="the words of a statement"),
        Column(name="reply_to", about="id of the statement that it answers, as matched"),
        Column(name="item", about="of a gift"),
        Column(name="quantity", about="of a gift: number of pieces", type=CellType.INTEGER),
        Column(name="verdict", about="the words of an assessment"),
        Column(name="polarity", about="of an assessment"),
        Column(name="trigger", about="the words that name an action"),
        _needed("witnesses", "number of reports that tell it", CellType.INTEGER),
        _needed("witness_groups", "number of independent ones", CellType.INTEGER),
        _needed("contested", "number of fields that witnesses tell differently", CellType.INTEGER),
        Column(name="confidence", about="mean of the witnesses, 0 to 1", type=CellType.NUMBER),
    ),
)
INVOLVED = Table(
    name="involved",
    about="Which actor fills which slot of a record.",
    key=("record", "field", "party"),
    columns=(
        _needed("record", "id of the record"),
        _needed("field", f"slot: {', '.join(PARTY_FIELDS)}"),
        _needed("party", "id of the actor"),
    ),
    references=(_to("records", "record", "id"), _to("parties", "party", "id")),
)
WITNESSES = Table(
    name="witnesses",
    about="The words of the reports that tell a record.",
    key=("report", "entry"),
    columns=(
        _needed("record", "id of the record"),
        _needed("report", "key of the report"),
        _needed("entry", "id of the entry in its reading"),
        _needed("evidence", "the words that say so"),
        _needed("evidence_spans", "where they stand: start-end, code points, half open, between them ';'"),
        Column(name="words", about="the words of a quote, verdict or trigger"),
        Column(name="words_spans", about="where these stand"),
        Column(name="confidence", about="0 to 1", type=CellType.NUMBER),
    ),
    references=(_to("records", "record", "id"), _to("reports", "report", "key")),
)
VARIANTS = Table(
    name="variants",
    about="What witnesses say of each field; rank 0 holds.",
    key=("record", "field", "rank"),
    columns=(
        _needed("record", "id of the record"),
        _needed("field", "name of the field"),
        _needed("rank", "0 for the value that holds", CellType.INTEGER),
        _needed("value", "as JSON; actors by id"),
        _needed("witnesses", "number of reports that say so", CellType.INTEGER),
        _needed("corrected", "whether a person set it", CellType.BOOLEAN),
    ),
    references=(_to("records", "record", "id"),),
)
TABLES = (REPORTS, PARTIES, RECORDS, INVOLVED, WITNESSES, VARIANTS)


def table_rows(holdings: Holdings) -> Iterator[tuple[str, Row]]:
    """Every row of every table, with the table's name; what is referred to comes first.

    Args:
        holdings: streamed; each is gone through once.
    """
    for held, _ in holdings.reports():
        yield REPORTS.name, _report(held)
    for actor in holdings.actors.values():
        yield PARTIES.name, _party(actor)
    for holding in holdings.records():
        yield RECORDS.name, record_row(holding)
        yield from ((INVOLVED.name, row) for row in _involved(holding, holdings))
        yield from ((WITNESSES.name, _witness(w)) for w in holding.witnesses)
        yield from ((VARIANTS.name, row) for row in _variants(holding))


def record_row(holding: Holding) -> Row:
    """The row of a record."""
    record = holding.record
    first, last = holding.days
    latitude, longitude = holding.coordinates or (None, None)
    own: Row = {
        "id": record.id,
        "kind": record.kind.value,
        "state": holding.state,
        "date_from": first,
        "date_to": last,
        "latitude": latitude,
        "longitude": longitude,
        "witnesses": len(holding.witnesses),
        "witness_groups": holding.groups,
        "contested": sum(1 for f in record.fields if f.contested and f.name not in holding.corrected),
        "confidence": holding.confidence,
    }
    return {c.name: own[c.name] if c.name in own else _cell(record.field(c.name), c.type) for c in RECORDS.columns}


def spans_as_text(spans: Iterable[Span]) -> str:
    """Spans in one cell: "12-40;55-60"."""
    return ";".join(f"{s.start}-{s.end}" for s in spans)


def sector_of(actor: Actor) -> str | None:
    """The three letters of an actor's PLOVER sector; None if it is not known.

    >>> from gipfelbuch.model.parties import PartyType
    >>> sector_of(Actor(id="a", type=PartyType.PERSON, name="A", names=(), members=(), country="KOR", code="KORGOV"))
    'GOV'
    """
    code = actor.code or ""
    rest = code.removeprefix(actor.country) if actor.country else code
    return rest[:3] or None


def _cell(field: Field | None, cell: CellType) -> Cell:
    if field is None or field.value is None:
        return None
    value = field.value
    if isinstance(value, tuple):
        return BETWEEN.join(str(v) for v in value) or None
    return int(value) if cell is CellType.INTEGER else str(value)


def _report(held: HeldReport) -> Row:
    report = held.report
    return {
        "key": held.key,
        "sha256": report.sha256,
        "name": report.id,
        "language": report.language,
        "title": report.title,
        "published": report.published.isoformat() if report.published else None,
        "publisher": report.publisher,
        "url": report.url,
        "witness_group": held.group,
        "chars": len(report.text),
    }


def _party(actor: Actor) -> Row:
    return {
        "id": actor.id,
        "type": actor.type.value,
        "name": actor.name,
        "names": BETWEEN.join(actor.names) or None,
        "country": actor.country,
        "cow": cow_codes().get(actor.country or ""),
        "code": actor.code,
        "roles": BETWEEN.join(actor.roles) or None,
        "wikidata": actor.wikidata,
    }


def _involved(holding: Holding, holdings: Holdings) -> Iterator[Row]:
    for name in PARTY_FIELDS:
        for party in sorted(set(holding.listed(name))):
            if party in holdings.actors:  # a correction may name one that no report names any more
                yield {"record": holding.record.id, "field": name, "party": party}


def _witness(witness: Witness) -> Row:
    part = next((p for p in OWN_PARTS if witness.spans.get(p)), None)
    return {
        "record": witness.record,
        "report": witness.held.key,
        "entry": witness.entry,
        "evidence": witness.words(),
        "evidence_spans": spans_as_text(witness.spans["evidence"]),
        "words": witness.words(part) if part else None,
        "words_spans": spans_as_text(witness.spans[part]) if part else None,
        "confidence": witness.confidence,
    }


def _variants(holding: Holding) -> Iterator[Row]:
    for field in holding.record.fields:
        for rank, variant in enumerate(field.variants):
            yield {
                "record": holding.record.id,
                "field": field.name,
                "rank": rank,
                "value": json.dumps(variant.value, ensure_ascii=False),
                "witnesses": len(variant.witnesses),
                "corrected": rank == 0 and field.name in holding.corrected,
            }
