"""Fourth room: the marks of a document become a reading, one entry per thing."""

from gipfelbuch.assembling.readings import assemble_reading

__all__ = ["assemble_reading"]
