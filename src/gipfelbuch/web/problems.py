"""Problems: what went wrong enters, an answer that programs understand leaves (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote

import regex
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from gipfelbuch.errors import (
    GipfelbuchError,
    IdQuestionError,
    LockedRegisterError,
    NameQuestionError,
    QuestionError,
    RegisterError,
    ReviewError,
)
from gipfelbuch.model.records import KEY_CHARS

API = "/api"
VERSION = f"{API}/v1"
MEDIA_TYPE = "application/problem+json"


class Sort(StrEnum):
    """What sort of problem it is; the last part of its type."""

    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    QUESTION = "question"
    REVIEW = "review"
    REQUEST = "request"
    CHANGED = "changed"
    UNDONE = "undone"
    TOKEN = "token"  # noqa: S105 - a sort of problem
    READ_ONLY = "read-only"
    FOREIGN = "foreign"
    HOST = "host"
    ADDRESS = "address"
    METHOD = "method"
    BODY = "body"
    MEDIA_TYPE = "media-type"
    SIZE = "size"
    LOCKED = "locked"
    REGISTER = "register"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What all problems of a sort share.

    Args:
        status: of HTTP.
        title: what happened, in a few words.
        advice: what to do.
    """

    status: int
    title: str
    advice: str


SORTS: Mapping[Sort, About] = {
    Sort.UNKNOWN: About(
        status=404,
        title="Nothing is called so",
        advice="`candidates` are those that may have been meant; `/api/v1/search` finds words in all reports.",
    ),
    Sort.AMBIGUOUS: About(status=409, title="Several are called so", advice="Ask for one of `candidates` by its id."),
    Sort.QUESTION: About(
        status=422, title="This question has no answer", advice="The detail says what does not fit together."
    ),
    Sort.REVIEW: About(
        status=422, title="The review was not taken", advice="The detail says why. Nothing was written."
    ),
    Sort.REQUEST: About(
        status=422,
        title="The request is not as the document has it",
        advice="`errors` name the parameters and fields, and what they take.",
    ),
    Sort.CHANGED: About(
        status=412,
        title="The record has changed since it was read",
        advice="Read it again, decide again, and send its new `ETag`. Nothing was written.",
    ),
    Sort.UNDONE: About(
        status=409, title="The review is undone already", advice="To make it hold again, undo the review that undid it."
    ),
    Sort.TOKEN: About(status=401, title="The room needs its token", advice="Send it as `Authorization: Bearer TOKEN`."),
    Sort.READ_ONLY: About(
        status=403, title="The room is read-only", advice="Open it without `--read-only` to correct the register."
    ),
    Sort.FOREIGN: About(
        status=403,
        title="Sent from another site",
        advice="A page of another site cannot write here, in nobody's name.",
    ),
    Sort.HOST: About(
        status=421,
        title="The room does not answer under that name",
        advice="Ask for it by the address that it was opened at; a room with a token answers under any name.",
    ),
    Sort.ADDRESS: About(status=404, title="There is no such address", advice="All addresses are on `/api`."),
    Sort.METHOD: About(
        status=405, title="The address does not take that method", advice="`Allow` names those that it takes."
    ),
    Sort.BODY: About(status=400, title="The body is no JSON", advice="Send an object in JSON, in UTF-8."),
    Sort.MEDIA_TYPE: About(
        status=415, title="The body is not sent as JSON", advice="Send it with `Content-Type: application/json`."
    ),
    Sort.SIZE: About(status=413, title="The body is too large", advice="A review takes 2,000,000 bytes at most."),
    Sort.LOCKED: About(
        status=503, title="The register is locked", advice="Another process writes to it: try again in a minute."
    ),
    Sort.REGISTER: About(
        status=500, title="The register cannot be read or written", advice="The detail says what is wrong with it."
    ),
    Sort.FAULT: About(status=500, title="A fault of ours", advice="Please report it, with the address that was asked."),
}
_KEY = regex.compile(rf"[0-9a-f]{{{KEY_CHARS}}}")  # of a report
_OF_STATUS: Mapping[int, Sort] = {
    400: Sort.BODY,
    404: Sort.ADDRESS,
    405: Sort.METHOD,
    413: Sort.SIZE,
    415: Sort.MEDIA_TYPE,
}


class Candidate(BaseModel):
    """Something that may have been meant."""

    id: str = Field(description="What to ask for instead: the id of a record or a party, or the code of a state.")
    address: str | None = Field(default=None, description="Where it is told; absent for states.")


class Wrong(BaseModel):
    """A part of a request that is not as the document has it."""

    where: str = Field(
        description="`query`, `path`, `header` or `body`, and the names that lead to it, joined by dots."
    )
    what: str = Field(description="What it should be.")


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    model_config = ConfigDict(title="Problem")

    type: str = Field(description="What sort of problem it is: an address on the page of this API that explains it.")
    title: str = Field(description="The sort in a few words.")
    status: int = Field(description="The status of the answer.")
    detail: str = Field(description="What went wrong this time, and what to do.")
    instance: str = Field(description="The address that was asked.")
    candidates: list[Candidate] | None = Field(default=None, description="Who or what may have been meant.")
    errors: list[Wrong] | None = Field(default=None, description="What is not as the document has it.")


class ProblemError(Exception):
    """Something that an address of the API cannot do.

    Args:
        sort: of the problem.
        detail: what went wrong this time.
    """

    def __init__(self, sort: Sort, detail: str) -> None:
        """Keep both."""
        super().__init__(detail)
        self.sort = sort
        self.detail = detail


def in_api(request: Request) -> bool:
    """Whether a request comes from a program: its problems are told to be read by one."""
    path: str = request.scope["path"]
    return path.removeprefix(request.scope.get("root_path", "")).startswith(f"{API}/")


def problem(
    request: Request, sort: Sort, detail: str, *, status: int | None = None, headers: Mapping[str, str] | None = None, **more: Any
) -> Response:  # fmt: skip
    """An answer that tells a problem.

    Args:
        request: that was answered.
        sort: of the problem.
        detail: what went wrong this time.
        status: of HTTP, where it is not that of the sort.
        headers: to be sent with it.
        more: ``candidates``, ``errors``.
    """
    root = request.scope.get("root_path", "")
    told = Problem(
        type=f"{root}{API}#problem-{sort}",
        title=SORTS[sort].title,
        status=status or SORTS[sort].status,
        detail=detail,
        instance=quote(request.scope["path"], safe="/:", errors="replace"),
        **more,
    )
    # what was asked may hold half of a character, which cannot be sent
    body = json.dumps(told.model_dump(exclude_none=True), ensure_ascii=False).encode(errors="replace")
    return Response(body, told.status, headers, MEDIA_TYPE)


def problem_of(request: Request, error: Exception) -> Response:
    """An answer that tells an error."""
    if isinstance(error, ProblemError):
        return problem(request, error.sort, error.detail)
    if isinstance(error, RequestValidationError):
        wrong = [Wrong(where=".".join(map(str, e["loc"])), what=e["msg"]) for e in error.errors()]
        is_json = all(e["type"] != "json_invalid" for e in error.errors())
        told = "; ".join(f"{w.where}: {w.what}" for w in wrong)
        return problem(request, Sort.REQUEST if is_json else Sort.BODY, told, errors=wrong)
    if isinstance(error, HTTPException):
        sort = _OF_STATUS.get(error.status_code, Sort.FAULT)
        told = f"{error.detail}. {SORTS[sort].advice}"
        return problem(request, sort, told, status=error.status_code, headers=error.headers)
    if isinstance(error, IdQuestionError | NameQuestionError):
        return _which(request, error)
    # what a fault that nobody foresaw says of itself is told to whoever keeps the room, not to visitors
    told = str(error) if isinstance(error, GipfelbuchError) else f"the room failed; {SORTS[Sort.FAULT].advice}"
    return problem(request, _sort_of(error), told)


def _sort_of(error: Exception) -> Sort:
    for kind, sort in (
        (QuestionError, Sort.QUESTION),
        (ReviewError, Sort.REVIEW),
        (LockedRegisterError, Sort.LOCKED),
        (RegisterError, Sort.REGISTER),
    ):
        if isinstance(error, kind):
            return sort
    return Sort.FAULT


def _which(request: Request, error: IdQuestionError | NameQuestionError) -> Response:
    """What nothing is called, or several are."""
    sort = Sort.AMBIGUOUS if len(error.called) > 1 else Sort.UNKNOWN
    if isinstance(error, NameQuestionError):
        found = [_candidate(request, i, "parties") for i in error.called or error.near]
        found += [Candidate(id=code) for code in error.states]
    else:
        found = [_candidate(request, i, "reports" if _KEY.fullmatch(i) else "records") for i in error.called]
    return problem(request, sort, str(error), candidates=found or None)


def _candidate(request: Request, name: str, where: str) -> Candidate:
    root = request.scope.get("root_path", "")
    return Candidate(id=name, address=f"{root}{VERSION}/{where}/{quote(name, safe=':')}")
