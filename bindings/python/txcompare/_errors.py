# SPDX-License-Identifier: Apache-2.0
"""What goes wrong, as exceptions.

Every exception is a :class:`TxcompareError` and also the standard kind that a
reader of Python expects, so ``except KeyError`` and ``except ValueError`` work.
One class stands for each status of the C library (``include/txcompare/status.def``).
"""

from __future__ import annotations

from typing import Any, Optional

from . import _native
from ._problems import Problems, place_text


class TxcompareError(Exception):
    """Anything the library refuses or cannot do.

    Attributes:
        message: one sentence: what is wrong and, where it is known, what to do.
        status: name of the C library's status, such as ``"NOT_FOUND"``.
        file: the file or resource it is about; ``None`` if there is none.
        line: line in it, from 1; ``None`` if it has none.
        column: column in characters, from 1; ``None`` if it has none.
        problems: every problem that was found, where several were looked for
            (a knowledge base, an expression); empty otherwise.

    >>> import txcompare
    >>> try:
    ...     txcompare.KnowledgeBase().compare(["sertralin"])
    ... except KeyError as error:  # a txcompare.NotFoundError, which is both
    ...     print(error)
    no treatment 'sertralin' (did you mean 'sertraline'?)
    """

    status = "INTERNAL"

    def __init__(
        self,
        message: str,
        file: Optional[str] = None,
        line: Optional[int] = None,
        column: Optional[int] = None,
        problems: Optional[Problems] = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.problems = Problems() if problems is None else problems

    def __str__(self) -> str:
        place = place_text(self.file, self.line, self.column)
        text = f"{place}: {self.message}" if self.file is not None else self.message
        # Of many problems each one with its line and a caret, as the command shows them.
        return f"{text}\n\n{self.problems}" if self.problems else text

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message, self.file, self.line, self.column, self.problems)


class OutOfMemoryError(TxcompareError, MemoryError):
    """Memory ran out; nothing was changed."""

    status = "NO_MEMORY"


class InvalidArgumentError(TxcompareError, ValueError):
    """An argument is none of those that can be understood, such as a date that is no date."""

    status = "INVALID_ARGUMENT"


class NotFoundError(TxcompareError, KeyError):
    """Nothing has this name; the message says which name comes nearest."""

    status = "NOT_FOUND"


class ReadError(TxcompareError, OSError):
    """A file or folder cannot be read."""

    status = "IO"

    # OSError has ideas of its own about its arguments.
    def __new__(cls, *arguments: Any, **named: Any) -> "ReadError":
        return OSError.__new__(cls)

    def __init__(self, message: str, file: Optional[str] = None, *more: Any, **named: Any) -> None:
        super().__init__(message, file, *more, **named)
        self.args = (message,)
        self.filename = file

    def __reduce__(self) -> tuple[Any, ...]:
        return (*super().__reduce__(), {"errno": self.errno, "strerror": self.strerror})


def read_error(what: str, path: str, error: Exception) -> ReadError:
    """A file that cannot be read, with the number and the words of the system's own error."""
    reason = getattr(error, "strerror", None) or str(error)
    made = ReadError(f"{what}: {reason}", file=path)
    made.errno, made.strerror = getattr(error, "errno", None), reason
    return made


class ParseError(TxcompareError, ValueError):
    """Text does not follow the grammar: JSON, a fact in words, an expression."""

    status = "SYNTAX"


class WrongTypeError(TxcompareError, TypeError):
    """A value is of another kind than what was asked for."""

    status = "TYPE"


class InvalidDataError(TxcompareError, ValueError):
    """What was read is not possible: out of range, a wrong unit, a contradiction, an unsound knowledge base."""

    status = "INVALID_DATA"


class LimitError(TxcompareError, ValueError):
    """Larger, longer or deeper than the library takes."""

    status = "LIMIT"


class UnsupportedError(TxcompareError, NotImplementedError):
    """A part of the rule language that the library does not have."""

    status = "UNSUPPORTED"


class EncodingError(TxcompareError, ValueError):
    """Text is not valid UTF-8."""

    status = "ENCODING"


class InternalError(TxcompareError, RuntimeError):
    """A mistake in the library itself; please report it."""

    status = "INTERNAL"


_CLASSES: dict[str, type[TxcompareError]] = {
    error.status: error
    for error in (
        OutOfMemoryError,
        InvalidArgumentError,
        NotFoundError,
        ReadError,
        ParseError,
        WrongTypeError,
        InvalidDataError,
        LimitError,
        UnsupportedError,
        EncodingError,
        InternalError,
    )
}

# A traceback names them as users do: txcompare.NotFoundError.
for _error in (TxcompareError, *_CLASSES.values()):
    _error.__module__ = __package__ or ""

_NAMES: dict[int, str] = {number: name for name, number, _ in _native.statuses()}


def from_status(
    status: int,
    message: str,
    file: Optional[str],
    line: int,
    column: int,
    cause: Optional[BaseException],
    problems: Optional["_native.diagnostics"],
) -> TxcompareError:
    """The exception for a status of the C library; called by the wrapper when a call fails."""
    name = _NAMES.get(status, "INTERNAL")
    found = Problems._of(problems) if problems is not None else None
    error = _CLASSES.get(name, InternalError)(message, file, line or None, column or None, found)
    error.__cause__ = cause
    return error
