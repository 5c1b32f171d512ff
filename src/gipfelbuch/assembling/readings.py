"""All entries of a report, put in order, with the parties that they use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import fields, replace

from gipfelbuch.assembling.actions import assemble_actions
from gipfelbuch.assembling.agreements import assemble_agreements
from gipfelbuch.assembling.assessments import assemble_assessments
from gipfelbuch.assembling.encounters import assemble_encounters
from gipfelbuch.assembling.gifts import assemble_gifts
from gipfelbuch.assembling.issues import assemble_issues
from gipfelbuch.assembling.parties import assemble_parties
from gipfelbuch.assembling.scenes import Scene
from gipfelbuch.assembling.statements import assemble_statements
from gipfelbuch.assembling.tidying import tidy_mentions
from gipfelbuch.assembling.unnamed import add_unnamed
from gipfelbuch.model.entries import Entry, Reading, Statement
from gipfelbuch.model.marks import Marks
from gipfelbuch.model.parties import Party, PartyType
from gipfelbuch.model.reports import Document
from gipfelbuch.model.spans import Span

NAMED = frozenset({PartyType.COUNTRY, PartyType.COMPANY})  # one word names them in full
FULL_NAME_WORDS = 2
TOLD_WORDS = 3  # of a group, without its article; in our corpus shorter ones are mostly background
PARTY_SLOTS = (
    "participants",
    "host",
    "parties",
    "speaker",
    "addressees",
    "giver",
    "recipient",
    "assessor",
    "actors",
    "recipients",
)


def party_ids(entry: Entry) -> Iterator[str]:
    """The ids of every party that fills a slot of the entry."""
    for slot in PARTY_SLOTS:
        value = getattr(entry, slot, None)
        if isinstance(value, str):
            yield value
        elif value:
            yield from value


def assemble_reading(document: Document, marks: Marks) -> Reading:
    """Put marks together into the reading of a report.

    Args:
        document: the segmented report.
        marks: everything seen in it.

    Returns:
        The reading: parties that fill a slot or are named in full, entries in order of their evidence, numbered anew.
    """
    marks = replace(marks, mentions=add_unnamed(document, marks, tidy_mentions(document, marks.mentions)))
    scene = Scene(document=document, marks=marks, parties=assemble_parties(document, marks.mentions))
    entries: list[Entry] = [
        *assemble_encounters(scene),
        *assemble_agreements(scene),
        *assemble_statements(scene),
        *assemble_issues(scene),
        *assemble_gifts(scene),
        *assemble_assessments(scene),
        *assemble_actions(scene),
    ]
    entries.sort(key=lambda e: (e.evidence[0].start, e.kind, e.evidence[0].end))
    parties, names = _kept_parties(scene, entries)
    return Reading(
        report=document.report,
        parties=parties,
        entries=_renumbered(entries, names),
        times=marks.times,
        amounts=marks.amounts,
        places=marks.places,
    )


def _kept_parties(scene: Scene, entries: Iterable[Entry]) -> tuple[tuple[Party, ...], dict[str, str]]:
    used = {ref for entry in entries for ref in party_ids(entry)}
    proper = {m.span for m in scene.marks.mentions if not m.nominal}
    kept = [p for p in scene.parties.parties if p.id in used or _plays_a_part(p, proper)]
    kept.sort(key=lambda p: p.mentions[0])
    names = {p.id: f"p{i}" for i, p in enumerate(kept, start=1)}
    return tuple(replace(p, id=names[p.id]) for p in kept), names


def _plays_a_part(party: Party, proper: AbstractSet[Span]) -> bool:
    """Whether a report names a party so that it most likely does something, though no entry was found for it.

    In our corpus that is so for three of four persons named in full, for more than half of the bodies with a name and
    of the states, and for groups told of at length ("nine Russian diplomats").
    """
    if any(m in proper for m in party.mentions):
        return party.type in NAMED or (party.type is not PartyType.GROUP and len(party.name.split()) >= FULL_NAME_WORDS)
    return party.type is PartyType.GROUP and len(party.name.split()) >= TOLD_WORDS


def _renumbered(entries: list[Entry], names: dict[str, str]) -> tuple[Entry, ...]:
    numbers = {e.id: f"e{i}" for i, e in enumerate(entries, start=1)}
    return tuple(_renamed(e, numbers, names) for e in entries)


def _renamed(entry: Entry, numbers: dict[str, str], names: dict[str, str]) -> Entry:
    changes: dict[str, object] = {"id": numbers[entry.id]}
    present = {f.name for f in fields(entry)}
    for slot in PARTY_SLOTS:
        if slot in present:
            value = getattr(entry, slot)
            changes[slot] = names[value] if isinstance(value, str) else value and tuple(names[v] for v in value)
    if isinstance(entry, Statement) and entry.reply_to:
        changes["reply_to"] = numbers[entry.reply_to]
    return replace(entry, **changes)  # type: ignore[arg-type]
