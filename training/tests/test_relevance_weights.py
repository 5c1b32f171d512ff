"""Weights of actors without an entry, and what parties reach with them."""

from __future__ import annotations

from training.relevance import Case, Count, cross_validated, fit_weights
from training.weights import write_weights


def cases(count: int) -> list[Case]:
    """Those whom the encoder sees are right, two of ten the other way round."""
    return [
        Case(report=n, features={"bias": 1.0, "seen": 3.0 if n % 2 else -3.0}, right=(n % 2 == 1) != (n % 10 in (0, 1)))
        for n in range(count)
    ]


def test_what_speaks_for_a_party_gets_a_positive_weight() -> None:
    _, seen = fit_weights(cases(200), ["bias", "seen"])
    assert seen > 0.2


def test_actors_that_gold_has_raise_the_f1_of_parties() -> None:
    count = Count(right=50, found=60, wanted=200)
    alone = 2 * count.right / (count.found + count.wanted)
    assert cross_validated(cases(200), ["bias", "seen"], count) > alone + 0.2


def test_the_table_tells_every_feature(tmp_path) -> None:
    table = tmp_path / "weights.tsv"
    write_weights(table, ["what it is"], ["bias", "seen"], fit_weights(cases(200), ["bias", "seen"]))
    rows = [line.split("\t") for line in table.read_text().splitlines() if not line.startswith("#")]
    assert rows[0] == ["feature", "weight"]
    assert [name for name, _ in rows[1:]] == ["bias", "seen"]
