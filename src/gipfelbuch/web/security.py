"""Who may ask, and what a browser may do with a page: requests enter, those that may pass, and safe headers leave.

A room holds no secrets of its own, but corrections are made in it, and reports come from anywhere. Therefore

* no page runs or shows anything that is not of the room (``Content-Security-Policy``), whatever a report holds;
* no other site can send a form in a visitor's name: the browser tells where a request comes from, and each form holds
  a word that only pages of this room know (signed double submit);
* no other site reaches a room on the visitor's own machine by a name that points there (DNS rebinding);
* with a token, nobody who does not know it sees or changes anything; in a read-only room nobody changes anything.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import Form, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gipfelbuch.web.languages import Words, language_of
from gipfelbuch.web.problems import Sort, in_api, problem
from gipfelbuch.web.settings import RoomSettings

TOKEN_COOKIE = "gipfelbuch_token"  # noqa: S105 - the name of a cookie
FORM_COOKIE = "gipfelbuch_form"
FORM_FIELD = "word"
NONCE_BYTES = 18
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("style", "script", "img", "font", "connect")),
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
PRIVATE = "private, no-cache"
_PROBLEMS = {
    "door.name": Sort.HOST,
    "door.token": Sort.TOKEN,
    "door.read_only": Sort.READ_ONLY,
    "door.other_site": Sort.FOREIGN,
}


class FormError(Exception):
    """A form that does not come from a page of this room, or from one that was open too long."""


class Door:
    """Refuses what may not pass, and gives safe headers to all that leaves.

    Args:
        app: what is behind the door.
        settings: of the room.
    """

    def __init__(self, app: ASGIApp, settings: RoomSettings) -> None:
        """Nothing is asked yet."""
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", PRIVATE)
            await send(message)

        asked = dict(scope) | ({"method": "GET"} if scope["method"] == "HEAD" else {})  # the server leaves the body out
        answer = self._refusal(Request(scope)) or self._app
        await answer(asked, receive, send_safely)

    def _refusal(self, request: Request) -> Response | None:
        """The answer to a request that may not pass; None if it may."""
        if self._settings.token is None:
            if host_of(request.headers) not in self._settings.hosts:
                return _refused(request, 421, "door.name")
        elif not self._knows_token(request):
            return self._ask_for_token(request)
        if request.method in SAFE_METHODS:
            return None
        if self._settings.read_only:
            return _refused(request, 403, "door.read_only")
        return None if comes_from_here(request.headers) else _refused(request, 403, "door.other_site")

    def _knows_token(self, request: Request) -> bool:
        kind, _, told = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and same(told.strip(), self._settings.token or ""):
            return True
        return same(request.cookies.get(TOKEN_COOKIE, ""), self._pass())

    def _pass(self) -> str:
        """What a browser keeps that told the token."""
        return signed(self._settings, f"token:{self._settings.token}")

    def _ask_for_token(self, request: Request) -> Response:
        """Let in who tells the token in the address, and take it out of the address; else ask for it."""
        if request.method in SAFE_METHODS and same(request.query_params.get("token", ""), self._settings.token or ""):
            rest = [(k, v) for k, v in request.query_params.multi_items() if k != "token"]
            path = request.scope.get("root_path", "") + request.scope["path"]
            answer = RedirectResponse(f"{_one_slash(path)}{'?' if rest else ''}{urlencode(rest)}", 303)
            answer.set_cookie(TOKEN_COOKIE, self._pass(), httponly=True, samesite="lax", secure=is_secure(request))
            return answer
        refusal = _refused(request, 401, "door.token")
        refusal.headers["WWW-Authenticate"] = "Bearer"
        return refusal


def _refused(request: Request, status: int, key: str) -> Response:
    if in_api(request):
        return problem(request, _PROBLEMS[key], Words("en")(key))
    return PlainTextResponse(Words(language_of(request))(key) + "\n", status)


def host_of(headers: Headers) -> str:
    """The name under which a request came, without its port."""
    return urlsplit(f"//{headers.get('host', '')}").hostname or ""


def comes_from_here(headers: Headers) -> bool:
    """Whether a request was not sent by a page of another site; programs that are no browser tell no site at all.

    What the browser says of the site comes first: behind a proxy the room may have another name than the visitor sees.
    """
    if site := headers.get("sec-fetch-site"):
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def is_secure(request: Request) -> bool:
    """Whether a request came encrypted, so that its cookies shall travel so as well."""
    return request.url.scheme == "https"


def new_nonce() -> str:
    """What a browser is known by, for the forms that it gets."""
    return secrets.token_urlsafe(NONCE_BYTES)


def form_word(settings: RoomSettings, nonce: str) -> str:
    """What a form holds that is sent by the browser of that nonce."""
    return signed(settings, f"form:{nonce}")


def checked_form(request: Request, word: Annotated[str, Form()] = "") -> None:
    """Take a form of this room's pages; for every address that writes, as a dependency.

    Raises:
        FormError: if it is none.
    """
    nonce = request.cookies.get(FORM_COOKIE, "")
    if not nonce or not same(word, form_word(request.app.state.settings, nonce)):
        raise FormError


def signed(settings: RoomSettings, text: str) -> str:
    """A signature that only this room can make."""
    return hmac.new(settings.secret, text.encode(), hashlib.sha256).hexdigest()


def same(told: str, known: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing of them; an empty one never is."""
    return bool(known) and hmac.compare_digest(told.encode(), known.encode())


def _one_slash(path: str) -> str:
    """A path of this site: two slashes at its beginning would name another one."""
    return "/" + path.lstrip("/\\")
