"""Words: lemma, whether a dictionary has them, closed classes, auxiliaries, abbreviations.

Lemmas and the dictionary are simplemma's (MIT), read through a memory-mapped trie.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries.trie_dictionary_factory import TrieDictionaryFactory

from gipfelbuch.knowledge.tables import load_table, words
from gipfelbuch.model.reports import Language, Pos, VerbForm

CACHED_WORDS = 200_000  # entries of the lemma cache; a month of a newspaper has about that many forms
SHORTEST_BARE_STEM_CHARS = 6  # with its "ge-"; shorter ones are adjectives too often ("gerecht", "gesamt")
SHORTEST_HEAD_CHARS = 4  # a compound's last part below this length is too often chance ("-ei", "-tor")


@cache
def _dictionaries() -> TrieDictionaryFactory:
    return TrieDictionaryFactory()


@cache
def _lemmatizer() -> Lemmatizer:
    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_dictionaries()))


@lru_cache(maxsize=CACHED_WORDS)
def lemma(word: str, language: Language) -> str:
    """The dictionary form of a word; the word itself if it is unknown."""
    return _lemmatizer().lemmatize(word, language) if word else word


@cache
def _irregular_forms(language: Language) -> dict[str, str]:
    rows = load_table("irregular_forms")
    return {form: row["lemma"] for row in rows if row["language"] == language for form in words(row["forms"])}


@lru_cache(maxsize=CACHED_WORDS)
def german_verb_base(lower: str) -> str:
    """The infinitive of a German verb form in lower case; its lemma, whatever that is, if it is no verb.

    The dictionary leaves many weak participles as they are ("verschleppt") and writes some verbs in the
    Swiss way ("schiessen"): those are undone where the dictionary has the infinitive.
    """
    base = _irregular_forms("de").get(lower) or lemma(lower, "de")
    if base.endswith("iessen"):
        return base.removesuffix("iessen") + "ießen"
    if base != lower or not lower.endswith("t"):
        return base
    stems = [lower[:-1]] + ([lower[:-2]] if lower.endswith("et") else [])
    at = lower.find("ge")
    stems += [s[:at] + s[at + 2 :] for s in stems if 0 <= at < len(s) - SHORTEST_BARE_STEM_CHARS]
    ends = ((s, e) for s in stems for e in (("n",) if s.endswith(("el", "er")) and not s.endswith("ier") else ("en",)))
    found = (s + e for s, e in ends if is_known(s + e, "de") and (s.endswith("ier") or lemma(s + e, "de") == s + e))
    return next(found, base)


@lru_cache(maxsize=CACHED_WORDS)
def is_known(word: str, language: Language) -> bool:
    """Whether the dictionary has this very form."""
    return word in _dictionaries().get_dictionary(language)


@lru_cache(maxsize=CACHED_WORDS)
def compound_head(word: str) -> str | None:
    """The last part of a German compound noun, capitalised ("Währungsswap": "Swap"), or None.

    The longest tail that the dictionary has as a noun, where the rest is at least three letters.
    """
    for cut in range(3, len(word) - SHORTEST_HEAD_CHARS + 1):
        tail = word[cut:].lstrip("-").capitalize()
        if len(tail) >= SHORTEST_HEAD_CHARS and is_known(tail, "de"):
            return tail
    return None


@cache
def function_words(language: Language) -> dict[str, Pos]:
    """Closed-class words in lower case; of several classes the first row's counts."""
    out: dict[str, Pos] = {}
    for row in load_table("function_words"):
        for word in words(row[language]):
            out.setdefault(word, Pos(row["pos"]))
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class AuxiliaryForm:
    """A form of an auxiliary or modal verb."""

    lemma: str
    form: VerbForm
    subjunctive: bool


@cache
def auxiliaries(language: Language) -> dict[str, AuxiliaryForm]:
    """Forms of auxiliaries and modals in lower case."""
    return {
        word: AuxiliaryForm(lemma=row["lemma"], form=VerbForm(row["form"]), subjunctive=row["subjunctive"] == "1")
        for row in load_table("auxiliaries")
        if row["language"] == language
        for word in words(row["words"])
    }


@cache
def abbreviations(language: Language) -> dict[str, bool]:
    """Abbreviations without their full stop; True if one often ends a sentence."""
    return {w: row["final"] == "1" for row in load_table("abbreviations") for w in words(row[language])}


@cache
def separable_particles() -> frozenset[str]:
    """Particles that leave a German verb and stand at the end of its clause."""
    return frozenset(w for row in load_table("separable_particles") for w in words(row["particle"]))
