"""Marks of issues to entries, one a matter: what shares its head words is one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from gipfelbuch.assembling.scenes import Scene
from gipfelbuch.model.entries import Issue, Kind
from gipfelbuch.model.marks import Deed, Role
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Pos
from gipfelbuch.model.spans import Span, merged

SAME_MATTER = 0.5  # share of the shorter subject's words that two mentions of one matter have in common
LEAST_PARTIES = 2  # a matter lies between at least two
_STRENGTH = {"resolved": 5, "progressing": 4, "deadlocked": 3, "disputed": 2, "to_be_discussed": 1, "raised": 0}


def assemble_issues(scene: Scene) -> tuple[Issue, ...]:
    """Entries of kind issue, with provisional ids."""
    out: list[tuple[frozenset[str], Issue]] = []
    for number, deed in enumerate(scene.deeds(Kind.ISSUE)):
        words = _content_words(scene, deed.spans(Role.SUBJECT)[0])
        if not words:
            continue
        same = next((i for i, (old, _) in enumerate(out) if _overlap(old, words) >= SAME_MATTER), None)
        if same is None:
            out.append((words, _entry(scene, deed, f"issue{number}")))
        else:
            out[same] = (out[same][0], _joined(out[same][1], deed))
    return tuple(entry for _, entry in out)


def _content_words(scene: Scene, span: Span) -> frozenset[str]:
    tokens = scene.document.tokens_in(span)
    return frozenset(t.lemma.lower() for t in tokens if t.pos in (Pos.NOUN, Pos.NAME, Pos.OTHER))


def _overlap(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / min(len(one), len(two))


def _entry(scene: Scene, deed: Deed, name: str) -> Issue:
    return Issue(
        id=name,
        evidence=deed.evidence,
        subject=deed.spans(Role.SUBJECT)[0].of(scene.document.text),
        parties=_parties(scene, deed),
        status=deed.status or "raised",
        confidence=deed.score,
    )


def _joined(issue: Issue, deed: Deed) -> Issue:
    status = max(issue.status, deed.status or "raised", key=lambda s: _STRENGTH.get(s, 0))
    return replace(issue, evidence=merged((*issue.evidence, *deed.evidence)), status=status)


def _parties(scene: Scene, deed: Deed) -> tuple[str, ...]:
    """The states named beside the matter (persons stand for theirs); else those the report names most."""
    found = [_state_of(scene, p) for span in deed.spans(Role.PARTY) for p in scene.parties.resolve(span)]
    parties = list(dict.fromkeys(p for p in found if p is not None))
    for party in _main_states(scene):
        if len(parties) >= LEAST_PARTIES:
            break
        if party not in parties:
            parties.append(party)
    return tuple(parties)


def _state_of(scene: Scene, party_id: str) -> str | None:
    party = scene.parties.by_id[party_id]
    if party.type is PartyType.COUNTRY:
        return party_id
    states = {p.country: p.id for p in scene.parties.parties if p.type is PartyType.COUNTRY}
    if party.type in (PartyType.PERSON, PartyType.GOVERNMENT_BODY):
        return states.get(party.country) if party.country else None
    return party_id


def _main_states(scene: Scene) -> list[str]:
    counts = Counter({p.id: len(p.mentions) for p in scene.parties.parties if p.type is PartyType.COUNTRY})
    return [party for party, _ in counts.most_common(LEAST_PARTIES)]
