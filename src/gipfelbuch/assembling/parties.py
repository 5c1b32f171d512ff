"""Mentions to parties: who is who in this report, and who is meant at any place in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gipfelbuch.assembling.coreference import Cluster, cluster_mentions
from gipfelbuch.assembling.pronouns import Clue, clue_of
from gipfelbuch.coding.actors import actor_code
from gipfelbuch.model.marks import Mention
from gipfelbuch.model.parties import Party, PartyType
from gipfelbuch.model.reports import Document
from gipfelbuch.model.spans import Span
