"""Marks by the trained encoder. The only module that knows the neural runtime (ONNX Runtime, tokenizers).

A document enters; its marks leave, or None where no weights are installed. The runtime is loaded
at the first document, once a process; importing this module loads neither it nor numpy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gipfelbuch.model.marks import Marks
from gipfelbuch.model.reports import Document
from training.marker.hints import WORD_HINTS, LinkHint, WordHint, link_hints, word_hints
from training.marker.labels import ROLES, TAGS, VALUES
from training.marker.windows import Window, cut_windows

if TYPE_CHECKING:
    from training.marker.decoding import Opinion, Scores, WindowLinks

PAD = 1  # id of <pad>
BATCH_PIECES = 1024  # of windows computed together; more gains no speed on one core (measured)
LAYOUT = {"tags": TAGS, "values": VALUES, "roles": len(ROLES), "hints": len(WORD_HINTS)}
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

    def mark(self, document: Document, rules: Marks) -> Marks:
        """All marks that the encoder sees in a document, given those of the rules."""
        from training.marker.decoding import decode_marks

        scores = self.scores(document, rules)
        return decode_marks(document, scores) if scores else Marks()

    def judge(self, document: Document, rules: Marks) -> Opinion:
        """The encoder's own marks, and those of the rules' that it believes."""
        from training.marker.decoding import Opinion, believed_marks, decode_marks

        scores = self.scores(document, rules)
        if scores is None:
            return Opinion(marks=Marks(), believed=rules)
        return Opinion(marks=decode_marks(document, scores), believed=believed_marks(document, scores, rules))

    def scores(self, document: Document, rules: Marks) -> Scores | None:
        """The scores of every word; None for a document without words."""
        import numpy as np

        from training.marker.decoding import Scores

        windows = cut_windows(document, self.maker)
        if not windows:
            return None
        tags = np.zeros((len(document.tokens), TAGS), np.float32)
        values = np.zeros((len(document.tokens), VALUES), np.float32)
        links: list[WindowLinks] = []
        hints = tuple(word_hints(document, rules)), tuple(link_hints(document, rules))
        for window, (own_tags, own_values, own_links) in self._results(windows, *hints):
            words = slice(window.core - window.first + 1, window.last - window.first + 1)
            tags[window.core : window.last] = own_tags[words]
            values[window.core : window.last] = own_values[words]
            links.append(own_links)
        links.sort(key=lambda w: w.core)
        bias, margin = self.settings.get("bias", {}), self.settings.get("margin", {})
        return Scores(tags=tags, values=values, links=links, bias=bias, margin=margin)

    def _results(
        self, windows: tuple[Window, ...], words_told: tuple[WordHint, ...], links_told: tuple[LinkHint, ...]
    ) -> Iterator[tuple[Window, tuple[Any, Any, WindowLinks]]]:
        from training.marker.decoding import WindowLinks

        for group in _groups(windows):
            tags, values, links = self.session.run(("tags", "values", "links"), _padded(group, words_told, links_told))
            for i, w in enumerate(group):
                yield w, (tags[i], values[i], WindowLinks(first=w.first, core=w.core, last=w.last, scores=links[i]))


def _groups(windows: tuple[Window, ...]) -> Iterator[list[Window]]:
    """Windows of like length together."""
    group: list[Window] = []
    for window in sorted(windows, key=lambda w: len(w.ids)):
        if group and (len(group) + 1) * len(window.ids) > BATCH_PIECES:
            yield group
            group = []
        group.append(window)
    if group:
        yield group


def _padded(group: list[Window], words_told: tuple[WordHint, ...], links_told: tuple[LinkHint, ...]) -> dict[str, Any]:
    import numpy as np

    pieces, words = max(len(w.ids) for w in group), 1 + max(len(w.pieces) for w in group)
    ids = np.full((len(group), pieces), PAD, np.int64)
    mask = np.zeros((len(group), pieces), np.int64)
    index = np.zeros((len(group), words), np.int64)
    told = np.zeros((len(group), words, len(WORD_HINTS)), np.float32)
    told_links = np.zeros((len(group), len(ROLES), words, words), np.float32)
    for i, w in enumerate(group):
        ids[i, : len(w.ids)] = w.ids
        mask[i, : len(w.ids)] = 1
        index[i, 1 : 1 + len(w.pieces)] = w.pieces
        for hint, first, last in words_told:
            told[i, _within(w, first) : _within(w, last), hint] = 1
        for role, first, last, target in links_told:
            if w.first <= target < w.last:
                told_links[i, role, _within(w, first) : _within(w, last), target - w.first + 1] = 1
    return {"ids": ids, "mask": mask, "words": index, "words_told": told, "links_told": told_links}


def _within(window: Window, token: int) -> int:
    """The token's place among the window's words, which begin at 1; the nearest end if it stands outside."""
    return min(max(token, window.first), window.last) - window.first + 1


@cache
def load_encoder() -> Encoder | None:
    """The encoder whose weights come with the package, loaded once; None if there are none."""
    folder = Path(str(files("training.marker").joinpath("weights")))
    return Encoder(folder) if (folder / MODEL).exists() else None


def judge_with_encoder(document: Document, rules: Marks) -> Opinion | None:
    """What the encoder sees, and what it believes of what the rules see.

    Args:
        document: a segmented report.
        rules: the rules' marks, which it takes as hints.

    Returns:
        Its opinion; None if no weights are installed.
    """
    encoder = load_encoder()
    return encoder.judge(document, rules) if encoder else None
