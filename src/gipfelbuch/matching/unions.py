"""Groups that grow by joining: the same in whatever order they are joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence


class Unions:
    """Disjoint sets of the numbers 0 to n - 1 (Tarjan 1975); a set is known by its smallest number."""

    def __init__(self, marks: Sequence[Hashable]) -> None:
        """Every number is a set of its own at first.

        Args:
            marks: one a number; ``join_apart`` never brings two of one mark together (a report tells its parties apart).
        """
        self._parent = list(range(len(marks)))
        self._marks = marks
        self._joined: dict[int, frozenset[Hashable]] = {}  # of sets of more than one; most have one

    def find(self, item: int) -> int:
        """The smallest number of the set."""
        root = item
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def join(self, one: int, other: int) -> None:
        """Make two sets one."""
        first, second = sorted((self.find(one), self.find(other)))
        if first != second:
            self._parent[second] = first
            self._joined[first] = self._marks_of(first) | self._marks_of(second)
            self._joined.pop(second, None)

    def _marks_of(self, root: int) -> frozenset[Hashable]:
        return self._joined.get(root) or frozenset((self._marks[root],))

    def join_apart(self, one: int, other: int) -> bool:
        """Make two sets one unless both have the same mark; whether they are one now."""
        first, second = self.find(one), self.find(other)
        if first != second and not self._marks_of(first).isdisjoint(self._marks_of(second)):
            return False
        self.join(first, second)
        return True

    def join_all(self, items: Iterable[int]) -> None:
        """Make the sets of all items one."""
        listed = list(items)
        for item in listed[1:]:
            self.join(listed[0], item)

    def groups(self) -> list[list[int]]:
        """All sets, each in order, in order of their smallest numbers."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for item in range(len(self._parent)):
            found[self.find(item)].append(item)
        return [found[root] for root in sorted(found)]
