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
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from gipfelbuch.marking.encoder import LAYOUT, OUTPUTS
from gipfelbuch.marking.hints import WORD_HINTS
from training.model import Marker
from training.train import Settings, new_marker

WHOLE = (
    "/down/",  # sees a few huge features: 8 bit there cost 20 % of the states' size, without it 8 % (measured)
    "/tags/",
    "/values/",
    "/rows/",
    "/columns/",
    "/body/",
    "/edges/",
    "/told/",
)


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
    settings = LAYOUT | {"links": {name: w.tolist() for name, w in weights.items()}, "bias": {}, "margin": {}}
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
