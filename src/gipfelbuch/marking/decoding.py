"""The encoder's scores for a document become marks.

Enters: the document and the scores of every word and of links between words (``Scores``). Leaves:
mentions, quotations and deeds, their origin "encoder". Times, amounts and places are left to rules.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.words import separable_particles
from gipfelbuch.marking.hints import anchors_of
from gipfelbuch.marking.labels import CHOICES, LAYERS, NONE, OUTSIDE, PRONOUN, ROLES
from gipfelbuch.marking.links import Floats, WindowLinks
from gipfelbuch.marking.rules.mentions_names import named_at
from gipfelbuch.marking.rules.phrases import phrases_of
from gipfelbuch.marking.rules.roles import told_from
from gipfelbuch.model.entries import Kind, Mode
from gipfelbuch.model.marks import Argument, Deed, Marks, Mention, Quotation, Role
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document, Pos, Sentence, Token
from gipfelbuch.model.spans import Span, merged

ORIGIN = "encoder"
GAP_WORDS = 40  # at most between the parts of one quote with its frame inserted
NEIGHBOURS = 2  # words between two names that are joined as one speaker ("X und Y")
SENTENCE_SHARE = 0.8  # of a sentence's words, from which evidence is the whole sentence
INSIDE = 0.5  # mean share of a clause's words inside, from which it is evidence
EVIDENCE = frozenset({Kind.ENCOUNTER.value, Kind.AGREEMENT.value})  # layers whose spans are whole clauses
LEAST_FILLERS = {"encounter:participant": 2, "agreement:party": 2, "issue:party": 2}  # a deed of one side is none
FAINT_REFERENCE = -1.0  # bias to "outside" when looking for words that may name a party
FAINT = -1.5  # below the margin, how far a link may be that is taken only to make up the least number
POSSESSIVES = closed_class("possessive")
FULL_STOPS = frozenset({".", "!", "?", "…", ":", "“", "”", "«", "»", '"'})
EMPTY_WORDS = frozenset(
    {Pos.DETERMINER, Pos.ADPOSITION, Pos.PRONOUN, Pos.PUNCTUATION, Pos.COORDINATOR, Pos.SUBORDINATOR}
)
SPOKEN = frozenset({"quote", "nested"})  # layers whose spans may have gaps
SPOKEN_WORDS = 3  # at least, of speech without quotation marks: shorter runs are noise
PARTY_ROLES = {
    Kind.ENCOUNTER: {"participant": Role.PARTICIPANT, "host": Role.HOST},
    Kind.AGREEMENT: {"party": Role.PARTY},
    Kind.ISSUE: {"party": Role.PARTY},
    Kind.GIFT: {"giver": Role.GIVER, "recipient": Role.RECIPIENT},
    Kind.ASSESSMENT: {"assessor": Role.ASSESSOR},
    Kind.ACTION: {"actor": Role.ACTOR, "recipient": Role.RECIPIENT},
}
SINGLE = frozenset({"host", "giver", "recipient", "assessor"})  # of gifts, encounters and assessments
ITEM_ROLES = {Kind.ISSUE: Role.SUBJECT, Kind.GIFT: Role.ITEM, Kind.ASSESSMENT: Role.VERDICT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What the encoder says of a document.

    Args:
        tags: [tokens, TAGS].
        values: [tokens, VALUES].
        links: of every window, in order of their cores.
        bias: added to the score of "outside", by layer; below 0 finds more spans.
        margin: by role, how far above its threshold a link must be.
        likely: by choice, how likely a value must be, from 0 to 1; below, the span has none: it is never guessed.
    """

    tags: Floats
    values: Floats
    links: Sequence[WindowLinks]
    bias: dict[str, float] = field(default_factory=dict)
    margin: dict[str, float] = field(default_factory=dict)
    likely: dict[str, float] = field(default_factory=dict)

    def linked(
        self, role: str, row: tuple[int, int], among: Container[int] | None = None, least: int | None = None
    ) -> list[int]:
        """Tokens that fill the role for a span (first, behind last), the surest first.

        Args:
            role: one of ``ROLES``.
            row: the span.
            among: tokens that may fill it; all of the window if None.
            least: how many to take even if they are faint; that of the role if None.
        """
        window = self.links[max(0, bisect_right(self.links, row[0], key=lambda w: w.core) - 1)]
        over = window.over(ROLES.index(role), *row) - self.margin.get(role, 0.0)
        best = [int(i) for i in np.argsort(-over) if among is None or window.first + int(i) in among]
        enough = LEAST_FILLERS.get(role, 0) if least is None else least
        sure = (i for n, i in enumerate(best) if over[i] > 0 or (n < enough and over[i] > FAINT))
        return [window.first + i for i in sure]

    def value(self, choice: str, words: Iterable[int]) -> str | None:
        """The value for which the mean of the words' scores is highest; None if that is none, or not likely enough."""
        value, likely = self.best_value(choice, words)
        return value if value != NONE and likely >= self.likely.get(choice, 0.0) else None

    def best_value(self, choice: str, words: Iterable[int]) -> tuple[str, float]:
        """The value for which the mean of the words' scores is highest, and how likely it is, from 0 to 1."""
        c = CHOICES[choice]
        mean = self.values[list(words), c.offset : c.offset + c.width].mean(0, keepdims=True)
        likely = np.exp(_log_softmax(mean))[0]
        best = int(likely.argmax())
        return c.values[best], float(likely[best])


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A span that the tags of a layer show: runs of tokens (first, behind last)."""

    label: str
    parts: tuple[tuple[int, int], ...]
    score: float

    @property
    def row(self) -> tuple[int, int]:
        """Its first part, from which its links start."""
        return self.parts[0]

    @property
    def words(self) -> list[int]:
        """All its tokens."""
        return [i for a, b in self.parts for i in range(a, b)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What the encoder makes of a document.

    Args:
        marks: its own.
        speech: how far it sees the words of each of the rules' quotations as speech, 0 to 1.
        deeds: how far it sees the words of each of the rules' deeds as such, 0 to 1.
        mentions: the same of the rules' mentions.
    """

    marks: Marks
    speech: tuple[float, ...]
    deeds: tuple[float, ...]
    mentions: tuple[float, ...]


def form_opinion(document: Document, scores: Scores, rules: Marks) -> Opinion:
    """The encoder's own marks, and how far it believes the rules'.

    Args:
        document: the segmented report.
        scores: what the encoder says of it, given the rules' marks as hints.
        rules: the rules' marks.
    """
    return Opinion(
        marks=decode_marks(document, scores, rules),
        speech=tuple(_support(document, scores, SPOKEN, q.quote) for q in rules.quotations),
        deeds=tuple(_support(document, scores, {d.kind.value}, anchors_of(d)) for d in rules.deeds),
        mentions=tuple(_support(document, scores, {"reference"}, (m.span,)) for m in rules.mentions),
    )


def _support(document: Document, scores: Scores, layers: Iterable[str], spans: Iterable[Span]) -> float:
    """Mean over the words of the probability to be inside, by the layer that says so most; 1 without words."""
    words = [t.index for s in spans for t in document.tokens_in(s)]
    if not words:
        return 1.0
    parts = [scores.tags[words, a.offset : a.offset + a.width] for a in map(LAYERS.__getitem__, sorted(layers))]
    return float(np.max([1 - np.exp(_log_softmax(p)[:, OUTSIDE]) for p in parts], axis=0).mean())


def decode_marks(document: Document, scores: Scores, rules: Marks) -> Marks:
    """Marks from scores.

    Args:
        document: the segmented report.
        scores: what the encoder says of it.
        rules: the rules' marks, whose places it links to.

    Returns:
        Mentions, quotations and deeds.
    """
    return Decoder(document, scores, rules).marks()


def find_spans(scores: Floats, layer_name: str, bias: float = 0.0, *, joins: bool = False) -> list[Found]:
    """The spans of a layer.

    Args:
        scores: [tokens, TAGS].
        layer_name: which layer.
        bias: added to the score of "outside".
        joins: whether an inside behind a gap goes on with the span before.

    Returns:
        Spans in order; words within one of them share its label, that for which they vote together.
    """
    layer = LAYERS[layer_name]
    part = scores[:, layer.offset : layer.offset + layer.width].copy()
    part[:, OUTSIDE] += bias
    likely = _log_softmax(part)
    tags = _closed(likely.argmax(1))
    runs: list[list[tuple[int, int]]] = []
    for first, last in _runs(tags):
        goes_on = joins and runs and tags[first] % 2 == 0 and first - runs[-1][-1][1] <= GAP_WORDS
        if goes_on and first > runs[-1][-1][1]:
            runs[-1].append((first, last))
        else:
            runs.append([(first, last)])
    return [_found(likely, layer.labels, tuple(parts)) for parts in runs]


def find_clauses(document: Document, scores: Floats, layer_name: str, bias: float = 0.0) -> list[Found]:
    """The runs of whole clauses that a layer shows: evidence is never cut within a clause.

    Args:
        document: the segmented report.
        scores: [tokens, TAGS].
        layer_name: a layer with one label.
        bias: added to the score of "outside".

    Returns:
        Neighbouring clauses of one sentence whose words are on average rather inside than outside.
    """
    layer = LAYERS[layer_name]
    part = scores[:, layer.offset : layer.offset + layer.width].copy()
    part[:, OUTSIDE] += bias
    inside = 1 - np.exp(_log_softmax(part)[:, OUTSIDE])
    out: list[Found] = []
    for sentence in document.sentences:
        run: list[tuple[int, int]] = []
        ends = [c.first for c in sentence.clauses[1:]]
        starts = [sentence.first, *ends]
        for first, last in zip(starts, [*ends, sentence.last], strict=True):
            if first < last and inside[first:last].mean() >= INSIDE:
                run.append((first, last))
            elif run:
                out.append(_clauses(layer.labels[0], run, inside))
                run = []
        if run:
            out.append(_clauses(layer.labels[0], run, inside))
    return out


def _clauses(label: str, run: list[tuple[int, int]], inside: Floats) -> Found:
    first, last = run[0][0], run[-1][1]
    return Found(label=label, parts=((first, last),), score=round(float(inside[first:last].mean()), 3))


def _closed(tags: NDArray[Any]) -> NDArray[Any]:
    """Tags with single words outside between two words inside drawn in."""
    out = tags.copy()
    for i in range(1, len(tags) - 1):
        if tags[i] == OUTSIDE and out[i - 1] != OUTSIDE and tags[i + 1] != OUTSIDE and tags[i + 1] % 2 == 0:
            out[i] = tags[i + 1]
    return out


def _runs(tags: NDArray[Any]) -> Iterator[tuple[int, int]]:
    start = -1
    for i, tag in enumerate([*tags.tolist(), OUTSIDE]):
        if start >= 0 and (tag == OUTSIDE or tag % 2 == 1):
            yield start, i
            start = -1
        if start < 0 and tag != OUTSIDE:
            start = i


def _found(likely: Floats, labels: tuple[str, ...], parts: tuple[tuple[int, int], ...]) -> Found:
    words = [i for a, b in parts for i in range(a, b)]
    shares = np.exp(likely[words])
    by_label = (shares[:, 1::2] + shares[:, 2::2]).mean(0)
    best = int(by_label.argmax())
    return Found(label=labels[best], parts=parts, score=round(float(1 - shares[:, OUTSIDE].mean()), 3))


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    return result


def headline_end(document: Document) -> int:
    """The first token behind a headline; 0 if there is none: what a text tells is told again below its headline."""
    first = document.sentences[0] if document.sentences else None
    if first is None or first.last <= first.first or document.tokens[first.last - 1].text in FULL_STOPS:
        return 0
    alone = len(document.sentences) > 1 and document.sentences[1].paragraph != first.paragraph
    return first.last if alone else 0


class Decoder:
    """One document being decoded."""

    def __init__(self, document: Document, scores: Scores, rules: Marks) -> None:
        """Find the spans of all layers, and which words may fill a role."""
        self.document, self.scores = document, scores
        self.mentions = rules.mentions
        self.places = {t.index: p.span for p in rules.places for t in document.tokens_in(p.span)}
        self.times = {t[0].index: m.span for m in rules.times if m.edtf and (t := document.tokens_in(m.span))}
        self.headline = headline_end(document)
        self.spans = {name: self._find(name) for name in LAYERS}
        self.references = {i: f for f in self.spans["reference"] for i in f.words}
        named = (document.tokens_in(m.span) for m in rules.mentions)
        faint = find_spans(scores.tags, "reference", FAINT_REFERENCE)
        self.candidates = {f.row[0] for f in faint} | {tokens[0].index for tokens in named if tokens}
        self.cues = {i: f for f in self.spans["cue"] for i in f.words}
        self.below = frozenset(t for t in self.candidates if t >= self.headline)

    def _find(self, layer: str) -> list[Found]:
        bias = self.scores.bias.get(layer, 0.0)
        if layer in EVIDENCE:
            return find_clauses(self.document, self.scores.tags, layer, bias)
        found = find_spans(self.scores.tags, layer, bias, joins=layer in SPOKEN)
        if layer in SPOKEN:
            found = [self._below_headline(f) for f in found]
        return [f for f in found if layer not in SPOKEN or f.label == Mode.DIRECT or len(f.words) >= SPOKEN_WORDS]

    def _below_headline(self, found: Found) -> Found:
        """Speech of the headline and of what is below it is not one."""
        parts = tuple(p for p in found.parts if p[0] >= self.headline)
        return replace(found, parts=parts) if parts else found

    def marks(self) -> Marks:
        """All marks."""
        references = (f for f in self.spans["reference"] if f.label != PRONOUN and not self._is_no_party(f))
        mentions = tuple(self._mention(f) for f in references)
        quotations = [self._quotation(f) for layer in ("quote", "nested") for f in self.spans[layer]]
        deeds = [d for kind in Kind if kind is not Kind.STATEMENT for d in self._deeds(kind)]
        return Marks(
            mentions=mentions,
            quotations=tuple(sorted(quotations, key=lambda q: q.quote[0])),
            deeds=tuple(sorted(deeds, key=lambda d: d.trigger[0])),
        )

    def _span(self, first: int, last: int) -> Span:
        return self.document.span_of(first, last)

    def _is_no_party(self, found: Found) -> bool:
        """Whether nobody is named: whose somebody is, an article alone, the end of a known name, whose an office is."""
        bare = all(t.pos is Pos.DETERMINER for t in self.document.tokens[slice(*found.parts[0])])
        return bare or self._is_relative(found) or self._is_end_of_name(found) or self._is_in_role(found)

    def _is_in_role(self, found: Found) -> bool:
        """Whether it stands in the office before a name ("Portugal" in "der Präsident von Portugal, Duarte Nogueira")."""
        span = self._span(*found.parts[0])
        at = bisect_right(self.mentions, span.start, key=lambda m: m.span.start)
        named = self.mentions[at] if at < len(self.mentions) else None
        if named is None or not named.role or named.nominal:
            return False
        before = self.document.text[: named.span.start].rstrip(" ,")
        return before.endswith(named.role) and span.start >= len(before) - len(named.role)

    def _is_end_of_name(self, found: Found) -> bool:
        """Whether only the end of a known name was seen ("Union"): the rules know who is meant, or that nobody is."""
        first, last = found.parts[0]
        known = named_at(self.document, first - 1, last) if first else None
        return known is not None and known[1] == last

    def _is_relative(self, found: Found) -> bool:
        """Whether a person is told only by whose he is ("seinem Gast"): somebody named elsewhere, no party of its own."""
        first, last = found.row
        tokens = self.document.tokens[max(0, first - 1) : last]
        named = any(t.pos is Pos.NAME for t in tokens[-(last - first) :])
        return found.label == PartyType.PERSON and not named and any(t.lower in POSSESSIVES for t in tokens)

    def _mention(self, found: Found) -> Mention:
        first, last = found.parts[0]
        tokens = self.document.tokens[first:last]
        nominal = tokens[0].pos is Pos.DETERMINER
        named = first + (nominal and len(tokens) > 1)
        return Mention(
            span=self._span(first, last),
            type=PartyType(found.label),
            name=self._span(named, last).of(self.document.text),
            nominal=nominal,
            score=found.score,
            origin=ORIGIN,
            seen=found.score,
        )

    def _named(self, token: int) -> Span:
        """The words that name a party around a token: a reference, else the token alone."""
        found = self.references.get(token)
        return self._span(*found.parts[0]) if found else self.document.tokens[token].span

    def fillers(self, role: str) -> Container[int]:
        """The tokens that may fill a role."""
        name = role.partition(":")[2]
        if name in {"subject", "occasion"}:
            layer = "occasion" if name == "occasion" else f"{role.partition(':')[0]}_subject"
            return {i for f in self.spans[layer] for i in f.words}
        if name in {"place", "time"}:
            return self.places if name == "place" else self.times
        return self.cues if name == "cue" else self.candidates

    def _fillers(self, role: str, row: tuple[int, int], *, single: bool) -> tuple[Span, ...]:
        linked = self.scores.linked(role, row, self.below if row[0] >= self.headline else self.candidates)
        return tuple(dict.fromkeys(self._named(t) for t in linked[: 1 if single else None]))

    # ------------------------------------------------------------ speech
    def _quotation(self, found: Found) -> Quotation:
        cue = self._cue(found)
        quote = tuple(self._span(a, b) for a, b in self._trimmed(found))
        speaker = self._fillers("quote:speaker", found.row, single=False)
        addressee = self._fillers("quote:addressee", found.row, single=True)
        return Quotation(
            mode=Mode(found.label),
            quote=quote,
            evidence=self._sentences((*quote, *cue)),
            cue=cue,
            speaker=self._phrase(self._joined(speaker)),
            addressee=self._phrase(addressee[0] if addressee else None),
            plover=self.scores.value(
                "quote_plover", [*found.words, *(t.index for s in cue for t in self.document.tokens_in(s))]
            ),
            score=found.score,
            origin=ORIGIN,
        )

    def _trimmed(self, found: Found) -> Iterator[tuple[int, int]]:
        """Parts without quotation marks at their ends, and without a final comma."""
        tokens = self.document.tokens
        for first, last in found.parts:
            a, b = first, last
            while a < b - 1 and tokens[a].pos is Pos.PUNCTUATION and tokens[a].text not in "(…":
                a += 1
            while b > a + 1 and tokens[b - 1].text in {",", ";", ":", '"', "“", "”", "«", "»", "‘", "’", "„"}:
                b -= 1
            yield a, b

    def _cue(self, found: Found) -> tuple[Span, ...]:
        cues = {self.cues[t].parts[0] for t in self.scores.linked("quote:cue", found.row, self.cues)}
        verbs = filter(None, map(self._verb_of, cues))
        return merged(self._span(a, b) for a, b in {*cues, *verbs})

    def _verb_of(self, cue: tuple[int, int]) -> tuple[int, int] | None:
        """The finite verb of a cue of which only the particle was seen ("stimmten" of "stimmten zu")."""
        token = self.document.tokens[cue[0]]
        alone = cue[1] == cue[0] + 1 and self.document.language == "de" and token.lower in separable_particles()
        clause = self.document.clause_at(token.start) if alone else None
        verb = clause.finite if clause else None
        return (verb, verb + 1) if verb is not None and verb < cue[0] else None

    def _phrase(self, span: Span | None) -> Span | None:
        """The whole noun phrase that names no more than the span does ("Außenminister Okello von der Partei X")."""
        token = self.document.token_at(span.start) if span else None
        clause = self.document.clause_at(span.start) if span else None
        if span is None or token is None or clause is None:
            return span
        for phrase in phrases_of(self.document, clause, self.mentions):
            if phrase.first <= token.index < phrase.last and len(phrase.heads) == 1 and not phrase.pronoun:
                whole = self.document.span_of(phrase.first, phrase.last)
                return whole if whole.contains(span) else span
        return span

    def _joined(self, spans: tuple[Span, ...]) -> Span | None:
        """The surest speaker, with another one named beside it."""
        if not spans:
            return None
        best = spans[0]
        for other in spans[1:]:
            low, high = sorted((best, other))
            if not low.overlaps(high) and len(self.document.tokens_in(Span(low.end, high.start + 1))) <= NEIGHBOURS:
                return Span(low.start, high.end)
        return best

    # ------------------------------------------------------------ deeds
    def _deeds(self, kind: Kind) -> Iterator[Deed]:
        for found in self.spans[kind.value]:
            row, words = found.row, found.words
            if all(self.document.tokens[w].pos in EMPTY_WORDS for w in words):
                continue
            anchor = self._span(*found.parts[0])
            whole = kind in {Kind.ENCOUNTER, Kind.AGREEMENT}
            evidence = (self._evidence(found),) if whole else self._sentences((anchor,))
            trigger = self.document.tokens[row[0]].span if whole else anchor
            yield Deed(
                kind=kind,
                trigger=(trigger,),
                evidence=evidence,
                type=self._choice(kind, "type", words) or self._lemma(kind, found),
                status=self._choice(kind, "status", words),
                plover=self._choice(kind, "plover", words),
                polarity=self._choice(kind, "polarity", words),
                format=self._choice(kind, "format", words),
                arguments=tuple(self._arguments(kind, row, anchor)),
                score=found.score,
                origin=ORIGIN,
            )

    def _choice(self, kind: Kind, slot: str, words: list[int]) -> str | None:
        name = f"{kind.value}_{slot}"
        return self.scores.value(name, words) if name in CHOICES else None

    def _lemma(self, kind: Kind, found: Found) -> str | None:
        """The deed's concept, by which the same deed told again is known: the lemma of its trigger."""
        return self.document.tokens[found.parts[0][1] - 1].lemma.lower() if kind is Kind.ACTION else None

    def _arguments(self, kind: Kind, row: tuple[int, int], anchor: Span) -> Iterator[Argument]:
        for name, role in PARTY_ROLES[kind].items():
            single = name in SINGLE and kind is not Kind.ACTION
            for span in sorted(self._fillers(f"{kind.value}:{name}", row, single=single)):
                yield Argument(role=role, span=span)
        place = f"{kind.value}:place"
        if place in ROLES:
            spans = (self.places[t] for t in self.scores.linked(place, row, self.places)[:1])
            yield from (Argument(role=Role.PLACE, span=s) for s in spans)
        time = f"{kind.value}:time"
        if time in ROLES:
            spans = (self.times[t] for t in self.scores.linked(time, row, self.times)[:1])
            yield from (Argument(role=Role.TIME, span=s) for s in spans)
        if kind in ITEM_ROLES:
            yield Argument(role=ITEM_ROLES[kind], span=anchor)
        for layer, name, role in (
            (f"{kind.value}_subject", "subject", Role.SUBJECT),
            ("occasion", "occasion", Role.OCCASION),
        ):
            if f"{kind.value}:{name}" in ROLES:
                yield from self._item(layer, f"{kind.value}:{name}", role, row)

    def _item(self, layer: str, link: str, role: Role, row: tuple[int, int]) -> Iterator[Argument]:
        by_word = {i: f for f in self.spans[layer] for i in f.words}
        linked = [by_word[t] for t in self.scores.linked(link, row, by_word)]
        if linked:
            yield Argument(role=role, span=self._span(*linked[0].parts[0]))

    def _evidence(self, found: Found) -> Span:
        """The words found, or their sentence if they are most of it."""
        first, last = found.parts[0]
        tokens = self.document.tokens
        sentence = self.document.sentence_at(tokens[first].start)
        if sentence:
            shared = min(last, sentence.last) - max(first, sentence.first)
            if shared >= SENTENCE_SHARE * (sentence.last - sentence.first) and last <= sentence.last:
                return self._told(sentence)
        return self._span(first, last)

    def _told(self, sentence: Sentence) -> Span:
        return Span(told_from(self.document, sentence), sentence.span.end)

    def _sentences(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        starts: set[Span] = set()
        for span in spans:
            ends: tuple[Token, ...] = self.document.tokens_in(span)
            for token in (*ends[:1], *ends[-1:]):
                sentence = self.document.sentence_at(token.start)
                if sentence:
                    starts.add(self._told(sentence))
        return merged(starts) or merged(spans)
