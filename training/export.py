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

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from train import Settings, new_marker

from gipfelbuch.marking.labels import ROLES, TAGS, VALUES


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
    example = (torch.randint(4, 99, (1, 64)), torch.ones(1, 64, dtype=torch.long), torch.arange(40)[None])
    pieces, words = {0: "batch", 1: "pieces"}, {0: "batch", 1: "words"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            marker, example, str(out / "whole.onnx"), dynamo=False, opset_version=17,
            input_names=["ids", "mask", "words"], output_names=["tags", "values", "links"],
            dynamic_axes={"ids": pieces, "mask": pieces, "words": words},
        )  # fmt: skip
    quantize_dynamic(
        out / "whole.onnx", out / "marker.onnx", weight_type=QuantType.QInt8, reduce_range=True, per_channel=False
    )
    shutil.copy(model.parent / "tokenizer.json", out / "tokenizer.json")
    settings = {"tags": TAGS, "values": VALUES, "roles": len(ROLES), "bias": {}, "margin": {}}
    (out / "marker.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")


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
