"""Marks of gifts to entries, one an item and recipient; who is not named is known from the meeting.

Where a gift names one side only, the other is the one whom that person meets in the report. An item told
under an exchange is given by the side whose own gifts are not told elsewhere.
"""

from __future__ import annotations

from gipfelbuch.assembling.encounters import assemble_encounters
from gipfelbuch.assembling.happenings import date_of_deed, parties_of
from gipfelbuch.assembling.scenes import Scene
from gipfelbuch.model.entries import Gift, Kind
from gipfelbuch.model.marks import Deed, Role
from gipfelbuch.model.parties import PartyType

_EXCHANGE, _RECEIPT = "exchange", "get"


def assemble_gifts(scene: Scene) -> tuple[Gift, ...]:
    """Entries of this kind, with provisional ids."""
    deeds = scene.deeds(Kind.GIFT)
    if not deeds:
        return ()
    pair = _pair(scene)
    sides = [_sides(scene, d, pair) for d in deeds]
    known = {giver for (giver, _), d in zip(sides, deeds, strict=True) if giver and d.type not in (_EXCHANGE, _RECEIPT)}
    out: list[Gift] = []
    date: str | None = None
    for number, (deed, known_sides) in enumerate(zip(deeds, sides, strict=True)):
        date = _date(scene, deed) or date or _exchange_date(scene, deed)
        giver, recipient = _exchanged(pair, known) if deed.type == _EXCHANGE else known_sides
        if giver is not None or recipient is not None:
            out.append(_gift(scene, number, deed, giver, recipient, date))
    return tuple(out)


def _pair(scene: Scene) -> tuple[str, ...]:
    """The two persons who meet in the report: of the first encounter of two persons from different countries."""
    for encounter in assemble_encounters(scene):
        people = [p for p in encounter.participants if scene.parties.by_id[p].type is PartyType.PERSON]
        if len(people) == 2 and encounter.status in ("held", "ongoing"):
            return tuple(people)
    return ()


def _sides(scene: Scene, deed: Deed, pair: tuple[str, ...]) -> tuple[str | None, str | None]:
    """Giver and recipient, one of them taken from the meeting if only the other is named."""
    givers = parties_of(scene.parties, deed.spans(Role.GIVER))
    recipients = parties_of(scene.parties, deed.spans(Role.RECIPIENT))
    giver = givers[0] if givers else None
    recipient = recipients[0] if recipients else None
    if giver is None and recipient is not None:
        giver = _opposite(scene, recipient, pair)
    elif recipient is None and giver is not None:
        recipient = _opposite(scene, giver, pair)
    elif giver == recipient and giver is not None and deed.type == _RECEIPT:
        giver = _opposite(scene, giver, pair)
    elif giver == recipient and giver is not None:
        recipient = _opposite(scene, giver, pair)
    return giver, recipient


def _opposite(scene: Scene, party: str, pair: tuple[str, ...]) -> str | None:
    """The one of the pair that is of another country than a party."""
    if party in pair:
        return next((p for p in pair if p != party), None)
    country = scene.parties.by_id[party].country
    others = [p for p in pair if scene.parties.by_id[p].country != country]
    return others[0] if country and len(others) == 1 else None


def _exchanged(pair: tuple[str, ...], known: set[str]) -> tuple[str | None, str | None]:
    silent = [p for p in pair if p not in known]
    if len(silent) != 1:
        return None, None
    giver = silent[0]
    return giver, next((p for p in pair if p != giver), None)


def _date(scene: Scene, deed: Deed) -> str | None:
    """When it was given; a date within the item tells when that was made."""
    item = deed.spans(Role.ITEM)[0]
    date = date_of_deed(scene, deed)
    made = any(t.edtf == date for t in scene.marks.times if t.span.overlaps(item))
    return None if made else date


def _exchange_date(scene: Scene, deed: Deed) -> str | None:
    """The date of the last ceremony told before the gift."""
    before = [e for e in scene.deeds(Kind.ENCOUNTER) if e.type == "ceremony" and e.trigger[0] <= deed.trigger[0]]
    return date_of_deed(scene, before[-1]) if before else None


def _gift(scene: Scene, number: int, deed: Deed, giver: str | None, recipient: str | None, date: str | None) -> Gift:
    item = deed.spans(Role.ITEM)[0].of(scene.document.text)
    return Gift(
        id=f"gift{number}",
        evidence=deed.evidence,
        giver=giver,
        recipient=recipient,
        item=item,
        quantity=deed.count,
        date=date,
        plover="SUPPORT",
    )
