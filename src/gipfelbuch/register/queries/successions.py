"""Which records are of the same agreement: records enter, those that tell earlier or later states of it leave.

Records are of the same agreement if they are of the same type, between the same states, and their subjects mean the
same; nothing less is taken for the same. All of the register is looked at, not only what was asked for: an agreement
that is told in one year may be ended in another.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, get_args

from sqlalchemy import Connection, Text, cast, select

from gipfelbuch.knowledge.states import states
from gipfelbuch.knowledge.terms import Meaning, meanings, same_meanings
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.reports import Language
from gipfelbuch.register import tables as t
from gipfelbuch.register.calendar import pair_of
from gipfelbuch.register.queries.records import ShownRecord, load_records

LANGUAGES: tuple[Language, ...] = get_args(Language)
Meanings = tuple[Meaning, ...]


class _Sort(NamedTuple):
    """What records of one agreement share beside their subject."""

    type: str | None
    between: frozenset[str]


def same_agreements(connection: Connection, records: Sequence[ShownRecord]) -> dict[str, list[ShownRecord]]:
    """By record, those that are of the same agreement, itself among them.

    Args:
        connection: to the register.
        records: agreements.
    """
    shown = {r.id: r for r in records}
    others = load_records(connection, sorted(_perhaps_same(connection, records) - shown.keys()))
    alike: defaultdict[_Sort, list[tuple[ShownRecord, Meanings]]] = defaultdict(list)
    for record in (*records, *others):
        alike[_sort_of(record)].append((record, _meant(record)))
    return {
        record.id: [r for r, m in found if r is record or (_is_known(sort, meant) and _same(meant, m))]
        for sort, found in alike.items()
        for record, meant in found
        if record.id in shown
    }


def _perhaps_same(connection: Connection, records: Iterable[ShownRecord]) -> set[str]:
    """Ids of agreements of the same type, of two of the same parties, on what may be the same in some language."""
    meant: defaultdict[tuple[str, str | None], set[Meanings]] = defaultdict(set)
    for record in records:
        sort, found = _sort_of(record), _meant(record)
        if _is_known(sort, found):
            meant[_line_of(sort.between), sort.type].add(found)
    by_subject = _Subjects(meant)
    rows = connection.execute(_told_on(line for line, _ in meant)).all()
    return {record for line, record, sort, subject in rows if by_subject.have(line, sort, subject)}


class _Subjects:
    """The subjects that are looked for; what was looked up once is kept, for many agreements are on few subjects."""

    def __init__(self, meant: Mapping[tuple[str, str | None], set[Meanings]]) -> None:
        self._meant = meant
        self._known: dict[tuple[str, str | None, str], bool] = {}

    def have(self, line: str, sort: str | None, subject: str) -> bool:
        """Whether a subject (as JSON) of that line and type means the same as one of ours."""
        key = (line, sort, subject)
        if key not in self._known:
            ours = self._meant.get((line, sort), ())
            theirs = [meanings(str(json.loads(subject)), language) for language in LANGUAGES] if ours else []
            self._known[key] = any(_same(one, other) for one in ours for other in theirs)
        return self._known[key]


def _told_on(lines: Iterable[str]) -> Any:
    """Agreements on some lines of the calendar, with their subjects as JSON: many are alike, and few are looked into."""
    c, v, r = t.calendar.c, t.variants.c, t.records.c
    return (
        select(c.side, c.record, r.type, cast(v.value, Text))
        .join(t.records, r.id == c.record)
        .join(t.variants, (v.record == c.record) & (v.field == "subject") & (v.rank == 0))
        .where(c.side.in_(sorted(set(lines))), c.kind == Kind.AGREEMENT.value)
    )


def _line_of(between: frozenset[str]) -> str:
    """The line of the calendar with fewest records that has all agreements between these."""
    codes = sorted(b for b in between if b in states())
    parties = sorted(between - set(codes))
    return parties[0] if parties else pair_of(codes[0], codes[1])


def _sort_of(record: ShownRecord) -> _Sort:
    return _Sort(record.type, frozenset(p.country or p.id for p in record.parties))


def _is_known(sort: _Sort, meant: Meanings) -> bool:
    return bool(meant) and len(sort.between) > 1


def _meant(record: ShownRecord) -> Meanings:
    field = record.field("subject")
    if not field or field.values[0].value is None:
        return ()
    language = {w.ref: w.language for w in record.witnesses}
    tellers = field.values[0].witnesses
    return meanings(field.values[0].told, language.get(tellers[0], "en") if tellers else "en")


def _same(one: Meanings, other: Meanings) -> bool:
    first, second = same_meanings(one, other)
    return bool(other) and first == len(one) and second == len(other)
