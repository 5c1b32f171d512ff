"""The room itself: a register and settings enter, an application for a web server leaves."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import cast

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from gipfelbuch import __version__
from gipfelbuch.errors import (
    IdQuestionError,
    LockedRegisterError,
    NameQuestionError,
    QuestionError,
    RegisterError,
    ReviewError,
)
from gipfelbuch.register import Register
from gipfelbuch.web import pages
from gipfelbuch.web.api import open_api
from gipfelbuch.web.downloads import json_file
from gipfelbuch.web.languages import Words, language_of
from gipfelbuch.web.meant import show_meant
from gipfelbuch.web.narrowing import NotAskableError
from gipfelbuch.web.problems import ProblemError, in_api, problem_of
from gipfelbuch.web.security import HEADERS, Door, FormError
from gipfelbuch.web.settings import RoomSettings
from gipfelbuch.web.showing import Addresses, show_page, wants, words_for

FAULT = 500
_FAULTS = (
    (QuestionError, 400, "fault.question"),
    (ReviewError, 422, "fault.review"),
    (LockedRegisterError, 503, "fault.locked"),
)
Tell = Callable[[Request, Exception], Response]


def make_room(register: Register, settings: RoomSettings) -> FastAPI:
    """A room with all its pages.

    Args:
        register: what is read and corrected in it.
        settings: what it allows.
    """
    room = FastAPI(
        title="Gipfelbuch",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    room.state.register = register
    room.state.settings = settings
    room.mount("/static", _Kept(directory=str(files("gipfelbuch.web").joinpath("static"))), "static")
    for name in sorted(found.name for found in pkgutil.iter_modules(pages.__path__)):
        page = importlib.import_module(f"{pages.__name__}.{name}")
        room.include_router(page.router, include_in_schema=False)
    open_api(room)
    _tell_faults(room)
    room.add_middleware(Door, settings=settings)
    return room


class _Kept(StaticFiles):
    """Files that a browser may keep: their address changes when they do."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        answer = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer


def _tell_faults(room: FastAPI) -> None:
    """Every fault is told on a page, or as JSON to who asks for that."""
    for sort, tell in (
        (HTTPException, _not_there),
        (RequestValidationError, _not_understood),
        (FormError, _not_ours),
        (RegisterError, _not_possible),
        (ProblemError, _not_possible),
    ):
        room.add_exception_handler(sort, _to_programs_or(tell))
    room.add_exception_handler(Exception, _not_working)


def _to_programs_or(tell: Tell) -> Tell:
    """Tell a fault to a program if one asked, else as ``tell`` does."""
    return lambda request, error: problem_of(request, error) if in_api(request) else tell(request, error)


def _not_there(request: Request, error: Exception) -> Response:
    status = cast("HTTPException", error).status_code
    return fault(request, status, "fault.not_found" if status == 404 else "fault.not_asked_so", str(request.url.path))


def _not_understood(request: Request, error: Exception) -> Response:
    told = "; ".join(
        f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in cast("RequestValidationError", error).errors()
    )
    return fault(request, 422, "fault.not_asked_so", told)


def _not_ours(request: Request, error: Exception) -> Response:
    del error
    return fault(request, 403, "fault.old_form")


def _not_possible(request: Request, error: Exception) -> Response:
    told = str(error)
    if isinstance(error, NameQuestionError):
        return show_meant(request, error)
    if isinstance(error, NotAskableError) and wants(request) == "html":
        words = words_for(request)
        return fault(request, 400, "fault.question", words(error.key, **error.values), language=words.language)
    if isinstance(error, IdQuestionError):
        key = "fault.id.several" if error.called else "fault.id.none"
        return fault(request, 404, key, told, meant=[(_address(request, i), i) for i in error.called])
    for kind, status, key in _FAULTS:
        if isinstance(error, kind):
            return fault(request, status, key, told)
    return fault(request, FAULT, "fault.register", told)


def _not_working(request: Request, error: Exception) -> Response:
    """A fault of ours; it is told without a template, which may be what does not work."""
    if in_api(request):
        answer = problem_of(request, error)
    else:  # the server writes the error down
        answer = PlainTextResponse(Words(language_of(request))("fault.bug") + "\n", FAULT)
    answer.headers.update(HEADERS)  # it does not pass the door
    return answer


def _address(request: Request, name: str) -> str:
    """Where a record or a report is shown: only ids of records have a colon."""
    at = Addresses(request)
    return at.record(name) if ":" in name else at.report(name)


def fault(
    request: Request,
    status: int,
    key: str,
    told: str = "",
    *,
    language: str = "en",
    meant: Sequence[tuple[str, str]] = (),
) -> Response:
    """A fault, in words.

    Args:
        request: what could not be answered.
        status: of HTTP.
        key: of the words that say what happened; ``KEY.do`` says what to do.
        told: what the error says of itself.
        language: in which it says so.
        meant: addresses and names of what may have been meant; they stand in place of what the error says.
    """
    if wants(request) == "json":
        answer = json_file({"error": told or words_for(request)(key), "status": status}, "error")
        answer.status_code = status
        del answer.headers["Content-Disposition"]
        return answer
    return show_page(request, "fault.html", status=status, key=key, told=told, told_in=language, meant=meant)
