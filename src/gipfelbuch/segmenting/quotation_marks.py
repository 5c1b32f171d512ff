"""Quotation marks to quoted stretches: „…“ »…« «…» “…” "…" ‚…‘ ‘…’ ›…‹, unbalanced ones too."""

from __future__ import annotations

import regex

from gipfelbuch.model.reports import Quoted
from gipfelbuch.model.spans import Span, trimmed

_MARKS = regex.compile("``|''|[„“”\"»«‚‘’›‹'\u201f\u301d\u301e\uff02]")
_CLOSERS = {
    "„": '“”"\u201f',
    "“": '”"“',
    "”": '”"',
    '"': '"”“',
    "»": "«",
    "«": "»",
    "‚": "‘’'",
    "‘": "’'",
    "'": "'’",
    "›": "‹",
    "‹": "›",
    "``": "''\"",
}
DEEPEST = 3  # quotations within quotations; a mark that would open one more is an ornament or a fault
_SINGLE = frozenset("‚‘'’")
_PARAGRAPH = regex.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")


def _opens(text: str, start: int, end: int) -> bool:
    """Whether the mark stands where an opening one would: space or a bracket before, none after."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return (before.isspace() or before in '([{–—-/:„“»«"…') and not after.isspace() and after not in ".,;:!?)"


def _closes_word(text: str, start: int, end: int) -> bool:
    """Whether a single mark can close (an apostrophe within a word cannot)."""
    after = text[end] if end < len(text) else " "
    return start > 0 and not text[start - 1].isspace() and not after.isalpha()


class _Open:
    """A quotation whose end has not been seen yet."""

    __slots__ = ("end", "mark", "start")

    def __init__(self, mark: str, start: int, end: int) -> None:
        self.mark, self.start, self.end = mark, start, end


def _quoted(text: str, opened: _Open, close: tuple[int, int] | None, limit: int, depth: int) -> Quoted | None:
    inner_end, outer_end = close or (limit, limit)
    inner = trimmed(text, opened.end, inner_end)
    if inner is None:
        return None
    outer = Span(opened.start, max(outer_end, inner.end))
    return Quoted(inner=inner, outer=outer, depth=depth, closed=close is not None)


def _in_paragraph(text: str, first: int, limit: int) -> list[Quoted]:
    stack: list[_Open] = []
    out: list[Quoted | None] = []
    for match in _MARKS.finditer(text, first, limit):
        mark, (start, end) = match.group(), match.span()
        depth = next((i for i in range(len(stack) - 1, -1, -1) if mark in _closing(stack[i].mark)), None)
        can_close = depth is not None and (mark not in _SINGLE or _closes_word(text, start, end))
        if can_close and mark in "\"“»«'" and _opens(text, start, end) and text[start - 1 : start] in (" ", "\n", "("):
            can_close = False
        if can_close and depth is not None:
            out.append(_quoted(text, stack[depth], (start, end), limit, depth))
            del stack[depth:]
        elif (
            len(stack) < DEEPEST
            and mark in _CLOSERS
            and _opens(text, start, end)
            and not (mark == "'" and not _has_closer(text, end, limit))
        ):
            stack.append(_Open(mark, start, end))
    for depth, opened in enumerate(stack):
        if opened.mark not in _SINGLE:
            out.append(_quoted(text, opened, None, limit, depth))
    return [q for q in out if q is not None]


def _closing(mark: str) -> tuple[str, ...]:
    closers = _CLOSERS[mark]
    return ("''", '"') if mark == "``" else tuple(closers)


def _has_closer(text: str, start: int, limit: int) -> bool:
    return any(_closes_word(text, m.start(), m.end()) for m in regex.finditer("['’]", text[:limit], pos=start))


def find_quoted(text: str) -> tuple[Quoted, ...]:
    """Every stretch between quotation marks, in order of its start.

    A quotation that is never closed ends with its paragraph and is told so (``closed``).
    """
    found = [q for p in _PARAGRAPH.finditer(text) for q in _in_paragraph(text, p.start(), p.end())]
    return tuple(sorted(found, key=lambda q: (q.outer.start, -q.outer.end)))
