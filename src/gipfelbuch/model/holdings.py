"""What a register holds, as exports take it: actors, records with their witnesses, reports. No database in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gipfelbuch.model.marks import Place, Time
from gipfelbuch.model.records import Actor, Record, Scalar
from gipfelbuch.model.reports import Report
from gipfelbuch.model.spans import Span

Value: TypeAlias = Scalar | tuple[Scalar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """An actor in a report.

    Args:
        actor: id of the actor.
        name: how this report names it; None if that is not known.
        mentions: where it is named, in order; empty if that is not known.
    """

    actor: str
    name: str | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldReport:
    """A report as the register holds it.

    Args:
        key: the first characters of the SHA-256 of its text, the same on any machine.
        group: key of its witness group; near-duplicate reports share one.
        report: text and what is known of it.
        appearances: the actors in it, in order of id.
        times: its time expressions.
        places: its named places.
    """

    key: str
    group: str
    report: Report
    appearances: tuple[Appearance, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """What one report says of one record.

    Args:
        record: id of the record.
        held: the report.
        entry: id of the entry in its reading; one that begins with "+" was entered by a person.
        spans: by part: ``evidence``, and ``quote``, ``verdict`` or ``trigger`` by kind.
        names: by slot, the parties as this report names them.
        confidence: 0 to 1; None if unknown.
    """

    record: str
    held: HeldReport
    entry: str
    spans: Mapping[str, tuple[Span, ...]]
    names: Mapping[str, tuple[str, ...]]
    confidence: float | None = None

    def words(self, part: str = "evidence") -> str:
        """The words of a part, gaps told by an ellipsis; empty if it has none."""
        return " … ".join(s.of(self.held.report.text) for s in self.spans.get(part, ()))

    @property
    def order(self) -> tuple[bool, str, str, str]:
        """Sorts witnesses: the earliest dated first, the undated last."""
        report = self.held.report
        day = report.published.isoformat() if report.published else ""
        return (not day, day, report.publisher or "", self.held.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A record as it holds: corrections laid over.

    Args:
        record: its fields; a value that a person set stands first.
        witnesses: the reports that tell it, the earliest dated first.
        state: ``open``, ``accepted``, ``corrected`` or ``added``.
        days: first and last day of its date, ISO 8601; None where open or unknown.
        corrected: the fields that a person set.
        reviewers: who reviewed it, in order.
    """

    record: Record
    witnesses: tuple[Witness, ...]
    state: str = "open"
    days: tuple[str | None, str | None] = (None, None)
    corrected: frozenset[str] = frozenset()
    reviewers: tuple[str, ...] = ()

    def value(self, name: str) -> Value:
        """The value of a field that holds; None if it is not told."""
        found = self.record.field(name)
        return found.value if found else None

    def text(self, name: str) -> str | None:
        """The value of a field as words; None if it is not told."""
        value = self.value(name)
        return None if value is None or isinstance(value, tuple) else str(value)

    def listed(self, name: str) -> tuple[str, ...]:
        """The values of a field, one or many; empty if it is not told."""
        value = self.value(name)
        return tuple(str(v) for v in (value if isinstance(value, tuple) else (value,)) if v is not None)

    @property
    def coordinates(self) -> tuple[float, float] | None:
        """Latitude and longitude of the place that holds; None where they are told of another place only."""
        place, found = self.record.field("place"), self.record.field("coordinates")
        if place is None or found is None or "place" in self.corrected:
            return None
        tellers = set(place.variants[0].witnesses)
        for variant in found.variants:
            if isinstance(variant.value, tuple) and not tellers.isdisjoint(variant.witnesses):
                latitude, longitude = variant.value
                return float(latitude or 0), float(longitude or 0)
        return None

    @property
    def groups(self) -> int:
        """How many independent witnesses tell it."""
        return len({w.held.group for w in self.witnesses})

    @property
    def confidence(self) -> float | None:
        """Mean of the witnesses that have one; None if none has."""
        known = [w.confidence for w in self.witnesses if w.confidence is not None]
        return sum(known) / len(known) if known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """All that is exported. Records and reports are streamed; each call begins anew and tells the same.

    Args:
        version: of the package that exports.
        actors: by id; ``members`` is empty, since ``HeldReport.appearances`` tells where they appear.
        records: every record that was not rejected, in order of id.
        reports: every report in order of key, with what it says of these records, in order of record and entry.
    """

    version: str
    actors: Mapping[str, Actor]
    records: Callable[[], Iterator[Holding]]
    reports: Callable[[], Iterator[tuple[HeldReport, tuple[Witness, ...]]]]
