"""Matching against gold clusters: B³ over the entries of all reports of the clustered events.

    python -m evaluation.matching            precision, recall and F1 on both halves, gold and own readings
    python -m evaluation.matching --fit      fit the weights anew on the tuning half and print them

``corpus/clusters/EVENT.json`` lists which entries of an event's reports are one record; all others are records of
their own. B³ (Bagga & Baldwin 1998, https://aclanthology.org/P98-1012/) looks at each entry: which share of its
record belongs there, which share of what belongs there is in its record.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
from corpus.catalogue import CorpusReport, load_corpus, split_of
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from evaluation.regression import fit_logistic
from evaluation.scoring import KINDS, PARTY_LISTS, PARTY_SLOTS, dice, entry_similarity
from gipfelbuch import Report, read_report, reading_as_json
from gipfelbuch.matching import match_readings, witness_groups
from gipfelbuch.matching.actors import identify_actors
from gipfelbuch.matching.blocking import pair_entries
from gipfelbuch.matching.compare import compare_entries
from gipfelbuch.matching.decide import weights
from gipfelbuch.matching.told import tell_entries
from gipfelbuch.model.entries import (
    Action,
    Agreement,
    Assessment,
    Encounter,
    Entry,
    EntryPlace,
    Gift,
    Issue,
    Kind,
    Mode,
    Money,
    Reading,
    Statement,
)
from gipfelbuch.model.parties import Party, PartyType
from gipfelbuch.model.records import KEY_CHARS, Source
from gipfelbuch.model.spans import Span

CLUSTERS = Path(__file__).parent.parent / "corpus" / "clusters"
WEIGHTS = Path(__file__).parent.parent / "src" / "gipfelbuch" / "knowledge" / "tables" / "matching_weights.tsv"
TUNING, HELD_OUT = "tuning", "held out"
PENALTY = 0.3  # L2 of the weights: of 0.1, 0.3 and 0.9 the least loss in cross-validation over tuning events
Json = dict[str, Any]


def spans_of(value: Iterable[Sequence[int]] | None) -> tuple[Span, ...]:
    """Spans from pairs of offsets."""
    return tuple(Span(start, end) for start, end in value or ())


def reading_of(text: str, told: Json) -> Reading:
    """A reading in the schema's shape as an object.

    Args:
        text: the report.
        told: its reading.
    """
    meta = told["report"]
    published = date.fromisoformat(meta["published"]) if meta.get("published") else None
    report = Report(
        id=meta["id"], text=text, language=meta["language"], title=meta.get("title"), published=published,
        publisher=meta.get("publisher"), url=meta.get("url"),
    )  # fmt: skip
    return Reading(
        report=report,
        parties=tuple(_party_of(p) for p in told["parties"]),
        entries=tuple(_entry_of(e) for e in told["entries"]),
    )


def _party_of(told: Json) -> Party:
    return Party(
        id=told["id"], name=told["name"], type=PartyType(told["type"]), mentions=spans_of(told["mentions"]),
        country=told.get("country"), role=told.get("role"), code=told.get("code"), wikidata=told.get("wikidata"),
    )  # fmt: skip


def _place_of(told: Json | None) -> EntryPlace | None:
    if not told:
        return None
    return EntryPlace(
        name=told["name"], country=told.get("country"), latitude=told.get("latitude"), longitude=told.get("longitude")
    )


def _entry_of(told: Json) -> Entry:
    common: Json = {
        "id": told["id"],
        "evidence": spans_of(told["evidence"]),
        "date": told.get("date"),
        "place": _place_of(told.get("place")),
        "plover": told.get("plover"),
        "confidence": told.get("confidence"),
    }
    get = told.get
    match Kind(told["kind"]):
        case Kind.ENCOUNTER:
            return Encounter(
                **common, type=told["type"], participants=tuple(told["participants"]), status=get("status") or "held",
                occasion=get("occasion"), host=get("host"), format=get("format"), first_since=get("first_since"),
            )  # fmt: skip
        case Kind.AGREEMENT:
            amounts = tuple(Money(value=a["value"], currency=a["currency"]) for a in get("amounts") or ())
            return Agreement(
                **common, type=told["type"], parties=tuple(told["parties"]), status=told["status"],
                subject=get("subject"), count=get("count"), amounts=amounts, term=get("term"),
            )  # fmt: skip
        case Kind.STATEMENT:
            return Statement(
                **common, mode=Mode(told["mode"]), speaker=get("speaker"), quote=spans_of(told["quote"]),
                addressees=tuple(get("addressees") or ()), cue=spans_of(get("cue")), reply_to=get("reply_to"),
            )  # fmt: skip
        case Kind.ISSUE:
            return Issue(**common, subject=told["subject"], parties=tuple(told["parties"]), status=told["status"])
        case Kind.GIFT:
            return Gift(
                **common, giver=get("giver"), recipient=get("recipient"), item=told["item"], quantity=get("quantity")
            )
        case Kind.ASSESSMENT:
            return Assessment(
                **common, assessor=get("assessor"), subject=get("subject") or "", verdict=spans_of(told["verdict"]),
                polarity=told["polarity"],
            )  # fmt: skip
        case Kind.ACTION:
            return Action(
                **common, actors=tuple(told["actors"]), trigger=spans_of(told["trigger"]), status=told["status"],
                recipients=tuple(get("recipients") or ()),
            )  # fmt: skip


def half_of(event: str) -> str:
    """The half of an event: dev and test of the corpus are held out, and the train events whose hash is odd.

    The corpus' own split leaves too few events told by several reports; its train part is cut in two by the next
    digits of the same hash.
    """
    bucket = int(hashlib.sha256(event.encode()).hexdigest(), 16) // 10
    return TUNING if split_of(event) == "train" and bucket % 2 == 0 else HELD_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Gold clusters: the events that have them, and the record of every entry that is told more than once."""

    events: frozenset[str]
    record_of: Mapping[str, str]


def load_gold(root: Path = CLUSTERS) -> Gold:
    """All gold clusters.

    Raises:
        ValueError: if an entry stands in two records, or a record has two entries of one report.
    """
    record_of: dict[str, str] = {}
    events: set[str] = set()
    for path in sorted(root.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        events.add(told["event"])
        for number, record in enumerate(told["records"]):
            if len({name.partition(":")[0] for name in record}) < len(record):
                raise ValueError(f"{path.name}: record {record} has two entries of one report")
            for name in record:
                if name in record_of:
                    raise ValueError(f"{path.name}: {name} stands in two records")
                record_of[name] = f"{told['event']}/{number}"
    return Gold(events=frozenset(events), record_of=record_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class BCubed:
    """B³ over entries: precision, recall, how many entries."""

    precision: float
    recall: float
    entries: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> BCubed:
    """B³ of two ways to group the same entries.

    Args:
        gold: entry to its gold record.
        found: entry to the record found; the same entries.

    >>> round(b_cubed({"a": "1", "b": "1", "c": "2"}, {"a": "x", "b": "y", "c": "y"}).f1, 3)
    0.667
    """
    if not gold:
        return BCubed(precision=0.0, recall=0.0, entries=0)
    pairs = {name: (gold[name], found[name]) for name in gold}
    both = Counter(pairs.values())
    wanted, made = Counter(g for g, _ in pairs.values()), Counter(f for _, f in pairs.values())
    precision = sum(both[p] / made[p[1]] for p in pairs.values()) / len(pairs)
    recall = sum(both[p] / wanted[p[0]] for p in pairs.values()) / len(pairs)
    return BCubed(precision=precision, recall=recall, entries=len(pairs))


def told_twice(gold: Mapping[str, str], found: Mapping[str, str]) -> set[str]:
    """The entries that gold or the found grouping puts with another one: without them, most of B³ is entries alone."""
    out: set[str] = set()
    for grouping in (gold, found):
        size = Counter(grouping.values())
        out |= {name for name, record in grouping.items() if size[record] > 1}
    return out


def sources_of(readings: Sequence[Reading]) -> list[Source]:
    """Sources as matching takes them."""
    groups = witness_groups(r.report for r in readings)
    keys = [r.report.sha256[:KEY_CHARS] for r in readings]
    return [Source(key=k, group=groups[k], reading=r) for k, r in zip(keys, readings, strict=True)]


def aligned_entries(gold: Json, found: Json) -> dict[str, str]:
    """Ids of entries found to ids of the gold entries that they are, one to one, within each kind."""
    names = {p["id"]: _gold_party(p, gold["parties"]) for p in found["parties"]}
    out: dict[str, str] = {}
    for kind in KINDS:
        wanted = [e for e in gold["entries"] if e["kind"] == kind]
        had = [_renamed(e, names) for e in found["entries"] if e["kind"] == kind]
        if not wanted or not had:
            continue
        table = np.array([[entry_similarity(w, h) for h in had] for w in wanted])
        rows, columns = linear_sum_assignment(-table)
        out |= {had[c]["id"]: wanted[r]["id"] for r, c in zip(rows, columns, strict=True) if table[r, c] > 0}
    return out


def _gold_party(party: Json, gold: Sequence[Json]) -> str:
    """The gold party whose mentions share most characters with the one found."""
    own = {i for start, end in party["mentions"] for i in range(start, end)}
    shared = {g["id"]: dice(own, {i for s, e in g["mentions"] for i in range(s, e)}) for g in gold}
    best = max(shared, key=lambda p: (shared[p], p), default="")
    return best if best and shared[best] > 0 else f"?{party['id']}"


def _renamed(entry: Json, names: Mapping[str, str]) -> Json:
    out = dict(entry)
    for slot in PARTY_LISTS:
        if out.get(slot):
            out[slot] = [names.get(p, p) for p in out[slot]]
    for slot in PARTY_SLOTS:
        if out.get(slot):
            out[slot] = names.get(out[slot], out[slot])
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Sources with the event of each, and the gold entry ("b10-02:e3") that each of their entries is."""

    sources: Sequence[Source]
    events: Sequence[str]
    names: Mapping[tuple[str, str], str]


def name_gold(reports: Sequence[CorpusReport]) -> Named:
    """Gold readings, whose entries are what they are."""
    sources = sources_of([reading_of(r.text, r.reading) for r in reports])
    pairs = list(zip(sources, reports, strict=True))
    names = {(s.key, e.id): f"{r.path.stem}:{e.id}" for s, r in pairs for e in s.reading.entries}
    return Named(sources=sources, events=[r.event for r in reports], names=names)


def name_own(reports: Sequence[CorpusReport]) -> Named:
    """Our own readings; entries that are no gold entry take part in matching without a name."""
    sources = sources_of([read_report(reading_of(r.text, r.reading).report) for r in reports])
    names: dict[tuple[str, str], str] = {}
    for source, report in zip(sources, reports, strict=True):
        aligned = aligned_entries(report.reading, reading_as_json(source.reading))
        names |= {(source.key, own): f"{report.path.stem}:{gold}" for own, gold in aligned.items()}
    return Named(sources=sources, events=[r.event for r in reports], names=names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Entries of a half with their gold record and with the record found."""

    gold: Mapping[str, str]
    found: Mapping[str, str]


def group_entries(told: Named, gold: Gold) -> dict[str, Grouped]:
    """Matching over all sources; entries of clustered events that are gold entries, by half."""
    event_of = dict(zip((s.key for s in told.sources), told.events, strict=True))
    records = {(w.report, w.entry): r.id for r in match_readings(told.sources).records for w in r.witnesses}
    out: dict[str, Grouped] = {}
    for half in (TUNING, HELD_OUT):
        chosen = {
            ref: name
            for ref, name in told.names.items()
            if event_of[ref[0]] in gold.events and half_of(event_of[ref[0]]) == half
        }
        out[half] = Grouped(
            gold={name: gold.record_of.get(name, name) for name in chosen.values()},
            found={name: records[ref] for ref, name in chosen.items()},
        )
    return out


def measure(halves: Mapping[str, Grouped]) -> dict[str, BCubed]:
    """B³ of each half, over all entries and over those told twice."""
    out: dict[str, BCubed] = {}
    for half, grouped in halves.items():
        gold, found = grouped.gold, grouped.found
        out[half] = b_cubed(gold, found)
        twice = told_twice(gold, found)
        out[f"{half}, told twice"] = b_cubed({n: gold[n] for n in twice}, {n: found[n] for n in twice})
    return out


def show(title: str, scores: Mapping[str, BCubed]) -> None:
    """Print a table."""
    print(f"{title:30}{'entries':>8}{'P':>8}{'R':>8}{'F1':>8}")
    for name, s in scores.items():
        print(f"  {name:28}{s.entries:8}{s.precision:8.3f}{s.recall:8.3f}{s.f1:8.3f}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Comparisons of pairs of entries as a table, whether each pair is one record, and the event of each."""

    names: tuple[str, ...]
    values: NDArray[np.float64]
    same: NDArray[np.bool_]
    events: tuple[str, ...]


def compared_pairs(told: Named, gold: Gold, half: str = TUNING) -> Pairs:
    """All pairs of a half that matching compares and gold knows of."""
    sources = [s for s, event in zip(told.sources, told.events, strict=True) if half_of(event) == half]
    event_of = dict(zip((s.key for s in told.sources), told.events, strict=True))
    entries = tell_entries(sources, identify_actors(sources))
    rows: list[dict[str, float]] = []
    same: list[bool] = []
    events: list[str] = []
    for i, j in pair_entries(entries):
        one, other = (told.names.get((entries[k].ref.report, entries[k].ref.entry)) for k in (i, j))
        event = event_of[entries[i].ref.report]
        unknown = event == event_of[entries[j].ref.report] and event not in gold.events
        if unknown or one is None or other is None:
            continue
        rows.append(compare_entries(entries[i], entries[j]))
        same.append(one in gold.record_of and gold.record_of[one] == gold.record_of.get(other))
        events.append(event)
    names = tuple(weights())
    values = np.array([[row.get(n, 0.0) for n in names] for row in rows])
    return Pairs(names=names, values=values, same=np.array(same), events=tuple(events))


def both(one: Pairs, other: Pairs) -> Pairs:
    """Two tables of pairs as one."""
    return Pairs(
        names=one.names,
        values=np.concatenate([one.values, other.values]),
        same=np.concatenate([one.same, other.same]),
        events=(*one.events, *other.events),
    )


def fit_weights(pairs: Pairs, penalty: float = PENALTY) -> NDArray[np.float64]:
    """Weights of a logistic regression with L2 penalty, one a name; what speaks against never counts for it."""
    shrink = np.array([0.05 if n == "bias" else penalty for n in pairs.names])
    free = {"bias", *KINDS}
    signs = [(None, None) if n in free else (None, 0) if n.endswith("-") else (0, None) for n in pairs.names]
    return fit_logistic(pairs.values, pairs.same, shrink, signs)


def cross_validated(pairs: Pairs, penalty: float) -> dict[str, float]:
    """Log loss and F1 of pairs at probability 0.5, each event judged by weights of the others."""
    probability = np.zeros(len(pairs.same))
    events = np.array(pairs.events)
    for event in sorted(set(pairs.events)):
        rest = events != event
        part = Pairs(
            names=pairs.names, values=pairs.values[rest], same=pairs.same[rest], events=tuple(events[rest].tolist())
        )
        probability[~rest] = 1 / (1 + np.exp(-(pairs.values[~rest] @ fit_weights(part, penalty))))
    chosen = probability >= 0.5
    right = float((chosen & pairs.same).sum())
    clipped = np.clip(np.where(pairs.same, probability, 1 - probability), 1e-9, 1)
    return {
        "loss": float(-np.log(clipped).sum()),
        "precision": right / max(1.0, float(chosen.sum())),
        "recall": right / max(1.0, float(pairs.same.sum())),
    }


def calibration(pairs: Pairs) -> list[tuple[float, float, int]]:
    """Mean probability, share that is one record and number of the pairs, by fifths of the probability."""
    weight = np.array([weights()[n].value for n in pairs.names])
    probability = 1 / (1 + np.exp(-(pairs.values @ weight)))
    out: list[tuple[float, float, int]] = []
    for low in np.arange(0, 1, 0.2):
        chosen = (probability >= low) & (probability < low + 0.2)
        if chosen.any():
            out.append((float(probability[chosen].mean()), float(pairs.same[chosen].mean()), int(chosen.sum())))
    return out


def write_weights(pairs: Pairs, fitted: NDArray[np.float64], path: Path = WEIGHTS) -> None:
    """Write the table of weights anew; labels and comparisons without a weight stay."""
    found = dict(zip(pairs.names, fitted.tolist(), strict=True))
    count = f"{len(pairs.same):,} pairs of {len(set(pairs.events))} events, {int(pairs.same.sum())} of them one record"
    head = (
        "# How much each comparison of two entries says that both tell the same (positive) or not (negative), as log odds; label: its\n"
        "# words in a reason, empty for none. Measured by a logistic regression with L2 penalty on the tuning half of the corpus\n"
        f"# ({count}, of gold and own readings): python -m evaluation.matching --fit\n"
    )
    rows = [f"{name}\t{found.get(name, 0.0):.3f}\t{weight.label}" for name, weight in sorted(weights().items())]
    path.write_text(head + "comparison\tweight\tlabel\n" + "\n".join(rows) + "\n", encoding="utf-8")


def main() -> int:
    """Measure, or fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="write the table of weights anew")
    parser.add_argument("--gold-only", action="store_true", help="leave our own readings out: they take a minute")
    options = parser.parse_args()
    gold = load_gold()
    reports = list(load_corpus())
    clustered = [r for r in reports if r.event in gold.events]
    told = {"gold readings": name_gold(reports)}
    if not options.gold_only:
        told["own readings"] = name_own(clustered)
    if options.fit:
        pairs = reduce(both, (compared_pairs(t, gold) for t in told.values()))
        for penalty in (PENALTY / 3, PENALTY, PENALTY * 3):
            judged = cross_validated(pairs, penalty)
            print(f"penalty {penalty:.2f}: " + ", ".join(f"{k} {v:.3f}" for k, v in judged.items()))
        write_weights(pairs, fit_weights(pairs))
        return 0
    for title, named in told.items():
        show(title, measure(group_entries(named, gold)))
    print("pairs of the held-out half     probability  share that is one record     pairs")
    for title, named in told.items():
        for probability, share, count in calibration(compared_pairs(named, gold, HELD_OUT)):
            print(f"  {title:28}{probability:12.3f}{share:26.3f}{count:10}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
