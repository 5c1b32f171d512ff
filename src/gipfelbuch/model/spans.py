"""Where something stands in a report: half-open spans of code points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of characters, ``text[start:end]``, never empty.

    Args:
        start: offset of the first character, in Unicode code points.
        end: offset behind the last character.

    Raises:
        ValueError: if the span is empty or starts before the text.

    >>> Span(4, 9).of("Der Xi-Besuch")
    'Xi-Be'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The characters of ``text`` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether every character of ``other`` is one of this span."""
        return self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start


def trimmed(text: str, start: int, end: int, strip: str = " \t\r\n\u00a0") -> Span | None:
    """The span without the characters of ``strip`` at its ends; None if nothing is left."""
    while start < end and text[start] in strip:
        start += 1
    while end > start and text[end - 1] in strip:
        end -= 1
    return Span(start, end) if start < end else None


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same characters as a sorted run of spans that neither overlap nor repeat."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start < out[-1].end:
            if span.end > out[-1].end:
                out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return tuple(out)
