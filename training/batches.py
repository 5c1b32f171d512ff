"""Examples become batches: windows with their targets, padded to one length."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from training.data import UNKNOWN, Example
from training.marker.hints import WORD_HINTS
from training.marker.labels import ROLES
from training.marker.windows import PieceMaker, Window, cut_windows

PAD = 1  # id of <pad>


@dataclass(slots=True)
class Item:
    """A window of an example; ``states`` are the frozen layers' outputs [pieces, hidden], once known."""

    example: Example
    window: Window
    states: Tensor | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side.

    Args:
        items: the windows.
        ids: [batch, pieces].
        mask: [batch, pieces], 1 for a piece.
        words: [batch, words], index of the first piece; word 0 is the start piece.
        tags: [batch, words, layers], UNKNOWN for padding.
        values: [batch, words, choices], UNKNOWN where not told.
        words_told: [batch, words, WORD_HINTS], 1 where the rules have marked.
        links_told: [batch, roles, words, words], 1 where the rules have linked.
        links: (batch index, role, row word, hits, free words) of each link, words counted as in ``words``.
    """

    items: list[Item]
    ids: Tensor
    mask: Tensor
    words: Tensor
    tags: Tensor
    values: Tensor
    words_told: Tensor
    links_told: Tensor
    links: list[tuple[int, int, int, list[int], list[int]]]


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
    words = 1 + max(len(i.window.pieces) for i in items)
    ids = torch.full((len(items), pieces), PAD)
    mask = torch.zeros((len(items), pieces), dtype=torch.long)
    index = torch.zeros((len(items), words), dtype=torch.long)
    tags = torch.full((len(items), words, items[0].example.tags.shape[1]), UNKNOWN)
    values = torch.full((len(items), words, items[0].example.values.shape[1]), UNKNOWN)
    words_told = torch.zeros((len(items), words, len(WORD_HINTS)))
    links_told = torch.zeros((len(items), len(ROLES), words, words))
    links = []
    for b, item in enumerate(items):
        w, e = item.window, item.example
        ids[b, : len(w.ids)] = torch.tensor(w.ids)
        mask[b, : len(w.ids)] = 1
        index[b, 1 : 1 + len(w.pieces)] = torch.tensor(w.pieces)
        tags[b, 1 : 1 + len(w.pieces)] = torch.from_numpy(e.tags[w.first : w.last])
        values[b, 1 : 1 + len(w.pieces)] = torch.from_numpy(e.values[w.first : w.last])
        if rng is None or rng.random() >= silence:
            _hint(item, words_told[b], links_told[b])
        links += [(b, *link) for link in _links_within(item)]
    return Batch(items, ids, mask, index, tags, values, words_told, links_told, links)


def _hint(item: Item, words_told: Tensor, links_told: Tensor) -> None:
    first, last = item.window.first, item.window.last
    for hint, a, b in item.example.word_hints:
        words_told[max(a - first, 0) + 1 : max(min(b, last) - first, 0) + 1, hint] = 1
    for role, a, b, target in item.example.link_hints:
        if first <= target < last:
            links_told[role, max(a - first, 0) + 1 : max(min(b, last) - first, 0) + 1, target - first + 1] = 1


def _links_within(item: Item) -> Iterator[tuple[int, int, list[int], list[int]]]:
    """Links whose row stands in the window; those with hits, all outside the window, tell nothing."""
    first, last = item.window.first, item.window.last
    for link in item.example.links:
        if first <= link.row < last:
            hits = [h - first + 1 for h in link.hits if first <= h < last]
            free = [f - first + 1 for f in link.free if first <= f < last]
            if hits or not link.hits:
                yield link.role, link.row - first + 1, hits, free


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
