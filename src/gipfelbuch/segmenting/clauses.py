"""Tokens of a sentence to clauses: cut at commas and conjunctions where both sides have a predicate."""

from __future__ import annotations

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.model.reports import Clause, ClauseKind, Language, Pos, Token, VerbForm
from gipfelbuch.model.spans import Span
from gipfelbuch.segmenting.tagging import resolve_verbs

LONGEST_OPEN_GROUP_TOKENS = 60  # further behind its auxiliary no reader expects the verb; keeps the search linear
LONGEST_SUBJECT_TOKENS = 12  # between an English conjunction or preposition and the finite verb of its clause
_CLAUSE_PREPOSITIONS = closed_class("clause_preposition", "en")
_SUBJECT_PRONOUNS = closed_class("subject_pronoun", "en")
LONGEST_DATELINE_TOKENS = 16  # "NEW YORK, 4 May 2024 (Pacific News Service) -" has twelve
_DASHES = frozenset("-–—")
_CUTS = frozenset(",;:–—()")
_RELATIVE_DE = closed_class("clause_relative", "de")
_RELATIVE_EN = closed_class("clause_relative", "en")


def _pieces(tokens: list[Token], language: Language) -> list[list[Token]]:
    """Tokens cut behind each mark that can end a clause, and before "und" with verbs on both sides."""
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        if token.text in _CUTS and token.pos is Pos.PUNCTUATION:
            pieces[-1].append(token)
            pieces.append([])
        else:
            pieces[-1].append(token)
    halves = [half for piece in pieces if piece for half in _halves(piece)]
    return halves if language == "de" else [part for half in halves for part in _english_parts(half)]


def _english_parts(piece: list[Token]) -> list[list[Token]]:
    """English needs no comma: cut before "that", "who", "because", "it" where both sides have a finite verb."""
    out: list[list[Token]] = [[]]
    finite = False
    verbs_behind = sum(map(_is_finite, piece))
    for i, token in enumerate(piece):
        if finite and verbs_behind and i and _opens_english_clause(piece, i):
            out.append([])
            finite = False
        out[-1].append(token)
        if _is_finite(token):
            finite = True
            verbs_behind -= 1
    return out


def _opens_english_clause(piece: list[Token], i: int) -> bool:
    """Whether a clause begins at a word: its opener, or a pronoun that can only be a subject, before a finite verb."""
    token, before = piece[i], piece[i - 1]
    if before.pos is Pos.COORDINATOR:
        return False
    if token.pos is Pos.SUBORDINATOR or token.lower in _RELATIVE_EN:
        relative = token.pos is Pos.PRONOUN or token.pos is Pos.SUBORDINATOR
        return relative and before.pos not in (Pos.ADPOSITION, Pos.SUBORDINATOR)
    if token.pos is Pos.ADPOSITION:
        second = piece[i + 1] if i + 1 < len(piece) else token
        return second.lower in ("which", "whom") or (
            token.lower in _CLAUSE_PREPOSITIONS and _finite_follows(piece, i + 1)
        )
    subject = token.lower in _SUBJECT_PRONOUNS and before.pos not in (Pos.ADPOSITION, Pos.SUBORDINATOR, Pos.PRONOUN)
    return subject and i + 1 < len(piece) and _finite_follows(piece, i + 1)


def _finite_follows(piece: list[Token], i: int) -> bool:
    """Whether a finite verb stands within a subject's length, before any other opener."""
    for token in piece[i : i + LONGEST_SUBJECT_TOKENS]:
        if token.pos is Pos.SUBORDINATOR or token.lower in _RELATIVE_EN:
            return False
        if _is_finite(token):
            return True
    return False


def _halves(piece: list[Token]) -> list[list[Token]]:
    cuts = [i for i, t in enumerate(piece[1:-1], start=1) if t.pos is Pos.COORDINATOR]
    cut = next((i for i in cuts if _has_finite(piece[:i]) and _has_finite(piece[i + 1 :])), None)
    if cut is None:
        return [piece]
    cut = _before_finite(piece, cuts, cut)
    return [piece[:cut], *_halves(piece[cut:])]


def _before_finite(piece: list[Token], cuts: list[int], cut: int) -> int:
    """Of several "und" before a verb, the one right before it ("A für B und C und unterzeichneten")."""
    for i in cuts:
        if i > cut and any(_is_finite(t) for t in piece[cut + 1 : i]):
            return cut
        following = next((t for t in piece[i + 1 :] if t.pos not in (Pos.ADVERB, Pos.PARTICLE)), None)
        if i >= cut and following is not None and _is_finite(following):
            return i
    return cut


def _is_finite(token: Token) -> bool:
    return _is_predicate(token) and token.form is VerbForm.FINITE


def _is_predicate(token: Token) -> bool:
    return token.pos in (Pos.VERB, Pos.AUXILIARY)


def _has_finite(tokens: list[Token]) -> bool:
    """Whether a verb here can be finite; "werden" or "haben" at the very end is an infinitive."""
    words = [t for t in tokens if t.pos is not Pos.PUNCTUATION]
    return any(
        t.form is VerbForm.FINITE and not (t.pos is Pos.AUXILIARY and t.lower == t.lemma and t is words[-1])
        for t in words
    )


def _opens_clause(piece: list[Token], language: Language) -> bool:
    words = [t for t in piece if t.pos is not Pos.PUNCTUATION]
    if not words:
        return False
    relative = _RELATIVE_DE if language == "de" else _RELATIVE_EN
    if words[0].pos is Pos.ADPOSITION and len(words) > 2 and words[1].lower in relative and words[1].lower != "was":
        return language == "en" or _is_predicate(words[-1])
    return words[0].pos is Pos.SUBORDINATOR or words[0].lower in relative


def _grouped(pieces: list[list[Token]], language: Language) -> list[list[Token]]:
    """Pieces without a predicate join the piece before; a first one joins the next main piece.

    "dass der Minister, ein Jurist, gehe" stays one clause: a subordinator waits for its verb.
    """
    groups: list[list[Token]] = []
    complete = True  # whether the last group has a predicate
    for number, piece in enumerate(pieces):
        has_predicate = any(_is_predicate(t) for t in piece)
        lone_start = bool(groups) and not complete
        waiting = lone_start and _is_subordinated(groups[-1])
        relative = _opens_clause(piece, language) and number + 1 < len(pieces)
        that_clause = (
            not has_predicate and not waiting and _is_subordinated(piece) and piece[0].lower in ("dass", "daß")
        )
        completes = bool(groups) and language == "de" and _completes(groups[-1], piece) and not relative
        joins = (
            not has_predicate
            or completes
            or (lone_start and not (relative if waiting else _opens_clause(piece, language)))
        )
        if groups and joins and not that_clause:
            groups[-1].extend(piece)
            complete = complete or has_predicate
        else:
            groups.append(list(piece))
            complete = has_predicate
    return groups


def _is_subordinated(piece: list[Token]) -> bool:
    words = [t for t in piece if t.pos is not Pos.PUNCTUATION]
    return bool(words) and words[0].pos is Pos.SUBORDINATOR


def _completes(group: list[Token], piece: list[Token]) -> bool:
    """Whether a piece only brings the infinitive or participle that an auxiliary before still lacks.

    ("Sie wird mit Lee, dem Präsidenten, zusammentreffen")
    """
    if len(group) > LONGEST_OPEN_GROUP_TOKENS:
        return False
    auxiliary = any(t.pos is Pos.AUXILIARY and t.form is VerbForm.FINITE for t in group)
    if not auxiliary or any(t.pos is Pos.VERB for t in group):
        return False
    words = [t for t in piece if t.pos is not Pos.PUNCTUATION]
    predicates = [t for t in words if _is_predicate(t)]
    last = words[-1] if words else None
    if last is None or predicates != [last] or last.pos is not Pos.VERB:
        return False
    return last.form is not VerbForm.FINITE or last.lower == last.lemma


def _kind(words: list[Token], finite: Token | None, language: Language, *, initial: bool) -> ClauseKind:
    first = words[0]
    second = words[1] if len(words) > 1 else first
    relative = _RELATIVE_DE if language == "de" else _RELATIVE_EN
    verb_last = finite is not None and finite.index >= words[-1].index - 1 and len(words) > 1
    leading = first if first.pos is not Pos.ADPOSITION else second
    if language == "de":
        if leading.lower in relative and verb_last and not initial:
            return ClauseKind.RELATIVE
        if first.pos is Pos.SUBORDINATOR and (verb_last or first.lower in ("dass", "daß", "ob")):
            return ClauseKind.SUBORDINATE
        infinitive = finite is None and any(_is_zu_infinitive(words, i) for i in range(len(words)))
        return ClauseKind.INFINITIVE if infinitive else ClauseKind.MAIN
    if first.pos is Pos.SUBORDINATOR or (first.lower == "that" and first.pos is not Pos.PRONOUN):
        return ClauseKind.SUBORDINATE
    if leading.lower in relative:
        return ClauseKind.RELATIVE
    return ClauseKind.INFINITIVE if first.lower == "to" else ClauseKind.MAIN


def _is_zu_infinitive(words: list[Token], i: int) -> bool:
    word = words[i]
    if word.form is not VerbForm.INFINITIVE:
        return False
    return word.lemma != word.lower or (i > 0 and words[i - 1].lower == "zu")


def _clause(tokens: list[Token], language: Language, *, initial: bool) -> Clause | None:
    words = [t for t in tokens if t.pos is not Pos.PUNCTUATION]
    if words and words[0].pos is Pos.COORDINATOR and len(words) > 1:
        words = words[1:]
    if not words:
        return None
    finite = next((t for t in words if _is_predicate(t) and t.form is VerbForm.FINITE), None)
    return Clause(
        span=Span(words[0].start, words[-1].end),
        first=words[0].index,
        last=words[-1].index + 1,
        kind=_kind(words, finite, language, initial=initial),
        finite=finite.index if finite else None,
        subjunctive=bool(finite and finite.subjunctive),
    )


def _dateline_length(tokens: list[Token]) -> int:
    """How many tokens the dateline takes that opens a report ("SUVA, 4 May (AP) -"); 0 without one.

    It begins with a town in capitals or holds an agency in brackets or a day, and has neither verb nor article.
    """
    for i, token in enumerate(tokens[:LONGEST_DATELINE_TOKENS]):
        if token.text in _DASHES and i and tokens[i - 1].end < token.start:
            line = tokens[:i]
            capitals = len(line[0].text) > 2 and line[0].text.isupper()
            return i + 1 if capitals or any(t.text == "(" or t.pos is Pos.NUMBER for t in line) else 0
        opens = token.text[:1].isupper() or token.text[:1].isdigit() or token.pos in (Pos.PUNCTUATION, Pos.ADPOSITION)
        if not (opens or (token.text.islower() and i and tokens[0].text.isupper())) or _is_predicate(token):
            return 0
    return 0


def find_clauses(tokens: list[Token], language: Language) -> tuple[list[Token], tuple[Clause, ...]]:
    """Clauses of one sentence, and its tokens with verb forms settled within them.

    Args:
        tokens: the tokens of the sentence.
        language: decides the rules.
    """
    dateline = _dateline_length(tokens)
    settled: list[Token] = tokens[:dateline]
    clauses: list[Clause] = []
    for group in _grouped(_pieces(tokens[dateline:], language), language):
        resolved = resolve_verbs(group, language)
        settled += resolved
        clause = _clause(resolved, language, initial=not clauses)
        if clause:
            clauses.append(clause)
    return settled, tuple(clauses)
