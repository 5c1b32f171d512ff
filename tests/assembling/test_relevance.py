"""Which actors without an entry are parties of a report."""

from __future__ import annotations

import pytest

from gipfelbuch.assembling.relevance import features_of, plays_a_part
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import Party, PartyType
from gipfelbuch.model.spans import Span


def actor(name: str, kind: PartyType, *seen: float | None, nominal: bool = False) -> tuple[Party, list[Mention]]:
    spans = [Span(20 * i, 20 * i + len(name)) for i in range(len(seen))]
    marks = [Mention(span=s, type=kind, name=name, nominal=nominal, seen=v) for s, v in zip(spans, seen, strict=True)]
    return Party(id="p1", name=name, type=kind, mentions=tuple(spans)), marks


@pytest.mark.parametrize(
    ("name", "kind", "nominal", "kept"),
    [
        ("Karl Brandt", PartyType.PERSON, False, True),
        ("Brandt", PartyType.PERSON, False, False),
        ("Norwegen", PartyType.COUNTRY, False, True),
        ("Afrikanische Union", PartyType.ORGANIZATION, False, True),
        ("Union", PartyType.ORGANIZATION, False, False),
        ("neun russische Diplomaten", PartyType.GROUP, True, True),
        ("Diplomaten", PartyType.GROUP, True, False),
    ],
)
def test_without_the_encoder_a_full_name_counts(name: str, kind: PartyType, nominal: bool, kept: bool) -> None:
    assert plays_a_part(*actor(name, kind, None, nominal=nominal)) is kept


@pytest.mark.parametrize("kind", [PartyType.PERSON, PartyType.COUNTRY, PartyType.ORGANIZATION])
def test_the_encoder_tells_who_is_only_named(kind: PartyType) -> None:
    assert plays_a_part(*actor("Karl Brandt", kind, 0.2, 0.99))
    assert not plays_a_part(*actor("Karl Brandt", kind, 0.2, 0.3))


def test_the_surest_mention_counts_and_the_number_of_them() -> None:
    party, marks = actor("Karl Brandt", PartyType.PERSON, 0.9, 0.4, None)
    one, _ = features_of(party, marks[:1]), None
    many = features_of(party, marks)
    assert one is not None
    assert many is not None
    assert many["seen"] == one["seen"]
    assert many["mentions"] > one["mentions"] == 0.0
    assert features_of(party, [marks[2]]) is None
