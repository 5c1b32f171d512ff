"""Deeds of kind assessment: who judges what, with which words.

A document with its mentions and quotations enters; one deed a verdict leaves. Its arguments are the
assessor (left out if the reporter judges), the subject and the verdict.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gipfelbuch.knowledge.judgements import is_feeling, is_judged_noun, judging_frames, judging_word
from gipfelbuch.marking.rules.actions import deed_words
from gipfelbuch.marking.rules.roles import Phrase, complement_of, evidence_of, phrases_of, subject_of
from gipfelbuch.marking.rules.doers import somebody_who
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.marks import Argument, Deed, Marks, Mention, Quotation, Role
from gipfelbuch.model.reports import Clause, Document, Pos, Quoted, Sentence, Token, VerbForm
from gipfelbuch.model.spans import Span

LONGEST_PARTIAL_QUOTE_TOKENS = 10  # longer ones are utterances of their own
LONGEST_VERDICT_TOKENS = 30  # beyond this a verdict has swallowed its sentence
_CLOSING = ".,; "
_THAT = frozenset({"das", "dies", "es", "this", "that", "it"})
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
    for sentence in document.sentences:
        for clause in sentence.clauses:
            for verdict in _verdicts(document, sentence, clause, marks.mentions, quotes):
                if verdict.span.start not in seen:
                    seen.add(verdict.span.start)
                    out.append(_deed(document, clause, verdict, quotes))
    return tuple(out)


def _deed(document: Document, clause: Clause, verdict: _Verdict, quotes: _Quotes) -> Deed:
    speech = quotes.speech_at(verdict.span.start)
    evidence = speech.evidence if speech and not verdict.assessor and not verdict.by_reporter else (evidence_of(document, clause.span, verdict.span),)
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


def _verdicts(
    document: Document, sentence: Sentence, clause: Clause, mentions: tuple[Mention, ...], quotes: _Quotes
) -> Iterator[_Verdict]:
    frames = judging_frames(document.language)
    for token in document.tokens_of(clause):
        if token.pos not in (Pos.VERB, Pos.AUXILIARY, Pos.OTHER):
            continue
        for frame, polarity in frames.get(token.lemma, ()):
            make = _FRAMES.get(frame)
            found = make(document, sentence, clause, token, mentions, quotes, polarity) if make else None
            if found is not None:
                yield found
                return


def polarity_of(document: Document, tokens: Sequence[Token]) -> str | None:
    """Polarity of words: positive, negative, mixed where both stand; None if no word judges."""
    found: set[str] = set()
    negations = deed_words("negation", document.language)
    flip = False
    for token in tokens:
        if token.lower in negations or token.lower in ("wenig", "little", "few"):
            flip = True
            continue
        judged = judging_word(token.text, document.language)
        if judged is not None:
            found.add(_FLIPPED[judged[0]] if flip else judged[0])
        if token.pos in (Pos.PUNCTUATION, Pos.COORDINATOR) or judged is not None:
            flip = False
    if len(found) > 1:
        return "mixed"
    return found.pop() if found else None


def _rest(document: Document, sentence: Sentence, clause: Clause, first: int) -> Sequence[Token]:
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


def _framed(
    document: Document,
    clause: Clause,
    verb: Token,
    tokens: Sequence[Token],
    mentions: tuple[Mention, ...],
    quotes: _Quotes,
    polarity: str,
    subject: Span | None,
) -> _Verdict | None:
    span = _verdict_span(document, tokens, quotes)
    if span is None:
        return None
    own = polarity_of(document, document.tokens_in(span))
    quoted = quotes.within(tokens[0].start, tokens[-1].end) is not None
    sure = quoted or polarity or (subject is not None and _is_matter(document, subject))
    if own is None and (not sure or document.tokens_in(span)[-1].pos is Pos.NAME):
        return None
    assessor = somebody_who(document, clause, verb, mentions)
    return _Verdict(span, own or polarity or "negative", subject, assessor)


def _is_matter(document: Document, subject: Span) -> bool:
    """Whether what is judged is a pronoun for something told, or a noun that the register's judgements are about."""
    tokens = document.tokens_in(subject)
    if len(tokens) == 1 and tokens[0].lower in _THAT:
        return True
    return any(is_judged_noun(t.text, document.language) for t in tokens)


def _as(document, sentence, clause, verb, mentions, quotes, polarity):  # type: ignore[no-untyped-def]
    word = _AS[document.language]
    at = next((t for t in document.tokens_of(clause) if t.lower == word and t.index != verb.index), None)
    if at is None or at.index + 1 >= clause.last:
        return None
    if document.language == "en" and at.index < verb.index:
        return None
    tokens = _rest(document, sentence, clause, at.index + 1)
    subject = _object(document, clause, mentions, at.index)
    return _framed(document, clause, verb, tokens, mentions, quotes, polarity, subject)


def _object(document: Document, clause: Clause, mentions: tuple[Mention, ...], before: int) -> Span | None:
    """What is judged: the last noun phrase before the verdict that is not the subject."""
    own = somebody_who(document, clause, document.tokens[clause.first], mentions)
    found = [p for p in phrases_of(document, clause, mentions) if p.last <= before and not p.preposition and not p.time]
    found = [p for p in found if not any(h in own for h in p.heads)]
    return _whole(document, found[-1]) if found else None


def _whole(document: Document, phrase: Phrase) -> Span:
    return document.span_of(phrase.first, phrase.last)


def _double(document, sentence, clause, verb, mentions, quotes, polarity):  # type: ignore[no-untyped-def]
    """"nannte X Y": Y is what stands in quotation marks, the last noun phrase, or adjectives at the end."""
    tokens = _rest(document, sentence, clause, clause.first)
    if not tokens:
        return None
    start = max(verb.start, clause.span.start)
    quoted = quotes.within(start, clause.span.end)
    subject = somebody_who(document, clause, verb, mentions)
    if quoted is not None:
        inner = _bare(document, quoted.inner)
        words = document.tokens_in(inner)
        judged = _object(document, clause, mentions, words[0].index if words else clause.last)
        if judged is None or not words:
            return None
        return _Verdict(inner, polarity_of(document, words) or polarity or "negative", judged, subject)
    phrases = [p for p in phrases_of(document, clause, mentions) if not p.preposition and not p.time and p.first > verb.index]
    phrases = [p for p in phrases if not any(h in subject for h in p.heads)]
    last = tokens[-1].index + 1
    if len(phrases) >= 2:
        words = document.tokens[phrases[1].first : last]
    elif phrases and phrases[0].last < last:
        words = document.tokens[phrases[0].last : last]
    else:
        return None
    own = polarity_of(document, words)
    if own is None:
        return None
    return _Verdict(document.span_of(words[0].index, last), own, _whole(document, phrases[0]), subject)


def _for(document, sentence, clause, verb, mentions, quotes, polarity):  # type: ignore[no-untyped-def]
    word = "für" if document.language == "de" else "for"
    at = next((t for t in document.tokens_of(clause) if t.lower == word), None)
    if at is None:
        return None
    tokens = _rest(document, sentence, clause, at.index + 1)
    return _framed(document, clause, verb, tokens, mentions, quotes, polarity, _object(document, clause, mentions, at.index))


def _of(document, sentence, clause, verb, mentions, quotes, polarity):  # type: ignore[no-untyped-def]
    word = _SPEAK_OF[document.language]
    behind = document.language == "en"
    at = next((t for t in document.tokens_of(clause) if t.lower in (word, "vom") and (t.index > verb.index or not behind)), None)
    if at is None:
        return None
    tokens = _rest(document, sentence, clause, at.index + 1)
    if at.index < verb.index:
        tokens = document.tokens[at.index + 1 : verb.index]
    return _framed(document, clause, verb, tokens, mentions, quotes, polarity, None)


def _as_rank(document, sentence, clause, verb, mentions, quotes, polarity):  # type: ignore[no-untyped-def]
    word = _AS[document.language]
    at = next((t for t in document.tokens_of(clause) if t.lower == word), None)
    if at is None:
        return None
    tokens = _rest(document, sentence, clause, at.index + 1)
    span = _verdict_span(document, tokens, quotes)
    own = polarity_of(document, document.tokens_in(span)) if span else None
    if span is None or own is None:
        return None
    subject = subject_of(document, clause, mentions)
    return _Verdict(span, own, subject[0] if subject else None, (), by_reporter=True)


def _adverb(document, sentence, clause, verb, mentions, quotes, polarity):  # type: ignore[no-untyped-def]
    """"bewertete X positiv", "zeigte sich besorgt": the judging adjective alone."""
    tokens = document.tokens_of(clause)
    reflexive = any(t.lower == "sich" for t in tokens)
    if document.language == "de" and verb.lemma in ("äußern", "zeigen", "geben") and not reflexive:
        return None
    judged = [t for t in tokens if t.index > verb.index or document.language == "de"]
    for token in judged:
        found = judging_word(token.text, document.language)
        bare = token.index + 1 >= clause.last or document.tokens[token.index + 1].pos not in (Pos.NOUN, Pos.NAME, Pos.ADJECTIVE)
        if found and found[1] == "adjective" and bare and token.index != verb.index and token.lower == token.text:
            own = polarity_of(document, tokens[max(0, token.index - clause.first - 1) : token.index - clause.first + 1])
            return _Verdict(token.span, own or found[0], _object(document, clause, mentions, token.index), subject_of(document, clause, mentions))
    return None


def _meet(document, sentence, clause, verb, mentions, quotes, polarity):  # type: ignore[no-untyped-def]
    """"X stößt bei Y auf Skepsis", "X drew criticism from Y"."""
    own = [p for p in phrases_of(document, clause, mentions) if p.preposition in (("auf",) if document.language == "de" else (None,))]
    for phrase in own:
        words = document.tokens[phrase.first : phrase.last]
        polarity_here = polarity_of(document, words)
        if polarity_here and phrase.last > phrase.first and words[-1].index != verb.index:
            by = complement_of(document, clause, ("bei", "in", "from", "among", "by"), mentions)
            subject = subject_of(document, clause, mentions)
            if document.language == "en" and any(h in subject for h in phrase.heads):
                continue
            return _Verdict(_whole(document, phrase), polarity_here, subject[0] if subject else None, by[:1])
    return None


def _express(document, sentence, clause, verb, mentions, quotes, polarity):  # type: ignore[no-untyped-def]
    """"äußerte Besorgnis über X", "voiced concern over X": the judging noun."""
    for phrase in phrases_of(document, clause, mentions):
        if phrase.preposition or phrase.time:
            continue
        for token in document.tokens[phrase.first : phrase.last]:
            found = judging_word(token.text, document.language)
            if found and found[1] == "noun" and is_feeling(token.text, document.language):
                about = complement_of(document, clause, ("über", "für", "mit", "at", "over", "about", "with", "for"), mentions)
                return _Verdict(token.span, found[0], about[0] if about else None, subject_of(document, clause, mentions))
    return None


def _copula(document, sentence, clause, verb, mentions, quotes, polarity):  # type: ignore[no-untyped-def]
    """"Das Treffen ist ein Erfolg": only where what is judged is a relation, encounter, agreement, policy."""
    rest = document.tokens[verb.index + 1 : clause.last]
    if verb.index != clause.finite or not any(judging_word(t.text, document.language) for t in rest):
        return None
    subject = subject_of(document, clause, mentions)
    if not subject:
        return None
    head = document.tokens_in(subject[0])
    speech = quotes.speech_at(clause.span.start)
    demonstrative = speech is not None and len(head) == 1 and head[0].lower in ("das", "dies", "es", "this", "that", "it")
    if not demonstrative and not any(is_judged_noun(t.text, document.language) for t in head):
        return None
    first = verb.index + 1
    behind = [t for t in document.tokens[first : clause.last] if t.start >= subject[0].end or t.end <= subject[0].start]
    tokens = [t for t in behind if t.start >= verb.end and not (t.start < subject[0].end and t.end > subject[0].start)]
    tokens = list(_trimmed(document, clause, tokens))
    span = _verdict_span(document, tokens, quotes)
    words = document.tokens_in(span) if span else ()
    own = polarity_of(document, words)
    if span is None or own is None or any(t.pos is Pos.VERB for t in words) or words[0].lower in ("der", "die", "das", "the"):
        return None
    return _Verdict(span, own, subject[0], (), by_reporter=quotes.speech_at(span.start) is None)


def _decline(document, sentence, clause, verb, mentions, quotes, polarity):  # type: ignore[no-untyped-def]
    """"Das Verhältnis litt", "relations have soured": the verb itself judges a relation."""
    subject = subject_of(document, clause, mentions)
    if not subject or verb.pos is not Pos.VERB or verb.form is VerbForm.INFINITIVE:
        return None
    if not any(is_judged_noun(t.text, document.language, "relation") for t in document.tokens_in(subject[0])):
        return None
    speech = quotes.speech_at(verb.start)
    return _Verdict(verb.span, polarity, subject[0], (), by_reporter=speech is None)


def _quote(document, sentence, clause, verb, mentions, quotes, polarity):  # type: ignore[no-untyped-def]
    """"lobte „den Mut zur Nüchternheit“": the quoted words are what is praised or blamed."""
    quoted = quotes.within(verb.end, clause.span.end)
    if quoted is None or any(t.lower == _AS[document.language] for t in document.tokens_of(clause)):
        return None
    inner = _bare(document, quoted.inner)
    if len(document.tokens_in(inner)) > LONGEST_PARTIAL_QUOTE_TOKENS:
        return None
    own = polarity_of(document, document.tokens_in(inner)) or polarity
    return _Verdict(inner, own, None, somebody_who(document, clause, verb, mentions))


def _trimmed(document: Document, clause: Clause, tokens: list[Token]) -> list[Token]:
    """Without leading adverbs and closing verbs."""
    while tokens and tokens[-1].pos in (Pos.AUXILIARY, Pos.PUNCTUATION):
        tokens = tokens[:-1]
    while tokens and (tokens[0].pos in (Pos.ADVERB, Pos.PRONOUN, Pos.PUNCTUATION, Pos.PARTICLE)) and tokens[0].lower not in deed_words("negation", document.language):
        tokens = tokens[1:]
    return tokens[:LONGEST_VERDICT_TOKENS]


_FRAMES = {
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
