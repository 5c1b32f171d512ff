"""Short forms of persons named elsewhere in a report: surnames, genitives, compounds with a name ("Bush-Regierung")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from gipfelbuch.knowledge.actors import body_of
from gipfelbuch.knowledge.names import gazetteer, holders_by_surname, is_given_name
from gipfelbuch.knowledge.people import office_holders
from gipfelbuch.marking.rules.mentions_names import is_capitalised_word, is_common_noun
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document, Pos, Token

YEARS_AROUND_OFFICE = 12  # office holders are named some time before and after their years at the top
_ARTICLES = frozenset("der die das den dem des ein eine einen einem einer eines the a an".split())


def mark_short_forms(document: Document, found: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions by one part of a name that the report gives in full, or by the surname of a known office holder.

    Args:
        document: the report.
        found: its mentions so far, in order.

    Yields:
        Further mentions, none overlapping those found.
    """
    taken = _taken(found)
    loose = [t for t in document.tokens if is_capitalised_word(t) and t.start not in taken]
    persons = [m for m in found if m.type is PartyType.PERSON and not m.nominal]
    short = _short_forms(persons, loose)
    for token in loose:
        mention = _short(document, token, short) or _holder(document, token, short)
        if mention:
            yield mention
        else:
            yield from _compound(token, short)


def _taken(found: Iterable[Mention]) -> set[int]:
    return {offset for m in found for offset in range(m.span.start, m.span.end)}


def _short_forms(persons: Sequence[Mention], loose: Sequence[Token]) -> dict[str, Mention]:
    """Last words of the names; first words where the report uses the first word alone and never the last."""
    alone = Counter(t.text for t in loose)
    alone.update({t.text[:-1]: 1 for t in loose if t.text.endswith("s")})
    out: dict[str, Mention] = {}
    for person in persons:
        parts = [p for p in person.name.split() if p[0].isupper() and "." not in p]
        if not parts:
            continue
        out.setdefault(parts[-1], person)
        if len(parts) > 1 and parts[-1].endswith("s"):
            out.setdefault(parts[-1][:-1], person)
    for person in persons:
        parts = [p for p in person.name.split() if p[0].isupper() and "." not in p]
        if len(parts) > 1 and alone[parts[0]] and not alone[parts[-1]] and parts[0] not in out:
            out[parts[0]] = person
        for part in parts[1:-1]:
            if not is_given_name(part):
                out.setdefault(part, person)
    return out


def _base(text: str, short: dict[str, Mention]) -> str | None:
    if text in short:
        return text
    bare = text[:-1]
    return bare if text.endswith(("s", "'", "’")) and bare in short else None


def _short(document: Document, token: Token, short: dict[str, Mention]) -> Mention | None:
    base = _base(token.text, short)
    if base is None:
        return None
    before = document.tokens[token.index - 1].lower if token.index else ""
    if before in _ARTICLES and is_common_noun(token.text, document.language):
        return None
    whole = short[base]
    return Mention(
        span=token.span, type=PartyType.PERSON, name=base, country=whole.country, gender=whole.gender, score=0.95,
    )


def _holder(document: Document, token: Token, short: dict[str, Mention]) -> Mention | None:
    """A surname of one well-known office holder of the time, who is not named in full here."""
    del short
    text = token.text
    known = holders_by_surname()
    name = text if text in known else text[:-1] if text.endswith(("s", "'", "’")) and text[:-1] in known else None
    if name is None or text in gazetteer(document.language).single or (token.pos is Pos.NOUN and is_common_noun(text, document.language)):
        return None
    year = document.report.published.year if document.report.published else None
    holders = [office_holders()[n] for n in known[name]]
    timely = [h for h in holders if year is None or h.first - YEARS_AROUND_OFFICE <= year <= h.last + YEARS_AROUND_OFFICE]
    if len(timely) > 1 and year is not None:
        timely = [h for h in timely if h.first <= year <= h.last]
    if len(timely) != 1:
        return None
    holder = timely[0]
    return Mention(span=token.span, type=PartyType.PERSON, name=name, country=holder.country, gender=holder.gender, score=0.8, origin="rule:holder")


def _compound(token: Token, short: dict[str, Mention]) -> Iterator[Mention]:
    """"Lee-Regierung": the state of the person."""
    head, _, tail = token.text.rpartition("-")
    if not head or not tail or not body_of(tail, "de"):
        return
    body = body_of(tail, "de")
    person = short.get(head)
    if person and body and body.state and person.country:
        yield Mention(span=token.span, type=PartyType.COUNTRY, name=token.text, key=f"state:{person.country}", country=person.country, nominal=True)
