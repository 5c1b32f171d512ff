"""The document of the API (OpenAPI 3.1): the addresses enter, what they take and give leaves."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from gipfelbuch.web.api import reading, reviewing
from gipfelbuch.web.api.page import operations_in
from gipfelbuch.web.api.page import router as page
from gipfelbuch.web.problems import MEDIA_TYPE, SORTS, VERSION, Problem, Sort

ABOUT = """\
The register at addresses for programs: what happened between states, who says so, and what people corrected.

Answers are JSON in UTF-8, days ISO 8601, dates EDTF, countries ISO 3166-1 alpha-3. Lists have the latest first and
`next`, which is given as `before` to go on. Parameters and fields that are not listed here are refused. Whatever goes
wrong is told as a problem (RFC 9457, `application/problem+json`).
"""
TAGS = [
    {"name": "Reading", "description": "Every answer is of one moment, with people's corrections laid over."},
    {
        "name": "Reviewing",
        "description": "Reviews are only ever added; each can be undone. Bodies are sent as `application/json`.",
    },
]
READS = (Sort.UNKNOWN, Sort.AMBIGUOUS, Sort.QUESTION, Sort.REQUEST, Sort.LOCKED)
WRITES = (
    Sort.BODY, *READS, Sort.UNDONE, Sort.REVIEW, Sort.READ_ONLY, Sort.FOREIGN, Sort.CHANGED, Sort.SIZE, Sort.MEDIA_TYPE,
)  # fmt: skip


# where an answer leads, by the operation that gives it
LINKS = {
    "list_records": ("show_record", "record", "/items/0/id"),
    "list_parties": ("show_party", "name", "/parties/items/0/id"),
    "list_reviews": ("show_review", "review", "/items/0/review/id"),
}
AFTER_REVIEWS = (("show_review", "review", "/review/id"), ("undo_review", "review", "/review/id"))


def open_api(room: FastAPI) -> None:
    """Put the addresses of the API, its document and its page into a room.

    Args:
        room: with its settings.
    """
    router = APIRouter(prefix=VERSION, generate_unique_id_function=_name)
    router.include_router(reading.router)
    router.include_router(reviewing.router)
    room.include_router(router)
    room.include_router(page, include_in_schema=False)
    room.description = ABOUT
    room.openapi_tags = TAGS
    made = room.openapi

    def told() -> dict[str, Any]:
        if room.openapi_schema is None:
            room.openapi_schema = _completed(made(), with_token=room.state.settings.token is not None)
        return room.openapi_schema

    room.openapi = told  # type: ignore[method-assign]  # the way that FastAPI has for it


def _name(route: APIRoute) -> str:
    return route.name


def _completed(document: dict[str, Any], *, with_token: bool) -> dict[str, Any]:
    """The document with the problems of every address, and without what FastAPI would say of them."""
    schemas = document["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= shape.pop("$defs", {}) | {"Problem": shape}
    for _, method, operation in operations_in(document):
        operation["summary"], operation["description"] = _parted(operation["description"])
        for parameter in operation.get("parameters", ()):
            parameter["schema"] = _without_null(parameter["schema"])
        sorts = [*(WRITES if method == "post" else READS), *([Sort.TOKEN] if with_token else [])]
        operation["responses"] = _answers(operation["responses"], sorts)
        followed = AFTER_REVIEWS if method == "post" else [LINKS[n] for n in [operation["operationId"]] if n in LINKS]
        if followed:
            good = next(answer for status, answer in operation["responses"].items() if status.startswith("2"))
            good["links"] = dict(_link(*link) for link in followed)
    if with_token:
        document["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        document["security"] = [{"token": []}]
    return document


def _link(operation: str, parameter: str, where: str) -> tuple[str, dict[str, Any]]:
    return operation, {"operationId": operation, "parameters": {parameter: f"$response.body#{where}"}}


def _parted(description: str) -> tuple[str, str]:
    """The first line of what is said of an address, and the rest."""
    first, _, rest = description.partition("\n\n")
    return " ".join(first.split()).removesuffix("."), rest.strip()


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """What a parameter takes; one that is not given is absent, not null."""
    kept = {key: value for key, value in schema.items() if (key, value) != ("default", None)}
    parts = [part for part in kept.pop("anyOf", []) if part != {"type": "null"}]
    return (parts[0] | kept) if len(parts) == 1 else kept | ({"anyOf": parts} if parts else {})


def _answers(told: dict[str, Any], sorts: list[Sort]) -> dict[str, Any]:
    """What an address answers: what it says itself, and its problems."""
    found = {status: answer for status, answer in told.items() if status.startswith("2")}
    for status in sorted({SORTS[sort].status for sort in sorts}):
        titles = [SORTS[sort].title for sort in sorts if SORTS[sort].status == status]
        found[str(status)] = {
            "description": "; or: ".join(titles),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    return found
