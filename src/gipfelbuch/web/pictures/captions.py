"""Words about what is drawn: records enter, a line about each leaves."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from gipfelbuch.model.entries import Kind
from gipfelbuch.register.queries import Answer, ShownParty, ShownRecord
from gipfelbuch.web.languages import Words
from gipfelbuch.web.pictures.manners import Manner
from gipfelbuch.web.pictures.sheets import Mark
from gipfelbuch.web.telling import tell

MOST_NAMED = 4  # parties in a line
_MATTERS = frozenset({Kind.AGREEMENT, Kind.ISSUE, Kind.GIFT})


def line_about(record: ShownRecord, words: Words) -> str:
    """What a record tells, in a line: "3. November 2025, Treffen, geplant: Japan, Südkorea: Handel, Seoul"."""
    told = tell(record)
    sort = ", ".join(filter(None, (words.name(told.sort), words.name(told.status) if told.status else "")))
    return f"{when(record, words)}, {sort}: {what_about(record, words)}"


def what_about(record: ShownRecord, words: Words) -> str:
    """Who, to whom, about what and where."""
    told = tell(record)
    who = " → ".join(filter(None, (_names(told.who), _names(told.whom))))
    quote = words.quoted(told.quote) if told.quote else ""
    what = ": ".join(filter(None, (who, quote, *told.about))) or record.summary
    return ", ".join(filter(None, (what, told.place)))


def short_about(record: ShownRecord, words: Words) -> str:
    """What is written beside a mark in the colour of its kind: of a matter between parties, only the matter."""
    told = tell(record)
    if record.kind is Kind.ENCOUNTER:
        return ", ".join(filter(None, (words.name(told.sort), told.place or "", *told.about, _names(told.who))))
    if record.kind in _MATTERS and told.about:
        return ": ".join(told.about)
    return what_about(record, words)


def when(record: ShownRecord, words: Words) -> str:
    """The date that is told, else the day of publication in brackets."""
    if record.date:
        return words.date(record.date)
    return f"[{words.day(record.day)}]" if record.day else words("undated")


def days_told(first: date, last: date, words: Words) -> str:
    """A span of days in words: a day, a month, a year, or from when to when."""
    if first == last:
        return words.day(first.isoformat())
    if (first.day, first.month, last.day, last.month) == (1, 1, 31, 12):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if (
        first.day == 1
        and last.day == monthrange(last.year, last.month)[1]
        and first.month == last.month
        and first.year == last.year
    ):
        return words.month(first.isoformat()[:7])
    return words.date(f"{first.isoformat()}/{last.isoformat()}")


def mark_of(record: ShownRecord, manner: Manner) -> Mark:
    """What a shape that stands for a record says, and where it leads."""
    leads = manner.at.record(record.id) if manner.at else None
    return Mark(told=line_about(record, manner.words), leads=leads)


def counted_kinds(records: Iterable[ShownRecord], words: Words) -> str:
    """How many of each kind: "3 Begegnungen, 1 Abmachung"."""
    numbers = Counter(r.kind for r in records)
    return ", ".join(counted_kind(k, numbers[k], words) for k in Kind if numbers[k])


def counted_kind(kind: Kind, number: int, words: Words) -> str:
    """A number of records of a kind: "1 Begegnung"."""
    return f"{words.number(number)} {words.name(kind.value) if number == 1 else words.names(kind.value)}"


def day_of(record: ShownRecord) -> date | None:
    """The day on which a record stands; None if it stands on none that a calendar has."""
    try:
        return date.fromisoformat(record.day) if record.day else None
    except ValueError:
        return None


def signed(score: float, words: Words) -> str:
    """A score with its sign, to a tenth."""
    told = words.number(abs(round(score, 1)))
    return f"+{told}" if score > 0 else f"\u2212{told}" if score < 0 else told


def outside_note(days: Sequence[date], first: date, last: date, words: Words) -> str:
    """How many records are on days before the first and behind the last one shown."""
    earlier, later = [d for d in days if d < first], [d for d in days if d > last]
    told = []
    if earlier:
        told.append(words.counted("picture.earlier", len(earlier), year=str(min(earlier).year)))
    if later:
        told.append(words.counted("picture.later", len(later), year=str(max(later).year)))
    return " ".join(told)


def left_out_note(answer: Answer[Any], words: Words) -> str:
    """That only the latest are shown, if there are more."""
    return words("latest_of_more", number=len(answer)) if answer.more else ""


def _names(parties: Iterable[ShownParty]) -> str:
    names = [p.name for p in parties]
    return ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")
