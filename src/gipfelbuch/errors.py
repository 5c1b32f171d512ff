"""Every error that the package raises on purpose.

::

    GipfelbuchError
    ├── InputError           something that was given to us cannot be read
    │   ├── EncodingError    not UTF-8
    │   ├── EmptyReportError no text in it
    │   ├── LanguageError    a language that we do not read
    │   ├── RecordError      a line of JSON Lines that is no report
    │   ├── SizeError        larger than the limit
    │   └── DateError        a date that is none
    ├── OutputError          a result could not be written; nothing half-written stays
    └── InternalError        a bug of ours: a stage broke its contract
"""

from __future__ import annotations


class GipfelbuchError(Exception):
    """Root of the tree; catch this to catch everything."""


class InputError(GipfelbuchError):
    """An input that cannot be read: the message names it, the place in it and what to do."""


class EncodingError(InputError):
    """The bytes are not UTF-8."""


class EmptyReportError(InputError):
    """There is no text to read."""


class LanguageError(InputError):
    """The text is in a language that we do not read, or the language code is unknown."""


class RecordError(InputError):
    """A line of a JSON Lines file that does not hold a report."""


class SizeError(InputError):
    """The input is larger than the limit."""


class DateError(InputError):
    """A publication date that is no ISO 8601 calendar date."""


class OutputError(GipfelbuchError):
    """A result could not be written."""


class InternalError(GipfelbuchError):
    """A stage broke its contract: a bug of ours, to be reported."""
