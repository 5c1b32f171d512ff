"""The score of a link from a span to a word, from what the network says of every word.

A span's side is the mean over its words; how far a word stands from the span, in words and in
sentences, and whether the rules have linked the two, is added with a weight a role.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

LINK_WIDTH: Final = 48  # features a role on either side of a link
DISTANCES: Final = (-64, -32, -16, -8, -4, -2, -1, 0, 1, 2, 4, 8, 16, 32, 64)  # borders between buckets, in words
SENTENCES: Final = (-3, -2, -1, 0, 1, 2)  # borders between buckets, in sentences

Floats = NDArray[np.float32]


def word_gaps(words: int, first: int, last: int) -> NDArray[np.int64]:
    """How many words each of ``words`` words stands before (below 0) or behind a span; 0 within it."""
    place = np.arange(words)
    return np.where(place < first, place - first, np.where(place >= last, place - last + 1, 0))


def sentence_gaps(sentences: NDArray[np.int64], first: int, last: int) -> NDArray[np.int64]:
    """The same in sentences, from the sentence number of every word."""
    low, high = sentences[first], sentences[last - 1]
    return np.where(sentences < low, sentences - low, np.where(sentences > high, sentences - high, 0))


def buckets(gaps: NDArray[np.int64], borders: tuple[int, ...]) -> NDArray[np.int64]:
    """Which bucket each gap falls into."""
    return np.searchsorted(np.asarray(borders), gaps, side="right")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkWeights:
    """Weights a role: by distance [buckets, roles], by sentences [buckets, roles], for a link by rules [roles]."""

    distance: Floats
    sentence: Floats
    told: Floats

    @classmethod
    def from_settings(cls, settings: dict[str, Any]) -> LinkWeights:
        """From the lists of the settings file."""
        named = {name: np.asarray(settings[name], np.float32) for name in ("distance", "sentence", "told")}
        return cls(**named)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowLinks:
    """What the links of a window are scored from.

    Args:
        first: index of its first token.
        core: index of the first token that is asked about.
        last: index behind its last token.
        rows: [words, roles, LINK_WIDTH], the side that links start from; 16 bit where many windows are kept.
        columns: [words, roles, LINK_WIDTH], the side that they lead to.
        edges: [words, 2, roles].
        sentences: [words], the sentence number of each word.
        told: (role, first, behind last, target) of the rules' links, by tokens.
        weights: of distances and hints.
    """

    first: int
    core: int
    last: int
    rows: Floats
    columns: Floats
    edges: Floats
    sentences: NDArray[np.int64]
    told: tuple[tuple[int, int, int, int], ...]
    weights: LinkWeights

    def over(self, role: int, first: int, last: int) -> Floats:
        """How far each word's link is above the threshold: [words]; ``first`` and ``last`` are tokens."""
        a, b = max(first, self.first) - self.first, max(min(last, self.last) - self.first, 1)
        a = min(a, b - 1)
        side = self.rows[a:b, role].astype(np.float32).mean(0) / np.float32(LINK_WIDTH**0.5)
        scores: Floats = self.columns[:, role].astype(np.float32) @ side + self.edges[:, 0, role]
        scores -= self.edges[a:b, 1, role].astype(np.float32).mean()
        scores += self.weights.distance[buckets(word_gaps(len(scores), a, b), DISTANCES), role]
        scores += self.weights.sentence[buckets(sentence_gaps(self.sentences, a, b), SENTENCES), role]
        for target in told_targets(self.told, role, first, last):
            if self.first <= target < self.last:
                scores[target - self.first] += self.weights.told[role]
        return scores


def told_targets(told: tuple[tuple[int, int, int, int], ...], role: int, first: int, last: int) -> set[int]:
    """The tokens to which the rules link a span that overlaps this one."""
    return {target for r, a, b, target in told if r == role and a < last and b > first}
