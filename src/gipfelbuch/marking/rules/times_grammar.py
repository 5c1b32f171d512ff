"""Runs of tokens to matches of the grammar of times (tables ``times`` and ``time_patterns``)."""

from __future__ import annotations

from dataclasses import dataclass

from gipfelbuch.knowledge.times import Node
from gipfelbuch.marking.rules.times_words import Label, WordReader
from gipfelbuch.model.reports import Token

LONGEST_MATCH_TOKENS = 16  # longer than any pattern; bounds the search


@dataclass(frozen=True, slots=True)
class Piece:
    """One step of a match: the class or word, and where it stands."""

    name: str
    value: str
    first: int
    last: int
    cut_chars: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens that a pattern covers.

    Args:
        form: the form of expression.
        article: whether an article before belongs to the span.
        rank: place of the pattern in the table.
        pieces: what was read, with "/" between the spans of a pair.
        last: index behind the last token.
    """

    form: str
    article: bool
    rank: int
    pieces: tuple[Piece, ...]
    last: int

    def value(self, *names: str) -> str | None:
        """The value of the first piece of any of the classes."""
        return next((p.value for p in self.pieces if p.name in names), None)

    def has(self, *words: str) -> bool:
        """Whether one of the literal words was read."""
        return any(p.name == ":" and p.value in words for p in self.pieces)

    def has_text(self, tokens: tuple[Token, ...], word: str) -> bool:
        """Whether a token of the match is this very word, in lower case."""
        return any(tokens[p.first].lower == word for p in self.pieces if p.first < len(tokens))

    def parts(self) -> list[tuple[Piece, ...]]:
        """The spans of a pair, without the links between them."""
        groups: list[list[Piece]] = [[]]
        for piece in self.pieces:
            if piece.name == "/":
                groups.append([])
            else:
                groups[-1].append(piece)
        return [tuple(g) for g in groups[::2] if g]


def find_matches(root: Node, tokens: tuple[Token, ...], reader: WordReader, start: int, end: int) -> list[Match]:
    """All matches that start at a token, longest first, then in order of the table.

    Args:
        root: the grammar.
        tokens: of the document.
        reader: gives the classes of tokens.
        start: index of the first token.
        end: index behind the last token that a match may cover (its sentence ends there).
    """
    found: list[Match] = []
    _walk(root, tokens, reader, start, (), found, min(end, start + LONGEST_MATCH_TOKENS))
    found.sort(key=lambda m: (-m.last, m.rank))
    return found


def _walk(
    node: Node,
    tokens: tuple[Token, ...],
    reader: WordReader,
    at: int,
    pieces: tuple[Piece, ...],
    found: list[Match],
    limit: int,
) -> None:
    if node.ends:
        found.append(Match(*node.ends, pieces, at))
    if "/" in node.children:
        _walk(node.children["/"], tokens, reader, at, (*pieces, Piece("/", "", at, at)), found, limit)
    if at >= limit:
        return
    for keys, form, article, rank in node.lookahead:
        if f":{tokens[at].lower}" in keys or any(label.name in keys for label in reader.labels(at)):
            found.append(Match(form, article, rank, pieces, at))
    if not node.children:
        return
    literal = node.children.get(f":{tokens[at].lower}")
    if literal:
        _walk(literal, tokens, reader, at + 1, (*pieces, Piece(":", tokens[at].lower, at, at + 1)), found, limit)
    for label in reader.labels(at):
        _follow(node, label, tokens, reader, at, pieces, found, limit)


def _follow(
    node: Node,
    label: Label,
    tokens: tuple[Token, ...],
    reader: WordReader,
    at: int,
    pieces: tuple[Piece, ...],
    found: list[Match],
    limit: int,
) -> None:
    for key in (label.name, f"{label.name}[{label.value}]"):
        child = node.children.get(key)
        if child:
            piece = Piece(label.name, label.value, at, at + label.length, label.cut_chars)
            _walk(child, tokens, reader, at + label.length, (*pieces, piece), found, limit)
