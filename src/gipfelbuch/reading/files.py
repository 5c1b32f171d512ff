"""Paths to bytes: folders and globs in sorted order, files below a limit, bytes to characters."""

from __future__ import annotations

import glob
import re
import sys
from codecs import lookup
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any

from charset_normalizer import from_bytes

from gipfelbuch.errors import EncodingError, InputError, SizeError

SUFFIXES = (
    *(".txt", ".html", ".htm", ".jsonl", ".ndjson", ".json", ".xml", ".rss", ".atom", ".pdf", ".eml"),
    *(".warc", ".warc.gz", ".parquet"),
)
MOST_REPORT_BYTES = 10_000_000  # one report; the longest newspaper articles have about 100,000 bytes
MOST_FILE_BYTES = 100_000_000  # a file that must be read whole (JSON, XML, PDF, mail); agency files have below 5 MB
_SNIFFED_BYTES = 20_000
_META_BYTES = 4096  # of a page are searched for its charset; HTML asks for it within the first 1024
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
# Encodings that German and English are written in; ISO 8859-1 is read as its superset, as browsers do (WHATWG).
_ENCODINGS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "cp1252": "cp1252",
    "iso8859-15": "iso8859-15",
    "iso8859-2": "iso8859-2",
    "cp1250": "cp1250",
    "mac-roman": "mac-roman",
    "utf-8": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A file to read.

    Args:
        name: its path, or "-" for standard input.
        sought: whether it was found in a folder rather than named.
    """

    name: str
    sought: bool = False

    @property
    def where(self) -> str:
        """Its name in messages."""
        return "standard input" if self.name == "-" else self.name

    @property
    def stem(self) -> str:
        """Its name without folder and ending, from which reports get their ids."""
        if self.name == "-":
            return "stdin"
        return Path(self.name.removesuffix(".gz") if self.name.endswith(".warc.gz") else self.name).stem


def expand_paths(given: Iterable[str]) -> Iterator[Place]:
    """Every file that the given paths, folders and globs name, in the order given, folders sorted.

    Yields:
        Places; a path that names nothing is passed on as it is, so that opening it tells what is wrong with it.
    """
    for name in given:
        path = Path(name)
        if name == "-" or path.is_file():
            yield Place(name=name)
        elif path.is_dir():
            found = (p for p in sorted(path.rglob("*")) if p.name.lower().endswith(SUFFIXES) and p.is_file())
            yield from (Place(name=str(p), sought=True) for p in found)
        else:
            matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 (absolute patterns too)
            yield from (Place(name=match) for match in matches or [name])


@contextmanager
def opened(place: Place) -> Iterator[BufferedReader]:
    """The bytes of a file or of standard input, to be read as they are needed.

    Raises:
        InputError: if it cannot be opened.
    """
    if place.name == "-":
        raw: Any = sys.stdin.buffer
        stream: BufferedReader = BufferedReader(raw)  # one that can look ahead, whatever stands there
        try:
            yield stream
        finally:
            stream.detach()
        return
    try:
        file = Path(place.name).open("rb")  # noqa: SIM115 (closed below)
    except FileNotFoundError:
        raise InputError(
            f"{place.name}: no such file; check the path (folders and globs such as 'news/*.txt' work too)"
        ) from None
    except IsADirectoryError:
        raise InputError(f"{place.name}: a folder; name it without a glob to read the files in it") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{place.name}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    with file:
        yield file


def load_bytes(stream: BufferedReader, where: str, most: int = MOST_FILE_BYTES) -> bytes:
    """All bytes of a stream.

    Raises:
        SizeError: if there are more than the limit.
        InputError: if the medium fails.
    """
    try:
        data = stream.read(most + 1)
    except OSError as error:
        raise InputError(f"{where}: cannot be read: {error.strerror}") from error
    if len(data) > most:
        raise SizeError(
            f"{where}: more than {most:,} bytes, the limit of a file that is read whole; split it, for example "
            "into one report a line of a .jsonl file"
        )
    return data


def decode_text(data: bytes, where: str, most: int = MOST_REPORT_BYTES) -> str:
    """UTF-8 to text; a byte order mark at the start is dropped before the text is fixed.

    Raises:
        SizeError: if it is larger than the limit.
        EncodingError: if it is not UTF-8, with the first bad byte and the encoding it looks like.
    """
    if len(data) > most:
        raise SizeError(
            f"{where}: {len(data):,} bytes, more than the {most:,} of one report; "
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


def decode_told(data: bytes, told: str | None) -> str:
    """Bytes of a page or mail to text: by the charset that is told, else UTF-8, else Windows-1252.

    Args:
        data: the bytes.
        told: name of the charset; one that does not fit the bytes is not believed.

    Returns:
        The text; bytes that are no characters in any of them stand as U+FFFD.
    """
    for name in (_known_encoding(told), "utf-8-sig"):
        if name:
            try:
                return data.decode(name)
            except UnicodeDecodeError:
                continue
    return data.decode("cp1252", errors="replace")


def page_charset(data: bytes) -> str | None:
    """The charset that a page tells about itself."""
    found = _META_CHARSET.search(data[:_META_BYTES])
    return found.group(1).decode("ascii", "replace") if found else None


def _known_encoding(told: str | None) -> str | None:
    try:
        return _ENCODINGS.get(lookup(told).name) if told else None
    except (LookupError, ValueError):
        return None
