"""All entries of a report, put in order, with the parties that they use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

from gipfelbuch.assembling.actions import assemble_actions
from gipfelbuch.assembling.agreements import assemble_agreements
from gipfelbuch.assembling.assessments import assemble_assessments
from gipfelbuch.assembling.encounters import assemble_encounters
from gipfelbuch.assembling.gifts import assemble_gifts
from gipfelbuch.assembling.issues import assemble_issues
from gipfelbuch.assembling.parties import assemble_parties
from gipfelbuch.assembling.relevance import plays_a_part
from gipfelbuch.assembling.scenes import Scene
from gipfelbuch.assembling.statements import assemble_statements
from gipfelbuch.assembling.tidying import tidy_mentions
from gipfelbuch.assembling.unnamed import add_unnamed
from gipfelbuch.model.entries import Entry, Reading, Statement
from gipfelbuch.model.marks import Marks, Mention
from gipfelbuch.model.parties import Party
from gipfelbuch.model.reports import Document

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
    scene = scene_of(document, marks)
    entries = entries_of(scene)
    parties, names = _kept_parties(scene, entries)
    return Reading(
        report=document.report,
        parties=parties,
        entries=_renumbered(entries, names),
        times=marks.times,
        amounts=marks.amounts,
        places=marks.places,
    )


def scene_of(document: Document, marks: Marks) -> Scene:
    """The marks with all mentions as the guidelines cut them, and who is who."""
    marks = replace(marks, mentions=mentions_of(document, marks))
    return Scene(document=document, marks=marks, parties=assemble_parties(document, marks.mentions))


def mentions_of(document: Document, marks: Marks) -> tuple[Mention, ...]:
    """All mentions as the guidelines cut them, with those of speakers and doers whom nothing marks."""
    return add_unnamed(document, marks, tidy_mentions(document, marks.mentions))


def entries_of(scene: Scene) -> list[Entry]:
    """All entries of a report in order of their evidence, with provisional ids."""
    entries: list[Entry] = [
        *assemble_encounters(scene),
        *assemble_agreements(scene),
        *assemble_statements(scene),
        *assemble_issues(scene),
        *assemble_gifts(scene),
        *assemble_assessments(scene),
        *assemble_actions(scene),
    ]
    return sorted(entries, key=lambda e: (e.evidence[0].start, e.kind, e.evidence[0].end))


def marks_of_parties(scene: Scene) -> dict[str, list[Mention]]:
    """The marks of the mentions of every party, by party id."""
    marks = {m.span: m for m in scene.marks.mentions}
    return {p.id: [marks[m] for m in p.mentions if m in marks] for p in scene.parties.parties}


def _kept_parties(scene: Scene, entries: Iterable[Entry]) -> tuple[tuple[Party, ...], dict[str, str]]:
    used = {ref for entry in entries for ref in party_ids(entry)}
    told = marks_of_parties(scene)
    kept = [p for p in scene.parties.parties if p.id in used or plays_a_part(p, told[p.id])]
    kept.sort(key=lambda p: p.mentions[0])
    names = {p.id: f"p{i}" for i, p in enumerate(kept, start=1)}
    return tuple(replace(p, id=names[p.id]) for p in kept), names


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
