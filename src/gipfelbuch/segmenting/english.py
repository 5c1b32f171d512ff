"""English words of a sentence to verbs and nouns: the words around decide where the form alone does not.

Tokens tagged by form alone enter; the same tokens leave, verbs told from nouns and adjectives ("talks",
"wounded", "meeting"). Nouns and adjectives that no table knows stay `Pos.OTHER`. One pass from left to
right, after Brill's transformation rules, with what every run between commas and conjunctions already has.

References:
    Brill, E.: A simple rule-based part of speech tagger. ANLP 1992.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.states import state_of_adjective
from gipfelbuch.knowledge.tables import load_table, words
from gipfelbuch.knowledge.words import lemma
from gipfelbuch.model.reports import Pos, Token, VerbForm

LOOKAHEAD_TOKENS = 16  # a noun and its attributes; a finite verb farther off is another clause's
_NOMINAL: Final = frozenset({Pos.OTHER, Pos.NOUN, Pos.NAME, Pos.ADJECTIVE})
_BEFORE_NOUN: Final = frozenset({Pos.DETERMINER, Pos.NUMBER, Pos.ADJECTIVE})
_OBJECT_STARTS: Final = frozenset({Pos.DETERMINER, Pos.PRONOUN, Pos.NAME, Pos.NUMBER})
_SINGULAR_SUBJECTS: Final = closed_class("singular_subject", "en")
_PLURAL_SUBJECTS: Final = closed_class("plural_subject", "en")
_NOMINATIVES: Final = closed_class("nominative", "en")
_VERB_ENDINGS: Final = ("ise", "ize", "ify")
_CUTS: Final = frozenset(',;:–—()[]"“”„»«')


@cache
def english_words(kind: str) -> frozenset[str]:
    """The words of one class of the table ``english_verbs``."""
    return frozenset(w for row in load_table("english_verbs") if row["class"] == kind for w in words(row["words"]))


@cache
def _speaking() -> frozenset[str]:
    """Verbs that take a clause without "that"."""
    rows = (row for row in load_table("speech_verbs") if "that" in words(row["takes"]))
    return frozenset(w for row in rows for w in words(row["en"])) | {"know", "think", "believe", "hope", "mean"}


@cache
def _quoting() -> frozenset[str]:
    """Verbs that stand beside verbatim words: "a spokesman said on Monday" is a clause."""
    rows = (row for row in load_table("speech_verbs") if "direct" in words(row["takes"]))
    return frozenset(w for row in rows for w in words(row["en"]))


@cache
def _past_forms() -> dict[str, str]:
    rows = (row for row in load_table("irregular_forms") if row["language"] == "en")
    return {form: row["lemma"] for row in rows for form in words(row["forms"])}


@cache
def verb_class(base: str) -> str:
    """How far a base form is a verb: "verb" surely, "both" as well as a noun, "noun" hardly, "" unknown."""
    if base in english_words("noun"):
        return "noun"
    if base in english_words("both"):
        return "both"
    return "verb" if base in english_words("verb") or (len(base) > 5 and base.endswith(_VERB_ENDINGS)) else ""


@cache
def _past_only() -> frozenset[str]:
    """Verbs whose irregular past differs from their participle ("speak": "spoke", "spoken")."""
    return frozenset(lemma(w, "en") for w in english_words("participle"))


@cache
def past_base(lower: str) -> str | None:
    """The verb of a past tense or past participle ("said": "say"); None for other words."""
    if lower in english_words("other") and lower != "left":
        return None
    irregular = _past_forms().get(lower)
    if irregular:
        return irregular
    base = lemma(lower, "en")
    if base == lower or "-" in lower or lower.endswith(("s", "ing", "er", "est", "men")):
        return None
    regular = lower.endswith("ed")
    return base if regular or verb_class(base) in ("verb", "both") or lower in english_words("participle") else None


def gerund_base(token: Token) -> str:
    """The verb of an -ing form that the dictionary leaves as a noun ("meeting": "meet")."""
    if token.lemma != token.lower:
        return token.lemma
    stem = token.lower.removesuffix("ing")
    bases = (stem, stem + "e", stem[:-1])
    return next((b for b in bases if verb_class(b)), token.lemma)


@dataclass(slots=True)
class _Run:
    """What the run of words since the last comma, conjunction or complement clause already has."""

    finite: bool = False
    speech: bool = False


class _Tagger:
    """Tags one sentence from left to right."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.headline = not any(t.text in (".", "!", "?") for t in tokens[-3:])
        self.run = _Run()
        self.start, self.seen = 0, False  # where the run began, whether a finite verb came before it

    def tag(self) -> list[Token]:
        """The tokens, verbs told from nouns."""
        for at, token in enumerate(self.tokens):
            changed = self._changed(at, token)
            if changed is not None:
                self.tokens[at] = changed
            self._step(at, self.tokens[at])
        return self.tokens

    def _step(self, at: int, token: Token) -> None:
        """Note what the run has behind this token."""
        if token.text in _CUTS:
            self.start, self.seen = at + 1, self.seen or self.run.finite
        relative = token.lower in ("who", "which", "whom", "whose") or (
            token.lower == "that" and token.pos is Pos.PRONOUN
        )
        if relative or token.text in _CUTS or token.pos in (Pos.COORDINATOR, Pos.SUBORDINATOR):
            self.run = _Run()
        elif token.form is VerbForm.FINITE:
            self.run = _Run(finite=True, speech=token.lemma in _speaking())
        elif token.form is VerbForm.PARTICIPLE and self.run.finite and token.lemma in _speaking():
            self.run.speech = True

    def _before(self, at: int) -> Token | None:
        while at > 0:
            at -= 1
            if self.tokens[at].pos is not Pos.ADVERB and self.tokens[at].lower != "not":
                return self.tokens[at]
        return None

    def _after(self, at: int) -> Token | None:
        return self.tokens[at + 1] if at + 1 < len(self.tokens) else None

    def _changed(self, at: int, token: Token) -> Token | None:
        lower = token.lower
        if lower == "that":
            return self._that(at, token)
        if token.pos not in (Pos.OTHER, Pos.VERB) or not lower[0].isalpha():
            return None
        before, after = self._before(at), self._after(at)
        if lower.endswith("ing") and lower not in ("bring", "sing", "king", "ring", "spring", "string", "swing"):
            return self._gerund(token, before, after)
        base = past_base(lower)
        if base is not None and not (lower in english_words("past") or lower == base):
            return self._past(at, token, base, before, after)
        return self._present(at, token, before, after)

    def _that(self, at: int, token: Token) -> Token | None:
        """ "that" as a conjunction, a relative pronoun or a determiner."""
        after = self._after(at)
        if after is None or not at:
            return None
        verbal = after.pos is Pos.AUXILIARY or past_base(after.lower) is not None or self._third_ahead(at + 1)
        if self.tokens[at - 1].pos in (Pos.OTHER, Pos.NOUN, Pos.NAME) and verbal:
            return changed(token, pos=Pos.PRONOUN)
        opens = after.pos in (
            Pos.DETERMINER,
            Pos.PRONOUN,
            Pos.NAME,
            Pos.ADPOSITION,
            Pos.SUBORDINATOR,
        ) or after.lower.endswith("s")
        nominal = self.tokens[at - 1].pos not in (Pos.ADPOSITION, Pos.DETERMINER, Pos.AUXILIARY)
        return changed(token, pos=Pos.SUBORDINATOR) if opens and nominal and self._finite_ahead(at) else None

    def _third_ahead(self, at: int) -> bool:
        """Whether a third person stands there ("a pact that covers the ...", "that aims to")."""
        token, after = self.tokens[at], self._after(at)
        kind = verb_class(lemma(token.lower, "en")) if token.lower.endswith("s") else ""
        opens = after is None or after.pos in _OBJECT_STARTS or after.pos is Pos.ADPOSITION or after.lower == "to"
        return kind in ("verb", "both") and (
            (opens and kind == "verb")
            or not self._finite_ahead(at + 1)
            or (after is not None and after.pos is Pos.DETERMINER)
        )

    def _gerund(self, token: Token, before: Token | None, after: Token | None) -> Token | None:
        if token.lower in english_words("other"):
            return changed(token, pos=Pos.OTHER, form=None)
        helped = before is not None and before.pos is Pos.AUXILIARY
        if token.lower in english_words("adjective") and not helped and after is not None and after.pos in _NOMINAL:
            return changed(token, pos=Pos.ADJECTIVE, form=None)
        if before is not None and (before.pos is Pos.AUXILIARY or before.lower == "to"):
            return changed(token, pos=Pos.VERB, form=VerbForm.PARTICIPLE) if before.pos is Pos.AUXILIARY else None
        nominal = token.lower in english_words("stranded")
        modified = before is not None and (
            before.pos in _BEFORE_NOUN or before.lower in ("'s", "’s", "'") or _is_adjective(before)
        )
        objects = after is not None and after.pos in (Pos.DETERMINER, Pos.PRONOUN)
        if modified and not objects and (nominal or after is None or after.pos not in _NOMINAL):
            return changed(token, pos=Pos.OTHER, form=None)
        named = before is not None and before.pos in (Pos.OTHER, Pos.NOUN, Pos.VERB, Pos.ADPOSITION, Pos.COORDINATOR)
        if nominal and named and not objects and (after is None or after.pos not in (*_NOMINAL, Pos.NUMBER)):
            return changed(token, pos=Pos.OTHER, form=None)
        if token.pos is not Pos.VERB and not (nominal and objects):
            return None
        return changed(token, pos=Pos.VERB, form=VerbForm.PARTICIPLE, lemma=gerund_base(token))

    def _past(self, at: int, token: Token, base: str, before: Token | None, after: Token | None) -> Token:
        form = self._past_form(at, token, before, after)
        if form is None:
            return changed(token, pos=Pos.ADJECTIVE, form=None, lemma=base)
        return changed(token, pos=Pos.VERB, form=form, lemma=base)

    def _past_form(self, at: int, token: Token, before: Token | None, after: Token | None) -> VerbForm | None:
        """Finite, participle, or None for an adjective."""
        noun_follows = after is not None and after.pos in _NOMINAL
        if (
            token.lower in english_words("attributive")
            and noun_follows
            and after is not None
            and after.pos is not Pos.NAME
        ):
            return None
        if before is None:
            return None if noun_follows else VerbForm.PARTICIPLE
        if before.pos is Pos.AUXILIARY and before.lemma in ("be", "have"):
            return VerbForm.PARTICIPLE
        direct = self.tokens[at - 1] if at else before
        shared = before.lower in ("both", "all", "each") and at > 1 and self.tokens[at - 2].pos is Pos.AUXILIARY
        if shared:  # "have both signed"
            return VerbForm.PARTICIPLE
        if before.pos in _BEFORE_NOUN or before.lower in ("'s", "’s") or _is_adjective(before):
            ends = after is None or after.pos in (Pos.PUNCTUATION, Pos.ADPOSITION, Pos.COORDINATOR)
            if (noun_follows and after is not None and after.pos is not Pos.NAME) or (
                before.pos is not Pos.NUMBER and ends and not _is_adjective(before)
            ):
                return None
        if before.pos in (Pos.ADPOSITION, Pos.VERB) and noun_follows and direct is before:
            return None
        if token.lower in english_words("participle"):
            return VerbForm.PARTICIPLE
        if not token.lower.endswith("ed") and (past_base(token.lower) or "") in _past_only():
            return VerbForm.FINITE
        return self._clause_form(at, before, after)

    def _clause_form(self, at: int, before: Token, after: Token | None) -> VerbForm:
        """Finite or the participle of a reduced clause ("a newspaper based in Lima has", "backed by")."""
        by = after is not None and after.lower == "by"
        if by:
            return VerbForm.PARTICIPLE
        if before.lower in _NOMINATIVES:
            return VerbForm.FINITE
        loose = after is None or after.pos in (Pos.ADPOSITION, Pos.PUNCTUATION, Pos.ADVERB) or after.lower == "to"
        if self.run.finite and not self.run.speech and loose and before.pos in _NOMINAL:
            return VerbForm.PARTICIPLE
        speaks = self.tokens[at].lemma in _speaking()
        apposed = self.seen and self.start < at and self.tokens[self.start].lower in ("a", "an")
        quotes = self.tokens[at].lemma in _quoting()
        if apposed and not self.run.finite and not quotes and after is not None and after.pos is Pos.ADPOSITION:
            return VerbForm.PARTICIPLE
        if (
            not self.run.finite
            and not speaks
            and after is not None
            and after.pos is Pos.ADPOSITION
            and not self._counts(at + 1)
            and self._finite_ahead(at + 1, bare=True)
        ):
            return VerbForm.PARTICIPLE
        return VerbForm.FINITE

    def _counts(self, at: int) -> bool:
        """Whether a preposition only belongs to a number ("rescued over 700 people")."""
        return at + 1 < len(self.tokens) and self.tokens[at + 1].pos is Pos.NUMBER

    def _finite_ahead(self, at: int, *, bare: bool = False) -> bool:
        """Whether a finite verb follows before the run ends; ``bare``: with no subject of its own before it."""
        for i in range(at, min(len(self.tokens), at + LOOKAHEAD_TOKENS)):
            token = self.tokens[i]
            if token.text in _CUTS and i > at:
                return False
            if i > at and (
                token.pos in (Pos.COORDINATOR, Pos.SUBORDINATOR)
                or token.lower in ("that", "who", "which", "whom", "whose")
            ):
                return False
            if bare and token.lower in _NOMINATIVES:
                return False
            if (token.pos is Pos.AUXILIARY and token.form is VerbForm.FINITE) or self._surely_finite(i, token):
                return True
        return False

    def _surely_finite(self, at: int, token: Token) -> bool:
        before = self.tokens[at - 1] if at else None
        if (
            before is None
            or before.pos in (*_BEFORE_NOUN, Pos.ADPOSITION, Pos.AUXILIARY)
            or before.lower in ("more", "most")
        ):
            return False
        after = self._after(at)
        if past_base(token.lower) is not None and token.lower not in english_words("participle"):
            return after is None or (after.lower != "by" and token.lower not in english_words("attributive"))
        third = (
            token.lower.endswith("s") and token.pos is Pos.OTHER and before.pos in (Pos.OTHER, Pos.NAME, Pos.PRONOUN)
        )
        return third and verb_class(lemma(token.lower, "en")) == "verb"

    def _present(self, at: int, token: Token, before: Token | None, after: Token | None) -> Token | None:
        """Base forms and third persons."""
        base = _past_forms().get(token.lower) or lemma(token.lower, "en")
        third = base != token.lower and token.lower.endswith("s")
        kind = verb_class(base)
        form = None
        if before is not None and (third or base == token.lower):
            form = self._led_form(at, token, kind, before, after, third=third)
            if (
                form is None
                and kind in ("verb", "both")
                and self._is_finite(at, token, kind, before, after, third=third)
            ):
                form = VerbForm.FINITE
        if form is not None:
            return changed(token, pos=Pos.VERB, form=form, lemma=base)
        return changed(token, pos=Pos.OTHER, form=None) if token.pos is Pos.VERB else None

    def _led_form(
        self, at: int, token: Token, kind: str, before: Token, after: Token | None, *, third: bool
    ) -> VerbForm | None:
        """The form behind "to", an auxiliary or a pronoun."""
        opens = after is not None and (after.pos in _OBJECT_STARTS or after.lower == "that")
        if before.lower == "to" and not third:
            return VerbForm.INFINITIVE if kind in ("verb", "both") or (opens and not _is_adjective(token)) else None
        if before.pos is Pos.AUXILIARY and before.form is VerbForm.FINITE:
            if before.lemma in ("have", "be"):
                repeated = token.lower in english_words("past") or token.lower in ("come", "become", "run", "overcome")
                return VerbForm.PARTICIPLE if repeated and not (kind == "both" and after is None) else None
            return None if third else VerbForm.INFINITIVE
        if before.pos is Pos.PRONOUN or before.lower == "that":
            relative = before.lower in ("who", "which", "that")
            if third and before.lower in _SINGULAR_SUBJECTS and (kind != "noun") and not (relative and not kind):
                noun = before.lower in ("that", "which", "what") and kind != "verb" and self._finite_ahead(at + 1)
                return None if noun else VerbForm.FINITE
            if not third and before.lower in _PLURAL_SUBJECTS - {"that", "which"} and kind in ("verb", "both"):
                return VerbForm.FINITE
        return None

    def _is_finite(self, at: int, token: Token, kind: str, before: Token, after: Token | None, *, third: bool) -> bool:
        """Whether a present tense form behind a noun is the verb of its run."""
        if self.run.finite and not self.run.speech:
            return False
        if third and kind == "verb" and before.pos is Pos.COORDINATOR:
            return after is not None and (after.pos in _OBJECT_STARTS or after.lower in ("that", "to"))
        direct = self.tokens[at - 1]
        listed = before.pos in (Pos.OTHER, Pos.NOUN, Pos.NAME) and not _is_adjective(before)
        closed = direct.text in (",", "”", '"', ")") and at > 1
        if not listed and not closed:
            return False
        if closed and kind != "verb":
            return False
        if not third and not closed:
            plural = (
                before.lower.endswith("s") or before.lower in _PLURAL_SUBJECTS or token.lower in english_words("past")
            )
            if not plural and not (kind == "verb" and self._joined_names(at)):
                return False
        if third and before.lower.endswith("s") and before.pos is Pos.OTHER and kind != "verb":
            return False
        if kind == "verb":
            speaks = token.lower in _speaking() or token.lemma in _speaking()
            return (
                speaks
                or not self._finite_ahead(at + 1, bare=True)
                or (after is not None and after.pos in (Pos.DETERMINER, Pos.PRONOUN))
            )
        opens = after is not None and (
            after.pos in _OBJECT_STARTS or after.lower in ("to", "that", "for", "on", "off", "out", "back")
        )
        opens = opens or (
            self.headline and after is not None and after.pos in (Pos.OTHER, Pos.ADJECTIVE, Pos.PUNCTUATION)
        )
        return opens and not self._finite_ahead(at + 1)

    def _joined_names(self, at: int) -> bool:
        """Whether "and" joins two subjects before a base form ("France and Spain agree"), or a demand wants one."""
        near = self.tokens[max(0, at - 8) : at]
        return any(t.lower in ("and", "that") for t in near)


def _is_adjective(token: Token) -> bool:
    return token.pos is Pos.ADJECTIVE or (
        token.pos is Pos.NAME and state_of_adjective(token.text, "en") is not None and not token.text.endswith("s")
    )


def changed(token: Token, **values: object) -> Token:
    """The token with other values."""
    fields = {name: getattr(token, name) for name in Token.__slots__}
    return Token(**{**fields, **values})


def retag_english(tokens: list[Token]) -> list[Token]:
    """The tokens of one English sentence, verbs told from nouns and adjectives.

    Args:
        tokens: as tagged by their form alone.
    """
    return _Tagger(tokens).tag()
