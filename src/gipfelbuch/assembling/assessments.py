"""Marks of assessments to entries, one a verdict and assessor."""

from __future__ import annotations

from gipfelbuch.assembling.scenes import Scene
from gipfelbuch.model.entries import Assessment, Kind
from gipfelbuch.model.marks import Deed, Role


def assemble_assessments(scene: Scene) -> tuple[Assessment, ...]:
    """Entries of kind assessment, with provisional ids; several assessors of one verdict get one each."""
    out: list[Assessment] = []
    for number, deed in enumerate(scene.deeds(Kind.ASSESSMENT)):
        spans = deed.spans(Role.ASSESSOR)
        assessors = tuple(dict.fromkeys(p for span in spans for p in scene.parties.resolve(span)))
        for place, assessor in enumerate(assessors or (None,)):
            out.append(_entry(scene, deed, assessor, f"assessment{number}.{place}"))
    return tuple(out)


def _entry(scene: Scene, deed: Deed, assessor: str | None, name: str) -> Assessment:
    subject = deed.spans(Role.SUBJECT)
    verdict = deed.spans(Role.VERDICT) or deed.trigger
    return Assessment(
        id=name,
        evidence=deed.evidence,
        assessor=assessor,
        subject=subject[0].of(scene.document.text) if subject else "",
        verdict=verdict,
        polarity=deed.polarity or "neutral",
        confidence=deed.score,
    )
