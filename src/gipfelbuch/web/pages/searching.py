"""Search: words enter, passages with these words marked leave, and links that narrow what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from gipfelbuch.knowledge.state_names import state_named
from gipfelbuch.model.reports import Language
from gipfelbuch.register import Register
from gipfelbuch.register.passages import matching_spans
from gipfelbuch.register.queries import Facet, Finding, Hit, Scope, find
from gipfelbuch.register.queries.facets import MOST_COUNTED
from gipfelbuch.web.answering import show_answer
from gipfelbuch.web.downloads import as_file
from gipfelbuch.web.languages import Words
from gipfelbuch.web.narrowing import MOST_IN_FILE, NarrowedHere, name_in, words_in
from gipfelbuch.web.pages.tables import leaf_of
from gipfelbuch.web.showing import register_of, wants, words_for

router = APIRouter()
HITS_SHOWN = 20
MOST_FACET_VALUES = 12  # told of a facet
PARAMETERS = {
    Facet.KIND: ("kind",), Facet.COUNTRY: ("country",), Facet.LANGUAGE: ("language",), Facet.YEAR: ("from_", "to"),
    Facet.PART: ("in_",),
}  # fmt: skip


class Part(StrEnum):
    """Where words are looked for."""

    QUOTE = "quote"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is searched for, beside period, kinds and place in the list.

    Args:
        query: the words.
        of: only what each of these states and parties has part in.
        part: "quote" or "evidence" alone; None for both.
        language: only in reports of this language; None for all.
    """

    query: str
    of: tuple[str, ...] = ()
    part: Part | None = None
    language: Language | None = None

    def find(self, register: Register, scope: Scope, counted: int = MOST_COUNTED) -> Finding:
        """Find it."""
        return find(register, self.query, self.of, scope, part=self.part, language=self.language, counted=counted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A link that narrows what was found, or, of what is chosen, no longer does.

    Args:
        name: of the value, for people.
        css: class of its colour; empty for none.
        number: hits that have it.
        changes: parameters of the address that it leads to.
        chosen: whether it is what narrows now.
    """

    name: str
    css: str
    number: int
    changes: dict[str, str | None]
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownHit:
    """A hit as it is shown.

    Args:
        hit: the hit.
        pieces: its words, parted into those that match and those that do not.
        language: of the report.
    """

    hit: Hit
    pieces: tuple[tuple[str, bool], ...]
    language: Language


@router.get("/search")
def show_search(
    request: Request,
    narrow: NarrowedHere,
    q: Annotated[str | None, Query()] = None,
    of: Annotated[str | None, Query()] = None,
    country: Annotated[str | None, Query()] = None,
    language: Annotated[Language | None, Query()] = None,
    part: Annotated[Part | None, Query(alias="in")] = None,
) -> Response:
    """Words in quotes and evidence; without words, only the form."""
    words, sides = words_in(q), (name_in(of), name_in(country))
    if words is None:
        return show_answer(request, "search.html", told="", narrow=narrow, of=sides[0], found=None)
    asked = Asked(query=words, of=tuple(filter(None, sides)), part=part, language=language)
    if (form := wants(request)) != "html":
        whole = asked.find(register_of(request), narrow.whole(), counted=MOST_IN_FILE)
        return as_file(whole.hits, form, f"search-{words}")
    found = asked.find(register_of(request), narrow.scope(HITS_SHOWN))
    chosen = {
        Facet.KIND: narrow.kinds[0].value if len(narrow.kinds) == 1 else None, Facet.COUNTRY: state_named(sides[1] or ""),
        Facet.LANGUAGE: language, Facet.PART: part, Facet.YEAR: narrow.first if narrow.first == narrow.last else None,
    }  # fmt: skip
    return show_answer(
        request, "search.html", told=words, narrow=narrow, of=sides[0], found=found,
        leaf=leaf_of(narrow, len(found.hits), more=found.hits.more, most=HITS_SHOWN, total=found.total),
        facets={facet: _choices(facet, found, chosen[facet], words_for(request)) for facet in PARAMETERS},
        hits=[_shown(hit, words) for hit in found.hits],
    )  # fmt: skip


def _choices(facet: Facet, found: Finding, chosen: str | None, words: Words) -> list[Choice]:
    """What would narrow by a facet, as it is shown."""
    return [
        Choice(
            name=_name(facet, value, words),
            css=f"chip {value}" if facet is Facet.KIND else "",
            number=number,
            changes=dict.fromkeys(PARAMETERS[facet], None if value == chosen else value),
            chosen=value == chosen,
        )
        for value, number in found.facets[facet][:MOST_FACET_VALUES]
    ]


def _name(facet: Facet, value: str, words: Words) -> str:
    if facet is Facet.KIND:
        return words.names(value)
    if facet is Facet.COUNTRY:
        return words.state(value)
    if facet is Facet.LANGUAGE:
        return words(f"report.language.{value}")
    return words(f"ask.part.{value}") if facet is Facet.PART else value


def _shown(hit: Hit, query: str) -> ShownHit:
    language: Language = next((w.language for w in hit.record.witnesses if w.ref == hit.ref), "en")
    return ShownHit(
        hit=hit, pieces=tuple(_pieces(hit.words, matching_spans(query, hit.words, language))), language=language
    )


def _pieces(words: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Words cut where those that match begin and end."""
    place = 0
    for start, end in spans:
        yield words[place:start], False
        yield words[start:end], True
        place = end
    yield words[place:], False
