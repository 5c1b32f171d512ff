"""Measure which actors without an entry belong among the parties of a report, and write the table of weights.

    python -m training.relevance --model FOLDER [--splits dev,test] [--since b10] [--wikinews TEXTS.jsonl] [--write]

Held-out reports are read; every actor that fills no slot is a case, right if it is one of gold's parties that no other
actor found is. A logistic regression with L2 penalty is fitted; the F1 of parties is told by cross-validation.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any, Final

import numpy as np
from corpus.catalogue import load_corpus, load_wikinews
from evaluation.regression import Floats, fit_logistic
from evaluation.scoring import align_parties

from gipfelbuch.assembling.readings import entries_of, marks_of_parties, party_ids, scene_of
from gipfelbuch.assembling.relevance import LEAST, features_of
from gipfelbuch.marking.combine import Trust, combine_marks
from gipfelbuch.marking.encoder import Encoder
from gipfelbuch.model.parties import Party
from training.tuning import Seen, see_reports
from training.weights import write_weights

PENALTY: Final = 1.0
FOLDS: Final = 5
TABLE: Final = Path(__file__).parent.parent / "src/gipfelbuch/knowledge/tables/relevance_weights.tsv"


@dataclass(frozen=True, slots=True)
class Case:
    """An actor without an entry: the number of its report, its features, whether gold has it as a party."""

    report: int
    features: Mapping[str, float]
    right: bool


@dataclass(slots=True)
class Count:
    """Parties with an entry: how many are right, how many there are; and how many gold has."""

    right: int = 0
    found: int = 0
    wanted: int = 0


def _as_json(party: Party) -> dict[str, Any]:
    return {"id": party.id, "name": party.name, "mentions": [[m.start, m.end] for m in party.mentions]}


def cases_of(seen: Iterable[Seen], trust: Mapping[str, Trust], count: Count) -> Iterator[Case]:
    """The actors without an entry of every report; those with one are counted."""
    for number, one in enumerate(seen):
        scene = scene_of(one.document, combine_marks(one.rules, one.opinion, trust))
        used = {ref for entry in entries_of(scene) for ref in party_ids(entry)}
        gold = list(one.gold["parties"])
        parties = scene.parties.parties
        with_entry = [_as_json(p) for p in parties if p.id in used]
        aligned = {g for g, _, _ in align_parties(gold, with_entry)}
        count.right, count.found, count.wanted = (
            count.right + len(aligned), count.found + len(with_entry), count.wanted + len(gold),
        )  # fmt: skip
        left = [g for i, g in enumerate(gold) if i not in aligned]
        without = [p for p in parties if p.id not in used]
        right = {f for _, f, _ in align_parties(left, [_as_json(p) for p in without])}
        marks = marks_of_parties(scene)
        for i, party in enumerate(without):
            features = features_of(party, marks[party.id])
            if features is not None:
                yield Case(number, features, i in right)


def fit_weights(cases: list[Case], names: list[str]) -> Floats:
    """One weight a feature."""
    values = np.array([[c.features.get(n, 0.0) for n in names] for c in cases])
    right = np.array([c.right for c in cases])
    return fit_logistic(values, right, np.full(len(names), PENALTY))


def cross_validated(cases: list[Case], names: list[str], count: Count) -> float:
    """F1 of parties, each report judged by weights that were fitted on others."""
    right, found = count.right, count.found
    for fold in range(FOLDS):
        fitted = fit_weights([c for c in cases if c.report % FOLDS != fold], names)
        for case in cases:
            if case.report % FOLDS == fold:
                score = sum(w * case.features.get(n, 0.0) for n, w in zip(names, fitted, strict=True))
                kept = score >= log(LEAST / (1 - LEAST))
                right, found = right + (kept and case.right), found + kept
    return 2 * right / (found + count.wanted)


def measure_weights(seen: Iterable[Seen], trust: Mapping[str, Trust], *, write: bool) -> None:
    """Fit the weights, tell what parties reach with them, write them if wanted."""
    count = Count()
    cases = list(cases_of(seen, trust, count))
    names = sorted({n for c in cases for n in c.features})
    alone = 2 * count.right / (count.found + count.wanted)
    print(f"{len(cases)} actors without an entry, {sum(c.right for c in cases)} of them parties in gold", flush=True)
    print(f"parties with an entry alone F1 {alone:.3f}, with others {cross_validated(cases, names, count):.3f}")
    fitted = fit_weights(cases, names)
    if write:
        write_weights(TABLE, _head(len(cases)), names, fitted)


def _head(count: int) -> tuple[str, str]:
    return (
        "How much each feature of an actor without an entry says that it is a party of the report, as log odds",
        f"(logistic regression with L2 penalty on {count:,} actors of held-out reports): python -m training.relevance",
    )


def main() -> None:
    """Read the options, measure, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--splits", default="dev,test", help="of our corpus, separated by commas")
    parser.add_argument("--since", default="", help="only batches from this name on")
    parser.add_argument("--wikinews", type=Path, help="JSON Lines with the texts of corpus/wikinews")
    parser.add_argument("--write", action="store_true", help="write the table of weights anew")
    options = parser.parse_args()
    encoder = Encoder(options.model, threads=2)
    written = [r for r in load_corpus() if r.path.parent.name >= options.since]
    reports = [*written, *(load_wikinews(options.wikinews) if options.wikinews else ())]
    splits = options.splits.split(",")
    seen = see_reports(encoder, ((r.text, r.reading) for r in reports if r.split in splits))
    measure_weights(seen, encoder.trust, write=options.write)


if __name__ == "__main__":
    main()
