"""Paths to bytes: folders and globs in sorted order, whole files below a limit, UTF-8 checked."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from gipfelbuch.errors import EncodingError, InputError, SizeError

SUFFIXES = (".txt", ".html", ".htm", ".jsonl")
MOST_REPORT_BYTES = 10_000_000  # one report; the longest newspaper articles have about 100,000 bytes
_SNIFFED_BYTES = 20_000


def expand_paths(given: Iterable[str]) -> Iterator[str]:
    """Every file that the given paths, folders and globs name, in the order given, folders sorted.

    Yields:
        Paths as strings; "-" for standard input. A path that names nothing is passed on as it is, so that
        opening it tells what is wrong with it.
    """
    for name in given:
        path = Path(name)
        if name == "-" or path.is_file():
            yield name
        elif path.is_dir():
            yield from (str(p) for p in sorted(path.rglob("*")) if p.suffix.lower() in SUFFIXES and p.is_file())
        else:
            yield from sorted(glob.glob(name, recursive=True)) or [name]  # noqa: PTH207 (absolute patterns too)


def load_bytes(name: str) -> bytes:
    """The bytes of a file or of standard input ("-").

    Raises:
        InputError: if it cannot be opened or read.
    """
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        raise InputError(
            f"{name}: no such file; check the path (folders and globs such as 'news/*.txt' work too)"
        ) from None
    except IsADirectoryError:
        raise InputError(f"{name}: a folder without .txt, .html or .jsonl files") from None
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror}") from error


def decode_text(data: bytes, where: str) -> str:
    """UTF-8 to text; a byte order mark at the start is dropped before the text is fixed.

    Raises:
        SizeError: if it is larger than the limit.
        EncodingError: if it is not UTF-8, with the first bad byte and the encoding it looks like.
    """
    if len(data) > MOST_REPORT_BYTES:
        raise SizeError(
            f"{where}: {len(data):,} bytes, more than the {MOST_REPORT_BYTES:,} of one report; "
            "split it into one report a file, or one a line in a .jsonl file"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        guess = from_bytes(data[:_SNIFFED_BYTES]).best()
        hint = f"it looks like {guess.encoding}; " if guess and guess.encoding != "utf_8" else ""
        line = data.count(b"\n", 0, error.start) + 1
        raise EncodingError(
            f"{where}: not UTF-8 at byte {error.start} (line {line}); {hint}convert it, for example with "
            f"'iconv -f {guess.encoding if guess and hint else 'ISO-8859-1'} -t UTF-8'"
        ) from None
