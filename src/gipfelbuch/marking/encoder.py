"""Marks by the trained encoder. The only module that knows the neural runtime (ONNX Runtime, tokenizers).

A document enters; its marks leave, or None where no weights are installed. The runtime is loaded
at the first document, once a process; importing this module loads neither it nor numpy.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from gipfelbuch.marking.combine import trust_from
from gipfelbuch.marking.hints import WORD_HINTS, WordHint, link_hints, word_hints
from gipfelbuch.marking.labels import ROLES, TAGS, VALUES
from gipfelbuch.marking.windows import Window, cut_windows, sentence_numbers
from gipfelbuch.model.marks import Marks
from gipfelbuch.model.reports import Document

if TYPE_CHECKING:
    from gipfelbuch.marking.decoding import Opinion, Scores
    from gipfelbuch.marking.links import WindowLinks

H = TypeVar("H")
LAYOUT = {"tags": TAGS, "values": VALUES, "roles": len(ROLES), "hints": len(WORD_HINTS)}
OUTPUTS = ("tags", "values", "rows", "columns", "edges")
MODEL, TOKENIZER, SETTINGS = "marker.onnx", "tokenizer.json", "marker.json"


class Encoder:
    """The trained marker, loaded.

    Args:
        folder: holds the model, its tokenizer and its settings (thresholds tuned on the corpus).
        threads: of the runtime; one, because reports are read in a process a core.

    Raises:
        ValueError: if the model was made for another layout of labels.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Load model, tokenizer and settings."""
        import onnxruntime
        from tokenizers import Tokenizer

        from gipfelbuch.marking.links import LinkWeights

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3  # errors
        self.maker = Tokenizer.from_file(str(folder / TOKENIZER))
        self.settings: dict[str, Any] = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        self.session = onnxruntime.InferenceSession(str(folder / MODEL), options, providers=["CPUExecutionProvider"])
        made_for = tuple(self.settings[name] for name in LAYOUT)
        if made_for != tuple(LAYOUT.values()):
            raise ValueError(
                f"{folder / MODEL} was made for {made_for} {', '.join(LAYOUT)}, this version reads "
                f"{tuple(LAYOUT.values())}: export the model again with training/export.py"
            )
        self.trust = trust_from(self.settings.get("trust", {}))
        self.weights = LinkWeights.from_settings(self.settings["links"])

    def judge(self, document: Document, rules: Marks) -> Opinion | None:
        """The encoder's own marks, and how far it believes the rules'; None for a document without words."""
        from gipfelbuch.marking.decoding import form_opinion

        scores = self.scores(document, rules)
        return form_opinion(document, scores, rules) if scores else None

    def scores(self, document: Document, rules: Marks) -> Scores | None:
        """The scores of every word; None for a document without words."""
        import numpy as np

        from gipfelbuch.marking.decoding import Scores
        from gipfelbuch.marking.links import WindowLinks

        windows = cut_windows(document, self.maker)
        if not windows:
            return None
        tags = np.zeros((len(document.tokens), TAGS), np.float32)
        values = np.zeros((len(document.tokens), VALUES), np.float32)
        links: list[WindowLinks] = []
        told = _by_window(
            windows, ((first, last, (hint, first, last)) for hint, first, last in word_hints(document, rules))
        )
        linked = _by_window(windows, ((hint[1], hint[2], hint) for hint in link_hints(document, rules)))
        numbers = sentence_numbers(document)
        for window, own_tags, own_values, *sides in self._results(windows, told):
            words = slice(window.core - window.first, window.last - window.first)
            tags[window.core : window.last] = own_tags[words]
            values[window.core : window.last] = own_values[words]
            rows, columns, edges = (side[: window.last - window.first].astype(np.float16) for side in sides)
            links.append(
                WindowLinks(
                    first=window.first,
                    core=window.core,
                    last=window.last,
                    rows=rows,
                    columns=columns,
                    edges=edges,
                    sentences=numbers[window.first : window.last],
                    told=tuple(linked[window.core]),
                    weights=self.weights,
                )
            )
        links.sort(key=lambda w: w.core)
        tuned = {name: self.settings.get(name, {}) for name in ("bias", "margin", "likely")}
        return Scores(tags=tags, values=values, links=links, **tuned)

    def _results(self, windows: tuple[Window, ...], told: dict[int, list[WordHint]]) -> Iterator[tuple[Any, ...]]:
        """Each window with its outputs. One by one: padding to the longest of several cost a fifth (measured)."""
        for window in windows:
            outputs = self.session.run(OUTPUTS, _inputs(window, told[window.core]))
            yield window, *(output[0] for output in outputs)


def _by_window(windows: tuple[Window, ...], hints: Iterable[tuple[int, int, H]]) -> dict[int, list[H]]:
    """By the core of each window, the hints whose tokens (first, behind last) overlap it: in one pass over all hints."""
    ends = [w.last for w in windows]
    found: dict[int, list[H]] = {w.core: [] for w in windows}
    for first, last, hint in hints:
        at = bisect_right(ends, first)
        while at < len(windows) and windows[at].first < last:
            found[windows[at].core].append(hint)
            at += 1
    return found


def _inputs(window: Window, words_told: Iterable[WordHint]) -> dict[str, Any]:
    import numpy as np

    told = np.zeros((1, len(window.pieces), len(WORD_HINTS)), np.float32)
    for hint, first, last in words_told:
        told[0, _within(window, first) : _within(window, last), hint] = 1
    ids = np.array([window.ids], np.int64)
    return {"ids": ids, "mask": np.ones_like(ids), "words": np.array([window.pieces], np.int64), "words_told": told}


def _within(window: Window, token: int) -> int:
    """The token's place among the window's words; the nearest end if it stands outside."""
    return min(max(token, window.first), window.last) - window.first


@cache
def load_encoder() -> Encoder | None:
    """The encoder whose weights come with the package, loaded once; None if there are none."""
    folder = Path(str(files("gipfelbuch").joinpath("marking", "weights")))
    return Encoder(folder) if (folder / MODEL).exists() else None
