"""Train the marker on the corpus.

    python training/train.py --out DIR [--epochs N] [--layers N] [--resume] [--start FILE]

Writes to DIR: ``tokenizer.json`` and ``pieces.npy`` (the cut vocabulary), ``marker.pt`` (after every
epoch, with the optimiser, for ``--resume``), ``before.pt`` (the same of the epoch before), ``report.json``.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from corpus.catalogue import load_corpus, load_wikinews
from tokenizers import Tokenizer

from training.backbone import cut_tokenizer, load_weights
from training.batches import Item, batches, make_batch, make_items
from training.data import Example, by_split, corpus_examples
from training.losses import batch_loss, mean_losses
from training.model import Encoder, Marker
from training.silver import silver_examples
from training.variety import varied_reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What may be tried: layers taken and frozen, learning rates, length and size of training.

    ``silence`` is the share of windows without hints, ``blank`` that of pieces whose states are set to zero before
    the trained layers, so that a name or word alone decides less. ``varied`` is how many versions with other names
    every report has beside itself; each epoch takes one of them by chance.
    """

    layers: int = 9
    frozen: int = 4
    epochs: int = 20
    encoder_rate: float = 8e-5
    head_rate: float = 1e-3
    batch_pieces: int = 2048
    dropout: float = 0.1
    silence: float = 0.15
    blank: float = 0.0
    varied: int = 0
    warm: float = 0.1
    decay: float = 0.01
    seed: int = 7
    threads: int = 2


Versions = Sequence[list[Item]]  # windows of a report as it stands, and of each version with other names


def as_they_stand(train: Sequence[Versions]) -> list[Item]:
    """The windows of all reports as they stand."""
    return [item for versions in train for item in versions[0]]


class Trainer:
    """The model with its optimiser, and what is kept between epochs."""

    def __init__(self, settings: Settings, out: Path, texts: Iterable[str]) -> None:
        """A model with fresh heads; the vocabulary is the folder's, or is cut from the texts."""
        torch.manual_seed(settings.seed)
        torch.set_num_threads(settings.threads)
        self.settings, self.out = settings, out
        self.maker = vocabulary(out, texts)
        self.marker = new_marker(settings, out)
        self.rng = random.Random(settings.seed)  # noqa: S311  (not for secrets)
        self.history: list[dict[str, Any]] = []

    def items(self, examples: Iterable[Example]) -> list[Item]:
        """Windows of the examples with the states of the frozen layers."""
        items = make_items(examples, self.maker)
        self.marker.eval()
        with torch.no_grad():
            for group in batches(items, self.settings.batch_pieces, None):
                batch = make_batch(group)
                states = self.marker.encoder.lower(batch.ids, batch.mask, self.settings.frozen)
                for item, state in zip(group, states, strict=True):
                    item.states = state[: len(item.window.ids)].clone()
        return items

    def standardise(self, items: list[Item]) -> None:
        """Set the mean and deviation of the encoder's outputs, feature by feature."""
        with torch.no_grad():
            states = torch.cat([s[0, : len(i.window.ids)] for i in items for s in [self._states([i])]])
        self.marker.center.copy_(states.mean(0))  # type: ignore[operator]
        self.marker.spread.copy_(states.std(0) + 1e-6)  # type: ignore[operator]

    def _states(self, group: list[Item]) -> torch.Tensor:
        length = max(len(i.window.ids) for i in group)
        states = torch.zeros(len(group), length, group[0].states.shape[-1])  # type: ignore[union-attr]
        mask = torch.zeros(len(group), length)
        for b, item in enumerate(group):
            states[b, : len(item.window.ids)] = item.states  # type: ignore[assignment]
            mask[b, : len(item.window.ids)] = 1
        if self.marker.training and self.settings.blank:
            states *= torch.rand(*states.shape[:2], 1) >= self.settings.blank
        return self.marker.encoder.upper(states, mask, self.settings.frozen)

    def loss(self, group: list[Item]) -> dict[str, torch.Tensor]:
        """The losses of one batch."""
        rng = self.rng if self.marker.training else None
        batch = make_batch(group, rng, self.settings.silence)
        return batch_loss(batch, self.marker, self.marker.heads(self._states(group), batch.words, batch.words_told))

    def run(self, train: Sequence[Versions], dev: list[Item], beside: Sequence[Item] = ()) -> None:
        """All epochs, each followed by a checkpoint.

        Args:
            train: of every report the windows of its versions; each epoch takes one version by chance.
            dev: windows that are not trained on.
            beside: gives as many windows again, others every epoch.
        """
        first = as_they_stand(train)
        extra = min(len(beside), len(first))
        steps = len(list(batches([*first, *beside[:extra]], self.settings.batch_pieces, self.rng)))
        optimiser, schedule = self._optimiser(steps)
        self._resume(optimiser, schedule)
        for epoch in range(len(self.history), self.settings.epochs):
            start = time.perf_counter()
            self.marker.train()
            losses = []
            chosen = [item for versions in train for item in self.rng.choice(versions)]
            items = [*chosen, *self.rng.sample(beside, extra)]
            for group in batches(items, self.settings.batch_pieces, self.rng):
                parts = self.loss(group)
                optimiser.zero_grad()
                sum(parts.values()).backward()  # type: ignore[union-attr]
                torch.nn.utils.clip_grad_norm_(self.marker.parameters(), 1.0)
                optimiser.step()
                schedule.step()
                losses.append({k: float(v.detach()) for k, v in parts.items()})
            self._report(epoch, mean_losses(losses), self.measure(dev), time.perf_counter() - start)
            self._save(optimiser, schedule)

    def measure(self, items: list[Item]) -> dict[str, float]:
        """Mean losses without training."""
        self.marker.eval()
        with torch.no_grad():
            groups = batches(items, self.settings.batch_pieces, None)
            return mean_losses([{k: float(v) for k, v in self.loss(g).items()} for g in groups])

    def _optimiser(self, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
        s = self.settings
        body = [p for b in list(self.marker.encoder.blocks)[s.frozen :] for p in b.parameters()]
        for p in self.marker.encoder.parameters():
            p.requires_grad = False
        for p in body:
            p.requires_grad = True
        heads = [p for n, p in self.marker.named_parameters() if not n.startswith("encoder.")]
        optimiser = torch.optim.AdamW(
            [{"params": body, "lr": s.encoder_rate}, {"params": heads, "lr": s.head_rate}], weight_decay=s.decay
        )
        total, warm = steps * s.epochs, max(1, int(steps * s.epochs * s.warm))
        rate = lambda step: min((step + 1) / warm, max(0.02, (total - step) / max(1, total - warm)))  # noqa: E731
        return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, rate)

    def _report(self, epoch: int, train: dict[str, float], dev: dict[str, float], seconds: float) -> None:
        self.history.append({"epoch": epoch, "train": train, "dev": dev, "seconds": round(seconds, 1)})
        told = "  ".join(f"{k} {train[k]:.3f}/{dev.get(k, float('nan')):.3f}" for k in train)
        print(f"epoch {epoch:3} {seconds:6.1f} s  train/dev  {told}", flush=True)
        report = {"settings": asdict(self.settings), "epochs": self.history}
        (self.out / "report.json").write_text(json.dumps(report, indent=1), encoding="utf-8")

    def _save(self, optimiser: torch.optim.Optimizer, schedule: torch.optim.lr_scheduler.LambdaLR) -> None:
        state = {
            "marker": self.marker.state_dict(),
            "optimiser": optimiser.state_dict(),
            "schedule": schedule.state_dict(),
            "history": self.history,
            "settings": asdict(self.settings),
        }
        path = self.out / "marker.pt"
        torch.save(state, path.with_suffix(".part"))
        if path.exists():
            path.replace(self.out / "before.pt")
        path.with_suffix(".part").replace(path)

    def _resume(self, optimiser: torch.optim.Optimizer, schedule: torch.optim.lr_scheduler.LambdaLR) -> None:
        path = self.out / "marker.pt"
        if path.exists():
            state = torch.load(path, weights_only=True)
            self.marker.load_state_dict(state["marker"])
            optimiser.load_state_dict(state["optimiser"])
            schedule.load_state_dict(state["schedule"])
            self.history = state["history"]


def vocabulary(out: Path, texts: Iterable[str]) -> Tokenizer:
    """The cut tokenizer of the folder, made from the texts if there is none."""
    path = out / "tokenizer.json"
    if not path.exists():
        out.mkdir(parents=True, exist_ok=True)
        told, pieces = cut_tokenizer(texts)
        path.write_text(told, encoding="utf-8")
        np.save(out / "pieces.npy", pieces)
    return Tokenizer.from_file(str(path))


def new_marker(settings: Settings, out: Path) -> Marker:
    """A marker with the backbone's weights and fresh heads."""
    weights, sizes = load_weights(settings.layers, np.load(out / "pieces.npy"))
    return Marker(Encoder(weights, sizes, settings.dropout), sizes["hidden"], settings.dropout)


def main() -> None:
    """Read the options, train, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wikinews", type=Path, help="JSON Lines with the texts of corpus/wikinews")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--resume", action="store_true", help="go on from the folder's checkpoint")
    parser.add_argument("--start", type=Path, help="a marker.pt to start from instead of the bare backbone")
    parser.add_argument("--silver", type=Path, help="readings by rules (silver.py) to train on instead of the corpus")
    parser.add_argument("--mix", action="store_true", help="train on the corpus with as many silver windows beside it")
    parser.add_argument("--on", default="train", help="splits to train on, separated by commas")
    parser.add_argument("--reports", type=int, help="train on so many reports only, to see what more would bring")
    for name, default in asdict(Settings()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(default), default=default)
    options = parser.parse_args()
    if not options.resume:
        (options.out / "marker.pt").unlink(missing_ok=True)
    settings = Settings(**{name: getattr(options, name) for name in asdict(Settings())})
    reports = [*load_corpus(), *(load_wikinews(options.wikinews) if options.wikinews else ())]
    examples = corpus_examples(reports)
    trainer = Trainer(settings, options.out, [e.document.text for e in examples])
    if options.start:
        trainer.marker.load_state_dict(torch.load(options.start, weights_only=True)["marker"], strict=False)
    silver = silver_examples(options.silver) if options.silver else []
    chosen = [r for r in reports if r.split in options.on.split(",")][: options.reports]
    beside = trainer.items(silver) if options.mix else []
    if silver and not options.mix:
        train: list[Versions] = [[trainer.items(silver)]]
    else:
        told = varied_reports(chosen, settings.varied)
        train = [[trainer.items(corpus_examples([version])) for version in versions] for versions in told]
    dev = trainer.items(by_split(examples, "dev"))
    first = as_they_stand(train)
    if not options.start:
        trainer.standardise(first)
    print(f"{len(examples)} reports, {len(first)} windows to train on, {len(dev)} for dev", flush=True)
    trainer.run(train, dev, beside)


if __name__ == "__main__":
    main()
