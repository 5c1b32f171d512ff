"""The steps from the corpus to the weights."""

from __future__ import annotations

import torch
from training.recipe import average_weights


def checkpoint(folder, value):
    folder.mkdir()
    for name in ("tokenizer.json", "pieces.npy"):
        (folder / name).write_text(name)
    marker = {"tags.weight": torch.full((2, 3), value), "borders": torch.tensor([1, 2])}
    torch.save({"marker": marker, "settings": {"layers": 1}}, folder / "marker.pt")
    return folder / "marker.pt"


def test_the_mean_of_two_markers_is_the_mean_of_their_weights(tmp_path):
    out = tmp_path / "mean" / "marker.pt"
    average_weights([checkpoint(tmp_path / "a", 1.0), checkpoint(tmp_path / "b", 4.0)], out)
    state = torch.load(out, weights_only=True)
    assert state["marker"]["tags.weight"].tolist() == [[2.5] * 3] * 2
    assert state["marker"]["borders"].tolist() == [1, 2]
    assert state["settings"] == {"layers": 1}
    assert (out.parent / "tokenizer.json").read_text() == "tokenizer.json"
