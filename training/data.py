"""The corpus as training examples: every report with its reading becomes targets for each word.

Enters: reports with their gold readings. Leaves: examples, split by event: what one event's reports
teach is never asked of another report of the same event.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from corpus.catalogue import CorpusReport
from numpy.typing import NDArray

from gipfelbuch.marking.hints import LinkHint, WordHint, link_hints, word_hints
from gipfelbuch.marking.labels import CHOICES, LAYERS, NONE, PRONOUN, ROLES
from gipfelbuch.marking.rules import mark_document
from gipfelbuch.model.marks import Marks, Time
from gipfelbuch.model.reports import Document, Report
from gipfelbuch.segmenting import segment_report

UNKNOWN = -100  # a class that the reading does not tell; ignored by the loss
ITEM_SLOTS = {
    "issue": "subject",
    "gift": "item",
    "assessment": "subject",
    "agreement": "subject",
    "encounter": "occasion",
}
PARTY_ROLES = {
    "encounter": {"participants": "participant", "host": "host"},
    "agreement": {"parties": "party"},
    "issue": {"parties": "party"},
    "gift": {"giver": "giver", "recipient": "recipient"},
    "assessment": {"assessor": "assessor"},
    "action": {"actors": "actor", "recipients": "recipient"},
}
SPLITS = ("train", "dev", "test")

Reading = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """From a span to the first words of the spans that fill its role.

    Args:
        role: index in ``ROLES``.
        first: the first token of the span that the link starts from.
        last: the token behind it.
        hits: tokens that it may lead to, any of them right.
        free: tokens that are neither right nor wrong: other names of the same party.
    """

    role: int
    first: int
    last: int
    hits: frozenset[int]
    free: frozenset[int]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The value of a span: index of the choice in ``CHOICES``, the span's runs of tokens, index of the value."""

    choice: int
    parts: tuple[tuple[int, int], ...]
    value: int


@dataclass(frozen=True, slots=True)
class Example:
    """A document with its targets: tags [tokens, layers], values of spans, links; and the rules' hints."""

    document: Document
    reading: Reading
    split: str
    tags: NDArray[np.int64]
    values: tuple[Chosen, ...]
    links: tuple[Link, ...]
    word_hints: tuple[WordHint, ...] = ()
    link_hints: tuple[LinkHint, ...] = ()


def corpus_examples(reports: Iterable[CorpusReport]) -> list[Example]:
    """The examples of reports with their readings."""
    return [make_example(r.text, r.reading, r.split) for r in reports]


def report_of(text: str, reading: Reading) -> Report:
    """The report that a reading is of."""
    told = reading["report"]
    published = date.fromisoformat(told["published"]) if told.get("published") else None
    return Report(id=told["id"], text=text, language=told["language"], title=told.get("title"), published=published)


def make_example(text: str, reading: Reading, split: str = "train", *, marks: Marks | None = None) -> Example:
    """A report and its reading as targets.

    Args:
        text: the report.
        reading: its reading in the schema's shape.
        split: where it belongs.
        marks: by the rules, given as hints; if None, the rules are run. Without times no link to one is learned.
    """
    document = segment_report(report_of(text, reading))
    marks = mark_document(document) if marks is None else marks
    targets = _Targets(document, reading, marks.times)
    for entry in reading["entries"]:
        targets.add(entry)
    return Example(
        document, reading, split, targets.tags, tuple(targets.values), tuple(targets.links),
        tuple(word_hints(document, marks)), tuple(link_hints(document, marks)),
    )  # fmt: skip


@dataclass(slots=True)
class _Targets:
    document: Document
    reading: Reading
    times: tuple[Time, ...]
    tags: NDArray[np.int64] = field(init=False)
    values: list[Chosen] = field(init=False, default_factory=list)
    links: list[Link] = field(init=False, default_factory=list)
    mentions: dict[str, list[tuple[int, int]]] = field(init=False)
    _starts: list[int] = field(init=False)
    _ends: list[int] = field(init=False)
    _layers: dict[str, int] = field(init=False)
    _choices: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        tokens = self.document.tokens
        self._starts, self._ends = [t.start for t in tokens], [t.end for t in tokens]
        self._layers = {name: i for i, name in enumerate(LAYERS)}
        self._choices = {name: i for i, name in enumerate(CHOICES)}
        self.tags = np.zeros((len(tokens), len(LAYERS)), np.int64)
        self.mentions = {}
        for party in self.reading["parties"]:
            words = [w for m in party["mentions"] if (w := self.words(m))]
            self.mentions[party["id"]] = words
            for first, last in words:
                self.tag("reference", party["type"], first, last)

    def words(self, span: Iterable[int]) -> tuple[int, int] | None:
        """The tokens that a span touches: first and behind last."""
        start, end = span
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return (first, last) if first < last else None

    def tag(self, layer: str, label: str, first: int, last: int, *, goes_on: bool = False) -> bool:
        """Tag words unless some are taken; the first stays an inside where a span goes on."""
        column = self.tags[first:last, self._layers[layer]]
        if column.any():
            return False
        column[:] = LAYERS[layer].tag(label, begins=False)
        if not goes_on:
            column[0] = LAYERS[layer].tag(label, begins=True)
        return True

    def choose(self, choice: str, value: str | None, parts: Iterable[tuple[int, int]]) -> None:
        """Let a span have a value."""
        values = CHOICES[choice].values
        value = value or NONE
        if value in values:
            self.values.append(Chosen(self._choices[choice], tuple(parts), values.index(value)))

    def link(self, role: str, row: tuple[int, int], hits: Iterable[int], free: Iterable[int] = ()) -> None:
        hits = frozenset(hits)
        self.links.append(Link(ROLES.index(role), *row, hits, frozenset(free) - hits))

    def add(self, entry: Mapping[str, Any]) -> None:
        """Targets of one entry."""
        if entry["kind"] == "statement":
            self._add_statement(entry)
        else:
            self._add_deed(entry)

    def _add_statement(self, entry: Mapping[str, Any]) -> None:
        parts = [w for s in sorted(entry["quote"]) if (w := self.words(s))]
        if not parts:
            return
        layer = "quote" if self._free("quote", parts) or self._same("quote", parts) else "nested"
        for i, (first, last) in enumerate(parts):
            self.tag(layer, entry["mode"], first, last, goes_on=i > 0)
        row = parts[0]
        cues = [w for s in entry.get("cue") or () if (w := self.words(s))]
        for first, last in cues:
            self.tag("cue", "cue", first, last)
        self.choose("quote_plover", entry.get("plover"), [*parts, *cues])
        self.link("quote:cue", row, (c[0] for c in cues))
        speaker = [entry["speaker"]] if entry.get("speaker") else []
        self._link_mention("quote:speaker", row, entry.get("speaker_mention"), speaker, parts)
        self._link_mention("quote:addressee", row, entry.get("addressee_mention"), entry.get("addressees") or [], parts)

    def _free(self, layer: str, parts: list[tuple[int, int]]) -> bool:
        return not any(self.tags[a:b, self._layers[layer]].any() for a, b in parts)

    def _same(self, layer: str, parts: list[tuple[int, int]]) -> bool:
        """Whether another entry holds the same words: two speakers of one quote."""
        column = self.tags[:, self._layers[layer]]
        first, last = parts[0]
        begins = column[first] % 2 == 1
        inside = all(t and t % 2 == 0 for t in column[first + 1 : last])
        return bool(begins and inside and (last == len(column) or column[last] % 2 == 1 or column[last] == 0))

    def _link_mention(
        self, role: str, row: tuple[int, int], told: Any, parties: list[str], parts: list[tuple[int, int]]
    ) -> None:
        words = [w for s in told or () if (w := self.words(s))]
        for first, last in words:
            self.tag("reference", PRONOUN, first, last)
        if words:
            free = [m[0] for p in parties for m in self.mentions.get(p, ())]
            self.link(role, row, (w[0] for w in words), free)
        else:
            self._link_parties(role, row, parties, parts)

    def _add_deed(self, entry: Mapping[str, Any]) -> None:
        kind = entry["kind"]
        evidence = [w for s in entry["evidence"] if (w := self.words(s))]
        item = self._locate(entry.get(ITEM_SLOTS.get(kind, ""), None), evidence)
        anchors = {
            "encounter": evidence,
            "agreement": evidence,
            "issue": [item] if item else [],
            "gift": [item] if item else [],
            "assessment": [w for s in entry.get("verdict", ()) if (w := self.words(s))],
            "action": [w for s in entry.get("trigger", ()) if (w := self.words(s))],
        }[kind]
        for first, last in anchors:
            if not self.tag(kind, kind, first, last) and kind in {"encounter", "agreement"}:
                continue
            for slot in ("type", "status", "format", "polarity", "plover"):
                if f"{kind}_{slot}" in CHOICES:
                    self.choose(f"{kind}_{slot}", entry.get(slot), [(first, last)])
            for slot, role in PARTY_ROLES[kind].items():
                value = entry.get(slot)
                self._link_parties(
                    f"{kind}:{role}", (first, last), [value] if isinstance(value, str) else value or [], evidence
                )
            self._add_item(kind, (first, last), item)
            self._add_place(kind, (first, last), entry.get("place"), evidence)
            self._add_time(kind, (first, last), entry.get("date"), evidence)

    def _add_item(self, kind: str, row: tuple[int, int], item: tuple[int, int] | None) -> None:
        role = f"{kind}:{ITEM_SLOTS.get(kind)}"
        if role not in ROLES:
            return
        if item:
            layer, label = (f"{kind}_subject", "subject") if kind != "encounter" else ("occasion", "occasion")
            self.tag(layer, label, *item)
        self.link(role, row, [item[0]] if item else [])

    def _add_place(
        self, kind: str, row: tuple[int, int], place: Mapping[str, Any] | None, evidence: list[tuple[int, int]]
    ) -> None:
        role = f"{kind}:place"
        if role in ROLES:
            found = self._locate(place["name"], evidence) if place else None
            if found or not place:
                self.link(role, row, [found[0]] if found else [])

    def _add_time(
        self, kind: str, row: tuple[int, int], date_told: str | None, evidence: list[tuple[int, int]]
    ) -> None:
        """Link to the time that tells the date, nearest to the evidence; a date that no time tells teaches nothing."""
        role = f"{kind}:time"
        if role not in ROLES:
            return
        told = [
            w
            for t in self.times
            if t.edtf and _tells(t.edtf, date_told) and (w := self.words((t.span.start, t.span.end)))
        ]
        nearest = min(told, key=lambda w: min(_distance(w, e) for e in evidence), default=None)
        if nearest or not date_told:
            self.link(role, row, [nearest[0]] if nearest else [], (w[0] for w in told))

    def _locate(self, text: str | None, evidence: list[tuple[int, int]]) -> tuple[int, int] | None:
        """Where a slot's wording stands: in the evidence, else in the report, nearest to it."""
        if not text or not evidence:
            return None
        whole = self.document.text
        places = []
        at = whole.find(text)
        while at >= 0:
            if w := self.words((at, at + len(text))):
                places.append(w)
            at = whole.find(text, at + 1)
        return min(places, key=lambda w: min(_distance(w, e) for e in evidence), default=None)

    def _link_parties(
        self, role: str, row: tuple[int, int], parties: list[str], evidence: list[tuple[int, int]]
    ) -> None:
        """Link to the mentions of each party within the evidence, else to the nearest before, else behind."""
        hits: set[int] = set()
        free: set[int] = set()
        for party in parties:
            mentions = self.mentions.get(party, [])
            free |= {m[0] for m in mentions}
            within = [m[0] for m in mentions if any(a <= m[0] < b for a, b in evidence)]
            before = [m[0] for m in mentions if m[0] < row[0]]
            hits |= set(within or before[-1:] or [m[0] for m in mentions][:1])
        self.link(role, row, hits, free)


def _tells(time: str, told: str | None) -> bool:
    """Whether a time expression's date is the one told, or the beginning of it ("seit", "vom 3. bis 5. Mai")."""
    return told is not None and (time == told or time == told.partition("/")[0])


def _distance(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, one[0] - other[1], other[0] - one[1])


def by_split(examples: Iterable[Example], split: str) -> Iterator[Example]:
    """The examples of one split."""
    return (e for e in examples if e.split == split)
