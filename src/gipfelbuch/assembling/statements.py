"""Marks of speech to statements: who says what to whom, which statement answers which.

A scene enters; statements leave, one a speaker and utterance, with provisional ids ("s1").
"""

from __future__ import annotations

from dataclasses import replace

from gipfelbuch.assembling.dates import date_of
from gipfelbuch.assembling.scenes import Scene
from gipfelbuch.knowledge.speech import concepts, told_acts
from gipfelbuch.model.entries import Mode, Statement
from gipfelbuch.model.marks import Quotation
from gipfelbuch.model.spans import merged

NEAR_SENTENCES = 4  # how far back the statement stands that is answered
SAME_SHARE = 0.5  # of the shorter of two utterances, shared characters from which they are one
ANSWER = "answer"


def assemble_statements(scene: Scene) -> tuple[Statement, ...]:
    """The statements of a report.

    Args:
        scene: the document with its marks and parties.

    Returns:
        Statements in order of their words, each with at most one speaker.
    """
    out: list[Statement] = []
    sources: list[Quotation] = []
    for quotation in _distinct(scene.marks.quotations):
        answered = _answered(scene, quotation, out, sources)
        for speaker in _speakers(scene, quotation):
            statement = _statement(scene, quotation, speaker, f"s{len(out) + 1}", answered)
            out.append(statement)
            sources.append(quotation)
    return tuple(out)


def _distinct(quotations: tuple[Quotation, ...]) -> list[Quotation]:
    """Quotations without those whose words another rule found as well, the surer one kept."""
    kept: list[Quotation] = []
    for quotation in sorted(quotations, key=lambda q: q.quote[0]):
        twin = next((i for i in range(max(0, len(kept) - 4), len(kept)) if _same(kept[i], quotation)), None)
        if twin is None:
            kept.append(quotation)
        elif _rank(quotation) > _rank(kept[twin]):
            kept[twin] = quotation
    return kept


def _same(one: Quotation, other: Quotation) -> bool:
    if one.cue != other.cue and one.cue and other.cue:
        return False
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.quote for b in other.quote)
    shorter = min(sum(map(len, one.quote)), sum(map(len, other.quote)))
    return shared >= SAME_SHARE * shorter


def _rank(quotation: Quotation) -> tuple[float, bool, bool]:
    return quotation.score, bool(quotation.cue), quotation.speaker is not None


def _speakers(scene: Scene, quotation: Quotation) -> tuple[str | None, ...]:
    found = scene.parties.resolve(quotation.speaker) if quotation.speaker else ()
    return found or (None,)


def _answered(scene: Scene, quotation: Quotation, before: list[Statement], sources: list[Quotation]) -> Statement | None:
    """The statement that the quotation answers: the nearest by somebody else, if the words mark an answer."""
    concept = concepts().get(quotation.concept or "")
    speakers = _speakers(scene, quotation)
    if quotation.mode is Mode.FREE_INDIRECT and before and before[-1].speaker in speakers and before[-1].speaker:
        return next((s for s in before if s.id == before[-1].reply_to), None)
    if not quotation.answers and not (concept and concept.answers):
        return None
    here = scene.document.sentence_at(quotation.quote[0].start)
    for statement, source in zip(reversed(before), reversed(sources), strict=True):
        there = scene.document.sentence_at(statement.quote[-1].start)
        if here is None or there is None or here.index - there.index > NEAR_SENTENCES:
            return None
        if statement.speaker not in speakers and statement.speaker is not None and source is not quotation:
            return statement
    return None


def _statement(scene: Scene, quotation: Quotation, speaker: str | None, name: str, answered: Statement | None) -> Statement:
    statement = Statement(
        id=name,
        evidence=merged(quotation.evidence),
        date=date_of(scene.document, scene.marks.times, quotation.evidence, quotation.cue[0] if quotation.cue else None),
        plover=_plover(scene, quotation, answered),
        confidence=quotation.score,
        mode=quotation.mode,
        speaker=speaker,
        quote=quotation.quote,
        addressees=_addressees(scene, quotation, speaker, answered),
        cue=quotation.cue,
        speaker_mention=(quotation.speaker,) if quotation.speaker else (),
        addressee_mention=(quotation.addressee,) if quotation.addressee else (),
    )
    return replace(statement, reply_to=answered.id) if answered else statement


def _addressees(scene: Scene, quotation: Quotation, speaker: str | None, answered: Statement | None) -> tuple[str, ...]:
    """Who is spoken to: who the words name; in a dialogue whoever is answered."""
    if quotation.addressee:
        return tuple(dict.fromkeys(a for a in scene.parties.resolve(quotation.addressee) if a != speaker))
    dialogue = answered is not None and quotation.concept == ANSWER and quotation.mode is Mode.DIRECT
    if dialogue and answered and answered.speaker and (answered.mode is Mode.DIRECT or speaker in answered.addressees):
        return (answered.speaker,)
    return ()


def _plover(scene: Scene, quotation: Quotation, answered: Statement | None) -> str | None:
    """The PLOVER type of the act: of its verb, else of the words said."""
    concept = concepts().get(quotation.concept or "")
    if concept and concept.plover:
        return concept.plover
    said = {t.lower for span in quotation.quote for t in scene.document.tokens_in(span)}
    for plover, only_answers, told in told_acts(scene.document.language):
        if said & told and (answered is not None or not only_answers):
            return plover
    return None
