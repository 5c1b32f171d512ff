"""Print how large the corpus is: reports, entries by kind, languages, events, splits.

python -m corpus.statistics
"""

from __future__ import annotations

from collections import Counter

from corpus.catalogue import SPLITS, load_corpus


def main() -> None:
    """Print the table."""
    reports = list(load_corpus())
    events = Counter(r.event for r in reports)
    kinds = Counter(e["kind"] for r in reports for e in r.reading["entries"])
    languages = Counter(r.reading["report"]["language"] for r in reports)
    splits = Counter(r.split for r in reports)
    print(
        f"{len(reports)} reports, {sum(len(r.text) for r in reports):,} characters, {sum(len(r.reading['parties']) for r in reports):,} parties"
    )
    print("languages: " + ", ".join(f"{k} {n}" for k, n in languages.most_common()))
    print(
        f"events: {len(events)}, told by several reports: {sum(n > 1 for n in events.values())} ({sum(n for n in events.values() if n > 1)} reports)"
    )
    print("splits: " + ", ".join(f"{k} {splits[k]}" for k in SPLITS))
    print(f"entries: {sum(kinds.values()):,}: " + ", ".join(f"{k} {n}" for k, n in kinds.most_common()))


if __name__ == "__main__":
    main()
