"""Counts that look at very many records are kept in memory until the register changes.

A great state has part in tens of thousands of records, and its page counts them all; who comes next asks for the same
counts. A register changes by builds and by reviews alone, and both are numbered.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from gipfelbuch.register.store import Register

KEPT_ANSWERS = 2_000  # the least recently asked for goes; some kB each

P = ParamSpec("P")
T = TypeVar("T")
Ask = Callable[Concatenate[Register, P], T]


def kept(ask: Ask[P, T]) -> Ask[P, T]:
    """Let a question be answered from memory while its register stays as it is.

    Args:
        ask: a question whose answer nobody changes and whose arguments can be compared (``Hashable``).
    """

    @wraps(ask)
    def asked(register: Register, *args: P.args, **kwargs: P.kwargs) -> T:
        answer: T = _answer(ask, register, register.state(), args, tuple(sorted(kwargs.items())))
        return answer

    return cast("Ask[P, T]", asked)


@lru_cache(maxsize=KEPT_ANSWERS)
def _answer(
    ask: Callable[..., Any],
    register: Register,
    state: Hashable,  # noqa: ARG001  (a part of the key: another state is another question)
    args: tuple[Any, ...],
    kwargs: tuple[tuple[str, Any], ...],
) -> Any:
    return ask(register, *args, **dict(kwargs))
