"""Raw words to sentences: where one ends, with abbreviations, ordinals and quotations minded.

pysbd was measured first: right on German ordinals and abbreviations, but 9,800 tokens a second,
a tenth of what reading an archive allows. These rules work on words that are found anyway.
"""

from __future__ import annotations

import regex

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.words import abbreviations, function_words, is_known
from gipfelbuch.model.reports import Language

_TERMINAL = frozenset({".", "!", "?", "…", "...", ".."})
_CLOSING = frozenset("“”\"»«’'‘)]}‹›")
_OPENING = frozenset("„“\"»«‚‘'([{›‹–—-")
_ORDINAL = regex.compile(r"(?:\d{1,2}|[IVX]{1,5})")
_ORDINAL_FOLLOWERS = closed_class("ordinal_follower", "de")
WRAPPED_SHARE = 0.6  # of lines that end without a full stop, above which a text counts as hard-wrapped
LONGEST_WORDS = 300  # a "sentence" beyond this is no prose; it is cut, so that no later stage meets an endless one
WRAPPED_CHARS = 100  # the longest line that a hard-wrapped text may have


def _is_wrapped(text: str) -> bool:
    """Whether single line breaks only wrap the text, as in mails."""
    if len(text) > 200 and "\n" not in text[:200]:
        return False
    lines = [line.rstrip() for block in regex.split(r"\n\s*\n", text) for line in block.split("\n")[:-1]]
    lines = [line for line in lines if line]
    open_ended = sum(line[-1] not in '.!?:“”"»«' for line in lines)
    return len(lines) > 2 and max(map(len, lines)) <= WRAPPED_CHARS and open_ended >= WRAPPED_SHARE * len(lines)


def _is_break(text: str, gap_start: int, gap_end: int, *, wrapped: bool) -> bool:
    """Whether the white space between two words ends a paragraph or line."""
    lines = text.count("\n", gap_start, gap_end)
    return lines > 1 or (lines == 1 and not wrapped)


def _starts_sentence(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit() or word in _OPENING or word[:1].istitle()


def _stop_ends(text: str, words: list[tuple[int, int]], at: int, following: str, language: Language) -> bool:
    """Whether the full stop at word ``at`` ends a sentence, given the next word."""
    before = text[slice(*words[at - 1])] if at else ""
    adjacent = at > 0 and words[at - 1][1] == words[at][0]
    if not adjacent:
        return True
    lower = following.lower()
    if language == "de" and _ORDINAL.fullmatch(before) and following not in _OPENING:
        starter = lower in function_words("de")
        return starter and lower not in _ORDINAL_FOLLOWERS
    if before in abbreviations(language):
        return abbreviations(language)[before] and lower in function_words(language)
    return not (len(before) == 1 and before.isupper())


def _abbreviation_ends(word: str, following: str, language: Language) -> bool:
    """Whether an abbreviation that carries its own stop ends the sentence too."""
    bare = word[:-1]
    final = abbreviations(language).get(bare, abbreviations(language).get(word, len(word) > 3))
    return final and following.lower() in function_words(language) and following[:1].isupper()


def _ends(text: str, words: list[tuple[int, int]], at: int, following: str, language: Language) -> bool:
    word = text[slice(*words[at])]
    if not _starts_sentence(following):
        return False
    if word == ".":
        return _stop_ends(text, words, at, following, language)
    if word in _TERMINAL:
        return True
    return len(word) > 2 and word.endswith(".") and _abbreviation_ends(word, following, language)


def find_sentences(text: str, words: list[tuple[int, int]], language: Language) -> list[tuple[int, int, int]]:
    """Sentences as runs of words.

    Args:
        text: the report.
        words: offsets of its words, as `find_words` gives them.
        language: decides abbreviations and ordinals.

    Returns:
        (first word, behind last word, paragraph) triples that cover all words in order.
    """
    wrapped = _is_wrapped(text)
    out: list[tuple[int, int, int]] = []
    first = paragraph = 0
    at, n = 0, len(words)
    while at < n:
        last = at
        while last + 1 < n and text[slice(*words[last + 1])] in _CLOSING and _attached(words, last):
            last += 1
        if last + 1 >= n:
            break
        broken = _is_break(text, words[last][1], words[last + 1][0], wrapped=wrapped)
        following = text[slice(*words[last + 1])]
        if following in _OPENING and last + 2 < n:
            following = following if following in "([{–—-" else text[slice(*words[last + 2])]
        if broken or last + 1 - first >= LONGEST_WORDS or _ends(text, words, at, following, language):
            out.append((first, last + 1, paragraph))
            first = last + 1
            paragraph += broken
            at = last
        at += 1
    if first < n:
        out.append((first, n, paragraph))
    return out


def _attached(words: list[tuple[int, int]], last: int) -> bool:
    """Whether the closing mark behind word ``last`` belongs to it: no space between, or none after it."""
    return words[last + 1][0] == words[last][1]


def is_lower_case_word(word: str, language: Language) -> bool:
    """Whether a capitalised first word would be written in lower case within a sentence."""
    lower = word.lower()
    if lower in function_words(language):
        return True
    return is_known(lower, language) and not is_known(word, language)
