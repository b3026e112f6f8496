# SPDX-License-Identifier: Apache-2.0
"""Side effects as bars: each treatment beside its own comparison group, panels that share nothing but the scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Optional

from matplotlib.lines import Line2D  # type: ignore[import-not-found, unused-ignore]
from matplotlib.patches import Rectangle  # type: ignore[import-not-found, unused-ignore]

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
from ._sheet import (
    COMPARED,
    COMPARED_EDGE,
    INK,
    LARGE,
    MARGIN,
    MUTED,
    PLAIN,
    RULE,
    SMALL,
    TREATED,
    WHITE_GROUND,
    Sheet,
    Sources,
    line_height,
    text_width,
    wrapped,
)
from .comparison import Cell, Comparison, Row

if TYPE_CHECKING:
    from .knowledge import Treatment

# What each treatment's comparison group is in most rows of a panel; treatments by id, in the order of the panels.
Beside = Mapping[str, Optional[str]]

_NARROW_LABEL = 1.45


@dataclass(frozen=True)
class _Panels:
    """Measures of panels beside each other, in inches; one scale for all of them, in people of 100."""

    label: float
    panel: float
    bars: float
    numbers: float
    start: float
    end: float
    gap: float = 0.14

    @classmethod
    def of(cls, inner: float, count: int, cells: Sequence[Cell]) -> "_Panels":
        label = 1.9 if count < 3 else _NARROW_LABEL
        panel = (inner - label) / count - cls.gap
        numbers = min(max(0.92, 0.4 * panel), 1.9)
        return cls(label, panel, panel - numbers - 0.08, numbers, *_scale(cells))

    def left(self, column: int) -> float:
        return MARGIN + self.label + self.gap + column * (self.panel + self.gap)

    def place(self, column: int, people: float) -> float:
        return self.left(column) + (people - self.start) / (self.end - self.start) * self.bars


def _scale(cells: Iterable[Cell]) -> tuple[float, float]:
    """From where to where all panels go. A few intervals start below zero: see :func:`_bars`."""
    ends = [0.0]
    for cell in cells:
        treated, compared = cell.value, cell.comparator_value
        ends += [number for number in (treated, compared) if number is not None]
        if compared is not None and cell.low is not None and cell.high is not None:
            ends += [compared + cell.low, compared + cell.high]
    steps = (5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 100.0)
    return min(ends), next((step for step in steps if max(ends) <= step), max(ends))


def side_effects(comparison: Comparison, treatments: Any, rows: Rows, most: int, figure: Any) -> Any:
    """See :meth:`Comparison.plot_side_effects`."""
    shown = chosen_treatments(comparison, treatments)
    lines = telling_rows(comparison, shown, most, False) if rows is None else chosen_rows(comparison, rows)
    sheet, sources = Sheet(figure), Sources()
    title = f"Side effects for 100 people: {who(shown)}"
    sheet.head(comparison, title, _how_many_shown(comparison, lines))
    _bars_key(sheet)
    bands = _bands(shown, sheet.inner)
    cells = [row[treatment.id] for row in lines for treatment in shown]
    size = _Panels.of(sheet.inner, len(bands[0]), cells)
    for band in bands:
        _band(sheet, sources, size, lines if len(bands) == 1 else _said_of(lines, band), band)
        _blank_rows(sheet, lines if len(bands) > 1 else (), band)
    sheet.foot(sources)
    return sheet.finish(describe(comparison, title, lines, shown))


def _how_many_shown(comparison: Comparison, lines: Sequence[Row]) -> str:
    left = len(comparison.side_effects) - sum(not row.is_outcome for row in lines)
    more = f" The knowledge base has {left} more side effects of the treatments compared." if left > 0 else ""
    return f"Each treatment beside its own comparison group, where one is entered.{more}"


def _bands(treatments: Sequence["Treatment"], inner: float) -> list[Sequence["Treatment"]]:
    """Panels beside each other, four if that is all, of more three in a width of 9 inches; about equally full."""
    room = inner - _NARROW_LABEL
    if len(treatments) <= int(room / 1.65):
        return [treatments]
    bands = -(-len(treatments) // int(room / 2.2))
    least, over = divmod(len(treatments), bands)
    ends = [band * least + min(band, over) for band in range(bands + 1)]
    return [treatments[begin:end] for begin, end in zip(ends, ends[1:])]


def _said_of(rows: Sequence[Row], treatments: Sequence["Treatment"]) -> Sequence[Row]:
    return [row for row in rows if any(has_numbers(row[treatment.id]) for treatment in treatments)]


def _blank_rows(sheet: Sheet, rows: Sequence[Row], treatments: Sequence["Treatment"]) -> None:
    """Rows that would be blank right across a band, in a sentence."""
    blank: dict[str, list[str]] = {}
    for row in (row for row in rows if row not in _said_of(rows, treatments)):
        why = " or ".join(dict.fromkeys(row[treatment.id].text for treatment in treatments))
        blank.setdefault(why, []).append(row.plain)
    for why, names in blank.items():
        whose = "any of these" if len(treatments) > 1 else treatments[0].name
        sheet.paragraph(f"{why.capitalize()} for {whose}: {'; '.join(names)}.", SMALL, color=MUTED, after=0.02)
    sheet.y += 0.2 if blank else 0.0


def _bars_key(sheet: Sheet) -> None:
    """What the marks mean, before they are met."""
    y, x = sheet.y, MARGIN
    for words, fill, edge in (
        ("on the treatment", TREATED, TREATED),
        ("in its own comparison group", COMPARED, COMPARED_EDGE),
    ):
        sheet.box(x, y + 0.02, 0.28, 0.1, facecolor=fill, edgecolor=edge)
        sheet.write(x + 0.35, y, [words])
        x += 0.35 + text_width(words, PLAIN) + 0.25
    sheet.rule(y + 0.07, INK, x, 0.28, 1.2)
    words = "95 % interval of the difference, measured from the end of the comparison group's bar"
    sheet.y += sheet.write(x + 0.35, y, wrapped(words, sheet.width - MARGIN - x - 0.35, PLAIN)) + 0.02
    sheet.paragraph(HOW_TO_READ, after=0.1)


def _band(
    sheet: Sheet, sources: Sources, size: _Panels, rows: Sequence[Row], treatments: Sequence["Treatment"]
) -> None:
    beside = {treatment.id: _usual_comparator(row[treatment.id] for row in rows) for treatment in treatments}
    _heads(sheet, size, treatments, beside)
    top = sheet.y
    middles = [_words_of_row(sheet, sources, size, row, beside) - top for row in rows]
    for column, treatment in enumerate(treatments):
        axes = sheet.axes(size.left(column), top, size.bars, sheet.y - top)
        axes.set_xlim(size.start, size.end)
        axes.set_ylim(sheet.y - top, 0)
        for row, middle in zip(rows, middles):
            _bars(axes, row.id, row[treatment.id], middle)
        _people_scale(sheet, size, column, axes)
    sheet.y += 0.42


def _usual_comparator(cells: Iterable[Cell]) -> Optional[str]:
    found = Counter(cell.comparator for cell in cells if cell.comparator and cell.value is not None)
    return found.most_common(1)[0][0] if found else None


def _heads(sheet: Sheet, size: _Panels, treatments: Sequence["Treatment"], beside: Beside) -> None:
    names = [wrapped(treatment.name, size.panel, LARGE, "bold") for treatment in treatments]
    groups = [beside[treatment.id] for treatment in treatments]
    besides = [wrapped(f"beside {group}", size.panel, SMALL) if group else [] for group in groups]
    heights = [len(n) * line_height(LARGE) + len(b) * line_height(SMALL) for n, b in zip(names, besides)]
    for column, (name, group_lines) in enumerate(zip(names, besides)):
        y = sheet.y + max(heights) - heights[column]
        y += sheet.write(size.left(column), y, name, LARGE, weight="bold")
        sheet.write(size.left(column), y, group_lines, SMALL, color=MUTED)
    sheet.y += max(heights) + 0.05
    sheet.rule(sheet.y, INK)


def _words_of_row(sheet: Sheet, sources: Sources, size: _Panels, row: Row, beside: Beside) -> float:
    """Writes what a row is, and each cell beside its bars or in their place; the middle of the row."""
    label = wrapped(f"{row.plain} (serious)" if row.serious else row.plain, size.label, PLAIN)
    texts = [_cell_lines(row[treatment], beside[treatment], sources, size) for treatment in beside]
    height = max(0.3, len(label) * line_height(PLAIN), *(len(text) * line_height(SMALL) for text in texts)) + 0.08
    middle = sheet.y + height / 2
    sheet.write(MARGIN, middle - len(label) * line_height(PLAIN) / 2, label)
    for column, (treatment, lines) in enumerate(zip(beside, texts)):
        drawn = row[treatment].value is not None
        x = size.left(column) + size.bars + 0.08 if drawn else size.place(column, 0) + 0.05
        look: dict[str, Any] = {"color": INK} if drawn else {"color": MUTED, "bbox": WHITE_GROUND}
        sheet.write(x, middle - len(lines) * line_height(SMALL) / 2, lines, SMALL, **look)
    sheet.y += height
    sheet.rule(sheet.y)
    return middle


def _cell_lines(cell: Cell, beside: Optional[str], sources: Sources, size: _Panels) -> list[str]:
    drawn = cell.value is not None
    width = size.numbers if drawn else size.left(0) + size.panel - size.place(0, 0) - 0.05
    text = ("\n" if drawn else ", ").join(in_words(cell, beside))
    return wrapped(f"{text} {sources.cite(cell)}".rstrip(), width, SMALL)


def _bars(axes: Any, row: str, cell: Cell, middle: float) -> None:
    """The bars of a cell: across in people of 100, down in inches.

    The interval is one of the difference, so it starts where the comparison group ends: it is at the
    treated bar's end, give or take. Where fewer people may have it than in a comparison group in which
    hardly anybody does, it passes zero.
    """
    treated, compared = cell.value, cell.comparator_value
    if treated is None:
        return
    name = f"{cell.treatment}:{row}"
    _bar(axes, middle - 0.12, 0.12, treated, TREATED, TREATED, f"{name}:treated")
    if compared is None:
        return
    _bar(axes, middle + 0.01, 0.1, compared, COMPARED, COMPARED_EDGE, f"{name}:comparator")
    if cell.low is not None and cell.high is not None:
        _interval(axes, compared + cell.low, compared + cell.high, middle - 0.06, f"{name}:interval")


def _bar(axes: Any, y: float, height: float, people: float, fill: str, edge: str, name: str) -> None:
    axes.add_patch(Rectangle((0, y), people, height, facecolor=fill, edgecolor=edge, linewidth=0.6, gid=name, zorder=2))


def _interval(axes: Any, low: float, high: float, y: float, name: str) -> None:
    look: dict[str, Any] = {"color": INK, "linewidth": 1.2, "solid_capstyle": "butt", "zorder": 3, "clip_on": False}
    axes.add_line(Line2D([low, high], [y, y], gid=name, **look))
    for end in (low, high):
        axes.add_line(Line2D([end, end], [y - 0.035, y + 0.035], **look))


def _people_scale(sheet: Sheet, size: _Panels, column: int, axes: Any) -> None:
    for people in (0.0, size.end / 2, size.end):
        zero = people == 0
        axes.axvline(people, color=INK if zero else RULE, linewidth=0.8 if zero else 0.5, zorder=1, clip_on=False)
        sheet.write(size.place(column, people), sheet.y + 0.02, [f"{people:g}"], SMALL, ha="center", color=MUTED)
    sheet.write(size.place(column, 0), sheet.y + 0.02 + line_height(SMALL), ["of 100 people"], SMALL, color=MUTED)
