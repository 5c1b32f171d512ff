"""Records as matched become the tables that are shown, with every review laid over them, inside one transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import JSON, Column, Connection, Select, Table, delete, select

from gipfelbuch.model.entries import Kind
from gipfelbuch.model.records import EntryRef, Field, Record, Variant, Verdict
from gipfelbuch.register import tables as t
from gipfelbuch.register.anchors import ADDED, PARTY_FIELDS, find_entry
from gipfelbuch.register.calendar import write_calendar
from gipfelbuch.register.connections import indexed_after
from gipfelbuch.register.dates import day_range
from gipfelbuch.register.hits import forget_hits, write_hits
from gipfelbuch.register.overlay import (
    Action,
    Anchor,
    Laid,
    Placed,
    Review,
    State,
    active_reviews,
    as_value,
    lay_over,
)
from gipfelbuch.register.readings import Body

SUMMARY_CHARS = 200
UNKNOWN_CONFIDENCE = 0.5  # for entries that tell none: neither sure nor unsure
AGREEMENT_PER_CONTEST = 0.8  # each field on which witnesses differ takes a fifth of the trust; orders the queue only
CHUNK_ROWS = 5_000
_DOCUMENT = json.JSONEncoder(ensure_ascii=False).encode  # made once: json.dumps makes one for each value
SHOWN = ("date", "type", "status", "plover", "place", "place_country")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What an entry adds to its record besides its fields."""

    summary: str
    confidence: float | None


def write_all(connection: Connection, records: Iterable[Record]) -> None:
    """Replace everything that is shown.

    Args:
        connection: in a writing transaction; entries, parties, decisions and matches are already those of these records.
        records: as matched.
    """
    clear_shown(connection)
    _write(connection, records, active_reviews(load_reviews(connection)), None)


def clear_shown(connection: Connection) -> None:
    """Empty the tables that are shown."""
    forget_hits(connection)
    for table in (t.calendar, t.review_records, t.involved, t.variant_witnesses, t.variants, t.witnesses, t.records):
        with indexed_after(connection, table):
            connection.execute(delete(table))


def write_touched(connection: Connection, touched: Review) -> None:
    """Show what one more review changes: the records that it, and reviews linked with it, work on.

    Args:
        connection: in a writing transaction that has the review already.
        touched: the review; of an undo, that which it undoes as well.
    """
    every = load_reviews(connection)
    linked = _linked(connection, every, touched)
    entries = {e for placed in linked for e in (*placed.anchors, *placed.others)}
    matched = _matches_with(connection, entries)
    shown = _shown_with(connection, {w for r in matched for w in r.witnesses} | entries)
    forget_hits(connection, sorted(shown))
    for some in _chunks(sorted(shown)):
        connection.execute(delete(t.records).where(t.records.c.id.in_(some)))
    holding = {r.id for r in active_reviews(every)}
    reports = {w.report for r in matched for w in r.witnesses} | {e.report for e in entries}
    _write(connection, matched, [p.review for p in linked if p.review.id in holding], reports)


def load_reviews(connection: Connection, ids: Iterable[str] | None = None) -> list[Review]:
    """Reviews in order, undone ones and undos as well: all of them, or those with these ids."""
    query = select(t.reviews).order_by(t.reviews.c.number)
    if ids is None:
        return [review_of(dict(r)) for r in connection.execute(query).mappings()]
    rows = (
        r for some in _chunks(sorted(ids)) for r in connection.execute(query.where(t.reviews.c.id.in_(some))).mappings()
    )
    return sorted((review_of(dict(r)) for r in rows), key=lambda review: review.number)


def review_of(row: Mapping[str, Any]) -> Review:
    """The review of a row."""
    return Review(
        **{k: row[k] for k in ("id", "number", "made", "author", "reason", "record", "field", "value", "undoes")},
        action=Action(row["action"]),
        kind=Kind(row["kind"]) if row["kind"] else None,
        anchors=tuple(Anchor(**a) for a in row["anchors"]),
        others=tuple(Anchor(**a) for a in row["others"]),
    )


def row_of(review: Review) -> dict[str, Any]:
    """The row of a review."""
    return asdict(review) | {
        "action": review.action.value,
        "kind": review.kind.value if review.kind else None,
        "anchors": [asdict(a) for a in review.anchors],
        "others": [asdict(a) for a in review.others],
    }


def record_as_json(record: Record) -> Body:
    """A record as it is kept in ``matches``."""
    return {
        "kind": record.kind.value,
        "witnesses": [[w.report, w.entry] for w in record.witnesses],
        "fields": [
            {"name": f.name, "variants": [[v.value, [[w.report, w.entry] for w in v.witnesses]] for v in f.variants]}
            for f in record.fields
        ],
    }


def record_of(record: str, body: Body) -> Record:
    """A record from ``matches``."""
    return Record(
        id=record,
        kind=Kind(body["kind"]),
        witnesses=_refs(body["witnesses"]),
        fields=tuple(
            Field(
                name=f["name"],
                variants=tuple(Variant(value=as_value(v), witnesses=_refs(ws)) for v, ws in f["variants"]),
            )
            for f in body["fields"]
        ),
    )


def insert_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert any number of rows, some thousand at a time.

    The statement is written here, not compiled for each batch: for hundreds of thousands of rows that takes a third of
    the time.

    Args:
        connection: in a writing transaction.
        table: where they go.
        rows: mappings that all have the same names.
    """
    for some in _chunks(rows):
        names = tuple(some[0])
        listed = [name for name in names if isinstance(table.c[name].type, JSON)]
        sqlite = connection.dialect.name == "sqlite"
        plain, document = ("?", "?") if sqlite else ("%s", "CAST(%s AS JSONB)")
        marks = ", ".join(document if name in listed else plain for name in names)
        columns = ", ".join(f'"{name}"' for name in names)
        values = [tuple(_DOCUMENT(r[n]) if n in listed else r[n] for n in names) for r in some]
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", values)  # noqa: S608


def _refs(pairs: Iterable[list[str]]) -> tuple[EntryRef, ...]:
    return tuple(EntryRef(report=report, entry=entry) for report, entry in pairs)


def _chunks(items: Iterable[Any]) -> Iterator[list[Any]]:
    chunk = []
    for item in items:
        chunk.append(item)
        if len(chunk) == CHUNK_ROWS:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _entries(connection: Connection, reports: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """The rows of ``entries`` by report."""
    out: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for some in _chunks(sorted(reports)):
        for row in connection.execute(select(t.entries).where(t.entries.c.report.in_(some))).mappings():
            out[row["report"]].append(dict(row))
    return out


def _placed(connection: Connection, reviews: Iterable[Review]) -> list[Placed]:
    """Reviews with the entries that their anchors name now."""
    reviews = list(reviews)
    entries = _entries(connection, {a.report for r in reviews for a in (*r.anchors, *r.others)})

    def found(review: Review, anchors: Iterable[Anchor]) -> tuple[EntryRef, ...]:
        ids = ((a.report, _entry(review, a, entries.get(a.report, []))) for a in anchors)
        return tuple(EntryRef(report=report, entry=entry) for report, entry in ids if entry)

    return [Placed(review=r, anchors=found(r, r.anchors), others=found(r, r.others)) for r in reviews]


def _entry(review: Review, anchor: Anchor, entries: list[dict[str, Any]]) -> str | None:
    if anchor.entry.startswith(ADDED):
        return anchor.entry
    return find_entry(anchor, review.kind, entries) if review.kind else None


def _linked(connection: Connection, every: list[Review], touched: Review) -> list[Placed]:
    """The reviews that share a record with the touched one, directly or through others; in order."""
    by_id = {r.id: r for r in every}
    first = touched
    while first.undoes:  # an undo works on what the review works on that it undoes
        first = by_id[first.undoes]
    reached: dict[str, Placed] = {}
    pending = _placed(connection, [first])
    while pending:
        reached |= {p.review.id: p for p in pending}
        entries = {e for p in reached.values() for e in (*p.anchors, *p.others)}
        held = entries | {w for r in _matches_with(connection, entries) for w in r.witnesses}
        reports = {e.report for e in held}
        near = [r for r in every if r.id not in reached and not reports.isdisjoint(_reports_of(r))]
        pending = [p for p in _placed(connection, near) if not held.isdisjoint((*p.anchors, *p.others))]
    return sorted(reached.values(), key=lambda p: p.review.number)


def _reports_of(review: Review) -> set[str]:
    return {a.report for a in (*review.anchors, *review.others)}


def _matches_with(connection: Connection, entries: Iterable[EntryRef]) -> list[Record]:
    keys = sorted({e.report for e in entries})
    wanted = set(entries)
    ids = set()
    for some in _chunks(keys):
        rows = connection.execute(select(t.match_witnesses).where(t.match_witnesses.c.report.in_(some)))
        ids |= {r.match for r in rows if EntryRef(report=r.report, entry=r.entry) in wanted}
    out = []
    for some in _chunks(sorted(ids)):
        rows = connection.execute(select(t.matches).where(t.matches.c.id.in_(some)))
        out += [record_of(r.id, r.body) for r in rows]
    return sorted(out, key=lambda r: r.id)


def _shown_with(connection: Connection, entries: set[EntryRef]) -> set[str]:
    out = set()
    for some in _chunks(sorted({e.report for e in entries})):
        rows = connection.execute(
            select(*t.columns(t.witnesses, "report", "entry", "record")).where(t.witnesses.c.report.in_(some))
        )
        out |= {r.record for r in rows if EntryRef(report=r.report, entry=r.entry) in entries}
    return out


def _write(
    connection: Connection, records: Iterable[Record], reviews: list[Review], reports: Iterable[str] | None
) -> None:
    groups = _groups(connection, reports)
    laid = lay_over(records, _placed(connection, reviews), groups)
    told = dict(_told(connection, reports))
    writer = _Rows(told, groups, _merge_odds(connection, reports), _known_parties(connection, laid))
    insert_rows(connection, t.records, map(writer.record, laid))
    insert_rows(connection, t.witnesses, (row for item in laid for row in writer.witnesses(item)))
    insert_rows(connection, t.variants, (row for item in laid for row in writer.variants(item)))
    insert_rows(connection, t.variant_witnesses, (row for item in laid for row in writer.variant_witnesses(item)))
    insert_rows(connection, t.involved, (row for item in laid for row in writer.involved(item)))
    insert_rows(connection, t.review_records, ({"review": r, "record": i.record.id} for i in laid for r in i.reviews))
    written = None if reports is None else [item.record.id for item in laid]
    write_calendar(connection, written)
    write_hits(connection, written)


def _groups(connection: Connection, reports: Iterable[str] | None) -> dict[str, str]:
    query = select(*t.columns(t.reports, "key", "witness_group"))
    return {
        r.key: r.witness_group for part in _parts(query, t.reports.c.key, reports) for r in connection.execute(part)
    }


def _merge_odds(connection: Connection, reports: Iterable[str] | None) -> dict[EntryRef, float]:
    """By entry, the lowest probability of a decision that put it into a record with another."""
    odds: dict[EntryRef, float] = {}
    d = t.decisions.c
    merged = select(t.decisions).where(d.verdict == Verdict.MERGED.value)
    for part in _parts(merged, d.left_report, reports):  # both sides are in the same record, so in these reports
        for row in connection.execute(part):
            for ref in (
                EntryRef(report=row.left_report, entry=row.left_entry),
                EntryRef(report=row.right_report, entry=row.right_entry),
            ):
                odds[ref] = min(odds.get(ref, 1.0), row.probability)
    return odds


def _known_parties(connection: Connection, laid: Iterable[Laid]) -> set[str]:
    """The parties named in these records that the register has; a correction may name one that is gone."""
    named = {p for item in laid for f, _, v in _variants(item.record) if f in PARTY_FIELDS for p in _listed(v.value)}
    query = select(t.parties.c.id)
    return {p for part in _parts(query, t.parties.c.id, map(str, named)) for p in connection.scalars(part)}


def _parts(query: Select[Any], column: Column[Any], keys: Iterable[str] | None) -> Iterator[Select[Any]]:
    """A query for all rows, or several for the rows of these keys."""
    if keys is None:
        yield query
    else:
        yield from (query.where(column.in_(some)) for some in _chunks(sorted(keys)))


def _listed(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _told(connection: Connection, reports: Iterable[str] | None) -> Iterator[tuple[EntryRef, _Told]]:
    query = select(*t.columns(t.entries, "report", "entry", "summary", "confidence"))
    for part in _parts(query, t.entries.c.report, reports):
        for row in connection.execute(part):
            yield EntryRef(report=row.report, entry=row.entry), _Told(summary=row.summary, confidence=row.confidence)


def shortened(words: str) -> str:
    """At most ``SUMMARY_CHARS``, on one line."""
    words = " ".join(words.split())
    return words if len(words) <= SUMMARY_CHARS else words[: SUMMARY_CHARS - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of the shown tables for a record."""

    told: Mapping[EntryRef, _Told]
    groups: Mapping[str, str]
    odds: Mapping[EntryRef, float]
    parties: set[str]

    def record(self, laid: Laid) -> dict[str, Any]:
        record = laid.record
        shown = {name: _plain(f.value) if (f := record.field(name)) else None for name in SHOWN}
        contested = [f for f in record.fields if f.contested and f.name not in laid.corrected]
        confidence = self._confidence(record)
        first, last = day_range(shown["date"])
        return shown | {
            "id": record.id,
            "kind": record.kind.value,
            "state": laid.state.value,
            "date_from": first,
            "date_to": last,
            "summary": self._summary(laid),
            "witnesses": len(record.witnesses),
            "witness_groups": self._support(record.witnesses),
            "contested": len(contested),
            "confidence": confidence,
            "doubt": self._doubt(laid, confidence, len(contested)),
        }

    def witnesses(self, laid: Laid) -> Iterator[dict[str, Any]]:
        for ref in laid.record.witnesses:
            yield {"report": ref.report, "entry": ref.entry, "record": laid.record.id}

    def variants(self, laid: Laid) -> Iterator[dict[str, Any]]:
        for name, rank, variant in _variants(laid.record):
            yield {
                "record": laid.record.id,
                "field": name,
                "rank": rank,
                "value": variant.value,
                "witness_groups": self._support(variant.witnesses),
                "review": laid.corrected.get(name) if rank == 0 else None,
            }

    def variant_witnesses(self, laid: Laid) -> Iterator[dict[str, Any]]:
        for name, rank, variant in _variants(laid.record):
            for ref in variant.witnesses:
                yield {"record": laid.record.id, "field": name, "rank": rank, "report": ref.report, "entry": ref.entry}

    def involved(self, laid: Laid) -> Iterator[dict[str, Any]]:
        best: defaultdict[tuple[str, str], bool] = defaultdict(bool)
        for name, rank, variant in _variants(laid.record):
            if name in PARTY_FIELDS:
                for party in _listed(variant.value):
                    if party in self.parties:
                        best[name, str(party)] |= rank == 0
        for (name, party), majority in best.items():
            yield {"record": laid.record.id, "field": name, "party": party, "majority": majority}

    def _support(self, refs: Iterable[EntryRef]) -> int:
        return len({self.groups.get(r.report, r.report) for r in refs})

    def _confidence(self, record: Record) -> float | None:
        known = [c for w in record.witnesses if (c := self.told[w].confidence) is not None]
        return sum(known) / len(known) if known else None

    def _doubt(self, laid: Laid, confidence: float | None, contested: int) -> float:
        """How much there is to decide: nothing where a person has seen every witness."""
        if laid.state is State.REJECTED or (
            laid.state is not State.OPEN and laid.seen.issuperset(laid.record.witnesses)
        ):
            return 0.0
        merged = min((self.odds.get(w, 1.0) for w in laid.record.witnesses), default=1.0)
        trust = UNKNOWN_CONFIDENCE if confidence is None else confidence
        # independent witnesses are wrong together less often than one alone
        trust = 1 - (1 - trust) ** self._support(laid.record.witnesses)
        return round(1 - trust * merged * AGREEMENT_PER_CONTEST**contested, 4)

    def _summary(self, laid: Laid) -> str:
        for name in ("subject", "item", "quote", "occasion"):
            if name in laid.corrected and (f := laid.record.field(name)) and f.value:
                return shortened(_plain(f.value) or "")
        return next((self.told[w].summary for w in laid.record.witnesses), laid.record.kind.value)


def _variants(record: Record) -> Iterator[tuple[str, int, Variant]]:
    for told in record.fields:
        for rank, variant in enumerate(told.variants):
            yield told.name, rank, variant


def _plain(value: Any) -> str | None:
    if isinstance(value, tuple):
        return next((str(v) for v in value if v is not None), None)
    return None if value is None else str(value)
