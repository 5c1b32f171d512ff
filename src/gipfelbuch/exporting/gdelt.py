"""GDELT 2.0: holdings enter, its table of events (61 columns) and its table of mentions (16 columns) leave.

As in GDELT, columns are separated by tabs, without header and quotation marks. What is not known stays empty. Offsets
are those of this register: code points of the report's text.

References:
    The GDELT Event Database, Data Format Codebook V2.0, 2015.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from gipfelbuch.exporting.dyads import QUAD_OF, Party, cameo_of, pairs_of
from gipfelbuch.exporting.identifiers import number_of, urn_of
from gipfelbuch.exporting.polecat import start_day
from gipfelbuch.exporting.tables import OWN_PARTS, sector_of, spans_as_text
from gipfelbuch.model.holdings import Holding, Holdings, Witness
from gipfelbuch.model.records import Actor
from gipfelbuch.model.spans import Span

_ACTOR = (
    "Actor{}Code",
    "Actor{}Name",
    "Actor{}CountryCode",
    "Actor{}KnownGroupCode",
    "Actor{}EthnicCode",
    "Actor{}Religion1Code",
    "Actor{}Religion2Code",
    "Actor{}Type1Code",
    "Actor{}Type2Code",
    "Actor{}Type3Code",
)
_GEO = (
    "{}Geo_Type",
    "{}Geo_Fullname",
    "{}Geo_CountryCode",
    "{}Geo_ADM1Code",
    "{}Geo_ADM2Code",
    "{}Geo_Lat",
    "{}Geo_Long",
    "{}Geo_FeatureID",
)
EVENT_COLUMNS = (
    "GlobalEventID",
    "Day",
    "MonthYear",
    "Year",
    "FractionDate",
    *(name.format(1) for name in _ACTOR),
    *(name.format(2) for name in _ACTOR),
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    *(name.format("Actor1") for name in _GEO),
    *(name.format("Actor2") for name in _GEO),
    *(name.format("Action") for name in _GEO),
    "DATEADDED",
    "SOURCEURL",
)
MENTION_COLUMNS = (
    "GlobalEventID",
    "EventTimeDate",
    "MentionTimeDate",
    "MentionType",
    "MentionSourceName",
    "MentionIdentifier",
    "SentenceID",
    "Actor1CharOffset",
    "Actor2CharOffset",
    "ActionCharOffset",
    "InRawText",
    "Confidence",
    "MentionDocLen",
    "MentionDocTone",
    "MentionDocTranslationInfo",
    "Extras",
)
EVENTS_FILE, MENTIONS_FILE = "events.export.CSV", "events.mentions.CSV"
WEB, CITATION_ONLY = 1, 2  # MentionType: found at an address, or known by citation only
# CAMEO's actor types that PLOVER's sectors share
_TYPES = frozenset(
    ["BUS", "COP", "CVL", "EDU", "GOV", "IGO", "JUD", "LAB", "LEG", "MED", "MIL", "NGO", "OPP", "REB", "SPY", "UAF"]
)
_MONTH_CHARS = 7  # of an ISO date


def write_gdelt(holdings: Holdings, folder: Path) -> None:
    """Two files: ``events.export.CSV`` and ``events.mentions.CSV``.

    Args:
        holdings: records without a PLOVER type are no events in GDELT and are left out.
        folder: an empty folder.
    """
    with (
        (folder / EVENTS_FILE).open("w", encoding="utf-8", newline="") as events,
        (folder / MENTIONS_FILE).open("w", encoding="utf-8", newline="") as mentions,
    ):
        for holding in holdings.records():
            if holding.text("plover") in QUAD_OF and holding.witnesses:
                for first, second in pairs_of(holding):
                    number = number_of(holding.record.id, first or "", second or "")
                    sides = (holdings.actors.get(first or ""), holdings.actors.get(second or ""))
                    events.write(_line(EVENT_COLUMNS, event_row(holding, number, sides)))
                    for witness in holding.witnesses:
                        row = mention_row(holding, witness, number, (first, second))
                        mentions.write(_line(MENTION_COLUMNS, row))


def event_row(holding: Holding, number: int, sides: tuple[Actor | None, Actor | None]) -> dict[str, object]:
    """A row of the table of events; columns that are not known are left out."""
    cameo = cameo_of(holding)
    publishers = {w.held.report.publisher for w in holding.witnesses} - {None}
    latitude, longitude = holding.coordinates or (None, None)
    return {
        "GlobalEventID": number,
        **_dates(holding.text("date")),
        **_actor(1, sides[0]),
        **_actor(2, sides[1]),
        "EventCode": cameo.code,
        "EventBaseCode": cameo.code,
        "EventRootCode": cameo.root,
        "QuadClass": cameo.quad_class,
        "GoldsteinScale": cameo.goldstein,
        "NumMentions": len(holding.witnesses),
        "NumSources": len(publishers) or None,
        "NumArticles": len(holding.witnesses),
        "ActionGeo_Fullname": holding.text("place"),
        "ActionGeo_Lat": latitude,
        "ActionGeo_Long": longitude,
        "DATEADDED": _published(holding.witnesses[0]),
        "SOURCEURL": next((w.held.report.url for w in holding.witnesses if w.held.report.url), None),
    }


def mention_row(holding: Holding, witness: Witness, number: int, pair: tuple[Party, Party]) -> dict[str, object]:
    """A row of the table of mentions: where a report tells an event."""
    report = witness.held.report
    part = next((p for p in OWN_PARTS if witness.spans.get(p)), "evidence")
    return {
        "GlobalEventID": number,
        "EventTimeDate": _published(holding.witnesses[0]),
        "MentionTimeDate": _published(witness),
        "MentionType": WEB if report.url else CITATION_ONLY,
        "MentionSourceName": report.publisher,
        "MentionIdentifier": report.url or urn_of("report", witness.held.key),
        "Actor1CharOffset": _offset(witness, pair[0]),
        "Actor2CharOffset": _offset(witness, pair[1]),
        "ActionCharOffset": witness.spans[part][0].start,
        "InRawText": 1,
        "Confidence": None if witness.confidence is None else round(100 * witness.confidence),
        "MentionDocLen": len(report.text),
        "Extras": f"report={witness.held.key},entry={witness.entry},evidence={spans_as_text(witness.spans['evidence'])}",
    }


def _dates(edtf: str | None) -> dict[str, object]:
    """Columns of a date as far as it is told; FractionDate as the codebook works it out."""
    day = start_day(edtf)
    if day:
        year, month, number = map(int, day.split("-"))
        fraction = (month * 30 + number) / 365
        return {
            "Day": day.replace("-", ""),
            "MonthYear": day[:_MONTH_CHARS].replace("-", ""),
            "Year": year,
            "FractionDate": f"{year + min(fraction, 0.9999):.4f}",
        }
    digits = (edtf or "").replace("-", "")
    if edtf and len(edtf) == _MONTH_CHARS and digits.isdigit() and "01" <= digits[4:] <= "12":
        return {"MonthYear": digits, "Year": digits[:4]}
    return {"Year": edtf} if edtf and len(edtf) == 4 and edtf.isdigit() else {}


def _actor(side: int, actor: Actor | None) -> dict[str, object]:
    if actor is None:
        return {}
    sector = sector_of(actor)
    return {
        f"Actor{side}Code": actor.code or actor.country,
        f"Actor{side}Name": actor.name,
        f"Actor{side}CountryCode": actor.country,
        f"Actor{side}Type1Code": sector if sector in _TYPES else None,
    }


def _offset(witness: Witness, party: Party) -> int | None:
    """Where the evidence first names an actor; None if it does not name it."""
    if party is None:
        return None
    mentions = (m for a in witness.held.appearances if a.actor == party for m in a.mentions)
    return min((m.start for m in mentions if _within(m, witness.spans["evidence"])), default=None)


def _within(mention: Span, evidence: Iterable[Span]) -> bool:
    return any(e.contains(mention) for e in evidence)


def _published(witness: Witness) -> str | None:
    """The day of publication as GDELT writes instants; the time of day is not known and stands at its beginning."""
    day = witness.held.report.published
    return f"{day:%Y%m%d}000000" if day else None


def _line(columns: Iterable[str], row: Mapping[str, object]) -> str:
    return "\t".join(_plain(row.get(name)) for name in columns) + "\n"


def _plain(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())
