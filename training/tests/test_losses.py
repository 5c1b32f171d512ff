"""Batches and what they cost."""

from __future__ import annotations

import random
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from training import batches as batching
from training import losses
from training.batches import PlacedLink, PlacedValue

from gipfelbuch.marking.labels import CHOICES, LAYERS, ROLES, TAGS, VALUES
from gipfelbuch.marking.links import DISTANCES, LINK_WIDTH, SENTENCES, LinkWeights, WindowLinks


def links_to(hits, free=(), words=5):
    return [PlacedLink(batch=0, role=0, first=0, last=1, words=words, hits=list(hits), free=list(free), told=[])]


def link_scores(**of_words):
    scores = torch.full((1, 6), -9.0)
    for word, score in of_words.items():
        scores[0, int(word[1:])] = score
    return scores


class TestLinks:
    def test_a_hit_above_the_threshold_costs_little(self):
        good = losses.link_loss(links_to([3]), link_scores(w3=10.0))
        bad = losses.link_loss(links_to([3]), link_scores(w3=-5.0))
        assert float(good) < 0.01 < float(bad)

    def test_a_wrong_word_above_the_threshold_costs(self):
        assert float(losses.link_loss(links_to([]), link_scores(w2=8.0))) > 5

    def test_a_free_word_costs_nothing(self):
        assert float(losses.link_loss(links_to([], free=[2]), link_scores(w2=30.0))) < 0.01

    def test_padding_costs_nothing(self):
        assert float(losses.link_loss(links_to([], words=3), link_scores(w5=30.0))) < 0.01

    def test_no_links_cost_nothing(self):
        assert float(losses.link_loss([], torch.zeros(0, 6))) == 0


def test_links_are_scored_in_training_as_at_run_time():
    torch.manual_seed(3)
    words, roles = 9, len(ROLES)
    rows, columns = torch.randn(2, words, roles, LINK_WIDTH), torch.randn(2, words, roles, LINK_WIDTH)
    edges = torch.randn(2, words, 2, roles)
    sentences = np.array([[0, 0, 0, 1, 1, 1, 2, 2, 2]] * 2)
    weights = LinkWeights(
        distance=np.random.default_rng(1).normal(size=(len(DISTANCES) + 1, roles)).astype(np.float32),
        sentence=np.random.default_rng(2).normal(size=(len(SENTENCES) + 1, roles)).astype(np.float32),
        told=np.random.default_rng(4).normal(size=roles).astype(np.float32),
    )
    marker = SimpleNamespace(
        distance=SimpleNamespace(weight=torch.from_numpy(weights.distance)),
        sentence=SimpleNamespace(weight=torch.from_numpy(weights.sentence)),
        told_links=torch.from_numpy(weights.told),
    )
    link = PlacedLink(batch=1, role=4, first=3, last=6, words=words, hits=[0], free=[], told=[7])
    batch = SimpleNamespace(links=[link], sentences=sentences)
    trained = losses.link_scores(batch, marker, rows, columns, edges)[0]
    window = WindowLinks(
        first=0, core=0, last=words, rows=rows[1].numpy(), columns=columns[1].numpy(), edges=edges[1].numpy(),
        sentences=sentences[1], told=((4, 2, 4, 7),), weights=weights,
    )  # fmt: skip
    assert window.over(4, 3, 6) == pytest.approx(trained.numpy(), rel=1e-4, abs=1e-4)


def test_right_tags_cost_less_than_wrong_ones():
    gold = torch.zeros(1, 4, len(LAYERS), dtype=torch.long)
    right = torch.zeros(1, 4, TAGS)
    for layer in LAYERS.values():
        right[..., layer.offset] = 9.0
    assert float(losses.tag_loss(gold, right)) < 0.1 < float(losses.tag_loss(gold, -right))


def test_a_span_votes_for_its_value_as_a_whole():
    choice = next(iter(CHOICES.values()))
    scores = torch.zeros(2, 5, VALUES)
    scores[1, 2, choice.offset + 3] = 20.0  # one word of the span is sure, the other says nothing
    told = [PlacedValue(batch=1, choice=0, words=[2, 4], value=3)]
    other = [PlacedValue(batch=1, choice=0, words=[0, 1], value=3)]
    assert float(losses.value_loss(told, scores)) < 0.01
    assert float(losses.value_loss(other, scores)) == pytest.approx(np.log(choice.width), rel=1e-4)
    assert float(losses.value_loss([], scores)) == 0.0


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
