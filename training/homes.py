"""Measure how likely an actor belongs to a state of its report, and write the table of weights.

    python -m training.homes [--wikinews TEXTS.jsonl] [--write]

The reports of the corpus are marked by rules; every person or body whose state no word beside its name tells is a case
for each state of the report, right if gold says so. A logistic regression with L2 penalty is fitted; how many states
are told, and how many of them are right, is told by cross-validation over events.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from zlib import crc32

import numpy as np
from corpus.catalogue import CorpusReport, load_corpus, load_wikinews
from evaluation.regression import Floats, fit_logistic
from evaluation.scoring import align_parties

from gipfelbuch.assembling.clusters import fullest_name
from gipfelbuch.assembling.coreference import cluster_mentions
from gipfelbuch.assembling.homes import features_of, is_asked, likeliest, states_told
from gipfelbuch.assembling.readings import mentions_of
from gipfelbuch.marking import mark_document
from gipfelbuch.model.reports import Report
from gipfelbuch.segmenting import segment_report
from training.weights import write_weights

PENALTY: Final = 1.0
FOLDS: Final = 5
TABLE: Final = Path(__file__).parent.parent / "src/gipfelbuch/knowledge/tables/home_weights.tsv"


@dataclass(frozen=True, slots=True)
class Case:
    """An actor: the event of its report, its state in gold (None if it has none), features by state."""

    event: str
    home: str | None
    features: Mapping[str, Mapping[str, float]]


def cases_of(found: CorpusReport) -> Iterator[Case]:
    """The actors of a report whose state no word beside their names tells."""
    told = found.reading["report"]
    published = date.fromisoformat(told["published"]) if told.get("published") else None
    document = segment_report(Report(id=told["id"], text=found.text, language=told["language"], published=published))
    clusters = cluster_mentions(
        document, mentions_of(document, mark_document(document, encoder=False)), published.year if published else None
    )
    states = states_told(document, clusters)
    named = [
        {"id": str(i), "name": fullest_name(c), "mentions": [[m.span.start, m.span.end] for m in c.mentions]}
        for i, c in enumerate(clusters)
    ]
    for gold, i, _ in align_parties(found.reading["parties"], named):
        home = found.reading["parties"][gold].get("country")
        if is_asked(clusters[i]):
            yield Case(found.event, home, dict(features_of(document, clusters[i], states)))


def fit_weights(cases: Iterable[Case], names: Sequence[str]) -> Floats:
    """One weight a feature."""
    rows = [(f, state == case.home) for case in cases for state, f in case.features.items()]
    values = np.array([[f.get(n, 0.0) for n in names] for f, _ in rows])
    return fit_logistic(values, np.array([right for _, right in rows]), np.full(len(names), PENALTY))


def told_by(case: Case, names: Sequence[str], fitted: Floats) -> str | None:
    """The state that the weights tell."""
    return likeliest(case.features.items(), dict(zip(names, fitted.tolist(), strict=True)))


def cross_validated(cases: Sequence[Case], names: Sequence[str]) -> Counter[str]:
    """How many states are told, right, and wanted; each event judged by weights that were fitted on others."""
    count: Counter[str] = Counter(wanted=sum(c.home is not None for c in cases))
    for fold in range(FOLDS):
        fitted = fit_weights((c for c in cases if crc32(c.event.encode()) % FOLDS != fold), names)
        for case in cases:
            if crc32(case.event.encode()) % FOLDS == fold and (state := told_by(case, names, fitted)):
                count["told"] += 1
                count["right"] += state == case.home
    return count


def _head(count: int) -> tuple[str, str]:
    return (
        "How much each feature of an actor and a state of its report says that it belongs there, as log odds",
        f"(logistic regression with L2 penalty on {count:,} actors of our corpus): python -m training.homes",
    )


def main() -> None:
    """Read the options, measure, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wikinews", type=Path, help="JSON Lines with the texts of corpus/wikinews")
    parser.add_argument("--write", action="store_true", help="write the table of weights anew")
    options = parser.parse_args()
    reports = [*load_corpus(), *(load_wikinews(options.wikinews) if options.wikinews else ())]
    cases = [case for report in reports for case in cases_of(report)]
    names = sorted({n for c in cases for f in c.features.values() for n in f})
    count = cross_validated(cases, names)
    print(
        f"{len(cases)} actors whose state no word tells, {count['wanted']} of them with one in gold; "
        f"told of {count['told']}, {count['right']} of them right"
    )
    if options.write:
        write_weights(TABLE, _head(len(cases)), names, fit_weights(cases, names))


if __name__ == "__main__":
    main()
