"""Words to tokens: lemma, coarse part of speech, verb form, separated particles.

No tagger for German that is small, fast and free of copyleft exists, and the rules downstream need
little: closed classes come from tables, the rest from the dictionary and the form of the word.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.words import (
    auxiliaries,
    compound_head,
    function_words,
    german_verb_base,
    is_known,
    lemma,
    separable_particles,
)
from gipfelbuch.model.reports import Language, Pos, Token, VerbForm
from gipfelbuch.segmenting.english import changed as _changed
from gipfelbuch.segmenting.english import retag_english
from gipfelbuch.segmenting.sentences import is_lower_case_word

TAGGED_WORDS = 200_000  # entries of the tag cache
_VERBS_LIKE_ARTICLES = closed_class("verb_like_article", "de")
_NUMBER = regex.compile(r"\d+(?:[.,:]\d+)*")
_PARTICIPLE = regex.compile(
    r"(?:\w*ge\w+(?:t|en)|(?:be|ver|er|ent|emp|zer|miss|über|unter|wider|durch|hinter)\w+(?:t|en)|\w+iert)$"
)
_ADJECTIVE = regex.compile(
    r"\w+(?:ig|lich|isch|bar|sam|los|haft|voll|frei|reich|arm|end|ell|iv|al|är|ös|abel)(?:e[nrsm]?|ere?[nrsm]?|ste[nrsm]?)?$"
)
# Adjectives that the dictionary leaves inflected; all others in "-en" that it leaves so are infinitives.
_UNCHANGED_ADJECTIVE = regex.compile(
    r"\w+(?:(?<![wmzf])isch|iv|ial|lautend|rechtlich|wärtig|jährig|förmig|haltig|mäßig|los|haft)e[nrm]$"
)
_PREFIXED = regex.compile(r"(?:be|ver|er|ent|emp|zer|miss)\w{2,}en$")
_NO_ADVERBS = closed_class("no_adverb", "en")
_PASSIVE_PAST = closed_class("passive_past", "de")
_INFLECTED = ("e", "en", "er", "es", "em")
_GE_PARTICIPLE = regex.compile(r"(?:ge|\w{2,8}ge)\w+(?:t|en)$")


@dataclass(frozen=True, slots=True)
class _Tag:
    lemma: str
    pos: Pos
    form: VerbForm | None = None
    subjunctive: bool = False


def _tag_auxiliary(lower: str, language: Language) -> _Tag | None:
    found = auxiliaries(language).get(lower)
    return _Tag(found.lemma, Pos.AUXILIARY, found.form, found.subjunctive) if found else None


@lru_cache(maxsize=TAGGED_WORDS)
def _tag_word(word: str, language: Language, initial: bool) -> _Tag:
    """The tag of a word out of context; ``initial``: first of its sentence."""
    lower = word.lower()
    if _NUMBER.match(word):
        return _Tag(lower, Pos.NUMBER)
    if not word[0].isalnum() and not (len(word) > 1 and word[1:].isalpha()):
        return _Tag(word, Pos.PUNCTUATION)
    if word.islower() or (initial and is_lower_case_word(word, language)):
        return _tag_lower(lower, language)
    if language == "de":
        known = is_known(word, "de") or compound_head(word) is not None
        return _Tag(lemma(word, "de"), Pos.NOUN if known and not word.isupper() else Pos.NAME)
    return _Tag(lemma(word, "en") if initial else word, Pos.NAME)


def _tag_lower(lower: str, language: Language) -> _Tag:
    auxiliary = _tag_auxiliary(lower, language)
    if auxiliary:
        return auxiliary
    closed = function_words(language).get(lower)
    if closed:
        return _Tag(lower, closed)
    return _tag_german(lower) if language == "de" else _tag_english(lower)


def _tag_german(lower: str) -> _Tag:
    base = german_verb_base(lower)
    verbal = base.islower() and base.endswith(("en", "ern", "eln", "un")) and is_known(lower, "de")
    if verbal and (base != lower or not _UNCHANGED_ADJECTIVE.match(lower)):
        if base == lower and not _has_present(lower):
            if _PARTICIPLE.match(lower):
                return _Tag(base, Pos.VERB, VerbForm.PARTICIPLE)
            return _Tag(base, Pos.ADJECTIVE if _ADJECTIVE.match(lower) else Pos.OTHER)
        if base == lower or _is_zu_infinitive(lower, base):
            return _Tag(base, Pos.VERB, VerbForm.INFINITIVE)
        weak_past = lower in (base[:-2] + "ten", base[:-2] + "eten", base[:-1] + "ten")
        if _PARTICIPLE.match(lower) and not weak_past:
            return _Tag(base, Pos.VERB, VerbForm.PARTICIPLE)
        return _Tag(base, Pos.VERB, VerbForm.FINITE, subjunctive=lower + "n" == base)
    separable = _separable_participle(lower) if _GE_PARTICIPLE.match(lower) and base in (lower, lower + "en") else None
    if separable:
        return _Tag(separable, Pos.VERB, VerbForm.PARTICIPLE)
    if _ADJECTIVE.match(lower) or (base != lower and lower.endswith(_INFLECTED)):
        return _Tag(base, Pos.ADJECTIVE)
    return _Tag(base, Pos.OTHER)


def _separable_participle(lower: str) -> str | None:
    """The verb of a participle that the dictionary lacks, found without its particle ("mitgebracht": "mitbringen")."""
    at = lower.find("ge", 2)
    particle, rest = lower[:at], lower[at:]
    if at < 0 or particle not in separable_particles() or not is_known(rest, "de"):
        return None
    base = lemma(rest, "de")
    return particle + base if base != rest and base.islower() and base.endswith("n") else None


def _has_present(infinitive: str) -> bool:
    """Whether the dictionary knows a present or past of the infinitive: "oben", "offen" and "umstritten" have none."""
    stem = infinitive.removesuffix("n") if infinitive.endswith(("eln", "ern", "un")) else infinitive.removesuffix("en")
    if any(is_known(stem + ending, "de") for ending in ("t", "te", "et", "ete")):
        return True
    rests = (infinitive[cut:] for cut in range(2, len(infinitive) - 3) if infinitive[:cut] in separable_particles())
    return any(is_known(rest, "de") and _has_present(rest) for rest in rests)


def _is_zu_infinitive(lower: str, base: str) -> bool:
    """Whether the word is the infinitive ``base`` with "zu" inside ("fortzusetzen")."""
    at = lower.find("zu", 2)
    return at > 0 and lower[:at] + lower[at + 2 :] == base


def _tag_english(lower: str) -> _Tag:
    base = lemma(lower, "en")
    if base != lower:
        if lower.endswith(("men", "children")):
            return _Tag(base, Pos.OTHER)
        if lower.endswith("ing"):
            return _Tag(base, Pos.VERB, VerbForm.PARTICIPLE)
        if not lower.endswith("s"):
            return _Tag(base, Pos.VERB, VerbForm.FINITE)
        return _Tag(base, Pos.OTHER)
    if lower.endswith("ly") and lower not in _NO_ADVERBS:
        return _Tag(base, Pos.ADVERB)
    return _Tag(base, Pos.OTHER)


def tag_sentence(text: str, words: list[tuple[int, int]], first: int, last: int, language: Language) -> list[Token]:
    """Tokens of the words ``first`` to ``last`` (exclusive) of one sentence."""
    out: list[Token] = []
    initial = True
    for i in range(first, last):
        start, end = words[i]
        word = text[start:end]
        tag = _tag_word(word, language, initial)
        if tag.pos is not Pos.PUNCTUATION:
            initial = word == ":"
        out.append(
            Token(
                index=i,
                start=start,
                end=end,
                text=word,
                lower=word.lower(),
                lemma=tag.lemma,
                pos=tag.pos,
                form=tag.form,
                subjunctive=tag.subjunctive,
            )
        )
    return _retag_german(out) if language == "de" else retag_english(out)


def _retag_german(tokens: list[Token]) -> list[Token]:
    """Attributive participles before nouns become adjectives; "zu lösen" is a verb."""
    for i, token in enumerate(tokens[:-1]):
        following = tokens[i + 1]
        if token.lower == "zu" and _may_be_infinitive(following):
            tokens[i + 1] = _changed(following, pos=Pos.VERB, form=VerbForm.INFINITIVE)
        if token.pos is not Pos.VERB or not token.lower.endswith(_INFLECTED):
            continue
        following = tokens[i + 1]
        preceding = tokens[i - 1].pos if i else Pos.OTHER
        attributive = preceding in (
            Pos.DETERMINER,
            Pos.ADPOSITION,
            Pos.ADJECTIVE,
            Pos.NUMBER,
        ) and not token.lower.endswith("et")
        if following.pos in (Pos.NOUN, Pos.NAME, Pos.ADJECTIVE) and attributive and token.lower[0] == token.text[0]:
            tokens[i] = _changed(token, pos=Pos.ADJECTIVE, form=None, subjunctive=False)
    return tokens


def _may_be_infinitive(token: Token) -> bool:
    uninflected = token.pos is Pos.ADJECTIVE and token.lemma == token.lower
    return uninflected and token.lower.endswith("en") and is_known(token.lower, "de")


def resolve_verbs(tokens: list[Token], language: Language) -> list[Token]:
    """Settle verb forms within one clause: participle or finite, infinitive or plural, particles.

    Args:
        tokens: the tokens of one clause.
        language: decides the rules.

    Returns:
        The same tokens, some with another form; a verb whose particle stands at the end of the clause
        carries particle and verb as its lemma.
    """
    out = list(tokens)
    if language == "en":
        return out
    out = _settle_participles(_settle_infinitives(_final_verbs(out)))
    helped = any(t.pos is Pos.AUXILIARY and t.form is VerbForm.FINITE for t in out)
    infinitive = any(t.form is VerbForm.INFINITIVE and _follows_zu(out, i) for i, t in enumerate(out))
    for i, token in enumerate(out):
        if token.pos is not Pos.VERB or helped:
            continue
        prefixed = token.lemma.startswith("ge") and not token.lower.startswith("gege")  # "geht", "gewinnt"
        ambiguous = token.form is VerbForm.PARTICIPLE and (prefixed or not _GE_PARTICIPLE.match(token.lower))
        plural = token.form is VerbForm.INFINITIVE and token.lemma == token.lower and not infinitive
        if ambiguous or plural:
            out[i] = _changed(token, form=VerbForm.FINITE)
    return _join_particles(out)


def _follows_zu(tokens: list[Token], i: int) -> bool:
    return i > 0 and tokens[i - 1].lower == "zu"


def _final_verbs(tokens: list[Token]) -> list[Token]:
    """The last word of a clause is no determiner: "einigen", "meinen" there are verbs."""
    last = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].pos is not Pos.PUNCTUATION), None)
    if (
        last is None
        or not last
        or tokens[last].pos is not Pos.DETERMINER
        or tokens[last].lower not in _VERBS_LIKE_ARTICLES
    ):
        return tokens
    out = list(tokens)
    out[last] = _changed(out[last], lemma=out[last].lower, pos=Pos.VERB, form=VerbForm.INFINITIVE)
    return out


def _settle_infinitives(tokens: list[Token]) -> list[Token]:
    """ "haben", "werden", "können" are infinitives behind "zu" or beside another finite auxiliary."""
    out = list(tokens)
    finite = [i for i, t in enumerate(out) if t.pos is Pos.AUXILIARY and t.form is VerbForm.FINITE]
    for i in finite:
        token = out[i]
        if token.lower == token.lemma and (_follows_zu(out, i) or (len(finite) > 1 and i != finite[0])):
            out[i] = _changed(token, form=VerbForm.INFINITIVE)
    return out


def _settle_participles(tokens: list[Token]) -> list[Token]:
    """ "wurde ... entlassen", "hatte ... verlassen": like the infinitive, but a participle beside these auxiliaries."""
    finite = next((t for t in tokens if t.pos is Pos.AUXILIARY and t.form is VerbForm.FINITE), None)
    if finite is None or not (finite.lemma in ("haben", "sein") or finite.lower in _PASSIVE_PAST):
        return tokens
    out = list(tokens)
    for i, token in enumerate(out):
        if token.form is VerbForm.INFINITIVE and _PREFIXED.match(token.lower) and not _follows_zu(out, i):
            out[i] = _changed(token, form=VerbForm.PARTICIPLE)
    return out


def _particle_before_comma(tokens: list[Token], finite: int) -> Token | None:
    """A particle right before a comma, where the clause goes on without a verb ("sieht A vor, ein zweites B")."""
    for token, following in pairwise(tokens[finite + 1 :]):
        if following.text == ",":
            return token if token.lower in separable_particles() else None
    return None


def _join_particles(tokens: list[Token]) -> list[Token]:
    """ "kündigte ... an": the verb gets the lemma "ankündigen" and the index of its particle."""
    finite = next((i for i, t in enumerate(tokens) if t.pos is Pos.VERB and t.form is VerbForm.FINITE), None)
    last = next((t for t in reversed(tokens) if t.pos is not Pos.PUNCTUATION), None)
    if finite is None or last is None or last.index <= tokens[finite].index:
        return tokens
    if last.lower not in separable_particles():
        last = _particle_before_comma(tokens, finite) or last
    joined = last.lower + tokens[finite].lemma
    if last.lower in separable_particles() and is_known(joined, "de"):
        tokens[finite] = _changed(tokens[finite], lemma=joined, particle=last.index)
    return tokens
