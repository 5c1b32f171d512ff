"""Short forms of persons named elsewhere in a report: surnames, genitives, compounds with a name ("Bush-Regierung")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from gipfelbuch.knowledge.actors import body_of, office_of
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.names import gazetteer, holders_by_surname, is_given_name
from gipfelbuch.knowledge.people import office_holders
from gipfelbuch.knowledge.words import function_words
from gipfelbuch.marking.rules.mentions_names import CALENDAR, is_capitalised_word, is_common_noun, is_prefixed
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document, Language, Pos, Token
from gipfelbuch.model.spans import Span

YEARS_AROUND_OFFICE = 12  # office holders are named some time before and after their years at the top
_DEFINITE = closed_class("oblique_article", "de")
_ARTICLES = closed_class("article")


def mark_short_forms(document: Document, found: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions by one part of a name that the report gives in full, or by the surname of a known office holder.

    Args:
        document: the report.
        found: its mentions so far, in order.

    Yields:
        Further mentions, none overlapping those found.
    """
    taken = _taken(found)
    loose = [t for t in document.tokens if (is_capitalised_word(t) or is_prefixed(t.text)) and t.start not in taken]
    persons = [m for m in found if m.type is PartyType.PERSON and not m.nominal]
    short = _short_forms(persons, loose)
    roles = {_head(m.role, document.language): m for m in persons if m.role}
    for token in loose:
        mention = (
            _short(document, token, short) or _by_role(document, token, roles, taken) or _holder(document, token, short)
        )
        if mention:
            yield mention
        else:
            yield from _compound(document, token, short)


def _taken(found: Iterable[Mention]) -> set[int]:
    return {offset for m in found for offset in range(m.span.start, m.span.end)}


def _short_forms(persons: Sequence[Mention], loose: Sequence[Token]) -> dict[str, Mention]:
    """Last words of the names; first words where the report uses the first word alone and never the last."""
    alone = Counter(t.text for t in loose)
    alone.update({t.text[:-1]: 1 for t in loose if t.text.endswith("s")})
    out: dict[str, Mention] = {}
    for person in persons:
        parts = [p for p in person.name.split() if (p[0].isupper() or is_prefixed(p)) and "." not in p]
        if not parts:
            continue
        out.setdefault(parts[-1], person)
        if is_prefixed(parts[-1]):
            out.setdefault(parts[-1][0].upper() + parts[-1][1:], person)
            out.setdefault(parts[-1].partition("-")[2], person)
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


def _by_role(document: Document, token: Token, roles: dict[str, Mention], taken: set[int]) -> Mention | None:
    """As in "die Geologin", where the report has introduced a geologist by name."""
    if token.text not in roles or not token.index:
        return None
    before = document.tokens[token.index - 1]
    if before.lower not in _DEFINITE or document.language != "de" or office_of(token.text, "de"):
        return None
    following = document.tokens[token.index + 1] if token.index + 1 < len(document.tokens) else None
    if following is not None and following.start in taken:
        return None
    person = roles[token.text]
    span = Span(before.start, token.end)
    return Mention(
        span=span,
        type=PartyType.PERSON,
        name=span.of(document.text),
        role=token.text,
        country=person.country,
        nominal=True,
        gender=person.gender,
        score=0.8,
    )


def _head(role: str, language: Language) -> str:
    """The noun of a role, before what it is of ("Vermittler" of "Vermittler der Europäischen Union")."""
    words = role.split()
    behind = next((k for k, w in enumerate(words) if k and w in function_words(language)), len(words))
    return words[behind - 1]


def _base(text: str, short: dict[str, Mention], language: Language) -> str | None:
    if text in short:
        return text
    if language == "en":
        return None
    bare = text[:-1]
    return bare if text.endswith(("s", "'", "’")) and bare in short else None


def _short(document: Document, token: Token, short: dict[str, Mention]) -> Mention | None:
    base = _base(token.text, short, document.language)
    if base is None:
        return None
    before = document.tokens[token.index - 1].lower if token.index else ""
    if before in _ARTICLES and is_common_noun(token.text, document.language):
        return None
    if token.lower in function_words(document.language) or token.text in CALENDAR:
        return None
    whole = short[base]
    return Mention(
        span=token.span,
        type=PartyType.PERSON,
        name=base,
        country=whole.country,
        gender=whole.gender,
        score=0.95,
    )


def _holder(document: Document, token: Token, short: dict[str, Mention]) -> Mention | None:
    """A surname of one well-known office holder of the time, who is not named in full here."""
    del short
    text = token.text
    known = holders_by_surname()
    name = text if text in known else text[:-1] if text.endswith(("s", "'", "’")) and text[:-1] in known else None
    if (
        name is None
        or token.lower in function_words(document.language)
        or text in CALENDAR
        or text in gazetteer(document.language).single
        or (token.pos is Pos.NOUN and is_common_noun(text, document.language))
    ):
        return None
    year = document.report.published.year if document.report.published else None
    holders = [office_holders()[n] for n in known[name]]
    timely = [
        h for h in holders if year is None or h.first - YEARS_AROUND_OFFICE <= year <= h.last + YEARS_AROUND_OFFICE
    ]
    if len(timely) > 1 and year is not None:
        timely = [h for h in timely if h.first <= year <= h.last]
    if not timely or len({(h.country, h.gender) for h in timely}) > 1:
        return None
    holder = timely[0]
    return Mention(
        span=token.span,
        type=PartyType.PERSON,
        name=name,
        country=holder.country,
        gender=holder.gender,
        score=0.8,
        origin="rule:holder",
    )


def _compound(document: Document, token: Token, short: dict[str, Mention]) -> Iterator[Mention]:
    """As in "Lee-Regierung": the state of the person."""
    head, _, tail = token.text.rpartition("-")
    body = body_of(tail, "de") if head and tail else None
    if body is None or not body.state:
        return
    country = short[head].country if head in short else _country_of_holder(document, head)
    if country:
        before = document.tokens[token.index - 1] if token.index else None
        start = before.start if before and before.lower in _ARTICLES else token.start
        span = Span(start, token.end)
        yield Mention(
            span=span,
            type=PartyType.COUNTRY,
            name=span.of(document.text),
            key=f"state:{country}",
            country=country,
            nominal=True,
        )


def _country_of_holder(document: Document, surname: str) -> str | None:
    year = document.report.published.year if document.report.published else None
    holders = [office_holders()[n] for n in holders_by_surname().get(surname, ())]
    countries = {h.country for h in holders if year is None or h.first - 1 <= year <= h.last + 1}
    return countries.pop() if len(countries) == 1 else None
