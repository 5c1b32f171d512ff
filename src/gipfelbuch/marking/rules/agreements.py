"""Marks of agreements: treaties, memoranda, swaps, ceasefires, resolutions, understandings.

A segmented report and its mentions, times and amounts enter; deeds of kind agreement leave, one a telling.
A noun names the instrument and a verb tells how it stands ("unterzeichneten sieben Memoranden"), or a verb
tells both ("einigten sich darauf, ..."). Instruments told apart within a list become deeds of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.numerals import numerals
from gipfelbuch.marking.rules.agreement_subjects import (
    about_span,
    agreement_words,
    clause_behind,
    clause_subject,
    measures,
    object_subject,
    parts_of,
    subject_behind,
)
from gipfelbuch.marking.rules.happenings import (
    REFERENCE_SCORE,
    ClauseView,
    attribute_parties,
    behind,
    bound_sides,
    clause_views,
    compound_party,
    is_definite,
    is_future,
    is_modal,
    is_subject,
    noun_at,
    possessor_of,
    resumed_view,
    sides_of,
    status_before,
    status_of_phrases,
    status_of_verbs,
    status_words,
    stem_of,
    tokens_named,
    verb_rows,
)
from gipfelbuch.marking.rules.lookups import mentions_in, overlapping
from gipfelbuch.marking.rules.phrases import Phrase
from gipfelbuch.marking.rules.roles import agent_of, evidence_of, object_phrases
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.marks import Amount, Argument, Deed, Marks, Role, Time, TimeType
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import ClauseKind, Document, Pos, Token
from gipfelbuch.model.spans import Span

_NOUNS, _VERBS = "agreement_nouns", "agreement_verbs"
_SINGLE_CHARS = 400  # how far behind the number of instruments a single one is still one of them
_CONDITIONAL = closed_class("condition")
_SINCE = closed_class("since")
_WITHOUT = closed_class("without")
_RATIFYING = closed_class("ratify")
FARTHEST_ACT_TOKENS = 5  # between "Unterzeichnung" and the instrument: "der neuen neun bilateralen"
_MANNER = closed_class("manner")
_BINDING = frozenset({"signed", "agreed", "renewed"})
_SETTLED = frozenset({"agreed", "signed", "rejected", "failed"})
_STRONGER = frozenset({"failed", "in_force", "violated"})  # set phrases that say more than the verb beside them
_REFUSED = {"agreed": "rejected", "signed": "rejected", "in_force": "ended"}


@dataclass(slots=True, kw_only=True)
class _Found:
    """What a clause tells of one agreement."""

    trigger: Span
    type: str
    status: str | None
    parties: tuple[Span, ...]
    subject: Span | None = None
    count: int | None = None
    definite: bool = False
    end: int = 0
    parts: tuple[tuple[Span, Span], ...] = ()
    noun: bool = True


def mark_agreements(document: Document, seen: Marks) -> tuple[Deed, ...]:
    """Find this label's marks in a document.

    Args:
        document: a segmented report.
        seen: mentions, times, amounts, places and quotations of it.
    """
    out: list[Deed] = []
    counted: _Found | None = None
    wanted = _wanted(document)
    for view in clause_views(document, seen):
        if counted is None and wanted.isdisjoint(range(view.clause.first, view.clause.last)):
            continue
        single = _single(view, counted) if counted is not None else None
        if single is not None:
            out.append(single)
            continue
        found = list(_noun_finds(view))
        if not found:
            found = [*_verb_finds(view), *_failed_talks(view)]
        for one in found:
            counted = one if one.count else counted
            out += _deeds(view, one)
    return tuple(out)


def _wanted(document: Document) -> frozenset[int]:
    """The tokens whose clauses may tell an agreement."""
    verbs = frozenset(verb_rows(_VERBS, document.language))
    declared = agreement_words("declaration", document.language)
    named = tokens_named(document, (_NOUNS, "encounter_nouns"), verbs)
    return named | frozenset(t.index for t in document.tokens if t.lower in declared)


def _single(view: ClauseView, counted: _Found) -> Deed | None:
    """One of several instruments told in a clause of its own: "Eine davon betrifft den Austausch von Daten"."""
    language = view.document.language
    first = view.tokens[0].lower
    opens = first in agreement_words("one", language) or first in agreement_words("more", language)
    near = view.clause.span.start - counted.end <= _SINGLE_CHARS
    noun_follows = len(view.tokens) > 1 and view.tokens[1].pos in (Pos.NOUN, Pos.NAME)
    if not (opens and near) or noun_follows or not view.verb_lemmas & agreement_words("concern", language):
        return None
    objects = object_phrases(view.document, view.clause, view.marks.mentions)
    found = [p for p in objects if p.first > view.clause.first]
    subject = clause_behind(view) or (about_span(view, found[0]) if found else None)
    if subject is None:
        return None
    one = replace(counted, subject=subject, count=None, parts=(), trigger=view.tokens[0].span)
    return _deed(view, one, evidence_of(view.document, view.tokens[0].span, subject))


def _noun_finds(view: ClauseView) -> Iterator[_Found]:
    taken: set[int] = set()
    for token in view.tokens:
        named = noun_at(_NOUNS, view.document, token) or _joint_statement(view, token)
        if not named or named[1]["type"] == "none":
            continue
        place = view.phrase_at(token.index)
        bracketed = token.index > 0 and view.document.tokens[token.index - 1].text == "("
        if place is None or place in taken or bracketed or view.clause.kind is ClauseKind.INFINITIVE:
            continue
        found = _noun_find(view, token, named, place)
        if found:
            taken.add(place)
            yield found


def _joint_statement(view: ClauseView, token: Token) -> tuple[str, dict[str, str]] | None:
    """Of "in einer gemeinsamen Erklärung", "a joint declaration": a statement that parties make as one."""
    language = view.document.language
    if token.lower not in agreement_words("declaration", language) or token.index == 0:
        return None
    before = view.document.tokens[token.index - 1]
    joint = before.lower in agreement_words("joint", language)
    return (token.lower, {"type": "joint_statement", "strength": "own"}) if joint else None


def _noun_find(view: ClauseView, token: Token, named: tuple[str, dict[str, str]], place: int) -> _Found | None:
    noun, row = named
    phrase = view.phrases[place]
    status = _noun_status(view, token, phrase)
    manner = phrase.preposition in _MANNER and (status in _BINDING or row["type"] == "joint_statement")
    if status is None and manner:
        status = "agreed"
    parties = _noun_parties(view, token, place, manner=manner)
    if row["strength"] == "weak" and not (parties and status in _SETTLED and phrase.preposition is None):
        return None
    definite = is_definite(view.document, token, view.clause.first)
    if status is None and not (definite and is_subject(view, token) and _is_core(phrase, token)):
        return None
    subject = token.span if row["type"] == "currency_swap" else subject_behind(view, place, phrase)
    if subject is None and row["type"] != "currency_swap":
        subject = clause_subject(view, phrase)
    if subject is None and manner:
        subject = _predicate(view)
    if subject is None and status == "failed":
        subject = _apart(view, phrase)
    if subject is None and row["type"] == "ceasefire":
        subject = about_span(view, phrase, whole=True)
    if subject is None and (row["type"] == "contract" or _is_compound(view, token, noun)):
        subject = token.span
    return _Found(
        trigger=token.span,
        type=row["type"],
        status=status,
        parties=tuple(dict.fromkeys(parties)),
        subject=subject,
        count=_count(view, token, phrase),
        definite=definite,
        end=token.end,
        parts=parts_of(view, token),
    )


def _apart(view: ClauseView, phrase: Phrase) -> Span | None:
    """What is not agreed, told apart from the noun ("Keine Einigung gab es über die Grenze")."""
    about = agreement_words("about_verb", view.document.language)
    behind_it = [p for p in view.phrases if p.first >= phrase.last and p.preposition in about]
    return next((about_span(view, p, whole=True) for p in behind_it if not measures(view, p)), None)


def _is_compound(view: ClauseView, token: Token, noun: str) -> bool:
    """Whether the first part of a compound tells what it is about ("Fischereivertrag")."""
    return view.document.language == "de" and token.lower[:4] != noun[:4]


def _is_core(phrase: Phrase, token: Token) -> bool:
    """Whether the noun heads its phrase, rather than standing in a genitive."""
    return any(c.start <= token.start < c.end for c in phrase.cores)


def _predicate(view: ClauseView) -> Span | None:
    """What is said in a joint statement or resolution: the object and all behind it, or the clause behind."""
    behind_it = clause_behind(view)
    if behind_it is not None:
        return behind_it
    found = object_phrases(view.document, view.clause, view.marks.mentions)
    if not found:
        return None
    last = max(p.last for p in view.phrases)
    return view.document.span_of(found[0].first, max(last, found[0].last))


def _noun_parties(view: ClauseView, token: Token, place: int, *, manner: bool) -> tuple[Span, ...]:
    """Who is bound: who makes it, who has it, "zwischen X und Y", "mit X"; else whose it is."""
    phrase = view.phrases[place]
    own = (*possessor_of(view, token), *compound_party(view, token))
    makers = sides_of(view) if manner and not view.passive else _makers(view, token, phrase)
    others = _others(view) if makers and phrase.preposition is None else behind(view, place, phrase.last, "with")
    parties = (*makers, *own, *others, *_participle_agents(view, token, place))
    return parties or attribute_parties(view, token, phrase)


def _participle_agents(view: ClauseView, token: Token, place: int) -> tuple[Span, ...]:
    """Who stands behind "von" before a participle ("einem von den USA und Brasilien unterzeichneten Abkommen")."""
    tokens = view.document.tokens
    before = tokens[token.index - 1] if token.index else token
    known = status_words("a", "participle", view.document.language)
    if view.document.language != "de" or stem_of(before.lower) not in known:
        return ()
    for back in range(token.index - 2, view.phrases[place].first, -1):
        if tokens[back].lower in ("von", "vom", "durch"):
            return tuple(m.span for m in mentions_in(view.marks.mentions, view.document.span_of(back, token.index)))
    return ()


def _noun_status(view: ClauseView, token: Token, phrase: Phrase) -> str | None:
    before = status_before(view, "a", token) or _status_of_act(view, token)
    if phrase.preposition in _WITHOUT:
        return "failed"
    if phrase.preposition is not None and not _leads_to(view, phrase):
        return before
    by_phrase = status_of_phrases(view, "a")
    later = resumed_view(view, token) if is_subject(view, token) else None
    by_verb = (status_of_verbs(later, "a") if later is not None else None) or status_of_verbs(view, "a")
    if by_verb is None and _is_signed_by_name(view):
        by_verb = "signed"
    if by_phrase in _STRONGER:
        return by_phrase
    if by_verb == "agreed" and view.negated and view.verb_lemmas & _RATIFYING:
        return "signed"
    if by_verb in _REFUSED and view.negated:
        return "failed" if by_verb == "agreed" and phrase.preposition else _REFUSED[by_verb]
    if by_verb in _BINDING and (is_future(view) or is_modal(view)):
        return "proposed"
    return by_verb or before or by_phrase


def _status_of_act(view: ClauseView, token: Token) -> str | None:
    """The status that a noun of the act tells ("die Unterzeichnung von neun Memoranden", "Bruch des Abkommens")."""
    acts = status_words("a", "act", view.document.language)
    for before in reversed(
        view.document.tokens[max(view.clause.first, token.index - FARTHEST_ACT_TOKENS) : token.index]
    ):
        if before.lower in acts:
            if view.document.tokens[before.index - 1].lower in _SINCE and before.index:
                return None
            planned = acts[before.lower] in _BINDING and (is_future(view) or status_of_verbs(view, "e") == "planned")
            return "proposed" if planned else acts[before.lower]
        if before.pos in (Pos.NOUN, Pos.NAME, Pos.VERB, Pos.AUXILIARY, Pos.PUNCTUATION):
            return None
    return None


def _is_signed_by_name(view: ClauseView) -> bool:
    """Whether they "setzten ihre Unterschrift unter", "put their names to" it."""
    signing = agreement_words("sign", view.document.language)
    return any(t.lower in signing for t in view.tokens)


def _leads_to(view: ClauseView, phrase: Phrase) -> bool:
    """Whether the verb takes the instrument behind a preposition ("einigten sich auf einen Vertrag")."""
    verbs = frozenset(verb_rows(_VERBS, view.document.language))
    if phrase.preposition in ("auf", "unter", "an", "gegen", "aus", "to", "on", "über") and (
        view.verb_lemmas & verbs or _negates(view)
    ):
        return True
    return phrase.preposition in ("unter", "to", "zu", "under") and _is_signed_by_name(view)


def _negates(view: ClauseView) -> bool:
    return bool(view.verb_lemmas & frozenset(status_words("a", "verb", view.document.language)))


def _makers(view: ClauseView, token: Token, phrase: Phrase) -> tuple[Span, ...]:
    """Who signs, agrees, breaks: the subject of the clause, or the agent if it is passive; delegations give their states."""
    if view.passive:
        return agent_of(view.document, view.clause, view.marks.mentions)
    if any(s.overlaps(token.span) for s in view.subject) or not view.subject:
        return ()
    if phrase.preposition is not None and not _leads_to(view, phrase):
        return ()
    return bound_sides(view)


def _count(view: ClauseView, token: Token, phrase: Phrase) -> int | None:
    """How many instruments are named at once: the number before the noun, if it is above one."""
    known = numerals(view.document.language)
    for back in range(token.index - 1, max(phrase.first - 1, token.index - 5), -1):
        before = view.document.tokens[back]
        value = (
            int(before.text) if before.text.isascii() and before.text.isdigit() else _cardinal(known.get(before.lower))
        )
        if value > 1 and before.pos is not Pos.ADJECTIVE:
            return value
    return None


def _cardinal(numeral: tuple[str, float] | None) -> int:
    return int(numeral[1]) if numeral and numeral[0] in ("unit", "tens") else 0


def _verb_finds(view: ClauseView) -> Iterator[_Found]:
    rows = verb_rows(_VERBS, view.document.language)
    for verb in view.verbs:
        for row in rows.get(verb.lemma, ()):
            found = _verb_find(view, verb, row)
            if found:
                yield found
                return


def _verb_find(view: ClauseView, verb: Token, row: dict[str, str]) -> _Found | None:
    parties = agent_of(view.document, view.clause, view.marks.mentions) if view.passive else sides_of(view)
    parties = (*parties, *_others(view))
    opener = view.tokens[0].lower
    if (view.document.language == "en" and view.passive) or opener in _CONDITIONAL:
        return None
    subject = clause_behind(view) or object_subject(view, row)
    if not parties and view.passive:
        parties = _bodies(view)
    if not parties and not (view.passive and subject is not None):
        return None
    if row["body"] and not (_is_body(view) or (view.passive and parties)):
        return None
    if row["frame"] == "dative" and not (view.passive or _are_several(view)):
        return None
    if subject is None and not (row["frame"] == "dative" or _is_reflexive(view)):
        return None
    status = row["status"]
    if view.negated:
        status = "failed" if row["frame"] == "to" else "rejected"
    elif is_future(view) or is_modal(view):
        status = "proposed"
    return _Found(
        trigger=verb.span, type=row["type"], status=status, parties=parties, subject=subject, end=verb.end, noun=False
    )


def _failed_talks(view: ClauseView) -> Iterator[_Found]:
    """Talks that end without a result: an agreement that failed ("Die Verhandlungen sind gescheitert")."""
    failed = status_of_phrases(view, "a") == "failed" or status_of_verbs(view, "a") == "failed"
    if not failed:
        return
    for token in view.tokens:
        named = noun_at("encounter_nouns", view.document, token)
        place = view.phrase_at(token.index)
        if named and named[1]["type"] == "negotiation" and place is not None and is_subject(view, token):
            parties = _noun_parties(view, token, place, manner=False)
            subject = subject_behind(view, place, view.phrases[place])
            yield _Found(trigger=token.span, type="understanding", status="failed", parties=parties, subject=subject)
            return


def _others(view: ClauseView) -> tuple[Span, ...]:
    return tuple(h for p in view.phrases if p.preposition in ("mit", "with") for h in p.heads if view.is_party(h))


def _is_body(view: ClauseView) -> bool:
    council = agreement_words("council", view.document.language)
    return any(w.strip(",.").lower() in council for s in view.subject for w in s.of(view.document.text).split())


def _bodies(view: ClauseView) -> tuple[Span, ...]:
    """The organisation or body that a passive clause names: it decides ("in der Agentur wurde beschlossen")."""
    found = mentions_in(view.marks.mentions, view.clause.span)
    return tuple(m.span for m in found if m.type in (PartyType.ORGANIZATION, PartyType.GOVERNMENT_BODY))[:1]


def _are_several(view: ClauseView) -> bool:
    """Whether the subject is more than one side: one that consents alone binds nobody."""
    if len(view.subject) > 1:
        return True
    both = view.words("both") | frozenset({"sie", "they", "man"})
    return any(t.lower in both for s in view.subject for t in view.document.tokens_in(s))


def _is_reflexive(view: ClauseView) -> bool:
    return any(t.lower == "sich" for t in view.tokens)


def _deeds(view: ClauseView, found: _Found) -> list[Deed]:
    spans = [found.trigger, *(s for s in found.parties if view.clause.span.contains(s))]
    if found.subject is not None:
        spans.append(found.subject)
    evidence = evidence_of(view.document, *spans)
    if found.parts and found.parts[0][0].start > evidence.start:
        evidence = Span(evidence.start, _before(view, found.parts[0][0].start, evidence))
    whole = _deed(view, found, evidence)
    out = [whole]
    for part_evidence, subject in found.parts:
        single = replace(found, subject=subject, count=None, parts=())
        out.append(_deed(view, single, part_evidence))
    return out


def _before(view: ClauseView, offset: int, evidence: Span) -> int:
    """The end of the last word before an offset, commas left out."""
    token = view.document.token_at(offset)
    index = token.index - 1 if token else view.clause.last - 1
    while index > view.clause.first and view.document.tokens[index].pos in (Pos.PUNCTUATION, Pos.ADPOSITION):
        index -= 1
    return max(view.document.tokens[index].end, evidence.start + 1)


def _deed(view: ClauseView, found: _Found, evidence: Span) -> Deed:
    arguments = [Argument(role=Role.PARTY, span=s) for s in found.parties]
    if found.subject is not None:
        arguments.append(Argument(role=Role.SUBJECT, span=found.subject))
    arguments += [Argument(role=Role.AMOUNT, span=a.span) for a in _within(view.marks.amounts, evidence)]
    term = _term(view, evidence)
    if term is not None:
        arguments.append(Argument(role=Role.TERM, span=term))
    return Deed(
        kind=Kind.AGREEMENT,
        trigger=(found.trigger,),
        evidence=(evidence,),
        type=found.type,
        status=found.status,
        count=found.count,
        arguments=tuple(arguments),
        score=1.0 if found.status is not None else REFERENCE_SCORE,
    )


def _within(marks: tuple[Amount, ...], span: Span) -> list[Amount]:
    """The amounts within a span."""
    return [m for m in overlapping(marks, span) if span.contains(m.span)]


def _term(view: ClauseView, evidence: Span) -> Span | None:
    """How long it binds: a duration behind "für", "um", "over", "for"."""
    for time in overlapping(view.marks.times, evidence):
        if time.type is TimeType.DURATION and evidence.contains(time.span) and _has_term_preposition(view, time):
            return time.span
    return None


def _has_term_preposition(view: ClauseView, time: Time) -> bool:
    token = view.document.token_at(time.span.start)
    if token is None or token.index == 0:
        return False
    words_before = [view.document.tokens[token.index - 1].lower, token.lower]
    return any(w in ("für", "um", "auf", "über", "for", "over", "von") for w in words_before)
