"""The register: reports and readings enter, records with their witnesses are kept.

A register is opened at a place, takes reports and their readings in batches, and replaces what was worked out of them
(entries, parties, records) as a whole. Every method is one transaction: it counts, or nothing of it does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, not_, or_, select, update

from gipfelbuch.errors import DamagedRegisterError, MissingRegisterError, RecordError, SchemaVersionError, StorageError
from gipfelbuch.model.records import KEY_CHARS, Matched, Source
from gipfelbuch.model.reports import Report
from gipfelbuch.register import tables as t
from gipfelbuch.register.anchors import ADDED, party_names_of, slots_of
from gipfelbuch.register.connections import Database
from gipfelbuch.register.laying import clear_shown, insert_rows, record_as_json, shortened, write_all
from gipfelbuch.register.migrations import HEAD, STEPS, current_step, migrate, table_names
from gipfelbuch.register.passages import folded, passage_of
from gipfelbuch.register.readings import Body, digest_of, reading_of, report_of, spans_of, words_of

STREAMED_ROWS = 200  # readings in memory at once while they are streamed
_META = ("name", "language", "title", "published", "publisher", "url")
_SUMMED = ("subject", "item", "quote", "verdict", "occasion", "trigger")
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a register holds."""

    reports: int
    readings: int
    records: int
    reviews: int


def key_of(report: Report) -> str:
    """The key of a report: the same text has the same key on any machine."""
    return report.sha256[:KEY_CHARS]


def utc_now() -> datetime:
    """The instant."""
    return datetime.now(UTC)


class Register:
    """A register at a place.

    Args:
        database: where it is kept; its tables are already there (see ``open_register``).
        clock: tells the instant in UTC.
    """

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        """Nothing is read or written yet."""
        self.database = database
        self._clock = clock

    def now(self) -> str:
        """The instant, ISO 8601 in UTC."""
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds")

    def add_reports(self, reports: Sequence[Report], version: str, *, again: bool = False) -> list[Report]:
        """Keep reports, and tell which of them must be read.

        A text that came before is the same report; it is read with the metadata of its earliest dated copy, in
        whatever order the copies came.

        Args:
            reports: any number; none of them changes a review or a record.
            version: of the reader.
            again: whether to tell all of them.

        Returns:
            The reports without a reading of that version and of their metadata, each once, as they are to be read.

        Raises:
            RegisterError: if they could not be kept; then none was.
        """
        with self.database.read() as connection:
            plan = _Plan(connection, reports)
        if plan.changes:
            with self.database.write() as connection:
                plan = _Plan(connection, reports)
                plan.carry_out(connection, self.now())
        return [r for key, r in plan.chosen.items() if again or plan.current.get(key) != (version, basis_of(r))]

    def add_readings(self, readings: Sequence[tuple[Report, Body]], version: str) -> None:
        """Keep readings; one that was there for the same report gives way.

        Args:
            readings: reports that ``add_reports`` told, each with its reading as JSON.
            version: of the reader.

        Raises:
            RegisterError: if they could not be kept; then none was.
        """
        rows = {
            key_of(report): {
                "version": version,
                "basis": basis_of(report),
                "digest": digest_of(body),
                "body": body,
                "made": self.now(),
            }
            for report, body in readings
        }
        with self.database.write() as connection:
            there = set(connection.scalars(select(t.readings.c.report).where(t.readings.c.report.in_(rows))))
            for key in sorted(there):
                connection.execute(update(t.readings).where(t.readings.c.report == key).values(rows[key]))
            insert_rows(connection, t.readings, ({"report": k} | row for k, row in rows.items() if k not in there))

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """One state of reports and readings, whatever others write meanwhile."""
        with self.database.read() as connection:
            yield Snapshot(connection)

    def replace_records(
        self, matched: Matched, groups: Mapping[str, str], fingerprint: Callable[[Snapshot], str], expected: str
    ) -> bool:
        """Put newly matched records in the place of the old ones and lay all reviews over them.

        Args:
            matched: actors, records and decisions of all readings.
            groups: witness group by report key.
            fingerprint: of the state of the readings.
            expected: the fingerprint of the state that was matched.

        Returns:
            Whether it was done; False if somebody stored other readings meanwhile, and nothing was changed.

        Raises:
            RegisterError: if it could not be done; then all is as before.
        """
        with self.database.write() as connection:
            if fingerprint(Snapshot(connection)) != expected:
                return False
            _replace(connection, matched, groups)
            row = {
                "fingerprint": expected,
                "reports": connection.scalar(select(func.count()).select_from(t.readings)),
                "records": len(matched.records),
                "made": self.now(),
            }
            connection.execute(insert(t.builds).values(row))
        return True

    def last_fingerprint(self) -> str | None:
        """The fingerprint of the state that was matched last; None before the first build ended."""
        with self.database.read() as connection:
            return connection.scalar(select(t.builds.c.fingerprint).order_by(t.builds.c.id.desc()).limit(1))

    def state(self) -> tuple[int, int]:
        """Numbers of the last build and of the last review: what can be asked for is the same while these are."""
        with self.database.read() as connection:
            build = connection.scalar(select(func.max(t.builds.c.id)))
            review = connection.scalar(select(func.max(t.reviews.c.number)))
        return build or 0, review or 0

    def counts(self) -> Counts:
        """What it holds; rejected records are not counted."""
        with self.database.read() as connection:
            records = select(func.count()).select_from(t.records).where(t.records.c.state != "rejected")
            return Counts(
                reports=_count(connection, t.reports),
                readings=_count(connection, t.readings),
                records=connection.scalar(records) or 0,
                reviews=_count(connection, t.reviews),
            )


class Snapshot:
    """Reports and readings as they are at one moment; valid while its transaction lasts."""

    def __init__(self, connection: Connection) -> None:
        """Nothing is read yet."""
        self._connection = connection

    def fingerprint(self, version: str) -> str:
        """A hash of all readings, with the version of what will match them."""
        rows = self._connection.execute(
            select(*t.columns(t.readings, "report", "digest")).order_by(t.readings.c.report)
        )
        state = hashlib.sha256(version.encode())
        for key, digest in rows:
            state.update(f"\n{key} {digest}".encode())
        return state.hexdigest()

    def reports(self) -> Iterator[Report]:
        """Every report that was read, in order of key."""
        rows = self._stream(select(t.reports).join(t.readings).order_by(t.reports.c.key))
        return (report_of(r) for r in rows)

    def sources(self, groups: Mapping[str, str]) -> Iterator[Source]:
        """Every reading as matching takes it, in order of publication: those without a day first, then by day and key."""
        r = t.reports.c
        order = select(*t.columns(t.reports, "key", "published")).join(t.readings)
        listed = sorted((told is not None, told or "", key) for key, told in self._connection.execute(order))
        query = select(t.reports, t.readings.c.body).join(t.readings)
        for start in range(0, len(listed), STREAMED_ROWS):
            keys = [key for *_, key in listed[start : start + STREAMED_ROWS]]
            found = self._connection.execute(query.where(r.key.in_(keys))).mappings()
            rows = {row["key"]: dict(row) for row in found}
            for key in keys:
                reading = reading_of(rows[key]["body"], report_of(rows[key]))
                yield Source(key=key, group=groups.get(key, key), reading=reading)

    def _stream(self, query: Any) -> Iterator[Any]:
        yield from self._connection.execution_options(yield_per=STREAMED_ROWS).execute(query).mappings()


def open_register(place: str, *, create: bool = False, clock: Clock = utc_now) -> Register:
    """The register at a place, its tables brought up to date.

    Args:
        place: path of an SQLite file, or address of a PostgreSQL database (``postgresql://user@host/name``).
        create: whether to make it, or its newer tables, if they are not there.
        clock: tells the instant in UTC.

    Returns:
        The register.

    Raises:
        MissingRegisterError: if there is none and it shall not be made.
        DamagedRegisterError: if there is something else, or it is damaged.
        SchemaVersionError: if its tables are of a version that this program does not work with.
        StorageError: if the place cannot be used.
        LockedRegisterError: if another process keeps it.
    """
    database = Database(place)
    if database.path is not None and not database.path.exists():
        if not create:
            raise MissingRegisterError(f"{place}: no register there; make one with 'gipfelbuch build'")
        if not database.path.parent.is_dir():
            raise StorageError(f"{place}: the folder {database.path.parent} does not exist; nothing was made")
    with database.read() as connection:
        step = _checked_step(connection, database, create=create)
    if step != HEAD:
        database.prepare()
        with database.write() as connection:
            if _checked_step(connection, database, create=create) != HEAD:
                migrate(connection)
    return Register(database, clock)


def basis_of(report: Report) -> str:
    """A hash of the metadata that a report is read with."""
    return digest_of(_meta_of(report))


def storable(report: Report) -> RecordError | None:
    """The reason why a report cannot be kept; None if it can."""
    if any("\0" in str(value) for value in (report.text, *_meta_of(report).values())):
        return RecordError(f"report {report.id!r}: it holds a NUL character, which a database cannot keep; remove it")
    return None


def _checked_step(connection: Connection, database: Database, *, create: bool) -> str | None:
    step = current_step(connection)
    if step is None:
        others = table_names(connection)
        if others and (database.is_sqlite or others & set(t.metadata.tables)):
            raise DamagedRegisterError(
                f"{database.place}: a database, but no register (it has the table {min(others)}); nothing was changed"
            )
        if not create:
            raise MissingRegisterError(f"{database.place}: no register there; make one with 'gipfelbuch build'")
    elif step not in STEPS:
        raise SchemaVersionError(
            f"{database.place}: its tables are of version {step}, this program knows {HEAD}; "
            "install a newer gipfelbuch; nothing was changed"
        )
    elif step != HEAD and not create:
        raise SchemaVersionError(
            f"{database.place}: its tables are of version {step}, this program works with {HEAD}; "
            "'gipfelbuch build' brings them up to date; nothing was changed"
        )
    return step


def _count(connection: Connection, table: Any) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _meta_of(report: Report) -> dict[str, str | None]:
    return {
        "name": report.id,
        "language": report.language,
        "title": report.title,
        "published": report.published.isoformat() if report.published else None,
        "publisher": report.publisher,
        "url": report.url,
    }


class _Plan:
    """What a batch of reports changes.

    Attributes:
        chosen: by key, the report with the metadata of its earliest copy.
        current: by key, version and basis of its reading.
        changes: whether there is anything to write.
    """

    def __init__(self, connection: Connection, reports: Sequence[Report]) -> None:
        given: dict[str, Report] = {key_of(r): r for r in reports}
        there = t.reports.c.key.in_(given)
        self._rows = {r["key"]: r for r in connection.execute(select(t.reports).where(there)).mappings()}
        copies = connection.execute(select(t.copies).where(t.copies.c.report.in_(given))).mappings()
        self._old = {(r["report"], r["name"]): {name: r[name] for name in _META} for r in copies}
        self._new = {(key_of(r), r.id): _meta_of(r) for r in reports}
        self._texts = {key: r.text for key, r in given.items()}
        self._best = {key: self._earliest(key) for key in given}
        self.chosen = {key: report_of(meta | {"text": given[key].text}) for key, meta in self._best.items()}
        wanted = select(*t.columns(t.readings, "report", "version", "basis")).where(t.readings.c.report.in_(given))
        self.current = {r.report: (r.version, r.basis) for r in connection.execute(wanted)}
        self._copies = {k: meta for k, meta in self._new.items() if self._old.get(k) != meta}
        self._stale = [k for k, row in self._rows.items() if {n: row[n] for n in _META} != self._best[k]]
        self.changes = bool(self._copies or self._stale or len(self._rows) < len(given))

    def carry_out(self, connection: Connection, now: str) -> None:
        insert_rows(connection, t.reports, (self._row(k, now) for k in self._best if k not in self._rows))
        for key in self._stale:
            connection.execute(update(t.reports).where(t.reports.c.key == key).values(self._best[key]))
        for key, name in self._copies.keys() & self._old.keys():
            connection.execute(delete(t.copies).where(t.copies.c.report == key, t.copies.c.name == name))
        insert_rows(connection, t.copies, ({"report": key} | meta for (key, _), meta in self._copies.items()))

    def _earliest(self, key: str) -> dict[str, str | None]:
        copies = [meta for (report, _), meta in (self._old | self._new).items() if report == key]
        return min(
            copies, key=lambda m: (m["published"] is None, *(m[n] or "" for n in ("published", "publisher", "name")))
        )

    def _row(self, key: str, now: str) -> dict[str, Any]:
        whole = hashlib.sha256(self._texts[key].encode()).hexdigest()
        return self._best[key] | {
            "key": key,
            "sha256": whole,
            "text": self._texts[key],
            "witness_group": key,
            "added": now,
        }


def _replace(connection: Connection, matched: Matched, groups: Mapping[str, str]) -> None:
    clear_shown(connection)
    for table in (t.party_members, t.party_names, t.parties, t.decisions, t.match_witnesses, t.matches):
        connection.execute(delete(table))
    _renew_groups(connection, groups)
    _renew_entries(connection)
    _insert_parties(connection, matched)
    insert_rows(
        connection,
        t.decisions,
        (
            {
                "left_report": d.left.report,
                "left_entry": d.left.entry,
                "right_report": d.right.report,
                "right_entry": d.right.entry,
                "verdict": d.verdict.value,
                "probability": d.probability,
                "reason": d.reason,
            }
            for d in matched.decisions
        ),
    )
    insert_rows(connection, t.matches, ({"id": r.id, "body": record_as_json(r)} for r in matched.records))
    insert_rows(
        connection,
        t.match_witnesses,
        ({"report": w.report, "entry": w.entry, "match": r.id} for r in matched.records for w in r.witnesses),
    )
    write_all(connection, matched.records)


def _renew_groups(connection: Connection, groups: Mapping[str, str]) -> None:
    for key, old in connection.execute(select(*t.columns(t.reports, "key", "witness_group"))).all():
        if groups.get(key, key) != old:
            new = {"witness_group": groups.get(key, key)}
            connection.execute(update(t.reports).where(t.reports.c.key == key).values(new))


def _renew_entries(connection: Connection) -> None:
    """Entries and passages of the readings that changed since the last matching."""
    changed = or_(t.readings.c.matched.is_(None), t.readings.c.matched != t.readings.c.digest)
    keys = connection.scalars(select(t.readings.c.report).where(changed).order_by(t.readings.c.report)).all()
    for start in range(0, len(keys), STREAMED_ROWS):
        some = keys[start : start + STREAMED_ROWS]
        ours = t.entries.c.report.in_(some)
        connection.execute(delete(t.entries).where(ours, not_(t.entries.c.entry.startswith(ADDED))))
        query = select(*t.columns(t.reports, "key", "text", "language"), t.readings.c.body).join(t.readings)
        rows = connection.execute(query.where(t.reports.c.key.in_(some))).all()
        insert_rows(connection, t.entries, (e for r in rows for e in _entry_rows(r.key, r.body, r.text)))
        insert_rows(connection, t.passages, (p for r in rows for p in _passage_rows(r.key, r.body, r.text)))
        connection.execute(update(t.readings).where(t.readings.c.report.in_(some)).values(matched=t.readings.c.digest))


def _entry_rows(report: str, body: Body, text: str) -> Iterator[dict[str, Any]]:
    names = party_names_of(body)
    for entry in body["entries"]:
        yield {
            "report": report,
            "entry": entry["id"],
            "kind": entry["kind"],
            "spans": spans_of(entry),
            "slots": slots_of(entry, names),
            "words": words_of(entry["evidence"], text),
            "summary": _summary(entry, text),
            "confidence": entry["confidence"],
        }


def _passage_rows(report: str, body: Body, text: str) -> Iterator[dict[str, str]]:
    for entry in body["entries"]:
        for part in ("evidence", "quote"):
            if entry.get(part):
                words = words_of(entry[part], text)
                yield passage_of(report, entry["id"], part, words, body["report"]["language"])


def _summary(entry: Body, text: str) -> str:
    for name in _SUMMED:
        if value := entry.get(name):
            return shortened(value if isinstance(value, str) else words_of(value, text))
    return shortened(words_of(entry["evidence"], text))


def _insert_parties(connection: Connection, matched: Matched) -> None:
    actors: Iterable[Any] = matched.actors
    insert_rows(
        connection,
        t.parties,
        (
            {
                "id": a.id,
                "type": a.type.value,
                "name": a.name,
                "country": a.country,
                "code": a.code,
                "wikidata": a.wikidata,
                "roles": list(a.roles),
            }
            for a in actors
        ),
    )
    insert_rows(
        connection,
        t.party_names,
        ({"party": a.id, "name": n, "folded": folded(n)} for a in actors for n in dict.fromkeys((a.name, *a.names))),
    )
    insert_rows(
        connection,
        t.party_members,
        ({"report": m.report, "member": m.party, "party": a.id} for a in actors for m in a.members),
    )
