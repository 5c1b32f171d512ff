"""How a room is opened: what its keeper decides enters, one frozen object leaves."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

SECRET_BYTES = 32
HERE = frozenset({"127.0.0.1", "localhost", "::1"})  # names under which a machine speaks to itself


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSettings:
    """What a room allows, and to whom.

    Args:
        read_only: whether nothing can be corrected.
        token: a secret that every visitor must know; None for a room that only its own machine reaches.
        author: who decides where a form does not tell.
        place: what the register is called on the pages.
        hosts: names under which the room answers; those of other sites that point at this machine are refused. A room
            with a token answers under any name.
        secret: signs what forms carry; a new one for every start.
    """

    read_only: bool = False
    token: str | None = None
    author: str = ""
    place: str = ""
    hosts: frozenset[str] = HERE
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(SECRET_BYTES), repr=False)
