"""Tables of weights: names of features and what was fitted enter, a table of the package is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evaluation.regression import Floats


def write_weights(path: Path, head: Sequence[str], names: Sequence[str], fitted: Floats) -> None:
    """Write a table anew.

    Args:
        path: of the table.
        head: lines that say what the weights are and how they were measured.
        names: of the features.
        fitted: [features], as log odds.
    """
    rows = [*(f"# {line}" for line in head), "feature\tweight"]
    rows += [f"{n}\t{w:.3f}" for n, w in zip(names, fitted, strict=True)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
