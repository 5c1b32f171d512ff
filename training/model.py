"""The network: a post-layer-norm transformer encoder with heads for tags, values and links.

Enters: pieces and the index of each word's first piece. Leaves: for every word the scores of all
tags and values, and for every pair of words the scores of all roles. Word 0 is the window's start
piece: a link to it is the threshold that a real link must pass (Zhou et al. 2021, "Document-Level
Relation Extraction with Adaptive Thresholding and Localized Context Pooling").
"""

from __future__ import annotations

import math
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  (the usual name)

from training.marker.hints import WORD_HINTS
from training.marker.labels import ROLES, TAGS, VALUES

LINK_WIDTH = 48  # features a role on either side of a link
DISTANCES = (-64, -32, -16, -8, -4, -2, -1, 0, 1, 2, 4, 8, 16, 32, 64)  # borders between buckets, in words


class Block(nn.Module):
    """One transformer layer."""

    def __init__(self, hidden: int, inner: int, heads: int, dropout: float) -> None:
        """A layer with random weights."""
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.last_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """One step: ``x`` [batch, pieces, hidden], ``bias`` [batch, 1, 1, pieces] added to attention scores."""
        batch, length, hidden = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, hidden // self.heads).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(hidden // self.heads) + bias, -1)
        context = (self.dropout(weights) @ v).transpose(1, 2).reshape(batch, length, hidden)
        x = self.norm(x + self.dropout(self.out(context)))
        return cast("Tensor", self.last_norm(x + self.dropout(self.down(F.gelu(self.up(x))))))


class Encoder(nn.Module):
    """Embeddings and blocks, with the backbone's weights."""

    def __init__(self, weights: dict[str, Tensor], sizes: dict[str, int], dropout: float = 0.1) -> None:
        """From what ``backbone.load_weights`` returns."""
        super().__init__()
        hidden = sizes["hidden"]
        self.word = nn.Embedding.from_pretrained(weights["emb.word"], freeze=True)
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
                "up.weight": w["fi.w"], "up.bias": w["fi.b"],
                "down.weight": w["fo.w"], "down.bias": w["fo.b"],
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
        self.row_bias = nn.Linear(hidden, len(ROLES))
        self.column_bias = nn.Linear(hidden, len(ROLES))
        self.threshold = nn.Linear(hidden, len(ROLES))
        self.distance = nn.Embedding(len(DISTANCES) + 1, len(ROLES))
        nn.init.zeros_(self.distance.weight)
        self.told = nn.Linear(len(WORD_HINTS), hidden, bias=False)
        self.told_links = nn.Parameter(torch.zeros(len(ROLES)))
        nn.init.zeros_(self.told.weight)
        self.register_buffer("borders", torch.tensor(DISTANCES))

    def forward(
        self, ids: Tensor, mask: Tensor, words: Tensor, words_told: Tensor, links_told: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """From pieces to scores.

        Args:
            ids: [batch, pieces] piece ids.
            mask: [batch, pieces] 1 for a piece, 0 for padding.
            words: [batch, words] index of each word's first piece; word 0 is the start piece.
            words_told: [batch, words, WORD_HINTS] what the rules have marked, 0 or 1.
            links_told: [batch, roles, words, words] what the rules have linked, 0 or 1.

        Returns:
            tags [batch, words, TAGS], values [batch, words, VALUES], links [batch, roles, words, words].
        """
        return self.heads(self.encoder.lower(ids, mask, len(self.encoder.blocks)), words, words_told, links_told)

    def heads(
        self, states: Tensor, words: Tensor, words_told: Tensor, links_told: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Scores from the encoder's last states."""
        picked = torch.gather(states, 1, words[:, :, None].expand(-1, -1, states.shape[-1]))
        h = (picked - cast("Tensor", self.center)) / cast("Tensor", self.spread)
        h = self.dropout(h) + self.told(words_told)
        b = self.dropout(F.gelu(self.body(h)) + h)
        return self.tags(b), self.values(b), self._links(b, links_told)

    def _links(self, h: Tensor, told: Tensor) -> Tensor:
        batch, words, _ = h.shape
        rows = self.rows(h).view(batch, words, len(ROLES), LINK_WIDTH).permute(0, 2, 1, 3)
        columns = self.columns(h).view(batch, words, len(ROLES), LINK_WIDTH).permute(0, 2, 3, 1)
        scores = rows @ columns / math.sqrt(LINK_WIDTH)
        scores = scores + self.column_bias(h).permute(0, 2, 1)[:, :, None, :]
        scores = scores + self.row_bias(h).permute(0, 2, 1)[:, :, :, None]
        place = torch.arange(words, device=h.device)
        gap = place[None, :] - place[:, None]
        bucket = (gap[:, :, None] >= cast("Tensor", self.borders)).sum(-1)
        scores = scores + self.distance(bucket).permute(2, 0, 1) + self.told_links[:, None, None] * told
        return torch.cat([self.threshold(h).permute(0, 2, 1)[:, :, :, None], scores[:, :, :, 1:]], 3)
