"""Fifth room: PLOVER event types and actor codes of the entries of a reading."""

from gipfelbuch.coding.plover import code_reading

__all__ = ["code_reading"]
