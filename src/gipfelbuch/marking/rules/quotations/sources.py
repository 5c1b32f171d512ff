"""Speech with a named source instead of a verb: "laut X", "X zufolge", "nach Angaben von X", ", so X", "according to X".

A sentence enters; quotations leave whose words are the sentence without the source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gipfelbuch.knowledge.speech import source_starts, source_words, speech_nouns, speech_words
from gipfelbuch.knowledge.words import compound_head, lemma
from gipfelbuch.marking.rules.quotations.passages import PAUSES, Passages
from gipfelbuch.model.entries import Mode
from gipfelbuch.model.marks import Quotation
from gipfelbuch.model.reports import ClauseKind, Pos, Sentence, Token, VerbForm
from gipfelbuch.model.spans import Span

LONGEST_SOURCE_TOKENS = 24
CACHED_NOUNS = 50_000  # entries of the cache of nouns; a month of a newspaper has about that many


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source in a sentence: token bounds of the whole, of its cue, the speaker's words, the concept."""

    first: int
    last: int
    cue: tuple[int, ...]
    speaker: Span | None
    concept: str = "say"


def mark_sources(passages: Passages, sentence: Sentence, spoken: set[int], *, relayed: bool) -> Iterator[Quotation]:
    """Quotations of the sentence that are introduced by a source.

    Args:
        passages: the document.
        sentence: with visible clauses.
        spoken: where cues start that quotations in marks have used.
        relayed: whether the sentence already has speech of somebody, which a source then only passes on.
    """
    for source in _sources(passages, sentence):
        if passages.tokens[source.cue[0]].start in spoken:
            continue
        if relayed and passages.tokens[source.cue[0]].lower not in [
            w[0] for w in source_words(passages.language).get("inserted", ())
        ]:
            continue
        quote = _rest(passages, sentence, source)
        if quote:
            words = _verbatim(passages, quote)
            yield Quotation(
                mode=Mode.DIRECT if words else Mode.INDIRECT,
                quote=words or quote,
                evidence=(sentence.span,),
                cue=passages.spans_of(source.cue),
                concept=source.concept,
                speaker=source.speaker,
            )


def _verbatim(passages: Passages, quote: tuple[Span, ...]) -> tuple[Span, ...]:
    """The quoted words alone, where they end the sentence and make up most of it."""
    tokens = [t for s in quote for t in passages.document.tokens_in(s)]
    found = passages.stretches_in(tokens[0].index, tokens[-1].index + 2)
    if found and found[-1][1] > tokens[-1].index and (found[-1][1] - found[-1][0]) * 2 > len(tokens):
        return (found[-1][2].inner,)
    return ()


def _rest(passages: Passages, sentence: Sentence, source: Source) -> tuple[Span, ...]:
    """The sentence without the source, as one or two spans."""
    end = passages.body_end(sentence)
    first = sentence.first
    for clause in sentence.clauses:
        if clause.kind is ClauseKind.RELATIVE and clause.first <= source.first < clause.last:
            first, end = clause.first, clause.last
    before = passages.span(first, source.first) if source.first - first > 1 else None
    after = passages.span(source.last, end) if source.last < end else None
    spans = tuple(s for s in (before, after) if s is not None)
    verbal = any(
        t.pos in (Pos.VERB, Pos.AUXILIARY) or passages.language == "en"
        for s in spans
        for t in passages.document.tokens_in(s)
    )
    return spans if verbal else ()


def _sources(passages: Passages, sentence: Sentence) -> Iterator[Source]:
    words = source_words(passages.language)
    starts = source_starts(passages.language)
    for token in passages.tokens[sentence.first : sentence.last]:
        if token.lower not in starts or passages.masked[token.index]:
            continue
        at = token.index
        found = _before(passages, sentence, at, words) or _noun(passages, sentence, at, words)
        found = found or _after(passages, sentence, at, words) or _inserted(passages, sentence, at, words)
        if found is not None:
            yield found
            return


def _matches(passages: Passages, at: int, last: int, variants: tuple[tuple[str, ...], ...]) -> int:
    """How many tokens one of the phrases takes at a token; 0 if none stands there."""
    for words in variants:
        if at + len(words) <= last and all(passages.tokens[at + i].lower == w for i, w in enumerate(words)):
            return len(words)
    return 0


def _before(
    passages: Passages, sentence: Sentence, at: int, words: dict[str, tuple[tuple[str, ...], ...]]
) -> Source | None:
    count = _matches(passages, at, sentence.last, words.get("before", ()))
    if not count or at + count >= sentence.last:
        return None
    following = passages.tokens[at + count]
    if following.pos in (Pos.ADPOSITION, Pos.ADVERB) or (
        following.pos is Pos.PUNCTUATION and following.text not in '„“"»«'
    ):
        return None
    noun = _head_noun(passages, at + count, sentence.last)
    cue = tuple(range(at, at + count))
    start, concept = at + count, "say"
    if noun is not None:
        concept, start, cue = noun[1], noun[0] + 1, (*cue, noun[0])
    last = _np_end(passages, sentence, start) if noun is None else _owner_end(passages, sentence, start)
    speaker = _speaker(passages, start, last) or (_speaker(passages, at + count, last) if noun else None)
    return Source(first=at, last=last, cue=cue, speaker=speaker, concept=concept) if last > at + count else None


def _noun(
    passages: Passages, sentence: Sentence, at: int, words: dict[str, tuple[tuple[str, ...], ...]]
) -> Source | None:
    """Sources like "nach Angaben von X", "nach Ansicht des Ministers"."""
    count = _matches(passages, at, sentence.last, words.get("noun", ()))
    noun = _head_noun(passages, at + count, sentence.last) if count else None
    if noun is None:
        return None
    last = _owner_end(passages, sentence, noun[0] + 1)
    speaker = _speaker(passages, noun[0] + 1, last) or _speaker(passages, at + count, noun[0] + 1)
    return Source(first=at, last=last, cue=(*range(at, at + count), noun[0]), speaker=speaker, concept=noun[1])


def _owner_end(passages: Passages, sentence: Sentence, start: int) -> int:
    """Behind whoever a noun of speech belongs to: a genitive, a name, "von X"; the start if nobody follows."""
    if start >= sentence.last:
        return start
    token = passages.tokens[start]
    owned = token.pos in (Pos.NAME, Pos.NOUN, Pos.DETERMINER) or token.lower in (
        "von",
        "vom",
        "aus",
        "bei",
        "of",
        "by",
        "from",
    )
    owned = owned or (token.pos is Pos.OTHER and token.text[:1].isupper())
    if token.pos is Pos.DETERMINER and token.lower not in speech_words("genitive") and passages.language == "de":
        owned = False
    return _np_end(passages, sentence, start) if owned else start


def _head_noun(passages: Passages, at: int, limit: int) -> tuple[int, str] | None:
    """A noun of speech that can be a source, behind at most an article and adjectives."""
    nouns = speech_nouns(passages.language)
    for i in range(at, min(at + 4, limit)):
        token = passages.tokens[i]
        for key in noun_keys(passages, token):
            senses = [s for s in nouns.get(key, ()) if "source" in s.takes]
            if senses:
                return i, senses[0].concept
        if token.pos not in (Pos.DETERMINER, Pos.ADJECTIVE, Pos.NUMBER):
            return None
    return None


def noun_keys(passages: Passages, token: Token) -> tuple[str, ...]:
    """What a noun may stand as in the table: lemma, form, head of a compound ("Zeugenaussagen": "Aussage")."""
    if passages.language == "en":
        return passages.lemma_of(token), token.lower
    if token.pos not in (Pos.NOUN, Pos.NAME):
        return ()
    return _german_noun_keys(token.lemma, token.text)


@lru_cache(maxsize=CACHED_NOUNS)
def _german_noun_keys(base_form: str, text: str) -> tuple[str, ...]:
    head = compound_head(base_form) or compound_head(text)
    base = lemma(head, "de") if head else ""
    heard = any(s.concept == "report" or base in speech_words("compounding") for s in speech_nouns("de").get(base, ()))
    return (base_form, text, base) if heard else (base_form, text)


def _after(
    passages: Passages, sentence: Sentence, at: int, words: dict[str, tuple[tuple[str, ...], ...]]
) -> Source | None:
    """Sources like "X zufolge", "seiner Meinung nach"."""
    count = _matches(passages, at, sentence.last, words.get("after", ()))
    if not count or at == sentence.first:
        return None
    if passages.tokens[at].lower == "nach":
        return _noun_before(passages, sentence, at)
    first = at
    while first > sentence.first and _within_np(passages, first - 1) and at - first < LONGEST_SOURCE_TOKENS:
        first -= 1
        if passages.tokens[first].pos is Pos.DETERMINER and passages.tokens[first].lower not in speech_words(
            "genitive"
        ):
            break
    speaker = _speaker(passages, first, at)
    return Source(first=first, last=at + count, cue=(at,), speaker=speaker) if speaker else None


def _noun_before(passages: Passages, sentence: Sentence, at: int) -> Source | None:
    """Sources like "seiner Meinung nach", "Aussage des Angestellten nach": the preposition behind its noun."""
    follows = passages.tokens[at + 1] if at + 1 < sentence.last else None
    if follows is not None and follows.pos in (
        Pos.DETERMINER,
        Pos.NOUN,
        Pos.NAME,
        Pos.NUMBER,
        Pos.ADJECTIVE,
        Pos.PRONOUN,
    ):
        return None
    first = at
    while first > sentence.first and _within_np(passages, first - 1) and at - first < LONGEST_SOURCE_TOKENS:
        first -= 1
    for i in range(at - 1, first - 1, -1):
        senses = [
            s
            for k in noun_keys(passages, passages.tokens[i])
            for s in speech_nouns(passages.language).get(k, ())
            if "source" in s.takes
        ]
        if senses:
            speaker = _speaker(passages, i + 1, at) or _speaker(passages, first, i) or _speaker(passages, first, at)
            return Source(first=first, last=at + 1, cue=(i, at), speaker=speaker, concept=senses[0].concept)
    return None


def _within_np(passages: Passages, at: int) -> bool:
    token = passages.tokens[at]
    return (
        token.pos in (Pos.NOUN, Pos.NAME, Pos.DETERMINER, Pos.ADJECTIVE, Pos.NUMBER)
        or token.text in '„“”"'
        or (token.pos is Pos.OTHER and token.text[:1].isupper())
    )


def _np_end(passages: Passages, sentence: Sentence, start: int) -> int:
    """Behind the noun phrase of a source: before the finite verb, a comma, or a word that begins something new."""
    at = start
    seen = False
    while at < sentence.last and at - start < LONGEST_SOURCE_TOKENS:
        token = passages.tokens[at]
        if token.text == "(":
            at = _closing(passages, sentence, at)
            continue
        if seen and passages.language == "en" and token.lower in speech_words("relative_attribute"):
            return _next_comma(passages, sentence, at)
        attribute = passages.language == "en" and not seen and token.lower.endswith(("ing", "ed"))
        if token.text == "," and seen and (end := _apposed_end(passages, sentence, at)) > at:
            return end
        if (
            (token.pos in (Pos.VERB, Pos.AUXILIARY, Pos.SUBORDINATOR) and not attribute)
            or token.text in PAUSES
            or token.text in (".", "!", "?")
        ):
            break
        if seen and not _goes_on(passages, at):
            break
        seen = seen or token.pos in (Pos.NOUN, Pos.NAME) or (token.pos is Pos.OTHER and token.text[:1].isupper())
        at += 1
    return at


def _next_comma(passages: Passages, sentence: Sentence, at: int) -> int:
    while at < sentence.last and passages.tokens[at].text not in (",", ";", ".", "–", "—"):
        at += 1
    return at


def _apposed_end(passages: Passages, sentence: Sentence, comma: int) -> int:
    """Behind an apposition to the source (", der Sprecher des Amtes,"); the comma's place if none follows."""
    last = _next_comma(passages, sentence, comma + 1)
    piece = passages.tokens[comma + 1 : last]
    closed = last < sentence.last and (passages.tokens[last].text == "," or last >= passages.body_end(sentence))
    nominal = (
        piece
        and piece[0].pos in (Pos.DETERMINER, Pos.NAME, Pos.NOUN)
        and not any(t.pos in (Pos.VERB, Pos.AUXILIARY, Pos.SUBORDINATOR, Pos.ADPOSITION) for t in piece)
    )
    relative = piece and piece[0].lower in speech_words("relative_any") and piece[-1].pos in (Pos.VERB, Pos.AUXILIARY)
    return last if closed and nominal and not relative else comma


def _closing(passages: Passages, sentence: Sentence, at: int) -> int:
    for i in range(at, min(sentence.last, at + 10)):
        if passages.tokens[i].text == ")":
            return i + 1
    return at + 1


def _goes_on(passages: Passages, at: int) -> bool:
    """Whether a word behind the head noun still belongs to the source."""
    token = passages.tokens[at]
    if token.pos in (Pos.NOUN, Pos.NAME, Pos.ADJECTIVE) or token.text in '„“”"»«':
        return True
    if passages.language == "en":
        return token.pos in (Pos.OTHER, Pos.PARTICLE) or token.lower in speech_words("source_link")
    if token.pos is Pos.DETERMINER:
        return token.lower in speech_words("genitive")
    return (
        token.pos is Pos.COORDINATOR
        or token.lower in speech_words("source_link")
        or (token.pos is Pos.OTHER and token.text[:1].isupper())
    )


def _speaker(passages: Passages, first: int, last: int) -> Span | None:
    while first < last and passages.tokens[first].lower in speech_words("owner_link"):
        first += 1
    while last > first and passages.tokens[last - 1].pos in (Pos.ADPOSITION, Pos.DETERMINER, Pos.COORDINATOR):
        last -= 1
    return passages.span(first, last)


def _inserted(
    passages: Passages, sentence: Sentence, at: int, words: dict[str, tuple[tuple[str, ...], ...]]
) -> Source | None:
    """The source ", so X" at the end or within: a piece between commas without a verb."""
    count = _matches(passages, at, sentence.last, words.get("inserted", ()))
    if not count or at == sentence.first or passages.tokens[at - 1].text not in (",", "–", "—"):
        return None
    last = at + count
    while last < sentence.last and passages.tokens[last].pos is not Pos.PUNCTUATION:
        if passages.tokens[last].form is VerbForm.FINITE or passages.tokens[last].pos is Pos.SUBORDINATOR:
            return None
        last += 1
    first_word = passages.tokens[at + count] if at + count < last else None
    if first_word is None or first_word.pos not in (
        Pos.DETERMINER,
        Pos.NOUN,
        Pos.NAME,
        Pos.PRONOUN,
        Pos.ADJECTIVE,
        Pos.OTHER,
    ):
        return None
    speaker = passages.span(at + count, last)
    return Source(first=at, last=last, cue=tuple(range(at, at + count)), speaker=speaker) if speaker else None
