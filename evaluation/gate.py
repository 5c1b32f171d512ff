"""The quality gate: how well the held-out reports of our corpus are read, against the floors.

    python -m evaluation.gate                     fail if any measure is below its floor
    python -m evaluation.gate --record            raise the floors to what is reached now
    python -m evaluation.gate --record --allow-regression   also where that lowers one (say why in the changelog)

Floors are kept in ``floors.json`` together with the SHA-256 of the data that they were measured on; when the
corpus has changed since, they must be recorded anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from corpus.catalogue import CorpusReport, load_corpus

from evaluation.scoring import KINDS, Score, score_readings
from gipfelbuch import Report, read_report, reading_as_json

FLOORS = Path(__file__).parent / "floors.json"
HELD_OUT = ("dev", "test")
SLACK = 0.005  # F1 below the recorded value that still passes: rounding and library updates, not regressions


def held_out() -> list[CorpusReport]:
    """The reports that nothing was trained on."""
    return [r for r in load_corpus() if r.split in HELD_OUT]


def data_sha256(reports: list[CorpusReport]) -> str:
    """A hash of all texts and gold readings, in order."""
    digest = hashlib.sha256()
    for report in reports:
        digest.update(report.text.encode())
        digest.update(json.dumps(report.reading, sort_keys=True, ensure_ascii=False).encode())
    return digest.hexdigest()


def read_again(report: CorpusReport) -> dict[str, Any]:
    """Our own reading of a corpus report, in the schema's shape."""
    meta = report.reading["report"]
    published = date.fromisoformat(meta["published"]) if meta.get("published") else None
    given = Report(
        id=meta["id"], text=report.text, language=meta["language"], title=meta.get("title"), published=published
    )
    return reading_as_json(read_report(given))


def measure(reports: list[CorpusReport]) -> dict[str, Score]:
    """Scores over the reports, and the register score of each language."""
    pairs = [(r.reading, read_again(r)) for r in reports]
    scores = score_readings(pairs)
    for language in ("de", "en"):
        own = [(g, f) for g, f in pairs if g["report"]["language"] == language]
        scores[f"register {language}"] = score_readings(own)["register"]
    return scores


def show(scores: dict[str, Score], floors: dict[str, float]) -> None:
    """Print the table."""
    print(f"{'':12}{'gold':>6}{'found':>7}{'P':>8}{'R':>8}{'F1':>8}{'floor':>8}")
    for name, s in scores.items():
        floor = f"{floors[name]:8.3f}" if name in floors else ""
        print(f"{name:12}{s.wanted:6}{s.predicted:7}{s.precision:8.3f}{s.recall:8.3f}{s.f1:8.3f}{floor}")


def record(scores: dict[str, Score], sha: str, count: int, *, allow_regression: bool) -> int:
    """Write the floors; 1 if that would lower one without leave."""
    old = _load_floors()
    floors = {name: round(s.f1, 4) for name, s in scores.items()}
    same_data = old.get("data_sha256") == sha
    lowered = [n for n, f in floors.items() if same_data and f < old.get("f1", {}).get(n, 0.0) - SLACK]
    if lowered and not allow_regression:
        print(f"not recorded: lower than before: {', '.join(lowered)}", file=sys.stderr)
        return 1
    FLOORS.write_text(
        json.dumps({"data_sha256": sha, "reports": count, "f1": floors}, indent=1) + "\n", encoding="utf-8"
    )
    return 0


def _load_floors() -> dict[str, Any]:
    return dict(json.loads(FLOORS.read_text(encoding="utf-8"))) if FLOORS.exists() else {}


def main() -> int:
    """Measure and compare, or record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    options = parser.parse_args()
    reports = held_out()
    sha = data_sha256(reports)
    scores = measure(reports)
    stored = _load_floors()
    floors: dict[str, float] = stored.get("f1", {})
    show(scores, floors)
    if options.record:
        return record(scores, sha, len(reports), allow_regression=options.allow_regression)
    if stored.get("data_sha256") != sha:
        print("the corpus has changed since the floors were recorded: run with --record", file=sys.stderr)
        return 1
    below = [n for n in ("party", "register", *KINDS) if scores[n].f1 < floors[n] - SLACK]
    for name in below:
        print(f"below its floor: {name} {scores[name].f1:.3f} < {floors[name]:.3f}", file=sys.stderr)
    return int(bool(below))


if __name__ == "__main__":
    sys.exit(main())
