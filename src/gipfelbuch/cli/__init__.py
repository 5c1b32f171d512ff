"""Ninth room: the command line. It formats and exits; it decides nothing about reading."""

from gipfelbuch.cli.app import main

__all__ = ["main"]
