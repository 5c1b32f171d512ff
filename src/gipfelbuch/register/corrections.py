"""Corrections as readings, for training: a register enters; the readings that people touched leave, as they corrected them.

A reading holds what its own report says. A correction is therefore carried into it only as far as the report's words
go: a party that the report does not name, or a subject in another language, is left as it was read.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, and_, select

from gipfelbuch.model.entries import Kind
from gipfelbuch.register import tables as t
from gipfelbuch.register.anchors import ADDED, PARTY_FIELDS
from gipfelbuch.register.overlay import State
from gipfelbuch.register.readings import ENTRY_CLASSES, LIST_SLOTS, OWN_WORDS, SPAN_SLOTS, Body, entry_of
from gipfelbuch.register.store import Register

AS_WRITTEN = frozenset({"subject", "item", "occasion", "first_since"})  # stand in the report word for word
SURE = 1.0  # confidence of an entry that a person has seen


def corrected_readings(register: Register) -> Iterator[Body]:
    """The readings of reports whose records people have reviewed.

    Args:
        register: where they are kept.

    Yields:
        Readings in the shape of ``gipfelbuch/reading/1``, in order of report: rejected entries are gone, corrected
        fields changed, added events entered; entries that a person has seen have confidence 1. A report that was read
        again since its records were matched is left out until the next build has ended.
    """
    with register.database.read() as connection:
        reviewed = _reviewed(connection)
        for key in sorted(reviewed):
            query = select(t.readings.c.body, t.reports.c.text).join_from(t.readings, t.reports)
            row = connection.execute(
                query.where(t.readings.c.report == key, t.readings.c.matched == t.readings.c.digest)
            ).one_or_none()
            if row is not None:
                yield _Correction(row.text, _members(connection, key)).of(row.body, reviewed[key])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reviewed:
    """An entry in a reviewed record, and what people set there."""

    entry: str
    kind: Kind
    state: State
    spans: Mapping[str, Any]
    values: Mapping[str, Any]


def _reviewed(connection: Connection) -> dict[str, list[_Reviewed]]:
    """By report, the entries whose records a person has reviewed."""
    ours = select(t.review_records.c.record)
    values: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    set_by_people = select(t.variants).where(t.variants.c.review.is_not(None))
    for row in connection.execute(set_by_people):
        values[row.record][row.field] = row.value
    rows = connection.execute(
        select(t.entries, t.records.c.state, t.witnesses.c.record)
        .join_from(
            t.entries,
            t.witnesses,
            and_(t.witnesses.c.report == t.entries.c.report, t.witnesses.c.entry == t.entries.c.entry),
        )
        .join(t.records)
        .where(t.witnesses.c.record.in_(ours))
        .order_by(t.entries.c.report, t.entries.c.entry)
    )
    out: defaultdict[str, list[_Reviewed]] = defaultdict(list)
    for row in rows:
        out[row.report].append(
            _Reviewed(
                entry=row.entry,
                kind=Kind(row.kind),
                state=State(row.state),
                spans=row.spans,
                values=values.get(row.record, {}),
            )
        )
    return out


def _members(connection: Connection, report: str) -> dict[str, str]:
    """Party ids of a reading by the actor that they are."""
    rows = select(*t.columns(t.party_members, "party", "member")).where(t.party_members.c.report == report)
    return {r.party: r.member for r in connection.execute(rows.order_by(t.party_members.c.member.desc()))}


@dataclass(frozen=True, slots=True)
class _Correction:
    """Carries corrections into the reading of one report."""

    text: str
    members: Mapping[str, str]

    def of(self, body: Body, reviewed: list[_Reviewed]) -> Body:
        out = copy.deepcopy(body)
        by_id = {r.entry: r for r in reviewed}
        gone = {r.entry for r in reviewed if r.state is State.REJECTED}
        out["entries"] = [e for e in out["entries"] if e["id"] not in gone]
        for entry in out["entries"]:
            if found := by_id.get(entry["id"]):
                self._set(entry, found.values)
                entry["confidence"] = SURE
            if entry.get("reply_to") in gone:
                entry["reply_to"] = None
        added = (r for r in reviewed if r.entry.startswith(ADDED) and r.entry not in gone)
        out["entries"] += [e for r in added if (e := self._added(r))]
        return out

    def _set(self, entry: Body, values: Mapping[str, Any]) -> None:
        for name, value in sorted(values.items()):  # the place before its country
            carried, new = self._carried(name, value)
            if carried and name == "place_country":
                if entry["place"]:
                    entry["place"]["country"] = new
            elif carried:
                entry[name] = new

    def _carried(self, name: str, value: Any) -> tuple[bool, Any]:
        """Whether the report can say so, and the value as a reading has it."""
        if name in PARTY_FIELDS:
            return self._parties(name, value)
        if name in SPAN_SLOTS:
            at = self.text.find(value) if value else -1
            return at >= 0, [[at, at + len(value or "")]]
        if name == "place":
            known = not value or value in self.text
            empty = {"country": None, "latitude": None, "longitude": None}
            return known, {"name": value} | empty if value else None
        if name == "amounts":
            return True, [_money(a) for a in value or ()]
        return name not in AS_WRITTEN or not value or value in self.text, value

    def _parties(self, name: str, value: Any) -> tuple[bool, Any]:
        if name in LIST_SLOTS:
            members = [self.members[v] for v in value or () if v in self.members]
            return bool(members) or not value, members
        return value is None or value in self.members, self.members.get(value) if value else None

    def _added(self, found: _Reviewed) -> Body | None:
        """A new entry; None if what the report says of it does not make one."""
        slots = {f.name for f in fields(ENTRY_CLASSES[found.kind])}
        entry: Body = {n: [] if n in LIST_SLOTS | SPAN_SLOTS | {"amounts"} else None for n in sorted(slots)}
        entry |= {"id": found.entry, "kind": found.kind.value, "evidence": found.spans["evidence"]}
        if own := OWN_WORDS.get(found.kind):
            entry[own] = found.spans["evidence"]
        self._set(entry, found.values)
        entry["confidence"] = SURE
        needed = {"type", "status", "mode", "polarity", "item"} & slots
        if any(entry[n] is None for n in needed) or (
            "subject" in slots and found.kind is not Kind.AGREEMENT and entry["subject"] is None
        ):
            return None
        entry_of(entry)
        return entry


def _money(amount: str) -> Body:
    value, _, currency = amount.partition(" ")
    number = float(value)
    return {"value": int(number) if number.is_integer() else number, "currency": currency}
