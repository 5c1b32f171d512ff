"""Everything that the assemblers of the seven kinds look at, in one object."""

from __future__ import annotations

from dataclasses import dataclass

from gipfelbuch.assembling.parties import PartyBook
from gipfelbuch.model.entries import Kind
from gipfelbuch.model.marks import Deed, Marks
from gipfelbuch.model.reports import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A document with its marks and parties."""

    document: Document
    marks: Marks
    parties: PartyBook

    def deeds(self, kind: Kind) -> tuple[Deed, ...]:
        """The marks of one kind, in order of their trigger."""
        found = [d for d in self.marks.deeds if d.kind is kind]
        return tuple(sorted(found, key=lambda d: d.trigger[0]))
