"""A document as the rules of speech see it: who stands where, which words are quoted, cues of speech.

A document and its mentions enter; cues, phrases and runs of tokens leave. Held for one document only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gipfelbuch.knowledge.speech import Sense, irregular_forms, speech_phrases, speech_verbs, speech_words
from gipfelbuch.knowledge.words import lemma
from gipfelbuch.marking.rules.phrases import Phrase, phrases_of
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.reports import Clause, ClauseKind, Document, Pos, Quoted, Sentence, Token, VerbForm
from gipfelbuch.model.spans import Span

LONGEST_SENTENCE_TOKENS = 600  # longer ones are lists or broken text; reading them would take quadratic time
PAUSES = frozenset(",;:–—-()")
_TRIMMED_BEFORE = frozenset(",;:–—-)")
_TRIMMED_BEHIND = frozenset(",;:–—-(")
_VERBAL = (Pos.VERB, Pos.AUXILIARY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that mark speech in a clause.

    Args:
        at: index of the verb.
        tokens: indices of all its words (verb, particle, noun, "sich"), in order.
        senses: how it can be built.
        place: which clause of its sentence it stands in.
    """

    at: int
    tokens: tuple[int, ...]
    senses: tuple[Sense, ...]
    place: int

    def sense(self, *complements: str) -> Sense | None:
        """The first sense that takes one of the complements."""
        return next((s for s in self.senses if any(c in s.takes for c in complements)), None)


class Passages:
    """Looks at one document."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        """Look at ``document``, whose ``mentions`` are marked."""
        self.document, self.mentions = document, sorted(mentions, key=lambda m: m.span.start)
        self.tokens, self.language = document.tokens, document.language
        self.verbs, self.noted = speech_verbs(self.language), speech_phrases(self.language)
        self.irregular = irregular_forms(self.language)
        self.masked = bytearray(len(self.tokens))
        self._phrases: dict[int, tuple[Phrase, ...]] = {}
        self.stretches = [
            (self.first_from(q.outer.start), self.first_from(q.outer.end), q) for q in document.quoted if q.depth == 0
        ]

    def lemma_of(self, token: Token) -> str:
        """The lemma, with the dictionary's errors mended."""
        found = self.irregular.get(token.lower)
        if found:
            return found
        if token.pos is Pos.OTHER and self.language == "en":
            return lemma(token.lower, "en")
        if token.particle is not None and token.lemma not in self.verbs:
            particle = self.tokens[token.particle].lower
            bare = token.lemma.removeprefix(particle)
            return bare if particle in speech_words("adverbial_particle") and bare in self.verbs else token.lemma
        return token.lemma

    def mentions_at(self, token: Token) -> Iterator[Mention]:
        """The mentions that cover a token."""
        at = bisect_left(self.mentions, token.end, key=lambda m: m.span.start) - 1
        for mention in self.mentions[max(0, at - 2) : at + 1]:
            if mention.span.start <= token.start and token.end <= mention.span.end:
                yield mention

    def phrases(self, clause: Clause) -> tuple[Phrase, ...]:
        """Its noun phrases, read once."""
        if clause.first not in self._phrases:
            self._phrases[clause.first] = phrases_of(self.document, clause, self.mentions)
        return self._phrases[clause.first]

    def is_prose(self, sentence: Sentence) -> bool:
        """Whether the sentence is short enough to be read."""
        return sentence.last - sentence.first <= LONGEST_SENTENCE_TOKENS

    def mask(self, span: Span) -> None:
        """Take the tokens of the span out of all further rules."""
        for token in self.document.tokens_in(span):
            self.masked[token.index] = 1

    def first_from(self, offset: int) -> int:
        """Index of the first token that starts at the offset or behind it."""
        return bisect_left(self.tokens, offset, key=lambda t: t.start)

    def stretches_in(self, first: int, last: int, limit: int | None = None) -> list[tuple[int, int, Quoted]]:
        """Outermost quoted stretches that begin within a run of tokens and are not yet masked.

        Args:
            first: index of the first token.
            last: index behind the last one.
            limit: index behind which no stretch may end; ``last`` if not given.
        """
        limit = last if limit is None else limit
        at = bisect_left(self.stretches, first, key=lambda s: s[0])
        out = []
        while at < len(self.stretches) and self.stretches[at][0] < last:
            start, end, quoted = self.stretches[at]
            if end <= limit and start < end and not self.masked[start]:
                out.append((start, end, quoted))
            at += 1
        return out

    def span(self, first: int, last: int) -> Span | None:
        """The characters from token ``first`` to before ``last``, without pauses at its ends; None if empty."""
        while first < last and self.tokens[first].text in _TRIMMED_BEFORE:
            first += 1
        while last > first and self.tokens[last - 1].text in _TRIMMED_BEHIND:
            last -= 1
        return self.document.span_of(first, last) if first < last else None

    def spans_of(self, tokens: Iterable[int]) -> tuple[Span, ...]:
        """The tokens as spans, neighbours joined."""
        out: list[Span] = []
        previous = -2
        for i in sorted(set(tokens)):
            token = self.tokens[i]
            if out and i == previous + 1:
                out[-1] = Span(out[-1].start, token.end)
            else:
                out.append(token.span)
            previous = i
        return tuple(out)

    def body_start(self, sentence: Sentence) -> int:
        """Index of the first word behind the dateline, if the sentence has one."""
        first = sentence.clauses[0].first if sentence.clauses else sentence.first
        return first if first > sentence.first and self.tokens[first - 1].text in ("-", "–", "—") else sentence.first

    def body_end(self, sentence: Sentence) -> int:
        """Index behind the last word of the sentence, before its final punctuation."""
        last = sentence.last
        while last > sentence.first and self.tokens[last - 1].text in (
            ".",
            "!",
            "…",
            "...",
            ";",
            ":",
            ",",
            "-",
            "–",
            "—",
        ):
            last -= 1
        return last

    def visible(self, sentence: Sentence) -> Sentence:
        """The sentence with clauses that leave out masked words, so that a quotation does not hide its frame."""
        if not any(self.masked[sentence.first : sentence.last]):
            return sentence
        clauses = [part for clause in sentence.clauses for part in self._unmasked(clause)]
        return replace(sentence, clauses=tuple(clauses))

    def _unmasked(self, clause: Clause) -> Iterator[Clause]:
        if not any(self.masked[clause.first : clause.last]):
            yield clause
            return
        first = clause.first
        while first < clause.last:
            last = first
            while last < clause.last and not self.masked[last]:
                last += 1
            span = self.span(first, last)
            if span is not None:
                run = self.document.tokens_in(span)
                verbs = (t for t in run if t.form is VerbForm.FINITE)
                finite = next(verbs, None)
                yield replace(
                    clause,
                    span=span,
                    first=run[0].index,
                    last=run[-1].index + 1,
                    kind=ClauseKind.MAIN if first > clause.first else clause.kind,
                    finite=finite.index if finite else None,
                    subjunctive=bool(finite and finite.subjunctive),
                )
            first = last + 1

    def cues_in(self, sentence: Sentence) -> list[Cue]:
        """Cues of speech outside quoted words, in order; the sentence as `visible` gives it."""
        found: list[Cue] = []
        for place, clause in enumerate(sentence.clauses):
            found += self._cues_of(clause, place)
        return found

    def _cues_of(self, clause: Clause, place: int) -> Iterator[Cue]:
        tokens = [t for t in self.tokens[clause.first : clause.last] if not self.masked[t.index]]
        reflexive = (
            next((t.index for t in tokens if t.lower in speech_words("reflexive")), None)
            if self.language == "de"
            else None
        )
        verbs = [(t, self.lemma_of(t)) for t in tokens if self._can_be_verb(t)]
        used: set[int] = set()
        for word in tokens:
            table = self.noted.get(word.lower) or (self.noted.get(word.lemma.lower()) if word.pos is Pos.NOUN else None)
            for verb, base in verbs if table else ():
                sense = table.get(base) if table else None
                near = self.language == "de" or 0 < word.index - verb.index <= 4
                if sense and verb is not word and near and (not sense.reflexive or reflexive is not None):
                    yield self._phrase_cue(verb, word, sense, place, reflexive)
                    used |= {verb.index, word.index}
                    break
        for verb, base in verbs:
            senses = self.verbs.get(base)
            if senses and verb.index not in used and verb.pos is not Pos.AUXILIARY:
                fitting = tuple(s for s in senses if self._fits(s, verb, tokens, reflexive))
                if fitting:
                    yield self._verb_cue(verb, fitting, place, reflexive)

    def _can_be_verb(self, token: Token) -> bool:
        if token.pos in _VERBAL:
            return not self._is_attribute(token)
        if token.pos is Pos.OTHER and token.text.islower():
            return self.language == "de" and token.lower in self.irregular
        return self.language == "de" and token.lower in self.irregular and token.pos not in (Pos.DETERMINER, Pos.NOUN)

    def _is_attribute(self, token: Token) -> bool:
        """Whether a German participle stands before the noun that it describes ("die geforderten Summen")."""
        if self.language != "de" or token.form is not VerbForm.PARTICIPLE or token.index + 1 >= len(self.tokens):
            return False
        after = self.tokens[token.index + 1]
        inflected = token.lower.endswith(("e", "er", "es", "em", "ten", "enen"))
        return inflected and after.pos in (Pos.NOUN, Pos.NAME, Pos.ADJECTIVE)

    def _fits(self, sense: Sense, verb: Token, tokens: list[Token], reflexive: int | None) -> bool:
        if sense.reflexive and reflexive is None:
            return False
        if sense.beside is None:
            return True
        wanted = sense.beside.split()
        if self.language == "de":
            present = {t.lower for t in tokens}
            return all(w in present for w in wanted)
        following = [t.lower for t in self.tokens[verb.index + 1 : verb.index + 1 + len(wanted)]]
        return following == wanted

    def _phrase_cue(self, verb: Token, word: Token, sense: Sense, place: int, reflexive: int | None) -> Cue:
        parts = {verb.index, word.index}
        before = self.tokens[word.index - 1]
        if word.index and before.pos in (Pos.DETERMINER, Pos.ADPOSITION) and before.index != verb.index:
            parts.add(before.index)
        if sense.reflexive and reflexive is not None and abs(reflexive - verb.index) == 1:
            parts.add(reflexive)
        return Cue(at=verb.index, tokens=tuple(sorted(parts)), senses=(sense,), place=place)

    def _verb_cue(self, verb: Token, senses: tuple[Sense, ...], place: int, reflexive: int | None) -> Cue:
        parts = {verb.index}
        if verb.particle is not None and self.lemma_of(verb) == verb.lemma:
            parts.add(verb.particle)
        sense = senses[0]
        if self.language == "de" and self.lemma_of(verb) == "heißen":
            parts |= {t.index for t in self.tokens[max(0, verb.index - 1) : verb.index + 2] if t.lower == "es"}
        if sense.reflexive and reflexive is not None and abs(reflexive - verb.index) == 1:
            parts.add(reflexive)
        if sense.beside:
            wanted = set(sense.beside.split()) - {"für"}
            parts |= {t.index for t in self.tokens[max(0, verb.index - 8) : verb.index + 8] if t.lower in wanted}
        for neighbour in (verb.index + 1, verb.index - 1):
            if self.language == "de" and 0 <= neighbour < len(self.tokens) and _is_correlate(self.tokens[neighbour]):
                parts.add(neighbour)
        return Cue(at=verb.index, tokens=tuple(sorted(parts)), senses=senses, place=place)

    def is_passive(self, clause: Clause, verb: int) -> bool:
        """Whether the speech verb is a passive participle."""
        token = self.tokens[verb]
        if token.form is not VerbForm.PARTICIPLE:
            return False
        helpers = {t.lemma for t in self.tokens[clause.first : clause.last] if t.pos is Pos.AUXILIARY}
        return "werden" in helpers if self.language == "de" else "be" in helpers and not token.lower.endswith("ing")


def _is_correlate(token: Token) -> bool:
    return token.lower in speech_words("correlate")
