"""POLECAT: holdings enter, its forty columns leave, separated by tabs. What is not known stays empty.

One row for each record with a PLOVER type and each pair of actors. Columns that need knowledge which the register
does not have (mode, intensity, contexts, GeoNames, Wikipedia) are empty.

References:
    POLECAT weekly data, Harvard Dataverse, doi:10.7910/DVN/AJGVIT.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from gipfelbuch.exporting.dyads import QUAD_OF, Party, pairs_of
from gipfelbuch.exporting.identifiers import uuid_of
from gipfelbuch.exporting.tables import sector_of
from gipfelbuch.knowledge.states import cow_codes
from gipfelbuch.model.holdings import HeldReport, Holding, Holdings, Witness
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.records import Actor

_SIDE = ("{} Name", "{} Country", "{} COW", "Primary {} Sector", "{} Sectors", "{} Title", "{} Name Raw")
HEADER = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    *(name.format("Actor") for name in _SIDE),
    "Wikipedia Actor ID",
    *(name.format("Recipient") for name in _SIDE),
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)
BETWEEN = "; "
_BODIES = frozenset({PartyType.ORGANIZATION, PartyType.COMPANY, PartyType.GOVERNMENT_BODY})
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:/.*)?")


def polecat_lines(holdings: Holdings) -> Iterator[str]:
    """The header, then a line a row.

    Args:
        holdings: records without a PLOVER type are no events in POLECAT and are left out.
    """
    yield _line(HEADER)
    for holding in holdings.records():
        if holding.text("plover") in QUAD_OF and holding.witnesses:
            for first, second in pairs_of(holding):
                row = _row(holding, first, second, holdings)
                yield _line(row.get(name) for name in HEADER)


def start_day(edtf: str | None) -> str | None:
    """The day on which a date begins, if the date tells a day and tells it without doubt.

    >>> start_day("2025-11-01/2025-11-03"), start_day("2025-11"), start_day("2025-11-01~")
    ('2025-11-01', None, None)
    """
    found = _DAY.fullmatch(edtf or "")
    return found[1] if found else None


def raw_names(actor: Actor, witness: Witness) -> tuple[str, ...]:
    """How a report names an actor where it tells an event."""
    known = {actor.name, *actor.names}
    return tuple(dict.fromkeys(n for names in witness.names.values() for n in names if n in known))


def _row(holding: Holding, first: Party, second: Party, holdings: Holdings) -> dict[str, object]:
    witness = holding.witnesses[0]
    report = witness.held.report
    plover = holding.text("plover") or ""
    return {
        "Event ID": uuid_of("dyad", holding.record.id, first or "", second or ""),
        "Event Date": start_day(holding.text("date")),
        "Event Type": plover,
        "Quad Code": QUAD_OF[plover],
        **_side("Actor", holdings.actors.get(first or ""), witness),
        **_side("Recipient", holdings.actors.get(second or ""), witness),
        **_place(holding),
        "Source": report.publisher,
        "Publication Date": report.published,
        **_story(witness.held, holdings),
        "Language": report.language,
        "Version": f"gipfelbuch {holdings.version}",
    }


def _side(side: str, actor: Actor | None, witness: Witness) -> dict[str, object]:
    if actor is None:
        return {}
    values = (
        actor.name,
        actor.country,
        cow_codes().get(actor.country or ""),
        sector_of(actor),
        sector_of(actor),
        BETWEEN.join(actor.roles),
        BETWEEN.join(raw_names(actor, witness)),
    )
    return {name.format(side): value for name, value in zip(_SIDE, values, strict=True)}


def _place(holding: Holding) -> dict[str, object]:
    place, found = holding.text("place"), holding.coordinates
    latitude, longitude = found or (None, None)
    return {
        "Placename": place if found else None,
        "Country": holding.text("place_country"),
        "Latitude": latitude,
        "Longitude": longitude,
        "Raw Placename": place,
    }


def _story(held: HeldReport, holdings: Holdings) -> dict[str, object]:
    actors = [holdings.actors[a.actor] for a in held.appearances if a.actor in holdings.actors]
    return {
        "Story People": _named(a.name for a in actors if a.type is PartyType.PERSON),
        "Story Organizations": _named(a.name for a in actors if a.type in _BODIES),
        "Story Locations": _named(p.name for p in held.places),
    }


def _named(names: Iterable[str]) -> str:
    return BETWEEN.join(sorted(set(names)))


def _line(values: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerow([_plain(v) for v in values])
    return out.getvalue()


def _plain(value: object) -> str:
    """A value on one line and without tabs, which separate columns."""
    return "" if value is None else " ".join(str(value).split())
