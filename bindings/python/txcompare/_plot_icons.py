# SPDX-License-Identifier: Apache-2.0
"""Icon arrays: 100 people on a treatment and 100 in its own comparison group, part and whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Union

from matplotlib.path import Path  # type: ignore[import-not-found, unused-ignore]

from ._plots import chosen_rows, chosen_treatments, describe, has_numbers
from ._sheet import COMPARED_EDGE, DO_NOT_SUBTRACT, LARGE, MARGIN, TREATED, Sheet, Sources, line_height, wrapped
from .comparison import Cell, Comparison, Row

if TYPE_CHECKING:
    from .knowledge import Treatment

# Inches from one person to the next, and between the two groups.
_PITCH = 0.31
_GAP = 0.5
_BIG = 11.0
# The two groups of one picture do belong together.
_CAUTION = f"Beside the picture of another treatment: {DO_NOT_SUBTRACT}"


def icon_array(comparison: Comparison, row: Union[str, Row], treatment: Any, figure: Any) -> Any:
    """See :meth:`Comparison.plot_icon_array`."""
    (line,) = chosen_rows(comparison, (row,), "row")
    (shown,) = chosen_treatments(comparison, (treatment,))
    cell, sheet, sources = line[shown.id], Sheet(figure), Sources()
    of_people = cell.value is not None or cell.bound is not None
    title = f"Of 100 people: how many {line.plain}" if of_people else f"{shown.name}: {line.plain}"
    sheet.head(comparison, title, _key(line, cell), _CAUTION)
    cited = sources.cite(cell)
    if not of_people:
        said = [_blank(cell)]
        sheet.paragraph(f"{shown.name}: {said[0]} {cited}".rstrip(), _BIG, after=0.14)
    else:
        said = _halves(sheet, line, shown, cell)
        said.append(_difference(line, shown, cell))
        sheet.paragraph(f"{said[-1]} {cited}", LARGE, after=0.14)
    sheet.foot(sources)
    return sheet.finish("\n".join([describe(comparison, title, (line,), (shown,)), *said]))


def _key(row: Row, cell: Cell) -> str:
    counted = f"Counted: {cell.outcome}." if cell.outcome else ""
    numbers = [number for number in (cell.value, cell.comparator_value) if number is not None]
    if not numbers:
        return f"There is no exact number of people to draw. {counted}".rstrip()
    part = " Half-toned: less than one person." if any(_is_part(number) for number in numbers) else ""
    return f"Each figure is 1 of 100 people. Filled: they {row.plain}.{part} {counted}".rstrip()


def _is_part(number: float) -> bool:
    """Rounded, it would say none or all, which it does not."""
    return 0 < number < 0.5 or 99.5 <= number < 100


def per_100(number: float) -> str:
    """A whole number of people; never none for some, nor all for nearly all."""
    if _is_part(number):
        return "fewer than 1" if number < 1 else "more than 99"
    return str(_whole(number))


def _whole(number: float) -> int:
    return int(number + 0.5)


def _halves(sheet: Sheet, row: Row, treatment: "Treatment", cell: Cell) -> list[str]:
    """Both groups beside each other; what is written below them."""
    width = (sheet.inner - _GAP) / 2
    heads = [f"On {treatment.name}", f"In its own comparison group{f': {cell.comparator}' if cell.comparator else ''}"]
    lines = [wrapped(head, width, LARGE, "bold") for head in heads]
    words = [_framed(row, cell, side) for side in (0, 1)]
    written = [wrapped(text, width, _BIG) for text in words]
    down = max(len(head) for head in lines) * line_height(LARGE) + 0.06
    side_length = min(10 * _PITCH, width)
    icons = side_length + 0.08 if any(number is not None for number in (cell.value, cell.comparator_value)) else 0.0
    for side, (number, colour) in enumerate(zip((cell.value, cell.comparator_value), (TREATED, COMPARED_EDGE))):
        x = MARGIN + side * (width + _GAP)
        sheet.write(x, sheet.y, lines[side], LARGE, weight="bold")
        if number is not None:
            axes = sheet.axes(x, sheet.y + down, side_length, side_length)
            size = side_length / 10 * 72 * 0.86
            _people(axes, number, size, colour, f"{treatment.id}:{row.id}:{('treated', 'comparator')[side]}")
        # Where there is nothing to draw, words stand in its place.
        sheet.write(x, sheet.y + down + (icons if number is not None else 0.0), written[side], _BIG)
    sheet.y += down + icons + max(len(text) for text in written) * line_height(_BIG) + 0.14
    return [f"{head}: {text}" for head, text in zip(heads, words)]


def _people(axes: Any, number: float, size: float, colour: str, name: str) -> None:
    """100 icons of so many points, filled from the upper left, a row after the other."""
    filled = 99 if 99.5 <= number < 100 else _whole(number)
    part = 1 if _is_part(number) else 0
    places = [(i % 10 + 0.5, i // 10 + 0.5) for i in range(100)]
    groups = (
        ("filled", places[:filled], {"facecolors": colour}),
        ("part", places[filled : filled + part], {"facecolors": colour, "alpha": 0.45}),
        ("empty", places[filled + part :], {"facecolors": "white"}),
    )
    axes.set_xlim(0, 10)
    axes.set_ylim(10, 0)
    marker = _person()
    for what, spots, look in groups:
        if spots:
            across, down = zip(*spots)
            axes.scatter(
                across, down, s=size**2, marker=marker, edgecolors=colour, linewidths=0.7,
                gid=f"{name}:{what}", clip_on=False, **look,
            )  # fmt: skip


def _person() -> Any:
    """Head and body, as on a sign."""
    head = Path.circle((0.0, 0.33), 0.15)
    left = [(-0.28, -0.5), (-0.28, -0.02), (-0.28, 0.13), (-0.13, 0.13)]
    corners = [*left, *((-x, y) for x, y in reversed(left))]
    curve = [Path.MOVETO, Path.LINETO, Path.CURVE3, Path.CURVE3, Path.LINETO, Path.CURVE3, Path.CURVE3, Path.LINETO]
    body = Path([*corners, corners[0]], [*curve, Path.CLOSEPOLY])
    return Path.make_compound_path(head, body)


def _framed(row: Row, cell: Cell, side: int) -> str:
    """Both framings: "Of 100 people 26 feel sick, 74 do not."; without an exact number what there is."""
    number = (cell.value, cell.comparator_value)[side]
    people = f"people ({cell.subgroup})" if cell.subgroup else "people"
    if number is not None:
        others = 100 - number if _is_part(number) else 100.0 - _whole(number)
        negated = "are not" if row.plain.startswith("are ") else "do not"
        return f"Of 100 {people} {per_100(number)} {row.plain}, {per_100(others)} {negated}."
    sides = cell.text.split(", ")[0].split(" | ")
    if side < len(sides) and (sides[side] == "nobody" or sides[side].endswith(" people")):
        return f"{sides[side].capitalize()}; of how many is not given, so none are drawn."
    if side < len(sides):
        return (
            f"{sides[side].capitalize()} of 100 {people} {row.plain}; the exact number is not given, so none are drawn."
        )
    return "No number of a comparison group is entered. That does not mean none."


def _blank(cell: Cell) -> str:
    return (
        f"{cell.text}; no number of people is given." if has_numbers(cell) else f"{cell.text}. That does not mean none."
    )


def _difference(row: Row, treatment: "Treatment", cell: Cell) -> str:
    if cell.difference is None:
        return "No difference between the groups is given."
    on = f"of 100 {row.plain} on {treatment.name} than in its comparison group"
    if cell.low is None or cell.high is None:
        return f"{_more(cell.difference).capitalize()} {on}; no interval is given."
    return f"{_more(cell.difference).capitalize()} {on} (95 % interval: {_more(cell.low)} to {_more(cell.high)})."


def _more(difference: float) -> str:
    """ "14 more", "0.3 fewer"; a difference below one is not rounded away."""
    size = abs(difference)
    if size < 0.005:
        return "0 more"
    text = str(_whole(size)) if size >= 0.95 else f"{size:.1f}" if size >= 0.05 else f"{size:.2f}"
    return f"{text} {'fewer' if difference < 0 else 'more'}"
