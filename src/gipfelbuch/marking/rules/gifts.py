"""Marks of gifts: things given, handed over, received or exchanged as gifts of protocol.

A segmented report and its mentions and times enter; deeds of kind gift leave, one an item, and for an exchange
that has a time or place of its own a deed of kind encounter (a ceremony).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.numerals import numerals
from gipfelbuch.knowledge.tables import load_table, words
from gipfelbuch.marking.rules.happenings import REFERENCE_SCORE, ClauseView, clause_views
from gipfelbuch.marking.rules.lookups import overlapping
from gipfelbuch.marking.rules.phrases import Phrase
from gipfelbuch.marking.rules.roles import datives_of, evidence_of, object_phrases
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.marks import Argument, Deed, Marks, Role
from gipfelbuch.model.reports import ClauseKind, Document, Language, Pos, Token, VerbForm
from gipfelbuch.model.spans import Span

LONGEST_ITEMS_TOKENS = 150  # of all items of one giving; no sentence of a report lists more
CONTEXT_PARAGRAPHS = 1  # so far from a word of giving gifts a bare "überreichte" still counts as a gift
_EXCHANGE = "exchange"
_USES = ("give", "hand", "get", "with", "return", _EXCHANGE)
_QUOTES = frozenset("„“”\"»«‚‘’'›‹")
_DASHES = frozenset("–—-")
_SPLIT_WORDS = {"de": closed_class("item_joiner", "de"), "en": closed_class("item_joiner", "en")}


@cache
def _words(use: str, language: Language) -> frozenset[str]:
    """The words of one use of the table ``gift_words``."""
    return frozenset(w for row in load_table("gift_words") if row["use"] == use for w in words(row[language]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A thing given, with its number where it is told."""

    span: Span
    quantity: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Giving:
    """What a clause tells of giving."""

    verb: Token
    use: str
    givers: tuple[Span, ...]
    recipients: tuple[Span, ...]
    first: int


def mark_gifts(document: Document, seen: Marks) -> tuple[Deed, ...]:
    """Find this label's marks in a document.

    Args:
        document: a segmented report.
        seen: mentions, times, amounts, places and quotations of it.
    """
    context = _gift_paragraphs(document)
    out: list[Deed] = []
    verbs = frozenset[str]().union(*(_words(use, document.language) for use in _USES))
    wanted = frozenset(t.index for t in document.tokens if t.pos is Pos.VERB and t.lemma in verbs)
    for view in clause_views(document, seen, wanted):
        spoken = any(abs(view.sentence.paragraph - p) <= CONTEXT_PARAGRAPHS for p in context)
        sure = spoken or _is_mutual(document, view)
        out += _gifts_of(view, sure=sure)
    return tuple(out)


def _is_mutual(document: Document, view: ClauseView) -> bool:
    """Whether one sentence tells of giving and of getting ("überreichte einen Teppich und bekam eine Vase")."""
    verbs = {t.lemma for t in document.tokens_of(view.sentence) if t.pos is Pos.VERB}
    hands = _words("hand", document.language) - _words("give_to", document.language)
    return bool(verbs & hands) and bool(verbs & _words("get", document.language))


def _gift_paragraphs(document: Document) -> frozenset[int]:
    """The paragraphs that speak of gifts by a word that says so."""
    noun = _words("noun", document.language)
    found = set()
    for sentence in document.sentences:
        if any(t.lower in noun or t.lemma in noun for t in document.tokens_of(sentence)):
            found.add(sentence.paragraph)
    return frozenset(found)


def _gifts_of(view: ClauseView, *, sure: bool) -> Iterator[Deed]:
    """The gifts of a clause; where the report does not speak of gifts, only those that name both sides."""
    giving = _giving(view)
    if giving is None or not (sure or _names_both(view, giving)):
        return
    items = [i for i in _items(view, giving) if _is_thing(view, i) and (sure or i.quantity)]
    for item in items:
        yield _deed(view, giving, item)
    if giving.use == _EXCHANGE and (items or _speaks_of_gifts(view)):
        yield _ceremony(view, giving)


def _names_both(view: ClauseView, giving: _Giving) -> bool:
    """Whether giver and recipient are named beside a verb that hands over things, not views or orders."""
    if giving.use == _EXCHANGE or giving.verb.lemma in _words("give_to", view.document.language):
        return False
    return bool(giving.givers and giving.recipients)


def _speaks_of_gifts(view: ClauseView) -> bool:
    nouns = _words("no_item", view.document.language)
    return any(t.lower in nouns for t in view.tokens)


def _giving(view: ClauseView) -> _Giving | None:
    language = view.document.language
    for verb in view.verbs:
        for use in _USES:
            if verb.lemma in _words(use, language):
                found = _frame(view, verb, use)
                if found is not None:
                    return found
    return None


def _frame(view: ClauseView, verb: Token, use: str) -> _Giving | None:
    givers, recipients = _sides(view, use)
    first = _first_item(view, verb, use, recipients)
    if first is None and use != _EXCHANGE:
        return None
    if not givers and not recipients:
        return None
    if verb.lemma in _words("give_to", view.document.language) and not recipients:
        return None
    actors = recipients if use == "get" else givers
    if actors and not any(_is_person(view, a) for a in actors) and not view.passive:
        return None
    return _Giving(verb=verb, use=use, givers=givers, recipients=recipients, first=first if first is not None else -1)


def _sides(view: ClauseView, use: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Who gives and who is given to."""
    language = view.document.language
    givers = tuple(
        h for p in view.phrases if p.preposition in _words("giver", language) for h in p.heads if view.is_party(h)
    )
    if use == "get":
        return givers, view.subject
    if view.passive:
        addressed = language == "en" or use == "with"
        return givers, _recipients(view) or (view.subject if addressed else ())
    if use == _EXCHANGE:
        return view.subject, ()
    return view.subject, _recipients(view)


def _recipients(view: ClauseView) -> tuple[Span, ...]:
    """The dative, the person behind "für" or "to", the first of two English objects, "seinem Gast"."""
    document, mentions = view.document, view.marks.mentions
    datives = datives_of(document, view.clause, mentions)
    behind = tuple(
        h
        for p in view.phrases
        if p.preposition in _words("recipient", document.language)
        for h in p.heads
        if _is_person(view, h)
    )
    objects = object_phrases(document, view.clause, mentions)
    people = (
        tuple(h for p in objects[:1] for h in p.heads if _is_person(view, h))
        if len(objects) > 1 or _gives_with(view)
        else ()
    )
    return datives or behind or people


def _gives_with(view: ClauseView) -> bool:
    return any(v.lemma in _words("with", view.document.language) for v in view.verbs)


def _is_person(view: ClauseView, span: Span) -> bool:
    if view.is_party(span):
        return True
    guests = _words("guest", view.document.language)
    return any(t.lower in guests for t in view.document.tokens_in(span))


def _first_item(view: ClauseView, verb: Token, use: str, recipients: Sequence[Span]) -> int | None:
    """The index of the first token of what is given."""
    if use in ("with", "return"):
        withs, german = ("mit", "with"), view.document.language == "de"
        found = next((p for p in view.phrases if p.preposition in withs and (p.first > verb.index or german)), None)
        return found.first if found and not any(view.is_party(h) for h in found.heads) else None
    for phrase in _things(view):
        if not any(h in recipients for h in phrase.heads) and not (use == "get" and phrase.last <= verb.index):
            return phrase.first
    return None


def _things(view: ClauseView) -> Iterator[Phrase]:
    """Objects that name no person; the subject of a German passive too."""
    if view.passive and view.document.language == "de":
        for phrase in view.phrases:
            if phrase.preposition is None and any(h in view.subject for h in phrase.heads):
                yield phrase
    for phrase in object_phrases(view.document, view.clause, view.marks.mentions):
        if not _is_person(view, phrase.heads[0]) and not phrase.pronoun and phrase.cases != "d":
            yield phrase


def _items(view: ClauseView, giving: _Giving) -> list[_Item]:
    """The coordinated things from the first one to the end of the sentence or the next verb."""
    if giving.first < 0:
        return []
    runs = _runs(view, giving)
    out = []
    for run in runs:
        item = _item(view, run)
        if item is not None:
            out.append(item)
    return out


def _runs(view: ClauseView, giving: _Giving) -> list[list[Token]]:
    """Token runs between "und" and commas, insertions between dashes left out, up to a verb or a time."""
    document, language = view.document, view.document.language
    runs: list[list[Token]] = [[]]
    inserted, index = False, giving.first
    last = min(view.sentence.last, giving.first + LONGEST_ITEMS_TOKENS)
    while index < last:
        token = document.tokens[index]
        if token.text in _DASHES and document.text[token.start - 1 : token.start].isspace():
            inserted = not inserted
        elif inserted or token.index == giving.verb.particle:
            pass
        elif _ends_items(view, token, runs):
            if token.form is VerbForm.FINITE and len(runs) > 1:
                runs.pop()
            break
        elif token.text == "," and (behind := _behind_relative(view, index)) is not None:
            runs[-1] += document.tokens[index:behind]
            index = behind
            continue
        elif token.text == "," or token.lower in _SPLIT_WORDS[language]:
            runs.append([])
        else:
            runs[-1].append(token)
        index += 1
    return [r for r in runs if r]


def _behind_relative(view: ClauseView, comma: int) -> int | None:
    """The index behind a relative clause that a comma opens and another one ends; None if there is none."""
    clauses = view.sentence.clauses
    place = bisect_left(clauses, comma + 1, key=lambda c: c.first)
    if place == len(clauses) or clauses[place].first != comma + 1 or clauses[place].kind is not ClauseKind.RELATIVE:
        return None
    return clauses[place].last


def _ends_items(view: ClauseView, token: Token, runs: list[list[Token]]) -> bool:
    if (
        token.pos in (Pos.AUXILIARY, Pos.SUBORDINATOR)
        or token.text in (";", ":")
        or token.lower in ("who", "which", "als")
    ):
        return True
    if token.pos is Pos.VERB:
        attributes = _words("attribute", view.document.language)
        inside = bool(runs[-1]) and (token.lower in attributes or _is_attributive(view, token))
        return not inside
    if token.pos is Pos.ADPOSITION:
        attribute = token.lower in _words("attribute", view.document.language)
        return bool(runs[-1] or len(runs) > 1) and (not attribute or _leads_elsewhere(view, token))
    return False


def _is_attributive(view: ClauseView, token: Token) -> bool:
    """Whether a participle stands before or right behind a noun ("a quilt sewn by schoolchildren")."""
    following = view.document.tokens[token.index + 1] if token.index + 1 < view.sentence.last else None
    if view.document.language == "de":
        return token.form is not VerbForm.FINITE and following is not None and following.pos in (Pos.NOUN, Pos.NAME)
    return following is not None and (
        following.lower in ("by", "from", "of", "in") or following.pos in (Pos.OTHER, Pos.NOUN)
    )


def _leads_elsewhere(view: ClauseView, token: Token) -> bool:
    """Whether a preposition opens a time or a person, not an attribute of the item."""
    following = view.document.tokens[token.index + 1] if token.index + 1 < view.sentence.last else token
    span = Span(token.start, following.end)
    if token.lower in _words("giver", view.document.language):
        opened = next((p for p in view.phrases if p.first == token.index + 1), None)
        return opened is not None and any(view.is_party(h) for h in opened.heads)
    dated = view.document.tokens[token.index - 1].pos is Pos.VERB  # "a chart drawn in 1490"
    return not dated and bool(overlapping(view.marks.times, span))


def _item(view: ClauseView, run: list[Token]) -> _Item | None:
    """The item of a run without article, number and adverbs, and how many of it."""
    language = view.document.language
    quantity: int | None = None
    while run and (
        run[0].pos in (Pos.DETERMINER, Pos.NUMBER, Pos.ADVERB) or run[0].text in _QUOTES or run[0].lower == "je"
    ):
        if quantity is None:
            quantity = _number(run[0], language)
        run = run[1:]
    while run and (run[-1].pos in (Pos.PUNCTUATION, Pos.ADVERB, Pos.ADPOSITION, Pos.DETERMINER, Pos.PRONOUN)):
        run = run[:-1]
    if not run or (run[0].pos in (Pos.PRONOUN, Pos.ADPOSITION, Pos.VERB) and run[0].pos is not Pos.VERB):
        return None
    return _Item(span=Span(run[0].start, run[-1].end), quantity=quantity)


def _number(token: Token, language: Language) -> int | None:
    if token.text.isascii() and token.text.isdigit():
        return int(token.text)
    if (token.lower.startswith("ein") and len(token.lower) <= len("einem")) or token.lower in ("a", "an", "one"):
        return 1
    label, value = numerals(language).get(token.lower, ("", 0.0))
    return int(value) if label in ("unit", "tens") and value >= 1 else None


def _is_thing(view: ClauseView, item: _Item) -> bool:
    """Whether an item can be a gift: a thing, not aid, money, papers, power or weapons, nor "Geschenke" itself."""
    language = view.document.language
    never = _words("never", language) | _words("no_item", language)
    tokens = view.document.tokens_in(item.span)
    head = _head(tokens, language)
    if overlapping(view.marks.amounts, item.span):
        return False
    abstract = tuple(_words("abstract_ending", language))
    if head is None or head.lower in never or head.lemma.lower() in never:
        return False
    return not head.lower.endswith(abstract)


def _head(tokens: Sequence[Token], language: Language) -> Token | None:
    """The noun that tells what the item is: German the first, English the last before a preposition."""
    nouns: list[Token] = []
    for token in tokens:
        if token.pos is Pos.ADPOSITION and nouns:
            break
        if token.pos in (Pos.NOUN, Pos.NAME, Pos.OTHER):
            nouns.append(token)
            if language == "de" and token.pos is not Pos.OTHER:
                break
    return nouns[-1] if nouns else None


def _deed(view: ClauseView, giving: _Giving, item: _Item) -> Deed:
    arguments = [Argument(role=Role.GIVER, span=s) for s in giving.givers]
    arguments += [Argument(role=Role.RECIPIENT, span=s) for s in giving.recipients]
    arguments.append(Argument(role=Role.ITEM, span=item.span))
    return Deed(
        kind=Kind.GIFT,
        trigger=(giving.verb.span,),
        evidence=(evidence_of(view.document, giving.verb.span, item.span),),
        type=giving.use,
        status=None,
        plover="SUPPORT",
        count=item.quantity,
        arguments=tuple(arguments),
    )


def _ceremony(view: ClauseView, giving: _Giving) -> Deed:
    """An exchange of gifts with a time or place of its own: an encounter too."""
    own = view.sentence.span
    timed = bool(overlapping(view.marks.times, own) or overlapping(view.marks.places, own))
    return Deed(
        kind=Kind.ENCOUNTER,
        trigger=(giving.verb.span,),
        evidence=(view.sentence.span,),
        type="ceremony",
        plover="CONSULT",
        format="in_person",
        arguments=tuple(Argument(role=Role.PARTICIPANT, span=s) for s in giving.givers),
        score=1.0 if timed else REFERENCE_SCORE,
    )
