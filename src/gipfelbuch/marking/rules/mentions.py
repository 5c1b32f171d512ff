"""Mentions of parties: a segmented document enters, every name or nominal of an actor leaves, in order of place.

One pass over the tokens finds gazetteer names, offices, bodies, groups and full names of persons; a second
one finds short forms of the persons found ("Lee", "Xis", "Bush-Regierung").
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from gipfelbuch.knowledge.actors import Body, Group, Office, body_of, group_of, office_of, party_words, phrase_lengths
from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.names import Named, gender_of_given_name, is_given_name
from gipfelbuch.marking.rules.mentions_acronyms import mark_acronyms
from gipfelbuch.marking.rules.mentions_bodies import add_english_body, is_proper, quoted_name
from gipfelbuch.marking.rules.mentions_names import (
    GENITIVE_MARKS,
    is_capitalised_word,
    name_run,
    named_at,
)
from gipfelbuch.marking.rules.mentions_nominals import Premodifier, complement_end, place_behind, premodifier_of
from gipfelbuch.marking.rules.mentions_peoples import add_people
from gipfelbuch.marking.rules.mentions_persons import add_given_name_person, add_unknown_person
from gipfelbuch.marking.rules.mentions_scan import PLACE_PREPOSITIONS, Scan, country_of_nominal
from gipfelbuch.marking.rules.mentions_short import mark_short_forms
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Document, Language, Pos

_RUMOUR_VERBS = closed_class("rumour_verb", "de")  # "aus Paris hieß es": the government speaks
_TOLD_WORDS = closed_class("told_word", "de")  # "nach Angaben aus Paris"
_PLURAL_DETERMINERS = closed_class("plural_determiner")


_COUNTRY_WORDS = closed_class("country_word", "de")
_COUNTRY_DETERMINERS = closed_class("country_determiner", "de")


def mark_mentions(document: Document) -> tuple[Mention, ...]:
    """Mentions of parties of a document.

    Args:
        document: a segmented report.

    Returns:
        The mentions, in order of place, none within another.
    """
    scan = Scan(document)
    for sentence in document.sentences:
        i = sentence.first
        while i < sentence.last:
            i = _step(scan, i, sentence.first, sentence.last)
    further = (*mark_acronyms(document, scan.found), *mark_short_forms(document, scan.found))
    return _outermost([*scan.found, *further])


def _outermost(mentions: list[Mention]) -> tuple[Mention, ...]:
    """In order of place, without those that begin inside an earlier one."""
    out: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if out and mention.span.start < out[-1].span.end:
            continue
        out.append(mention)
    return tuple(out)


def _step(scan: Scan, i: int, first: int, last: int) -> int:
    """Read what begins at token ``i``; the index to go on from."""
    document = scan.document
    token = document.tokens[i]
    if token.pos is Pos.PUNCTUATION or token.pos is Pos.NUMBER:
        return i + 1
    capital = token.text[0].isupper()
    if capital and i + 1 < last and token.text in _titles(document.language):
        return i + 1
    if not capital:
        if document.language == "de":
            return _lower_case_name(scan, i, last)
        if token.lower == "country" and i > first and document.tokens[i - 1].lower in ("the", "their", "his", "her"):
            scan.add(i - 1, i + 1, type=PartyType.COUNTRY, nominal=True)
            return i + 1
        if token.lower not in phrase_lengths("en"):
            return i + 1
    if capital:
        end = (
            add_given_name_person(scan, i, first, last)
            or add_english_body(scan, i, first, last)
            or _name(scan, i, first, last)
        )
        if end:
            return end
        if token.text in _COUNTRY_WORDS and i > first and document.tokens[i - 1].lower in _COUNTRY_DETERMINERS:
            scan.add(i - 1, i + 1, type=PartyType.COUNTRY, nominal=True)
            return i + 1
    return _nominal(scan, i, first, last) or (add_unknown_person(scan, i, first, last) if capital else None) or i + 1


@cache
def _titles(language: Language) -> frozenset[str]:
    """Titles that are no part of a name, and no word of another meaning ("Lady" may be the first one)."""
    return frozenset(t for t in party_words("title", language) if office_of(t, language) is None)


def _lower_case_name(scan: Scan, i: int, last: int) -> int:
    """As in "internationale Gemeinschaft"."""
    found = named_at(scan.document, i, last) if scan.document.tokens[i].pos is Pos.ADJECTIVE else None
    if not found:
        return i + 1
    _add_named(scan, i, found[1], found[0])
    return found[1]


def _add_named(scan: Scan, i: int, end: int, named: Named) -> None:
    document = scan.document
    tokens = document.tokens
    sentence_end = len(tokens)
    if (
        end + 2 < sentence_end
        and tokens[end].text == "("
        and tokens[end + 2].text == ")"
        and (tokens[end + 1].text.isupper() or named_at(document, end + 1, end + 2))
    ):
        end += 3
    scan.add(i, end, type=named.type, key=named.key, country=named.country)


def _name(scan: Scan, i: int, first: int, last: int) -> int | None:
    """A gazetteer name at token ``i``, unless it is a mere place or part of a longer phrase."""
    document = scan.document
    found = named_at(document, i, last)
    if not found:
        return None
    named, end = found
    tokens = document.tokens
    if document.language == "en" and _modifies(document, end, last, named):
        return None
    if named.sense == "demonym":
        return add_people(scan, i, end, first, named)
    if (
        named.type is PartyType.ORGANIZATION
        and end + 1 < last
        and is_given_name(tokens[end].text)
        and is_capitalised_word(tokens[end + 1])
    ):
        return end
    if named.sense in ("capital", "seat") and _is_place(document, i, end, first, last):
        return end
    if end < last and tokens[end].text in GENITIVE_MARKS and end + 1 < last:
        _add_named(scan, i, end, named)
        return end + 1
    _add_named(scan, i, end, named)
    return end


def _modifies(document: Document, end: int, last: int, named: Named) -> bool:
    """Whether an English name is an attribute of the actor noun behind it ("US officials")."""
    if end >= last or not (named.country or named.key == "org:EU"):
        return False
    return _phrase_at(document, end, last) is not None or (
        end + 1 < last
        and document.tokens[end].lower in ("foreign", "state", "senior", "top", "government", "military")
        and _phrase_at(document, end + 1, last) is not None
    )


def _is_place(document: Document, i: int, end: int, first: int, last: int) -> bool:
    """Whether a capital or seat is only where something is, or the dateline of an agency."""
    tokens, language = document.tokens, document.language
    if i == first and end < last and tokens[end].text in ("(", "–", "—", ",", ":", "/", "-"):
        return True
    j = i - 1
    while j > first and (tokens[j].text in ("und", "and", "oder", "or", ",") and is_capitalised_word(tokens[j - 1])):
        j -= 2
    if j >= first and tokens[j].lower in ("dem", "das", "der", "the"):
        j -= 1
    if j < first:
        return False
    before = tokens[j].lower
    spoken = any(t.lemma in _RUMOUR_VERBS for t in tokens[end:last]) or tokens[max(first, j - 1)].text in _TOLD_WORDS
    if before == "aus" and spoken:
        return False
    if before in PLACE_PREPOSITIONS[language]:
        return True
    return tokens[j].text in ("Hauptstadt", "Stadt", "Gipfel", "Flughafen") or before in ("capital", "city")


def _phrase_at(document: Document, i: int, last: int) -> tuple[Office | Body | Group, int] | None:
    """The word or English phrase for an actor at token ``i``, and the index behind it."""
    tokens, language = document.tokens, document.language
    text = tokens[i].text
    if language == "de":
        if not text[0].isupper():
            return None
        if phrase_lengths("de").get(text, 1) > 1 and i + 1 < last:
            pair = _classified(f"{text} {tokens[i + 1].text}", language)
            if pair:
                return pair, i + 2
        found = _classified(text, language)
        return (found, i + 1) if found else None
    longest = phrase_lengths("en").get(tokens[i].lower, 0)
    for length in range(min(longest, last - i), 0, -1):
        found = _classified(" ".join(t.lower for t in tokens[i : i + length]), language)
        if found:
            return found, i + length
    return None


def _classified(word: str, language: Language) -> Office | Body | Group | None:
    return office_of(word, language) or body_of(word, language) or group_of(word, language)


def _nominal(scan: Scan, i: int, first: int, last: int) -> int | None:
    """An office, body or group at token ``i``."""
    found = _phrase_at(scan.document, i, last)
    if not found:
        return None
    noun, end = found
    pre = premodifier_of(scan.document, i, first)
    if isinstance(noun, Office):
        return _office(scan, i, end, last, noun, pre)
    if isinstance(noun, Body):
        return _body(scan, i, end, last, noun, pre)
    return _group(scan, i, end, last, noun, pre)


def _is_plural(office: Office, pre: Premodifier, text: str, document: Document) -> bool:
    if office.plural or any(
        t.pos is Pos.NUMBER and t.lower not in ("1", "1.") for t in document.tokens[pre.start : pre.start + 2]
    ):
        return True
    if document.language == "en" or office.gender == "f":
        return False
    if pre.determiner == "die" or pre.determiner in _PLURAL_DETERMINERS - {"die", "den", "der"}:
        return True
    return (pre.determiner == "den" and text.endswith("ern")) or len(pre.countries) > 1


def _office(scan: Scan, i: int, end: int, last: int, office: Office, pre: Premodifier) -> int:
    """A person with an office, named or not, or several office holders."""
    document = scan.document
    tokens = document.tokens
    text = tokens[i].text
    after, complement = complement_end(document, end, last)
    if complement and after < last and tokens[after].lower in ("in", "im"):
        after = complement_end(document, after, last)[0]
    country = country_of_nominal(scan, pre, office.prefix, complement) or office.country
    plural = _is_plural(office, pre, text, document)
    named = _name_behind(document, end, after, last)
    if named and not plural:
        start, stop, role_end = named
        name = _without_titles(document, start, stop)
        role = document.span_of(pre.content, max(role_end, end)).of(document.text)
        scan.add(
            name,
            stop,
            type=PartyType.PERSON,
            role=role,
            country=country,
            gender=office.gender or _gender(document, name),
        )
        return stop
    if _is_apposition(scan, pre, i) and not plural:
        before = scan.found[-1]
        role = document.span_of(pre.content, max(after, end)).of(document.text)
        scan.found[-1] = replace(
            before, role=before.role or role, country=before.country or country, gender=before.gender or office.gender
        )
        return max(after, end)
    stop = max(after, end)
    start = pre.start if pre.article is None else pre.article
    if pre.possessor is not None and not plural:
        start = pre.possessor
    if plural:
        both = pre.determiner in _BOTH_WORDS or _means_those_told(office, pre, i, end, after, country)
        return (
            end if both or _says_both(document, pre) else _office_holders(scan, (i, end), pre, (start, stop), country)
        )
    group = group_of(text, document.language)
    if group and not pre.determiner and pre.possessor is None:
        scan.add(start, stop, type=PartyType.GROUP, country=country, nominal=True, plural=True)
        return stop
    if pre.determiner or pre.possessor is not None or country or document.language == "en":
        role = document.span_of(pre.content, stop).of(document.text)
        scan.add(start, stop, type=PartyType.PERSON, role=role, country=country, nominal=True, gender=office.gender)
        return stop
    return end


def _office_holders(
    scan: Scan, words: tuple[int, int], pre: Premodifier, reach: tuple[int, int], country: str | None
) -> int:
    """Several holders of an office: those of two states, servants that stand for their state, or a group."""
    document = scan.document
    start, stop = reach
    if len(pre.countries) > 1:
        return _coordinated_states(scan, pre, start, stop)
    if document.language == "en" and country and document.tokens[words[0]].text.lower() in _STATE_SERVANTS:
        key = f"state:{country}"
        scan.add(start, stop, type=PartyType.COUNTRY, key=key, country=country, nominal=True, plural=True)
        return stop
    role = document.span_of(*words).of(document.text)
    scan.add(start, stop, type=PartyType.GROUP, country=country, nominal=True, plural=True, role=role)
    return stop


def _coordinated_states(scan: Scan, pre: Premodifier, start: int, stop: int) -> int:
    """As in "Senior Hungarian and Romanian officials": a mention for each state, the last one with the noun."""
    tokens = scan.document.tokens
    cuts = [k for k in range(pre.start, stop) if tokens[k].pos is Pos.COORDINATOR or tokens[k].text == ","]
    noun = scan.document.span_of(stop - 1, stop).of(scan.document.text)
    begin = start
    for country, cut in zip(pre.countries, [*cuts[: len(pre.countries) - 1], stop], strict=False):
        if begin < cut:
            name = scan.document.span_of(begin, cut).of(scan.document.text)
            scan.add(
                begin,
                cut,
                type=PartyType.GROUP,
                country=country,
                nominal=True,
                plural=True,
                name=name if cut == stop else f"{name} {noun}",
            )
        begin = cut + 1
    return stop


_STATE_SERVANTS = closed_class("state_servant", "en")


def _gender(document: Document, i: int) -> str | None:
    return gender_of_given_name(document.tokens[i].text)


def _name_behind(document: Document, end: int, after: int, last: int) -> tuple[int, int, int] | None:
    """A name right behind the office, its complement or a comma: start, end, and the end of the role."""
    tokens = document.tokens
    for start in dict.fromkeys((after, end)):
        if start >= last:
            continue
        if tokens[start].text == "," and start + 1 < last:
            run = name_run(document, start + 1, last, titled=False)
            if run:
                return start + 1, run, start
            continue
        skip = start + 1 if tokens[start].text in ("„", '"', "“") else start
        run = name_run(document, start, last, titled=True) if skip == start else None
        if run and not _is_country_or_org(document, start, last):
            return start, run, start
    return None


def _is_country_or_org(document: Document, i: int, last: int) -> bool:
    found = named_at(document, i, last)
    return found is not None and not (
        is_given_name(document.tokens[i].text) and i + 1 < last and is_capitalised_word(document.tokens[i + 1])
    )


def _without_titles(document: Document, start: int, stop: int) -> int:
    titles = party_words("title", document.language)
    while start + 1 < stop and document.tokens[start].text in titles:
        start += 1
    return start


def _is_apposition(scan: Scan, pre: Premodifier, i: int) -> bool:
    """Whether the office stands behind a person's name and a comma ("Miriam Vogt, Forscherin ...")."""
    del i
    if not scan.found:
        return False
    tokens = scan.document.tokens
    start = pre.start if pre.article is None else pre.article
    before = scan.found[-1]
    if before.type is not PartyType.PERSON or before.nominal or start < 1:
        return False
    comma = tokens[start - 1]
    return comma.text in (",", "(") and start >= 2 and tokens[start - 2].end == before.span.end


def _body(scan: Scan, i: int, end: int, last: int, body: Body, pre: Premodifier) -> int:
    """A government body, an organisation, a company or a group with a common noun as its head."""
    document = scan.document
    tokens = document.tokens
    stop, complement = complement_end(document, end, last)
    country = country_of_nominal(scan, pre, body.prefix, complement) or place_behind(document, stop, last)
    start = pre.start if pre.article is None else pre.article
    if pre.possessor is not None:
        start = pre.possessor
    quoted = quoted_name(document, end, last) if stop == end and body.type else None
    if quoted:
        scan.add(i, quoted[1], type=PartyType(body.type), country=country, name=quoted[0].of(document.text))
        return quoted[1]
    if (
        stop == end
        and end < last
        and not body.state
        and is_proper(tokens[end], document)
        and body.type in ("organization", "company", "group")
    ):
        if named_at(document, end, last):
            return end
        stop = end
        while stop < last and is_proper(tokens[stop], document) and not named_at(document, stop, last):
            stop += 1
        scan.add(
            pre.start if not pre.countries else i,
            stop,
            type=PartyType(body.type),
            country=country,
            name=document.span_of(end, stop).of(document.text),
        )
        return stop
    if body.prefix.endswith("-") and country is None and body.state and not body.prefix.isupper():
        return end
    if len(pre.countries) > 1:
        return _coordinated_states(scan, pre, start, stop)
    kind = PartyType(body.type or "government_body")
    if body.state and country and len(pre.countries) < 2 and country != "EUR":
        scan.add(
            start,
            stop,
            type=PartyType.COUNTRY,
            key=f"state:{country}",
            country=country,
            nominal=True,
            role=body.prefix.rstrip("-") or None,
        )
        return stop
    scan.add(start, stop, type=kind, country=country, nominal=True, role=body.prefix.rstrip("-") or None)
    return stop


def _group(scan: Scan, i: int, end: int, last: int, group: Group, pre: Premodifier) -> int:
    """A group of people or states without a name of its own; "beide Seiten" is left to whoever resolves it."""
    document = scan.document
    if pre.determiner in _BOTH_WORDS or _says_both(document, pre):
        return end
    stop, complement = complement_end(document, end, last)
    country = country_of_nominal(scan, pre, group.prefix, complement) or place_behind(document, stop, last)
    start = pre.start if pre.article is None else pre.article
    if len(pre.countries) > 1:
        return _coordinated_states(scan, pre, start, stop)
    if document.language == "en" and country and group.lemma in _STATE_SERVANTS and pre.content >= i - 1:
        scan.add(
            start, stop, type=PartyType.COUNTRY, key=f"state:{country}", country=country, nominal=True, plural=True
        )
        return stop
    scan.add(
        start,
        stop,
        type=PartyType.GROUP,
        country=country if len(pre.countries) < 2 else None,
        nominal=True,
        plural=True,
    )
    return stop


_BOTH_WORDS = closed_class("both")


def _means_those_told(office: Office, pre: Premodifier, i: int, end: int, after: int, country: str | None) -> bool:
    """As in "die Präsidenten": the heads of state or government told of before."""
    return (
        office.rank in ("state", "government")
        and pre.determiner in ("die", "der", "den", "the")
        and pre.start == i
        and after == end
        and country is None
    )


def _says_both(document: Document, pre: Premodifier) -> bool:
    """As in "die beiden Länder", "the two sides"."""
    words = {t.lower for t in document.tokens[pre.start : pre.start + 2]}
    return bool(words & {"beiden", "beide", "two", "zwei", "both"})
