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
    │       ├── NameQuestionError  a name that nobody has, or several have; it tells who may have been meant
    │       └── IdQuestionError    an id that no record or report has, or that several begin with
    ├── ScalingError         a cluster could not do all of its work; finished readings are kept
    │   ├── ClusterError     there is no cluster, or its nodes cannot read for us
    │   └── ShardError       a shard could not be read; the others went on
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


class NameQuestionError(QuestionError):
    """A name that nobody in the register has, or that several have.

    Args:
        message: what is told to people.
        name: as it was asked for.
        called: ids of the parties that are called so; empty if nobody is.
        near: ids of parties whose names are like it.
        states: codes (ISO 3166-1 alpha-3) of states whose names are like it.
    """

    def __init__(
        self,
        message: str,
        *,
        name: str,
        called: tuple[str, ...] = (),
        near: tuple[str, ...] = (),
        states: tuple[str, ...] = (),
    ) -> None:
        """Keep who may have been meant beside the message."""
        super().__init__(message)
        self.name = name
        self.called = called
        self.near = near
        self.states = states


class IdQuestionError(QuestionError):
    """The id of a record or the key of a report that is none, or stands for several.

    Args:
        message: what is told to people.
        called: ids or keys of those that may be meant, some of them if they are many; empty if there is none.
    """

    def __init__(self, message: str, *, called: tuple[str, ...] = ()) -> None:
        """Keep what may have been meant beside the message."""
        super().__init__(message)
        self.called = called


class ScalingError(GipfelbuchError):
    """A cluster could not do all of its work: the readings that were finished are kept, and are not made anew."""


class ClusterError(ScalingError):
    """There is no cluster at that address, or one whose nodes cannot read for us."""


class ShardError(ScalingError):
    """A shard could not be read; the others went on."""


class InternalError(GipfelbuchError):
    """A stage broke its contract: a bug of ours, to be reported."""
