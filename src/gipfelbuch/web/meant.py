"""Names that nobody or more than one has: the error enters, a page with those who may have been meant leaves.

Each of them leads to what was asked, with that one in place of the name.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

import regex
from starlette.requests import Request
from starlette.responses import Response

from gipfelbuch.errors import NameQuestionError
from gipfelbuch.register.queries import Somebody, somebodies
from gipfelbuch.web.answering import show_answer
from gipfelbuch.web.downloads import json_file, plain
from gipfelbuch.web.showing import Addresses, register_of, wants

SEVERAL, NOBODY = 300, 404


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A state or party that may have been meant, and the address of the same question about it.

    Args:
        address: of the question.
        state: ISO 3166-1 alpha-3; None for a party.
        party: the party; None for a state.
    """

    address: str
    state: str | None = None
    party: Somebody | None = None


def show_meant(request: Request, error: NameQuestionError) -> Response:
    """Who may have been meant by a name that several have (300) or nobody (404).

    Args:
        request: that has the name.
        error: which name it was, and who is called so or nearly so.
    """
    status = SEVERAL if error.called else NOBODY
    parties = somebodies(register_of(request), (*error.called, *error.near))
    if wants(request) == "json":
        told = {"error": str(error), "status": status, "states": error.states, "parties": [plain(p) for p in parties]}
        answer = json_file(told, "error")
        answer.status_code = status
        del answer.headers["Content-Disposition"]
        return answer
    busiest = sorted(parties, key=lambda p: -p.records)
    found = [Meant(address=_asked_of(request, error.name, code), state=code) for code in error.states]
    found += [Meant(address=_asked_of(request, error.name, party.id), party=party) for party in busiest]
    return show_answer(request, "meant.html", status=status, named=error.name, several=bool(error.called), found=found)


def _asked_of(request: Request, name: str, key: str) -> str:
    """The address of the request with another one in place of a name; of its page, if the name is not in it."""
    at = Addresses(request)
    query = [(n, key if _is_same(value, name) else value) for n, value in request.query_params.multi_items()]
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    if any(_is_same(str(value), name) for value in request.path_params.values()):
        # the last place of the path, for the name may be that of the page as well
        *_, found = regex.finditer(rf"/{regex.escape(name)}(?=/|$)", path, overlapped=True)
        path = f"{path[: found.start()]}/{quote(key, safe=':')}{path[found.end() :]}"
    elif not any(_is_same(value, name) for value in request.query_params.values()):
        return at.party(key)
    asked = {n: [v for m, v in query if m == n] for n, _ in query}
    return at(path, **{f"{n}_" if n in {"from", "in"} else n: v for n, v in asked.items()})


def _is_same(value: str, name: str) -> bool:
    return " ".join(value.split()) == " ".join(name.split())
