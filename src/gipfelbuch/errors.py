"""Every error that the package raises on purpose.

::

    GipfelbuchError
    ├── InputError           something that was given to us cannot be read
    │   ├── EncodingError    not UTF-8
    │   ├── EmptyReportError no text in it
    │   ├── LanguageError    a language that we do not read
    │   ├── RecordError      a line, an item or a file that holds no report, or a broken one
    │   ├── SizeError        larger than the limit
    │   ├── DateError        a date that is none
    │   └── MissingLibraryError  its format needs a library that is not installed
    ├── OutputError          a result could not be written; nothing half-written stays
    ├── RegisterError        the register cannot do what was asked; what it held it still holds
    │   ├── MissingRegisterError  there is none at that place
    │   ├── DamagedRegisterError  its file is damaged, or is no register
    │   ├── SchemaVersionError    its tables are of another version
    │   ├── LockedRegisterError   another process kept it for too long
    │   ├── StorageError          full disk, missing rights, no connection
    │   ├── ReviewError           a review that cannot be made as it was asked for
    │   └── QuestionError         a question that names nothing in it, more than one thing, or cannot be understood
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
    """A line, an item of a file, or a whole file that does not hold a report, or a broken one."""


class SizeError(InputError):
    """The input is larger than the limit."""


class DateError(InputError):
    """A publication date that is no ISO 8601 calendar date."""


class MissingLibraryError(InputError):
    """The format is read by a library that is not installed; the message has the command that installs it."""


class OutputError(GipfelbuchError):
    """A result could not be written."""


class RegisterError(GipfelbuchError):
    """The register cannot do what was asked: what it held before, it still holds."""


class MissingRegisterError(RegisterError):
    """There is no register at that place."""


class DamagedRegisterError(RegisterError):
    """The file is damaged, or it never was a register."""


class SchemaVersionError(RegisterError):
    """The tables are of another version than this program works with."""


class LockedRegisterError(RegisterError):
    """Another process kept the register for longer than we wait."""


class StorageError(RegisterError):
    """The place where the register is kept does not take it: disk, rights, connection."""


class ReviewError(RegisterError):
    """A review that cannot be made as it was asked for; none was written."""


class QuestionError(RegisterError):
    """A question that names nothing in the register, more than one thing, or cannot be understood."""


class InternalError(GipfelbuchError):
    """A stage broke its contract: a bug of ours, to be reported."""
