"""A report to a document: words, sentences, tokens, clauses, quoted stretches, all with offsets."""

from __future__ import annotations

from gipfelbuch.model.reports import Document, Report, Sentence, Token
from gipfelbuch.model.spans import Span
from gipfelbuch.segmenting.clauses import find_clauses
from gipfelbuch.segmenting.quotation_marks import find_quoted
from gipfelbuch.segmenting.sentences import find_sentences
from gipfelbuch.segmenting.tagging import tag_sentence
from gipfelbuch.segmenting.words import find_words


def segment_report(report: Report) -> Document:
    """Cut a report into tokens, sentences and clauses; the text itself is not touched.

    Args:
        report: what was read.

    Returns:
        The document; without sentences if the text has no words.
    """
    found = find_words(report.text, report.language)
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for first, last, paragraph in find_sentences(report.text, found, report.language):
        settled, clauses = find_clauses(tag_sentence(report.text, found, first, last, report.language), report.language)
        tokens += settled
        span = Span(found[first][0], found[last - 1][1])
        sentences.append(
            Sentence(index=len(sentences), span=span, first=first, last=last, paragraph=paragraph, clauses=clauses)
        )
    return Document(report=report, tokens=tuple(tokens), sentences=tuple(sentences), quoted=find_quoted(report.text))
