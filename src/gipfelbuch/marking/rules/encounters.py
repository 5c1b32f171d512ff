"""Marks of encounters: visits, summits, talks, calls, conferences, ceremonies, found by nouns and verbs.

A segmented report and its mentions, times and places enter; deeds of kind encounter leave, one a telling.
Which of them are the same encounter is decided when they are assembled.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.marking.rules.happenings import (
    REFERENCE_SCORE,
    ClauseView,
    article_of,
    attribute_parties,
    behind,
    both_of,
    clause_views,
    compound_party,
    is_definite,
    is_future,
    is_going_on,
    is_subject,
    modifiers_of,
    noun_at,
    possessor_of,
    resumed_view,
    senders_of,
    sides_of,
    status_before,
    status_of_phrases,
    status_of_verbs,
    tokens_named,
    verb_rows,
)
from gipfelbuch.marking.rules.lookups import overlapping
from gipfelbuch.marking.rules.phrases import Phrase
from gipfelbuch.marking.rules.roles import agent_of, evidence_of, object_phrases
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.marks import Argument, Deed, Marks, Role
from gipfelbuch.model.reports import Document, Pos, Token
from gipfelbuch.model.spans import Span

_NOUNS, _VERBS = "encounter_nouns", "encounter_verbs"
_PEOPLE_NEEDED = 2
_PAIRED = frozenset({"negotiation", "meeting", "summit"})
_ASIDE = closed_class("aside")
_BACKGROUND = closed_class("background")


@dataclass(slots=True, kw_only=True)
class _Found:
    """What a clause tells of one encounter."""

    trigger: Span
    type: str
    format: str | None
    strength: str
    participants: tuple[Span, ...]
    status: str | None = None
    host: tuple[Span, ...] = ()
    places: tuple[Span, ...] = ()
    occasion: Span | None = None
    first_since: str | None = None
    definite: bool = False
    noun: bool = False
    told: bool = True
    aside: bool = False


def mark_encounters(document: Document, seen: Marks) -> tuple[Deed, ...]:
    """Find this label's marks in a document.

    Args:
        document: a segmented report.
        seen: mentions, times, amounts, places and quotations of it.
    """
    out: list[Deed] = []
    wanted = tokens_named(document, (_NOUNS,), frozenset(verb_rows(_VERBS, document.language)))
    for view in clause_views(document, seen, wanted):
        found = [*_verb_finds(view), *_noun_finds(view)]
        out += [_deed(view, f) for one in _joined(found) for f in _single(view, one) if _counts(view, f)]
    return tuple(out)


def _counts(view: ClauseView, found: _Found) -> bool:
    return found.told or not _only_refers(view, found)


def _single(view: ClauseView, found: _Found) -> list[_Found]:
    """A call with each of several partners, a visit to each of several places: one find each."""
    caller = found.participants[:1]
    several = len(found.participants) > _PEOPLE_NEEDED and tuple(view.subject) == caller
    if several and found.type == "call" and found.format == "phone":
        return [replace(found, participants=(*caller, p)) for p in found.participants[1:]]
    if found.type == "visit" and not found.noun and len(found.places) > 1 and found.places == found.host:
        return [replace(found, places=(p,), host=(p,)) for p in found.places]
    return [found]


def _noun_finds(view: ClauseView) -> list[_Found]:
    out = []
    for token in view.tokens:
        named = noun_at(_NOUNS, view.document, token)
        if named and named[1]["type"] != "none":
            found = _noun_find(view, token, named[1])
            if found:
                out.append(found)
    return out


def _noun_find(view: ClauseView, token: Token, row: dict[str, str]) -> _Found | None:
    place = view.phrase_at(token.index)
    if place is None:
        return None
    phrase = view.phrases[place]
    if token.lower in view.words("guest") and phrase.preposition != "zu":
        return None
    people = _noun_participants(view, token, place, visit=row["type"] == "visit")
    aside = _is_occasion(view, token, phrase)
    if aside:
        people = tuple(p for p in people if p not in view.subject)
    if row["type"] == "ceremony":
        people = (*people, *(p for p in behind(view, place, phrase.last, "receiver") if view.is_party(p)))
    visited = _visited(view, place, phrase) if row["type"] == "visit" else ()
    return _Found(
        trigger=token.span,
        type=row["type"],
        format="video" if view.has("video") else row["format"] or None,
        strength=row["strength"],
        participants=tuple(dict.fromkeys(p for p in people if not p.overlaps(token.span) or len(p) < len(token.span))),
        status=_noun_status(view, token, phrase),
        host=visited,
        places=visited,
        first_since=_first_since(view, token),
        definite=is_definite(view.document, token, view.clause.first),
        noun=True,
        told=_is_told(view, token, phrase),
        aside=aside,
    )


def _noun_participants(view: ClauseView, token: Token, place: int, *, visit: bool) -> tuple[Span, ...]:
    """Who takes part in what a noun names: genitives, compounds, "mit X", "zwischen X und Y", the subject."""
    phrase = view.phrases[place]
    own = (*possessor_of(view, token), *compound_party(view, token), *attribute_parties(view, token, phrase))
    own = own or both_of(view, token, phrase)
    following = view.phrases[place + 1 : place + 2]
    between = any(p.preposition in ("zwischen", "between") for p in following)
    others = behind(view, place, phrase.last, "with") or _partners_before(view, place)
    if not own and not between:
        own = behind(view, place, phrase.last, "of")
    alone = not own if visit else not own or bool(others)
    if others and is_subject(view, token):
        others = (*_agent_behind(view, phrase), *others)
    if not between and alone and _subject_joins(view, token, phrase, (*own, *others)):
        return (*sides_of(view), *own, *others)
    return (*own, *others)


def _partners_before(view: ClauseView, place: int) -> tuple[Span, ...]:
    """With whom, told before the noun that the verb takes as object ("hat mit Lee Gespräche geführt")."""
    if view.phrases[place].preposition is not None or not view.verb_lemmas & view.words("light_verb"):
        return ()
    with_whom = [p for p in view.phrases[:place] if p.preposition in ("mit", "with")]
    return tuple(h for p in with_whom for h in p.heads if view.is_party(h))


def _is_occasion(view: ClauseView, token: Token, phrase: Phrase) -> bool:
    """Whether the noun only names the larger event ("am Rande des Gipfels", "im Rahmen der Konferenz")."""
    leading = view.document.tokens[phrase.first : token.index]
    return any(t.pos is Pos.NOUN and t.lower in view.words("occasion") for t in leading)


def _agent_behind(view: ClauseView, phrase: Phrase) -> tuple[Span, ...]:
    """Who acts behind the verb where the encounter leads as object ("Ein Gespräch mit Lee hatte Xi abgesagt")."""
    if view.passive or "a" not in phrase.cases or not view.verb_lemmas & view.words("light_verb"):
        return ()
    for other in view.phrases:
        if other.first > phrase.last and other.preposition is None and "n" in other.cases:
            return tuple(h for h in other.heads if view.is_party(h))
    return ()


def _is_told(view: ClauseView, token: Token, phrase: Phrase) -> bool:
    """Whether the clause tells of the encounter itself: its noun is the subject of a verb of taking place."""
    inside = any(c.start <= token.start < c.end for c in phrase.cores)
    if not inside or phrase.preposition is not None or not any(s.overlaps(token.span) for s in view.subject):
        return False
    return bool(view.verbs) and (view.clause.finite is None or bool(view.verb_lemmas & view.words("take_place")))


def _subject_joins(view: ClauseView, token: Token, phrase: Phrase, others: tuple[Span, ...]) -> bool:
    """Whether the subject of the clause takes part in what the noun names."""
    if any(s.overlaps(view.document.span_of(phrase.first, phrase.last)) for s in view.subject) or view.passive:
        return False
    article = article_of(view.document, token, view.clause.first)
    if article and article.lower in view.words("possessive"):
        return True
    if view.verb_lemmas & view.words("no_subject") and phrase.preposition is None:
        return False
    if view.verb_lemmas & view.words("light_verb"):
        return True
    several = len(view.subject) >= _PEOPLE_NEEDED and all(view.is_party(s) for s in view.subject)
    among_them = several and (article is None or article.lower.startswith(("ein", "a")))
    return bool(phrase.preposition in _BACKGROUND and (others or among_them or noun_is_visit(view, token)))


def noun_is_visit(view: ClauseView, token: Token) -> bool:
    """Whether the noun names a visit."""
    named = noun_at(_NOUNS, view.document, token)
    return named is not None and named[1]["type"] == "visit"


def _visited(view: ClauseView, place: int, phrase: Phrase) -> tuple[Span, ...]:
    """Where a visit goes: "in Usbekistan", "nach Seoul", "beim König"."""
    out: list[Span] = []
    last = phrase.last
    goals = view.words("whereto") | view.words("where")
    for following in view.phrases[place + 1 :]:
        if following.preposition is None:
            break
        if following.preposition in goals and _is_place(view, following):
            out += following.heads
            break
        last = following.last
    del last
    return tuple(out)


def _is_place(view: ClauseView, phrase: Phrase) -> bool:
    span = view.document.span_of(phrase.first, phrase.last)
    return bool(overlapping(view.marks.places, span)) or any(view.is_party(h) for h in phrase.heads)


def _noun_status(view: ClauseView, token: Token, phrase: Phrase) -> str | None:
    status = status_before(view, "e", token)
    light = bool(view.verb_lemmas & view.words("light_verb")) and phrase.preposition not in _ASIDE
    if phrase.preposition is not None and not light:
        return status or ("planned" if phrase.preposition in ("vor", "before", "ahead") else None)
    later = resumed_view(view, token) if is_subject(view, token) else None
    by_verb = (status_of_verbs(later, "e") if later is not None else None) or status_of_verbs(view, "e")
    if by_verb == "cancelled":
        return by_verb
    by_tense = "planned" if is_future(view) else "ongoing" if is_going_on(view) else None
    return status or by_verb or by_tense or status_of_phrases(view, "e")


def _first_since(view: ClauseView, token: Token) -> str | None:
    firsts = view.words("first")
    for word in modifiers_of(view.document, token, view.clause.first):
        if word.lower in firsts:
            return word.text
    return None


def _verb_finds(view: ClauseView) -> list[_Found]:
    rows = verb_rows(_VERBS, view.document.language)
    out = []
    for verb in view.verbs:
        for row in rows.get(verb.lemma, ()):
            found = _verb_find(view, verb, row)
            if found:
                out.append(found)
                break
    return out


def _verb_find(view: ClauseView, verb: Token, row: dict[str, str]) -> _Found | None:
    framed = _FRAMES[row["frame"]](view, verb)
    if framed is None:
        return None
    participants, host, places = framed
    by_tense = "planned" if is_future(view) else "ongoing" if is_going_on(view) else None
    status = status_of_verbs(view, "e") or by_tense
    if row["frame"] == "invite":
        status = "proposed"
    format_ = "video" if view.has("video") else "phone" if view.has("phone") else row["format"] or None
    trigger = verb.span
    kind = "call" if format_ == "phone" and row["type"] == "meeting" else row["type"]
    return _Found(
        trigger=trigger,
        type=kind,
        format=format_,
        strength="own",
        participants=participants,
        status=status,
        host=host,
        places=places,
    )


_Framed = tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]


def _partners(view: ClauseView) -> tuple[Span, ...]:
    prepositions = ("mit", "with")
    return tuple(s for p in view.phrases if p.preposition in prepositions for h in p.heads for s in _named(view, h))


def _objects(view: ClauseView) -> tuple[Span, ...]:
    found = object_phrases(view.document, view.clause, view.marks.mentions)
    return tuple(s for p in found for h in p.heads for s in _named(view, h))


def _named(view: ClauseView, head: Span) -> tuple[Span, ...]:
    """The head if it is a party; those who sent it if it is "Vertreter der Rebellen"; else nobody."""
    if view.is_party(head):
        return (head,)
    return tuple(s for s in senders_of(view, head) if s != head)


def _is_reciprocal(view: ClauseView) -> bool:
    return any(t.lower in view.words("each_other") for t in view.tokens)


def _meet(view: ClauseView, verb: Token) -> _Framed | None:
    del verb
    partners = _partners(view)
    objects = _objects(view)
    if view.passive:
        return None
    people = (*sides_of(view), *partners, *objects)
    if not (partners or objects or _is_reciprocal(view) or _bare_meeting(view)):
        return None
    return (people, (), ()) if view.subject else None


def _bare_meeting(view: ClauseView) -> bool:
    """English "the ministers will meet in Ottawa": a subject that meets, and no object right behind the verb."""
    if view.document.language != "en":
        return False
    after = max((v.index for v in view.verbs if v.lemma == "meet"), default=view.clause.last) + 1
    direct = any(p.first == after and p.preposition is None for p in view.phrases)
    return not direct and bool(view.subject) and all(view.is_party(s) for s in view.subject)


def _with(view: ClauseView, verb: Token) -> _Framed | None:
    del verb
    partners = _partners(view)
    mutual = (
        any(t.lower in ("miteinander", "einander", "other") for t in view.tokens)
        or view.has("phone")
        or view.has("video")
    )
    sides = tuple(s for s in sides_of(view) if view.is_party(s))
    if not sides or not (partners or (mutual and not view.passive)):
        return None
    return (*sides, *partners), (), ()


def _join(view: ClauseView, verb: Token) -> _Framed | None:
    del verb
    people = (*(s for s in sides_of(view) if view.is_party(s)), *_partners(view))
    return (people, (), ()) if people and not view.passive else None


def _receive(view: ClauseView, verb: Token) -> _Framed | None:
    del verb
    if view.passive:
        hosts = agent_of(view.document, view.clause, view.marks.mentions)
        guests = view.subject
    else:
        hosts, guests = view.subject, (*_objects(view), *_partners(view))
    if not guests or not hosts or not any(view.is_party(h) for h in hosts) or not any(view.is_party(g) for g in guests):
        return None
    return (*hosts, *guests), hosts, ()


def _visit(view: ClauseView, verb: Token) -> _Framed | None:
    del verb
    visitors = tuple(s for s in view.subject if view.is_party(s))
    goals = _objects(view) or _place_objects(view)
    if not visitors or not goals or view.passive:
        return None
    return visitors, goals, goals


def _place_objects(view: ClauseView) -> tuple[Span, ...]:
    found = object_phrases(view.document, view.clause, view.marks.mentions)
    return tuple(h for p in found if _is_place(view, p) for h in p.heads)


def _travel(view: ClauseView, verb: Token) -> _Framed | None:
    visitors = tuple(s for s in view.subject if view.is_party(s))
    goals = view.words("whereto") if verb.lemma not in ("kommen", "fahren") else frozenset({"nach"})
    reached = tuple(h for p in view.phrases if p.preposition in goals and _is_place(view, p) for h in p.heads)
    if verb.lemma in ("erwarten", "kommen") and not (view.passive or reached):
        return None
    if verb.lemma == "erwarten" and not view.passive:
        return None
    return (visitors, reached, reached) if visitors and reached else None


def _invite(view: ClauseView, verb: Token) -> _Framed | None:
    del verb
    guests = _objects(view)
    if not guests or not view.subject or view.passive:
        return None
    return (*view.subject, *guests), view.subject, ()


def _convene(view: ClauseView, verb: Token) -> _Framed | None:
    del verb
    bodies = tuple(s for s in view.subject if view.is_party(s))
    return (bodies, (), ()) if bodies else None


_FRAMES = {
    "meet": _meet,
    "with": _with,
    "join": _join,
    "receive": _receive,
    "visit": _visit,
    "travel": _travel,
    "invite": _invite,
    "convene": _convene,
}


def _joined(found: list[_Found]) -> list[_Found]:
    """Verb and noun that tell one encounter in one clause become one find, typed by the noun."""
    verbs = [f for f in found if not f.noun]
    nouns = [f for f in found if f.noun]
    out: list[_Found] = []
    for noun in nouns:
        verb = next((v for v in verbs if _fits(v, noun)), None)
        if verb is None:
            out.append(noun)
            continue
        verbs.remove(verb)
        noun.participants = tuple(dict.fromkeys((*verb.participants, *noun.participants)))
        noun.host = noun.host or verb.host
        noun.places = noun.places or verb.places
        noun.status = noun.status or verb.status
        noun.definite = False
        noun.strength = "own" if noun.strength == "weak" else noun.strength
        invited = verb.status == "proposed" and verb.type == "visit"
        if verb.type not in ("meeting", noun.type) and noun.type == "meeting" and not invited:
            noun.type = verb.type
        out.append(noun)
    return sorted([*out, *verbs], key=lambda f: f.trigger)


def _fits(verb: _Found, noun: _Found) -> bool:
    """Whether a noun can name what the verb tells: the same type, or one that refines it."""
    if noun.aside:
        return False
    if verb.type == noun.type:
        return not noun.participants or bool(set(verb.participants) & set(noun.participants))
    refined = verb.type in ("meeting", "visit", "conference") and noun.type != "ceremony"
    return refined and (not noun.participants or bool(set(verb.participants) & set(noun.participants)))


def _deed(view: ClauseView, found: _Found) -> Deed:
    arguments = [Argument(role=Role.PARTICIPANT, span=s) for s in found.participants]
    arguments += [Argument(role=Role.HOST, span=s) for s in found.host]
    arguments += [Argument(role=Role.PLACE, span=s) for s in found.places]
    spans = [found.trigger, *(s for s in found.participants if view.clause.span.contains(s))]
    token = view.document.token_at(found.trigger.start)
    later = resumed_view(view, token) if found.noun and token and is_subject(view, token) else None
    if later is not None:
        spans.append(later.clause.span)
    return Deed(
        kind=Kind.ENCOUNTER,
        trigger=(found.trigger,),
        evidence=(evidence_of(view.document, *spans),),
        type=found.type,
        status=found.status,
        plover="CONSULT",
        format=found.format,
        first_since=found.first_since,
        arguments=tuple(arguments),
        both=found.told and found.noun and not found.participants and found.type in _PAIRED,
        score=REFERENCE_SCORE if _only_refers(view, found) else 1.0,
    )


def _only_refers(view: ClauseView, found: _Found) -> bool:
    """Whether the words can only take up an encounter that is told elsewhere."""
    if not found.noun:
        return False
    several = [_are_several(view, s) for s in found.participants if view.is_party(s) or _are_several(view, s)]
    people = sum(_PEOPLE_NEEDED if many else 1 for many in several)
    if found.strength == "group":
        return people == 0
    if found.type == "visit":
        return people == 0 or (found.definite and not found.places and people < _PEOPLE_NEEDED)
    if found.strength == "weak":
        return people < _PEOPLE_NEEDED
    return people == 0 or (people < _PEOPLE_NEEDED and found.definite)


def _are_several(view: ClauseView, span: Span) -> bool:
    """Whether one participant is several people ("die EU-Außenminister", "beide Delegationen")."""
    words = span.of(view.document.text).lower().split()
    several = view.words("both") | view.words("negotiators")
    return any(m.plural for m in view.mentions_near(span)) or not several.isdisjoint(words)
