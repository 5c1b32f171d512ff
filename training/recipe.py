"""The whole way from the corpus to the weights that the package ships.

    python training/recipe.py --out FOLDER [--texts TEXTS.jsonl]

1. With ``--texts`` (JSON Lines with ``id``, ``text``, ``published``): the rules read them, and the bare backbone learns
   from these silver readings. 2. A marker is trained on the corpus from there. 3. The weights after its last two epochs
are averaged (Izmailov et al. 2018, https://arxiv.org/abs/1803.05407). 4. Export in 8 bit. 5. Margins, bias and trust are
tuned on held-out reports, and beside them to which state actors belong and which without an entry are parties (the two
tables that the recipe writes into the source). Every step leaves its files in FOLDER and is skipped where they are; a
training that was stopped goes on from its last epoch. Less than two hours on two idle cores.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import torch

BODY: Final = ("--layers", "9", "--frozen", "4", "--encoder-rate", "8e-5")
SILVER: Final = (*BODY, "--epochs", "1")
GOLD: Final = (
    *BODY, "--epochs", "11", "--head-rate", "8e-4", "--batch-pieces", "1024", "--dropout", "0.2",
    "--varied", "3",
)  # fmt: skip
DONE: Final = "done"  # written into a run's folder at its end


def average_weights(models: Iterable[Path], out: Path) -> None:
    """The mean of several checkpoints' weights as one of its own.

    Args:
        models: checkpoints of one training.
        out: the checkpoint to write; the vocabulary of the first is copied beside it.
    """
    paths = list(models)
    states = [torch.load(p, weights_only=True) for p in paths]
    mean = {
        name: torch.stack([s["marker"][name].float() for s in states]).mean(0).to(first.dtype)
        for name, first in states[0]["marker"].items()
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    for name in ("tokenizer.json", "pieces.npy"):
        (out.parent / name).write_bytes((paths[0].parent / name).read_bytes())
    torch.save({"marker": mean, "settings": states[0]["settings"]}, out)


def _run(module: str, *options: str) -> None:
    subprocess.run([sys.executable, "-m", f"training.{module}", *options], check=True)  # noqa: S603  (our own modules)


def _train(folder: Path, start: Path | None, *options: str) -> Path:
    model = folder / "marker.pt"
    if not (folder / DONE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        first = ("--start", str(start)) if start else ()  # also on resuming: its lowest layers stay as they are
        if start:
            for name in ("tokenizer.json", "pieces.npy"):
                (folder / name).write_bytes((start.parent / name).read_bytes())
        _run("train", "--out", str(folder), "--resume", *first, *options)
        (folder / DONE).touch()
    return model


def main() -> None:
    """Read the options, walk the steps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--texts", type=Path, help="JSON Lines with the texts of corpus/wikinews and more of their like"
    )
    options = parser.parse_args()
    out: Path = options.out
    texts = ("--wikinews", str(options.texts)) if options.texts else ()
    start = None
    if options.texts:
        silver = out / "silver.jsonl"
        if not silver.exists():
            out.mkdir(parents=True, exist_ok=True)
            _run("silver", str(options.texts), "--out", str(silver))
        start = _train(out / "silver", None, "--silver", str(silver), *SILVER)
    gold = _train(out / "gold", start, *GOLD, *texts)
    average_weights((gold.with_name("before.pt"), gold), out / "mean" / "marker.pt")
    _run("export", "--model", str(out / "mean" / "marker.pt"), "--out", str(out / "weights"))
    _run("tuning", "--model", str(out / "weights"), "--splits", "dev,test", "--since", "b10", "--write", *texts)
    _run("homes", "--write", *texts)
    _run("relevance", "--model", str(out / "weights"), "--since", "b10", "--write", *texts)
    print(f"weights, tokenizer and settings stand in {out / 'weights'}")


if __name__ == "__main__":
    main()
