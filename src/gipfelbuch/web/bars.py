"""Reports by month as bars: what a register covers enters, where each bar stands and how high it is leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gipfelbuch.register.queries import Coverage

HEIGHT = 56  # of the highest bar; units of the drawing
STEP = 10  # from bar to bar
GAP = 2
MOST_MONTHS = 96  # more of them are drawn as years: a bar is then still a few pixels wide
LANGUAGES = ("de", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The reports of one language within a bar."""

    language: str
    reports: int
    top: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A month or a year.

    Args:
        period: "2025-11" or "2025".
        reports: how many.
        left: where it begins.
        parts: by language, the lowest first.
    """

    period: str
    reports: int
    left: int
    parts: tuple[Part, ...]


def bars_of(covered: Coverage) -> tuple[Bar, ...]:
    """Reports by month, or by year where there are many months; periods without any are there, empty."""
    counts: Counter[tuple[str, str]] = Counter()
    months = [m for m in covered.months if m.month]
    if not months:
        return ()
    every = list(_months_between(months[0].month or "", months[-1].month or ""))
    chars = len("2025-11") if len(every) <= MOST_MONTHS else len("2025")
    for month in months:
        counts[(month.month or "")[:chars], month.language] += month.reports
    periods = list(dict.fromkeys(month[:chars] for month in every))
    highest = max(sum(counts[p, language] for language in LANGUAGES) for p in periods)
    return tuple(_bar(n, period, counts, highest) for n, period in enumerate(periods))


def _bar(number: int, period: str, counts: Counter[tuple[str, str]], highest: int) -> Bar:
    parts, below = [], 0
    for language in LANGUAGES:
        reports = counts[period, language]
        height = round(HEIGHT * reports / highest, 2)
        top = round(HEIGHT - HEIGHT * below / highest - height, 2)
        parts.append(Part(language=language, reports=reports, top=top, height=height))
        below += reports
    return Bar(period=period, reports=below, left=number * STEP, parts=tuple(parts))


def _months_between(first: str, last: str) -> Iterable[str]:
    year, month = int(first[:4]), int(first[5:])
    while f"{year:04}-{month:02}" <= last:
        yield f"{year:04}-{month:02}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
