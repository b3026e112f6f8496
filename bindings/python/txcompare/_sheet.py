# SPDX-License-Identifier: Apache-2.0
"""A figure as a printed sheet: what must be said with every picture stands around it, nothing overlaps.

Places are inches from the upper left corner, so text is wrapped to a width in inches and the figure
becomes as high as what stands on it. All fonts and colours are said here: a style sheet of the
user's must not change what a figure says.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Optional

# Without matplotlib (then nobody imports this file) a type checker knows none of these.
from matplotlib.figure import Figure  # type: ignore[import-not-found, unused-ignore]
from matplotlib.font_manager import FontProperties  # type: ignore[import-not-found, unused-ignore]
from matplotlib.lines import Line2D  # type: ignore[import-not-found, unused-ignore]
from matplotlib.patches import Rectangle  # type: ignore[import-not-found, unused-ignore]
from matplotlib.textpath import text_to_path  # type: ignore[import-not-found, unused-ignore]
from matplotlib.transforms import Affine2D  # type: ignore[import-not-found, unused-ignore]

from ._errors import InvalidArgumentError, WrongTypeError
from .page import Notice, NoticeKind

if TYPE_CHECKING:
    from .comparison import Cell, Comparison

INK, MUTED, RULE = "#1a1a1a", "#4d4d4d", "#c4c4c4"
# Dark and light, so that they differ in grey and to every eye; neither is the colour of good or bad.
TREATED, COMPARED, COMPARED_EDGE = "#3f7fbb", "#dde3ea", "#44546a"
SMALL, PLAIN, LARGE, TITLE = 7.0, 8.0, 9.5, 13.0
MARGIN, WIDTH, LEAST_WIDTH = 0.3, 9.0, 7.0

# Behind words that stand where lines of a scale go.
WHITE_GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}

DO_NOT_SUBTRACT = "Do not subtract across columns: different trials, different people."
_VERIFIED = {
    "unverified": "recalled, not re-read",
    "corroborated": "recalled, a second source agrees",
    "reconstructed": "counts reconstructed from a percentage",
    "computed": "computed",
}


class Plot(Figure):  # type: ignore[misc, unused-ignore]
    """A figure that a notebook shows as a cell's last expression, with its description as alternative text.

    It belongs to nobody but the caller: pyplot does not know it, so there is nothing to close.
    """

    @property
    def description(self) -> str:
        """What it shows, in words; the same as ``get_label()``."""
        return str(self.get_label())

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        written = io.BytesIO()
        self.savefig(written, format="png")
        return {"image/png": written.getvalue()}, {"image/png": {"alt": self.description}}


def line_height(size: float) -> float:
    """Inches from one line to the next."""
    return size * 1.3 / 72


@lru_cache(maxsize=8192)
def _inches(word: str, size: float, weight: str) -> float:
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(word, font, False)
    # Fonts are fitted to the pixels of a screen, which takes up to 8 % more than on paper (at 90 to the inch).
    return float(width) / 72 * 1.09


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Inches that a line of text takes."""
    return _inches(text, size, weight)


def wrapped(text: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """The lines of a text that is to be no wider than so many inches. Newlines stay."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if not line or _inches(longer, size, weight) <= width:
                line = longer
            else:
                lines.append(line)
                line = word
            while _inches(line, size, weight) > width and len(line) > 1:
                head = _fitting(line, width, size, weight)
                lines.append(line[:head])
                line = line[head:]
        lines.append(line)
    return lines


def _fitting(word: str, width: float, size: float, weight: str) -> int:
    """How many letters of a word that is too long for any line fit."""
    count = 1
    while count < len(word) - 1 and _inches(word[: count + 1], size, weight) <= width:
        count += 1
    return count


class Sources:
    """The sources of the numbers shown, numbered in the order in which they are met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._methods: dict[str, None] = {}

    def cite(self, cell: "Cell") -> str:
        """``"[3]"``; empty for a cell without a source."""
        if cell.source is None:
            return ""
        if cell.method is not None and cell.interval is not None:
            self._methods[cell.method] = None
        return f"[{self._numbers.setdefault(_cited(cell), len(self._numbers) + 1)}]"

    @property
    def entries(self) -> list[str]:
        """What stands at the bottom."""
        return [f"[{number}] {text}" for text, number in self._numbers.items()]

    @property
    def methods(self) -> str:
        """How differences and intervals were made, in a sentence; empty: there are none."""
        return f"Differences and their 95 % intervals: {'; '.join(self._methods)}." if self._methods else ""


def _cited(cell: "Cell") -> str:
    """Source, how far it was verified, and who, when, beside what; without what differs from cell to cell."""
    verified = _VERIFIED.get(cell.verification or "")
    setting = (cell.note or "").split("; computed: ")[0]
    if cell.trial and (cell.source or "").startswith(cell.trial):
        setting = setting[len(cell.trial) :].lstrip("; ")
    return f"{cell.source}{f' ({verified})' if verified else ''}{': ' if setting else ''}{setting}"


class Sheet:
    """Where the next thing goes: ``y`` inches from the top, which grows.

    A figure of the caller's keeps its width.
    """

    def __init__(self, figure: Optional[Any] = None) -> None:
        self.figure: Any = Plot(figsize=(WIDTH, 1.0), dpi=144) if figure is None else _usable(figure)
        self.figure.set_layout_engine("none")
        self.figure.set_facecolor("white")
        self.width: float = float(self.figure.get_figwidth())
        self.inner: float = self.width - 2 * MARGIN
        self.y = MARGIN
        self._from_top = Affine2D()
        self._place: Any = self._from_top + self.figure.dpi_scale_trans
        self._axes: list[tuple[Any, tuple[float, float, float, float]]] = []

    def write(self, x: float, y: float, lines: Sequence[str], size: float = PLAIN, **look: Any) -> float:
        """Writes lines at a place; how high they are."""
        style = {"color": INK, "va": "baseline", "ha": "left", **look}
        for number, line in enumerate(lines):
            # The base line lies in the middle of what a line leaves free above and below its letters.
            self.figure.text(
                x, y + number * line_height(size) + size / 72, line, fontsize=size, family="DejaVu Sans",
                transform=self._place, parse_math=False, usetex=False, **style,
            )  # fmt: skip
        return len(lines) * line_height(size)

    def paragraph(self, text: str, size: float = PLAIN, after: float = 0.06, **look: Any) -> None:
        """A paragraph over the whole width."""
        weight = look.get("weight", "normal")
        self.y += self.write(MARGIN, self.y, wrapped(text, self.inner, size, weight), size, **look) + after

    def box(self, x: float, y: float, width: float, height: float, **look: Any) -> None:
        """A rectangle."""
        self.figure.add_artist(Rectangle((x, y), width, height, transform=self._place, **{"linewidth": 0.8, **look}))

    def rule(
        self, y: float, colour: str = RULE, x: float = MARGIN, width: Optional[float] = None, weight: float = 0.6
    ) -> None:
        """A horizontal line."""
        end = x + (self.width - 2 * MARGIN if width is None else width)
        self.figure.add_artist(Line2D([x, end], [y, y], color=colour, linewidth=weight, transform=self._place))

    def axes(self, x: float, y: float, width: float, height: float) -> Any:
        """Axes without any furniture, of white ground."""
        axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0), facecolor="white")
        axes.set_axis_off()
        self._axes.append((axes, (x, y, width, height)))
        return axes

    def head(self, comparison: "Comparison", title: str, about: str, caution: str = DO_NOT_SUBTRACT) -> None:
        """Danger first; then what it is, of which day and base, and what it is meant for."""
        notices = comparison.notices
        for notice in notices:
            if notice.kind is NoticeKind.CRISIS:
                self._alarm(notice)
        self.paragraph(title, TITLE, weight="bold", after=0.04)
        self.paragraph(str(comparison._page["identity"]), PLAIN, color=MUTED, after=0.02)
        for notice in notices:
            if notice.kind is not NoticeKind.CRISIS:
                strong = notice.kind is NoticeKind.WARNING
                self.paragraph(str(notice), PLAIN, weight="bold" if strong else "normal", after=0.02)
        self.y += 0.08
        self.paragraph(about, PLAIN, after=0.02)
        self.paragraph(caution, PLAIN, weight="bold", after=0.1)

    def _alarm(self, notice: Notice) -> None:
        inner = self.inner - 0.3
        title = wrapped((notice.title or "Immediate danger").upper(), inner, TITLE, "bold")
        text = wrapped(notice.text, inner, LARGE)
        strip, body = len(title) * line_height(TITLE) + 0.14, len(text) * line_height(LARGE) + 0.2
        self.box(MARGIN, self.y, self.inner, strip + body, facecolor="white", edgecolor=INK, linewidth=2.0)
        self.box(MARGIN, self.y, self.inner, strip, facecolor=INK, edgecolor=INK, linewidth=2.0)
        self.write(MARGIN + 0.15, self.y + 0.07, title, TITLE, weight="bold", color="white")
        self.write(MARGIN + 0.15, self.y + strip + 0.1, text, LARGE)
        self.y += strip + body + 0.2

    def foot(self, sources: Sources) -> None:
        """Where the numbers come from, in two columns."""
        if sources.entries:
            self.paragraph("Sources: where, who, when, beside what", PLAIN, weight="bold", after=0.03)
            self._columns(sources.entries)
        if sources.methods:
            self.paragraph(sources.methods, SMALL, color=MUTED)

    def _columns(self, entries: Sequence[str]) -> None:
        width = (self.inner - 0.3) / 2
        blocks = [wrapped(entry, width, SMALL) for entry in entries]
        # Together with the space between the entries.
        heights = [len(block) * line_height(SMALL) + 0.03 for block in blocks]
        first = next(i + 1 for i in range(len(heights)) if 2 * sum(heights[: i + 1]) >= sum(heights))
        for column, (begin, end) in enumerate(((0, first), (first, len(blocks)))):
            y = self.y
            for block, height in zip(blocks[begin:end], heights[begin:end]):
                self.write(MARGIN + column * (width + 0.3), y, block, SMALL, color=MUTED)
                y += height
        self.y += max(sum(heights[:first]), sum(heights[first:])) + 0.06

    def finish(self, description: str) -> Any:
        """Cuts the sheet to the height it has come to; the figure."""
        height = self.y + MARGIN / 2
        self.figure.set_size_inches(self.width, height)
        self._from_top.clear().scale(1, -1).translate(0, height)
        for axes, (x, y, across, down) in self._axes:
            axes.set_position((x / self.width, 1 - (y + down) / height, across / self.width, down / height))
        self.figure.set_label(description)
        return self.figure


def _usable(figure: Any) -> Any:
    if not isinstance(figure, Figure):
        raise WrongTypeError(f"figure is a matplotlib.figure.Figure or None, not {type(figure).__name__}")
    if figure.axes or figure.texts or figure.artists or figure.subfigs:
        raise InvalidArgumentError("figure is to be empty: notices and sources need its whole room")
    if figure.get_figwidth() < LEAST_WIDTH:
        raise InvalidArgumentError(
            f"figure is to be at least {LEAST_WIDTH:g} inches wide, not {figure.get_figwidth():g}"
        )
    return figure
