# SPDX-License-Identifier: Apache-2.0
"""Problems found in what people wrote: all of them, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Optional

from . import _native
from ._immutable import Immutable

if TYPE_CHECKING:
    from .page import Page


def place_text(file: Optional[str], line: Optional[int], column: Optional[int]) -> str:
    """``"rules.yaml:41:18"``, as much of it as is known."""
    return ":".join(str(part) for part in (file, line, column) if part is not None)


@dataclass(frozen=True)
class Problem:
    """One problem of a knowledge base or an expression.

    Attributes:
        message: one sentence.
        hint: what to do about it; ``None`` if nothing is known.
        file, line, column: where; lines and columns count from 1, ``None`` for the whole file or line.
        is_error: ``False`` for a warning.
    """

    message: str
    hint: Optional[str] = None
    file: Optional[str] = None
    line: Optional[int] = None
    column: Optional[int] = None
    is_error: bool = True

    def __str__(self) -> str:
        place = place_text(self.file, self.line, self.column)
        return f"{place}: {self.message}" if place else self.message


class Problems(tuple[Problem, ...], Immutable):
    """A tuple of :class:`Problem`; its text shows the lines with a caret under each culprit.

    >>> import txcompare
    >>> try:
    ...     txcompare.cql("agee > 18")
    ... except txcompare.TxcompareError as error:
    ...     problem = error.problems[0]
    >>> problem.line, problem.column, problem.message, problem.hint
    (1, 1, "unknown feature 'agee'", "did you mean 'age'?")
    """

    _text: Optional[str] = None
    _found: "Optional[_native.diagnostics]" = None

    def __new__(cls, problems: Iterable[Problem] = (), text: Optional[str] = None) -> "Problems":
        made = super().__new__(cls, problems)
        made._text = text
        return made

    @classmethod
    def _of(cls, found: "_native.diagnostics") -> "Problems":
        count = _native.diagnostics_count(found)
        made = cls(
            (
                Problem(
                    _native.diagnostics_message(found, i),
                    _native.diagnostics_hint(found, i),
                    _native.diagnostics_file(found, i),
                    _native.diagnostics_line(found, i) or None,
                    _native.diagnostics_column(found, i) or None,
                    _native.diagnostics_is_error(found, i),
                )
                for i in range(count)
            ),
            _native.diagnostics_print(found, 0) if count else None,
        )
        made._found = found
        return made

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Those that are errors; the others are warnings."""
        return tuple(problem for problem in self if problem.is_error)

    def page(self) -> "Page":
        """All of them on one page."""
        from .page import Page

        if self._found is None:
            raise TypeError("problems that were put together or pickled have no page; their text shows them")
        return Page(_native.report_diagnostics(self._found, False))

    def _repr_html_(self) -> Optional[str]:
        return None if self._found is None else self.page()._repr_html_()

    def __str__(self) -> str:
        return (self._text or "\n".join(str(problem) for problem in self)).rstrip("\n")

    def __repr__(self) -> str:
        return f"<{len(self)} problems>" if len(self) != 1 else f"<1 problem: {self[0]}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (tuple(self), self._text)
