"""Where matching takes readings from: as often as it asks, in order of publication, a fortnight in memory at a time."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from gipfelbuch.model.records import EntryRef, Source

Archive = Callable[[], Iterator[Source]]  # every reading once: those without a day first, then by day, then by key


def archive_of(sources: Iterable[Source]) -> Archive:
    """An archive of readings that are in memory.

    Args:
        sources: in any order; the same reading twice counts once.

    Raises:
        ValueError: if two different readings have one key.
    """
    found: dict[str, Source] = {}
    for source in sources:
        if found.setdefault(source.key, source) != source:
            raise ValueError(f"two readings have the key {source.key}; a text is read once. Nothing was matched")
    listed = sorted(found.values(), key=lambda s: (day_of(s) is not None, day_of(s) or 0, s.key))
    return lambda: iter(listed)


def day_of(source: Source) -> int | None:
    """Ordinal of the day of publication; None if unknown."""
    published = source.reading.report.published
    return published.toordinal() if published else None


class Numbers:
    """The entries of an archive as numbers from 0 on, in order of their references."""

    def __init__(self, entries: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Number them.

        Args:
            entries: report key and the ids of its entries in order, in any order of reports.
        """
        listed = sorted(entries)
        self.keys = [key for key, _ in listed]
        self._ids = [tuple(ids) for _, ids in listed]
        self._starts: list[int] = []
        self.count = 0
        for ids in self._ids:
            self._starts.append(self.count)
            self.count += len(ids)
        self._first = dict(zip(self.keys, self._starts, strict=True))

    def first_of(self, report: str) -> int:
        """The number of the first entry of a report."""
        return self._first[report]

    def report_of(self, number: int) -> int:
        """The place of an entry's report among all reports in order of key."""
        return bisect_right(self._starts, number) - 1

    def reports(self) -> array[int]:
        """By number of the entry, the place of its report among all reports."""
        return array("q", (place for place, ids in enumerate(self._ids) for _ in ids))

    def ref(self, number: int) -> EntryRef:
        """Which entry a number is."""
        place = self.report_of(number)
        return EntryRef(report=self.keys[place], entry=self._ids[place][number - self._starts[place]])
