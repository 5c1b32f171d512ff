"""Marks of speech to statements: who says what to whom, which statement answers which.

A scene enters; statements leave, one a speaker and utterance, with provisional ids ("s1").
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from gipfelbuch.assembling.dates import date_of, times_within
from gipfelbuch.assembling.scenes import Scene
from gipfelbuch.knowledge.speech import concepts, speech_words, told_acts
from gipfelbuch.model.entries import Mode, Statement
from gipfelbuch.model.marks import Mention, Quotation
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Pos
from gipfelbuch.model.spans import Span, merged

NEAR_SENTENCES = 4  # how far back the statement stands that is answered
SAME_SHARE = 0.5  # of the shorter of two utterances, shared characters from which they are one
ANSWER = "answer"  # concepts of the speech table
PROMISE = "promise"
REQUEST = "REQUEST"


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
            if speaker is None and quotation.mode is Mode.REPORTED:
                continue  # an act of speech has somebody who speaks; of those that nobody was found for few are one
            statement = _statement(scene, quotation, speaker, f"s{len(out) + 1}", answered)
            out.append(statement)
            sources.append(quotation)
    return _addressed_back(out, sources)


def _addressed_back(statements: list[Statement], sources: list[Quotation]) -> tuple[Statement, ...]:
    """In a dialogue whoever answers was spoken to: give what is answered its addressee."""
    place = {s.id: i for i, s in enumerate(statements)}
    for statement, source in zip(list(statements), sources, strict=True):
        asked = place.get(statement.reply_to or "")
        if asked is None or source.concept != ANSWER or statement.speaker is None or statement.mode is not Mode.DIRECT:
            continue
        before = statements[asked]
        if before.mode is Mode.DIRECT and not before.addressees and not before.addressee_mention:
            statements[asked] = replace(before, addressees=(statement.speaker,))
    return tuple(statements)


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
    return _parties(scene, quotation.speaker) or (None,)


def _parties(scene: Scene, span: Span | None) -> tuple[str, ...]:
    """The parties that a noun phrase names: one for each coordinated part, not those in its attributes."""
    if span is None:
        return ()
    return tuple(dict.fromkeys(p for head in _heads(scene, span) for p in scene.parties.resolve(head)))


def _heads(scene: Scene, span: Span) -> tuple[Span, ...]:
    """The mentions that a noun phrase is about, or the phrase itself if it holds none.

    "Kovačs Sprecher Benešić" gives "Benešić", "Präsident Lee von der Partei X" gives "Lee",
    "Peru, Chile und Kuba" gives all.
    """
    mentions = _mentions_within(scene, span)
    if not mentions:
        return (span,)
    tokens = scene.document.tokens_in(span)
    joints = [t for t in tokens if t.pos is Pos.COORDINATOR]
    heads: list[Span] = []
    start = span.start
    for end in [*(t.start for t in joints), span.end]:
        part = [m for m in mentions if start <= m.span.start and m.span.end <= end]
        if part:
            listed = _listed(scene, part) if joints else None
            heads += [m.span for m in listed or (_head_of(scene, part),)]
            start = end
    return tuple(heads) or (mentions[0].span,)


def _listed(scene: Scene, part: list[Mention]) -> list[Mention] | None:
    """The names of a list before its "und" ("Peru, Chile"); None if a comma there opens an apposition."""
    tokens = scene.document.tokens_in(Span(part[0].span.start, part[-1].span.end))
    commas = [t.start for t in tokens if t.text == ","]
    runs = [[m for m in part if bisect_left(commas, m.span.start) == i] for i in range(len(commas) + 1)]
    named = [[m for m in run if not m.nominal and not _is_attribute(scene, m)] for run in runs]
    return [_head_of(scene, run) for run in named] if commas and all(named) else None


def _mentions_within(scene: Scene, span: Span) -> list[Mention]:
    mentions = scene.marks.mentions
    at = bisect_left(mentions, span.start, key=lambda m: m.span.start)
    found = []
    while at < len(mentions) and mentions[at].span.start < span.end:
        if mentions[at].span.end <= span.end:
            found.append(mentions[at])
        at += 1
    return found


def _head_of(scene: Scene, part: list[Mention]) -> Mention:
    """The mention that names the whole of a noun phrase: a person named there, else the first without a possessor."""
    free = [m for m in part if not _is_attribute(scene, m)] or part
    named = [m for m in free if m.type is PartyType.PERSON and not m.nominal]
    return named[-1] if named else free[0]


def _is_attribute(scene: Scene, mention: Mention) -> bool:
    """Whether a mention only says whose or where: a possessive, a genitive, behind a preposition, in brackets."""
    document = scene.document
    after = document.token_at(mention.span.end)
    if after is not None and after.lower in speech_words("possessive_mark"):
        return True
    first = document.token_at(mention.span.start)
    before = document.tokens[first.index - 1] if first is not None and first.index else None
    if before is None:
        return False
    if (
        before.pos is Pos.ADPOSITION
        or before.text in ("(", "/")
        or (before.lower != "der" and before.lower in speech_words("genitive"))
    ):
        return True
    genitive = mention.span.of(document.text).endswith("s") and after is not None and after.pos is Pos.NOUN
    return genitive and document.language == "de" and not mention.nominal


def _answered(
    scene: Scene, quotation: Quotation, before: list[Statement], sources: list[Quotation]
) -> Statement | None:
    """The statement that the quotation answers: the nearest by somebody else, if the words mark an answer."""
    concept = concepts().get(quotation.concept or "")
    speakers = _speakers(scene, quotation)
    if quotation.mode is Mode.FREE_INDIRECT and before and before[-1].speaker in speakers and before[-1].speaker:
        return next((s for s in before if s.id == before[-1].reply_to), None)
    promised = concept is not None and concept.name == PROMISE and bool(before) and before[-1].plover == REQUEST
    if not quotation.answers and not (concept and concept.answers) and not promised:
        return None
    here = scene.document.sentence_at(quotation.quote[0].start)
    for statement, source in zip(reversed(before), reversed(sources), strict=True):
        there = scene.document.sentence_at(statement.quote[-1].start)
        if here is None or there is None or here.index - there.index > NEAR_SENTENCES:
            return None
        if statement.speaker not in speakers and statement.speaker is not None and source is not quotation:
            return statement
    return None


def _statement(
    scene: Scene, quotation: Quotation, speaker: str | None, name: str, answered: Statement | None
) -> Statement:
    named = _parties(scene, quotation.addressee)
    told = tuple(p for p in named if p != speaker)  # nobody speaks to himself
    statement = Statement(
        id=name,
        evidence=merged(quotation.evidence),
        date=_date(scene, quotation),
        plover=_plover(scene, quotation, answered),
        confidence=quotation.score,
        mode=quotation.mode,
        speaker=speaker,
        quote=quotation.quote,
        addressees=told or _answered_speaker(quotation, speaker, answered),
        cue=quotation.cue,
        speaker_mention=(quotation.speaker,) if quotation.speaker else (),
        addressee_mention=(quotation.addressee,) if quotation.addressee and (told or not named) else (),
    )
    return replace(statement, reply_to=answered.id) if answered else statement


def _date(scene: Scene, quotation: Quotation) -> str | None:
    """When it was said: the dates of the frame, not those that the words said tell of."""
    said = quotation.quote
    told = (t for span in quotation.evidence for t in times_within(scene.marks.times, span))
    frame = tuple(t for t in told if not any(t.span.overlaps(s) for s in said))
    return date_of(scene.document, frame, quotation.evidence, quotation.cue[0] if quotation.cue else None)


def _answered_speaker(quotation: Quotation, speaker: str | None, answered: Statement | None) -> tuple[str, ...]:
    """In a dialogue whoever is answered is spoken to."""
    dialogue = answered is not None and quotation.concept == ANSWER and quotation.mode is Mode.DIRECT
    if dialogue and answered and answered.speaker and (answered.mode is Mode.DIRECT or speaker in answered.addressees):
        return (answered.speaker,)
    return ()


def _plover(scene: Scene, quotation: Quotation, answered: Statement | None) -> str | None:
    """The PLOVER type of the act: as marked, of its verb, else of the words said."""
    if quotation.plover:
        return quotation.plover
    concept = concepts().get(quotation.concept or "")
    if concept and concept.plover:
        return concept.plover
    said = {t.lower for span in quotation.quote for t in scene.document.tokens_in(span)}
    for plover, only_answers, told in told_acts(scene.document.language):
        if said & told and (answered is not None or not only_answers):
            return plover
    return None
