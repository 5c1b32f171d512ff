"""Marks of actions to entries, one a deed: the same deed told again joins its first entry."""

from __future__ import annotations

from dataclasses import replace

from gipfelbuch.assembling.dates import date_of
from gipfelbuch.assembling.scenes import Scene
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.model.entries import Action, EntryPlace, Kind
from gipfelbuch.model.marks import Deed, Place, Role
from gipfelbuch.model.reports import Pos
from gipfelbuch.model.spans import Span, merged

PLACE_PREPOSITIONS = closed_class("deed_place")
_TOLD_WITHOUT_PARTIES = frozenset({"ASSAULT", "PROTEST"})
_OTHER_DEEDS = (Kind.ENCOUNTER, Kind.AGREEMENT, Kind.GIFT)


def assemble_actions(scene: Scene) -> tuple[Action, ...]:
    """Entries of kind action, with provisional ids."""
    taken = [s for d in scene.marks.deeds if d.kind in _OTHER_DEEDS for s in d.trigger]
    out: list[tuple[str, Action]] = []
    for number, deed in enumerate(scene.deeds(Kind.ACTION)):
        if any(t.overlaps(s) for t in taken for s in deed.trigger):
            continue
        entry = _entry(scene, deed, f"action{number}")
        if not (entry.actors or entry.recipients or _stands_alone(entry, deed)):
            continue
        same = next((i for i, (concept, e) in enumerate(out) if concept == deed.type and _is_same(e, entry)), None)
        if same is None:
            out.append((deed.type or "", _in_context(scene, entry, out[-1][1] if out else None)))
        else:
            out[same] = (out[same][0], _joined(out[same][1], entry))
    return tuple(entry for _, entry in out)


def _in_context(scene: Scene, entry: Action, before: Action | None) -> Action:
    """What a deed right behind another takes over from it: date and place, and whom the police meet at a protest."""
    if before is None or not _is_right_behind(scene, before, entry):
        return entry
    crowd = before.actors if before.plover == "PROTEST" else before.recipients if before.plover == "COERCE" else ()
    meets = entry.plover == "COERCE" and not entry.recipients and entry.actors != crowd
    return replace(
        entry,
        date=entry.date or before.date,
        place=entry.place or before.place,
        recipients=tuple(p for p in crowd if p not in entry.actors) if meets else entry.recipients,
    )


def _is_right_behind(scene: Scene, before: Action, entry: Action) -> bool:
    """Whether the entry starts in the sentence of the one before or the next one of its paragraph."""
    old = scene.document.sentence_at(before.evidence[-1].start)
    new = scene.document.sentence_at(entry.evidence[0].start)
    if old is None or new is None:
        return False
    return old.paragraph == new.paragraph and 0 <= new.index - old.index <= 1 and not (entry.date and before.date)


def _stands_alone(entry: Action, deed: Deed) -> bool:
    """Whether a deed without a known party is told well enough: with a date or place, or violence with its doers."""
    told = bool(deed.spans(Role.ACTOR)) and deed.plover in _TOLD_WITHOUT_PARTIES
    return told or (deed.plover in _TOLD_WITHOUT_PARTIES and (entry.date is not None or entry.place is not None))


def _entry(scene: Scene, deed: Deed, name: str) -> Action:
    actors = _parties(scene, deed, Role.ACTOR)
    recipients = tuple(p for p in _parties(scene, deed, Role.RECIPIENT) if p not in actors)
    return Action(
        id=name,
        evidence=deed.evidence,
        date=date_of(scene.document, scene.marks.times, deed.evidence, deed.trigger[0], linked=deed.spans(Role.TIME)),
        place=_place(scene, deed),
        plover=deed.plover,
        confidence=deed.score,
        actors=actors,
        trigger=deed.trigger,
        status=deed.status or "happened",
        recipients=recipients,
    )


def _parties(scene: Scene, deed: Deed, role: Role) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p for span in deed.spans(role) for p in scene.parties.resolve(span)))


def _place(scene: Scene, deed: Deed) -> EntryPlace | None:
    """The place nearest to the trigger in the evidence that stands behind a preposition of place."""
    at = deed.trigger[0].start
    found = [p for p in scene.marks.places if any(e.contains(p.span) for e in deed.evidence) and _is_where(scene, p)]
    if not found:
        return None
    best = min(found, key=lambda p: abs(p.span.start - at))
    return EntryPlace(name=best.name, country=best.country, latitude=best.latitude, longitude=best.longitude)


def _is_where(scene: Scene, place: Place) -> bool:
    token = scene.document.token_at(place.span.start)
    index = token.index - 1 if token else -1
    while index >= 0 and scene.document.tokens[index].pos in (Pos.DETERMINER, Pos.ADJECTIVE):
        index -= 1
    return index >= 0 and scene.document.tokens[index].lower in PLACE_PREPOSITIONS


def _is_same(old: Action, new: Action) -> bool:
    """Whether both can be one deed: a party in common and no other date, actor or recipient beside the other's."""
    if old.date and new.date and old.date != new.date:
        return False
    actors, recipients = set(old.actors) & set(new.actors), set(old.recipients) & set(new.recipients)
    fits = (actors or not (old.actors and new.actors)) and (recipients or not (old.recipients and new.recipients))
    return bool(fits and (actors or recipients)) or not (new.actors or new.recipients)


def _joined(old: Action, new: Action) -> Action:
    evidence: tuple[Span, ...] = merged((*old.evidence, *new.evidence))
    return replace(
        old,
        evidence=evidence,
        actors=old.actors or new.actors,
        recipients=old.recipients or tuple(p for p in new.recipients if p not in old.actors),
        date=old.date or new.date,
        place=old.place or new.place,
    )
