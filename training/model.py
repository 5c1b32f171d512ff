"""The network: a post-layer-norm transformer encoder with heads for tags, values and links.

Enters: pieces and the index of each word's first piece. Leaves: for every word the scores of all
tags and values, and what ``gipfelbuch.marking.links`` needs to score a link from a span to a word: a
vector on either side by role, and the threshold that a real link must pass (Zhou et al. 2021,
"Document-Level Relation Extraction with Adaptive Thresholding and Localized Context Pooling").
"""

from __future__ import annotations

import math
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  (the usual name)

from gipfelbuch.marking.hints import WORD_HINTS
from gipfelbuch.marking.labels import ROLES, TAGS, VALUES
from gipfelbuch.marking.links import DISTANCES, LINK_WIDTH, SENTENCES


class Feed(nn.Module):
    """The feed-forward part of a layer."""

    def __init__(self, hidden: int, inner: int) -> None:
        """Random weights."""
        super().__init__()
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)

    def forward(self, x: Tensor) -> Tensor:
        """Vectors [..., hidden] to vectors of the same shape."""
        return cast("Tensor", self.down(F.gelu(self.up(x))))


class Block(nn.Module):
    """One transformer layer."""

    def __init__(self, hidden: int, inner: int, heads: int, dropout: float) -> None:
        """A layer with random weights."""
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.feed = Feed(hidden, inner)
        self.last_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """One step: ``x`` [batch, pieces, hidden], ``bias`` [batch, 1, 1, pieces] added to attention scores."""
        batch, length, hidden = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, hidden // self.heads).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(hidden // self.heads) + bias, -1)
        context = (weights @ v).transpose(1, 2).reshape(batch, length, hidden)
        x = self.norm(x + self.dropout(self.out(context)))
        return cast("Tensor", self.last_norm(x + self.dropout(self.feed(x))))


class Encoder(nn.Module):
    """Embeddings and blocks, with the backbone's weights."""

    def __init__(self, weights: dict[str, Tensor], sizes: dict[str, int], dropout: float = 0.1) -> None:
        """From what ``backbone.load_weights`` returns."""
        super().__init__()
        hidden = sizes["hidden"]
        self.word = nn.Embedding.from_pretrained(weights["emb.word"], freeze=True)  # type: ignore[no-untyped-call]
        self.place = nn.Parameter(weights["emb.pos"] + weights["emb.type"][:hidden], requires_grad=False)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.blocks = nn.ModuleList(
            Block(hidden, sizes["inner"], sizes["heads"], dropout) for _ in range(sizes["layers"])
        )
        self._load(weights)

    def _load(self, weights: dict[str, Tensor]) -> None:
        self.norm.load_state_dict({"weight": weights["emb.ln.w"], "bias": weights["emb.ln.b"]})
        for i, block in enumerate(self.blocks):
            w = {k.split(".", 1)[1]: v for k, v in weights.items() if k.startswith(f"l{i}.")}
            block.load_state_dict({
                "qkv.weight": torch.cat([w["q.w"], w["k.w"], w["v.w"]]),
                "qkv.bias": torch.cat([w["q.b"], w["k.b"], w["v.b"]]),
                "out.weight": w["ao.w"], "out.bias": w["ao.b"],
                "norm.weight": w["aln.w"], "norm.bias": w["aln.b"],
                "feed.up.weight": w["fi.w"], "feed.up.bias": w["fi.b"],
                "feed.down.weight": w["fo.w"], "feed.down.bias": w["fo.b"],
                "last_norm.weight": w["oln.w"], "last_norm.bias": w["oln.b"],
            })  # fmt: skip

    def lower(self, ids: Tensor, mask: Tensor, layers: int) -> Tensor:
        """The states behind the lowest layers, which stay frozen and may be kept."""
        x = self.norm(self.word(ids) + self.place[: ids.shape[1]])
        return self.upper(x, mask, 0, layers)

    def upper(self, x: Tensor, mask: Tensor, first: int, last: int | None = None) -> Tensor:
        """The states behind layer ``last``, from those before layer ``first``."""
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for block in list(self.blocks)[first:last]:
            x = block(x, bias)
        return x


class Marker(nn.Module):
    """Encoder and heads. ``center`` and ``spread`` standardise what the heads see, feature by feature."""

    def __init__(self, encoder: Encoder, hidden: int, dropout: float = 0.1) -> None:
        """An encoder with fresh heads."""
        super().__init__()
        self.encoder = encoder
        self.register_buffer("center", torch.zeros(hidden))
        self.register_buffer("spread", torch.ones(hidden))
        self.dropout = nn.Dropout(dropout)
        self.body = nn.Linear(hidden, hidden)
        self.tags = nn.Linear(hidden, TAGS)
        self.values = nn.Linear(hidden, VALUES)
        self.rows = nn.Linear(hidden, len(ROLES) * LINK_WIDTH)
        self.columns = nn.Linear(hidden, len(ROLES) * LINK_WIDTH)
        self.edges = nn.Linear(hidden, 2 * len(ROLES))
        self.distance = nn.Embedding(len(DISTANCES) + 1, len(ROLES))
        self.sentence = nn.Embedding(len(SENTENCES) + 1, len(ROLES))
        self.told = nn.Linear(len(WORD_HINTS), hidden, bias=False)
        self.told_links = nn.Parameter(torch.zeros(len(ROLES)))
        for weight in (self.distance.weight, self.sentence.weight, self.told.weight):
            nn.init.zeros_(weight)

    def forward(self, ids: Tensor, mask: Tensor, words: Tensor, words_told: Tensor) -> tuple[Tensor, ...]:
        """From pieces to scores.

        Args:
            ids: [batch, pieces] piece ids.
            mask: [batch, pieces] 1 for a piece, 0 for padding.
            words: [batch, words] index of each word's first piece.
            words_told: [batch, words, WORD_HINTS] what the rules have marked, 0 or 1.

        Returns:
            tags [batch, words, TAGS], values [batch, words, VALUES], rows and columns
            [batch, words, roles, LINK_WIDTH], edges [batch, words, 2, roles]: the bias of a word that is
            linked to, and the threshold of a word that a link starts from.
        """
        return self.heads(self.encoder.lower(ids, mask, len(self.encoder.blocks)), words, words_told)

    def heads(self, states: Tensor, words: Tensor, words_told: Tensor) -> tuple[Tensor, ...]:
        """Scores from the encoder's last states."""
        places = (words + torch.arange(words.shape[0])[:, None] * states.shape[1]).flatten()
        picked = states.flatten(0, 1).index_select(0, places).view(*words.shape, -1)  # a gather is slow to undo
        h = (picked - cast("Tensor", self.center)) / cast("Tensor", self.spread)
        h = self.dropout(h) + self.told(words_told)
        b = self.dropout(F.gelu(self.body(h)) + h)
        shape = (*words.shape, len(ROLES), LINK_WIDTH)
        rows, columns = self.rows(b).view(shape), self.columns(b).view(shape)
        return self.tags(b), self.values(b), rows, columns, self.edges(b).view(*words.shape, 2, len(ROLES))
