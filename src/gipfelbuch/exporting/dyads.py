"""Who does what to whom: a record enters, pairs of source and target and codes of other event ontologies leave.

References:
    Halterman, A. et al.: PLOVER and POLECAT: A New Political Event Ontology and Dataset, 2023 (quad codes).
    Open Event Data Alliance: CAMEO2PLOVER-2021 (which CAMEO codes each type took over); table ``goldstein``.
    Schrodt, P.: CAMEO Conflict and Mediation Event Observations Codebook 1.1b3, 2012.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TypeVar

from gipfelbuch.knowledge.goldstein import goldstein_weights
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.holdings import Holding

Party = str | None

QUAD_OF = {plover: w.quad.value.replace("_", " ").upper() for plover, w in goldstein_weights().items()}
_LAST_ROOTS = ((5, 1), (8, 2), (13, 3), (20, 4))  # the last CAMEO root of each quad class
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cameo:
    """What is known of an event in CAMEO; None where PLOVER and the kind leave it open."""

    code: str | None
    root: str | None
    quad_class: int | None
    goldstein: float | None


def pairs_of(holding: Holding) -> Iterator[tuple[Party, Party]]:
    """Source and target of an event, actors by id, None where nobody is told.

    Encounters, agreements and issues have no direction: each pair stands once, in order of id.

    Args:
        holding: a record of any kind.

    Yields:
        Pairs; none of an actor with itself.
    """
    match holding.record.kind:
        case Kind.ENCOUNTER:
            yield from _mutual(holding.listed("participants") + holding.listed("host"))
        case Kind.AGREEMENT | Kind.ISSUE:
            yield from _mutual(holding.listed("parties"))
        case Kind.STATEMENT:
            yield from _directed(holding.listed("speaker"), holding.listed("addressees"))
        case Kind.GIFT:
            yield from _directed(holding.listed("giver"), holding.listed("recipient"))
        case Kind.ASSESSMENT:
            yield from _directed(holding.listed("assessor"), ())
        case Kind.ACTION:
            yield from _directed(holding.listed("actors"), holding.listed("recipients"))


def cameo_of(holding: Holding) -> Cameo:
    """What PLOVER type, kind and type tell of the event in CAMEO.

    Args:
        holding: a record with a PLOVER type.
    """
    plover = holding.text("plover") or ""
    code = _exact(holding, plover)
    roots = {code[:2]} if code else {c[:2] for c, _ in goldstein_weights()[plover].codes}
    root = _only(roots)
    code = code or (f"{root}0" if root else None)
    return Cameo(code=code, root=root, quad_class=_only(map(_quad_class, roots)), goldstein=_weights().get(code or ""))


def _only(values: Iterable[T]) -> T | None:
    """The value, if all are the same; None otherwise."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _quad_class(root: str) -> int:
    return next(quad for last, quad in _LAST_ROOTS if int(root) <= last)


@cache
def _weights() -> dict[str, float]:
    """Goldstein weights by CAMEO code."""
    return {code: weight for found in goldstein_weights().values() for code, weight in found.codes}


def _exact(holding: Holding, plover: str) -> str | None:
    kind, sort = holding.record.kind, holding.text("type")
    if kind is Kind.AGREEMENT and plover == "AGREE" and holding.text("status") == "signed":
        return "057"  # sign formal agreement
    if kind is Kind.ENCOUNTER and (sort == "call" or holding.text("format") == "phone"):
        return "041"  # discuss by telephone
    if kind is Kind.ENCOUNTER and sort == "negotiation":
        return "046"  # engage in negotiation
    return None


def _mutual(parties: tuple[str, ...]) -> Iterator[tuple[Party, Party]]:
    known = sorted(set(parties))
    yield from combinations(known, 2) if len(known) > 1 else _directed(tuple(known), ())


def _directed(sources: tuple[str, ...], targets: tuple[str, ...]) -> Iterator[tuple[Party, Party]]:
    firsts: list[Party] = [*sorted(set(sources))] or [None]
    seconds: list[Party] = [*sorted(set(targets))] or [None]
    for first in firsts:
        yield from ((first, second) for second in seconds if first != second or first is None)
