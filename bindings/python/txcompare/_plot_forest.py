# SPDX-License-Identifier: Apache-2.0
"""What the treatments are for, as a forest: a line for each outcome and treatment, each from its own trial."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D  # type: ignore[import-not-found, unused-ignore]

from ._plots import (
    HOW_TO_READ,
    Rows,
    chosen_rows,
    chosen_treatments,
    describe,
    has_numbers,
    in_words,
    telling_rows,
    who,
)
from ._sheet import INK, LARGE, MARGIN, MUTED, PLAIN, RULE, SMALL, WHITE_GROUND, Sheet, Sources, line_height, wrapped
from .comparison import Cell, Comparison, Row

if TYPE_CHECKING:
    from .knowledge import Treatment

_NUMBERS, _GAP = 1.25, 0.2
# Room for a tick's number, with its word at either end.
_TICK = 0.42


@dataclass(frozen=True)
class _Scale:
    """Where the lines stand, in inches; start, end and step of the scale that all share, in people of 100."""

    label: float
    left: float
    width: float
    start: float
    end: float
    step: float

    @classmethod
    def of(cls, inner: float, cells: Iterable[Cell]) -> "_Scale":
        label = min(0.345 * inner, 3.3)
        width = inner - label - _NUMBERS - 2 * _GAP
        ends = [0.0, 5.0, -5.0]
        for cell in cells:
            if _drawn(cell):
                ends += [number for number in (cell.low, cell.high) if number is not None]
        for step in (5.0, 10.0, 20.0, 50.0, 100.0):
            start, end = step * (min(ends) // step), -step * (-max(ends) // step)
            if (end - start) / step <= min(8, width / _TICK):
                break
        return cls(label, MARGIN + label + _GAP, width, start, end, step)

    def place(self, people: float) -> float:
        return self.left + (people - self.start) / (self.end - self.start) * self.width

    @property
    def numbers(self) -> float:
        """Where the numbers stand."""
        return self.left + self.width + _GAP


def efficacy(comparison: Comparison, treatments: Any, outcomes: Rows, most: int, figure: Any) -> Any:
    """See :meth:`Comparison.plot_efficacy`."""
    shown = chosen_treatments(comparison, treatments)
    if outcomes is None:
        rows = telling_rows(comparison, shown, most, True)
    else:
        rows = chosen_rows(comparison, outcomes, "outcomes")
    sheet, sources = Sheet(figure), Sources()
    title = f"Outcomes for 100 people: {who(shown)}"
    sheet.head(comparison, title, _about(comparison, rows))
    _key(sheet)
    scale = _Scale.of(sheet.inner, [row[treatment.id] for row in rows for treatment in shown])
    for row in rows:
        _outcome(sheet, sources, row, shown, scale)
    sheet.foot(sources)
    return sheet.finish(describe(comparison, title, rows, shown))


def _about(comparison: Comparison, rows: Sequence[Row]) -> str:
    left = len(comparison.outcomes) - sum(row.is_outcome for row in rows)
    more = f" The knowledge base has {left} more outcomes of the treatments compared." if left > 0 else ""
    return f"How many more or fewer of 100 people than in each treatment's own comparison group.{more}"


def _key(sheet: Sheet) -> None:
    axes = sheet.axes(MARGIN, sheet.y, 0.4, line_height(PLAIN))
    axes.set_xlim(-1, 1)
    axes.set_ylim(1, 0)
    _estimate(axes, 0, -0.9, 0.9, 0.5)
    words = "difference and its 95 % interval. What has no interval, and what is no number of people, is said in words."
    sheet.y += sheet.write(MARGIN + 0.5, sheet.y, wrapped(words, sheet.inner - 0.5, PLAIN)) + 0.02
    sheet.paragraph(HOW_TO_READ, after=0.14)


def _drawn(cell: Cell) -> bool:
    """A point without an interval would look like a sure one."""
    return cell.difference is not None and cell.interval is not None


def _outcome(sheet: Sheet, sources: Sources, row: Row, treatments: Sequence["Treatment"], scale: _Scale) -> None:
    told = [treatment for treatment in treatments if has_numbers(row[treatment.id])]
    head = wrapped(f"{row.plain} (serious)" if row.serious else row.plain, scale.label, LARGE, "bold")
    direction = _direction(row) if any(_drawn(row[treatment.id]) for treatment in told) else ""
    words = wrapped(direction, sheet.width - MARGIN - scale.left, SMALL)
    heights = len(head) * line_height(LARGE), len(words) * line_height(SMALL)
    bottom = sheet.y + max(heights)
    sheet.write(MARGIN, bottom - heights[0], head, LARGE, weight="bold")
    sheet.write(scale.left, bottom - heights[1], words, SMALL, color=MUTED)
    sheet.y = bottom + 0.04
    sheet.rule(sheet.y, INK)
    _lines(sheet, sources, row, told, scale)
    _blank(sheet, row, [treatment for treatment in treatments if treatment not in told])
    sheet.y += 0.16


def _direction(row: Row) -> str:
    wish = "" if not row.is_outcome else "; more is hoped for" if row.more_is_better else "; fewer is hoped for"
    return f"left of the zero line fewer {row.plain}, right of it more{wish}"


def _lines(sheet: Sheet, sources: Sources, row: Row, treatments: Sequence["Treatment"], scale: _Scale) -> None:
    top = sheet.y
    middles = [_words(sheet, sources, treatment, row[treatment.id], scale) - top for treatment in treatments]
    if not any(_drawn(row[treatment.id]) for treatment in treatments):
        return
    axes = sheet.axes(scale.left, top, scale.width, sheet.y - top)
    axes.set_xlim(scale.start, scale.end)
    axes.set_ylim(sheet.y - top, 0)
    for treatment, middle in zip(treatments, middles):
        cell = row[treatment.id]
        if cell.difference is not None and cell.low is not None and cell.high is not None:
            _estimate(axes, cell.difference, cell.low, cell.high, middle, f"{treatment.id}:{row.id}")
    _ticks(sheet, axes, scale)


def _ticks(sheet: Sheet, axes: Any, scale: _Scale) -> None:
    for number in range(round((scale.end - scale.start) / scale.step) + 1):
        people = scale.start + number * scale.step
        zero = people == 0
        axes.axvline(people, color=INK if zero else RULE, linewidth=1.0 if zero else 0.5, zorder=1, clip_on=False)
        # Signs would be symbols alone; a word at either end says the same.
        word = " fewer" if number == 0 else " more" if people == scale.end else ""
        sheet.write(scale.place(people), sheet.y + 0.02, [f"{abs(people):g}{word}"], SMALL, ha="center", color=MUTED)
    sheet.y += line_height(SMALL) + 0.02


def _words(sheet: Sheet, sources: Sources, treatment: "Treatment", cell: Cell, scale: _Scale) -> float:
    """Who, beside what, and the numbers; the middle of the line."""
    name = wrapped(treatment.name, scale.label, PLAIN)
    setting = wrapped(_setting(cell), scale.label, SMALL)
    drawn = _drawn(cell)
    text = ("\n" if drawn else ", ").join(in_words(cell, cell.comparator))
    room = _NUMBERS if drawn else scale.numbers + _NUMBERS - scale.left - 0.05
    lines = wrapped(f"{text} {sources.cite(cell)}".rstrip(), room, SMALL)
    label = len(name) * line_height(PLAIN) + len(setting) * line_height(SMALL)
    height = max(label, len(lines) * line_height(SMALL)) + 0.08
    middle = sheet.y + height / 2
    used = sheet.write(MARGIN, middle - label / 2, name)
    sheet.write(MARGIN, middle - label / 2 + used, setting, SMALL, color=MUTED)
    look: dict[str, Any] = {"color": INK} if drawn else {"color": MUTED, "bbox": WHITE_GROUND}
    x = scale.numbers if drawn else scale.left + 0.05
    sheet.write(x, middle - len(lines) * line_height(SMALL) / 2, lines, SMALL, **look)
    sheet.y += height
    sheet.rule(sheet.y)
    return middle


def _setting(cell: Cell) -> str:
    """Beside what, when, in which trial, how many people, as far as it is known."""
    weeks = f"{cell.weeks} week{'' if cell.weeks == '1' else 's'}" if cell.weeks else ""
    parts = [
        f"beside {cell.comparator}" if cell.comparator else "",
        cell.when or weeks,
        cell.trial or "",
        _people(cell),
    ]
    return "; ".join(part for part in parts if part)


def _people(cell: Cell) -> str:
    if cell.n is not None and cell.comparator_n is not None:
        return f"{cell.n:.0f} and {cell.comparator_n:.0f} people"
    if cell.n is not None:
        return f"{cell.n:.0f} people"
    return f"{cell.comparator_n:.0f} people in comparison groups" if cell.comparator_n is not None else ""


def _estimate(axes: Any, difference: float, low: float, high: float, y: float, name: str = "key") -> None:
    look: dict[str, Any] = {"color": INK, "linewidth": 1.3, "solid_capstyle": "butt", "zorder": 3}
    axes.add_line(Line2D([low, high], [y, y], gid=f"{name}:interval", **look))
    axes.add_line(Line2D([difference], [y], color=INK, marker="s", markersize=5, zorder=4, gid=f"{name}:difference"))


def _blank(sheet: Sheet, row: Row, treatments: Sequence["Treatment"]) -> None:
    why: dict[str, list[str]] = {}
    for treatment in treatments:
        why.setdefault(row[treatment.id].text, []).append(treatment.name)
    sheet.y += 0.04
    for text, names in why.items():
        sheet.paragraph(f"{text.capitalize()}: {', '.join(names)}.", SMALL, color=MUTED, after=0.02)
