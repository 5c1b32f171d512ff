"""What is read: a report, and the same report cut into sentences and tokens."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from gipfelbuch.model.spans import Span

Language = Literal["de", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One news report. Its text is fixed once and never altered: offsets count its code points.

    Args:
        id: unique within a batch.
        text: the report, as it was found.
        language: ISO 639-1.
        title: headline, if known apart from the text.
        published: publication date, the anchor of relative dates; None if unknown.
        publisher: who published it.
        url: where it stands.
    """

    id: str
    text: str
    language: Language
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


class Pos(StrEnum):
    """Coarse part of speech, after Universal POS tags, with verbs told apart by form."""

    DETERMINER = "DET"
    PRONOUN = "PRON"
    ADPOSITION = "ADP"
    COORDINATOR = "CCONJ"
    SUBORDINATOR = "SCONJ"
    AUXILIARY = "AUX"
    VERB = "VERB"
    NOUN = "NOUN"
    NAME = "PROPN"
    ADJECTIVE = "ADJ"
    ADVERB = "ADV"
    PARTICLE = "PART"
    NUMBER = "NUM"
    PUNCTUATION = "PUNCT"
    OTHER = "X"


class VerbForm(StrEnum):
    """Form of a verb token, as far as the word alone tells."""

    FINITE = "fin"
    PARTICIPLE = "part"
    INFINITIVE = "inf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word, number or mark of punctuation.

    Args:
        index: position among the tokens of the report.
        start: offset of the first character.
        end: offset behind the last one.
        text: the characters.
        lower: the characters in lower case.
        lemma: dictionary form; for a separable verb whose particle stands apart, particle
            and verb together ("warf ... vor": "vorwerfen").
        pos: coarse part of speech, guessed from the word and closed classes.
        form: for verbs and auxiliaries, their form; None otherwise.
        particle: index of the separated particle of this verb; None if there is none.
        subjunctive: whether the word is a German Konjunktiv I (or its Konjunktiv II substitute).
    """

    index: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: Pos
    form: VerbForm | None = None
    particle: int | None = None
    subjunctive: bool = False

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class ClauseKind(StrEnum):
    """What sort of clause."""

    MAIN = "main"
    SUBORDINATE = "subordinate"
    RELATIVE = "relative"
    INFINITIVE = "infinitive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A run of tokens around one predicate.

    Args:
        span: its characters, without the comma or conjunction that links it to the one before
            and without the final punctuation.
        first: index of its first token.
        last: index behind its last token.
        kind: main, subordinate, relative or infinitive.
        finite: index of its finite verb or auxiliary; None if it has none.
        subjunctive: whether the finite verb is a subjunctive of reported speech.
    """

    span: Span
    first: int
    last: int
    kind: ClauseKind
    finite: int | None = None
    subjunctive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence (or headline): its characters with final punctuation, its tokens, its clauses."""

    index: int
    span: Span
    first: int
    last: int
    paragraph: int
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A stretch between quotation marks.

    Args:
        inner: the words without the marks.
        outer: with them.
        depth: 0 for an outermost quotation, 1 for one within it.
        closed: whether a closing mark was found (else it ends with its paragraph).
    """

    inner: Span
    outer: Span
    depth: int
    closed: bool


@dataclass(frozen=True, kw_only=True)
class Document:
    """A report with its tokens, sentences and quoted stretches, all in the report's offsets.

    ``text`` and ``language`` are the report's. ``derived`` keeps what a room has worked out of the document once and
    asks for again and again (such as the noun phrases of a clause); it lives and dies with the document.
    """

    report: Report
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quoted: tuple[Quoted, ...] = ()
    text: str = field(init=False, repr=False)
    language: Language = field(init=False)
    derived: dict[object, object] = field(init=False, repr=False, compare=False, default_factory=dict)
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.report.text)
        object.__setattr__(self, "language", self.report.language)
        object.__setattr__(self, "_starts", [t.start for t in self.tokens])

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.span.start for s in self.sentences]

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The tokens that lie wholly within the span, in order."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        while last > first and self.tokens[last - 1].end > span.end:
            last -= 1
        return self.tokens[first:last]

    def tokens_of(self, part: Sentence | Clause) -> tuple[Token, ...]:
        """The tokens of a sentence or clause."""
        return self.tokens[part.first : part.last]

    def token_at(self, offset: int) -> Token | None:
        """The token that covers the offset, if any."""
        i = bisect_right(self._starts, offset) - 1
        return self.tokens[i] if i >= 0 and offset < self.tokens[i].end else None

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers the offset, or the last one before it; None before the first."""
        i = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[i] if i >= 0 else None

    def clause_at(self, offset: int) -> Clause | None:
        """The innermost clause that covers the offset, or the last one before it in the sentence."""
        sentence = self.sentence_at(offset)
        best = None
        for clause in sentence.clauses if sentence else ():
            if clause.span.start <= offset:
                best = clause
        return best

    def span_of(self, first: int, last: int) -> Span:
        """The characters from token ``first`` to the one before token ``last``."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)
