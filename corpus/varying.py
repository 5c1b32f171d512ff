"""A report with other words in place of some of its own: text and reading enter, both leave, spans on the same words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

WORD = re.compile(r"[^\W\d_]+")
_OWN_WORDS = frozenset({"name", "role", "subject", "item", "occasion", "first_since", "title"})
_SPANS = frozenset(
    {"mentions", "evidence", "quote", "cue", "speaker_mention", "addressee_mention", "verdict", "trigger"}
)

Json = dict[str, Any]


def _same(value: str) -> str:
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a report differs from the one that it is made of.

    Args:
        word: what stands for a word.
        code: what stands for the code of a state or of its actor.
        dates: what stands for a date or interval (EDTF).
    """

    word: Callable[[str], str]
    code: Callable[[str], str] = _same
    dates: Callable[[str], str] = _same

    def words(self, text: str) -> str:
        """A text, word by word."""
        return WORD.sub(lambda m: self.word(m.group()), text)


def vary(text: str, reading: Mapping[str, Any], wording: Wording) -> tuple[str, dict[str, list[Json]]]:
    """A report's text in other words, and the parties and entries of its reading, their spans moved along.

    Args:
        text: the report.
        reading: its reading in the schema's shape.
        wording: what stands for what.

    Returns:
        The new text, and ``parties`` and ``entries`` as the reading has them.
    """
    moved, moves = _moved_text(text, wording)
    return moved, {part: [_part(item, wording, moves) for item in reading[part]] for part in ("parties", "entries")}


def _part(item: Json, wording: Wording, moves: _Moves) -> Json:
    """A party, an entry or a place, varied."""
    out: Json = {}
    for name, value in item.items():
        if name in _SPANS:
            out[name] = [moves.span(start, end) for start, end in value]
        elif name in _OWN_WORDS and isinstance(value, str):
            out[name] = wording.words(value)
        elif name in {"country", "code"} and value:
            out[name] = wording.code(value)
        elif name == "date" and value:
            out[name] = wording.dates(value)
        elif name == "place" and value:
            out[name] = _part(value, wording, moves)
        else:
            out[name] = None if name == "wikidata" else value
    return out


class _Moves:
    """Where offsets of a text went when its words changed their lengths."""

    def __init__(self) -> None:
        self._old: list[int] = [0]
        self._new: list[int] = [0]

    def add(self, old: int, new: int) -> None:
        """From here on, up to the next, offsets move alike."""
        self._old.append(old)
        self._new.append(new)

    def span(self, start: int, end: int) -> list[int]:
        """The span of the same words; of a part of a word that became shorter a character at least."""
        first = self._offset(start)
        return [first, max(first + 1, self._offset(end))]

    def _offset(self, offset: int) -> int:
        i = bisect_right(self._old, offset) - 1
        last = self._new[i + 1] if i + 1 < len(self._new) else None
        moved = self._new[i] + offset - self._old[i]
        return moved if last is None else min(moved, last)


def _moved_text(text: str, wording: Wording) -> tuple[str, _Moves]:
    moves, pieces, old, new = _Moves(), [], 0, 0
    for match in WORD.finditer(text):
        word = wording.word(match.group())
        pieces += [text[old : match.start()], word]
        new += match.start() - old
        moves.add(match.start(), new)
        old, new = match.end(), new + len(word)
        moves.add(old, new)
    return "".join((*pieces, text[old:])), moves
