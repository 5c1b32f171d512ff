"""Second room: a report becomes a document of tokens, sentences, clauses and quoted stretches."""

from gipfelbuch.segmenting.documents import segment_report

__all__ = ["segment_report"]
