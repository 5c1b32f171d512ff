"""Time expressions (TIMEX3) of a document: a grammar over classes of words, both read from tables.

Types and values follow TimeML's TIMEX3 (Pustejovsky et al. 2003); German spans are cut as in KRAUTS (Strötgen et al. 2018):
prepositions stay outside ("vor [drei Jahren]"), articles before a modifier belong to the span, each end of a range is a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from gipfelbuch.knowledge.times import Node, time_grammar, time_words
from gipfelbuch.marking.rules import times_spans as spans
from gipfelbuch.marking.rules import times_values as values
from gipfelbuch.marking.rules.times_context import TimeContext
from gipfelbuch.marking.rules.times_grammar import Match, find_matches
from gipfelbuch.marking.rules.times_values import Found
from gipfelbuch.marking.rules.times_words import WordReader, may_start
from gipfelbuch.model.marks import Time, TimeType
from gipfelbuch.model.reports import Document, Language, Sentence
from gipfelbuch.model.spans import Span
from gipfelbuch.normalizing.calendars import edtf_of

SURE, UNSURE = 1.0, 0.8  # scores: value told, value counted from another date
ARTICLE_HEADS = frozenset(
    {"MOD", "FOLLOW", "PARTMOD", "DAYADJ", "THAT", "NUM", "QUANT", "ORD", "TENS", "DECADE", "N10", "D", "EDGE", "WHOLE"}
)
Finder = Callable[[Match, TimeContext], list[Found]]
FINDERS: dict[str, Finder] = {
    "date": values.find_date,
    "numeric": values.find_numeric,
    "date_pair": values.find_date_pair,
    "month": values.find_month,
    "month_pair": values.find_month_pair,
    "year": values.find_year,
    "year_pair": values.find_year_pair,
    "season": values.find_season,
    "season_years": values.find_season_years,
    "quarter": values.find_quarter,
    "decade": values.find_decade,
    "century_pair": values.find_century_pair,
    "century": values.find_century,
    "weekday": values.find_weekday,
    "weekday_part": values.find_weekday_part,
    "night_to": spans.find_night_to,
    "day": values.find_day,
    "day_part": spans.find_day_part,
    "year_adv": spans.find_year_adverb,
    "unit": values.find_unit,
    "units": spans.find_units,
    "edge_unit": values.find_edge_unit,
    "weekend": values.find_weekend,
    "narrative": spans.find_narrative,
    "duration": spans.find_duration,
    "duration_pair": spans.find_duration_pair,
    "vague": spans.find_vague,
    "ago": spans.find_ago,
    "from_now": spans.find_from_now,
    "clock": spans.find_clock,
    "clock_pair": spans.find_clock_run,
    "clock_four": spans.find_clock_four,
    "part": spans.find_part,
    "part_of_date": spans.find_part_of_date,
    "part_adv": spans.find_part_adverb,
    "set": spans.find_set,
    "holiday": values.find_holiday,
    "ref": spans.find_reference,
}


@cache
def _prefixes(language: Language) -> dict[str, str]:
    """First members of compounds that are a time ("Ex-")."""
    return {w: t.value for w, entries in time_words(language).items() for t in entries if t.label == "PREFIX"}


def mark_times(document: Document) -> tuple[Time, ...]:
    """The time expressions of a document, with their values read against its publication date.

    Args:
        document: a segmented report.

    Returns:
        Marks in order of place, without overlap.
    """
    context = TimeContext(document)
    reader = WordReader(document)
    root = time_grammar(document.language)
    out: list[Time] = []
    for sentence in document.sentences:
        out.extend(_mark_sentence(document, sentence, context, reader, root))
    return tuple(out)


def _mark_sentence(
    document: Document, sentence: Sentence, context: TimeContext, reader: WordReader, root: Node
) -> Iterator[Time]:
    language = document.language
    prefixes = _prefixes(language)
    context.previous_last = -1
    context.previous_weekday = None
    at = sentence.first
    while at < sentence.last:
        token = document.tokens[at]
        found: list[Found] = []
        if may_start(token.text, language):
            found = _best(document, sentence, context, reader, root, at)
        if not found and "-" in token.text and (value := prefixes.get(token.lower.partition("-")[0])):
            yield _prefix_mark(document, at, value)
        for item in found:
            yield _as_mark(document, item)
        if found:
            at = _leave(context, found)
        else:
            at += 1


def _leave(context: TimeContext, found: list[Found]) -> int:
    """Remember what was found and go behind it."""
    last = found[-1].last
    context.previous_last = last
    context.after_set = found[-1].type is TimeType.SET
    return last


def _best(
    document: Document, sentence: Sentence, context: TimeContext, reader: WordReader, root: Node, at: int
) -> list[Found]:
    """What the longest match that makes sense here means."""
    for match in find_matches(root, document.tokens, reader, at, sentence.last):
        first = _with_article(document, sentence, match, context, at)
        if at - context.previous_last > 2:
            context.after_set = False
        context.move(sentence.index, first, match.last)
        found = FINDERS[match.form](match, context)
        if found:
            return found
    return []


def _with_article(document: Document, sentence: Sentence, match: Match, context: TimeContext, at: int) -> int:
    """The first token, or the article before it where the form takes one."""
    takes = match.article and match.pieces[0].name in ARTICLE_HEADS
    before = at - 1
    if takes and before >= max(sentence.first, context.previous_last):
        return before if document.tokens[before].lower in context.hints["article"] else at
    return at


def _as_mark(document: Document, found: Found) -> Time:
    end = document.tokens[found.last - 1].end - found.cut_chars
    return Time(
        span=Span(document.tokens[found.first].start, end),
        type=found.type,
        value=found.value,
        edtf=found.edtf or (None if found.type in (TimeType.DURATION, TimeType.SET) else edtf_of(found.value)),
        relative=found.relative,
        score=UNSURE if found.relative else SURE,
    )


def _prefix_mark(document: Document, at: int, value: str) -> Time:
    token = document.tokens[at]
    return Time(span=Span(token.start, token.start + token.text.index("-")), type=TimeType.DATE, value=value)
