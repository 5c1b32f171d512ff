"""Seventh room: the database in which each event stands once, with its witnesses and people's corrections."""

from gipfelbuch.register.corrections import corrected_readings
from gipfelbuch.register.doubts import Doubt, Question, queue
from gipfelbuch.register.overlay import Action, Review, State
from gipfelbuch.register.reviews import Event, Reviews, event_of, history, latest, records_of_review
from gipfelbuch.register.slots import choices_of, fields_of
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
    "choices_of",
    "corrected_readings",
    "event_of",
    "fields_of",
    "history",
    "key_of",
    "latest",
    "open_register",
    "queue",
    "records_of_review",
    "storable",
]
