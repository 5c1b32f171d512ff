"""A document becomes windows: runs of whole sentences, as pieces of words for the encoder.

A window holds what fits into the encoder at once. Its core is what it is asked about; the
sentences before the core are there as context only, and belong to the core of an earlier window.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from gipfelbuch.model.reports import Document

WINDOW_PIECES = 320  # with sentence start and end; a report of average length fits into two or three
CONTEXT_PIECES = 32  # at most, before the core: a sentence of news; with 64 reading is a sixth slower and no better
WORD_PIECES = 12  # of one word, the rest is cut off: only junk is longer
START, END = 0, 2  # ids of <s> and </s>


class PieceMaker(Protocol):
    """What windows need of a ``tokenizers.Tokenizer``."""

    def encode_batch(self, input: list[str], /, *, add_special_tokens: bool) -> Sequence[Any]:  # noqa: A002
        """Encodings with ``ids`` and ``offsets`` for each text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Some words of a document.

    Args:
        first: index of the first token.
        core: index of the first token of the core.
        last: index behind the last token.
        ids: piece ids, with start and end.
        pieces: for every token, the index in ``ids`` of its first piece.
    """

    first: int
    core: int
    last: int
    ids: tuple[int, ...]
    pieces: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    """Words that are not cut apart, usually a sentence: their pieces, and each word's first."""

    first: int
    ids: list[int]
    pieces: list[int]


def cut_windows(document: Document, maker: PieceMaker) -> tuple[Window, ...]:
    """All windows of a document; every token is in exactly one core.

    Args:
        document: the segmented report.
        maker: cuts text into pieces.

    Returns:
        The windows in order; none for a document without tokens.
    """
    units = list(_units(document, maker))
    windows: list[Window] = []
    done = 0
    while done < len(units):
        start = done
        size = 2 + len(units[done].ids)
        context = 0
        while start and context + len(units[start - 1].ids) <= min(CONTEXT_PIECES, WINDOW_PIECES - size):
            start -= 1
            context += len(units[start].ids)
        size += context
        end = done + 1
        while end < len(units) and size + len(units[end].ids) <= WINDOW_PIECES:
            size += len(units[end].ids)
            end += 1
        windows.append(_window(units, start, done, end))
        done = end
    return tuple(windows)


def _window(units: list[_Unit], start: int, core: int, end: int) -> Window:
    ids = [START]
    pieces: list[int] = []
    for unit in units[start:end]:
        pieces += [len(ids) + p for p in unit.pieces]
        ids += unit.ids
    first = units[start].first
    return Window(first=first, core=units[core].first, last=first + len(pieces), ids=(*ids, END), pieces=tuple(pieces))


def _units(document: Document, maker: PieceMaker) -> Iterator[_Unit]:
    tokens = document.tokens
    sentences = [s for s in document.sentences if s.last > s.first]
    starts = [tokens[s.first].start for s in sentences]
    texts = [document.text[a : tokens[s.last - 1].end] for a, s in zip(starts, sentences, strict=True)]
    encodings = maker.encode_batch(texts, add_special_tokens=False) if texts else ()
    for start, sentence, encoding in zip(starts, sentences, encodings, strict=True):
        words = [t.start - start for t in tokens[sentence.first : sentence.last]]
        yield from _fitting(sentence.first, *_by_word(words, encoding.ids, [o[1] for o in encoding.offsets]))


def _by_word(words: list[int], ids: list[int], ends: list[int]) -> tuple[list[list[int]], list[bool]]:
    """The pieces of every word, and whether it shares the last piece of the word before.

    A piece belongs to the word in which its last character stands; a word that ends within
    another word's piece has none of its own.
    """
    pieces: list[list[int]] = [[] for _ in words]
    for piece, end in zip(ids, ends, strict=True):
        word = pieces[max(0, bisect_right(words, end - 1) - 1)]
        if len(word) < WORD_PIECES:
            word.append(piece)
    return pieces, [not p for p in pieces]


def _fitting(first: int, pieces: list[list[int]], shares: list[bool]) -> Iterator[_Unit]:
    """A sentence as one unit, or as several where it is longer than a window."""
    unit = _Unit(first, [], [])
    for index, (own, shared) in enumerate(zip(pieces, shares, strict=True)):
        if len(unit.ids) + len(own) > WINDOW_PIECES - 2:
            yield unit
            unit = _Unit(first + index, [], [])
        unit.pieces.append(max(0, len(unit.ids) - 1) if shared else len(unit.ids))
        unit.ids.extend(own)
    if unit.ids:
        yield unit
    elif unit.pieces:  # nothing but characters without a piece: a piece of its own keeps the words countable
        yield _Unit(unit.first, [END], [0] * len(unit.pieces))


def sentence_numbers(document: Document) -> NDArray[np.int64]:
    """The sentence number of every token."""
    numbers = np.zeros(len(document.tokens), np.int64)
    for sentence in document.sentences:
        numbers[sentence.first : sentence.last] = sentence.index
    return numbers
