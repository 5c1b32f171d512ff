"""Pages: a template and what it shows enter, an answer in the visitor's language leaves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal
from urllib.parse import quote, unquote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from gipfelbuch import __version__
from gipfelbuch.model.entries import Kind
from gipfelbuch.register import Register
from gipfelbuch.web.languages import LANGUAGE_COOKIE, LANGUAGES, Words, language_of
from gipfelbuch.web.security import FORM_COOKIE, form_word, is_secure, new_nonce
from gipfelbuch.web.settings import RoomSettings
from gipfelbuch.web.telling import tell

AUTHOR_COOKIE = "gipfelbuch_author"
KEPT_SECONDS = 365 * 24 * 3600  # cookies that keep a choice
Form = Literal["html", "csv", "json"]


def register_of(request: Request) -> Register:
    """The register of the room."""
    return request.app.state.register  # type: ignore[no-any-return]


def settings_of(request: Request) -> RoomSettings:
    """How the room was opened."""
    return request.app.state.settings  # type: ignore[no-any-return]


def words_for(request: Request) -> Words:
    """The words of the visitor's language."""
    return Words(language_of(request))


def wants(request: Request) -> Form:
    """What a visitor wants: ``?format=csv`` or ``json``, else by ``Accept``, else a page."""
    told = request.query_params.get("format", "").lower()
    accept = request.headers.get("accept", "")
    if told == "json" or (not told and accept.startswith("application/json")):
        return "json"
    if told == "csv" or (not told and accept.startswith("text/csv")):
        return "csv"
    return "html"


def show_page(
    request: Request, template: str, *, status: int = 200, path: str | None = None, **context: Any
) -> HTMLResponse:
    """A page of the room.

    Args:
        request: what is answered.
        template: name of a file in ``templates``.
        status: of HTTP.
        path: the permanent address of the page, where it is shown under another one (a form that was not taken).
        context: what the template shows beside what every page has: ``w`` (the words), ``language``, ``at`` and
            ``here`` (addresses), ``settings``, ``author``, ``form_word``.
    """
    words = words_for(request)
    settings = settings_of(request)
    nonce = request.cookies.get(FORM_COOKIE) or new_nonce()
    page = (
        environment()
        .get_template(template)
        .render(
            w=words,
            language=words.language,
            languages=LANGUAGES,
            at=Addresses(request, path),
            here=path or request.scope["path"],
            settings=settings,
            may_write=not settings.read_only,
            author=author_of(request),
            form_word=form_word(settings, nonce),
            tell=tell,
            version=asset_version(),
            **context,
        )
    )
    answer = HTMLResponse(page, status, {"Vary": "Accept-Language, Cookie, Accept", "Content-Language": words.language})
    if FORM_COOKIE not in request.cookies and not settings.read_only:
        answer.set_cookie(FORM_COOKIE, nonce, httponly=True, samesite="strict", secure=is_secure(request))
    if request.query_params.get("lang") in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, words.language, KEPT_SECONDS, samesite="lax", secure=is_secure(request))
    return answer


def author_of(request: Request) -> str:
    """Who decides, as far as it is known: who decided last in this browser, else who opened the room."""
    return unquote(request.cookies.get(AUTHOR_COOKIE, "")) or settings_of(request).author


def remember_author(request: Request, answer: Response, author: str) -> None:
    """Let a browser keep who decided."""
    secure = is_secure(request)
    answer.set_cookie(AUTHOR_COOKIE, quote(author), KEPT_SECONDS, httponly=True, samesite="lax", secure=secure)


class Addresses:
    """Makes addresses of the room, behind a proxy that has it under a path as well.

    Args:
        request: what is answered.
        path: of the page; that of the request if absent.
    """

    def __init__(self, request: Request, path: str | None = None) -> None:
        """Nothing is made yet."""
        self._root = request.scope.get("root_path", "")
        self._path = path or request.scope["path"].removeprefix(self._root)
        self._query = [] if path else request.query_params.multi_items()

    def __call__(self, path: str, /, anchor: Any = "", **query: Any) -> str:
        """An address: a path that begins with "/", parameters (``from_`` for ``from``; None is left out), an anchor."""
        told = urlencode(_listed(query))
        return f"{self._root}{path}{'?' if told else ''}{told}{'#' if anchor else ''}{quote(anchor)}"

    def record(self, record: str, anchor: str = "", **query: Any) -> str:
        """Where a record is shown."""
        return self(f"/records/{quote(record, safe=':')}", anchor, **query)

    def report(self, key: str, entry: str = "") -> str:
        """Where a report is shown, at an entry's evidence."""
        return self(f"/reports/{quote(key, safe='')}", f"{entry}-t" if entry else "")

    def party(self, party: str) -> str:
        """Where a party is shown."""
        return self(f"/parties/{quote(party, safe=':')}")

    def dyad(self, one: str, other: str) -> str:
        """Where the history of two is shown."""
        return self(f"/dyads/{quote(one, safe='')}/{quote(other, safe='')}")

    def same(self, **changes: Any) -> str:
        """This page with some parameters changed; None takes one away."""
        changed = {name.rstrip("_") for name in changes}
        kept = [(k, v) for k, v in self._query if k not in changed]
        told = urlencode([*kept, *_listed(changes)])
        return f"{self._root}{quote(self._path, safe='/:')}{'?' if told else ''}{told}"


def _listed(query: Mapping[str, Any]) -> list[tuple[str, str]]:
    out = []
    for name, value in query.items():
        values = value if isinstance(value, list | tuple | set | frozenset) else [value]
        out += [(name.rstrip("_"), str(v)) for v in values if v is not None]
    return out


@cache
def environment() -> Environment:
    """The templates; everything that they show is escaped."""
    made = Environment(
        loader=PackageLoader("gipfelbuch.web", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.globals["kinds"] = [kind.value for kind in Kind]
    return made


@cache
def asset_version() -> str:
    """Changes whenever a static file does, so that browsers may keep them."""
    import hashlib

    static = files("gipfelbuch.web").joinpath("static")
    state = hashlib.sha256(__version__.encode())
    for path in sorted(static.iterdir(), key=lambda p: p.name):
        state.update(path.read_bytes())
    return state.hexdigest()[:12]
