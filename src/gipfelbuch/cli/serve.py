"""``gipfelbuch serve``: opens the reading room on a register."""

from __future__ import annotations

import getpass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from gipfelbuch.cli.build import DEFAULT_REGISTER, RegisterOption
from gipfelbuch.errors import RegisterError

if TYPE_CHECKING:  # loads the database library: only where it is used
    from gipfelbuch.register import Register
    from gipfelbuch.web.settings import RoomSettings

DEFAULT_PORT = 8765


def serve(
    register: RegisterOption = DEFAULT_REGISTER,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = DEFAULT_PORT,
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            envvar="GIPFELBUCH_TOKEN",
            help="A secret that every visitor must know: for a room that others can reach, such as behind a proxy.",
            show_default=False,
        ),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Nothing can be corrected.")] = False,
    author: Annotated[
        str | None,
        typer.Option(
            "--author",
            envvar="GIPFELBUCH_AUTHOR",
            help="Who decides, unless a form says otherwise; the user's name if absent.",
            show_default=False,
        ),
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-browser", help="Open the room in a browser.")] = False,
) -> None:
    """Open the reading room: pages on which people read the register, check it against its sources and correct it.

    It listens on this machine alone, until it is stopped with Ctrl-C. To let others in, put a proxy that encrypts
    before it, and give a token: whoever opens an address with *?token=...* once is let in from then on.

    **Example**

    gipfelbuch serve --register news.db
    """
    import uvicorn

    from gipfelbuch.register import open_register
    from gipfelbuch.web.app import make_room

    errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    if token is None and not _is_here(host):
        errors.print(f"gipfelbuch: {host} can be reached by others; give a --token that they must know")
        raise typer.Exit(2)
    try:
        opened = open_register(register)
    except RegisterError as error:
        errors.print(f"gipfelbuch: {error}")
        raise typer.Exit(1) from None
    room = make_room(opened, _settings(opened, host, token, author, read_only=read_only))
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    errors.print(f"The reading room is open at {address} (Ctrl-C closes it)")
    if open_browser:
        typer.launch(f"{address}?token={token}" if token else address)
    uvicorn.run(room, host=host, port=port, log_level="warning", server_header=False, ws="none")


def _settings(register: Register, host: str, token: str | None, author: str | None, *, read_only: bool) -> RoomSettings:
    from gipfelbuch.web.settings import HERE, RoomSettings

    path = register.database.path
    return RoomSettings(
        read_only=read_only,
        token=token,
        author=author or getpass.getuser(),
        place=path.name if path else register.database.place,
        hosts=HERE | {host},
    )


def _is_here(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
