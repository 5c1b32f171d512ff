import pytest

from gipfelbuch.model.reports import ClauseKind


def clauses(found):
    return [(c.kind.value, c.span.of(found.text)) for s in found.sentences for c in s.clauses]


@pytest.mark.parametrize(
    "text,want",
    [
        (
            "Er sagte, dass der Vertrag gelte.",
            [("main", "Er sagte"), ("subordinate", "dass der Vertrag gelte")],
        ),
        (
            "Der Mann, der gestern kam, ging heute.",
            [("main", "Der Mann"), ("relative", "der gestern kam"), ("main", "ging heute")],
        ),
        (
            "Sie kam an und forderte neue Gespräche.",
            [("main", "Sie kam an"), ("main", "forderte neue Gespräche")],
        ),
        (
            "Er bat den Gast, bald wieder zu kommen.",
            [("main", "Er bat den Gast"), ("infinitive", "bald wieder zu kommen")],
        ),
        (
            "Sie sprachen über Handel, Öl und Visa.",
            [("main", "Sie sprachen über Handel, Öl und Visa")],
        ),
        (
            "Die Frist sei kurz, sagte der Minister.",
            [("main", "Die Frist sei kurz"), ("main", "sagte der Minister")],
        ),
    ],
)
def test_clauses_are_cut_at_predicates(document, text, want):
    assert clauses(document(text)) == want


def test_a_subjunctive_clause_is_marked(document):
    found = document("Der Minister sagte, die Frist sei kurz.")
    assert [c.subjunctive for c in found.sentences[0].clauses] == [False, True]


def test_every_clause_lies_within_its_sentence(document):
    found = document(
        "Er kam; sie ging, obwohl es regnete – und niemand sah es. Dann (spät) kam Hilfe, die alle freute."
    )
    for sentence in found.sentences:
        assert sentence.clauses
        for clause in sentence.clauses:
            assert sentence.span.contains(clause.span)
            assert clause.kind in ClauseKind
