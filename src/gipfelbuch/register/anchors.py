"""Words by which a review finds its entry again: an anchor and the entries of a new reading enter, an id leaves.

An entry is found where its kind and its words are. Where several entries have the same words, the one that says the
same; where none is left that says more of the same than all others, none is found: a correction is never moved to an
entry that it may not have meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gipfelbuch.model.entries import Kind
from gipfelbuch.register.overlay import Anchor
from gipfelbuch.register.readings import OWN_WORDS, Body

LEAST_SHARE = 0.5  # of the characters of both that they share: below, another clause of the sentence may be meant
ADDED = "+"  # an entry id that begins so was entered by a person
PARTY_FIELDS = frozenset(
    {
        "participants",
        "host",
        "parties",
        "speaker",
        "addressees",
        "giver",
        "recipient",
        "assessor",
        "actors",
        "recipients",
    }
)
_NOT_SAID = frozenset({"id", "kind", "evidence", "confidence", "plover", "cue", "reply_to"})


def find_entry(anchor: Anchor, kind: Kind, entries: Iterable[Mapping[str, Any]]) -> str | None:
    """The id of the entry that an anchor means.

    Args:
        anchor: made of this or of an earlier reading.
        kind: kind of the entry.
        entries: the rows of ``entries`` of its report.

    Returns:
        The id; None if no entry, or more than one, could be meant.
    """
    found = []
    for entry in entries:
        if entry["kind"] == kind.value and not entry["entry"].startswith(ADDED):
            share = _share(anchor.spans, entry["spans"], kind)
            if share >= LEAST_SHARE:
                same = sum(1 for name, value in anchor.slots.items() if entry["slots"].get(name) == value)
                found.append((share, same, str(entry["entry"])))
    found.sort(reverse=True)
    if not found or (len(found) > 1 and found[0][:2] == found[1][:2]):
        return None
    return found[0][2]


def party_names_of(body: Body) -> dict[str, str]:
    """Names of a reading's parties by id."""
    return {p["id"]: p["name"] for p in body["parties"]}


def slots_of(entry: Body, names: Mapping[str, str]) -> dict[str, Any]:
    """What a stored entry says besides its words, parties by name."""
    said: dict[str, Any] = {}
    for name, value in entry.items():
        if name in _NOT_SAID or name == OWN_WORDS.get(Kind(entry["kind"])) or value in (None, [], ()):
            continue
        if name in PARTY_FIELDS:
            said[name] = sorted(names.get(v, v) for v in value) if isinstance(value, list) else names.get(value, value)
        else:
            said[name] = value
    return said


def _share(old: Mapping[str, Any], new: Mapping[str, Any], kind: Kind) -> float:
    """Characters that both have of those that either has: of the kind's own words, else of the evidence."""
    name = OWN_WORDS.get(kind, "evidence")
    left, right = _characters(old.get(name, ())), _characters(new.get(name, ()))
    return len(left & right) / len(left | right) if left | right else 0.0


def _characters(spans: Iterable[list[int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}
