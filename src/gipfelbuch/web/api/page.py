"""The page of the API: the room's own document enters, what people read of it leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request, Response

from gipfelbuch.web.problems import API, SORTS
from gipfelbuch.web.showing import settings_of, show_page

router = APIRouter()
Schema: TypeAlias = Mapping[str, Any]
METHODS = frozenset({"get", "post"})
REFERENCE = "#/components/schemas/"
_NUMBER_LIMITS = (("minimum", "{} or more"), ("maximum", "{} or less"))
_LENGTH_LIMITS = (("minItems", "{} or more of them"), ("maxItems", "{} of them or less"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Words of a type; ``shape`` is the shape that they name, ``is_code`` whether they are to be written so."""

    words: str
    shape: str | None = None
    is_code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A parameter, or a field of a body or a shape.

    Args:
        name: as it is written.
        where: "path", "query" or "header" of a parameter; "" of a field.
        is_needed: whether it must be there.
        takes: its type.
        limits: what of the type is taken.
        told: what it means.
    """

    name: str
    where: str
    is_needed: bool
    takes: tuple[Part, ...]
    limits: tuple[str, ...]
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A method of an address.

    Args:
        name: by which the document knows it.
        group: to which it belongs.
        method: of HTTP.
        path: the address, parameters in braces.
        summary: what it does, in a line.
        told: the rest of what is to be said.
        rows: its parameters.
        body: the shape of its body; None if it takes none.
        gives: what it answers.
        problems: status and meaning of what can go wrong.
        example: a command that asks it.
    """

    name: str
    group: str
    method: str
    path: str
    summary: str
    told: tuple[str, ...]
    rows: tuple[Row, ...]
    body: str | None
    gives: tuple[Part, ...]
    problems: tuple[tuple[str, str], ...]
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownShape:
    """A shape: its fields, or of an enumeration its values."""

    name: str
    told: str
    rows: tuple[Row, ...]
    values: tuple[str, ...]


@router.get(API)
def show_api(request: Request) -> Response:
    """Everything that the document of the API says, to be read."""
    document = request.app.openapi()
    found = list(_operations(document, str(request.base_url), with_token=settings_of(request).token is not None))
    groups = {tag["name"]: tag["description"] for tag in document["tags"]}
    by_group = {name: tuple(some) for name, some in groupby(found, key=lambda o: o.group)}
    return show_page(
        request, "api.html", about=_paragraphs(document["info"]["description"]), groups=groups, operations=by_group,
        shapes=tuple(_shapes(document)), sorts=SORTS,
    )  # fmt: skip


def operations_in(document: Schema) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every address and method, with what the document says of it."""
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            if method in METHODS:
                yield path, method, told


def _operations(document: Schema, base: str, *, with_token: bool) -> Iterator[Operation]:
    for path, method, told in operations_in(document):
        answers = told["responses"]
        good = next(answer for status, answer in answers.items() if status.startswith("2"))
        body = _schema(told["requestBody"])["$ref"].removeprefix(REFERENCE) if "requestBody" in told else None
        yield Operation(
            name=told["operationId"],
            group=told["tags"][0],
            method=method.upper(),
            path=path,
            summary=told["summary"],
            told=_paragraphs(told["description"]),
            rows=tuple(_parameter(p) for p in told.get("parameters", ())),
            body=body,
            gives=_takes(_schema(good)),
            problems=tuple((s, a["description"]) for s, a in answers.items() if not s.startswith("2")),
            example=_example(document, base.rstrip("/"), path, told, with_token=with_token),
        )


def _schema(told: Schema) -> Schema:
    (content,) = told["content"].values()
    return content["schema"]  # type: ignore[no-any-return]


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(p.split()) for p in text.split("\n\n") if p.strip())


def _parameter(told: Schema) -> Row:
    return _row(told["name"], told["schema"], where=told["in"], is_needed=told["required"])


def _row(name: str, schema: Schema, *, where: str = "", is_needed: bool) -> Row:
    return Row(
        name=name,
        where=where,
        is_needed=is_needed,
        takes=_takes(schema),
        limits=tuple(_limits(schema)),
        told=schema.get("description", ""),
    )


def _takes(schema: Schema) -> tuple[Part, ...]:
    """A type in words."""
    if name := schema.get("$ref"):
        shape = name.removeprefix(REFERENCE)
        return (Part(words=shape, shape=shape),)
    if several := schema.get("anyOf") or schema.get("oneOf"):
        return _joined([_takes(one) for one in several])
    if values := schema.get("enum") or ([schema["const"]] if "const" in schema else None):
        return _joined([(Part(words=str(value), is_code=True),) for value in values])
    if schema.get("type") == "array":
        return (Part(words="list of "), *_takes(schema["items"])) if "items" in schema else (Part(words="list"),)
    if schema.get("type") == "object":
        more = schema.get("additionalProperties")
        return (Part(words="object of "), *_takes(more)) if isinstance(more, dict) else (Part(words="object"),)
    return (Part(words=schema.get("type", "anything")),)


def _joined(several: Sequence[tuple[Part, ...]]) -> tuple[Part, ...]:
    return tuple(p for n, one in enumerate(several) for p in ((Part(words=" or "), *one) if n else one))


def _limits(schema: Schema) -> Iterator[str]:
    for name, words in (*_NUMBER_LIMITS, *_LENGTH_LIMITS):
        if name in schema:
            yield words.format(f"{schema[name]:,}")
    if "maxLength" in schema:
        yield f"{schema['maxLength']:,} characters or less"
    if schema.get("default") not in (None, [], {}, ""):
        yield f"{json.dumps(schema['default'])} if absent"


def _shapes(document: Schema) -> Iterator[ShownShape]:
    for name, schema in sorted(document["components"]["schemas"].items()):
        needed = schema.get("required", ())
        yield ShownShape(
            name=name,
            told=schema.get("description", ""),
            rows=tuple(_row(n, s, is_needed=n in needed) for n, s in schema.get("properties", {}).items()),
            values=tuple(schema.get("enum", ())),
        )


def _example(document: Schema, base: str, path: str, told: Schema, *, with_token: bool) -> str:
    """A command that asks an address, with the examples of the document."""
    needed = [p for p in told.get("parameters", ()) if p["in"] == "query" and (p["required"] or p["name"] == "of")]
    query = urlencode({p["name"]: p["schema"].get("examples", ["…"])[0] for p in needed})
    parts = [f"curl '{base}{quote(path, safe='/{}')}{'?' if query else ''}{query}'"]
    if with_token:
        parts.append('-H "Authorization: Bearer $TOKEN"')
    if "requestBody" in told:
        body = json.dumps(_sample(document, _schema(told["requestBody"])), ensure_ascii=False).replace("'", "\\u0027")
        parts += ["-H 'Content-Type: application/json'", f"-d '{body}'"]
    return " \\\n  ".join(parts)


def _sample(document: Schema, schema: Schema) -> Any:
    """A value that a schema takes, made of its examples."""
    if name := schema.get("$ref"):
        return _sample(document, document["components"]["schemas"][name.removeprefix(REFERENCE)])
    if "examples" in schema:
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "array":
        return [_sample(document, schema["items"])]
    if schema.get("type") == "object":
        needed = schema.get("required", ())
        return {name: _sample(document, part) for name, part in schema.get("properties", {}).items() if name in needed}
    return "…"
