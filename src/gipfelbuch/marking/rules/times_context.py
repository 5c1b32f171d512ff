"""What a time expression is read against: publication date, tense of the clause, what was told before."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import cache

from gipfelbuch.knowledge.tables import load_table, phrases
from gipfelbuch.knowledge.times import time_words
from gipfelbuch.marking.rules.times_tense import Tense, tense_of
from gipfelbuch.model.reports import Clause, Document, Language, Token

STORY_SENTENCES = 1  # how many sentences back a told year still rules bare months and days
EMPTY = ""


@cache
def time_hints(language: Language) -> dict[str, frozenset[str]]:
    """Words beside times by what they tell, from the table ``times_hints``."""
    return {row["class"]: frozenset(phrases(row[language])) for row in load_table("times_hints")}


@cache
def _plurals(language: Language) -> frozenset[str]:
    return frozenset(w for w, entries in time_words(language).items() if any(e.label == "PLURAL" for e in entries))


class TimeContext:
    """The state of reading a document's times in order.

    Attributes:
        document: the report.
        first: index of the first token of the expression at hand.
        last: index behind its last token.
        story_day: the last day told.
        story_year: the last year told in full.
        in_pair: whether the expression is a range, where "vom" tells nothing of the tense.
    """

    def __init__(self, document: Document) -> None:
        """Begin with a document of which nothing has been read."""
        self.document = document
        self.hints = time_hints(document.language)
        self.first = self.last = 0
        self.story_day: date | None = None
        self.story_year: int | None = None
        self._story_sentence = self._year_sentence = self._some_day_sentence = -1
        self._sentence = 0
        self.previous_last = -1
        self.previous_weekday: date | None = None
        self.after_set = False
        self._tenses: dict[int, Tense] = {}
        self.in_pair = False

    @property
    def published(self) -> date | None:
        """The publication date."""
        return self.document.report.published

    @property
    def base(self) -> date | None:
        """What relative dates count from: the publication date, else the last day told."""
        return self.published or self.story_day

    def move(self, sentence: int, first: int, last: int) -> None:
        """Go to the next expression."""
        self._sentence, self.first, self.last, self.in_pair = sentence, first, last, False

    def word_before(self, back: int = 1) -> str:
        """The word so many tokens before the expression, in lower case; empty at the start of its sentence."""
        at = self.first - back
        start = self.document.sentences[self._sentence].first
        return self.document.tokens[at].lower if at >= start else EMPTY

    def token_after(self, on: int = 0) -> Token | None:
        """The token behind the expression, in the same sentence."""
        at = self.last + on
        return self.document.tokens[at] if at < self.document.sentences[self._sentence].last else None

    def word_after(self, on: int = 0) -> str:
        """The word behind the expression in lower case."""
        token = self.token_after(on)
        return token.lower if token else EMPTY

    def _clause(self) -> Clause | None:
        """The clause that holds the expression, found by halving: a sentence may have very many."""
        clauses = self.document.sentences[self._sentence].clauses
        at = bisect_right(clauses, self.document.tokens[self.first].start, key=lambda c: c.span.start) - 1
        return clauses[at] if at >= 0 else None

    def verb(self) -> str:
        """The lemma of the finite verb of the clause; empty if there is none."""
        clause = self._clause()
        return self.document.tokens[clause.finite].lemma if clause and clause.finite is not None else EMPTY

    def is_plural(self, index: int) -> bool:
        """Whether a token is a unit of time in the plural ("Jahre")."""
        return self.document.tokens[index].lower in _plurals(self.document.language)

    def tense(self) -> Tense:
        """The tense of the clause that holds the expression."""
        clause = self._clause()
        key = clause.first if clause else -1
        if key not in self._tenses:
            self._tenses[key] = tense_of(self.document, clause)
        return self._tenses[key]

    def told_year(self) -> int | None:
        """A year told in full shortly before, in this paragraph; None if there is none or it is the present one."""
        if self.story_year is None or not self._is_near(self._year_sentence, STORY_SENTENCES):
            return None
        return self.story_year if self.published is None or self.story_year < self.published.year else None

    def told_day(self, sentences: int = 1000) -> date | None:
        """The last day told, at most so many sentences back."""
        return self.story_day if self._is_near(self._story_sentence, sentences) else None

    def _is_near(self, sentence: int, sentences: int) -> bool:
        if sentence < 0 or self._sentence - sentence > sentences:
            return False
        told, here = self.document.sentences[sentence], self.document.sentences[self._sentence]
        return sentences > STORY_SENTENCES or told.paragraph == here.paragraph

    def tell_day(self, day: date) -> None:
        """Remember a day told."""
        self.story_day, self._story_sentence = day, self._sentence

    def tell_some_day(self) -> None:
        """Remember that this sentence tells of a day without naming it ("vor einigen Tagen")."""
        self._some_day_sentence = self._sentence

    @property
    def some_day_told(self) -> bool:
        """Whether this sentence tells of a day without naming it."""
        return self._some_day_sentence == self._sentence

    def tell_year(self, year: int) -> None:
        """Remember a year told in full."""
        self.story_year, self._year_sentence = year, self._sentence
