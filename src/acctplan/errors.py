"""What the tool cannot answer and the person can act on."""

from __future__ import annotations

from collections.abc import Sequence


class AcctplanError(Exception):
    """One line that says what is wrong, and one hint that starts with a verb; between them lines to quote, if need be."""

    def __init__(self, message: str, hint: str = "", lines: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.lines = tuple(lines)


class BookNotFound(AcctplanError):
    """No `acctplan.yaml` here or above."""


class PlanNotFound(AcctplanError):
    """No plan of that id in the book."""


class PlanUnreadable(AcctplanError):
    """A plan that a command needs cannot be trusted: the message holds file, line and column."""


class ValueRefused(AcctplanError):
    """A value or a path that does not fit its field."""


class RevisionUnknown(AcctplanError):
    """A revision, date or period that names no state of the book."""


class HistoryShallow(AcctplanError):
    """The clone does not reach back to the time asked for."""


class WriteConflict(AcctplanError):
    """The file changed under our hands, or holds changes that are not ours to commit."""


class Overtaken(WriteConflict):
    """The file was written by somebody else between our reading and our writing: what was asked may be asked anew."""


class GitFailed(AcctplanError):
    """Git is missing or said no; the message carries its first line."""


class FileRefused(AcctplanError):
    """A file that may not be read or written: a link, a folder, no permission."""
