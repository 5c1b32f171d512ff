"""A PDF to an item, by pypdf: lines joined to paragraphs, words divided at line ends put together.

All of this happens before the report's text is fixed: offsets count what leaves here.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from gipfelbuch.errors import EmptyReportError, InputError, RecordError, SizeError
from gipfelbuch.knowledge.words import is_known
from gipfelbuch.reading.files import MOST_REPORT_BYTES
from gipfelbuch.reading.items import Item, load_library, one_line, refused

LONGEST_WORD_CHARS = 80  # looked at before a line end; longer words are not in any dictionary
MOST_PAGES = 500  # of one report; the longest government papers have about that many
FULL_SHARE = 0.9  # of lines are at most as long as a full line, so that a few wide headlines do not count
SHORT_LINE = 0.7  # of a full line, below which a line ends its paragraph; German words leave up to a quarter blank
NEARLY_FULL_LINE = 0.9  # below it, a line that ends a sentence ends its paragraph too
FURNITURE_SHARE = 0.5  # of the pages that begin or end with the same line, from which it is a running title
_NUMBER = re.compile(r"\W*(?:seite|page|s\.|p\.)?\W*\d{1,3}\W*(?:(?:von|of|/)\W*\d{1,3})?\W*", re.IGNORECASE)
_SUSPENDED = frozenset(
    ["und", "oder", "bis", "sowie", "bzw", "beziehungsweise", "and", "or", "to"]
)  # "Hin- und Rückfahrt"
_SENTENCE_ENDS = tuple('.!?:“”"»«…')
_JUNK_TITLE = re.compile(
    r"\s*(?:microsoft word\b.*|untitled.*|unbenannt.*|.*\.(?:docx?|odt|indd|qxd|rtf|tex))\s*", re.IGNORECASE
)
_ADVICE = "save the document again, or its text as .txt"
logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it says of a file, our errors say


def read_pdf(data: bytes, where: str) -> Iterator[Item | InputError]:
    """The report in a PDF.

    The day on which the file was made is not taken for that of publication, nor its language setting for that of the
    text: both are often those of the program that printed it.

    Args:
        data: the file.
        where: its name, for messages.

    Yields:
        The item, or the error that the file deserves.
    """
    try:
        library = load_library("pypdf", "pdf", where)
        with refused(where, "PDF", _ADVICE):
            reader = _opened(library, data, where)
            text = text_of_pages(list(_pages(reader, where)))
            title = _title(reader)
        if not any(c.isalpha() for c in text):
            raise EmptyReportError(
                f"{where}: no text in it, it may be a scan; recognise its text first, with 'ocrmypdf'"
            )
        yield Item(where=where, text=text, title=title)
    except InputError as error:
        yield error


def text_of_pages(pages: Sequence[str]) -> str:
    r"""Pages of lines to paragraphs, a blank line between them; running titles and page numbers left out.

    >>> text_of_pages(["Die Außenminister der beiden Staaten haben ein Handels-\nabkommen für fünf Jahre unterzeichnet."])
    'Die Außenminister der beiden Staaten haben ein Handelsabkommen für fünf Jahre unterzeichnet.'
    """
    lines = [line for page in _without_furniture([_lines(page) for page in pages]) for line in page]
    lengths = sorted(len(line) for line in lines if line)
    full = lengths[int(FULL_SHARE * (len(lengths) - 1))] if lengths else 0
    pieces: list[str] = []
    before = ""
    for line in lines:
        if before and line and not _ends_paragraph(before, line, full):
            cut, glue = _joint(before, line)
            pieces[-1] = pieces[-1][: len(pieces[-1]) - cut]
            pieces += [glue, line]
        elif line:
            pieces += ["\n\n", line]
        before = line
    return "".join(pieces).strip()


def _opened(library: Any, data: bytes, where: str) -> Any:
    reader = library.PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise RecordError(f"{where}: it asks for a password; save it without one")
    if len(reader.pages) > MOST_PAGES:
        raise SizeError(f"{where}: {len(reader.pages)} pages, more than the {MOST_PAGES} of one report; split it")
    return reader


def _pages(reader: Any, where: str) -> Iterator[str]:
    chars = 0
    for number, page in enumerate(reader.pages, start=1):
        with refused(f"{where}, page {number}", "PDF", _ADVICE):
            text: str = page.extract_text() or ""
        chars += len(text)
        if chars > MOST_REPORT_BYTES:
            raise SizeError(f"{where}: more than the {MOST_REPORT_BYTES:,} characters of one report; split it")
        yield text


def _title(reader: Any) -> str | None:
    told = reader.metadata.title if reader.metadata else None
    return None if not told or _JUNK_TITLE.fullmatch(told) else one_line(str(told))


def _lines(page: str) -> list[str]:
    clean = "".join(c if c.isprintable() or c in "\n\u00ad" else " " for c in page)
    return [" ".join(line.split()) for line in clean.strip().split("\n")]


def _without_furniture(pages: list[list[str]]) -> list[list[str]]:
    edges = Counter(shape for page in pages for shape in {_shape(line) for line in (page[:1] + page[-1:])})
    least = max(2.0, FURNITURE_SHARE * len(pages))
    running = {shape for shape, count in edges.items() if count >= least}
    return [_trimmed(page, running) for page in pages]


def _trimmed(page: list[str], running: set[str]) -> list[str]:
    first = 1 if page and (_shape(page[0]) in running or _NUMBER.fullmatch(page[0])) else 0
    last = 1 if len(page) > first and (_shape(page[-1]) in running or _NUMBER.fullmatch(page[-1])) else 0
    return page[first : len(page) - last]


def _shape(line: str) -> str:
    """A line with its numbers alike: the same for "Seite 3" and "Seite 4"."""
    return re.sub(r"\d+", "0", line.casefold())


def _ends_paragraph(line: str, following: str, full: int) -> bool:
    if line.endswith(("-", "\u00ad")) or following[0].islower():
        return False
    closed = line.endswith(_SENTENCE_ENDS)
    return len(line) < SHORT_LINE * full or (closed and len(line) < NEARLY_FULL_LINE * full)


def _joint(line: str, following: str) -> tuple[int, str]:
    """How many characters to take off the end of a line, and what to put between it and the next."""
    if line.endswith("\u00ad"):
        return 1, ""
    if line.endswith(("-", "–")) and line[-2:-1].isdigit() and following[0].isdigit():
        return 0, ""
    if not line.endswith(("-", "\u2010")) or not line[-2:-1].isalpha():
        return 0, " "
    left, right = _last_word(line[:-1]), _first_word(following)
    if right.lower() in _SUSPENDED:
        return 0, " "
    if not right[:1].islower() or _is_english_compound(left, right):
        return 0, ""
    return 1, ""


def _is_english_compound(left: str, right: str) -> bool:
    """Whether the hyphen belongs to the word: "well-known" and "high-level", not "agree-ment" or "Handels-abkommen"."""
    left, right = left.lower(), right.lower()
    if is_known(f"{left}-{right}", "en"):
        return True
    whole = left + right
    if is_known(whole, "en") or is_known(whole, "de") or is_known(whole.capitalize(), "de"):
        return False
    return is_known(left, "en") and is_known(right, "en")


def _first_word(text: str) -> str:
    found = re.match(r"[^\W\d_]+", text)
    return found.group() if found else ""


def _last_word(text: str) -> str:
    found = re.search(r"[^\W\d_]+$", text[-LONGEST_WORD_CHARS:])
    return found.group() if found else ""
