"""Batches and what they cost."""

from __future__ import annotations

import random
from types import SimpleNamespace

import pytest
import torch
from training import batches as batching
from training import losses
from training.marker.labels import LAYERS, TAGS


def link_batch(hits, free=(), words=5):
    item = SimpleNamespace(window=SimpleNamespace(pieces=range(words)))
    return SimpleNamespace(links=[(0, 0, 1, list(hits), list(free))], items=[item])


def link_scores(**of_words):
    scores = torch.zeros(1, 1, 6, 6)
    for word, score in of_words.items():
        scores[0, 0, 1, int(word[1:])] = score
    return scores


class TestLinks:
    def test_a_hit_above_the_threshold_costs_little(self):
        good = losses.link_loss(link_batch([3]), link_scores(w0=5.0, w3=15.0, w1=-9.0, w2=-9.0, w4=-9.0, w5=-9.0))
        bad = losses.link_loss(link_batch([3]), link_scores(w0=5.0, w3=-5.0))
        assert float(good) < 0.01 < float(bad)

    def test_a_wrong_word_above_the_threshold_costs(self):
        assert float(losses.link_loss(link_batch([]), link_scores(w2=8.0))) > 5

    def test_a_free_word_costs_nothing(self):
        assert float(losses.link_loss(link_batch([], free=[2]), link_scores(w0=9.0, w2=30.0))) < 0.01

    def test_padding_costs_nothing(self):
        batch = link_batch([], words=3)
        assert float(losses.link_loss(batch, link_scores(w0=9.0, w5=30.0))) < 0.01

    def test_no_links_cost_nothing(self):
        assert float(losses.link_loss(SimpleNamespace(links=[]), link_scores())) == 0


def test_right_tags_cost_less_than_wrong_ones():
    gold = torch.zeros(1, 4, len(LAYERS), dtype=torch.long)
    right = torch.zeros(1, 4, TAGS)
    for layer in LAYERS.values():
        right[..., layer.offset] = 9.0
    assert float(losses.tag_loss(gold, right)) < 0.1 < float(losses.tag_loss(gold, -right))


def test_padding_words_cost_nothing():
    gold = torch.zeros(1, 2, len(LAYERS), dtype=torch.long)
    padded = torch.cat([gold, torch.full((1, 3, len(LAYERS)), -100)], 1)
    scores = torch.randn(1, 5, TAGS)
    assert float(losses.tag_loss(padded, scores)) == pytest.approx(
        float(losses.tag_loss(gold, scores[:, :2])), rel=1e-4
    )


def test_batches_hold_every_window_once_and_few_pieces():
    items = [SimpleNamespace(window=SimpleNamespace(ids=range(n)), key=n) for n in range(10, 200)]
    groups = list(batching.batches(items, 512, random.Random(1)))
    assert sorted(i.key for g in groups for i in g) == list(range(10, 200))
    assert all(len(g) * max(len(i.window.ids) for i in g) <= 600 for g in groups)


def test_mean_losses_average_by_part():
    assert losses.mean_losses([{"tags": 1.0, "links": 2.0}, {"tags": 3.0, "links": 4.0}]) == {"tags": 2.0, "links": 3.0}
