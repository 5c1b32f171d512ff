"""PLOVER event types: a reading enters, the same reading with a type on every entry whose deed has one leaves.

Encounters, agreements and gifts are typed by their kind and status. Statements keep the type of their verb of
speech; where that tells nothing ("said"), the words said do.

References:
    Halterman, A. et al.: PLOVER and POLECAT: A New Political Event Ontology and Dataset, 2023.
    Open Event Data Alliance: PLOVER codebook (types of the ontology of 2021).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

import regex

from gipfelbuch.knowledge.plover import HARSH_TYPES, ContentCue, content_cues, deed_noun_type, deed_type
from gipfelbuch.model.entries import Action, Agreement, Encounter, Entry, Gift, Mode, Reading, Statement
from gipfelbuch.model.reports import Language
from gipfelbuch.model.spans import Span

LONGEST_UTTERANCE_WORDS = 120  # what an utterance does is told early; longer ones are read as far as this
NOUN_REACH_WORDS = 4  # an announced deed is named by one of its first words
DEED_REACH_WORDS = 8  # how far from its auxiliary a verb of the same clause stands
_WORD = regex.compile(r"[\p{L}\p{M}\d]+(?:['’\-][\p{L}]+)*|[.;!?]")
_BY_STATUS = {"rejected": "REJECT", "failed": "REJECT", "violated": "REJECT", "ended": "REJECT", "negotiated": None}


def code_reading(reading: Reading) -> Reading:
    """The same reading with a PLOVER type on every entry whose deed has one.

    Args:
        reading: a reading; types that its entries carry already are kept.
    """
    told = _Told(e for e in reading.entries if isinstance(e, (Action, Agreement, Encounter)))
    text, language = reading.report.text, reading.report.language
    return replace(reading, entries=tuple(_coded(e, text, language, told) for e in reading.entries))


class _Told:
    """Where deeds are told that are entries of their own: an utterance around one only reports it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._spans = sorted({s for e in entries for s in e.evidence})
        self._starts = [s.start for s in self._spans]

    def within(self, quote: Span) -> bool:
        """Whether a deed is told between the ends of the quote, or around it from just before."""
        at = bisect_left(self._starts, quote.start)
        inside = at < len(self._spans) and self._spans[at].start < quote.end
        return inside or (at > 0 and self._spans[at - 1].end > quote.start)


def _coded(entry: Entry, text: str, language: Language, told: _Told) -> Entry:
    if entry.plover is not None:
        return entry
    plover = _type_of(entry, text, language, told)
    return replace(entry, plover=plover) if plover else entry


def _type_of(entry: Entry, text: str, language: Language, told: _Told) -> str | None:
    if isinstance(entry, Encounter):
        return "CONSULT"
    if isinstance(entry, Agreement):
        return _BY_STATUS.get(entry.status, "AGREE")
    if isinstance(entry, Gift):
        return "SUPPORT"
    if not isinstance(entry, Statement) or (entry.mode is not Mode.DIRECT and any(told.within(s) for s in entry.quote)):
        return None
    words = " ".join(s.of(text) for s in entry.quote)
    return type_of_words(words, language) or (_noun_type(words, language) if entry.mode is Mode.REPORTED else None)


def _noun_type(words: str, language: Language) -> str | None:
    """Type of the deed that an announced noun phrase names ("a suspension of air links")."""
    head = [m.group() for m in _WORD.finditer(words)][:NOUN_REACH_WORDS]
    return next((t for word in head if (t := deed_noun_type(word, language))), None)


def type_of_words(words: str, language: Language) -> str | None:
    """What an utterance does, by its words alone.

    Args:
        words: the words said.
        language: decides the table.

    Returns:
        The PLOVER type of the cue that stands first in the table; None if there is no cue.

    >>> type_of_words("Both sides must return to the table", "en")
    'REQUEST'
    """
    tokens = [m.group().lower().replace("’", "'") for m in _WORD.finditer(words)][:LONGEST_UTTERANCE_WORDS]
    cues = content_cues(language)
    best: ContentCue | None = None
    for i, token in enumerate(tokens):
        for cue in cues.get(token, ()):
            if _holds(cue, tokens, i, language):
                if best is None or cue.rank < best.rank:
                    best = cue
                break
    return best.type if best else None


def _holds(cue: ContentCue, tokens: Sequence[str], i: int, language: Language) -> bool:
    end = i + 1 + len(cue.rest)
    if tuple(tokens[i + 1 : end]) != cue.rest:
        return False
    if not cue.needs:
        return True
    near = tokens[end : end + DEED_REACH_WORDS]
    types = {t for word in near if word not in ".;!?" and (t := deed_type(word, language))}
    harsh = bool(types & HARSH_TYPES)
    return harsh if cue.needs == "deed:harsh" else bool(types) and not harsh
