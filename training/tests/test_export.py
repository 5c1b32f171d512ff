"""What is exported computes what was trained."""

import torch
from training.export import FEW, SplitFeed
from training.model import Feed


def test_both_parts_of_a_split_feed_compute_the_whole():
    torch.manual_seed(1)
    feed, x = Feed(24, 96), torch.randn(2, 5, 24)
    huge = torch.randperm(96)[:FEW].sort().values

    parts = SplitFeed(feed, huge)

    assert parts.few.up.weight.shape == (FEW, 24)
    assert torch.allclose(parts(x), feed(x), atol=1e-5)
