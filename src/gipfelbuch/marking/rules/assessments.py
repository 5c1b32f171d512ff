"""Deeds of kind assessment: who judges what, with which words.

A document with its mentions and quotations enters; one deed a verdict leaves. Its arguments are the
assessor (left out if the reporter judges), the subject and the verdict.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gipfelbuch.knowledge.actions import deed_words
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.judgements import is_feeling, is_judged_noun, judging_frames, judging_word
from gipfelbuch.marking.rules.doers import is_readable, somebody_who
from gipfelbuch.marking.rules.roles import Phrase, complement_of, evidence_of, phrases_of, subject_of
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.marks import Argument, Deed, Marks, Mention, Quotation, Role
from gipfelbuch.model.reports import Clause, Document, Pos, Quoted, Token, VerbForm
from gipfelbuch.model.spans import Span

LONGEST_PARTIAL_QUOTE_TOKENS = 10  # longer ones are utterances of their own
LONGEST_VERDICT_TOKENS = 30  # beyond this a verdict has swallowed its sentence
DEFAULT_POLARITY = "negative"  # of quoted verdicts without a judging word; images ("a fig leaf") mostly blame
_CLOSING = ".,; "
_THAT = closed_class("that")
_FLIPPED = {"positive": "negative", "negative": "positive"}
_SPEAK_OF = {"de": "von", "en": "of"}
_AS = {"de": "als", "en": "as"}


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Tokens of a verdict, what is judged, and by whom."""

    span: Span
    polarity: str
    subject: Span | None
    assessor: tuple[Span, ...]
    by_reporter: bool = False


@dataclass(frozen=True, slots=True)
class _Frame:
    """A verb that can frame a judgement, with all that a frame looks at."""

    document: Document
    clause: Clause
    verb: Token
    mentions: tuple[Mention, ...]
    quotes: _Quotes
    polarity: str


class _Quotes:
    """Quoted stretches and quotations by place."""

    def __init__(self, quoted: Sequence[Quoted], quotations: Sequence[Quotation]) -> None:
        self._quoted = sorted((q for q in quoted if q.closed), key=lambda q: q.outer.start)
        self._starts = [q.outer.start for q in self._quoted]
        self._said = sorted(((s, q) for q in quotations for s in q.quote), key=lambda p: p[0])
        self._said_starts = [s.start for s, _ in self._said]

    def within(self, start: int, end: int) -> Quoted | None:
        """The first quoted stretch that starts between the offsets."""
        at = bisect_right(self._starts, start - 1)
        if at < len(self._quoted) and self._quoted[at].outer.start < end:
            return self._quoted[at]
        return None

    def speech_at(self, offset: int) -> Quotation | None:
        """The quotation whose words cover the offset."""
        at = bisect_right(self._said_starts, offset) - 1
        for span, quotation in self._said[max(0, at - 2) : at + 1][::-1]:
            if span.start <= offset < span.end:
                return quotation
        return None


def mark_assessments(document: Document, marks: Marks) -> tuple[Deed, ...]:
    """Deeds of kind assessment.

    Args:
        document: the segmented report.
        marks: its mentions and quotations.

    Returns:
        One deed a verdict, in order of place.
    """
    quotes = _Quotes(document.quoted, marks.quotations)
    out: list[Deed] = []
    seen: set[int] = set()
    for sentence in filter(is_readable, document.sentences):
        for clause in sentence.clauses:
            for verdict in _verdicts(document, clause, marks.mentions, quotes):
                if verdict.span.start not in seen:
                    seen.add(verdict.span.start)
                    out.append(_deed(document, clause, verdict, quotes))
    return tuple(out)


def _deed(document: Document, clause: Clause, verdict: _Verdict, quotes: _Quotes) -> Deed:
    speech = quotes.speech_at(verdict.span.start)
    evidence = (
        speech.evidence
        if speech and not verdict.assessor and not verdict.by_reporter
        else (evidence_of(document, clause.span, verdict.span),)
    )
    assessor = verdict.assessor
    if speech is not None and not assessor and speech.speaker is not None:
        assessor = (speech.speaker,)
    return Deed(
        kind=Kind.ASSESSMENT,
        trigger=(verdict.span,),
        evidence=evidence,
        polarity=verdict.polarity,
        arguments=(
            *(Argument(role=Role.ASSESSOR, span=s) for s in assessor),
            *((Argument(role=Role.SUBJECT, span=verdict.subject),) if verdict.subject else ()),
            Argument(role=Role.VERDICT, span=verdict.span),
        ),
    )


def _verdicts(document: Document, clause: Clause, mentions: tuple[Mention, ...], quotes: _Quotes) -> Iterator[_Verdict]:
    frames = judging_frames(document.language)
    for token in document.tokens_of(clause):
        if token.pos not in (Pos.VERB, Pos.AUXILIARY, Pos.OTHER):
            continue
        for frame, polarity in frames.get(token.lemma, ()):
            make = _FRAMES.get(frame)
            found = make(_Frame(document, clause, token, mentions, quotes, polarity)) if make else None
            if found is not None:
                yield found
                return


def polarity_of(document: Document, tokens: Sequence[Token]) -> str | None:
    """Polarity of words: positive, negative, mixed where both stand; None if no word judges.

    Of an adjective and its noun the bad one wins ("verpasste Gelegenheit", "großer Rückschlag").
    """
    found: list[str] = []
    before: Token | None = None
    negations = deed_words("negation", document.language)
    flip = False
    for token in tokens:
        if token.lower in negations or token.lower in ("wenig", "little", "few"):
            flip = True
            continue
        judged = judging_word(token.text, document.language)
        if judged is not None:
            polarity = _FLIPPED[judged[0]] if flip else judged[0]
            if before is not None and before.index + 1 == token.index and found[-1] != polarity:
                found[-1] = "negative"
            else:
                found.append(polarity)
            before = token
        if token.pos in (Pos.PUNCTUATION, Pos.COORDINATOR) or judged is not None:
            flip = False
    if len(set(found)) > 1:
        return "mixed"
    return found[0] if found else None


def _rest(document: Document, clause: Clause, first: int) -> Sequence[Token]:
    """The tokens from ``first`` to the end of the clause, without verbs and particles that close it."""
    last = clause.last
    while last > first:
        token = document.tokens[last - 1]
        closes = token.pos in (Pos.AUXILIARY, Pos.PUNCTUATION) or (token.pos is Pos.VERB and document.language == "de")
        if not closes and not _is_particle(document, clause, last - 1):
            break
        last -= 1
    return document.tokens[first : min(last, first + LONGEST_VERDICT_TOKENS)]


def _is_particle(document: Document, clause: Clause, index: int) -> bool:
    return any(t.particle == index for t in document.tokens_of(clause))


def _verdict_span(document: Document, tokens: Sequence[Token], quotes: _Quotes) -> Span | None:
    """The words inside quotation marks if there are any, else all of them."""
    if not tokens:
        return None
    start, end = tokens[0].start, tokens[-1].end
    quoted = quotes.within(start, end)
    if quoted is not None:
        return _bare(document, quoted.inner)
    return Span(start, end)


def _bare(document: Document, inner: Span) -> Span:
    """Quoted words without the comma or full stop that closes the sentence around them."""
    end = inner.end
    while end > inner.start + 1 and document.text[end - 1] in _CLOSING:
        end -= 1
    return Span(inner.start, end)


def _framed(frame: _Frame, tokens: Sequence[Token], subject: Span | None) -> _Verdict | None:
    """The verdict that the tokens behind "als", "für", "of" hold, if they judge."""
    span = _verdict_span(frame.document, tokens, frame.quotes)
    if span is None:
        return None
    words = frame.document.tokens_in(span)
    own = polarity_of(frame.document, words)
    quoted = frame.quotes.within(tokens[0].start, tokens[-1].end) is not None
    sure = quoted or frame.polarity or (subject is not None and _is_matter(frame.document, subject))
    if own is None and (not sure or not words or words[-1].pos is Pos.NAME):
        return None
    assessor = somebody_who(frame.document, frame.clause, frame.verb, frame.mentions)
    return _Verdict(span, own or frame.polarity or DEFAULT_POLARITY, subject, assessor)


def _is_matter(document: Document, subject: Span) -> bool:
    """Whether what is judged is a pronoun for something told, or a noun that the register's judgements are about."""
    tokens = document.tokens_in(subject)
    if len(tokens) == 1 and tokens[0].lower in _THAT:
        return True
    return any(is_judged_noun(t.text, document.language) for t in tokens)


def _as(frame: _Frame) -> _Verdict | None:
    word = _AS[frame.document.language]
    at = next(
        (t for t in frame.document.tokens_of(frame.clause) if t.lower == word and t.index != frame.verb.index), None
    )
    if at is None or at.index + 1 >= frame.clause.last:
        return None
    if frame.document.language == "en" and at.index < frame.verb.index:
        return None
    tokens = _rest(frame.document, frame.clause, at.index + 1)
    subject = _object(frame.document, frame.clause, frame.mentions, at.index)
    return _framed(frame, tokens, subject)


def _object(document: Document, clause: Clause, mentions: tuple[Mention, ...], before: int) -> Span | None:
    """What is judged: the last noun phrase before the verdict that is not the subject."""
    own = somebody_who(document, clause, document.tokens[clause.first], mentions)
    found = [p for p in phrases_of(document, clause, mentions) if p.last <= before and not p.preposition and not p.time]
    found = [p for p in found if not any(h in own for h in p.heads)]
    return _whole(document, found[-1]) if found else None


def _whole(document: Document, phrase: Phrase) -> Span:
    return document.span_of(phrase.first, phrase.last)


def _double(frame: _Frame) -> _Verdict | None:
    """ "nannte X Y": Y is what stands in quotation marks, the last noun phrase, or adjectives at the end."""
    tokens = _rest(frame.document, frame.clause, frame.clause.first)
    if not tokens:
        return None
    start = max(frame.verb.start, frame.clause.span.start)
    quoted = frame.quotes.within(start, frame.clause.span.end)
    subject = somebody_who(frame.document, frame.clause, frame.verb, frame.mentions)
    if quoted is not None:
        inner = _bare(frame.document, quoted.inner)
        words = frame.document.tokens_in(inner)
        judged = _object(frame.document, frame.clause, frame.mentions, words[0].index if words else frame.clause.last)
        if judged is None or not words:
            return None
        return _Verdict(
            inner, polarity_of(frame.document, words) or frame.polarity or DEFAULT_POLARITY, judged, subject
        )
    phrases = [
        p
        for p in phrases_of(frame.document, frame.clause, frame.mentions)
        if not p.preposition and not p.time and p.first > frame.verb.index
    ]
    phrases = [p for p in phrases if not any(h in subject for h in p.heads)]
    last = tokens[-1].index + 1
    if len(phrases) >= 2:
        words = frame.document.tokens[phrases[1].first : last]
    elif phrases and phrases[0].last < last:
        words = frame.document.tokens[phrases[0].last : last]
    else:
        return None
    own = polarity_of(frame.document, words)
    if own is None:
        return None
    return _Verdict(frame.document.span_of(words[0].index, last), own, _whole(frame.document, phrases[0]), subject)


def _for(frame: _Frame) -> _Verdict | None:
    word = "für" if frame.document.language == "de" else "for"
    at = next((t for t in frame.document.tokens_of(frame.clause) if t.lower == word), None)
    if at is None:
        return None
    tokens = _rest(frame.document, frame.clause, at.index + 1)
    return _framed(frame, tokens, _object(frame.document, frame.clause, frame.mentions, at.index))


def _of(frame: _Frame) -> _Verdict | None:
    word = _SPEAK_OF[frame.document.language]
    behind = frame.document.language == "en"
    at = next(
        (
            t
            for t in frame.document.tokens_of(frame.clause)
            if t.lower in (word, "vom") and (t.index > frame.verb.index or not behind)
        ),
        None,
    )
    if at is None:
        return None
    tokens = _rest(frame.document, frame.clause, at.index + 1)
    if at.index < frame.verb.index:
        tokens = frame.document.tokens[at.index + 1 : frame.verb.index]
    return _framed(frame, tokens, None)


def _as_rank(frame: _Frame) -> _Verdict | None:
    word = _AS[frame.document.language]
    at = next((t for t in frame.document.tokens_of(frame.clause) if t.lower == word), None)
    if at is None:
        return None
    tokens = _rest(frame.document, frame.clause, at.index + 1)
    span = _verdict_span(frame.document, tokens, frame.quotes)
    own = polarity_of(frame.document, frame.document.tokens_in(span)) if span else None
    if span is None or own is None:
        return None
    subject = subject_of(frame.document, frame.clause, frame.mentions)
    return _Verdict(span, own, subject[0] if subject else None, (), by_reporter=True)


def _adverb(frame: _Frame) -> _Verdict | None:
    """ "bewertete X positiv", "zeigte sich besorgt": the judging adjective alone."""
    tokens = frame.document.tokens_of(frame.clause)
    reflexive = any(t.lower == "sich" for t in tokens)
    if frame.document.language == "de" and frame.verb.lemma in ("äußern", "zeigen", "geben") and not reflexive:
        return None
    judged = [t for t in tokens if t.index > frame.verb.index or frame.document.language == "de"]
    for token in judged:
        found = judging_word(token.text, frame.document.language)
        bare = token.index + 1 >= frame.clause.last or frame.document.tokens[token.index + 1].pos not in (
            Pos.NOUN,
            Pos.NAME,
            Pos.ADJECTIVE,
        )
        if found and found[1] == "adjective" and bare and token.index != frame.verb.index and token.lower == token.text:
            own = polarity_of(
                frame.document,
                tokens[max(0, token.index - frame.clause.first - 1) : token.index - frame.clause.first + 1],
            )
            return _Verdict(
                token.span,
                own or found[0],
                _object(frame.document, frame.clause, frame.mentions, token.index),
                subject_of(frame.document, frame.clause, frame.mentions),
            )
    return None


def _meet(frame: _Frame) -> _Verdict | None:
    """ "X stößt bei Y auf Skepsis", "X drew criticism from Y"."""
    own = [
        p
        for p in phrases_of(frame.document, frame.clause, frame.mentions)
        if p.preposition in (("auf",) if frame.document.language == "de" else (None,))
    ]
    for phrase in own:
        words = frame.document.tokens[phrase.first : phrase.last]
        polarity_here = polarity_of(frame.document, words)
        if polarity_here and phrase.last > phrase.first and words[-1].index != frame.verb.index:
            by = complement_of(frame.document, frame.clause, ("bei", "in", "from", "among", "by"), frame.mentions)
            subject = subject_of(frame.document, frame.clause, frame.mentions)
            if frame.document.language == "en" and any(h in subject for h in phrase.heads):
                continue
            return _Verdict(_whole(frame.document, phrase), polarity_here, subject[0] if subject else None, by[:1])
    return None


def _express(frame: _Frame) -> _Verdict | None:
    """ "äußerte Besorgnis über X", "voiced concern over X": the judging noun."""
    for phrase in phrases_of(frame.document, frame.clause, frame.mentions):
        if phrase.preposition or phrase.time:
            continue
        for token in frame.document.tokens[phrase.first : phrase.last]:
            found = judging_word(token.text, frame.document.language)
            if found and found[1] == "noun" and is_feeling(token.text, frame.document.language):
                about = complement_of(
                    frame.document,
                    frame.clause,
                    ("über", "für", "mit", "at", "over", "about", "with", "for"),
                    frame.mentions,
                )
                return _Verdict(
                    token.span,
                    found[0],
                    about[0] if about else None,
                    subject_of(frame.document, frame.clause, frame.mentions),
                )
    return None


def _copula(frame: _Frame) -> _Verdict | None:
    """ "Das Treffen ist ein Erfolg": only where what is judged is a relation, encounter, agreement, policy."""
    rest = frame.document.tokens[frame.verb.index + 1 : frame.clause.last]
    if frame.verb.index != frame.clause.finite or not any(judging_word(t.text, frame.document.language) for t in rest):
        return None
    subject = subject_of(frame.document, frame.clause, frame.mentions)
    if not subject:
        return None
    head = frame.document.tokens_in(subject[0])
    speech = frame.quotes.speech_at(frame.clause.span.start)
    demonstrative = (
        speech is not None and len(head) == 1 and head[0].lower in ("das", "dies", "es", "this", "that", "it")
    )
    if not demonstrative and not any(is_judged_noun(t.text, frame.document.language) for t in head):
        return None
    first = frame.verb.index + 1
    behind = [
        t
        for t in frame.document.tokens[first : frame.clause.last]
        if t.start >= subject[0].end or t.end <= subject[0].start
    ]
    tokens = [
        t for t in behind if t.start >= frame.verb.end and not (t.start < subject[0].end and t.end > subject[0].start)
    ]
    tokens = list(_trimmed(frame.document, tokens))
    span = _verdict_span(frame.document, tokens, frame.quotes)
    words = frame.document.tokens_in(span) if span else ()
    own = polarity_of(frame.document, words)
    if (
        span is None
        or own is None
        or any(t.pos is Pos.VERB and not _is_adjective(t, frame.document) for t in words)
        or words[0].lower in ("der", "die", "das", "the")
    ):
        return None
    return _Verdict(span, own, subject[0], (), by_reporter=frame.quotes.speech_at(span.start) is None)


def _is_adjective(token: Token, document: Document) -> bool:
    found = judging_word(token.text, document.language)
    return found is not None and found[1] == "adjective"


def _decline(frame: _Frame) -> _Verdict | None:
    """ "Das Verhältnis litt", "relations have soured": the verb itself judges a relation."""
    subject = subject_of(frame.document, frame.clause, frame.mentions)
    if not subject or frame.verb.pos is not Pos.VERB or frame.verb.form is VerbForm.INFINITIVE:
        return None
    if not any(
        is_judged_noun(t.text, frame.document.language, "relation") for t in frame.document.tokens_in(subject[0])
    ):
        return None
    speech = frame.quotes.speech_at(frame.verb.start)
    return _Verdict(frame.verb.span, frame.polarity, subject[0], (), by_reporter=speech is None)


def _quote(frame: _Frame) -> _Verdict | None:
    """ "lobte „den Mut zur Nüchternheit“": the quoted words are what is praised or blamed."""
    quoted = frame.quotes.within(frame.verb.end, frame.clause.span.end)
    if quoted is None or any(t.lower == _AS[frame.document.language] for t in frame.document.tokens_of(frame.clause)):
        return None
    inner = _bare(frame.document, quoted.inner)
    if len(frame.document.tokens_in(inner)) > LONGEST_PARTIAL_QUOTE_TOKENS:
        return None
    own = polarity_of(frame.document, frame.document.tokens_in(inner)) or frame.polarity
    return _Verdict(inner, own, None, somebody_who(frame.document, frame.clause, frame.verb, frame.mentions))


def _trimmed(document: Document, tokens: list[Token]) -> list[Token]:
    """Without leading adverbs and closing verbs."""
    while tokens and tokens[-1].pos in (Pos.AUXILIARY, Pos.PUNCTUATION):
        tokens = tokens[:-1]
    while (
        tokens
        and (tokens[0].pos in (Pos.ADVERB, Pos.PRONOUN, Pos.PUNCTUATION, Pos.PARTICLE))
        and tokens[0].lower not in deed_words("negation", document.language)
    ):
        tokens = tokens[1:]
    return tokens[:LONGEST_VERDICT_TOKENS]


_FRAMES: dict[str, Callable[[_Frame], _Verdict | None]] = {
    "as": _as,
    "double": _double,
    "for": _for,
    "of": _of,
    "as_rank": _as_rank,
    "adverb": _adverb,
    "meet": _meet,
    "express": _express,
    "copula": _copula,
    "decline": _decline,
    "quote": _quote,
}
