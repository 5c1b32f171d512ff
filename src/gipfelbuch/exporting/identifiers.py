"""Names of things outside the register: ids enter, URNs leave that are the same on any machine.

Texts are named by their hash (RFC 6920), everything else by a UUID made of its id in the register (RFC 9562, version
5), which itself is made of the reports alone.
"""

from __future__ import annotations

import base64
import hashlib
from uuid import UUID, uuid5

NAMESPACE = UUID("6f2c1d0e-3b57-5c8a-9e41-7a1d5c0b8e26")  # of all UUIDs made here; never to be changed
_INT64_BITS = 63  # of a positive integer that every reader of tables takes


def uuid_of(sort: str, *ids: str) -> UUID:
    """The UUID of a thing of some sort.

    >>> uuid_of("record", "r1") == uuid_of("record", "r1") != uuid_of("actor", "r1")
    True
    """
    return uuid5(NAMESPACE, "\n".join((sort, *ids)))


def urn_of(sort: str, *ids: str) -> str:
    """The same as a URN."""
    return uuid_of(sort, *ids).urn


def number_of(*ids: str) -> int:
    """A positive 63-bit integer made of ids, for tables whose keys are numbers."""
    digest = hashlib.sha256("\n".join(ids).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - _INT64_BITS)


def text_iri(sha256: str) -> str:
    """The name of a text by its SHA-256, RFC 6920.

    >>> text_iri("ff" * 32)
    'ni:///sha-256;__________________________________________8'
    """
    return "ni:///sha-256;" + base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
