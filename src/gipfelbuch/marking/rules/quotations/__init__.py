"""Speech in a report: quotations with mode, cue, speaker and person spoken to.

A document and the marks of mentions enter; quotations leave, in order of their words. Each construction
has its module: `direct`, `indirect`, `sources`, `reported`, `continued`.
"""

from __future__ import annotations

from collections.abc import Iterator

from gipfelbuch.marking.rules.quotations.continued import mark_continued
from gipfelbuch.marking.rules.quotations.direct import mark_direct
from gipfelbuch.marking.rules.quotations.indirect import mark_indirect
from gipfelbuch.marking.rules.quotations.nominal import mark_nominal
from gipfelbuch.marking.rules.quotations.passages import Passages
from gipfelbuch.marking.rules.quotations.reported import mark_reported
from gipfelbuch.marking.rules.quotations.sources import mark_sources
from gipfelbuch.model.marks import Marks, Quotation
from gipfelbuch.model.reports import Document, Sentence

__all__ = ["mark_quotations"]


def mark_quotations(document: Document, marks: Marks) -> tuple[Quotation, ...]:
    """Everything said, written, asked or demanded in the report.

    Args:
        document: the report.
        marks: with the mentions already marked.

    Returns:
        Quotations in order of their words.
    """
    passages = Passages(document, marks.mentions)
    found = mark_direct(passages)
    heard = {s.index: q for q in found for e in q.evidence if (s := document.sentence_at(e.end - 1))}
    spoken = {span.start for q in found for span in q.cue}
    for sentence in filter(passages.is_prose, document.sentences):
        own = list(_of_sentence(passages, sentence, spoken))
        if not own and sentence.index not in heard:
            goes_on = mark_continued(passages, sentence, heard.get(sentence.index - 1))
            own = [goes_on] if goes_on else []
        if own and sentence.index not in heard:
            heard[sentence.index] = max(own, key=lambda q: (q.speaker is not None, q.quote[0]))
        found += own
    return tuple(sorted(found, key=lambda q: q.quote[0]))


def _of_sentence(passages: Passages, sentence: Sentence, spoken: set[int]) -> Iterator[Quotation]:
    """Quotations of one sentence but those in quotation marks; ``spoken``: where cues of those start."""
    view = passages.visible(sentence)
    if not view.clauses:
        return
    cues = [c for c in passages.cues_in(view) if not any(passages.tokens[t].start in spoken for t in c.tokens)]
    indirect = list(mark_indirect(passages, view, cues))
    taken = {s.start for q in indirect for s in q.cue}
    rest = [c for c in cues if not any(passages.tokens[t].start in taken for t in c.tokens)]
    reported = list(mark_reported(passages, view, rest))
    sources = [q for q in mark_sources(passages, view, spoken, relayed=bool(indirect)) if not _relays(q, reported)]
    yield from (*indirect, *sources, *reported)
    told = {s.start for q in (*indirect, *sources, *reported) for s in q.quote}
    taken |= {s.start for q in sources for s in q.cue}
    taken |= {passages.tokens[t].start for c in cues for t in c.tokens}
    yield from (q for q in mark_nominal(passages, view, taken | spoken) if q.quote[0].start not in told)


def _relays(source: Quotation, reported: list[Quotation]) -> bool:
    """Whether a source only passes on an act of speech that the sentence tells in its own words."""
    return any(
        span.start <= q.cue[0].start < span.end for q in reported if q.cue and q.speaker for span in source.quote
    )
