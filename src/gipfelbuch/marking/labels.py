"""What the encoder says of every word: layers of span tags, classes, and links by role.

The layout of the encoder's outputs, shared by training and by reading its answers: ``LAYERS``
are BIO tag sets of spans that do not overlap within a layer, ``CLASSES`` are values that every
word of a span votes on, ``ROLES`` are links from the first word of one span to that of another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gipfelbuch.knowledge.plover import PLOVER_TYPES
from gipfelbuch.model.entries import Mode
from gipfelbuch.model.parties import PartyType

NONE: Final = "none"  # the class of "no value"
OUTSIDE: Final = 0  # the tag of a word in no span


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A set of tags: 0 is outside, then begin and inside of each label.

    Args:
        name: what its spans are.
        labels: the sorts of span, in the order of their tags.
        offset: where its tags start among the tags of all layers.
    """

    name: str
    labels: tuple[str, ...]
    offset: int = 0

    @property
    def width(self) -> int:
        """Number of tags."""
        return 1 + 2 * len(self.labels)

    def tag(self, label: str, *, begins: bool) -> int:
        """The tag of a word within a span of that label."""
        return 1 + 2 * self.labels.index(label) + (not begins)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value out of several for a span; ``offset`` as in a layer."""

    name: str
    values: tuple[str, ...]
    offset: int = 0

    @property
    def width(self) -> int:
        """Number of values."""
        return len(self.values)


def _laid_out_layers(*named: tuple[str, tuple[str, ...]]) -> dict[str, Layer]:
    layers: dict[str, Layer] = {}
    offset = 0
    for name, labels in named:
        layers[name] = Layer(name=name, labels=labels, offset=offset)
        offset += layers[name].width
    return layers


def _laid_out_choices(*named: tuple[str, tuple[str, ...]]) -> dict[str, Choice]:
    choices: dict[str, Choice] = {}
    offset = 0
    for name, values in named:
        choices[name] = Choice(name=name, values=values, offset=offset)
        offset += len(values)
    return choices


MODES: Final = tuple(m.value for m in Mode)
PRONOUN: Final = "pronoun"
PLOVER: Final = (NONE, *PLOVER_TYPES)

LAYERS: Final = _laid_out_layers(
    ("reference", (*(t.value for t in PartyType), PRONOUN)),
    ("quote", MODES),
    ("nested", MODES),
    ("cue", ("cue",)),
    ("encounter", ("encounter",)),
    ("agreement", ("agreement",)),
    ("issue", ("issue",)),
    ("gift", ("gift",)),
    ("assessment", ("assessment",)),
    ("action", ("action",)),
    ("agreement_subject", ("subject",)),
    ("assessment_subject", ("subject",)),
    ("occasion", ("occasion",)),
)

CHOICES: Final = _laid_out_choices(
    ("quote_plover", PLOVER),
    ("encounter_type", ("summit", "meeting", "visit", "negotiation", "conference", "call", "ceremony")),
    ("encounter_status", ("held", "ongoing", "planned", "cancelled", "proposed")),
    ("encounter_format", (NONE, "in_person", "video", "phone")),
    (
        "agreement_type",
        (
            "treaty", "memorandum", "currency_swap", "trade_deal", "contract", "ceasefire", "joint_statement",
            "resolution", "understanding",
        ),
    ),
    (
        "agreement_status",
        (
            "signed", "agreed", "renewed", "in_force", "proposed", "negotiated", "rejected", "failed", "ended",
            "violated",
        ),
    ),
    ("issue_status", ("raised", "disputed", "deadlocked", "to_be_discussed", "progressing", "resolved")),
    ("assessment_polarity", ("positive", "negative", "mixed", "neutral")),
    ("action_status", ("happened", "ongoing", "planned", "threatened", "denied", "ended")),
    ("action_plover", PLOVER),
)  # fmt: skip

ROLES: Final = (
    "quote:speaker",
    "quote:addressee",
    "quote:cue",
    "encounter:participant",
    "encounter:host",
    "encounter:occasion",
    "agreement:party",
    "agreement:subject",
    "issue:party",
    "gift:giver",
    "gift:recipient",
    "assessment:assessor",
    "assessment:subject",
    "action:actor",
    "action:recipient",
    "encounter:place",
    "agreement:place",
    "action:place",
    "encounter:time",
    "agreement:time",
    "action:time",
)

TAGS: Final = sum(layer.width for layer in LAYERS.values())
VALUES: Final = sum(choice.width for choice in CHOICES.values())
