"""Tokens of a sentence to clauses: cut at commas and conjunctions where both sides have a predicate."""

from __future__ import annotations

from gipfelbuch.model.reports import Clause, ClauseKind, Language, Pos, Token, VerbForm
from gipfelbuch.model.spans import Span
from gipfelbuch.segmenting.tagging import resolve_verbs

LONGEST_OPEN_GROUP_TOKENS = 60  # further behind its auxiliary no reader expects the verb; keeps the search linear
_CUTS = frozenset(",;:–—()")
_RELATIVE_DE = frozenset(
    "der die das dem den des dessen deren denen welcher welche welches welchem welchen wer was wo wobei womit".split()
)
_RELATIVE_EN = frozenset("who whom whose which that where".split())


def _pieces(tokens: list[Token]) -> list[list[Token]]:
    """Tokens cut behind each mark that can end a clause, and before "und" with verbs on both sides."""
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        if token.text in _CUTS and token.pos is Pos.PUNCTUATION:
            pieces[-1].append(token)
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [half for piece in pieces if piece for half in _halves(piece)]


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
        that_clause = not has_predicate and not waiting and _is_subordinated(piece) and piece[0].lower in ("dass", "daß")
        completes = bool(groups) and language == "de" and _completes(groups[-1], piece) and not relative
        joins = not has_predicate or completes or (lone_start and not (relative if waiting else _opens_clause(piece, language)))
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
    if first.pos is Pos.SUBORDINATOR or first.lower == "that":
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


def find_clauses(tokens: list[Token], language: Language) -> tuple[list[Token], tuple[Clause, ...]]:
    """Clauses of one sentence, and its tokens with verb forms settled within them.

    Args:
        tokens: the tokens of the sentence.
        language: decides the rules.
    """
    settled: list[Token] = []
    clauses: list[Clause] = []
    for group in _grouped(_pieces(tokens), language):
        resolved = resolve_verbs(group, language)
        settled += resolved
        clause = _clause(resolved, language, initial=not clauses)
        if clause:
            clauses.append(clause)
    return settled, tuple(clauses)
