"""Matches of the grammar of times to values: dates, weeks, seasons, decades, holidays (see `times_spans` for the rest)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.marking.rules.times_context import TimeContext
from gipfelbuch.marking.rules.times_grammar import Match, Piece
from gipfelbuch.marking.rules.times_tense import Tense
from gipfelbuch.model.marks import TimeType
from gipfelbuch.normalizing.calendars import (
    SEASON_MONTHS,
    holiday_date,
    safe_date,
    shifted,
    unit_value,
    weekday_near,
)
from gipfelbuch.normalizing.durations import duration_value

OFFSETS = {"last": -1, "this": 0, "next": 1}
TWO_DIGIT_PIVOT = 40  # two digits up to this many are years of 2000, above of 1900
_INDEFINITE = closed_class("indefinite_article")
UNKNOWN_DAY = "XXXX-XX-XX"
FAR_DAYS, NEAR_DAYS = 270, 90  # a date without year so far off is doubted if the one on the other side is so near


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression before it becomes a mark.

    Args:
        first: index of its first token.
        last: index behind its last token.
        type: TIMEX3 type.
        value: TIMEX3 value.
        relative: whether the value was counted from another date.
        edtf: date meant, where the value does not tell it ("vor drei Jahren").
        cut_chars: characters of the last token that do not belong.
    """

    first: int
    last: int
    type: TimeType
    value: str
    relative: bool = False
    edtf: str | None = None
    cut_chars: int = 0


def whole(
    match: Match, context: TimeContext, value: str | None, *, relative: bool = False, time: bool = False
) -> list[Found]:
    """One expression that covers the match; none if there is no value."""
    if value is None:
        return []
    kind = TimeType.TIME if time else TimeType.DATE
    return [Found(context.first, match.last, kind, value, relative)]


def full_year(text: str) -> int:
    """Four digits, or two with their century guessed."""
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year <= TWO_DIGIT_PIVOT else 1900)


def _told_by_preposition(context: TimeContext) -> Tense | None:
    """Tense that a preposition tells ("vom 3. Mai", "bis März", "von Montag an")."""
    hints = context.hints
    before = context.word_before()
    if before in hints["article"] or before in hints["edge"]:
        before = context.word_before(2)
    starts = context.word_after() in hints["start_after"]  # "von Montag an"
    if before in hints["past_preposition"] and not starts and not context.in_pair:
        return Tense.PAST
    if before in hints["future_preposition"] or starts:
        return Tense.FUTURE
    return None


def direction_of(context: TimeContext) -> Tense:
    """Tense for dates: a preposition decides before the verb does."""
    return _told_by_preposition(context) or context.tense()


def nearest_year(candidates: dict[int, date], context: TimeContext) -> int:
    """The year whose date fits the tense: the last one before, the next one after, else the nearest.

    Without a day of publication the nearest to the day told last: a tense says nothing about that.
    """
    base = context.base or date.min
    tense = direction_of(context)
    nearest = min(candidates, key=lambda y: (abs((candidates[y] - base).days), y))
    if context.published is None:
        return nearest
    if tense is Tense.PAST:
        chosen = max((y for y, d in candidates.items() if d <= base), default=base.year)
    elif tense in (Tense.FUTURE, Tense.PRESENT):
        chosen = min((y for y, d in candidates.items() if d >= base), default=base.year)
    else:
        return nearest
    firm = tense is Tense.PAST and context.document.language == "de"  # English says "agreed to meet on" in one clause
    if firm or _told_by_preposition(context):
        return chosen
    is_far = abs((candidates.get(chosen, base) - base).days) > FAR_DAYS
    return nearest if is_far and abs((candidates[nearest] - base).days) <= NEAR_DAYS else chosen


def _years_around(context: TimeContext, month: int, day: int) -> dict[int, date]:
    base = context.base
    if base is None:
        return {}
    found = {y: safe_date(y, month, day) for y in (base.year - 1, base.year, base.year + 1) if 1 <= y <= 9999}
    return {y: d for y, d in found.items() if d}


def year_for(context: TimeContext, month: int, day: int | None) -> int | None:
    """The year of a month or day told without one; None if nothing tells."""
    told, base = context.told_year(), context.base
    ahead = direction_of(context) in (Tense.FUTURE, Tense.PRESENT) and context.published is not None
    if told and not ahead:
        return told
    if base is None:
        return context.story_year
    if day is None and month == base.month and direction_of(context) is not Tense.PAST:
        return base.year
    return (
        nearest_year(_years_around(context, month, day or 1), context)
        if _years_around(context, month, day or 1)
        else None
    )


def day_value(context: TimeContext, year: int | None, month: int, day: int) -> str | None:
    """A day's value; remembers it. None where the calendar has no such day."""
    if safe_date(year or 2000, month, day) is None:
        return None
    if year is None:
        return f"XXXX-{month:02d}-{day:02d}"
    told = safe_date(year, month, day)
    if told:
        context.tell_day(told)
    return f"{year:04d}-{month:02d}-{day:02d}"


def find_date(match: Match, context: TimeContext) -> list[Found]:
    """ "am 3. Juni 2013", "on November 1"."""
    month, day, year = match.value("MONTH", "MON", "MN"), match.value("D"), match.value("YY", "Y2")
    if month is None or day is None:
        return []
    if year is not None:
        context.tell_year(full_year(year))
        return whole(match, context, day_value(context, full_year(year), int(month), int(day)))
    if context.after_set:
        return [Found(context.first, match.last, TimeType.SET, f"XXXX-{int(month):02d}-{int(day):02d}")]
    guessed = year_for(context, int(month), int(day))
    return whole(match, context, day_value(context, guessed, int(month), int(day)), relative=True)


def find_numeric(match: Match, context: TimeContext) -> list[Found]:
    """ "30.11.2013", "2013-11-30", "11/30/2013"."""
    whole_date, short = match.value("DMY"), match.value("DM")
    if whole_date:
        day, month, year = whole_date.split(" ")
        context.tell_year(full_year(year))
        return whole(match, context, day_value(context, full_year(year), int(month), int(day)))
    if short:
        if context.word_before() not in context.hints["day_preposition"]:
            return []
        day, month = short.split(" ")
        return whole(
            match,
            context,
            day_value(context, year_for(context, int(month), int(day)), int(month), int(day)),
            relative=True,
        )
    digits = match.value("YY"), match.value("MN"), match.value("D")
    if None in digits:
        return []
    year_, month_, day_ = (int(d or 0) for d in digits)
    context.tell_year(year_)
    return whole(match, context, day_value(context, year_, month_, day_))


def _value_in(part: tuple[Piece, ...], *names: str) -> str | None:
    return next((p.value for p in part if p.name in names), None)


def find_date_pair(match: Match, context: TimeContext) -> list[Found]:
    """ "24. und 25. September": month and year that one lacks come from the other."""
    context.in_pair = True
    parts = match.parts()
    last_month = next((m for p in reversed(parts) if (m := _value_in(p, "MONTH"))), None)
    year = next((y for p in parts if (y := _value_in(p, "YY"))), None)
    if last_month is None:
        return []
    last_day = _value_in(parts[-1], "D")
    chosen = full_year(year) if year else year_for(context, int(last_month), int(last_day or 1))
    if year:
        context.tell_year(full_year(year))
    out = []
    for part in parts:
        month, day = int(_value_in(part, "MONTH") or last_month), int(_value_in(part, "D") or 1)
        value = day_value(context, chosen, month, day)
        if value:
            out.append(Found(part[0].first, part[-1].last, TimeType.DATE, value, relative=year is None))
    return out


def find_month(match: Match, context: TimeContext) -> list[Found]:
    """ "im Mai", "Ende April 2010", "vergangenen September"."""
    month, year, mod = match.value("MONTH", "MON"), match.value("YY", "Y2"), match.value("MOD")
    if month is None:
        return []
    if match.value("UNIT", "PREVUNIT") and context.base:
        offset = OFFSETS[mod] if mod else int((match.value("PREVUNIT") or "0 Y").split(" ")[0])
        context.tell_year(context.base.year + offset)
        return whole(match, context, f"{context.base.year + offset:04d}-{int(month):02d}", relative=True)
    if year:
        context.tell_year(full_year(year))
        return whole(match, context, f"{full_year(year):04d}-{int(month):02d}")
    if match.pieces[0].name == "MONTH" and len(match.pieces) == 1 and not _stands_as_time(context):
        return []
    chosen = _modified_year(context, int(month), mod) if mod else year_for(context, int(month), None)
    value = f"{chosen:04d}-{int(month):02d}" if chosen else f"XXXX-{int(month):02d}"
    return whole(match, context, value, relative=True)


def _stands_as_time(context: TimeContext) -> bool:
    """Whether a bare month or season stands behind a word that makes it a time ("im", "since") or in a range."""
    before = context.word_before()
    return before in context.hints["time_preposition"] or (
        context.previous_last == context.first - 1 and before in ("und", "and", "bis", "to", "oder", "or", "–", "-")
    )


def _modified_year(context: TimeContext, month: int, mod: str) -> int | None:
    base = context.base
    if base is None:
        return None
    if mod == "this":
        return base.year
    if mod == "last":
        return base.year if month < base.month else base.year - 1
    return base.year if month > base.month else base.year + 1


def find_month_pair(match: Match, context: TimeContext) -> list[Found]:
    """ "Mai und Juni 2010"."""
    year = match.value("YY")
    out = []
    for part in match.parts():
        month = int(_value_in(part, "MONTH") or 1)
        chosen = full_year(year) if year else year_for(context, month, None)
        value = f"{chosen:04d}-{month:02d}" if chosen else f"XXXX-{month:02d}"
        out.append(Found(part[0].first, part[-1].last, TimeType.DATE, value, relative=year is None))
    return out


def find_year(match: Match, context: TimeContext) -> list[Found]:
    """ "1987", "im Jahr 2011", "Anfang 2010"."""
    year = match.value("YY", "Y4")
    if year is None:
        return []
    context.tell_year(int(year))
    return whole(match, context, f"{int(year):04d}")


def find_year_pair(match: Match, context: TimeContext) -> list[Found]:
    """ "1943 bis 1945", "1990-95", "2010/11"."""
    out = []
    century = int(match.value("YY") or 0) // 100 * 100
    for part in match.parts():
        text = _value_in(part, "YY") or _value_in(part, "Y2") or ""
        year = int(text) + (century if len(text) == 2 else 0)
        out.append(Found(part[0].first, part[-1].last, TimeType.DATE, f"{year:04d}"))
    if len(out) > 1 and out[1].value <= out[0].value:
        return []
    context.tell_year(int(out[-1].value))
    return out


def find_season(match: Match, context: TimeContext) -> list[Found]:
    """ "im Herbst 2011", "im vergangenen Sommer"."""
    season, year, mod = match.value("SEASON"), match.value("YY"), match.value("MOD")
    if season is None:
        return []
    month = SEASON_MONTHS[season]
    if year:
        context.tell_year(int(year))
        return whole(match, context, f"{int(year):04d}-{season}")
    if not mod and len(match.pieces) == 1 and not _stands_as_time(context):
        return []
    edge_month = month + 2 if mod == "last" else month  # the last season must be over, the next one not begun
    chosen = _modified_year(context, edge_month, mod) if mod else year_for(context, month, None)
    return whole(match, context, f"{chosen:04d}-{season}" if chosen else f"XXXX-{season}", relative=True)


def find_season_years(match: Match, context: TimeContext) -> list[Found]:
    """ "Winter 2010/11"."""
    season, year = match.value("SEASON"), match.value("YY")
    context.tell_year(int(year or 0))
    return whole(match, context, f"{year}-{season}")


def find_quarter(match: Match, context: TimeContext) -> list[Found]:
    """ "im dritten Quartal 2013", "in the first half of the year"."""
    number = int(match.value("ORD", "D", "QN") or 0)
    is_half = match.value("UNIT") == "H" or match.has("half", "hälfte")
    letter, most = ("H", 2) if is_half else ("Q", 4)
    if number == -1:
        number = most
    if not 1 <= number <= most or match.value("UNIT") not in (None, "H", "Q", "Y"):
        return []
    year, mod = match.value("YY"), match.value("MOD")
    if year:
        context.tell_year(int(year))
        return whole(match, context, f"{int(year):04d}-{letter}{number}")
    base = context.base
    if base is None:
        return whole(match, context, f"XXXX-{letter}{number}")
    begun = safe_date(base.year, (number - 1) * (12 // most) + 1, 1)
    late = not mod and begun is not None and begun > base and context.tense() is Tense.PAST
    return whole(match, context, f"{base.year + OFFSETS[mod or 'this'] - late:04d}-{letter}{number}", relative=True)


def find_decade(match: Match, context: TimeContext) -> list[Found]:
    """ "in den neunziger Jahren", "the 1990s"."""
    digits = match.value("N10", "TENS", "DECADE") or ""
    if len(digits) == 4:
        context.tell_year(int(digits))
        return whole(match, context, digits[:3])
    return whole(match, context, "200" if digits == "00" else f"19{digits[0]}" if digits else None)


def find_century(match: Match, context: TimeContext) -> list[Found]:
    """ "im 19. Jahrhundert"."""
    number = int(match.value("D", "ORD") or 0)
    return whole(match, context, f"{number - 1:02d}" if number >= 1 else None)


def find_century_pair(match: Match, context: TimeContext) -> list[Found]:
    """ "im 18. und 19. Jahrhundert"."""
    del context
    return [
        Found(part[0].first, part[-1].last, TimeType.DATE, f"{int(number) - 1:02d}")
        for part in match.parts()
        if (number := _value_in(part, "D", "ORD"))
    ]


def weekday_date(match: Match, context: TimeContext, weekday: int) -> date | None:
    """The day that a weekday means here; None if nothing tells."""
    base = context.base
    if base is None:
        return None
    mod, adjective = match.value("MOD"), match.value("DAYADJ")
    if match.value("UNIT") == "W" and mod:
        return shifted(base, 7 * OFFSETS[mod] + weekday - base.isoweekday())
    if adjective:
        return weekday_near(shifted(base, int(adjective)), weekday, 1 if int(adjective) > 0 else -1)
    if mod == "last":
        return weekday_near(shifted(base, -1), weekday, -1)
    if mod == "next":
        return weekday_near(shifted(base, 1), weekday, 1)
    previous = context.previous_weekday
    linked = (
        previous is not None
        and context.first - context.previous_last <= 2
        and context.word_before() in context.hints["link"]
    )
    if linked and previous is not None:
        return weekday_near(shifted(previous, 1), weekday, 1)
    ahead = direction_of(context) in (Tense.FUTURE, Tense.PRESENT)
    return weekday_near(base, weekday, 1 if ahead else -1)


def find_weekday(match: Match, context: TimeContext) -> list[Found]:
    """ "am Freitag", "kommenden Montag", "Tuesday of last week"."""
    weekday = int(match.value("WEEKDAY") or 1)
    day = weekday_date(match, context, weekday)
    if day is None:
        return whole(match, context, f"XXXX-WXX-{weekday}")
    context.tell_day(day)
    context.previous_weekday = day
    return whole(match, context, day.isoformat(), relative=True)


def find_weekday_part(match: Match, context: TimeContext) -> list[Found]:
    """ "Freitagabend", "Monday morning"."""
    compound = match.value("WDPART")
    weekday, part = (
        compound.split(" ") if compound else (match.value("WEEKDAY") or "1", match.value("PART", "PARTLOW") or "DT")
    )
    day = weekday_date(match, context, int(weekday))
    if day is None:
        return whole(match, context, f"XXXX-WXX-{weekday}T{part}", time=True)
    context.tell_day(day)
    context.previous_weekday = day
    return whole(match, context, f"{day.isoformat()}T{part}", relative=True, time=True)


def find_unit(match: Match, context: TimeContext) -> list[Found]:
    """ "vergangene Woche", "Ende des Monats", "this year"."""
    unit, base = match.value("UNIT"), context.base
    plural = any(p.name == "UNIT" and context.is_plural(p.first) for p in match.pieces)
    if unit is None or plural or unit in ("D", "WE"):
        return []
    if match.has_text(context.document.tokens, "past"):
        return [Found(context.first, match.last, TimeType.DURATION, duration_value(1, unit))]
    offset = OFFSETS[match.value("MOD") or "this"] if not match.value("DAYADJ") else int(match.value("DAYADJ") or 0)
    if base is None:
        return whole(
            match, context, "PAST_REF" if offset < 0 else "FUTURE_REF" if offset else "PRESENT_REF", relative=True
        )
    return whole(match, context, unit_value(base, unit, offset), relative=True)


def find_edge_unit(match: Match, context: TimeContext) -> list[Found]:
    """ "zum Jahresende", "Anfang der Woche" in one word."""
    _, unit = (match.value("EDGEUNIT") or "end Y").split(" ")
    offset = OFFSETS[match.value("MOD") or "this"]
    if context.base is None:
        return []
    return whole(match, context, unit_value(context.base, unit, offset), relative=True)


def find_weekend(match: Match, context: TimeContext) -> list[Found]:
    """ "am Wochenende": the last one for the past, this week's for what is to come; "ein Wochenende" is a duration."""
    base, mod = context.base, match.value("MOD")
    if mod is None and context.word_before() in _INDEFINITE:
        return [Found(context.first, match.last, TimeType.DURATION, "P1WE")]
    if base is None or context.is_plural(match.last - 1):
        return []
    ahead = mod == "next" or (mod is None and direction_of(context) in (Tense.FUTURE, Tense.PRESENT))
    on_weekend = base.isoweekday() > 5
    if ahead:
        offset = 1 if on_weekend and mod == "next" else 0
    else:
        offset = 0 if mod == "this" or (on_weekend and mod is None) else -1
    return whole(match, context, unit_value(base, "WE", offset), relative=True)


def find_holiday(match: Match, context: TimeContext) -> list[Found]:
    """ "zu Weihnachten 2004", "Ostern"."""
    rule, year, mod = match.value("HOLIDAY") or "", match.value("YY"), match.value("MOD")
    if not year and not mod and not _follows_time_preposition(context):
        return []
    if year:
        chosen: int | None = int(year)
    else:
        chosen = context.told_year() or _holiday_year(rule, mod, context)
    day = holiday_date(rule, chosen) if chosen else None
    if day is None:
        return whole(match, context, f"XXXX-{rule}" if rule[0].isdecimal() else UNKNOWN_DAY)
    context.tell_day(day)
    return whole(match, context, day.isoformat(), relative=year is None)


def _follows_time_preposition(context: TimeContext) -> bool:
    """Whether a preposition of time stands before, an article between let pass ("in der Silvesternacht")."""
    before, prepositions = context.word_before(), context.hints["time_preposition"]
    return before in prepositions or (before in context.hints["article"] and context.word_before(2) in prepositions)


def _holiday_year(rule: str, mod: str | None, context: TimeContext) -> int | None:
    base = context.base
    if base is None:
        return None
    days = {y: d for y in (base.year - 1, base.year, base.year + 1) if 1 <= y <= 9999 and (d := holiday_date(rule, y))}
    if mod == "last":
        return max((y for y, d in days.items() if d < base), default=None)
    if mod == "next":
        return min((y for y, d in days.items() if d > base), default=None)
    return nearest_year(days, context) if days else None


def find_day(match: Match, context: TimeContext) -> list[Found]:
    """ "gestern", "heute", "tomorrow", "am heutigen Tag"; "heute" for these days where words say so."""
    if match.has("before", "after"):
        offset = -2 if match.has("before") else 2
    else:
        offset = int(match.value("DAYADV", "TOMORROW", "DAYADJ") or 0)
    if offset == 0 and _means_nowadays(context):
        return whole(match, context, "PRESENT_REF")
    if context.published is None:
        return whole(match, context, ("PAST_REF", "PRESENT_REF", "FUTURE_REF")[(offset > 0) - (offset < 0) + 1])
    day = shifted(context.published, offset)
    context.tell_day(day)
    return whole(match, context, day.isoformat(), relative=True)


def _means_nowadays(context: TimeContext) -> bool:
    hints = context.hints
    if context.word_before() in hints["nowadays_before"] or context.word_after() in hints["nowadays_after"]:
        return True
    return context.verb() in hints["stative"] and context.tense() is Tense.PRESENT
