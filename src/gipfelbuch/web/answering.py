"""Pages that answer questions: what they share beside what every page has."""

from __future__ import annotations

from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from gipfelbuch.knowledge.states import states
from gipfelbuch.model.reports import Language
from gipfelbuch.register.passages import folded
from gipfelbuch.register.queries import Profile
from gipfelbuch.web.languages import Words
from gipfelbuch.web.narrowing import MOST_IN_FILE
from gipfelbuch.web.pictures.captions import signed
from gipfelbuch.web.showing import show_page, words_for


def show_answer(request: Request, template: str, *, status: int = 200, **context: Any) -> Response:
    """A page that answers a question.

    Args:
        request: what is answered.
        template: name of a file in ``templates``.
        status: of HTTP.
        context: what the template shows beside what every page and every answer has.
    """
    return show_page(
        request, template, status=status, signed=signed, head=head, most_in_file=MOST_IN_FILE,
        state_names=state_names(words_for(request).language), **context,
    )  # fmt: skip


def called(found: Profile, words: Words) -> str:
    """What somebody is called: a state in the language of the page, a party as most reports write it."""
    return words.state(found.key) if found.is_state else " ".join(found.name.split())


def head(words: str) -> str:
    """Words at the head of a column or a field: with a capital, as English field names have none."""
    return words[:1].upper() + words[1:]


@cache
def state_names(language: Language) -> tuple[str, ...]:
    """The states of the world in alphabetical order, for fields that take a name."""
    names = (state.names[language][0] for state in states().values() if state.names[language])
    return tuple(sorted(names, key=folded))
