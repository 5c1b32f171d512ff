"""Matches of the grammar of times to values: clock, parts of day, durations, sets, references, dates told from other dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gipfelbuch.knowledge.times import time_words
from gipfelbuch.marking.rules.times_context import TimeContext
from gipfelbuch.marking.rules.times_grammar import Match, Piece
from gipfelbuch.marking.rules.times_tense import Tense
from gipfelbuch.marking.rules.times_values import UNKNOWN_DAY, Found, find_date, whole
from gipfelbuch.model.marks import TimeType
from gipfelbuch.model.reports import Pos
from gipfelbuch.normalizing.calendars import edtf_of, shifted, unit_value, weekday_near
from gipfelbuch.normalizing.durations import duration_value

REGULAR_UNITS = {"H": ("M", 6), "Q": ("M", 3), "FN": ("W", 2), "HH": ("TM", 15)}  # as TIMEX3 units
CALENDAR_UNITS = frozenset({"Y", "M", "W", "D", "DE", "CE"})
NEAR_TOKENS = 3  # how far behind a clock time its day may stand ("um 20 Uhr am Freitag")
NOUN_REACH_TOKENS = 3  # how far behind "-jährig" its noun may stand
AFTERNOON = frozenset({"AF", "EV", "NI", "pm"})
NOON_HOUR = 12
SOME_DAYS = 14  # more than "some days ago" reaches back
CLOCK_SENTENCES = 2  # how far back a day told still rules a clock time in a tale
STORY_DAY_SENTENCES = 3  # how far back a day told still rules a bare part of day


def _duration(
    match: Match, context: TimeContext, value: str, edtf: str | None = None, cut_chars: int = 0
) -> list[Found]:
    return [Found(context.first, match.last, TimeType.DURATION, value, edtf is not None, edtf, cut_chars)]


def _number(match: Match) -> float | None:
    text = match.value("NUM")
    return float(text) if text else None


def _unit_duration(number: float | None, unit: str) -> str:
    code, factor = REGULAR_UNITS.get(unit, (unit, 1))
    return duration_value(number, code, factor)


def _counted_from(base: date | None, unit: str, number: float | None, sign: int) -> str | None:
    """EDTF of the date that lies so many units before or after another, as exact as the unit is."""
    if base is None or number is None or number != int(number) or number > 1000:
        return None
    unit, number = ("D", number * 14) if unit == "FN" else (unit, number)
    if unit == "H":
        unit, number = "M", number * 6
    if unit == "Q":
        unit, number = "M", number * 3
    value = unit_value(base, unit, sign * int(number)) if unit in CALENDAR_UNITS else None
    return edtf_of(value) if value else None


def find_duration(match: Match, context: TimeContext) -> list[Found]:
    """ "48 Stunden", "drei Jahre lang", "vor fünf Jahren" (the date meant as EDTF), "14-Tage-Frist"."""
    long, compound = match.value("LONG"), match.value("NUMUNIT")
    if context.word_after() in context.hints["age_after"] or _is_age(context):
        return []
    if long:
        return _duration(match, context, long)
    if compound:
        return _compound_duration(match, context, compound)
    unit = match.value("UNIT", "PLURAL", "NIGHTS") or "D"
    numbers = [float(p.value) for p in match.pieces if p.name in ("NUM", "WHOLE")]
    if len(numbers) > 1 and numbers != [1.0, 0.5]:  # "ein halbes Jahr"
        return []
    number = 0.5 if match.has("half") and not numbers else numbers[-1] if numbers else None
    if match.has("half") and number is not None and match.has("and"):
        number = 1.5 if match.value("NUM") is None else number + 0.5
    if unit == "WE":
        return []
    if unit == "D" and number is None and context.word_before() in context.hints["ago"]:
        context.tell_some_day()
    return _duration(match, context, _unit_duration(number, unit), _meant(context, unit, number))


def find_duration_pair(match: Match, _: TimeContext) -> list[Found]:
    """ "50 statt 30 Jahre": the first number has the unit of the second."""
    unit = match.value("UNIT", "PLURAL") or "Y"
    out = []
    for part in match.parts():
        number = next(float(p.value) for p in part if p.name == "NUM")
        out.append(Found(part[0].first, part[-1].last, TimeType.DURATION, _unit_duration(number, unit)))
    return out


def _is_age(context: TimeContext) -> bool:
    """Whether words before make it an age: "im Alter von 58 Jahren", "mit 39 Jahren"."""
    before = context.word_before()
    return before in context.hints["age_before"] or (
        before in ("von", "of") and context.word_before(2) in context.hints["age_before"]
    )


def _meant(context: TimeContext, unit: str, number: float | None) -> str | None:
    """The date meant by "vor drei Jahren", "drei Jahre später", "in zwei Wochen" with a verb that looks ahead."""
    hints = context.hints
    before, after = context.word_before(), context.word_after()
    if before in hints["ago"] and after not in hints["earlier"]:
        return _counted_from(context.base, unit, number, -1)
    if after in hints["later"]:
        return _counted_from(context.story_day, unit, number, 1)
    if after in hints["earlier"]:
        return _counted_from(context.story_day, unit, number, -1)
    if before in hints["long_in"] and context.tense() is Tense.FUTURE:
        return _counted_from(context.base, unit, number, 1)
    return None


def _compound_duration(match: Match, context: TimeContext, compound: str) -> list[Found]:
    """An adjective of years counts only with a noun that lasts; with others it is an age."""
    number, unit, factor = compound.split(" ")
    piece = next(p for p in match.pieces if p.name == "NUMUNIT")
    text = context.document.tokens[piece.first].lower
    if unit == "Y" and "jährig" in text and not _lasts(context):
        return []
    return _duration(match, context, duration_value(float(number), unit, int(factor)), cut_chars=piece.cut_chars)


def _lasts(context: TimeContext) -> bool:
    words = time_words(context.document.language)
    for on in range(NOUN_REACH_TOKENS):
        token = context.token_after(on)
        if token is None or token.pos is Pos.PUNCTUATION:
            return False
        tails = (token.lower, token.lemma.lower())
        if any(w.label == "PERIODNOUN" for t in tails for w in words.get(t, ())):
            return True
        if token.text[0].isupper():
            return False
    return False


def find_vague(match: Match, context: TimeContext) -> list[Found]:
    """ "seit Jahren", "Jahre später", "for decades"."""
    hints = context.hints
    marked = context.word_before() in hints["vague_before"] or context.word_after() in hints["vague_after"]
    unit = match.value("PLURAL") or "Y"
    return _duration(match, context, _unit_duration(None, unit)) if marked else []


def find_units(match: Match, context: TimeContext) -> list[Found]:
    """ "die vergangenen zwei Jahrzehnte", "the next few days"."""
    unit = match.value("PLURAL", "UNIT") or "Y"
    if match.value("MOD") == "this" and _number(match) is None:
        return []
    return _duration(match, context, _unit_duration(_number(match), unit))


def find_ago(match: Match, context: TimeContext) -> list[Found]:
    """ "three years ago" (English: a date of its own)."""
    unit, base = match.value("UNIT", "PLURAL") or "Y", context.base
    number = 0.5 if match.has("half") else _number(match)
    if number == 0.5 and unit == "Y":
        number, unit = 6, "M"
    if number is None or base is None or number != int(number) or unit not in CALENDAR_UNITS | {"FN"}:
        return whole(match, context, "PAST_REF", relative=True)
    if unit == "FN":
        number, unit = number * 2, "W"
    start = (context.story_day or base) if match.has("earlier") else base
    return whole(match, context, unit_value(start, unit, -int(min(number, 5000))), relative=True)


def find_from_now(match: Match, context: TimeContext) -> list[Found]:
    """ "two weeks from now"."""
    unit, number, base = match.value("UNIT") or "Y", _number(match), context.base
    if base is None or number is None or unit not in CALENDAR_UNITS:
        return whole(match, context, "FUTURE_REF", relative=True)
    return whole(match, context, unit_value(base, unit, int(min(number, 5000))), relative=True)


def find_narrative(match: Match, context: TimeContext) -> list[Found]:
    """ "am nächsten Tag", "am Vortag", "that day", "im Jahr darauf": counted from the last date told."""
    base = context.told_day() or context.published
    previous, follow = match.value("PREVUNIT"), match.value("FOLLOW", "THAT")
    unit = match.value("UNIT") or "D"
    if base is None or (match.value("UNIT") and context.is_plural(_piece(match, "UNIT").first)):
        return []
    offset = int(follow or 0)
    if previous:
        number, unit = previous.split(" ")
        offset, base = int(number), base if unit == "D" else context.base or base
    elif match.has("darauf", "danach", "später", "after", "later"):
        offset = 1
    elif match.has("zuvor", "davor", "before", "earlier"):
        offset = -1
    part, weekday = match.value("PART"), match.value("WEEKDAY")
    if match.value("MOD") == "this" and unit == "D" and context.told_day() is None:
        return []
    if weekday:
        day = weekday_near(shifted(base, offset or -1), int(weekday), -1 if offset < 0 else 1)
        context.tell_day(day)
        return whole(match, context, day.isoformat(), relative=True)
    if part:
        return whole(match, context, f"{shifted(base, offset).isoformat()}T{part}", relative=True, time=True)
    if unit == "D":
        context.tell_day(shifted(base, offset))
    return whole(match, context, unit_value(_story_base(context, base, unit), unit, offset), relative=True)


def _story_base(context: TimeContext, base: date, unit: str) -> date:
    """For years the last year told counts, if one was told later than a day."""
    told = context.told_year()
    return date(told, 1, 1) if unit == "Y" and told else base


def _piece(match: Match, name: str) -> Piece:
    return next(p for p in match.pieces if p.name == name)


def find_day_part(match: Match, context: TimeContext) -> list[Found]:
    """ "gestern Abend", "heute früh", "last night", "am gestrigen Abend"."""
    part = match.value("PART", "PARTLOW", "TONIGHT")
    offset = int(match.value("DAYADV", "TOMORROW", "DAYADJ") or 0)
    if match.value("MOD") == "last" and not (part == "NI" and context.document.language == "de"):
        offset = -1  # the German "vergangene Nacht" led to this day
    if match.value("MOD") == "next" and part != "NI":
        offset = 1
    if part is None:
        part = "DT"
    if context.published is None:
        return whole(match, context, f"{UNKNOWN_DAY}T{part}", time=True)
    day = shifted(context.published, offset)
    context.tell_day(day)
    return whole(match, context, f"{day.isoformat()}T{part}", relative=True, time=True)


def find_night_to(match: Match, context: TimeContext) -> list[Found]:
    """ "in der Nacht auf Sonntag": a night belongs to the day that it leads to."""
    weekdays = [p for p in match.pieces if p.name == "WEEKDAY"]
    part, base = match.value("PART"), context.published
    if part is None:
        return []
    if base is None:
        return whole(match, context, f"{UNKNOWN_DAY}T{part}", time=True)
    day = shifted(base, int(match.value("DAYADV", "TOMORROW") or 0))
    if weekdays:
        ahead = context.tense() is Tense.FUTURE or match.value("MOD") == "next"
        day = weekday_near(base, int(weekdays[-1].value), 1 if ahead else -1)
    context.tell_day(day)
    return whole(match, context, f"{day.isoformat()}T{part}", relative=True, time=True)


def find_part(match: Match, context: TimeContext) -> list[Found]:
    """ "am Nachmittag", "in den frühen Morgenstunden": of the day told last, else of the publication date."""
    part = match.value("PART", "OVERNIGHT")
    guarded = len(match.pieces) == 1 and match.value("OVERNIGHT") is None
    if part is None or (guarded and context.word_before() not in context.hints["part_preposition"]):
        return []
    adjective = match.value("DAYADJ")
    if context.some_day_told:
        return whole(match, context, f"{_some_day_of(context.published)}T{part}", time=True)
    day = context.told_day(STORY_DAY_SENTENCES) or context.published
    if adjective and context.published:
        day = shifted(context.published, int(adjective))
    stem = day.isoformat() if day else UNKNOWN_DAY
    return whole(match, context, f"{stem}T{part}", relative=True, time=True)


def _some_day_of(published: date | None) -> str:
    """The stem of "some days ago": its month where that month is sure."""
    sure = published is not None and published.day > SOME_DAYS
    return f"{published:%Y-%m}-XX" if published is not None and sure else UNKNOWN_DAY


def find_part_of_date(match: Match, context: TimeContext) -> list[Found]:
    """ "am Morgen des 3. Juni"."""
    dated = find_date(match, context)
    return [replace(d, type=TimeType.TIME, value=f"{d.value}T{match.value('PART')}") for d in dated]


def find_part_adverb(match: Match, context: TimeContext) -> list[Found]:
    """ "abends", "nachts"."""
    return whole(match, context, match.value("PARTADV"), time=True)


def _clock_day(context: TimeContext) -> str:
    """The day of a clock time: told in this sentence (in a tale shortly before), else the publication date."""
    reach = CLOCK_SENTENCES if context.tense() is Tense.PAST else 0
    day = context.told_day(reach) or context.published or context.story_day
    return day.isoformat() if day else UNKNOWN_DAY


def _clock_text(pieces: tuple[Piece, ...], afternoon: str | None) -> str | None:
    text = next((p.value for p in pieces if p.name in ("CLOCK", "COLON", "HOUR", "HOURWORD")), None)
    if text is None:
        return None
    hour, _, minute = text.partition(":")
    minute = next((p.value for p in pieces if p.name == "NUM60"), minute)
    number = int(hour)
    if afternoon in AFTERNOON and number < NOON_HOUR:
        number += NOON_HOUR
    if afternoon == "am" and number == NOON_HOUR:
        number = 0
    return f"{number:02d}:{minute}"


def find_clock(match: Match, context: TimeContext) -> list[Found]:
    """ "20.15 Uhr", "8 Uhr abends", "halb acht", "3 p.m."."""
    if match.value("NOON"):
        return whole(match, context, f"{_clock_day(context)}T{match.value('NOON')}", time=True)
    adverb = match.value("PARTADV")
    afternoon = adverb[-2:] if adverb else match.value("AMPM")
    text = _clock_text(match.pieces, afternoon)
    if text is None:
        return []
    if match.has("halb", "vor") and not match.has("nach"):
        text = f"{(int(text[:2]) - 1) % 24:02d}:{30 if match.has('halb') else 45}"
    elif match.has("nach"):
        text = f"{text[:2]}:15"
    if match.has("halb") and not _is_clock_half(context):
        return []
    return whole(match, context, f"{_clock_day(context)}T{text}", relative=True, time=True)


def _is_clock_half(context: TimeContext) -> bool:
    """Whether "halb" tells the hour: behind "um", "gegen", "bis", "ab"."""
    return context.word_before() in ("um", "gegen", "bis", "ab", "nach", "vor")


def find_clock_run(match: Match, context: TimeContext) -> list[Found]:
    """ "von 14.30-18 Uhr": each end is a time."""
    afternoon = match.value("AMPM")
    out = []
    for part in match.parts():
        own = next((p.value for p in part if p.name == "AMPM"), afternoon)
        text = _clock_text(part, own)
        if text:
            value = f"{_clock_day(context)}T{text}"
            out.append(Found(part[0].first, part[-1].last, TimeType.TIME, value, relative=True))
    return out


def find_clock_four(match: Match, context: TimeContext) -> list[Found]:
    """ "von 8.30-12 und 14.30-16.30 Uhr"."""
    return find_clock_run(match, context)


def find_set(match: Match, context: TimeContext) -> list[Found]:
    """ "jeden Montag", "alle zwei Jahre", "täglich", "zweimal im Jahr"."""
    value = match.value("SETWORD")
    if value is None:
        value = _set_value(match)
    return [Found(context.first, match.last, TimeType.SET, value)] if value else []


def _set_value(match: Match) -> str | None:
    return _recurring_value(match) or _repeated_value(match)


def _recurring_value(match: Match) -> str | None:
    """A set of dates of the calendar: "jeden Montag", "every evening"."""
    part = match.value("PART")
    if match.has("monat", "monats"):
        return "P1M"
    if weekday := match.value("WEEKDAY"):
        return f"XXXX-WXX-{weekday}" + (f"T{part}" if part else "")
    if compound := match.value("WDPART"):
        return "XXXX-WXX-" + compound.replace(" ", "T")
    if part:
        return f"{UNKNOWN_DAY}T{part}"
    if month := match.value("MONTH"):
        return f"XXXX-{int(month):02d}"
    season = match.value("SEASON")
    return f"XXXX-{season}" if season else None


def _repeated_value(match: Match) -> str | None:
    """A set told by its distance: "alle zwei Jahre", "twice a year", "per annum"."""
    unit = match.value("UNIT")
    if unit is None:
        return "P1Y" if match.has("annum") else None
    if unit == "WE":
        return "XXXX-WXX-WE"
    if unit.startswith("T") and match.has("pro", "per", "je") and match.value("TIMES") is None:
        return None  # a speed
    number = _number(match) if match.value("EVERY") is not None else None
    if match.has("other"):
        number = 2.0
    ordinal = int(match.value("ORD") or 0)
    return _unit_duration(float(ordinal) if ordinal > 1 else number or 1.0, unit)


def find_reference(match: Match, context: TimeContext) -> list[Found]:
    """ "derzeit", "vor kurzem", "künftig"."""
    noun = match.value("REFNOUN")
    if noun and len(match.pieces) == 1 and not _is_in_period(context):
        return []
    return whole(match, context, match.value("REF") or noun)


def _is_in_period(context: TimeContext) -> bool:
    """Whether "Zukunft" or "Vergangenheit" stands behind "in" or "in der"."""
    before, further = context.word_before(), context.word_before(2)
    return before == "in" or (before in context.hints["article"] and further == "in")


def find_year_adverb(match: Match, context: TimeContext) -> list[Found]:
    """ "heuer"."""
    return whole(match, context, unit_value(context.base, "Y", 0) if context.base else "PRESENT_REF", relative=True)
