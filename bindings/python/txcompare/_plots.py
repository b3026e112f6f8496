# SPDX-License-Identifier: Apache-2.0
"""Pictures of a comparison: each number beside its own comparison group, its source and what must be said with it.

Only exact numbers are drawn. A bound ("at least 20"), a ratio or a score is said in words, and so is
why a cell is blank: nothing that is not known is drawn as zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Optional, Union

from ._errors import InvalidArgumentError, WrongTypeError
from ._sheet import DO_NOT_SUBTRACT
from .comparison import Cell, CellState, Comparison, Row
from .page import NoticeKind

if TYPE_CHECKING:
    from .knowledge import Treatment

Rows = Optional[Iterable[Union[str, Row]]]

HOW_TO_READ = (
    "Numbers: treated | own comparison group; how many more (+) or fewer (-) of 100 (95 % interval); [source]."
)


def chosen_treatments(comparison: Comparison, treatments: Optional[Iterable[Any]]) -> tuple["Treatment", ...]:
    """Those asked for, by name, number or themselves; ``None``: all."""
    if treatments is None:
        return comparison.treatments
    wanted = _several(treatments, "treatments")
    ids = tuple(dict.fromkeys(comparison._find(one) for one in wanted))
    if not ids:
        raise InvalidArgumentError("treatments holds none: name at least one, or leave it out for all")
    return tuple(treatment for one in ids for treatment in comparison.treatments if treatment.id == one)


def chosen_rows(comparison: Comparison, rows: Rows, argument: str = "rows") -> tuple[Row, ...]:
    """Those asked for, by name or themselves, in the order asked for."""
    wanted = _several(rows or (), argument)
    names = (one.id if isinstance(one, Row) else one for one in wanted)
    found = tuple({row.id: row for row in (comparison.rows[name] for name in names)}.values())
    if not found:
        raise InvalidArgumentError(f"{argument} holds none: name at least one, or leave it out for the most telling")
    return found


def _several(wanted: Any, argument: str) -> tuple[Any, ...]:
    """A single one stands for a list of it."""
    if isinstance(wanted, (str, Row)) or hasattr(wanted, "short_name"):
        return (wanted,)
    try:
        return tuple(wanted)
    except TypeError:
        raise WrongTypeError(f"{argument} is a list of names, not {type(wanted).__name__}") from None


def telling_rows(
    comparison: Comparison, treatments: Sequence["Treatment"], most: Any, outcomes: bool
) -> tuple[Row, ...]:
    """The rows a page about these treatments shows first, then those with most to show, up to `most`."""
    if isinstance(most, bool) or not hasattr(most, "__index__"):
        raise WrongTypeError(f"most is a whole number, not {type(most).__name__}")
    if most < 1:
        raise InvalidArgumentError(f"most is at least 1, not {most}")
    ids = [treatment.id for treatment in treatments]
    page = type(comparison)(comparison.patient, ids).page().to_dict()
    first = {
        row["key"]
        for section in page["sections"]
        for block in section["blocks"]
        if section["key"] == "numbers"
        for row in block.get("rows", ())
    }
    rows = [row for row in comparison if row.is_outcome == outcomes and any(has_numbers(row[id]) for id in ids)]
    rows.sort(key=lambda row: (row.id not in first, -sum(_weight(row[id]) for id in ids)))
    taken = {row.id for row in rows[:most]}
    return tuple(row for row in comparison if row.id in taken)


def has_numbers(cell: Cell) -> bool:
    """Whether the base says anything of it, be it in words."""
    return cell.state is CellState.NUMBERS


def _weight(cell: Cell) -> int:
    """How much it has to show: a pair more than a number, a number more than words."""
    return has_numbers(cell) + sum(number is not None for number in (cell.value, cell.comparator_value))


def who(treatments: Sequence["Treatment"]) -> str:
    """Their names, as far as a title has room."""
    names = [treatment.name for treatment in treatments]
    if len(names) > 3:
        return f"{len(names)} treatments"
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def in_words(cell: Cell, beside: Optional[str] = None) -> list[str]:
    """The cell as a page writes it, a part a line, and what is missing from it.

    Args:
        cell: which.
        beside: the comparison group that has been named already.
    """
    if not has_numbers(cell):
        return [cell.text]
    parts = re.split(r", (?!\()", cell.text)
    parts = [part.replace(", (", " (") for part in parts]
    if cell.value is not None and " | " not in cell.text:
        parts.append("no comparison number")
    if cell.difference is not None and cell.interval is None:
        parts.append("no interval")
    if cell.comparator and cell.comparator != beside and f"beside {cell.comparator}" not in parts:
        parts.append(f"beside {cell.comparator}")
    if cell.subgroup:
        parts.append(f"({cell.subgroup})")
    return parts


def describe(comparison: Comparison, title: str, rows: Sequence[Row], treatments: Sequence["Treatment"]) -> str:
    """The figure in words: danger first, then every number."""
    notices = [str(notice) for notice in comparison.notices if notice.kind is NoticeKind.CRISIS]
    lines = [
        f"{row.plain}: {'; '.join(f'{treatment.name}: {row[treatment.id].text}' for treatment in treatments)}."
        for row in rows
    ]
    how = "Of 100 people: treated | own comparison group, then how many more (+) or fewer (-) with the 95 % interval."
    return "\n".join([*notices, f"{title}.", how, DO_NOT_SUBTRACT, *lines])
