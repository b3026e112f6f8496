# SPDX-License-Identifier: Apache-2.0
"""How do the options differ? Numbers side by side, each beside its own comparator."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Optional, SupportsIndex, Union, overload

from . import _native
from ._errors import NotFoundError, WrongTypeError
from ._facts import names
from .eligibility import Eligibility, position
from .knowledge import patient_of
from .page import Page, Shown

if TYPE_CHECKING:
    from matplotlib.figure import Figure  # type: ignore[import-not-found, unused-ignore]

    from .knowledge import Treatment, Treatments
    from .patient import Patient


class CellState(str, Enum):
    """Why a cell has no number; none of them means zero."""

    NUMBERS = "numbers"
    NOT_ENTERED = "not-entered"
    BELOW_CUT_OFF = "below-cut-off"
    NOT_REPORTED = "not-reported"

    def __str__(self) -> str:
        return self.value


_STATES = {
    _native.CELL_NUMBERS: CellState.NUMBERS,
    _native.CELL_NOT_ENTERED: CellState.NOT_ENTERED,
    _native.CELL_BELOW_CUT_OFF: CellState.BELOW_CUT_OFF,
    _native.CELL_NOT_REPORTED: CellState.NOT_REPORTED,
}


@dataclass(frozen=True)
class Cell:
    """What happened to 100 people on a treatment, beside its own comparison group.

    Numbers of different cells come from different trials and people: do not subtract them. All are per 100
    people, not rounded, and ``None`` where there is none, which never means zero.

    Attributes:
        row, treatment: id of what was counted, and of the treatment.
        state: ``numbers``, or why there are none.
        text: as a page shows it: ``"26 | 12, +14 (11-17)"``; of a blank cell why it is blank. A score or a
            bound ("at least 20") is only here.
        value: of 100 people treated; ``None`` as well where the source gives no exact number.
        comparator_value: of 100 in the comparison group.
        bound, comparator_bound: why there is no exact number: ``"at-least"``, ``"below"``, ``"about"`` or ``"range"``; the text
            has the words. ``None``: the number is exact, or there is none.
        difference: how many more (or, negative, fewer) of 100.
        low, high: ends of the 95 % interval of the difference.
        outcome: what exactly was counted.
        trial, population, background, when: where, in whom, with what else taken by both groups, and when.
        comparator: the comparison group: ``"placebo spray + oral antidepressant"``.
        method: how difference and interval were made.
        source, verification: where it comes from, and whether it was read there.
        subgroup: of whom, where not of everybody in the trial: ``"men"``.
        design: ``"randomised, double-blind"``, ...
        weeks: how long the trial lasted, as its source says.
        events, n, comparator_events, comparator_n: people counted, of how many, where known.
        note: what must be known to read the number: who, when, compared with what.

    >>> import txcompare
    >>> comparison = txcompare.KnowledgeBase().compare(["sertraline", "ketamine-iv"])
    >>> cell = comparison["nausea", "sertraline"]
    >>> cell.value, cell.comparator_value, cell.comparator
    (26.0, 12.0, 'placebo')
    >>> bound = comparison["nausea", "ketamine-iv"]
    >>> bound.text, bound.value
    ('at least 20', None)
    """

    row: str
    treatment: str
    state: CellState
    text: str
    value: Optional[float] = None
    comparator_value: Optional[float] = None
    bound: Optional[str] = None
    comparator_bound: Optional[str] = None
    difference: Optional[float] = None
    low: Optional[float] = None
    high: Optional[float] = None
    outcome: Optional[str] = None
    trial: Optional[str] = None
    population: Optional[str] = None
    background: Optional[str] = None
    when: Optional[str] = None
    comparator: Optional[str] = None
    method: Optional[str] = None
    source: Optional[str] = None
    verification: Optional[str] = None
    subgroup: Optional[str] = None
    design: Optional[str] = None
    weeks: Optional[str] = None
    events: Optional[float] = None
    n: Optional[float] = None
    comparator_events: Optional[float] = None
    comparator_n: Optional[float] = None
    note: Optional[str] = None

    @classmethod
    def _of(cls, row: str, treatment: str, native: "_native.effect_cell", shown: Mapping[str, Any]) -> "Cell":
        interval = native.has_difference and native.has_interval
        bound, other_bound = _native.bound_text(native.treated_bound), _native.bound_text(native.comparator_bound)
        return cls(
            row=row,
            treatment=treatment,
            state=_STATES[native.state],
            text=shown["text"].replace("\n", ", "),
            value=native.treated_per_100 if native.has_treated else None,
            comparator_value=native.comparator_per_100 if native.has_comparator else None,
            bound=bound if bound != "exact" else None,
            comparator_bound=other_bound if other_bound != "exact" else None,
            difference=native.difference_per_100 if native.has_difference else None,
            low=native.low_per_100 if interval else None,
            high=native.high_per_100 if interval else None,
            outcome=native.outcome,
            trial=native.trial,
            population=native.population,
            background=native.background,
            when=native.when,
            comparator=native.comparator,
            method=native.method,
            source=native.source,
            verification=native.verification,
            subgroup=native.subgroup,
            design=native.design,
            weeks=native.weeks,
            events=native.treated_events if native.has_treated_events else None,
            n=native.treated_n if native.has_treated_n else None,
            comparator_events=native.comparator_events if native.has_comparator_events else None,
            comparator_n=native.comparator_n if native.has_comparator_n else None,
            note=shown["note"],
        )

    @property
    def interval(self) -> Optional[tuple[float, float]]:
        """The 95 % interval of the difference; ``None``: there is none."""
        return None if self.low is None or self.high is None else (self.low, self.high)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Cell {self.row}, {self.treatment}: {self}>"


@dataclass(frozen=True)
class PropertyCell:
    """What a treatment is like in one respect, in words.

    Attributes:
        text: as a page shows it.
        blank: why there is nothing, such as ``"not-entered"``; ``None`` otherwise.
        sources: where it comes from, with the places.
        mark: how far it was verified, in letters of the page's legend; ``None``: it was read in its source.
    """

    text: str
    blank: Optional[str]
    sources: tuple[str, ...]
    mark: Optional[str]

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, eq=False, repr=False)
class Row(Mapping[str, Cell]):
    """One outcome or side effect: a cell per treatment, found by its name.

    Attributes:
        id: of the outcome or effect, such as ``"nausea"``.
        name: the field's term.
        plain: in plain words: ``"feel sick"``.
        is_outcome: what the treatments are for; ``False``: a side effect.
        group: of a side effect, such as ``"stomach"``; ``None``.
        serious: a side effect that may do lasting harm or kill.
        more_is_better: of an outcome: response, not relapse.
    """

    id: str
    name: str
    plain: str
    is_outcome: bool
    group: Optional[str]
    serious: bool
    more_is_better: bool
    _cells: Mapping[str, Cell] = field(repr=False)
    _find: Callable[[Any], str] = field(repr=False)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells, in the order of the treatments."""
        return tuple(self._cells.values())

    def __getitem__(self, treatment: Any) -> Cell:
        try:
            return self._cells[self._find(treatment)]
        except IndexError as error:  # of a mapping it is a KeyError
            raise NotFoundError(str(error)) from None

    def __contains__(self, treatment: object) -> bool:
        try:
            return self[treatment] is not None
        except (NotFoundError, WrongTypeError):
            return False

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __str__(self) -> str:
        return self.plain

    def __repr__(self) -> str:
        return f"<Row {self.id}: {'; '.join(f'{name}: {cell}' for name, cell in self.items())}>"


class Rows(tuple[Row, ...]):
    """A tuple of :class:`Row`, in the order of the page; also found by id, term or plain words."""

    __slots__ = ()

    @overload
    def __getitem__(self, which: Union[SupportsIndex, str]) -> Row: ...

    @overload
    def __getitem__(self, which: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, which: Union[SupportsIndex, str, slice]) -> Union[Row, tuple[Row, ...]]:
        if isinstance(which, slice) or hasattr(which, "__index__"):
            return super().__getitem__(which)
        if not isinstance(which, str):
            raise WrongTypeError(f"a row is found by its name or number, not by {type(which).__name__}")
        for row in self:
            if which in (row.id, row.name, row.plain):
                return row
        close = difflib.get_close_matches(which, [row.id for row in self], 1)
        advice = f"; did you mean '{close[0]}'?" if close else ""
        raise NotFoundError(f"no treatment compared has numbers for '{which}'{advice}")

    def __contains__(self, which: object) -> bool:
        if not isinstance(which, str):
            return super().__contains__(which)
        return any(which in (row.id, row.name, row.plain) for row in self)

    def __repr__(self) -> str:
        return f"<{len(self)} rows: {', '.join(row.id for row in self)}>"

    def _ipython_key_completions_(self) -> list[str]:
        return [row.id for row in self]


class Comparison(Shown):
    """Treatments side by side for a patient, or for nobody in particular.

    >>> import txcompare
    >>> comparison = txcompare.KnowledgeBase().compare(["sertraline", "esketamine-nasal"])
    >>> cell = comparison["nausea", "sertraline"]
    >>> print(cell, "--", cell.source)
    26 | 12, +14 (11-17) -- Zoloft US label, section 6.1 table 3
    """

    def __init__(self, patient: "Patient", treatments: "Treatments" = None) -> None:
        self._patient = patient_of(patient)
        self._native = _native.comparison_new(patient._native, names(treatments))

    @property
    def patient(self) -> "Patient":
        """For whom."""
        return self._patient

    @cached_property
    def eligibility(self) -> Eligibility:
        """The verdicts of the treatments compared."""
        return Eligibility._within(self, self._patient, _native.comparison_eligibility(self._native))

    @property
    def treatments(self) -> tuple["Treatment", ...]:
        """The treatments, in the order of the columns."""
        return self.eligibility.treatments

    @cached_property
    def _page(self) -> dict[str, Any]:
        return self.page(all=True).to_dict()

    def _grid_rows(self, section: str) -> Iterator[dict[str, Any]]:
        for found in self._page["sections"]:
            for block in found["blocks"] if found["key"] == section else ():
                yield from block.get("rows", ())

    def _find(self, treatment: Any) -> str:
        return self.treatments[position(treatment, self.treatments, self._patient)].id

    @cached_property
    def rows(self) -> Rows:
        """Outcomes, then side effects: every one that a treatment has numbers for.

        Raises:
            KeyError: on ``rows["…"]``: none of these; the message names the nearest.
        """
        shown = {row["key"]: row["cells"] for row in self._grid_rows("numbers") if row["cells"]}
        count = _native.comparison_row_count(self._native)
        return Rows(self._row(i, shown) for i in range(count))

    def _row(self, index: int, shown: Mapping[str, Sequence[Mapping[str, Any]]]) -> Row:
        native = _native.comparison_row_at(self._native, index)
        cells = {
            treatment.id: Cell._of(
                native.id,
                treatment.id,
                _native.comparison_cell_at(self._native, index, column),
                shown[native.id][column],
            )
            for column, treatment in enumerate(self.treatments)
        }
        return Row(
            native.id,
            native.name,
            native.plain,
            native.is_outcome,
            native.group,
            native.serious,
            native.more_is_better,
            cells,
            self._find,
        )

    @property
    def outcomes(self) -> tuple[Row, ...]:
        """The rows of what the treatments are for."""
        return tuple(row for row in self.rows if row.is_outcome)

    @property
    def side_effects(self) -> tuple[Row, ...]:
        """The rows of side effects."""
        return tuple(row for row in self.rows if not row.is_outcome)

    @property
    def properties(self) -> Mapping[str, Mapping[str, PropertyCell]]:
        """What the treatments are like, in words: class, how it is taken, where, how often, onset, approval.

        >>> import txcompare
        >>> comparison = txcompare.KnowledgeBase().compare(["sertraline"])
        >>> print(comparison.properties["first-effect"]["sertraline"])
        week 1
        """
        sources = {source["key"]: source["text"] for source in self._page["sources"]}
        return {
            row["key"]: {
                cell["column"]: PropertyCell(
                    cell["text"].replace("\n", ", "),
                    cell["blank"],
                    tuple(sources[key] for key in cell["sources"]),
                    cell["mark"],
                )
                for cell in row["cells"]
            }
            for row in self._grid_rows("side-by-side")
        }

    def __getitem__(self, which: tuple[str, Union[str, int, "Treatment"]]) -> Cell:
        """The cell of a row and a treatment: ``comparison["nausea", "sertraline"]``."""
        if not isinstance(which, tuple) or len(which) != 2:
            raise WrongTypeError("a cell is found by its row and its treatment: comparison['nausea', 'sertraline']")
        row, treatment = which
        return self.rows[row][treatment]

    def __contains__(self, which: object) -> bool:
        return which in self.rows

    def __len__(self) -> int:
        return _native.comparison_row_count(self._native)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def page(self, *, all: bool = False) -> Page:
        """Patient, verdicts, side by side, numbers, sources."""
        return Page(_native.report_comparison(self._native, all))

    def to_dataframe(self, library: Optional[str] = None) -> Any:
        """The numbers, one cell a row (pandas or Polars; see :meth:`KnowledgeBase.to_dataframe`).

        Rows of different treatments come from different trials: do not subtract them.
        """
        columns = tuple(name for name in Cell.__dataclass_fields__)
        rows = [{**vars(cell), "state": str(cell.state)} for row in self.rows for cell in row.values()]
        return self._frame(rows, columns, library)

    def plot_side_effects(
        self,
        treatments: "Treatments" = None,
        rows: Optional[Iterable[Union[str, Row]]] = None,
        *,
        most: int = 12,
        figure: Optional["Figure"] = None,
    ) -> "Figure":
        """Side effects of 100 people as bars, each treatment beside its own comparison group.

        A panel a treatment, at most four beside each other in 9 inches. The interval is the 95 % interval of the
        difference, drawn from the end of the comparison group's bar. Only exact numbers are drawn: bounds
        ("at least 20"), scores and blank cells ("not entered") stand there in words, never as zero.

        Like every plot it carries what a page carries: danger first, the intended use, version and hash of
        the knowledge base, the day, and the sources of the numbers shown. ``figure.get_label()`` says in
        words what it shows, for people who cannot see it. It shows itself in a notebook; elsewhere
        ``figure.savefig("side-effects.svg")``. It grows with what it shows: four treatments and twelve
        rows fill a printed page. pyplot does not know it, so there is nothing to close.

        Args:
            treatments: names, numbers or treatments, of those compared; ``None``: all.
            rows: names of side effects or rows, in the order wanted; ``None``: those a page shows first,
                then those with most to show.
            most: how many rows, where ``rows`` does not say which.
            figure: an empty figure to draw into, at least 7 inches wide; its height is made to fit.
                ``None``: a new one, 9 inches wide.

        Returns:
            The figure. A bar's ``get_gid()`` says what it is: ``"sertraline:nausea:treated"``.

        Raises:
            ImportError: matplotlib is not installed.
            KeyError: no such row or treatment; the message names the nearest.
            ValueError: the figure is too narrow or not empty; nothing is asked for.

        >>> import txcompare
        >>> comparison = txcompare.KnowledgeBase().compare(["sertraline", "venlafaxine"])
        >>> figure = comparison.plot_side_effects(rows=["nausea", "fatigue"])  # doctest: +SKIP
        >>> print(figure.get_label().splitlines()[-1])  # doctest: +SKIP
        feel tired: sertraline: 12 | 8, +4 (1-7); venlafaxine: not entered.
        """
        drawn: "Figure" = _plotter("bars").side_effects(self, treatments, rows, most, figure)
        return drawn

    def plot_icon_array(
        self, row: Union[str, Row], treatment: Union[str, int, "Treatment"], *, figure: Optional["Figure"] = None
    ) -> "Figure":
        """100 people on a treatment and 100 in its own comparison group: how many have it, and how many do not.

        Numbers are rounded to whole people, but never to none: of a rate below one half one figure is
        half-toned, and the words say "fewer than 1". Without an exact number no people are drawn, and the
        words say what is known.

        Args:
            row: name of a side effect or an outcome, or a row.
            treatment: name, number or treatment, of those compared.
            figure: as for :meth:`plot_side_effects`.

        Raises:
            ImportError: matplotlib is not installed.
            KeyError: no such row or treatment; the message names the nearest.
            ValueError: the figure is too narrow or not empty.

        >>> import txcompare
        >>> comparison = txcompare.KnowledgeBase().compare(["sertraline"])
        >>> figure = comparison.plot_icon_array("nausea", "sertraline")  # doctest: +SKIP
        >>> print(figure.get_label().splitlines()[-3])  # doctest: +SKIP
        On sertraline: Of 100 people 26 feel sick, 74 do not.
        """
        drawn: "Figure" = _plotter("icons").icon_array(self, row, treatment, figure)
        return drawn

    def plot_efficacy(
        self,
        treatments: "Treatments" = None,
        outcomes: Optional[Iterable[Union[str, Row]]] = None,
        *,
        most: int = 4,
        figure: Optional["Figure"] = None,
    ) -> "Figure":
        """How many more or fewer of 100 people respond, relapse, ... than in each treatment's own comparison group.

        A line for each outcome and treatment, with the 95 % interval, beside what, when, in which trial and in
        how many people. A difference without an interval, a ratio or a score is said in words, not drawn.

        Args:
            treatments: names, numbers or treatments, of those compared; ``None``: all.
            outcomes: names of outcomes or rows, in the order wanted; ``None``: those a page shows first, then
                those with most to show.
            most: how many outcomes, where ``outcomes`` does not say which.
            figure: as for :meth:`plot_side_effects`.

        Raises:
            ImportError: matplotlib is not installed.
            KeyError: no such outcome or treatment; the message names the nearest.
            ValueError: the figure is too narrow or not empty; nothing is asked for.

        >>> import txcompare
        >>> comparison = txcompare.KnowledgeBase().compare(["sertraline", "esketamine-nasal-with-antidepressant"])
        >>> comparison.plot_efficacy(outcomes=["relapse"]).savefig("relapse.svg")  # doctest: +SKIP
        """
        drawn: "Figure" = _plotter("forest").efficacy(self, treatments, outcomes, most, figure)
        return drawn

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Comparison):
            return NotImplemented
        return self._patient == other._patient and self.treatments == other.treatments

    def __hash__(self) -> int:
        return hash((self._patient, self.treatments))

    def __repr__(self) -> str:
        return f"<Comparison of {', '.join(treatment.id for treatment in self.treatments)}: {len(self)} rows>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._patient, self.treatments)


def _plotter(kind: str) -> Any:
    """What draws a kind of plot; matplotlib is imported only now."""
    try:
        return importlib.import_module(f"{__package__}._plot_{kind}")
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] != "matplotlib":
            raise
        raise ImportError("plots need matplotlib: pip install matplotlib") from error
