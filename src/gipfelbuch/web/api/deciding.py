"""What programs decide: bodies in JSON enter, what a review is made of leaves."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from gipfelbuch.model.entries import Kind
from gipfelbuch.web.api.asking import ID_CHARS, NO_NUL, Text

MOST_LISTED = 50  # words, values, witnesses
VALUE_CHARS = 2_000
MOST_COUNTED = 2**53 - 1  # what every reader of JSON takes for a whole number


def _sort_of(told: Any) -> str | None:
    """Which of the values it is that a field may take; in JSON 1.0 is a whole number as well."""
    if told is None:
        return "null"
    if isinstance(told, str):
        return "words"
    if isinstance(told, list):
        return "list"
    is_number = (isinstance(told, int) and not isinstance(told, bool)) or (
        isinstance(told, float) and told.is_integer()
    )
    return "number" if is_number else None


_ANY = Discriminator(_sort_of, "no_value", "Input should be words, a whole number, a list of these, or null")
Id: TypeAlias = Annotated[str, Field(min_length=1, max_length=ID_CHARS, pattern=NO_NUL)]
Said: TypeAlias = Annotated[str, Field(min_length=1, max_length=VALUE_CHARS, pattern=NO_NUL)]
SomeWords: TypeAlias = Annotated[Said, Tag("words")]
Number: TypeAlias = Annotated[int, Field(ge=0, le=MOST_COUNTED), Tag("number")]
Several: TypeAlias = Annotated[
    list[Annotated[SomeWords | Number, _ANY]], Field(max_length=MOST_LISTED), Tag("list")
]  # fmt: skip
Value: TypeAlias = Annotated[SomeWords | Number | Several | Annotated[None, Tag("null")], _ANY]
Reason: TypeAlias = Annotated[
    str,
    Field(
        min_length=1, max_length=VALUE_CHARS, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$", description="Why.",
        examples=["the ministry's diary"],
    ),
]  # fmt: skip


class Deciding(BaseModel):
    """A decision: why, and by whom."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reason: Reason
    author: Text | None = Field(default=None, description="Who decides; whoever opened the room if absent or null.")


class Correcting(Deciding):
    """A value for a field."""

    field: Text = Field(description="A field of the kind of the record.", examples=["date"])
    value: Value = Field(
        description="One value or a list, as the field takes; parties by id or by a name that only one has; null for"
        ' "not told".',
        examples=["2025-11-01"],
    )


class Pointed(BaseModel):
    """A witness: an entry of a report."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    report: Id = Field(description="Key of the report.")
    entry: Id = Field(description="Id of the entry in its reading.")


class Splitting(Deciding):
    """Witnesses that tell another event."""

    witnesses: Annotated[list[Pointed], Field(min_length=1, max_length=MOST_LISTED)] = Field(
        description="Those that leave the record together: some of its witnesses, not all."
    )


class Comparing(Deciding):
    """A second record."""

    other: Id = Field(description="Id of the other record, which is of the same kind.")


class Adding(Deciding):
    """An event that was not found."""

    kind: Kind = Field(description="What it is.")
    words: Annotated[list[Said], Field(min_length=1, max_length=MOST_LISTED)] = Field(
        description="The words that say so, each as it stands once in the report."
    )
    values: Annotated[dict[Text, Value], Field(max_length=MOST_LISTED)] = Field(
        default={}, description="Its fields, each as for a correction.",
        json_schema_extra={"additionalProperties": False},  # names that the pattern refuses are refused
    )  # fmt: skip
