"""Seventh room: the database in which each event stands once, with its witnesses and people's corrections."""

from gipfelbuch.register.corrections import corrected_readings
from gipfelbuch.register.overlay import Action, Review, State
from gipfelbuch.register.reviews import Doubt, Event, Question, Reviews, history, queue
from gipfelbuch.register.store import Counts, Register, Snapshot, key_of, open_register, storable

__all__ = [
    "Action",
    "Counts",
    "Doubt",
    "Event",
    "Question",
    "Register",
    "Review",
    "Reviews",
    "Snapshot",
    "State",
    "corrected_readings",
    "history",
    "key_of",
    "open_register",
    "queue",
    "storable",
]
