"""Choose how far the encoder is trusted, kind by kind, on held-out reports of our own.

    python training/tuning.py --model FOLDER [--splits dev] [--write]

FOLDER holds an exported model. Every report is read once by the rules and once by the encoder. First the margin
of each role is chosen by which links from gold spans are best, then one
setting of ``gipfelbuch.marking.combine.Trust`` after the other is tried, kind after kind, and kept where it
raises the register F1 (ties go to the earlier, simpler value). ``--write`` stores the result in the model's settings.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from corpus.catalogue import load_corpus, load_wikinews
from evaluation.scoring import Score, score_readings

from gipfelbuch.assembling import assemble_reading
from gipfelbuch.coding import code_reading
from gipfelbuch.exporting.readings import reading_as_json
from gipfelbuch.marking.combine import MENTIONS, Trust, combine_marks, trust_from
from gipfelbuch.marking.decoding import Decoder, Opinion, Scores, form_opinion
from gipfelbuch.marking.encoder import SETTINGS, Encoder
from gipfelbuch.marking.labels import CHOICES, LAYERS, NONE, ROLES
from gipfelbuch.marking.rules import mark_document
from gipfelbuch.model.marks import Marks
from gipfelbuch.model.reports import Document
from gipfelbuch.segmenting import segment_report
from training.data import make_example, report_of

TRIED: Final[dict[str, tuple[Any, ...]]] = {
    "alone": (2.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5),
    "parties": ("rules", "gaps", "encoder"),
    "values": (False, True),
    "words": (False, True),
    "belief": (0.0, 0.05, 0.1, 0.2, 0.3),
}
ROUNDS = 2  # over all kinds; a third changed nothing
MARGINS: Final = tuple(m / 4 for m in range(4, -11, -1))  # of links, above and below the learned threshold
BIASES: Final = (-1.5, -1.0, -0.5, 0.5)  # of "outside"; below 0 finds more spans
LIKELY: Final = tuple(n / 20 for n in range(19))
NEAR_BEST = 0.015  # F1
TYPES_OF_SPEECH: Final = "quote_plover"
REFERENCE: Final = "reference"  # the layer of mentions
LEAST_HITS = 20  # of a role, below which its margin is the default
DEFAULT_MARGIN = -0.75  # of rare roles; about what the others need
LEAST_ENTRIES = 30  # of a kind, below which the rules are left as they are: less tells nothing
STEP = 1e-4  # F1 by which a setting must be better


@dataclass(frozen=True, slots=True)
class Seen:
    """A report with all that does not depend on trust."""

    gold: Mapping[str, Any]
    document: Document
    rules: Marks
    scores: Scores | None
    opinion: Opinion | None


def tune_margins(seen: Iterable[Seen]) -> dict[str, float]:
    """The margin of each role with which links from gold spans have the best F1."""
    counts = {(role, m): [0, 0, 0] for role in ROLES for m in MARGINS}  # right, found, wanted
    for s in seen:
        if s.scores is None:
            continue
        example = make_example(s.document.text, s.gold, marks=s.rules)
        among = Decoder(s.document, s.scores, s.rules).fillers
        for link in example.links:
            role = ROLES[link.role]
            for m in MARGINS:
                scores = replace(s.scores, margin={role: m})
                found = scores.linked(role, (link.first, link.last), among(role), least=0)
                count = counts[role, m]
                count[0] += len(link.hits.intersection(found))
                count[1] += len(set(found) - link.free) + len(link.hits.intersection(found) & link.free)
                count[2] += len(link.hits)
    best = {}
    for role in ROLES:
        f1 = {m: 2 * r / max(1, f + w) for m in MARGINS for r, f, w in [counts[role, m]]}
        enough = counts[role, MARGINS[0]][2] >= LEAST_HITS
        near = NEAR_BEST if role.endswith(":time") else 0.0  # a wrong date is worse than none
        good = [m for m in MARGINS if f1[m] >= max(f1.values()) - near]
        best[role] = (max(good) if near else max(good, key=lambda m: f1[m])) if enough else DEFAULT_MARGIN
        print(f"{role:22} margin {best[role]:5.2f}  F1 {f1.get(best[role], 0.0):.3f}", flush=True)
    return best


def tune_likely(seen: Iterable[Seen]) -> dict[str, float]:
    """How likely a type of speech must be so that the types of gold quotations have the best F1, or nearly so.

    The F1 hardly changes over a wide range; the highest value in it tells the fewest wrong types.
    """
    found: list[tuple[float, bool, bool]] = []  # of each quotation: how likely its best type is, is it one, is it right
    wanted = 0
    choices = list(CHOICES.values())
    for s in seen:
        example = make_example(s.document.text, s.gold, marks=Marks())
        for told in example.values if s.scores else ():
            choice = choices[told.choice]
            if choice.name == TYPES_OF_SPEECH:
                gold = choice.values[told.value]
                words = [w for a, b in told.parts for w in range(a, b)]
                value, likely = s.scores.best_value(choice.name, words)  # type: ignore[union-attr]
                wanted += gold != NONE
                found.append((likely, value != NONE, value == gold))
    f1 = {}
    for least in LIKELY:
        told_types = [right for likely, is_type, right in found if is_type and likely >= least]
        f1[least] = 2 * sum(told_types) / max(1, len(told_types) + wanted)
    best = max(least for least in LIKELY if f1[least] >= max(f1.values()) - NEAR_BEST)
    print(f"{TYPES_OF_SPEECH:22} likely {best:5.2f}  F1 {f1[best]:.3f}", flush=True)
    return {TYPES_OF_SPEECH: best}


def tune_bias(seen: list[Seen], trust: Mapping[str, Trust]) -> tuple[dict[str, float], list[Seen]]:
    """For each layer, how much rather a word counts as inside; the same reports with marks found so.

    Not for mentions: what they gain entries here they cost parties elsewhere (``docs/experiments.md``).
    """
    bias: dict[str, float] = {}
    reached = value_of(measure(seen, trust))
    for layer in (name for name in LAYERS if name != REFERENCE):
        for value in BIASES:
            tried = {**bias, layer: value}
            changed = judged(seen, bias=tried)
            now = value_of(measure(changed, trust))
            if now > reached + STEP:
                bias, seen, reached = tried, changed, now
        print(f"{layer:18} bias {bias.get(layer, 0.0):5.2f}  {reached:.4f}", flush=True)
    return bias, seen


def see_reports(encoder: Encoder, reports: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Seen]:
    """Read texts with rules and encoder; each comes with its gold reading."""
    out = []
    for text, gold in reports:
        document = segment_report(report_of(text, gold))
        rules = mark_document(document)
        scores = encoder.scores(document, rules)
        out.append(Seen(gold, document, rules, scores, form_opinion(document, scores, rules) if scores else None))
    return out


def judged(seen: Iterable[Seen], **tuned: Any) -> list[Seen]:
    """The same reports, the encoder's scores taken with other settings (``bias``, ``margin``, ``likely``)."""
    out = []
    for s in seen:
        scores = replace(s.scores, **tuned) if s.scores else None
        opinion = form_opinion(s.document, scores, s.rules) if scores else None
        out.append(replace(s, scores=scores, opinion=opinion))
    return out


def measure(seen: Iterable[Seen], trust: Mapping[str, Trust]) -> dict[str, Score]:
    """Scores of the combined readings."""
    pairs = []
    for s in seen:
        marks = combine_marks(s.rules, s.opinion, trust)
        pairs.append((dict(s.gold), reading_as_json(code_reading(assemble_reading(s.document, marks)))))
    return score_readings(pairs)


def value_of(scores: Mapping[str, Score]) -> float:
    """What is raised: register F1, and a little of party F1 so that mentions can be tuned."""
    return scores["register"].f1 + 0.2 * scores["party"].f1


def tune(seen: list[Seen], trust: Mapping[str, Trust]) -> dict[str, Trust]:
    """Coordinate ascent over all settings of all kinds."""
    told = Counter(e["kind"] for s in seen for e in s.gold["entries"])
    best = dict(trust)
    reached = value_of(measure(seen, best))
    for _ in range(ROUNDS):
        before = reached
        for kind in (k for k in trust if k == MENTIONS or told[k] >= LEAST_ENTRIES):
            for name, values in TRIED.items():
                if kind == MENTIONS and name not in {"belief", "alone"}:
                    continue
                for value in values:
                    if value == getattr(best[kind], name):
                        continue
                    tried = {**best, kind: replace(best[kind], **{name: value})}
                    now = value_of(measure(seen, tried))
                    if now > reached + STEP:
                        best, reached = tried, now
            print(f"{kind:11} {reached:.4f} {best[kind]}", flush=True)
        if reached - before < STEP:
            break
    return best


def show(title: str, scores: Mapping[str, Score]) -> None:
    """One row."""
    print(f"{title:9}" + " ".join(f"{name[:9]} {s.f1:.3f}" for name, s in scores.items()), flush=True)


def main() -> None:
    """Read the options, tune, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--splits", default="dev", help="of our corpus, separated by commas")
    parser.add_argument(
        "--since", default="", help="only batches from this name on: rules were written with earlier ones in view"
    )
    parser.add_argument("--wikinews", type=Path, help="JSON Lines with the texts of corpus/wikinews")
    parser.add_argument("--readings", type=Path, help="a folder of TEXT.txt with TEXT.json to measure on as well")
    parser.add_argument("--write", action="store_true", help="store the result in the model's settings")
    options = parser.parse_args()
    encoder = Encoder(options.model, threads=2)
    splits = options.splits.split(",")
    written = [r for r in load_corpus() if r.path.parent.name >= options.since]
    reports = [*written, *(load_wikinews(options.wikinews) if options.wikinews else ())]
    seen = see_reports(encoder, ((r.text, r.reading) for r in reports if r.split in splits))
    tuned = {"margin": tune_margins(seen), "likely": tune_likely(seen)}
    seen = judged(seen, **tuned)
    rules = trust_from({k: {"parties": "rules"} for k in trust_from({})})
    show("rules", measure(seen, rules))
    alone = {k: Trust(belief=1.1, alone=0.5, words=True, values=True, parties="encoder") for k in rules}
    show("encoder", measure(seen, alone))
    best = tune(seen, rules)
    show("combined", measure(seen, best))
    tuned["bias"], seen = tune_bias(seen, best)
    best = tune(seen, best)
    show("biased", measure(seen, best))
    if options.readings:
        texts = [(p.read_text(encoding="utf-8"), json.loads(p.with_suffix(".json").read_text(encoding="utf-8")))
                 for p in sorted(options.readings.glob("*.txt"))]  # fmt: skip
        others = judged(see_reports(encoder, texts), **tuned)
        for title, trust in (("rules", rules), ("encoder", alone), ("combined", best)):
            show(title, measure(others, trust))
    if options.write:
        path = options.model / SETTINGS
        told = json.loads(path.read_text(encoding="utf-8"))
        told |= {**tuned, "trust": {k: asdict(t) for k, t in best.items()}}
        path.write_text(json.dumps(told, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
