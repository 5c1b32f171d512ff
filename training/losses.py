"""What a batch costs: tags, values and links."""

from __future__ import annotations

from collections import defaultdict

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  (the usual name)

from training.batches import Batch
from training.data import UNKNOWN
from training.marker.labels import CHOICES, LAYERS, OUTSIDE

INSIDE_WEIGHT = 2.0  # a word of a span against a word of none: spans are rare, and a lost one costs more


def batch_loss(batch: Batch, tags: Tensor, values: Tensor, links: Tensor) -> dict[str, Tensor]:
    """Losses by part: "tags" a word, "values" a told value, "links" a link."""
    return {
        "tags": tag_loss(batch.tags, tags),
        "values": value_loss(batch.values, values),
        "links": link_loss(batch, links),
    }


def tag_loss(gold: Tensor, scores: Tensor) -> Tensor:
    """Cross entropy of every layer, summed over layers, averaged over words."""
    total = scores.new_zeros(())
    for i, layer in enumerate(LAYERS.values()):
        weight = torch.full((layer.width,), INSIDE_WEIGHT)
        weight[OUTSIDE] = 1.0
        part = scores[..., layer.offset : layer.offset + layer.width].reshape(-1, layer.width)
        total = total + F.cross_entropy(part, gold[..., i].reshape(-1), weight, ignore_index=UNKNOWN, reduction="sum")
    return total / (gold[..., 0] != UNKNOWN).sum()


def value_loss(gold: Tensor, scores: Tensor) -> Tensor:
    """Cross entropy of every choice, averaged over the words that tell it, summed over choices."""
    total = scores.new_zeros(())
    for i, choice in enumerate(CHOICES.values()):
        if (gold[..., i] != UNKNOWN).any():
            part = scores[..., choice.offset : choice.offset + choice.width].reshape(-1, choice.width)
            total = total + F.cross_entropy(part, gold[..., i].reshape(-1), ignore_index=UNKNOWN)
    return total / len(CHOICES)


def link_loss(batch: Batch, scores: Tensor) -> Tensor:
    """Adaptive thresholding (Zhou et al. 2021): hits above word 0, word 0 above all others; average a link."""
    if not batch.links:
        return scores.new_zeros(())
    b, role, row = (torch.tensor([link[i] for link in batch.links]) for i in range(3))
    picked = scores[b, role, row]
    hit = torch.zeros_like(picked, dtype=torch.bool)
    out = torch.zeros_like(picked, dtype=torch.bool)
    for i, (at, _, _, hits, free) in enumerate(batch.links):
        hit[i, hits] = True
        out[i, free] = True
        out[i, 1 + len(batch.items[at].window.pieces) :] = True
    out &= ~hit
    threshold = torch.zeros_like(hit)
    threshold[:, 0] = True
    above = picked.masked_fill(~(hit | threshold), -1e4).log_softmax(-1)
    first = -(above * hit).sum(-1) / hit.sum(-1).clamp(min=1)
    below = picked.masked_fill(hit | out, -1e4).log_softmax(-1)
    return (first - below[:, 0]).mean()


def mean_losses(losses: list[dict[str, float]]) -> dict[str, float]:
    """Averages by part."""
    sums: dict[str, float] = defaultdict(float)
    for loss in losses:
        for name, value in loss.items():
            sums[name] += value / len(losses)
    return dict(sums)
