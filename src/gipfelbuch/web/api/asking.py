"""What an address of the API is asked: parameters enter, questions to the register leave.

What is not asked for by its name is refused: a filter that is misspelt would let everything through.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from gipfelbuch.model.entries import Kind
from gipfelbuch.model.parties import PartyType
from gipfelbuch.model.reports import Language
from gipfelbuch.register import Question
from gipfelbuch.register.queries import Scope
from gipfelbuch.web.narrowing import day_of

USUAL, MOST = 50, 500  # records of a page
MOST_MONTHS = 1_200  # a hundred years
MOST_SKIPPED = 1_000_000
ID_CHARS, NAME_CHARS, WORDS_CHARS = 100, 300, 1_000
NO_NUL = r"^[^\x00]+$"  # a database cannot keep a NUL character
_DAY = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_CURSOR = r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?~[A-Za-z0-9:_-]{1,100}$"

Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=NAME_CHARS, pattern=NO_NUL)]
Words: TypeAlias = Annotated[str, Field(min_length=1, max_length=WORDS_CHARS, pattern=NO_NUL)]
Day: TypeAlias = Annotated[str, Field(pattern=_DAY, examples=["2025-11-03", "2025-11", "2025"])]
Cursor: TypeAlias = Annotated[str, Field(pattern=_CURSOR, examples=["2025-11-03~encounter:00b1d6a72d5c0f1e"])]


def _in_path(most: int, told: str) -> Any:
    return Path(min_length=1, max_length=most, pattern=NO_NUL, description=told)


RecordInPath: TypeAlias = Annotated[str, _in_path(ID_CHARS, "Id of a record.")]
ReviewInPath: TypeAlias = Annotated[str, _in_path(ID_CHARS, "Id of a review.")]
ReportInPath: TypeAlias = Annotated[str, _in_path(NAME_CHARS, "Key of a report, or a name that it alone has.")]
PartyInPath: TypeAlias = Annotated[str, _in_path(NAME_CHARS, "Id of a party, or a form of its name.")]

_WHO = "A state (all that belong to it), or a party, by name, ISO code or id."


def _who(told: str, default: Any = None, *, example: str = "Deutschland") -> Any:
    return Field(default, description=f"{told} {_WHO}", examples=[example])


class Asked(BaseModel):
    """What is asked, and nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Period(Asked):
    """When. A record stands on the first day of its date; if no witness tells one, on the day it was published."""

    first: Day | None = Field(default=None, alias="from", description="First day: YYYY-MM-DD, YYYY-MM or YYYY.")
    last: Day | None = Field(default=None, alias="to", description="Last day: YYYY-MM-DD, YYYY-MM or YYYY.")

    def scope(self, **more: Any) -> Scope:
        """The scope of a question.

        Args:
            more: what else narrows it.

        Raises:
            QuestionError: if a day is none, or the period ends before it begins.
        """
        return Scope(first=day_of(self.first, end=0), last=day_of(self.last, end=1), **more)


class Some(Period):
    """When, and how many."""

    limit: int = Field(default=USUAL, ge=1, le=MOST, description="At most so many, the latest.")


class Paged(Some):
    """When, how many, and before which."""

    before: Cursor | None = Field(default=None, description="`next` of the page before this one.")

    def scope(self, **more: Any) -> Scope:
        """The scope of a question; its place in the list with it."""
        day, _, record = (self.before or "").partition("~")
        return super().scope(most=self.limit, before=(day, record) if self.before else None, **more)


class Sorted(Paged):
    """When, how many, before which, and of which kinds."""

    kind: list[Kind] = Field(default=[], description="Only these kinds; may be given often.")

    def scope(self, **more: Any) -> Scope:
        """The scope of a question; its kinds with it."""
        return super().scope(kinds=frozenset(self.kind), **more)


class RecordsAsked(Sorted):
    """What happened."""

    of: Text | None = _who("Of whom.")


class DyadAsked(Sorted):
    """What two have to do with each other."""

    one: Text = _who("One side.", default=...)
    other: Text = _who("The other side.", default=..., example="Japan")


class PartyAsked(Some):
    """Who somebody is."""

    kind: list[Kind] = Field(default=[], description="Only these kinds; may be given often.")


class PartiesAsked(Asked):
    """Who is in the register."""

    name: Text | None = Field(default=None, description="Words with which words of a form of the name begin.")
    type: PartyType | None = Field(default=None, description="Only of this sort.")
    country: Text | None = Field(default=None, description="Only those that belong to this state.", examples=["Japan"])
    limit: int = Field(default=USUAL, ge=1, le=MOST, description="At most so many, the busiest.")
    skip: int = Field(default=0, ge=0, le=MOST_SKIPPED, description="So many of the busiest are passed over.")


class SearchAsked(Sorted):
    """Words."""

    q: Words = Field(
        description="Words, all of which must be there in any German or English form; words in quotation marks as they"
        " stand, in that order.",
        examples=['Verhandlung "ohne Bedingungen"'],
    )
    of: Text | None = _who("Only what this one has part in.")
    part: Literal["quote", "evidence"] | None = Field(default=None, description="Only in quotes, or only in evidence.")
    language: Language | None = Field(default=None, description="Only in reports of this language.")


class QueueAsked(Asked):
    """What is in doubt."""

    only: Question | None = Field(default=None, description="Only what is asked so.")
    limit: int = Field(default=USUAL, ge=1, le=MOST, description="At most so many, the most doubtful.")


class HistoryAsked(Asked):
    """What people decided."""

    record: Annotated[str, Field(min_length=1, max_length=ID_CHARS, pattern=NO_NUL)] | None = Field(
        default=None, description="Only reviews that work on this record or were made of it, and their undos."
    )
    limit: int = Field(default=USUAL, ge=1, le=MOST, description="At most so many, the latest.")
    before: int | None = Field(default=None, ge=1, le=MOST_SKIPPED, description="`next` of the page before this one.")


class AgreementsAsked(Paged):
    """Agreements."""

    of: Text | None = _who("Of whom.")
    other: Text | None = _who("With whom.", example="Japan")
    status: Text | None = Field(default=None, description="Only of this status.", examples=["signed"])


class StatementsAsked(Paged):
    """What was said."""

    speaker: Text | None = _who("Said by whom.")
    addressee: Text | None = _who("Said to whom.", example="Japan")
    about: Words | None = Field(default=None, description="Words that the quote has, as for `/search`.")


class VisitsAsked(Period):
    """Visits of leaders."""

    of: Text | None = _who("Who travels.")
    visited: Text | None = Field(default=None, alias="in", description=f"The state or party visited. {_WHO}")
    planned: bool = Field(default=False, description="Whether what is only planned is told as well.")
    limit: int = Field(default=MOST, ge=1, le=MOST, description="At most so many encounters are looked at, the latest.")


class GiftsAsked(Paged):
    """Gifts."""

    giver: Text | None = _who("Given by whom.")
    recipient: Text | None = _who("Given to whom.", example="Japan")


class IssuesAsked(Paged):
    """What is open."""

    one: Text | None = _who("Of whom.")
    other: Text | None = _who("With whom.", example="Japan")
    settled: bool = Field(default=False, description="Whether what is resolved is told as well.")


class ScoresAsked(Period):
    """Conflict and cooperation."""

    one: Text | None = _who("Of whom.")
    other: Text | None = _who("With whom.", example="Japan")
    kind: list[Kind] = Field(default=[], description="Only these kinds; may be given often.")
    limit: int = Field(default=MOST_MONTHS, ge=1, le=MOST_MONTHS, description="At most so many months, the latest.")
