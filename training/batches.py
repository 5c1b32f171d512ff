"""Examples become batches: windows with their targets, padded to one length."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gipfelbuch.marking.hints import WORD_HINTS
from gipfelbuch.marking.links import told_targets
from gipfelbuch.marking.windows import PieceMaker, Window, cut_windows, sentence_numbers
from training.data import UNKNOWN, Example

PAD = 1  # id of <pad>


@dataclass(slots=True)
class Item:
    """A window of an example; ``states`` are the frozen layers' outputs [pieces, hidden], once known."""

    example: Example
    window: Window
    states: Tensor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLink:
    """A link in its batch; all words are counted from the window's first.

    Args:
        batch: index of the window.
        role: index in ``ROLES``.
        first: first word of the span that it starts from.
        last: the word behind.
        words: how many the window has.
        hits: words that it may lead to.
        free: words that are neither right nor wrong.
        told: words to which the rules link the span.
    """

    batch: int
    role: int
    first: int
    last: int
    words: int
    hits: list[int]
    free: list[int]
    told: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedValue:
    """A value in its batch: index of the window, of the choice, the span's words (from the window's first), the value."""

    batch: int
    choice: int
    words: list[int]
    value: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side.

    Args:
        items: the windows.
        ids: [batch, pieces].
        mask: [batch, pieces], 1 for a piece.
        words: [batch, words], index of the first piece.
        tags: [batch, words, layers], UNKNOWN for padding.
        values: of spans that stand in each window, at least in part.
        words_told: [batch, words, WORD_HINTS], 1 where the rules have marked.
        sentences: [batch, words], the sentence number of each word.
        links: the links whose span begins in each window, with the window they stand in.
    """

    items: list[Item]
    ids: Tensor
    mask: Tensor
    words: Tensor
    tags: Tensor
    values: list[PlacedValue]
    words_told: Tensor
    sentences: NDArray[np.int64]
    links: list[PlacedLink]


def make_items(examples: Iterable[Example], maker: PieceMaker) -> list[Item]:
    """All windows of the examples."""
    return [Item(e, w) for e in examples for w in cut_windows(e.document, maker)]


def make_batch(items: list[Item], rng: random.Random | None = None, silence: float = 0.0) -> Batch:
    """Pad windows to the longest of them.

    Args:
        items: the windows.
        rng: source of chance, for training.
        silence: share of windows whose hints are withheld, so that the encoder learns to do without.
    """
    pieces = max(len(i.window.ids) for i in items)
    words = max(len(i.window.pieces) for i in items)
    ids = torch.full((len(items), pieces), PAD)
    mask = torch.zeros((len(items), pieces), dtype=torch.long)
    index = torch.zeros((len(items), words), dtype=torch.long)
    tags = torch.full((len(items), words, items[0].example.tags.shape[1]), UNKNOWN)
    words_told = torch.zeros((len(items), words, len(WORD_HINTS)))
    sentences = np.zeros((len(items), words), np.int64)
    links, values = [], []
    for b, item in enumerate(items):
        w, e = item.window, item.example
        count = len(w.pieces)
        ids[b, : len(w.ids)] = torch.tensor(w.ids)
        mask[b, : len(w.ids)] = 1
        index[b, :count] = torch.tensor(w.pieces)
        tags[b, :count] = torch.from_numpy(e.tags[w.first : w.last])
        sentences[b, :count] = sentence_numbers(e.document)[w.first : w.last]
        told = rng is None or rng.random() >= silence
        if told:
            _hint(item, words_told[b])
        links += list(_links_within(b, item, told=told))
        values += list(_values_within(b, item))
    return Batch(items, ids, mask, index, tags, values, words_told, sentences, links)


def _hint(item: Item, words_told: Tensor) -> None:
    first, last = item.window.first, item.window.last
    for hint, a, b in item.example.word_hints:
        words_told[max(a - first, 0) : max(min(b, last) - first, 0), hint] = 1


def _values_within(batch: int, item: Item) -> Iterator[PlacedValue]:
    first, last = item.window.first, item.window.last
    for told in item.example.values:
        words = [w - first for a, b in told.parts for w in range(max(a, first), min(b, last))]
        if words:
            yield PlacedValue(batch=batch, choice=told.choice, words=words, value=told.value)


def _links_within(batch: int, item: Item, *, told: bool) -> Iterator[PlacedLink]:
    """Links whose span begins in the window; those with hits, all outside the window, tell nothing."""
    first, last = item.window.first, item.window.last
    hints = item.example.link_hints if told else ()
    for link in item.example.links:
        if first <= link.first < last:
            hits = [h - first for h in link.hits if first <= h < last]
            if hits or not link.hits:
                yield PlacedLink(
                    batch=batch,
                    role=link.role,
                    first=link.first - first,
                    last=min(link.last, last) - first,
                    words=last - first,
                    hits=hits,
                    free=[f - first for f in link.free if first <= f < last],
                    told=[
                        t - first for t in told_targets(hints, link.role, link.first, link.last) if first <= t < last
                    ],
                )


def batches(items: list[Item], pieces: int, rng: random.Random | None) -> Iterator[list[Item]]:
    """Windows in groups of about that many pieces, of like length, in random order if ``rng`` is given."""
    order = sorted(items, key=lambda i: (len(i.window.ids) // 32, rng.random() if rng else 0))
    groups: list[list[Item]] = [[]]
    for item in order:
        longest = max((len(i.window.ids) for i in groups[-1]), default=0)
        if groups[-1] and (len(groups[-1]) + 1) * max(longest, len(item.window.ids)) > pieces:
            groups.append([])
        groups[-1].append(item)
    if rng:
        rng.shuffle(groups)
    yield from (g for g in groups if g)
