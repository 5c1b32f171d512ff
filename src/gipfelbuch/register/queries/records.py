"""Records as they are shown: ids enter, records with names, words and who says otherwise leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Connection, RowMapping, Select, and_, select

from gipfelbuch.model.entries import Kind
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.records import EntryRef, Scalar
from gipfelbuch.model.reports import Language
from gipfelbuch.register import tables as t
from gipfelbuch.register.anchors import PARTY_FIELDS
from gipfelbuch.register.overlay import State, as_value
from gipfelbuch.register.queries.answers import Cell, joined

CHUNK_RECORDS = 500  # loaded at once; SQLite takes 32,766 parameters in a statement


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownParty:
    """A party in a record, as most witnesses tell it.

    Args:
        field: what it is there ("speaker", "participants").
        id: of the party.
        name: of the party.
        type: what sort of actor.
        country: ISO 3166-1 alpha-3; None if unknown.
    """

    field: str
    id: str
    name: str
    type: PartyType
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A report that tells a record, with the words that say so.

    Args:
        ref: report and entry.
        name: of the report, in its input.
        group: key of the witness group; copies of one agency report share it.
        language: of the report.
        words: the evidence, gaps told by an ellipsis.
        publisher: of the report; None if unknown. So for the rest.
        published: ISO date.
        title: of the report.
        url: of the report.
    """

    ref: EntryRef
    name: str
    group: str
    language: Language
    words: str
    publisher: str | None = None
    published: str | None = None
    title: str | None = None
    url: str | None = None

    @property
    def source(self) -> str:
        """Publisher, or else the name of the report."""
        return self.publisher or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownValue:
    """A value of a field.

    Args:
        value: as it is kept; parties by id.
        told: for people; parties by name.
        groups: how many witness groups tell it.
        witnesses: who tells it.
        review: the review that set it; None if no person did.
    """

    value: Scalar | tuple[Scalar, ...]
    told: str
    groups: int
    witnesses: tuple[EntryRef, ...]
    review: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownField:
    """A field of a record: its values, the one that holds first."""

    name: str
    values: tuple[ShownValue, ...]

    @property
    def contested(self) -> bool:
        """Whether witnesses differ and no person decided."""
        return len(self.values) > 1 and self.values[0].review is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRecord:
    """A record with everything that it is shown with.

    Args:
        id: of the record.
        kind: which of the seven kinds.
        state: what people made of it.
        day: where it stands in time: first day of its date, else the day it was first published; None if unknown.
        date: EDTF; None if no witness tells it. So for the following.
        type: of encounters and agreements.
        status: of the matter.
        plover: PLOVER event type.
        place: name.
        place_country: ISO 3166-1 alpha-3.
        first_day: first day of the date.
        last_day: last day of the date.
        summary: in a few words of a report.
        confidence: 0 to 1, mean of the witnesses.
        parties: who has part in it.
        others: who has part in it only as a minority of the witnesses tells.
        fields: everything that is told, and what is told otherwise.
        witnesses: who tells it, in the order of publication.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = (
        "id", "kind", "day", "date", "type", "status", "plover", "parties", "countries", "place", "place_country",
        "summary", "contested", "state", "confidence", "witnesses", "sources", "words",
    )  # fmt: skip

    id: str
    kind: Kind
    state: State
    day: str | None
    date: str | None
    type: str | None
    status: str | None
    plover: str | None
    place: str | None
    place_country: str | None
    first_day: str | None
    last_day: str | None
    summary: str
    confidence: float | None
    parties: tuple[ShownParty, ...]
    fields: tuple[ShownField, ...]
    witnesses: tuple[Witness, ...]
    others: tuple[ShownParty, ...] = ()

    def field(self, name: str) -> ShownField | None:
        """The field of that name; None if nobody tells it."""
        return next((f for f in self.fields if f.name == name), None)

    def value(self, name: str) -> Scalar | tuple[Scalar, ...]:
        """The value of a field that holds; None if nobody tells it."""
        found = self.field(name)
        return found.values[0].value if found else None

    def told(self, name: str) -> str | None:
        """The value of a field for people; None if nobody tells it."""
        found = self.field(name)
        return found.values[0].told if found and found.values[0].value is not None else None

    def who(self, *fields: str) -> tuple[ShownParty, ...]:
        """The parties in some fields; in all if none is named."""
        return tuple(p for p in self.parties if not fields or p.field in fields)

    @property
    def contested(self) -> tuple[ShownField, ...]:
        """The fields on which witnesses differ and no person decided."""
        return tuple(f for f in self.fields if f.contested)

    def cells(self) -> tuple[Cell, ...]:
        """One value each of ``COLUMNS``."""
        return (
            self.id, self.kind.value, self.day, self.date, self.type, self.status, self.plover,
            joined([p.name for p in self.parties]), joined([p.country or "" for p in self.parties]),
            self.place, self.place_country, self.summary, joined([f.name for f in self.contested]), self.state.value,
            self.confidence, len(self.witnesses), joined([w.source for w in self.witnesses]),
            self.witnesses[0].words if self.witnesses else None,
        )  # fmt: skip


def load_records(connection: Connection, ids: Sequence[str]) -> list[ShownRecord]:
    """Records in the order of their ids as given; ids that no record has are passed over."""
    found: dict[str, ShownRecord] = {}
    for start in range(0, len(ids), CHUNK_RECORDS):
        found |= _loaded(connection, ids[start : start + CHUNK_RECORDS])
    return [found[i] for i in ids if i in found]


def _loaded(connection: Connection, ids: Sequence[str]) -> dict[str, ShownRecord]:
    rows = connection.execute(select(t.records).where(t.records.c.id.in_(ids))).mappings()
    named = _by_record(connection, _party_query(ids))
    told = _by_record(connection, select(t.variants).where(t.variants.c.record.in_(ids)))
    tellers = _tellers(connection, ids)
    witnesses = _by_record(connection, _witness_query(ids))
    return {
        r["id"]: _record(r, named[r["id"]], _fields(told[r["id"]], named[r["id"]], tellers), witnesses[r["id"]])
        for r in rows
    }


def _by_record(connection: Connection, query: Select[Any]) -> defaultdict[str, list[RowMapping]]:
    out: defaultdict[str, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        out[row["record"]].append(row)
    return out


def _party_query(ids: Sequence[str]) -> Select[Any]:
    return (
        select(
            *t.columns(t.involved, "record", "field", "majority"),
            *t.columns(t.parties, "id", "name", "type", "country"),
        )
        .join(t.parties)
        .where(t.involved.c.record.in_(ids))
        .order_by(t.involved.c.record, t.involved.c.field, t.involved.c.party)
    )


def _witness_query(ids: Sequence[str]) -> Select[Any]:
    p = t.reports.c
    return (
        select(
            *t.columns(t.witnesses, "record", "report", "entry"), t.entries.c.words, p.name, p.witness_group, p.language,
            p.publisher, p.published, p.title, p.url,
        )
        .join(t.entries, and_(t.entries.c.report == t.witnesses.c.report, t.entries.c.entry == t.witnesses.c.entry))
        .join(t.reports, p.key == t.witnesses.c.report)
        .where(t.witnesses.c.record.in_(ids))
    )  # fmt: skip


def _tellers(connection: Connection, ids: Sequence[str]) -> Mapping[tuple[str, str, int], list[EntryRef]]:
    out: defaultdict[tuple[str, str, int], list[EntryRef]] = defaultdict(list)
    v = t.variant_witnesses
    for r in connection.execute(select(v).where(v.c.record.in_(ids)).order_by(*v.primary_key)):
        out[r.record, r.field, r.rank].append(EntryRef(report=r.report, entry=r.entry))
    return out


def _fields(
    rows: Iterable[RowMapping],
    parties: Iterable[RowMapping],
    tellers: Mapping[tuple[str, str, int], list[EntryRef]],
) -> tuple[ShownField, ...]:
    names = {p["id"]: p["name"] for p in parties}
    values: defaultdict[str, list[ShownValue]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (r["field"], r["rank"])):
        value = as_value(row["value"])
        told = _told(value, names if row["field"] in PARTY_FIELDS else {})
        values[row["field"]].append(
            ShownValue(
                value=value,
                told=told,
                groups=row["witness_groups"],
                witnesses=tuple(tellers.get((row["record"], row["field"], row["rank"]), ())),
                review=row["review"],
            )
        )
    return tuple(ShownField(name=name, values=tuple(found)) for name, found in values.items())


def _told(value: Scalar | tuple[Scalar, ...], names: Mapping[str, str]) -> str:
    if value is None:
        return "-"
    items: Iterator[Scalar] = iter(value if isinstance(value, tuple) else (value,))
    return ", ".join(names.get(str(v), str(v)) for v in items)


def _record(
    row: RowMapping,
    parties: Iterable[RowMapping],
    fields: tuple[ShownField, ...],
    witnesses: Iterable[RowMapping],
) -> ShownRecord:
    told = tuple(sorted(map(_witness, witnesses), key=lambda w: (w.published or "9", w.ref)))
    published = next((w.published for w in told if w.published), None)
    return ShownRecord(
        **{name: row[name] for name in ("id", "date", "type", "status", "plover", "place", "place_country", "summary")},
        kind=Kind(row["kind"]),
        state=State(row["state"]),
        day=row["date_from"] or row["date_to"] or published,
        first_day=row["date_from"],
        last_day=row["date_to"],
        confidence=row["confidence"],
        parties=tuple(_party(p) for p in parties if p["majority"]),
        others=tuple(_party(p) for p in parties if not p["majority"]),
        fields=fields,
        witnesses=told,
    )


def _party(row: RowMapping) -> ShownParty:
    return ShownParty(
        field=row["field"], id=row["id"], name=row["name"], type=PartyType(row["type"]), country=row["country"]
    )


def _witness(row: RowMapping) -> Witness:
    return Witness(
        ref=EntryRef(report=row["report"], entry=row["entry"]),
        group=row["witness_group"],
        **{name: row[name] for name in ("name", "language", "words", "publisher", "published", "title", "url")},
    )
