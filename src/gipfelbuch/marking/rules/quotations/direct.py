"""Verbatim quotations: words in quotation marks with a frame before, behind, within or in the sentence before.

Passages enter; quotations leave. Their words and frames are masked, so that no later rule reads them again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from gipfelbuch.knowledge.speech import source_words, speech_nouns, speech_words
from gipfelbuch.marking.rules.quotations.passages import Cue, Passages
from gipfelbuch.marking.rules.quotations.speakers import addressee_of, speaker_of, subject_phrase
from gipfelbuch.model.entries import Mode
from gipfelbuch.model.marks import Quotation
from gipfelbuch.model.reports import Pos, Quoted, Sentence, VerbForm
from gipfelbuch.model.spans import Span, trimmed

FEWEST_WORDS = 3  # a quotation that is a sentence of its own without frame; shorter ones are titles or slogans
LONGEST_FRAME_TOKENS = 40  # from the quotation to the verb of speech behind it
NOUNS_OF_FRAMES = frozenset({"say", "answer", "ask"})  # concepts whose nouns frame quoted words ("mit den Worten: ...")
_GAPS = frozenset({",", "–", "—", "-", ";"})
_ENDS = frozenset({",", "?", "!", "…", "..."})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """A quoted stretch in its sentence: token bounds, first and last sentence."""

    quoted: Quoted
    first: int
    last: int
    opening: Sentence
    closing: Sentence


def _stretches(passages: Passages) -> list[_Stretch]:
    out = []
    for quoted in passages.document.quoted:
        first, last = passages.first_from(quoted.outer.start), passages.first_from(quoted.outer.end)
        opening, closing = (passages.document.sentence_at(o) for o in (quoted.outer.start, quoted.inner.end - 1))
        if quoted.depth > 0 or opening is None or closing is None or first >= last:
            continue
        if passages.is_prose(opening) and passages.is_prose(closing):
            out.append(_Stretch(quoted=quoted, first=first, last=last, opening=opening, closing=closing))
    return out


def quoted_words(passages: Passages, quoted: Quoted) -> Span:
    """The words between the marks, without a final comma."""
    inner = quoted.inner
    return trimmed(passages.document.text, inner.start, inner.end, " \t\r\n\u00a0,") or inner


def mark_direct(passages: Passages) -> list[Quotation]:
    """Quotations whose words stand alone in quotation marks."""
    out: list[Quotation] = []
    previous: _Stretch | None = None
    for stretch in _stretches(passages):
        found = _continued(passages, stretch, previous, out) or _framed(passages, stretch)
        if found is None:
            continue
        if found == "joined":
            out[-1] = _joined(passages, out[-1], stretch)
        elif isinstance(found, Quotation):
            out.append(found)
        passages.mask(stretch.quoted.outer)
        previous = stretch
    return out


def _joined(passages: Passages, quotation: Quotation, stretch: _Stretch) -> Quotation:
    quote = (*quotation.quote, quoted_words(passages, stretch.quoted))
    evidence = (
        *quotation.evidence[:-1],
        Span(quotation.evidence[-1].start, max(quotation.evidence[-1].end, stretch.quoted.outer.end)),
    )
    return replace(quotation, quote=quote, evidence=evidence)


def _continued(passages: Passages, stretch: _Stretch, previous: _Stretch | None, out: list[Quotation]) -> str | None:
    """Whether the stretch goes on with the quotation before: behind an inserted frame, or as the next sentence."""
    if previous is None or not out or _alone_behind_frame(passages, stretch):
        return None
    between = passages.tokens[previous.last : stretch.first]
    same = stretch.opening.index == previous.closing.index
    if (
        same
        and between
        and between[-1].text in (",", ":", "–", "—")
        and _has_finite(passages, previous.last, stretch.first)
    ):
        return (
            "joined"
            if out[-1].cue
            and not out[-1].quote[-1].start > between[0].start
            and _framed_by(passages, out[-1], previous)
            else None
        )
    adjacent = (
        0 < stretch.opening.index - previous.closing.index <= 1
        and stretch.opening.paragraph == previous.closing.paragraph
    )
    whole = stretch.first == stretch.opening.first and not _words(passages, stretch.last, stretch.closing.last)
    if adjacent and whole and not _ends_with_colon(passages, stretch.opening):
        return "joined"
    return None


def _framed_by(passages: Passages, quotation: Quotation, stretch: _Stretch) -> bool:
    return any(span.start >= passages.tokens[stretch.last - 1].end for span in quotation.cue)


def _alone_behind_frame(passages: Passages, stretch: _Stretch) -> bool:
    """Whether a colon in the sentence before or behind the stretch gives it a frame of its own."""
    return _frame_behind(passages, stretch) is not None


def _ends_with_colon(passages: Passages, sentence: Sentence) -> bool:
    return sentence.index > 0 and passages.tokens[sentence.first - 1].text == ":"


def _words(passages: Passages, first: int, last: int) -> bool:
    return any(t.pos is not Pos.PUNCTUATION for t in passages.tokens[first:last])


def _has_finite(passages: Passages, first: int, last: int) -> bool:
    return any(t.form is VerbForm.FINITE for t in passages.tokens[first:last]) or passages.language == "en"


def _framed(passages: Passages, stretch: _Stretch) -> Quotation | None:
    before = passages.tokens[stretch.first - 1] if stretch.first > stretch.opening.first else None
    if before is not None and before.text == ":":
        return _from_frame_before(passages, stretch, stretch.opening, certain=True)
    if before is None and _ends_with_colon(passages, stretch.opening):
        return _from_frame_before(
            passages, stretch, passages.document.sentences[stretch.opening.index - 1], certain=True
        )
    behind = _frame_behind(passages, stretch)
    if behind is not None:
        return behind
    if before is not None and before.text == ",":
        return _from_frame_before(passages, stretch, stretch.opening, certain=False)
    if before is None and not _words(passages, stretch.last, stretch.closing.last):
        return _frameless(passages, stretch)
    return None


def _masked_view(passages: Passages, stretch: _Stretch, sentence: Sentence) -> Sentence:
    passages.mask(stretch.quoted.outer)
    return passages.visible(sentence)


def _unmask(passages: Passages, stretch: _Stretch) -> None:
    for i in range(stretch.first, stretch.last):
        passages.masked[i] = 0


def _from_frame_before(passages: Passages, stretch: _Stretch, sentence: Sentence, *, certain: bool) -> Quotation | None:
    view = _masked_view(passages, stretch, sentence)
    cues = [
        c
        for c in passages.cues_in(view)
        if c.at < stretch.first and not _another_quote_between(passages, c.at, stretch)
    ]
    fitting = [c for c in cues if c.sense("direct")]
    chosen = fitting or (cues if certain else [])
    cue = chosen[-1] if chosen else None
    if cue is None and not certain:
        _unmask(passages, stretch)
        return None
    if cue is not None:
        return _quotation(passages, stretch, view, cue)
    return _without_verb(passages, stretch, view)


def _another_quote_between(passages: Passages, at: int, stretch: _Stretch) -> bool:
    return any(passages.masked[i] for i in range(at, stretch.first))


def _without_verb(passages: Passages, stretch: _Stretch, view: Sentence) -> Quotation:
    """A colon without a verb of speech: a noun of speech is the cue if there is one; the subject speaks."""
    nouns = speech_nouns(passages.language)
    heard = [
        t
        for t in passages.tokens[view.first : min(view.last, stretch.first)]
        if any(s.concept in NOUNS_OF_FRAMES for s in nouns.get(t.lemma, ()))
    ]
    speaker = None
    for place in range(len(view.clauses) - 1, -1, -1):
        finite = view.clauses[place].finite
        if finite is not None and finite < stretch.first:
            speaker = subject_phrase(passages, view, place, finite)[1]
            break
    if speaker is None and view.clauses and view.clauses[0].finite is None:
        phrases = passages.phrases(view.clauses[0])
        speaker = passages.span(phrases[0].first, phrases[0].last) if phrases else None
    return Quotation(
        mode=Mode.DIRECT,
        quote=(quoted_words(passages, stretch.quoted),),
        evidence=(_evidence(view, stretch),),
        cue=(heard[-1].span,) if heard else (),
        speaker=speaker,
    )


def _evidence(view: Sentence, stretch: _Stretch) -> Span:
    start = min(view.span.start, stretch.opening.span.start)
    return Span(start, max(stretch.closing.span.end, stretch.quoted.outer.end))


def _quotation(passages: Passages, stretch: _Stretch, view: Sentence, cue: Cue) -> Quotation:
    sense = cue.sense("direct") or cue.senses[0]
    speaker = speaker_of(passages, view, cue)
    return Quotation(
        mode=Mode.DIRECT,
        quote=(quoted_words(passages, stretch.quoted),),
        evidence=(_evidence(view, stretch),),
        cue=passages.spans_of(cue.tokens),
        concept=sense.concept,
        speaker=speaker,
        addressee=addressee_of(passages, view, cue, sense, speaker),
        answers=sense.concept == "answer"
        or any(t.lower in speech_words("answering") for t in passages.tokens[view.first : view.last]),
    )


def _frame_behind(passages: Passages, stretch: _Stretch) -> Quotation | None:
    """A frame right behind: ", sagte X", " said X", " she answered", ", so X"."""
    at = stretch.last
    limit = min(stretch.closing.last, at + LONGEST_FRAME_TOKENS)
    comma = at < limit and passages.tokens[at].text in _GAPS
    inner_last = passages.document.text[stretch.quoted.inner.end - 1]
    if comma:
        at += 1
    elif inner_last not in _ENDS and not (
        at < limit and passages.tokens[at].pos is Pos.VERB and _is_utterance(passages, stretch)
    ):
        return None
    if at >= limit or (
        passages.tokens[at].pos in (Pos.COORDINATOR, Pos.SUBORDINATOR)
        and passages.tokens[at].lower not in speech_words("like")
    ):
        return None
    inserted = [w[0] for w in source_words(passages.language).get("inserted", ())]
    if passages.tokens[at].lower in inserted:
        return _inserted(passages, stretch, at)
    if stretch.first > stretch.opening.first and not _begins_speech(passages, stretch):
        return None
    view = _masked_view(passages, stretch, stretch.closing)
    cue = next((c for c in passages.cues_in(view) if c.at >= at and c.sense("direct", "that", "question")), None)
    if cue is None or cue.at >= limit or not _opens_frame(passages, view, cue, at):
        _unmask(passages, stretch)
        return None
    return _quotation(passages, stretch, view, cue)


def _begins_speech(passages: Passages, stretch: _Stretch) -> bool:
    """Whether nothing but a mark or another quotation stands before the stretch, so that it is no part of a clause."""
    before = passages.tokens[stretch.first - 1]
    return (
        before.text in (":", "–", "—", "-")
        or bool(passages.masked[before.index])
        or (before.pos is Pos.PUNCTUATION and before.text != ",")
    )


def _is_utterance(passages: Passages, stretch: _Stretch) -> bool:
    """Whether the quoted words begin the sentence and hold a verb, as a title in a sentence does not."""
    words = passages.tokens[stretch.first : stretch.last]
    verbal = any(t.pos in (Pos.VERB, Pos.AUXILIARY) for t in words)
    return verbal and len(words) > FEWEST_WORDS and stretch.first == stretch.opening.first


def _opens_frame(passages: Passages, view: Sentence, cue: Cue, at: int) -> bool:
    """Whether the clause of the cue starts at the token behind the quotation, with its verb or its subject."""
    clause = view.clauses[cue.place]
    if not clause.first <= at + 1 and passages.language == "de":
        return False
    first = passages.tokens[at]
    if first.pos in (Pos.VERB, Pos.AUXILIARY) or first.lower in speech_words("like") or at == cue.at:
        return True
    return passages.language == "en" and cue.at - at <= 12


def _inserted(passages: Passages, stretch: _Stretch, at: int) -> Quotation | None:
    """The frame ", so X": the speaker follows up to the next mark of punctuation."""
    last = at + 1
    while last < stretch.closing.last and passages.tokens[last].pos is not Pos.PUNCTUATION:
        if passages.tokens[last].form is VerbForm.FINITE:
            return None
        last += 1
    speaker = passages.span(at + 1, last)
    if speaker is None:
        return None
    return Quotation(
        mode=Mode.DIRECT,
        quote=(quoted_words(passages, stretch.quoted),),
        evidence=(_evidence(stretch.opening, stretch),),
        cue=(passages.tokens[at].span,),
        concept="say",
        speaker=speaker,
    )


def _frameless(passages: Passages, stretch: _Stretch) -> Quotation | None:
    """A sentence that is nothing but a quotation: somebody's words if it is long enough to be said."""
    words = [t for t in passages.tokens[stretch.first : stretch.last] if t.pos is not Pos.PUNCTUATION]
    verbal = any(t.pos in (Pos.VERB, Pos.AUXILIARY) for t in words)
    if len(words) < FEWEST_WORDS or not verbal or stretch.opening.index == 0:
        return None
    return Quotation(
        mode=Mode.DIRECT,
        quote=(quoted_words(passages, stretch.quoted),),
        evidence=(_evidence(stretch.opening, stretch),),
        speaker=subject_before(passages, stretch.opening),
        score=0.5,
    )


def subject_before(passages: Passages, sentence: Sentence) -> Span | None:
    """Who speaks or acts in the sentence before, for speech that has no frame of its own."""
    if sentence.index == 0:
        return None
    view = passages.visible(passages.document.sentences[sentence.index - 1])
    for cue in passages.cues_in(view):
        found = speaker_of(passages, view, cue)
        if found:
            return found
    for place, clause in enumerate(view.clauses):
        if clause.finite is not None:
            return subject_phrase(passages, view, place, clause.finite)[1]
    return None
