"""Proper names in a run of tokens: gazetteer entries and names of persons. Token positions enter and leave."""

from __future__ import annotations

from functools import cache, lru_cache

from gipfelbuch.knowledge.actors import body_of, group_of, office_of, party_words
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.names import Named, gazetteer, holders_by_surname, is_given_name, stem
from gipfelbuch.knowledge.states import state_of_adjective
from gipfelbuch.knowledge.words import compound_head, function_words, is_known, lemma
from gipfelbuch.model.reports import Document, Language, Pos, Token

LONGEST_NAME_TOKENS = 7  # "Luiz Inácio Lula da Silva" has five
CACHED_WORDS = 100_000  # entries
GENITIVE_MARKS = ("'s", "’s", "'", "’")
CALENDAR = closed_class("calendar")  # capitalised, often right behind a title, never a name there


def named_at(document: Document, i: int, last: int) -> tuple[Named, int] | None:
    """The gazetteer entry that begins at token ``i``, and the index behind its last token."""
    tokens = document.tokens
    known = gazetteer(document.language)
    first = tokens[i]
    for stems, named in known.longer.get(stem(first.text), ()):
        end = i + len(stems)
        if end <= last and _matches(tokens, i, stems):
            return named, end
    found = known.single.get(first.text)
    return (found, i + 1) if found else None


def _matches(tokens: tuple[Token, ...], i: int, stems: tuple[str, ...]) -> bool:
    upper = False
    for token, wanted in zip(tokens[i : i + len(stems)], stems, strict=True):
        if stem(token.text) != wanted:
            return False
        upper = upper or token.text[0].isupper()
    return upper and (tokens[i + len(stems) - 1].text[0].isupper() or not tokens[i].text[0].isupper())


_FEMININE_SUFFIXES = (
    "login",
    "istin",
    "ikerin",
    "torin",
    "entin",
    "antin",
    "ärin",
    "ekretärin",
    "leiterin",
    "forscherin",
)
SHORTEST_UNKNOWN_CHARS = 9  # "Vernetzung" ends like a noun; shorter words that do may be names
SHORTEST_DERIVED_CHARS = 6  # "Übung" is a word of its own; "Kyung" is a name
_NOUN_SUFFIXES = ("ung", "heit", "keit", "schaft", "tion", "tät", "ismus", "chen", "tum", "nis", "ik", "ion")


@lru_cache(maxsize=CACHED_WORDS)
def is_common_noun(word: str, language: Language) -> bool:
    """Whether a capitalised word is an ordinary word of the language, a compound of such, or a word for an actor."""
    if office_of(word, language) or body_of(word, language) or group_of(word, language):
        return True
    if language == "de":
        return _is_german_noun(word)
    return is_known(word.lower(), "en") or word.lower() in function_words("en")


def _is_german_noun(word: str) -> bool:
    """The dictionary has surnames as well, but hardly ever with a plural or another inflected form."""
    if word.endswith(_FEMININE_SUFFIXES) or is_known(word + "nen", "de"):
        return True
    if not is_known(word, "de"):
        if word.endswith("in") and (is_known(word[:-2], "de") or is_known(word[:-2] + "e", "de")):
            return True
        if word.endswith(_NOUN_SUFFIXES[:-2]) and len(word) >= SHORTEST_UNKNOWN_CHARS:
            return True
        head = compound_head(word)
        return head is not None and len(head) < len(word) and _is_german_noun(head)
    if (word.endswith(_NOUN_SUFFIXES) and len(word) >= SHORTEST_DERIVED_CHARS) or is_known(word.lower(), "de"):
        return True
    return any(is_known(word + ending, "de") for ending in ("e", "en", "n", "er")) or lemma(word, "de") != word


@lru_cache(maxsize=CACHED_WORDS)
def is_actor_noun(word: str, language: Language) -> bool:
    """Whether the word names an office, a body or a group."""
    return bool(office_of(word, language) or body_of(word, language) or group_of(word, language))


@cache
def _particles(language: Language) -> frozenset[str]:
    return party_words("particle", language)


def is_capitalised_word(token: Token) -> bool:
    """Whether the token is a word with a capital first letter."""
    return (
        token.text[0].isupper() and (len(token.text) > 1 or token.text.isalpha()) and token.pos is not Pos.PUNCTUATION
    )


def _is_initial(tokens: tuple[Token, ...], i: int, last: int) -> bool:
    """As in "W" in "George W. Bush": one capital letter and its full stop, as one or two tokens."""
    text = tokens[i].text
    if len(text) == 2 and text[0].isupper() and text[1] == ".":
        return True
    return (
        len(text) == 1
        and text.isupper()
        and i + 1 < last
        and tokens[i + 1].text == "."
        and tokens[i + 1].start == tokens[i].end
    )


def name_run(document: Document, i: int, last: int, *, titled: bool) -> int | None:
    """The end of a person's name that begins at token ``i``; None if there is none.

    Args:
        document: the report.
        i: index of the first token of the name.
        last: index behind the last token that may belong to it.
        titled: whether an office stands right before, so that any capitalised word can be a name.

    Returns:
        Index behind the last token of the name.
    """
    tokens, language = document.tokens, document.language
    first = tokens[i]
    if first.text in CALENDAR or not (is_capitalised_word(first) or (titled and is_prefixed(first.text))):
        return None
    given = is_given_name(first.text)
    if not titled and not given and (is_common_noun(first.text, language) or first.text.isupper()):
        return None
    if titled and not given and is_actor_noun(first.text, language):
        return None
    end = _run_end(document, i, min(last, i + LONGEST_NAME_TOKENS), given=given, titled=titled)
    if titled:
        return end
    if end - i < 2:
        return None
    return end


def is_prefixed(text: str) -> bool:
    """Whether a word is a name with a small prefix ("al-Maliki")."""
    return "-" in text[:6] and text[0].islower() and text.partition("-")[2][:1].isupper()


def _run_end(document: Document, i: int, last: int, *, given: bool, titled: bool) -> int:
    tokens, language = document.tokens, document.language
    end = i + 1
    k = i + 1
    surname = not given
    if _is_initial(tokens, i, last):
        end = k = i + (2 if tokens[i].text[-1] != "." else 1)
        surname = False
    while k < last:
        token = tokens[k]
        if _is_initial(tokens, k, last):
            k += 1 if token.text[-1] == "." else 2
            surname = False
            continue
        if token.text in party_words("suffix", language):
            end = k = k + 1
            if (
                k < last
                and tokens[k].text == "."
                and token.text.isupper()
                and tokens[k].start == tokens[k - 1].end
                and k + 1 < last
                and tokens[k + 1].text[0].islower()
            ):
                end = k = k + 1
            break
        if token.lower in _particles(language) and token.text[0].islower():
            if (
                k + 1 < last
                and (is_capitalised_word(tokens[k + 1]) or tokens[k + 1].lower in _particles(language))
                and _binds(tokens, k, language)
            ):
                k += 1
                surname = False
                continue
            break
        if is_prefixed(token.text):
            end = k = k + 1
            surname = True
            continue
        if not is_capitalised_word(token) or not _continues(
            token,
            language,
            surname=surname and not (titled and k == i + 1 and _may_be_given(tokens[i], token, language)),
        ):
            break
        end = k = k + 1
        surname = surname or not is_given_name(token.text)
    return end


def _may_be_given(first: Token, second: Token, language: Language) -> bool:
    """Whether an unknown word behind an office is a given name, so that any noun may follow as the surname."""
    if (
        is_common_noun(first.text, language)
        or first.text in holders_by_surname()
        or second.text.endswith(("en", "e", "ung"))
    ):
        return False
    return language == "de" or not is_known(second.lower, "en")


def _binds(tokens: tuple[Token, ...], k: int, language: Language) -> bool:
    """Whether a particle such as "der" or "zu" joins names rather than opening a phrase of its own."""
    word = tokens[k].lower
    if language == "de" and word in ("der", "den", "zu", "zur", "vom", "das", "von", "des", "la", "ben"):
        following = next((t for t in tokens[k + 1 : k + 3] if t.text[0].isupper()), None)
        return (
            word in ("von", "zu", "la", "ben")
            and following is not None
            and (is_given_name(tokens[k - 1].text) or not is_common_noun(following.text, "de"))
            and following.text not in gazetteer("de").single
        )
    return tokens[k + 1].text not in gazetteer(language).single


def _continues(token: Token, language: Language, *, surname: bool) -> bool:
    if token.text in CALENDAR or (token.text in gazetteer(language).single and surname):
        return False
    if not surname:
        return not is_actor_noun(token.text, language) or token.text in _SURNAME_NOUNS
    if is_actor_noun(token.text, language) or (language == "en" and state_of_adjective(token.text, "en")):
        return False
    return not is_common_noun(token.text, language) or is_given_name(token.text)


_SURNAME_NOUNS = closed_class("surname_noun")
