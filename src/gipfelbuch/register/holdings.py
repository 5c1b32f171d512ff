"""What a register holds, for exports: a register enters, ``Holdings`` leave, corrections laid over.

Everything is read in one transaction, some hundred rows at a time, so that memory does not grow with the reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection, and_, select

from gipfelbuch.model.entries import Kind
from gipfelbuch.model.holdings import Appearance, HeldReport, Holding, Holdings, Witness
from gipfelbuch.model.marks import Place, Time, TimeType
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.records import Actor, EntryRef, Field, Record, Variant
from gipfelbuch.model.spans import Span
from gipfelbuch.register import tables as t
from gipfelbuch.register.anchors import PARTY_FIELDS
from gipfelbuch.register.overlay import State, as_value
from gipfelbuch.register.readings import report_of
from gipfelbuch.register.store import Register

CHUNK_RECORDS = 500  # in memory at once, with the reports that tell them: a few megabytes
CHUNK_REPORTS = 200
_Refs = dict[tuple[str, str, int], list[EntryRef]]


@contextmanager
def open_holdings(register: Register, version: str) -> Iterator[Holdings]:
    """What a register holds, as it is at this moment, whatever others write meanwhile.

    Args:
        register: any.
        version: of the package that exports; it is told in what is written.

    Yields:
        Actors, records that were not rejected, and reports; valid while the context lasts.

    Raises:
        RegisterError: if it cannot be read.
    """
    with register.database.read() as connection:
        yield Holdings(
            version=version,
            actors=_actors(connection),
            records=partial(_records, connection),
            reports=partial(_reports, connection),
        )


def _actors(connection: Connection) -> dict[str, Actor]:
    names: defaultdict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(*t.columns(t.party_names, "party", "name")).order_by(t.party_names.c.name)):
        names[row.party].append(row.name)
    return {
        row.id: Actor(
            id=row.id,
            type=PartyType(row.type),
            name=row.name,
            names=tuple(names[row.id]),
            members=(),
            country=row.country,
            roles=tuple(row.roles),
            code=row.code,
            wikidata=row.wikidata,
        )
        for row in connection.execute(select(t.parties).order_by(t.parties.c.id))
    }


def _records(connection: Connection) -> Iterator[Holding]:
    last = ""
    while True:
        rows = connection.execute(
            select(t.records)
            .where(t.records.c.id > last, t.records.c.state != State.REJECTED.value)
            .order_by(t.records.c.id)
            .limit(CHUNK_RECORDS)
        ).all()
        if not rows:
            return
        yield from _holdings(connection, rows)
        last = rows[-1].id


def _holdings(connection: Connection, rows: Sequence[Any]) -> Iterator[Holding]:
    ids = [r.id for r in rows]
    witnesses = _witnesses(connection, t.witnesses.c.record.in_(ids))
    fields, corrected = _fields(connection, ids)
    reviewers = _reviewers(connection, ids)
    by_record: defaultdict[str, list[Witness]] = defaultdict(list)
    for witness in witnesses:
        by_record[witness.record].append(witness)
    for row in rows:
        told = by_record[row.id]
        record = Record(
            id=row.id,
            kind=Kind(row.kind),
            witnesses=tuple(sorted(EntryRef(report=w.held.key, entry=w.entry) for w in told)),
            fields=fields[row.id],
        )
        yield Holding(
            record=record,
            witnesses=tuple(sorted(told, key=lambda w: w.order)),
            state=row.state,
            days=(row.date_from, row.date_to),
            corrected=frozenset(corrected[row.id]),
            reviewers=reviewers[row.id],
        )


def _fields(
    connection: Connection, ids: Sequence[str]
) -> tuple[Mapping[str, tuple[Field, ...]], Mapping[str, set[str]]]:
    """The fields of records, and which of them a person set."""
    tellers = _tellers(connection, ids)
    found: defaultdict[str, dict[str, list[Variant]]] = defaultdict(dict)
    corrected: defaultdict[str, set[str]] = defaultdict(set)
    v = t.variants.c
    for row in connection.execute(select(t.variants).where(v.record.in_(ids)).order_by(v.record, v.field, v.rank)):
        variant = Variant(value=as_value(row.value), witnesses=tuple(tellers[row.record, row.field, row.rank]))
        found[row.record].setdefault(row.field, []).append(variant)
        if row.review:
            corrected[row.record].add(row.field)
    fields: defaultdict[str, tuple[Field, ...]] = defaultdict(tuple)
    for record, by_name in found.items():
        fields[record] = tuple(Field(name=n, variants=tuple(vs)) for n, vs in sorted(by_name.items()))
    return fields, corrected


def _tellers(connection: Connection, ids: Sequence[str]) -> _Refs:
    out: _Refs = defaultdict(list)
    w = t.variant_witnesses.c
    for row in connection.execute(select(t.variant_witnesses).where(w.record.in_(ids)).order_by(w.report, w.entry)):
        out[row.record, row.field, row.rank].append(EntryRef(report=row.report, entry=row.entry))
    return out


def _reviewers(connection: Connection, ids: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    rows = connection.execute(
        select(t.review_records.c.record, t.reviews.c.author)
        .join_from(t.review_records, t.reviews)
        .where(t.review_records.c.record.in_(ids))
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row.record].add(row.author)
    return defaultdict(tuple, {record: tuple(sorted(authors)) for record, authors in found.items()})


def _reports(connection: Connection) -> Iterator[tuple[HeldReport, tuple[Witness, ...]]]:
    last = ""
    while True:
        query = select(t.reports.c.key).where(t.reports.c.key > last).order_by(t.reports.c.key).limit(CHUNK_REPORTS)
        keys = connection.scalars(query).all()
        if not keys:
            return
        held = _held(connection, keys)
        told: defaultdict[str, list[Witness]] = defaultdict(list)
        for witness in _witnesses(connection, t.witnesses.c.report.in_(keys), held):
            told[witness.held.key].append(witness)
        yield from ((held[key], tuple(told[key])) for key in keys)
        last = keys[-1]


def _witnesses(connection: Connection, which: Any, held: Mapping[str, HeldReport] | None = None) -> Iterator[Witness]:
    """Witnesses of records that were not rejected, in order of record, report and entry."""
    w, e = t.witnesses, t.entries
    rows = connection.execute(
        select(w.c.record, *t.columns(e, "report", "entry", "spans", "slots", "confidence"))
        .join_from(w, e, and_(e.c.report == w.c.report, e.c.entry == w.c.entry))
        .join(t.records, t.records.c.id == w.c.record)
        .where(which, t.records.c.state != State.REJECTED.value)
        .order_by(w.c.record, w.c.report, w.c.entry)
    ).all()
    reports = _held(connection, sorted({r.report for r in rows})) if held is None else held
    for row in rows:
        yield Witness(
            record=row.record,
            held=reports[row.report],
            entry=row.entry,
            spans={part: tuple(Span(*s) for s in spans) for part, spans in row.spans.items()},
            names={n: _listed(v) for n, v in row.slots.items() if n in PARTY_FIELDS},
            confidence=row.confidence,
        )


def _held(connection: Connection, keys: Sequence[str]) -> dict[str, HeldReport]:
    """Reports with what their readings say of parties, times and places.

    Where a report was read again since its records were made, the parties of the newer reading are not those of the
    records: then only who appears is told, not where.
    """
    actors: defaultdict[str, dict[str, str]] = defaultdict(dict)
    m = t.party_members.c
    for row in connection.execute(select(t.party_members).where(m.report.in_(keys)).order_by(m.party, m.member)):
        actors[row.report][row.member] = row.party
    body = t.readings.c.body
    rows = connection.execute(
        select(
            t.reports,
            body["parties"].label("parties"),
            body["times"].label("times"),
            body["places"].label("places"),
            (t.readings.c.matched == t.readings.c.digest).label("settled"),
        )
        .join_from(t.reports, t.readings, isouter=True)
        .where(t.reports.c.key.in_(keys))
    ).mappings()
    return {r["key"]: _held_report(dict(r), actors[r["key"]]) for r in rows}


def _held_report(row: Mapping[str, Any], actors: Mapping[str, str]) -> HeldReport:
    parties = {p["id"]: p for p in row["parties"] or ()} if row["settled"] else {}
    return HeldReport(
        key=row["key"],
        group=row["witness_group"],
        report=report_of(row),
        appearances=tuple(_appearance(actor, parties.get(member)) for member, actor in actors.items()),
        times=tuple(
            Time(span=Span(*i["span"]), type=TimeType(i["type"]), value=i["value"]) for i in row["times"] or ()
        ),
        places=tuple(Place(**(i | {"span": Span(*i["span"])})) for i in row["places"] or ()),
    )


def _appearance(actor: str, party: Mapping[str, Any] | None) -> Appearance:
    if party is None:
        return Appearance(actor=actor)
    return Appearance(actor=actor, name=party["name"], mentions=tuple(Span(*s) for s in party["mentions"]))


def _listed(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
