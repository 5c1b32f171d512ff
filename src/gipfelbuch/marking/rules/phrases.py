"""Noun phrases of a clause: head, case, preposition, coordination, genitives, appositions.

A document, a run of its tokens and the mentions enter; phrases leave, each naming who is meant by the
shortest span that does: a mention where there is one, else a pronoun, else the bare noun phrase.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.tables import load_table, words
from gipfelbuch.marking.rules.lookups import mention_before, mentions_in, overlapping
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Clause, ClauseKind, Document, Language, Pos, Sentence, Token, VerbForm
from gipfelbuch.model.spans import Span

ALL_CASES = "nadg"
LONGEST_PARENTHESIS_TOKENS = 8  # "(EU)", "(SPD/Hessen)": longer ones are clauses of their own
LONGEST_LIST_TOKENS = 60  # within which "und" must close a list that commas open; keeps the search linear
LONGEST_APPOSITION_TOKENS = 24  # between the commas; longer ones are clauses
LONGEST_EMBEDDED_TOKENS = 14  # between an article and the participle that its noun carries
_LISTED = frozenset(
    {Pos.NOUN, Pos.NAME, Pos.DETERMINER, Pos.ADJECTIVE, Pos.NUMBER, Pos.OTHER, Pos.PUNCTUATION, Pos.ADVERB, Pos.PRONOUN}
)
_NOMINAL = frozenset({Pos.NOUN, Pos.NAME})
_BEFORE_NOUN = frozenset({Pos.ADJECTIVE, Pos.NUMBER})
_DEFINITE = closed_class("definite_article", "de")
QUOTE_MARKS = frozenset("„“”\"»«‚‘’'›‹")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase of a clause, with what joins it.

    Args:
        first: index of its first token, determiner included, preposition not.
        last: index behind its last token, genitives and appositions included.
        heads: who or what is meant, one span a coordinated part.
        cores: the same parts with determiner and adjectives, without genitives.
        preposition: in lower case, contractions undone ("im": "in"); None without.
        cases: letters of ``nadg`` (German cases) that its form allows.
        pronoun: whether it is a personal or indefinite pronoun.
        plural: whether it surely is plural, as a coordination is.
        time: whether its noun names a time.
    """

    first: int
    last: int
    heads: tuple[Span, ...]
    cores: tuple[Span, ...]
    preposition: str | None = None
    cases: str = ALL_CASES
    pronoun: bool = False
    plural: bool = False
    time: bool = False


@cache
def case_forms(kind: str) -> dict[str, str]:
    """Word to the letters of the cases that it can show, for one kind of the table ``case_forms``."""
    out: dict[str, str] = {}
    for row in load_table("case_forms"):
        if row["kind"] == kind:
            for word in words(row["words"]):
                out[word] = "".join(c for c in ALL_CASES if c in out.get(word, "") + row["cases"])
    return out


@cache
def _contractions() -> dict[str, str]:
    rows = (row for row in load_table("case_forms") if row["kind"] == "contraction")
    return {word: row["base"] for row in rows for word in words(row["words"])}


@cache
def role_words(kind: str, language: Language) -> frozenset[str]:
    """The words of one row of the table ``role_words``."""
    return frozenset(w for row in load_table("role_words") if row["kind"] == kind for w in words(row[language]))


def is_genitive(document: Document, mention: Mention) -> bool:
    """Whether a name stands in the possessive before its noun ("Xis Besuch", "Paris' Haltung", "China's")."""
    after = document.token_at(mention.span.end)
    if after is not None and after.start == mention.span.end and after.text in role_words("possessive", "en"):
        return True
    text = mention.span.of(document.text)
    return (
        not mention.nominal
        and text.endswith(("s", "'", "’"))
        and text.rstrip("s'’") == mention.name.rstrip("s'’")
        and text != mention.name
    )


class _Chunker:
    """Reads the noun phrases of a run of tokens from left to right."""

    def __init__(self, document: Document, mentions: Sequence[Mention], last: int) -> None:
        self.document, self.mentions, self.last = document, mentions, last
        self.tokens, self.language = document.tokens, document.language
        self.articles, self.pronouns = case_forms("article"), case_forms("pronoun")
        self.dative_wanted = False

    def phrases(self, first: int) -> Iterator[Phrase]:
        at = first
        while at < self.last:
            token = self.tokens[at]
            preposition = self._preposition(token)
            found = self._coordination(at + 1 if preposition else at, preposition)
            if found:
                yield found
                at = found.last
            else:
                at += 1

    def _preposition(self, token: Token) -> str | None:
        if self.language == "de" and token.lower in _contractions():
            return _contractions()[token.lower]
        follows = token.index + 1 < self.last and self._starts(token.index + 1)
        if token.lower == "to" and token.index and self.tokens[token.index - 1].lower == "up":
            return None  # "up to 100 people"
        return token.lower if token.pos is Pos.ADPOSITION or (token.lower in ("zu", "to") and follows) else None

    def _starts(self, at: int) -> bool:
        token = self.tokens[at]
        if token.pos in _NOMINAL or token.pos in _BEFORE_NOUN or token.pos in (Pos.DETERMINER, Pos.PRONOUN):
            return token.lower not in _contractions()
        if token.text in QUOTE_MARKS:
            return at + 1 < self.last and self.tokens[at + 1].pos in _NOMINAL
        return token.pos is Pos.OTHER and (self.language == "en" or token.text[:1].isupper())

    def _coordination(self, at: int, preposition: str | None) -> Phrase | None:
        """A noun phrase with all that "und" and commas join to it."""
        part = self._noun_phrase(at, preposition)
        if part is None:
            return None
        parts = [part]
        while not part.time and (following := self._joined(parts[-1].last, preposition)) is not None:
            parts += following
        if len(parts) == 1:
            return part
        named = parts[1:] if self._names_apposed(parts) else parts
        return Phrase(
            first=part.first,
            last=parts[-1].last,
            heads=tuple(h for p in named for h in p.heads),
            cores=tuple(c for p in parts for c in p.cores),
            preposition=preposition,
            cases=part.cases if self.language == "de" else ALL_CASES,
            plural=True,
            time=all(p.time for p in parts),
        )

    def _names_apposed(self, parts: list[Phrase]) -> bool:
        """Whether the parts behind the first only name it ("Die Präsidenten beider Länder, Lee und Xi, trafen")."""
        last = parts[-1].last
        closed = last < self.last and self.tokens[last].text == "," and self.tokens[parts[0].last].text == ","
        return (
            closed
            and len(parts) > 2
            and self._overlapping(parts[1].cores[0]) != []
            and parts[0].heads == parts[0].cores
        )

    def _list_goes_on(self, comma: int) -> bool:
        """Whether "und" closes the list that a comma goes on with, nothing but nouns and their modifiers between."""
        for at in range(comma + 1, min(self.last, comma + LONGEST_LIST_TOKENS)):
            token = self.tokens[at]
            if token.lower in role_words("coordinator", self.language):
                return True
            listed = token.pos in _LISTED or token.text in QUOTE_MARKS or self.language == "en"
            if not listed or token.pos in (Pos.AUXILIARY, Pos.SUBORDINATOR):
                return False
        return False

    def _joined(self, at: int, preposition: str | None) -> list[Phrase] | None:
        """The phrases joined at ``at``: ", B und C", "und B"; None if nothing is."""
        out: list[Phrase] = []
        if at < self.last and self.tokens[at].text == "," and not self._list_goes_on(at):
            return None
        while at < self.last:
            token = self.tokens[at]
            ends = token.lower in role_words("coordinator", self.language) or token.text == "&"
            if not (ends or token.text == ",") or at + 1 >= self.last:
                return None
            if not ends and self.tokens[at + 1].lower in role_words("coordinator", self.language):
                at, ends = at + 1, True
            part = self._noun_phrase(at + 1, preposition)
            if part is None:
                return None
            out.append(part)
            if ends:
                return out
            at = part.last
        return None

    def _noun_phrase(self, first: int, preposition: str | None) -> Phrase | None:
        if first >= self.last or not self._starts(first):
            return None
        head = self._core_end(first)
        if head is None:
            return self._pronoun(first, preposition)
        core = self.document.span_of(self._behind_embedded(first), head)
        last = self._attributes_end(head)
        who = self._who(core)
        if who == core and self.language == "en":
            who = self._counted(head, last) or who
        last = max(last, self._index_behind(who, head))
        named = self._named_in_apposition(head, last) if who == core else ()
        noun = self.tokens[head - 1]
        return Phrase(
            first=first,
            last=last,
            heads=named or (who,),
            cores=(core,),
            preposition=preposition,
            cases=self._cases(first, head) if self.language == "de" else ALL_CASES,
            plural=self.tokens[first].lower in ("beide", "both") or len(named) > 1,
            time=noun.lower in role_words("time_noun", self.language) or self._is_date(first, head),
        )

    def _counted(self, head: int, last: int) -> Span | None:
        """Who is named behind "thousands of", "a group of"."""
        if (
            head >= last
            or self.tokens[head - 1].lower not in role_words("quantity", "en")
            or self.tokens[head].lower != "of"
        ):
            return None
        found = mentions_in(self.mentions, self.document.span_of(head, last))
        return found[0].span if found else None

    def _index_behind(self, span: Span, at: int) -> int:
        """The first index from ``at`` on whose token does not belong to the span."""
        while at < self.last and self.tokens[at].end <= span.end:
            at += 1
        return at

    def _named_in_apposition(self, head: int, last: int) -> tuple[Span, ...]:
        """The names in an apposition to a noun that names nobody itself ("Der Chef der Behörde, Griffin,")."""
        comma = next((i for i in range(head, last) if self.tokens[i].text == ","), None)
        if comma is None:
            return ()
        found = mentions_in(self.mentions, self.document.span_of(comma, last))
        return tuple(m.span for m in found if not m.nominal and not is_genitive(self.document, m))[:1]

    def _is_date(self, first: int, head: int) -> bool:
        return all(t.pos is Pos.NUMBER for t in self.tokens[first:head])

    def _pronoun(self, at: int, preposition: str | None) -> Phrase | None:
        token = self.tokens[at]
        pronominal = token.pos is Pos.PRONOUN or token.lower in self.pronouns or token.pos is Pos.DETERMINER
        if not pronominal or token.text == "ein":  # alone it can only be a particle ("stellte die Hilfe ein")
            return None
        cases = self.pronouns.get(token.lower, self.articles.get(token.lower, ALL_CASES))
        return Phrase(
            first=at,
            last=at + 1,
            heads=(token.span,),
            cores=(token.span,),
            preposition=preposition,
            cases=cases if self.language == "de" else _english_cases(token.lower),
            pronoun=True,
            plural=token.lower in ("beide", "both"),
        )

    def _core_end(self, first: int) -> int | None:
        """Behind the last noun of the core that starts at ``first``; None if there is no noun."""
        at, noun = self._behind_embedded(first), None
        while at < self.last:
            token = self.tokens[at]
            if noun is not None and token.lower in role_words("time_opener", self.language):
                break
            if token.pos in _NOMINAL and not self._begins_sentence_pronoun(token):
                if (
                    noun == at
                    and not self._is_within_name(at)
                    and (self._is_next_object(first, at) or self._is_time(at - 1) or self._is_next_name(first, at))
                ):
                    break
                noun = at + 1
            elif (self.language == "en" and self._english_noun(at, first)) or (
                token.pos is Pos.OTHER and token.text[:1].isupper()
            ):
                noun = at + 1
            elif (noun is not None and not self._continues(at)) or (noun is None and not self._premodifies(at, first)):
                break
            at += 1
        return noun

    def _is_within_name(self, at: int) -> bool:
        """Whether the token goes on with a name that began before it ("Tarum Ocean")."""
        token = self.tokens[at]
        before = mention_before(self.mentions, token.start)
        return before is not None and before.span.end >= token.end

    def _behind_embedded(self, first: int) -> int:
        """Where a noun's own modifiers go on behind a participle with complements ("ein für heute geplantes Treffen").

        The index of the participle; ``first`` itself if nothing stands between article and noun but modifiers.
        """
        second = self.tokens[first + 1] if first + 1 < self.last else None
        opens = self.language == "de" and second is not None and self.tokens[first].pos is Pos.DETERMINER
        if not opens or second is None or second.pos not in (Pos.ADPOSITION, Pos.ADVERB):
            return first
        for at in range(first + 2, min(self.last - 1, first + LONGEST_EMBEDDED_TOKENS)):
            token, after = self.tokens[at], self.tokens[at + 1]
            if token.pos in (Pos.AUXILIARY, Pos.SUBORDINATOR) or (
                token.form is VerbForm.FINITE and not _inflected(token)
            ):
                return first
            if _inflected(token) and token.pos in (Pos.ADJECTIVE, Pos.VERB) and after.pos in _NOMINAL:
                return at
        return first

    def _is_next_name(self, first: int, at: int) -> bool:
        """Whether a name ends and what follows is not its own ("besuchte Präsident Lee Polen", "mit Lee Gespräche")."""
        begins = [m for m in self._overlapping(self.tokens[at].span) if m.span.start == self.tokens[at].start]
        before = [m for m in self._overlapping(self.tokens[at - 1].span) if m.span.end == self.tokens[at - 1].end]
        if begins and begins[0].nominal and begins[0].plural and not before:
            led = self.tokens[first].lower in _DEFINITE or self._preposition(self.tokens[at - 2]) is not None
            return self.language == "de" and at > 1 and led
        if not before or before[-1].nominal or is_genitive(self.document, before[-1]):
            return False
        if begins:
            return not begins[0].nominal
        plain = self.tokens[at].pos is Pos.NOUN and not self._overlapping(self.tokens[at].span)
        genitive = before[-1].span.of(self.document.text).endswith(("s", "x", "z", "’", "'"))
        full = before[-1].type is PartyType.PERSON and " " in before[-1].name and not genitive
        return plain and full and self.language == "de" and self._is_object_of(at + 1)

    def _is_object_of(self, at: int) -> bool:
        """Whether an infinitive, a participle or "über" follows, as behind the object of a verb phrase."""
        after = self.tokens[at] if at < self.last else None
        verbal = after is not None and after.pos is Pos.VERB and after.form is not VerbForm.FINITE
        return verbal or (after is not None and after.lower == "über")

    def _is_time(self, at: int) -> bool:
        """Whether a noun names a time, which no other noun follows within one phrase ("am Montag Staatschef Lee")."""
        return self.tokens[at].lower in role_words("time_noun", self.language)

    def _is_next_object(self, first: int, at: int) -> bool:
        """Whether a bare noun behind a dative begins the next object ("der Opposition Verrat")."""
        if not self.dative_wanted or "d" not in self.articles.get(self.tokens[first].lower, ""):
            return False
        plain = self.tokens[at - 1].pos is Pos.NOUN and self.tokens[at].pos is Pos.NOUN
        return plain and not self._overlapping(self.tokens[at].span)

    def _english_noun(self, at: int, first: int) -> bool:
        """Whether an English word without capital can be a noun: no other class, or a verb's form behind an article."""
        token = self.tokens[at]
        if token.pos is Pos.OTHER:
            return token.text[0].isalpha()
        if token.pos is not Pos.VERB or at == first or token.form is VerbForm.INFINITIVE:
            return False
        before = self.tokens[at - 1]
        after = self.tokens[at + 1].pos if at + 1 < self.last else Pos.PUNCTUATION
        if token.lower.endswith("ing") and before.pos is not Pos.AUXILIARY:
            return after not in (Pos.DETERMINER, Pos.PRONOUN, Pos.NAME)
        modified = before.pos in (Pos.DETERMINER, Pos.NUMBER, Pos.ADJECTIVE)
        return modified and after not in (*_NOMINAL, Pos.OTHER, Pos.VERB, Pos.DETERMINER, Pos.PRONOUN)

    def _begins_sentence_pronoun(self, token: Token) -> bool:
        """Whether a capital hides a pronoun or article ("Er", "Die" behind a quotation mark)."""
        if token.lower in self.pronouns or token.lower in self.articles:
            return self.language == "de" and token.text != token.text.upper()
        return False

    def _continues(self, at: int) -> bool:
        """Whether the token behind a noun belongs to the same name or core."""
        token = self.tokens[at]
        if self.tokens[at - 1].text.endswith("-") and token.lower in role_words("coordinator", self.language):
            return at + 1 < self.last and self.tokens[at + 1].pos in _NOMINAL
        if token.text in QUOTE_MARKS or token.text in ("-", "/"):
            return at + 1 < self.last and self.tokens[at + 1].pos in _NOMINAL
        if token.lower in role_words("possessive", self.language):
            return True
        if token.pos is Pos.ADJECTIVE and self.language == "de":
            before = self.tokens[at - 1]
            return before.text.endswith("s") and self._noun_follows(at)
        return token.pos is Pos.NUMBER and self.language == "en" and False

    def _noun_follows(self, at: int) -> bool:
        while at < self.last and self.tokens[at].pos in _BEFORE_NOUN:
            at += 1
        return at < self.last and self.tokens[at].pos in _NOMINAL

    def _premodifies(self, at: int, first: int) -> bool:
        token = self.tokens[at]
        if token.pos in _BEFORE_NOUN or token.text in QUOTE_MARKS or token.pos is Pos.OTHER:
            return True
        article = token.pos is Pos.DETERMINER or (self._begins_sentence_pronoun(token) and token.lower in self.articles)
        if article and token.pos is not Pos.PRONOUN:
            if at == first:
                return True
            before = self.tokens[at - 1]
            return before.pos is Pos.DETERMINER and (token.lower.startswith(("beid", "all", "ander", "viel", "einig")))
        if token.pos is Pos.VERB:
            return (
                self.language == "en" and at > first and token.form is not VerbForm.INFINITIVE and self._attributive(at)
            )
        if token.pos is Pos.ADVERB:
            modified = (*_BEFORE_NOUN, *_NOMINAL, Pos.OTHER) if self.language == "en" else tuple(_BEFORE_NOUN)
            return at > first and at + 1 < self.last and self.tokens[at + 1].pos in modified
        return False

    def _attributive(self, at: int) -> bool:
        """English "the rescued members", "a signing ceremony": a participle between article and noun."""
        after = self.tokens[at + 1] if at + 1 < self.last else None
        before = self.tokens[at - 1]
        noun_like = after is not None and (after.pos in (*_NOMINAL, Pos.OTHER) or after.lower.endswith("ing"))
        return noun_like and before.pos in (Pos.DETERMINER, Pos.ADJECTIVE, Pos.NUMBER)

    def _attributes_end(self, at: int) -> int:
        """Behind genitives, "of" phrases, parentheses and appositions that follow a noun."""
        while at < self.last:
            after = self._genitive_end(at) or self._parenthesis_end(at) or self._apposition_end(at)
            if after is None:
                return at
            at = after
        return at

    def _genitive_end(self, at: int) -> int | None:
        token, before = self.tokens[at], self.tokens[at - 1]
        if self.language == "en":
            return self._core_end(at + 1) if token.lower == "of" and at + 1 < self.last else None
        genitive = "g" in self.articles.get(token.lower, "") and token.pos is Pos.DETERMINER
        unambiguous = self.articles.get(token.lower) == "g"
        if genitive and (unambiguous or (before.pos is Pos.NOUN and not (self.dative_wanted or self._is_name(before)))):
            return self._core_end(at)
        return None

    def _is_name(self, token: Token) -> bool:
        found = mentions_in(self.mentions, token.span)
        before = mention_before(self.mentions, token.start + 1)
        inside = before is not None and before.span.end >= token.end and not before.nominal
        return bool(found and not found[0].nominal) or inside

    def _parenthesis_end(self, at: int) -> int | None:
        if self.tokens[at].text != "(":
            return None
        for end in range(at + 1, min(self.last, at + LONGEST_PARENTHESIS_TOKENS)):
            if self.tokens[end].text == ")":
                return end + 1
        return None

    def _apposition_end(self, at: int) -> int | None:
        """Behind ", der Präsident Chinas," as far as the second comma; None if a list goes on."""
        if self.tokens[at].text != "," or at + 1 >= self.last or self._list_goes_on(at):
            return None
        if not self._starts(at + 1) or self.tokens[at + 1].pos is Pos.PRONOUN:
            return None
        end = self._core_end(at + 1)
        while end is not None and end < self.last and (after := self._genitive_end(end)) is not None:
            end = after
        if end is not None and end < self.last and self.tokens[end].text == ",":
            return end + 1
        return self._english_apposition_end(at, end) if self.language == "en" and end is not None else None

    def _english_apposition_end(self, comma: int, end: int) -> int | None:
        """Behind an English apposition with attributes of its own (", an ally of Rome in the war on terror,").

        Only before the verb that the phrase is the subject of, and with no finite verb within.
        """
        for i in range(end, min(self.last, comma + LONGEST_APPOSITION_TOKENS)):
            token = self.tokens[i]
            if token.text == ",":
                after = self.tokens[i + 1] if i + 1 < self.last else None
                return i + 1 if after is not None and after.form is VerbForm.FINITE else None
            if token.form is VerbForm.FINITE or token.pos is Pos.SUBORDINATOR or token.text in (";", ":"):
                return None
        return None

    def _who(self, core: Span) -> Span:
        """The span that names who is meant: the last name of the core, else a nominal mention, else the core."""
        found = [m for m in self._overlapping(core) if not is_genitive(self.document, m)]
        names = [m for m in found if not m.nominal]
        best = names[-1] if names else found[0] if found else None
        return best.span if best else core

    def _overlapping(self, core: Span) -> list[Mention]:
        return overlapping(self.mentions, core)

    def _cases(self, first: int, head: int) -> str:
        token, noun = self.tokens[first], self.tokens[head - 1]
        cases = self.articles.get(token.lower)
        if cases is None:
            if token.pos is Pos.ADJECTIVE:
                return "d" if token.lower.endswith("em") else "ad" if token.lower.endswith("en") else ALL_CASES
            return ALL_CASES
        feminine = tuple(role_words("feminine_ending", "de"))
        shown = "n" in cases and "g" in cases and noun.pos is Pos.NOUN and noun.lower.endswith(feminine)
        named = shown and any(not m.nominal for m in self._overlapping(self.document.span_of(first, head)))
        return cases.replace("n", "") if shown and not named else cases


def _inflected(token: Token) -> bool:
    """Whether a word looks like a participle before a noun ("geplantes", "stattfindenden")."""
    for ending in ("en", "em", "er", "es", "e"):
        if token.lower.endswith(ending):
            return token.lower[: -len(ending)].endswith(("t", "en", "nd"))
    return False


def _english_cases(word: str) -> str:
    if word in ("he", "she", "they", "we", "i", "who"):
        return "n"
    return "ad" if word in ("him", "her", "them", "us", "me", "whom") else ALL_CASES


@dataclass(frozen=True, slots=True)
class _Read:
    """Noun phrases of a part of the document, and the mentions that they were read with."""

    mentions: Sequence[Mention]
    phrases: tuple[Phrase, ...]


def phrases_of(document: Document, part: Clause | Sentence, mentions: Sequence[Mention]) -> tuple[Phrase, ...]:
    """The noun phrases of a clause or sentence, in order.

    Args:
        document: the report.
        part: where to look.
        mentions: in order of their start.
    """
    key = (_Chunker, type(part), part.first, part.last)
    known = document.derived.get(key)
    if isinstance(known, _Read) and known.mentions is mentions:
        return known.phrases
    skipped = relative_pronoun_tokens(document, part) if isinstance(part, Clause) else 0
    chunker = _Chunker(document, mentions, part.last)
    if isinstance(part, Clause):
        chunker.dative_wanted = _wants_dative(document, part)
    read = _Read(mentions, tuple(chunker.phrases(part.first + skipped)))
    document.derived[key] = read
    return read.phrases


def _wants_dative(document: Document, clause: Clause) -> bool:
    verbs = role_words("dative_verb", document.language)
    return any(t.lemma in verbs for t in document.tokens_of(clause) if t.pos is Pos.VERB)


def relative_pronoun_tokens(document: Document, clause: Clause) -> int:
    """How many tokens the relative pronoun takes that opens the clause, its preposition included; 0 if none does."""
    first = document.tokens[clause.first]
    known = role_words("relative", document.language)
    english = document.language == "en" and first.lower in ("who", "which") and clause.first > 0
    if clause.kind is not ClauseKind.RELATIVE and not english:
        return 0
    if first.lower in known:
        return 1
    second = document.tokens[clause.first + 1] if clause.first + 1 < clause.last else first
    return 2 if first.pos is Pos.ADPOSITION and second.lower in known else 0


def opens_relative(document: Document, clause: Clause) -> bool:
    """Whether a relative pronoun, behind a preposition or not, opens the clause."""
    return relative_pronoun_tokens(document, clause) > 0
