"""Shapes of answers: a frozen dataclass of the register enters, the model that the API tells it by leaves.

No field is written twice. The names and types of a shape are those of the dataclass, its descriptions are those in the
docstring, and what it can say of itself in one value (``score``, ``contested``) is told as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import regex
from docstring_parser import DocstringStyle, parse
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from gipfelbuch.register.queries import (
    Answer,
    Coverage,
    Given,
    Matter,
    Pact,
    Page,
    PartyPage,
    ReportPage,
    Said,
    ShownField,
    ShownParty,
    ShownRecord,
    ShownValue,
)

# what answers are called where they are not shown but told
NAMES: Mapping[type, str] = {
    ShownRecord: "Record", ShownField: "Field", ShownValue: "Value", ShownParty: "PartyInRecord", Page: "RecordWithHistory",
    PartyPage: "Party", ReportPage: "Report", Pact: "Agreement", Given: "Gift", Matter: "Issue", Said: "Statement",
}  # fmt: skip
_VALUES = frozenset({str, int, float, bool, type(None)})
_PYTHON_WORDS = {"None": "null", "True": "true", "False": "false"}
_PYTHON_WORD = regex.compile(rf"\b(?:{'|'.join(_PYTHON_WORDS)})\b")


class Shape(BaseModel):
    """What an answer is told by; made from the attributes of what the register gave."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Some(Shape):
    """Some of what there is."""

    items: tuple[Any, ...]
    more: bool = Field(description="Whether there is more than was asked for.")


class Listed(Shape):
    """A page of a list, the latest first."""

    items: tuple[Any, ...]
    next: str | None = Field(description="What to give as `before` to get the page that follows; null on the last one.")


class CountedPublisher(Shape):
    """How many reports a publisher has."""

    publisher: str | None = Field(description="Name; null stands for reports whose publisher is unknown.")
    reports: int


def _publishers(told: Any) -> Any:
    return tuple(CountedPublisher(publisher=name, reports=number) for name, number in told)


# what would be told by its place alone
OTHERWISE: Mapping[tuple[type, str], Any] = {
    (Coverage, "publishers"): Annotated[tuple[CountedPublisher, ...], BeforeValidator(_publishers)],
}


@cache
def shape_of(kept: type) -> type[BaseModel]:
    """The shape of what the register gives.

    Args:
        kept: a frozen dataclass whose fields are scalars, enumerations, tuples, mappings and other such dataclasses.
    """
    document = parse(kept.__doc__ or "", DocstringStyle.GOOGLE)
    described = {told.arg_name: told.description for told in document.params}
    hints = get_type_hints(kept)
    told: dict[str, Any] = {
        field.name: (
            OTHERWISE.get((kept, field.name)) or _told(hints[field.name]),
            Field(description=_worded(described.get(field.name))),
        )
        for field in fields(kept)
    }
    return create_model(
        NAMES.get(kept, kept.__name__),
        __base__=Shape,
        __doc__=_worded(document.short_description) or "",
        **(told | _said_of_itself(kept)),
    )


@cache
def list_of(kept: type) -> type[BaseModel]:
    """The shape of a page of a list."""
    return _filled(Listed, f"{shape_of(kept).__name__}List", shape_of(kept))


@cache
def some_of(kept: type) -> type[BaseModel]:
    """The shape of some of what there is."""
    return _filled(Some, f"Some{shape_of(kept).__name__}s", shape_of(kept))


def _filled(base: type[Shape], name: str, shape: Any) -> type[BaseModel]:
    items: Any = (tuple[shape, ...], Field(description="What there is."))
    return create_model(name, __base__=base, __doc__=base.__doc__, items=items)


def _said_of_itself(kept: type) -> dict[str, Any]:
    """Its properties that are a single value."""
    found = {}
    for name, said in vars(kept).items():
        if isinstance(said, property) and said.fget:
            hint = get_type_hints(said.fget)["return"]
            if _is_value(hint):
                found[name] = (hint, Field(description=_worded(said.__doc__)))
    return found


def _is_value(hint: Any) -> bool:
    parts = get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)
    return all(part in _VALUES for part in parts)


def _told(hint: Any) -> Any:
    """A type with shapes in the place of dataclasses; an answer as some of what there is; counts by their names."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Answer:
        return some_of(args[0])
    if is_dataclass(hint) and isinstance(hint, type):
        return shape_of(hint)
    if origin is None:
        return hint
    if counted := _counted(args):
        return Annotated[dict.__class_getitem__(counted), BeforeValidator(dict)]
    told = tuple(part if part is Ellipsis else _told(part) for part in args)
    return Union[told] if origin in {Union, UnionType} else origin[told]  # noqa: UP007 - parts are known when it runs


def _counted(args: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """Of a tuple of pairs whose first is a name of ours, the types of name and number."""
    pair = get_args(args[0]) if args and get_origin(args[0]) is tuple else ()
    return pair if len(pair) == 2 and isinstance(pair[0], type) and issubclass(pair[0], StrEnum) else None


def _worded(told: str | None) -> str | None:
    """A description as readers of JSON need it: a sentence, with the words of JSON."""
    if not told:
        return None
    words: str = _PYTHON_WORD.sub(lambda found: _PYTHON_WORDS[found[0]], " ".join(told.split())).replace("``", "`")
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")
