"""What the mentions of one actor tell together: its names, its office, its state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from gipfelbuch.knowledge.closed_classes import closed_class
from gipfelbuch.knowledge.names import holders_by_name, holders_by_surname
from gipfelbuch.knowledge.people import office_holders
from gipfelbuch.knowledge.states import states
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import PartyType

NEAR_YEARS = 2  # office holders are in the news a little before and after their years at the top
_ARTICLES = closed_class("article")


@dataclass(slots=True)
class Cluster:
    """Mentions of one actor, and what they tell about it together."""

    mentions: list[Mention] = field(default_factory=list)
    key: str | None = None
    type: PartyType = PartyType.PERSON
    names: set[tuple[str, ...]] = field(default_factory=set)
    country: str | None = None
    role: str | None = None
    gender: str | None = None
    offices: set[tuple[int, str, str]] = field(default_factory=set)
    is_leader: bool = False

    def add(self, mention: Mention) -> None:
        """Take a mention in."""
        if not self.mentions:
            self.key, self.type = mention.key, mention.type
        self.mentions.append(mention)
        self.country = self.country or mention.country
        self.role = self.role or (mention.role if mention.type is PartyType.PERSON else None)
        self.gender = self.gender or mention.gender

    @property
    def last_end(self) -> int:
        """Offset behind the last mention so far."""
        return self.mentions[-1].span.end

    @property
    def is_named(self) -> bool:
        """Whether a proper name is among the mentions."""
        return any(not m.nominal for m in self.mentions)


def fullest_name(cluster: Cluster) -> str:
    """The fullest form of a cluster's names: the longest proper name, else the longest nominal without article.

    A state is named by a name of its own before its capital, and without the ending of a genitive.
    """
    named: Iterable[Mention] = [m for m in cluster.mentions if not m.nominal] or cluster.mentions
    names = [_without_article(m.name) for m in named]
    if cluster.key and cluster.key.startswith("state:"):
        own = _own_names(cluster.key.removeprefix("state:"))
        names = [n.removesuffix("s") if n not in own and n.removesuffix("s") in own else n for n in names]
        names = [n for n in names if n in own] or names
    return max(names, key=lambda n: (len(n.split()), len(n)))


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in _ARTICLES else name


@cache
def _own_names(iso3: str) -> frozenset[str]:
    state = states().get(iso3)
    return frozenset(n for listed in state.names.values() for n in listed) if state else frozenset()


def holder_of(name: str, year: int | None) -> int | None:
    """The known office holder of that name, as a number in the table: by full name, or by a surname that one of the time has."""
    if name in holders_by_name():
        return holders_by_name()[name]
    words = name.split()
    numbers = holders_by_surname().get(words[-1], ()) or holders_by_surname().get(words[0], ())
    if len(words) > 1:
        return None
    near = [
        n
        for n in numbers
        if year is None or office_holders()[n].first - NEAR_YEARS <= year <= office_holders()[n].last + NEAR_YEARS
    ]
    same = len({(office_holders()[n].country, office_holders()[n].gender) for n in near}) == 1
    return near[0] if same else None
