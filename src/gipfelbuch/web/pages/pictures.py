"""Pictures: the same answers as on other pages, drawn; each with a page, an SVG and a PNG file."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Request, Response

from gipfelbuch import __version__
from gipfelbuch.model.entries import Kind
from gipfelbuch.web.downloads import as_file
from gipfelbuch.web.pictures.asked import Asked, Name
from gipfelbuch.web.pictures.manners import LEAST_PX, MOST_PX, WIDE_PX, Manner, Theme
from gipfelbuch.web.showing import Addresses, register_of, show_page, wants, words_for

MOST_KEPT = 64  # files, most of them below 200 kilobytes
MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
REVALIDATED = "private, no-cache"  # a browser keeps them, and asks each time whether the register is still the same


@asynccontextmanager
async def _warm(_room: FastAPI) -> AsyncIterator[None]:
    """Load what draws, beside the first requests."""
    threading.Thread(target=_warm_up, name="pictures", daemon=True).start()
    yield


def _warm_up() -> None:
    from gipfelbuch.web.pictures.drawing import warm_up

    warm_up()


router = APIRouter(lifespan=_warm)


class KeptFiles:
    """Files that were drawn, the ones last asked for."""

    def __init__(self) -> None:
        """None yet."""
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, tag: str) -> bytes | None:
        """The file of a tag; None if it is not kept."""
        with self._lock:
            if tag in self._files:
                self._files.move_to_end(tag)
            return self._files.get(tag)

    def keep(self, tag: str, file: bytes) -> None:
        """Keep a file, and let go of the one that was not asked for longest."""
        with self._lock:
            self._files[tag] = file
            while len(self._files) > MOST_KEPT:
                self._files.popitem(last=False)


def _asked(
    name: str,
    one: str | None = None,
    other: str | None = None,
    of: str | None = None,
    first: Annotated[str | None, Query(alias="from")] = None,
    last: Annotated[str | None, Query(alias="to")] = None,
    kind: Annotated[list[Kind] | None, Query()] = None,
) -> Asked:
    """What an address asks; empty fields of a form ask nothing."""
    if name not in set(Name):
        raise HTTPException(404)
    return Asked(
        name=Name(name), one=one or of or None, other=other or None, first=first or None, last=last or None,
        kinds=tuple(k for k in Kind if k in (kind or ())),
    )  # fmt: skip


AskedHere = Annotated[Asked, Depends(_asked)]


@router.get("/pictures")
def show_pictures(request: Request) -> Response:
    """All pictures, of everyone."""
    asked = [Asked(name=name) for name in Name]
    return show_page(request, "pictures.html", asked=asked)


@router.get("/pictures/{name}.{form}")  # noqa: FAST003 - the question takes the name
def show_file(
    request: Request,
    asked: AskedHere,
    form: Literal["svg", "png"],
    theme: Theme = Theme.LIGHT,
    width: Annotated[int, Query(ge=LEAST_PX, le=MOST_PX)] = WIDE_PX,
    *,
    titled: bool = True,
) -> Response:
    """A picture as a file."""
    tag = _tag(request)
    headers = {"ETag": tag, "Cache-Control": REVALIDATED, "Vary": "Accept-Language, Cookie"}
    if tag in {t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")}:
        return Response(status_code=304, headers=headers)
    kept = _kept_files(request)
    file = kept.get(tag)
    if file is None:
        from gipfelbuch.web.pictures.drawing import drawn

        manner = replace(_manner(request, asked), theme=theme, width=width, titled=titled)
        file = drawn(asked.name, asked.answer(register_of(request)), manner, form)
        kept.keep(tag, file)
    return Response(file, media_type=MEDIA_TYPES[form], headers=headers)


@router.get("/pictures/{name}")  # noqa: FAST003 - the question takes the name
def show_picture(request: Request, asked: AskedHere) -> Response:
    """The page of a picture, with the same as a table."""
    answer = asked.answer(register_of(request))
    if (form := wants(request)) != "html":
        return as_file(answer, form, "-".join(filter(None, (asked.name.value, asked.one, asked.other))))
    from gipfelbuch.web.pictures.tables import table_of

    manner = _manner(request, asked)
    table = table_of(asked.name, answer, manner)
    return show_page(request, "picture.html", asked=asked, title=manner.title, table=table, names=list(Name))


def _manner(request: Request, asked: Asked) -> Manner:
    """How a picture of this room is made: its marks lead to the pages of the room."""
    at, words = Addresses(request), words_for(request)

    def period(first: date, last: date, kind: Kind | None) -> str:
        kinds = [kind.value] if kind else [k.value for k in asked.kinds]
        days: dict[str, Any] = {"from_": first.isoformat(), "to": last.isoformat(), "kind": kinds}
        if asked.one and asked.other:
            return at("/dyads", one=asked.one, other=asked.other, **days)
        return at("/timeline", of=asked.one or asked.other, **days)

    return Manner(
        words=words,
        at=at,
        period=period,
        page=at(f"/pictures/{asked.name}", **asked.query()),
        title=asked.title(register_of(request), words),
    )


def _tag(request: Request) -> str:
    """Changes whenever the picture may: with the register, the question, the language, this package."""
    register = register_of(request)
    parts = (
        __version__, register.last_fingerprint(), register.counts().reviews, words_for(request).language,
        request.scope.get("root_path", ""), request.url.path, sorted(request.query_params.multi_items()),
    )  # fmt: skip
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def _kept_files(request: Request) -> KeptFiles:
    """The files that this room keeps."""
    state = request.app.state
    if not hasattr(state, "kept_files"):
        state.kept_files = KeptFiles()
    return state.kept_files  # type: ignore[no-any-return]
