"""What encounters and agreements share: nouns that name a deed, who belongs to them, how things stand.

A document with its earlier marks enters clause by clause; a `ClauseView` answers questions about one clause.
Which words count is told by the tables ``*_nouns``, ``*_verbs``, ``happening_words`` and ``happening_frames``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import pairwise

from gipfelbuch.knowledge.tables import load_table, phrases, words
from gipfelbuch.knowledge.words import lemma
from gipfelbuch.marking.rules.lookups import clause_place, mentions_in, overlapping
from gipfelbuch.marking.rules.phrases import Phrase, is_genitive, phrases_of
from gipfelbuch.marking.rules.roles import is_passive, subject_of
from gipfelbuch.model.marks import Marks, Mention
from gipfelbuch.model.reports import Clause, ClauseKind, Document, Language, Pos, Sentence, Token, VerbForm
from gipfelbuch.model.spans import Span

_NOUNS = frozenset({Pos.NOUN, Pos.NAME})
SHORTEST_HEAD_CHARS = 4  # of the last part of a compound; shorter ones are chance
KEY_CHARS = 4  # tails are looked up only if they begin like some noun of the table
LONGEST_ARTICLE_DISTANCE = 8  # tokens between an article and its noun, participles with complements included
CACHED_NOUNS = 100_000
NAMED_WORDS = 3  # the longest English noun of the tables has so many words
FARTHEST_RESUMED_CLAUSES = 4  # behind a subject; no insertion is longer
REFERENCE_SCORE = 0.4  # of a mark that may only take up an entry told elsewhere; below assembling's bar for new entries


@cache
def frame_words(use: str, language: Language) -> frozenset[str]:
    """The words of one use of the table ``happening_frames``."""
    return frozenset(w for row in load_table("happening_frames") if row["use"] == use for w in words(row[language]))


@cache
def noun_rows(table: str, language: Language) -> Mapping[str, dict[str, str]]:
    """Noun in lower case to its row."""
    out: dict[str, dict[str, str]] = {}
    for row in load_table(table):
        for noun in phrases(row[language]):
            out.setdefault(noun, row)
    return out


@cache
def verb_rows(table: str, language: Language) -> Mapping[str, tuple[dict[str, str], ...]]:
    """Verb lemma to its rows, in the order of the table."""
    out: dict[str, tuple[dict[str, str], ...]] = {}
    for row in load_table(table):
        for verb in words(row[language]):
            out[verb] = (*out.get(verb, ()), row)
    return out


@cache
def _beginnings(table: str) -> frozenset[str]:
    return frozenset(noun[:KEY_CHARS] for noun in noun_rows(table, "de"))


@cache
def _last_words(table: str) -> frozenset[str]:
    """The last words of the English nouns of a table."""
    return frozenset(noun.rsplit(" ", maxsplit=1)[-1] for noun in noun_rows(table, "en"))


@lru_cache(maxsize=CACHED_NOUNS)
def _german_noun(table: str, word: str) -> tuple[str, dict[str, str]] | None:
    """The noun of the table that a German word is or ends with, and its row."""
    rows, beginnings = noun_rows(table, "de"), _beginnings(table)
    for cut in range(len(word) - SHORTEST_HEAD_CHARS + 1):
        tail = word[cut:]
        if cut in (1, 2) or not tail[0].isalpha() or tail[:KEY_CHARS].lower() not in beginnings:
            continue
        for form in (tail.lower(), lemma(tail[0].upper() + tail[1:], "de").lower()):
            if form in rows:
                return form, rows[form]
    return None


def noun_at(table: str, document: Document, token: Token) -> tuple[str, dict[str, str]] | None:
    """The noun of a table that the token ends, and its row; None if it is none.

    English nouns of several words are found at their last word.
    """
    if document.language == "de":
        if token.pos not in (Pos.NOUN, Pos.NAME) or len(token.text) < SHORTEST_HEAD_CHARS:
            return None
        return _german_noun(table, token.text)
    if token.pos in (Pos.PUNCTUATION, Pos.ADPOSITION, Pos.DETERMINER):
        return None
    if token.pos is Pos.VERB and not token.lower.endswith("ing") and not _after_modifier(document, token):
        return None
    rows = noun_rows(table, "en")
    last = (token.lower, lemma(token.lower, "en"))
    if not _last_words(table).intersection(last):
        return None
    for count in range(NAMED_WORDS, 0, -1):
        before = " ".join(t.lower for t in document.tokens[max(0, token.index - count + 1) : token.index])
        for form in last:
            key = f"{before} {form}" if count > 1 else form
            if key in rows and token.index >= count - 1:
                return key, rows[key]
    return None


def _after_modifier(document: Document, token: Token) -> bool:
    """Whether an English word stands where only a noun can: behind an article, number, adjective or noun."""
    before = document.tokens[token.index - 1] if token.index else None
    return (
        before is not None
        and before.pos in (Pos.DETERMINER, Pos.NUMBER, Pos.ADJECTIVE, Pos.OTHER, Pos.PARTICLE)
        and before.lower != "to"
    )


@cache
def status_words(kind: str, sort: str, language: Language) -> Mapping[str, str]:
    """Word to status, of one kind and sort of the table ``happening_words``; the first row of a word counts."""
    out: dict[str, str] = {}
    for row in load_table("happening_words"):
        if row["kind"] == kind and row["sort"] == sort:
            for word in phrases(row[language]):
                out.setdefault(word, row["status"])
    return out


@dataclass(kw_only=True)
class ClauseView:
    """One clause with its phrases, verbs and words, each found when first asked for."""

    document: Document
    marks: Marks
    sentence: Sentence
    clause: Clause
    _attributes: dict[int, tuple[Span, ...]] = field(default_factory=dict)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its tokens."""
        return self.document.tokens_of(self.clause)

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """Its noun phrases."""
        return phrases_of(self.document, self.clause, self.marks.mentions)

    @cached_property
    def verbs(self) -> tuple[Token, ...]:
        """Its full verbs."""
        return tuple(t for t in self.tokens if t.pos is Pos.VERB)

    @cached_property
    def verb_lemmas(self) -> frozenset[str]:
        """Lemmas of its full verbs; of its auxiliary if there is no other verb."""
        full = frozenset(t.lemma for t in self.verbs)
        return full or frozenset(t.lemma for t in self.tokens if t.pos is Pos.AUXILIARY)

    @cached_property
    def subject(self) -> tuple[Span, ...]:
        """Who its subject is."""
        return subject_of(self.document, self.clause, self.marks.mentions)

    @cached_property
    def passive(self) -> bool:
        """Whether it is passive."""
        return is_passive(self.document, self.clause)

    @cached_property
    def negated(self) -> bool:
        """Whether it says "nicht", "kein", "not", "no"."""
        return any(
            t.lower in ("nicht", "not", "no", "n't", "never", "nie") or t.lower.startswith("kein") for t in self.tokens
        )

    def words(self, use: str) -> frozenset[str]:
        """The words of one use of the frames table in the report's language."""
        return frame_words(use, self.document.language)

    def has(self, use: str) -> bool:
        """Whether one of its tokens is a word of that use."""
        wanted = self.words(use)
        return any(t.lower in wanted or t.lemma in wanted for t in self.tokens)

    def phrase_at(self, index: int) -> int | None:
        """The place among its phrases of the one that holds the token."""
        return next((i for i, p in enumerate(self.phrases) if p.first <= index < p.last), None)

    def is_party(self, span: Span) -> bool:
        """Whether a mention or pronoun overlaps the span."""
        if any(m.span.overlaps(span) for m in self.mentions_near(span)):
            return True
        token = self.document.token_at(span.start)
        return token is not None and token.end == span.end and token.lower in self.words("who")

    def mentions_near(self, span: Span) -> tuple[Mention, ...]:
        """The mentions of the sentence that overlap the span."""
        return tuple(overlapping(self.marks.mentions, span))


def sides_of(view: ClauseView) -> tuple[Span, ...]:
    """The subject of a clause; behind "Delegationen beider Länder", "Vertreter Syriens" those who sent them."""
    out: list[Span] = []
    for span in view.subject:
        out += senders_of(view, span) if not view.mentions_near(span) else (span,)
    return tuple(out)


def bound_sides(view: ClauseView) -> tuple[Span, ...]:
    """Whom the subject of a clause binds: of "Minister beider Regierungen" both of them, else the subject."""
    out: list[Span] = []
    for span in sides_of(view):
        near = view.mentions_near(span)
        token = view.document.token_at(max(span.end - 1, 0))
        place = view.phrase_at(token.index) if token else None
        pair = both_of(view, token, view.phrases[place]) if token and place is not None else ()
        out += pair if pair and near and near[0].nominal else (span,)
    return tuple(out)


def senders_of(view: ClauseView, span: Span) -> tuple[Span, ...]:
    """Who stands in the genitive or behind "von" after a noun that is no mention itself; the noun if nobody does."""
    place = next((i for i, p in enumerate(view.phrases) if span in p.heads), None)
    if place is None:
        return (span,)
    phrase = view.phrases[place]
    end = view.document.tokens[phrase.last - 1].end
    rest = view.document.tokens_in(Span(span.end, end)) if end > span.end else ()
    for i, token in enumerate(rest):
        if token.lower in view.words("both"):
            pair = Span(token.start, rest[min(i + 1, len(rest) - 1)].end)
            offices = frozenset(span.of(view.document.text).lower().split())
            return (pair if view.words("delegation") & offices else Span(span.start, pair.end),)
    inner = tuple(m.span for m in mentions_in(view.marks.mentions, Span(span.end, end))) if rest else ()
    behind_of = tuple(s for s in behind(view, place, phrase.last, "of") if view.is_party(s)) if not inner else ()
    return inner or behind_of or (span,)


def is_subject(view: ClauseView, token: Token) -> bool:
    """Whether a noun is the subject of its clause or of the one that goes on behind an insertion."""
    return any(s.overlaps(token.span) for s in view.subject)


def resumed_view(view: ClauseView, token: Token) -> ClauseView | None:
    """The later clause of the sentence that tells more of the same subject ("Ein Treffen, ..., wurde abgesagt")."""
    place = clause_place(view.sentence, view.clause) + 1
    for clause in view.sentence.clauses[place : place + FARTHEST_RESUMED_CLAUSES]:
        if clause.kind is not ClauseKind.MAIN:
            continue
        later = ClauseView(document=view.document, marks=view.marks, sentence=view.sentence, clause=clause)
        if any(s.overlaps(token.span) for s in later.subject):
            return later
    return None


def article_of(document: Document, token: Token, first: int) -> Token | None:
    """The determiner (or contraction) of a noun: the last one before it with only modifiers between."""
    for back in range(token.index - 1, max(first, token.index - LONGEST_ARTICLE_DISTANCE) - 1, -1):
        before = document.tokens[back]
        if before.pos is Pos.DETERMINER or (
            document.language == "de" and before.lower in ("beim", "vom", "am", "im", "ins", "zum", "zur")
        ):
            return before
        if before.pos in (Pos.VERB, Pos.AUXILIARY, Pos.COORDINATOR, Pos.SUBORDINATOR, Pos.PUNCTUATION, Pos.NAME):
            return None
        if before.pos is Pos.NOUN and before.index + 1 == token.index:
            return None
    return None


def is_definite(document: Document, token: Token, first: int) -> bool:
    """Whether a noun is told as known: "das Treffen", "diese Gespräche", "beim Treffen", "the talks"."""
    article = article_of(document, token, first)
    if article is None:
        return False
    return article.lower not in frame_words("possessive", document.language) and not article.lower.startswith(
        ("ein", "kein", "mehrere", "einige", "viele")
        if document.language == "de"
        else ("a", "some", "several", "any", "no")
    )


def modifiers_of(document: Document, token: Token, first: int) -> Iterator[Token]:
    """The adjectives and participles before a noun, nearest first, back to its article."""
    article = article_of(document, token, first)
    stop = article.index if article else max(first, token.index - 3) - 1
    for back in range(token.index - 1, stop, -1):
        before = document.tokens[back]
        if article is None and before.pos not in (Pos.ADJECTIVE, Pos.NUMBER, Pos.OTHER, Pos.VERB, Pos.ADVERB):
            return
        yield before


def possessor_of(view: ClauseView, token: Token) -> tuple[Span, ...]:
    """Who stands in the genitive before a noun ("Xis Besuch", "Xi's recent visit")."""
    back = token.index - 1
    tokens = view.document.tokens
    while back >= view.clause.first and tokens[back].pos in (Pos.ADJECTIVE, Pos.NUMBER, Pos.PARTICLE, Pos.OTHER):
        if tokens[back].pos is Pos.PARTICLE and tokens[back].lower not in ("'s", "’s", "'", "’"):
            return ()
        back -= 1
    if back < view.clause.first:
        return ()
    found = view.mentions_near(tokens[back].span)
    return tuple(m.span for m in found if is_genitive(view.document, m))[:1]


def compound_party(view: ClauseView, token: Token) -> tuple[Span, ...]:
    """Who is named within a compound ("EU-Gipfel", "NATO-Tagung"): the mention inside the token, if any."""
    return tuple(m.span for m in mentions_in(view.marks.mentions, token.span) if m.span.end < token.end)


def attribute_parties(view: ClauseView, token: Token, phrase: Phrase) -> tuple[Span, ...]:
    """Who stands in the genitive (or behind "of") after a noun, outermost mentions only."""
    end = view.document.tokens[phrase.last - 1].end
    if end <= token.end:
        return ()
    out: list[Span] = []
    for mention in mentions_in(view.marks.mentions, Span(token.end, end)):
        if not out or mention.span.start >= out[-1].end:
            out.append(mention.span)
    return tuple(out)


def both_of(view: ClauseView, token: Token, phrase: Phrase) -> tuple[Span, ...]:
    """The pair that stands in the genitive after a noun ("Konsultationen beider Länder", "Treffen der beiden")."""
    tokens = view.document.tokens
    if view.document.language != "de":
        return ()
    for at in range(token.index + 1, min(view.clause.last, max(phrase.last, token.index + 1) + 1)):
        if tokens[at].lower in view.words("both"):
            noun = at + 1 < view.clause.last and tokens[at + 1].pos is Pos.NOUN
            return (view.document.span_of(at, at + 2 if noun else at + 1),)
        if at > token.index + 1 or tokens[at].lower not in ("der", "zwischen", "von"):
            break
    return ()


def behind(view: ClauseView, place: int, last: int, use: str) -> tuple[Span, ...]:
    """Who stands behind "mit", "zwischen" ... in the phrases right behind phrase ``place``.

    Args:
        view: the clause.
        place: of the phrase among the clause's phrases.
        last: index behind the token from which adjacency counts.
        use: the row of prepositions ("with", "of").
    """
    out: list[Span] = []
    for phrase in view.phrases[place + 1 :]:
        if phrase.preposition is None or _gap(view.document, last, phrase.first):
            break
        if phrase.preposition in view.words(use):
            out += phrase.heads
        last = phrase.last
    return tuple(out)


def _gap(document: Document, last: int, first: int) -> bool:
    """Whether a verb, a conjunction or a second comma stands between two tokens."""
    between = document.tokens[last:first]
    return any(t.pos in (Pos.VERB, Pos.AUXILIARY, Pos.COORDINATOR, Pos.SUBORDINATOR) for t in between)


def status_before(view: ClauseView, kind: str, token: Token) -> str | None:
    """The status that modifiers of a noun tell ("das geplante Treffen", "scheduled talks")."""
    known = status_words(kind, "participle", view.document.language)
    for word in modifiers_of(view.document, token, view.clause.first):
        status = known.get(word.lower) or known.get(word.lemma) or known.get(stem_of(word.lower))
        if status:
            return status
    return None


def stem_of(word: str) -> str:
    """A German adjective or participle without its ending."""
    for ending in ("en", "er", "es", "em", "e"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word


def status_of_verbs(view: ClauseView, kind: str) -> str | None:
    """The status that the verbs of the clause tell ("wurde abgesagt", "is planned")."""
    language = view.document.language
    known, participles = status_words(kind, "verb", language), status_words(kind, "participle", language)
    found = [known[t.lemma] for t in view.verbs if t.lemma in known]
    if not found:
        found = [participles[t.lower] for t in view.tokens if t.lower in participles and not _attributive(view, t)]
    if language == "en":
        found += [known[k] for k in _pairs(view) if k in known]
    return found[-1] if found else None


def _attributive(view: ClauseView, token: Token) -> bool:
    following = token.index + 1
    return following < view.clause.last and view.document.tokens[following].pos in (Pos.NOUN, Pos.NAME)


def _pairs(view: ClauseView) -> list[str]:
    tokens = view.tokens
    return [f"{a.lemma} {b.lower}" for a, b in pairwise(tokens) if a.pos is Pos.VERB]


def status_of_phrases(view: ClauseView, kind: str) -> str | None:
    """The status that set phrases of the clause tell ("in Kraft", "keine Einigung")."""
    lowers = [t.lower for t in view.tokens]
    for phrase, status in status_words(kind, "phrase", view.document.language).items():
        parts = phrase.split()
        if parts[0] in lowers and _contains(lowers, parts):
            return status
    return None


def _contains(lowers: list[str], parts: list[str]) -> bool:
    return any(lowers[i : i + len(parts)] == parts for i in range(len(lowers) - len(parts) + 1))


def is_future(view: ClauseView) -> bool:
    """Whether the clause tells what is to come: "wird ... treffen", "soll stattfinden", "will visit"."""
    finite = view.document.tokens[view.clause.finite] if view.clause.finite is not None else None
    future = view.words("future")
    if view.document.language == "en":
        return any(t.pos is Pos.AUXILIARY and (t.lemma in future or t.lower in future) for t in view.tokens) or _is_to(
            view
        )
    if finite is None or finite.pos is not Pos.AUXILIARY or finite.lemma not in future:
        return False
    infinitive = any(t.form is VerbForm.INFINITIVE and t.index != finite.index for t in view.tokens)
    if finite.lemma == "werden":
        return infinitive and not finite.lower.startswith("wurd")
    return infinitive and finite.lower not in ("sollte", "sollten", "wollte", "wollten")


def is_modal(view: ClauseView) -> bool:
    """Whether the finite verb only makes it possible, wanted or due: "kann", "müsse", "would"."""
    finite = view.document.tokens[view.clause.finite] if view.clause.finite is not None else None
    if finite is None or finite.pos is not Pos.AUXILIARY:
        return False
    plain = ("sein", "haben", "werden", "be", "have", "do")
    return (finite.lemma not in plain and not finite.lower.startswith("konn")) or finite.lower in ("würde", "würden")


def is_going_on(view: ClauseView) -> bool:
    """Whether a present tense with "seit" tells what has not ended ("verhandeln seit gestern")."""
    finite = view.document.tokens[view.clause.finite] if view.clause.finite is not None else None
    since = any(t.lower in ("seit", "since") for t in view.tokens)
    if finite is None or not since:
        return False
    helped = view.document.language == "de" and finite.pos is Pos.AUXILIARY and finite.lemma in ("haben", "sein")
    if helped and any(t.form is VerbForm.PARTICIPLE and t.pos is Pos.VERB for t in view.tokens):
        return False
    past = (
        ("te", "ten", "ed") if finite.pos is Pos.VERB else ("tte", "tten", "hat", "war", "waren", "had", "was", "were")
    )
    strong = finite.pos is Pos.VERB and view.document.language == "en"
    return not strong and not finite.lower.endswith(past)


def _is_to(view: ClauseView) -> bool:
    """English "are to meet", "is due to", "plans to"."""
    tokens = view.tokens
    return any(a.lemma == "be" and b.lower == "to" for a, b in pairwise(tokens))


def clause_views(document: Document, marks: Marks, wanted: frozenset[int] | None = None) -> Iterator[ClauseView]:
    """A view of every clause that holds one of the tokens, in order.

    Args:
        document: the report.
        marks: what was seen in it before.
        wanted: indices of tokens; None for all clauses.
    """
    for sentence in document.sentences:
        for clause in sentence.clauses:
            if wanted is None or not wanted.isdisjoint(range(clause.first, clause.last)):
                yield ClauseView(document=document, marks=marks, sentence=sentence, clause=clause)


def tokens_named(document: Document, tables: tuple[str, ...], verbs: frozenset[str]) -> frozenset[int]:
    """The tokens that a noun of the tables or one of the verbs may stand at: where a closer look is worth while."""
    german = document.language == "de"
    out = []
    for token in document.tokens:
        pos = token.pos
        if pos is Pos.VERB and token.lemma in verbs:
            out.append(token.index)
        elif german and pos in _NOUNS:
            if any(_german_noun(table, token.text) for table in tables if len(token.text) >= SHORTEST_HEAD_CHARS):
                out.append(token.index)
        elif not german and any(noun_at(table, document, token) for table in tables):
            out.append(token.index)
    return frozenset(out)
