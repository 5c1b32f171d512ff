"""Words of time and the grammar of times, read from the tables ``times`` and ``time_patterns``."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import product

from gipfelbuch.knowledge.tables import load_table, phrases
from gipfelbuch.model.reports import Language

ADJECTIVE_ENDINGS = ("", "e", "en", "er", "es", "em")


@dataclass(frozen=True, slots=True)
class TimeWord:
    """What a word or phrase is to the grammar of times.

    Args:
        label: its class ("MONTH").
        value: its value in that class ("5").
        rest: the words of a phrase behind the first one, in lower case.
        capital: whether it is a word that is written with a capital.
    """

    label: str
    value: str
    rest: tuple[str, ...]
    capital: bool


@cache
def time_words(language: Language) -> dict[str, tuple[TimeWord, ...]]:
    """Words of time by their first word in lower case, longest phrases first."""
    found: dict[str, list[TimeWord]] = {}
    for row in load_table("times"):
        for phrase in phrases(row[language]):
            for form in _forms(phrase):
                first, *rest = form.split()
                word = TimeWord(row["class"], row["value"], tuple(w.lower() for w in rest), first[0].isupper())
                found.setdefault(first.lower(), []).append(word)
    if language == "de":
        _add_day_parts(found)
    return {k: tuple(sorted(v, key=lambda w: -len(w.rest))) for k, v in found.items()}


def _forms(phrase: str) -> tuple[str, ...]:
    """The forms that a cell's phrase stands for: "kommend~" with the endings of an adjective."""
    if not phrase.endswith("~"):
        return (phrase,)
    return tuple(phrase[:-1] + ending for ending in ADJECTIVE_ENDINGS)


def _add_day_parts(found: dict[str, list[TimeWord]]) -> None:
    """German compounds of weekday and part of day ("Montagabend"), value "1 EV"."""
    days = [(w, t) for w, ts in found.items() for t in ts if t.label == "WEEKDAY" and not w.endswith("s")]
    parts = [(w, t) for w, ts in found.items() for t in ts if t.label == "PART" and len(w) > len("früh")]
    for (day, weekday), (part, daytime) in product(days, parts):
        word = TimeWord("WDPART", f"{weekday.value} {daytime.value}", (), capital=True)
        found.setdefault(day + part, []).append(word)


@dataclass(slots=True, eq=False)
class Node:
    """A state of the grammar: where the next word may lead, and what ends here.

    Args:
        children: next states by key ("MONTH", "UNIT[D]", ":uhr", "/" for a border of spans).
        lookahead: keys that must follow, each with the form that then ends here.
        ends: the form that ends here and whether an article belongs to it, with its rank; None if none.
    """

    children: dict[str, Node] = field(default_factory=dict)
    lookahead: list[tuple[frozenset[str], str, bool, int]] = field(default_factory=list)
    ends: tuple[str, bool, int] | None = None


@cache
def time_grammar(language: Language) -> Node:
    """The patterns of a language as one trie over classes and words."""
    root = Node()
    rank = 0
    for row in load_table("time_patterns"):
        for pattern in phrases(row[language]):
            rank += 1
            for items in product(*(_alternatives(item) for item in pattern.split())):
                _insert(root, [i for i in items if i], row["form"], article=row["article"] == "1", rank=rank)
    return root


def _alternatives(item: str) -> tuple[str, ...]:
    """The keys that one item of a pattern stands for; an empty one if it may be left out."""
    if item.startswith("<"):
        return (item,)
    optional = item.endswith("?") and len(item) > 1
    names = tuple(_key(n) for n in item.removesuffix("?").split("|")) if optional else tuple(map(_key, item.split("|")))
    return (*names, "") if optional else names


def _key(name: str) -> str:
    is_class = name.split("[", maxsplit=1)[0].isupper() or name in ("/", "")
    return name if is_class else f":{name}"


def _insert(root: Node, items: list[str], form: str, *, article: bool, rank: int) -> None:
    node = root
    for item in items:
        if item.startswith("<"):
            keys = frozenset(_key(n) for n in item[1:-1].split("|"))
            node.lookahead.append((keys, form, article, rank))
            return
        node = node.children.setdefault(item, Node())
    if node.ends is None:
        node.ends = (form, article, rank)
