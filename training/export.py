"""Export a trained marker for the package: ONNX with 8 bit weights, tokenizer, settings.

    python training/export.py --model DIR/marker.pt --out FOLDER

FOLDER then holds ``marker.onnx``, ``tokenizer.json`` and ``marker.json``, what ``gipfelbuch.marking.encoder``
loads; ``whole.onnx`` is the same model in 32 bit, to measure what the 8 bits cost.
"""

from __future__ import annotations

import argparse
import json
import shutil
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import onnx
import torch
from corpus.catalogue import load_corpus
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  (the usual name)

from gipfelbuch.marking.encoder import LAYOUT, OUTPUTS
from gipfelbuch.marking.hints import WORD_HINTS
from gipfelbuch.marking.windows import Window, cut_windows
from gipfelbuch.segmenting import segment_report
from training.data import report_of
from training.model import Block, Feed, Marker
from training.train import Settings, new_marker

WHOLE = (
    "/few/",
    "/tags/",
    "/values/",
    "/rows/",
    "/columns/",
    "/body/",
    "/edges/",
    "/told/",
)


FEW = 16  # inner features of a layer kept in 32 bit; with 8 the error of the rest was 5 %, with none up to 35 % (measured)
CALIBRATION_WINDOWS = 64


class SplitFeed(nn.Module):
    """A feed-forward part in two: the few inner features with huge values, and all others.

    One scale for all would leave the others a handful of steps in 8 bits (Dettmers et al. 2022, LLM.int8(),
    https://arxiv.org/abs/2208.07339). Both parts together compute the same as the whole.
    """

    def __init__(self, feed: Feed, huge: Tensor) -> None:
        """From a whole part and the indexes of its features with huge values."""
        super().__init__()
        inner = feed.up.weight.shape[0]
        others = torch.tensor(sorted(set(range(inner)) - set(huge.tolist())))
        self.many, self.few = _features_of(feed, others), _features_of(feed, huge)
        nn.init.zeros_(self.few.down.bias)  # told once, by the other part

    def forward(self, x: Tensor) -> Tensor:
        """The sum of both parts."""
        return cast("Tensor", self.many(x) + self.few(x))


def _features_of(feed: Feed, kept: Tensor) -> Feed:
    part = Feed(feed.up.weight.shape[1], len(kept))
    part.load_state_dict({
        "up.weight": feed.up.weight[kept], "up.bias": feed.up.bias[kept],
        "down.weight": feed.down.weight[:, kept], "down.bias": feed.down.bias,
    })  # fmt: skip
    return part


def calibration_windows(maker: Tokenizer) -> list[Window]:
    """The first windows of reports all over the corpus."""
    reports = list(load_corpus())
    step = max(1, len(reports) // CALIBRATION_WINDOWS)
    return [cut_windows(segment_report(report_of(r.text, r.reading)), maker)[0] for r in reports[::step]]


def split_feeds(marker: Marker, windows: Iterable[Window]) -> None:
    """Part the feed-forward of every layer by the greatest values that its inner features take in some windows."""
    sizes: dict[int, Tensor] = {}

    def watch(number: int, seen: Tensor) -> None:
        most = F.gelu(seen).abs().flatten(0, -2).amax(0)
        sizes[number] = torch.maximum(sizes.get(number, most), most)

    blocks = [cast("Block", b) for b in marker.encoder.blocks]
    hooks = [
        b.feed.up.register_forward_hook(lambda _m, _i, out, number=n: watch(number, out)) for n, b in enumerate(blocks)
    ]
    with torch.no_grad():
        for window in windows:
            ids = torch.tensor(window.ids)[None]
            marker.encoder.lower(ids, torch.ones_like(ids), len(blocks))
    for hook in hooks:
        hook.remove()
    for number, block in enumerate(blocks):
        block.feed = SplitFeed(block.feed, sizes[number].topk(FEW).indices.sort().values)  # type: ignore[assignment]


class RowQuantizedEmbedding(nn.Module):
    """An embedding in 8 bits with a scale a row: one scale for all rows loses rare pieces."""

    def __init__(self, weight: Tensor) -> None:
        """From a weight [rows, features]."""
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("weight", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Rows in full precision."""
        rows: Tensor = self.weight[ids].float() * self.scale[ids]  # type: ignore[index,operator]
        return rows


def export_marker(model: Path, out: Path) -> None:
    """Write the model, its tokenizer and its settings.

    Args:
        model: a checkpoint; the cut vocabulary stands beside it.
        out: the folder to write to.
    """
    out.mkdir(parents=True, exist_ok=True)
    state = torch.load(model, weights_only=True)
    marker = new_marker(Settings(**state["settings"]), model.parent)
    marker.load_state_dict(state["marker"])
    marker.eval()
    write_onnx(marker, out / "whole.onnx")
    split_feeds(marker, calibration_windows(Tokenizer.from_file(str(model.parent / "tokenizer.json"))))
    marker.encoder.word = RowQuantizedEmbedding(marker.encoder.word.weight)  # type: ignore[assignment,arg-type]
    write_onnx(marker, out / "marker.part")
    nodes = onnx.load(out / "marker.part").graph.node
    heads = [n.name for n in nodes if n.op_type == "MatMul" and any(h in n.name for h in WHOLE)]
    quantize_dynamic(
        out / "marker.part", out / "marker.onnx", op_types_to_quantize=["MatMul"], weight_type=QuantType.QInt8,
        per_channel=True, reduce_range=True, nodes_to_exclude=heads,
    )  # fmt: skip
    (out / "marker.part").unlink()
    shutil.copy(model.parent / "tokenizer.json", out / "tokenizer.json")
    weights = {"distance": marker.distance.weight, "sentence": marker.sentence.weight, "told": marker.told_links}
    settings = LAYOUT | {
        "links": {name: w.tolist() for name, w in weights.items()},
        "bias": {},
        "margin": {},
        "likely": {},
    }
    (out / "marker.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")


def write_onnx(marker: Marker, path: Path) -> None:
    """The model as an ONNX file with free batch size, number of pieces and of words."""
    example = (
        torch.randint(4, 99, (1, 64)), torch.ones(1, 64, dtype=torch.long), torch.arange(40)[None],
        torch.zeros(1, 40, len(WORD_HINTS)),
    )  # fmt: skip
    pieces, words = {0: "batch", 1: "pieces"}, {0: "batch", 1: "words"}
    axes = {
        "ids": pieces,
        "mask": pieces,
        "words": words,
        "words_told": words,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            marker, example, str(path), dynamo=False, opset_version=17,
            input_names=list(axes), output_names=list(OUTPUTS),
            dynamic_axes=axes,
        )  # fmt: skip


def main() -> None:
    """Read the options, export, tell the sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    export_marker(options.model, options.out)
    for path in sorted(options.out.iterdir()):
        print(f"{path.name:16} {path.stat().st_size / 1e6:7.1f} MB")


if __name__ == "__main__":
    main()
