"""What a batch costs: tags, values and links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  (the usual name)

from gipfelbuch.marking.labels import CHOICES, LAYERS, OUTSIDE
from gipfelbuch.marking.links import DISTANCES, LINK_WIDTH, SENTENCES, buckets, sentence_gaps, word_gaps
from training.batches import Batch, PlacedLink, PlacedValue
from training.data import UNKNOWN
from training.model import Marker

INSIDE_WEIGHT = 2.0  # a word of a span against a word of none: spans are rare, and a lost one costs more


def batch_loss(batch: Batch, marker: Marker, scores: tuple[Tensor, ...]) -> dict[str, Tensor]:
    """Losses by part: "tags" a word, "values" a value of a span, "links" a link.

    Args:
        batch: windows with their targets.
        marker: for its weights of distances and hints.
        scores: what it says of the batch.
    """
    tags, values, rows, columns, edges = scores
    return {
        "tags": tag_loss(batch.tags, tags),
        "values": value_loss(batch.values, values),
        "links": link_loss(batch.links, link_scores(batch, marker, rows, columns, edges)),
    }


def link_scores(batch: Batch, marker: Marker, rows: Tensor, columns: Tensor, edges: Tensor) -> Tensor:
    """How far each link is above its threshold, for every word: [links, words]; as ``links.WindowLinks.over``."""
    words = columns.shape[1]
    at = torch.tensor([link.batch for link in batch.links], dtype=torch.long)
    role = torch.tensor([link.role for link in batch.links], dtype=torch.long)
    spans = torch.zeros(len(batch.links), words)
    told = torch.zeros(len(batch.links), words)
    near = np.zeros((len(batch.links), words), np.int64)
    beside = np.zeros((len(batch.links), words), np.int64)
    for i, link in enumerate(batch.links):
        spans[i, link.first : link.last] = 1 / (link.last - link.first)
        told[i, link.told] = 1
        near[i] = buckets(word_gaps(words, link.first, link.last), DISTANCES)
        beside[i] = buckets(sentence_gaps(batch.sentences[link.batch], link.first, link.last), SENTENCES)
    scores = _products(spans, at, role, rows, columns, edges)
    scores = scores + marker.distance.weight[torch.from_numpy(near), role[:, None]]
    scores = scores + marker.sentence.weight[torch.from_numpy(beside), role[:, None]]
    out: Tensor = scores + told * marker.told_links[role][:, None]
    return out


def _products(spans: Tensor, at: Tensor, role: Tensor, rows: Tensor, columns: Tensor, edges: Tensor) -> Tensor:
    """Span's side times word's side with bias and threshold, role by role: gathering all at once is slow to undo."""
    parts, order = [], []
    sides = zip(rows.unbind(2), columns.unbind(2), edges.unbind(3), strict=True)
    for number, (row, column, edge) in enumerate(sides):
        chosen = (role == number).nonzero().squeeze(1)
        if len(chosen):
            where, span = at[chosen], spans[chosen][:, None]
            side = span @ row.index_select(0, where)
            scores = side @ column.index_select(0, where).transpose(1, 2) / LINK_WIDTH**0.5
            bias, threshold = edge.index_select(0, where).unbind(2)
            parts.append(scores[:, 0] + bias - (span @ threshold[:, :, None])[:, 0])
            order.append(chosen)
    if not parts:
        return spans
    return torch.cat(parts)[torch.cat(order).argsort()]


def tag_loss(gold: Tensor, scores: Tensor) -> Tensor:
    """Cross entropy of every layer, summed over layers, averaged over words."""
    total = scores.new_zeros(())
    for i, layer in enumerate(LAYERS.values()):
        weight = torch.full((layer.width,), INSIDE_WEIGHT)
        weight[OUTSIDE] = 1.0
        part = scores[..., layer.offset : layer.offset + layer.width].reshape(-1, layer.width)
        total = total + F.cross_entropy(part, gold[..., i].reshape(-1), weight, ignore_index=UNKNOWN, reduction="sum")
    return total / (gold[..., 0] != UNKNOWN).sum()


def value_loss(gold: Sequence[PlacedValue], scores: Tensor) -> Tensor:
    """Cross entropy of the values of spans, averaged over spans; a span's score is the mean of its words'."""
    if not gold:
        return scores.new_zeros(())
    total = scores.new_zeros(())
    choices = list(CHOICES.values())
    for number, words in enumerate(scores):
        told = [g for g in gold if g.batch == number]
        spans = torch.zeros(len(told), len(words))
        for i, one in enumerate(told):
            spans[i, one.words] = 1 / len(one.words)
        voted = spans @ words
        for i, one in enumerate(told):
            choice = choices[one.choice]
            part = voted[i, choice.offset : choice.offset + choice.width]
            total = total + F.cross_entropy(part, torch.tensor(one.value))
    return total / len(gold)


def link_loss(links: Sequence[PlacedLink], scores: Tensor) -> Tensor:
    """Adaptive thresholding (Zhou et al. 2021): hits above the threshold, 0, and it above all others; average a link.

    Args:
        links: what is right.
        scores: [links, words] above the threshold.
    """
    if not links:
        return scores.new_zeros(())
    hit = torch.zeros_like(scores, dtype=torch.bool)
    out = torch.zeros_like(scores, dtype=torch.bool)
    for i, link in enumerate(links):
        hit[i, link.hits] = True
        out[i, link.free] = True
        out[i, link.words :] = True
    out &= ~hit
    threshold = scores.new_zeros(len(links), 1)
    above = torch.cat([threshold, scores.masked_fill(~hit, -1e4)], 1).log_softmax(-1)[:, 1:]
    first = -(above * hit).sum(-1) / hit.sum(-1).clamp(min=1)
    below = torch.cat([threshold, scores.masked_fill(hit | out, -1e4)], 1).log_softmax(-1)
    return (first - below[:, 0]).mean()


def mean_losses(losses: list[dict[str, float]]) -> dict[str, float]:
    """Averages by part."""
    sums: dict[str, float] = defaultdict(float)
    for loss in losses:
        for name, value in loss.items():
            sums[name] += value / len(losses)
    return dict(sums)
