"""Libraries that not every installation has: a name enters, the module leaves, or an error that says what to install."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from gipfelbuch.errors import OutputError


def needed(module: str, extra: str) -> Any:
    """A module that an extra of the package brings.

    Args:
        module: its name.
        extra: the extra.

    Raises:
        OutputError: if it is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError:
        raise OutputError(
            f"{module.partition('.')[0]} is not installed, which this format needs; "
            f"use pip install 'gipfelbuch[{extra}]'; nothing was written"
        ) from None
