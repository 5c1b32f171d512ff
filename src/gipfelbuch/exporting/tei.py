"""TEI P5: holdings enter, a corpus of the reports leaves, with parties, times, places and quotes marked in the text.

Who and what is told stands once, in ``standOff`` of the corpus: persons, organisations, events and their relations.
The text of each report stands unchanged in one ``ab``; marks that cross others are told by ``span`` alone, which has
every part of every witness as ``string-range`` of that ``ab``.

References:
    TEI Consortium: TEI P5 Guidelines, chapters 13 (names), 16 (linking) and 15 (corpora).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from gipfelbuch.exporting.identifiers import uuid_of
from gipfelbuch.exporting.tables import PARTY_FIELDS
from gipfelbuch.model.holdings import HeldReport, Holding, Holdings, Witness
from gipfelbuch.model.marks import TimeType
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.records import Actor
from gipfelbuch.model.spans import Span

NAMESPACE = "http://www.tei-c.org/ns/1.0"
# what XML 1.0 cannot hold; one character in the place of another keeps every offset
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_PHRASES = frozenset({"rs", "date", "placeName"})  # hold no quote
_SUMMED = ("subject", "item", "quote", "verdict", "occasion", "trigger")
Attributes = Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """Characters, and the element that marks them."""

    span: Span
    tag: str
    attributes: Attributes


def tei_pieces(holdings: Holdings) -> Iterator[str]:
    """The text of one ``teiCorpus``, piece by piece."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="{NAMESPACE}">\n'
    yield _header("Register of diplomatic events", "", "Made of the reports that follow.") + "\n"
    yield "<standOff>\n"
    yield from _actors(holdings)
    yield from _events(holdings)
    yield from _relations(holdings)
    yield "</standOff>\n"
    empty = True
    for held, witnesses in holdings.reports():
        yield _report(held, witnesses, holdings)
        empty = False
    if empty:  # a corpus has at least one text
        yield f"<TEI>{_header('No report', '', 'The register is empty.')}<text><body><p/></body></text></TEI>\n"
    yield "</teiCorpus>\n"


def element(tag: str, attributes: Attributes, *content: str) -> str:
    """An element; attributes without value are left out, content is XML already.

    >>> element("date", {"when": "2025", "cert": None}, text("<2025>"))
    '<date when="2025">&lt;2025&gt;</date>'
    """
    told = "".join(f" {n}={quoteattr(_allowed(v), _ENDS)}" for n, v in attributes.items() if v is not None)
    inner = "".join(content)
    return f"<{tag}{told}>{inner}</{tag}>" if inner else f"<{tag}{told}/>"


_ENDS = {"\r": "&#13;"}  # else read as a line feed


def text(value: str) -> str:
    """Characters as XML, one for one."""
    return escape(_allowed(value), _ENDS)


def _allowed(value: str) -> str:
    return _FORBIDDEN.sub(_REPLACEMENT, value)


def _name(sort: str, *ids: str) -> str:
    """A name that XML takes as an id."""
    return f"{sort}-{uuid_of(sort, *ids)}"


def _header(title: str, rest: str, source: str) -> str:
    return element(
        "teiHeader",
        {},
        element(
            "fileDesc",
            {},
            element("titleStmt", {}, element("title", {}, text(title))),
            element("publicationStmt", {}, element("p", {}, "Made by gipfelbuch.")),
            element("sourceDesc", {}, rest or element("p", {}, text(source))),
        ),
    )


def _actors(holdings: Holdings) -> Iterator[str]:
    people = [a for a in holdings.actors.values() if a.type is PartyType.PERSON]
    others = [a for a in holdings.actors.values() if a.type is not PartyType.PERSON]
    if people:
        yield element("listPerson", {}, *map(_person, people)) + "\n"
    if others:
        yield element("listOrg", {}, *map(_organization, others)) + "\n"


def _person(actor: Actor) -> str:
    names = dict.fromkeys((actor.name, *actor.names))
    roles = (element("occupation", {}, text(r)) for r in actor.roles)
    parts = (*(element("persName", {}, text(n)) for n in names), *roles, *_idnos(actor))
    return element("person", {"xml:id": _name("actor", actor.id)}, *parts)


def _organization(actor: Actor) -> str:
    names = dict.fromkeys((actor.name, *actor.names))
    parts = (*(element("orgName", {}, text(n)) for n in names), *_idnos(actor))
    return element("org", {"xml:id": _name("actor", actor.id), "type": actor.type.value}, *parts)


def _idnos(actor: Actor) -> Iterator[str]:
    known = {"gipfelbuch": actor.id, "plover": actor.code, "country": actor.country, "wikidata": actor.wikidata}
    return (element("idno", {"type": sort}, text(value)) for sort, value in known.items() if value)


def _events(holdings: Holdings) -> Iterator[str]:
    first = True
    for holding in holdings.records():
        if first:
            yield "<listEvent>\n"
            first = False
        yield _event(holding) + "\n"
    if not first:
        yield "</listEvent>\n"


def _event(holding: Holding) -> str:
    record, days = holding.record, holding.days
    one = days[0] if days[0] == days[1] else None
    attributes = {
        "xml:id": _name("record", record.id),
        "n": record.id,
        "type": record.kind.value,
        "subtype": holding.text("type"),
        "when": one,
        "notBefore": None if one else days[0],
        "notAfter": None if one else days[1],
    }
    told = next((value for name in _SUMMED if (value := holding.text(name))), None)
    words = told or next((w.words() for w in holding.witnesses), record.kind.value)
    place = holding.text("place")
    return element(
        "event",
        attributes,
        element("label", {}, text(words)),
        *([element("desc", {"type": "place"}, text(place))] if place else []),
    )


def _relations(holdings: Holdings) -> Iterator[str]:
    first = True
    for holding in holdings.records():
        for slot in PARTY_FIELDS:
            actors = [_name("actor", p) for p in holding.listed(slot) if p in holdings.actors]
            if actors:
                yield "<listRelation>\n" if first else ""
                first = False
                passive = f"#{_name('record', holding.record.id)}"
                active = " ".join(f"#{a}" for a in actors)
                yield element("relation", {"name": slot, "active": active, "passive": passive}) + "\n"
    if not first:
        yield "</listRelation>\n"


def _report(held: HeldReport, witnesses: tuple[Witness, ...], holdings: Holdings) -> str:
    report = held.report
    body = _name("text", held.key)
    published = report.published.isoformat() if report.published else None
    bibl = element(
        "bibl",
        {},
        element("title", {}, text(report.title or report.id)),
        *([element("publisher", {}, text(report.publisher))] if report.publisher else []),
        *([element("date", {"when": published}, text(published))] if published else []),
        *([element("ref", {"target": report.url}, text(report.url))] if report.url else []),
        element("idno", {"type": "sha256"}, report.sha256),
    )
    content = _marked(report.text, [*_marks(held, witnesses, holdings)])
    block = element("ab", {"xml:id": body, "xml:lang": report.language, "xml:space": "preserve"}, content)
    return (
        element(
            "TEI",
            {"xml:id": _name("report", held.key), "n": held.key},
            _header(report.title or report.id, bibl, ""),
            _spans(body, witnesses),
            element("text", {}, element("body", {}, block)),
        )
        + "\n"
    )


def _spans(body: str, witnesses: Iterable[Witness]) -> str:
    """Every part of every witness, by its place in the text."""
    found = [
        element(
            "span",
            {
                "type": part,
                "ana": f"#{_name('record', w.record)}",
                "target": f"#string-range({body},{span.start},{len(span)})",
            },
            text(span.of(w.held.report.text)),
        )
        for w in witnesses
        for part, spans in sorted(w.spans.items())
        for span in spans
    ]
    return element("standOff", {}, element("spanGrp", {}, *found)) if found else ""


def _marks(held: HeldReport, witnesses: Iterable[Witness], holdings: Holdings) -> Iterator[_Mark]:
    for witness in witnesses:
        for span in witness.spans.get("quote", ()):
            yield _Mark(span=span, tag="quote", attributes={"ana": f"#{_name('record', witness.record)}"})
    for found in held.appearances:
        if actor := holdings.actors.get(found.actor):
            attributes = {"type": actor.type.value, "ref": f"#{_name('actor', actor.id)}"}
            yield from (_Mark(span=m, tag="rs", attributes=attributes) for m in found.mentions)
    for time in held.times:
        if time.type is TimeType.DATE:
            when = time.value if _DATE.fullmatch(time.value) else None
            yield _Mark(span=time.span, tag="date", attributes={"when": when})
    for place in held.places:
        yield _Mark(span=place.span, tag="placeName", attributes={})


def _marked(words: str, marks: list[_Mark]) -> str:
    """The text with its marks; one that crosses another that began before it, or repeats it, is left out."""
    out: list[str] = []
    open_marks: list[_Mark] = []
    seen: set[tuple[Span, str]] = set()
    at = 0

    def go_on(to: int) -> None:
        nonlocal at
        while open_marks and open_marks[-1].span.end <= to:
            closing = open_marks.pop()
            out.append(text(words[at : closing.span.end]) + f"</{closing.tag}>")
            at = closing.span.end
        out.append(text(words[at:to]))
        at = to

    for mark in sorted(marks, key=lambda m: (m.span.start, -m.span.end, m.tag in _PHRASES, m.tag)):
        go_on(mark.span.start)
        if (mark.span, mark.tag) not in seen and _fits(mark, open_marks):
            seen.add((mark.span, mark.tag))
            open_marks.append(mark)
            out.append(element(mark.tag, mark.attributes)[:-2] + ">")
    go_on(len(words))
    return "".join(out)


def _fits(mark: _Mark, open_marks: list[_Mark]) -> bool:
    if any(not m.span.contains(mark.span) for m in open_marks):
        return False
    return mark.tag != "quote" or all(m.tag not in _PHRASES for m in open_marks)
