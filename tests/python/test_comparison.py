# SPDX-License-Identifier: Apache-2.0
"""Numbers side by side, against the sources they come from and a hand's reckoning."""

import collections.abc
import math

import pytest

from people import AS_OF, IN_DANGER
from txcompare import Cell, CellState, NotFoundError, Patient, WrongTypeError

COMBINATION = "esketamine-nasal-with-antidepressant"
# 97.5 % of the normal distribution.
Z = 1.959963984540054


@pytest.fixture(scope="module")
def comparison(kb):
    return kb.compare(["sertraline", COMBINATION, "ketamine-iv"])


def wilson(events, n):
    p = events / n
    middle, half = p + Z * Z / (2 * n), Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return (middle - half) / (1 + Z * Z / n), (middle + half) / (1 + Z * Z / n)


def newcombe(events, n, other_events, other_n):
    """Newcombe 1998, method 10: of 100 people."""
    p, q = events / n, other_events / other_n
    (low, high), (other_low, other_high) = wilson(events, n), wilson(other_events, other_n)
    return (
        100 * (p - q - math.hypot(p - low, other_high - q)),
        100 * (p - q + math.hypot(high - p, q - other_low)),
    )


# Counts as printed: Spravato US label 2020, table 2 (dissociation, dizziness); Turkoz 2021 (response of TRANSFORM-1
# and -2); KARMA-Dep 2 (response).
COUNTS = {
    ("dissociation", COMBINATION): (142, 346, 21, 222),
    ("dizziness", COMBINATION): (101, 346, 17, 222),
    ("response-madrs", COMBINATION): (182, 310, 94, 208),
    ("response-madrs", "ketamine-iv"): (15, 32, 10, 30),
}


@pytest.mark.parametrize("row, treatment", COUNTS)
def test_a_cell_is_what_was_counted_and_what_follows(comparison, row, treatment):
    events, n, other_events, other_n = COUNTS[row, treatment]
    cell = comparison[row, treatment]
    assert (cell.events, cell.n, cell.comparator_events, cell.comparator_n) == (events, n, other_events, other_n)
    assert cell.value == pytest.approx(100 * events / n, rel=1e-12)
    assert cell.comparator_value == pytest.approx(100 * other_events / other_n, rel=1e-12)
    assert cell.difference == pytest.approx(cell.value - cell.comparator_value, rel=1e-12)
    assert cell.interval == (cell.low, cell.high) == pytest.approx(newcombe(events, n, other_events, other_n), rel=1e-9)
    assert cell.method == "Newcombe 1998 method 10" and cell.state is CellState.NUMBERS
    assert (cell.row, cell.treatment) == (row, treatment)


def test_the_reckoning_is_that_of_the_paper():
    # Newcombe 1998, Statistics in Medicine 17:873, table II, (a) 56/70 - 48/80, method 10: 0.0524 to 0.3339.
    assert newcombe(56, 70, 48, 80) == pytest.approx((5.24, 33.39), abs=0.005)


def test_percentages_as_a_label_prints_them(comparison):
    # Zoloft US label, section 6.1, table 3: nausea in 26 % beside 12 % of those on placebo; no counts are printed.
    cell = comparison["nausea", "sertraline"]
    assert (cell.value, cell.comparator_value, cell.comparator) == (26, 12, "placebo")
    assert cell.difference == pytest.approx(14) and cell.low < 14 < cell.high
    assert (cell.events, cell.n, cell.comparator_events, cell.comparator_n) == (None, 3066, None, 2293)
    assert (cell.source, cell.verification) == ("Zoloft US label, section 6.1 table 3", "read")
    assert str(cell) == cell.text == "26 | 12, +14 (11-17)"


def test_a_cell_says_who_when_and_beside_what(comparison):
    cell = comparison["dissociation", COMBINATION]
    assert cell.comparator == "placebo spray" and "treatment-resistant depression" in cell.population
    assert "oral antidepressant" in cell.background and "Spravato" in cell.trial and "Spravato US label" in cell.source
    assert "placebo spray" in cell.note and cell.outcome == "dissociation"
    assert str(cell) == "41 | 9, +32 (25-38)"


def test_a_blank_says_why_and_is_not_zero(comparison):
    blanks = [cell for row in comparison for cell in row.values() if cell.state is not CellState.NUMBERS]
    assert blanks
    for cell in blanks:
        assert cell.text == str(cell.state).replace("-", " ") or cell.state is CellState.BELOW_CUT_OFF
        assert (cell.value, cell.comparator_value, cell.difference, cell.low, cell.high, cell.interval) == (None,) * 6
        assert (cell.events, cell.n, cell.comparator_events, cell.comparator_n) == (None,) * 4


def test_numbers_of_people_are_possible(kb):
    for row in kb.compare():
        for cell in row.values():
            for number in (cell.value, cell.comparator_value):
                assert number is None or 0 <= number <= 100
            if cell.difference is not None and cell.interval:
                assert -100 <= cell.low <= cell.difference <= cell.high <= 100
            if cell.events is not None:
                assert 0 <= cell.events <= cell.n and cell.value == pytest.approx(100 * cell.events / cell.n)


# ---- rows ------------------------------------------------------------------------


def test_rows_are_a_mapping_outcomes_first(comparison):
    rows = comparison.rows
    assert isinstance(rows, collections.abc.Sequence) and len(rows) == len(comparison) == len(list(comparison))
    assert list(rows) == list(comparison) == [*comparison.outcomes, *comparison.side_effects]
    assert all(row.is_outcome for row in comparison.outcomes) and not any(
        row.is_outcome for row in comparison.side_effects
    )
    assert rows["nausea"] is rows["feel sick"] and "nausea" in rows and "nause" not in rows
    with pytest.raises(KeyError) as caught:
        rows["nause"]
    assert isinstance(caught.value, NotFoundError) and "did you mean 'nausea'?" in str(caught.value)


def test_a_row_is_a_mapping_of_cells(kb, comparison):
    row = comparison.rows["nausea"]
    assert isinstance(row, collections.abc.Mapping) and list(row) == ["sertraline", COMBINATION, "ketamine-iv"]
    assert (
        row["zoloft"]
        is row["sertraline"]
        is row[0]
        is row[-3]
        is row[kb.treatments["sertraline"]]
        is comparison["nausea", "Zoloft"]
    )
    assert "zoloft" in row and "mirtazapine" not in row and "aspirin" not in row and None not in row
    assert len(row) == 3 and row.get("aspirin") is None and row.get("mirtazapine", 7) == 7
    assert all(isinstance(cell, Cell) and cell.row == "nausea" and cell.treatment == id for id, cell in row.items())


def test_a_row_says_what_it_counts(comparison):
    # knowledge/depression/effects.yaml and outcomes.yaml.
    nausea, response = comparison.rows["nausea"], comparison.rows["response-madrs"]
    assert (nausea.name, nausea.plain, nausea.is_outcome, nausea.serious, nausea.more_is_better) == (
        "nausea",
        "feel sick",
        False,
        False,
        False,
    )
    assert (
        nausea.group == "stomach and bowel"
        and str(nausea) == "feel sick"
        and repr(nausea).startswith("<Row nausea: sertraline: 26 | 12")
    )
    assert (response.is_outcome, response.group, response.more_is_better) == (True, None, True)
    cell = nausea["sertraline"]
    assert repr(cell) == "<Cell nausea, sertraline: 26 | 12, +14 (11-17)>"
    assert (cell.value, cell.comparator_value, cell.difference) == (26, 12, 14)  # not 14.000000000000002


def test_a_cell_is_found_or_its_name_is_told(comparison):
    with pytest.raises(KeyError, match="not among them"):
        comparison["nausea", "mirtazapine"]
    with pytest.raises(KeyError, match="did you mean 'sertraline'"):
        comparison["nausea", "sertralin"]
    for which in ((None, "sertraline"), (None, None), ("nausea", None)):
        with pytest.raises(WrongTypeError):
            comparison[which]


# ---- columns -----------------------------------------------------------------------


def test_treatments_are_the_columns_in_the_order_asked_for(kb, comparison):
    assert [one.id for one in comparison.treatments] == ["sertraline", COMBINATION, "ketamine-iv"]
    assert comparison.eligibility == kb.eligibility(comparison.patient, comparison.treatments)
    assert [one.id for one in kb.compare().treatments] == [id for id in kb.treatments if id != "placebo"]
    assert comparison.patient.facts == () and comparison.patient.knowledge_base is kb
    assert repr(comparison) == f"<Comparison of sertraline, {COMBINATION}, ketamine-iv: {len(comparison)} rows>"


def test_numbers_do_not_depend_on_the_other_columns(kb, comparison):
    alone = kb.compare(["ketamine-iv"])
    for row in alone:
        found = comparison.rows[row.id if row.id in comparison.rows else row.plain]["ketamine-iv"]
        cell = row["ketamine-iv"]
        assert (cell.text, cell.value, cell.low, cell.source) == (found.text, found.value, found.low, found.source)


def test_a_treatment_named_twice_is_one(kb):
    twice = kb.compare(["sertraline", "zoloft"])
    assert [one.id for one in twice.treatments] == ["sertraline"]
    assert twice == kb.compare(["sertraline"])


def test_properties_are_words_with_sources(comparison):
    properties = comparison.properties
    assert isinstance(properties, collections.abc.Mapping)
    assert set(properties) >= {"class", "mechanism", "route", "place", "regimen", "duration", "approved"}
    for row in properties.values():
        assert list(row) == [one.id for one in comparison.treatments]
    sertraline = properties["class"]["sertraline"]
    assert str(sertraline) == sertraline.text == "SSRI" and sertraline.blank is None
    assert properties["approved"]["ketamine-iv"].text != properties["approved"]["sertraline"].text
    assert any(
        "Spravato (esketamine nasal spray) US prescribing information" in source
        for source in properties["approved"][COMBINATION].sources
    )
    unverified = [cell for row in properties.values() for cell in row.values() if cell.mark]
    assert unverified  # "capsule" is recalled, not read


def test_what_a_comparison_hands_out_can_be_changed_by_nobody_else(comparison):
    before = {key: dict(row) for key, row in comparison.properties.items()}
    try:
        comparison.properties["class"].clear()
        comparison.properties.clear()
    except AttributeError:
        pass
    assert {key: dict(row) for key, row in comparison.properties.items()} == before


def test_nothing_compared_is_a_comparison_of_nothing(kb):
    nothing = kb.compare([])
    assert (len(nothing), list(nothing), nothing.treatments, dict(nothing.rows), dict(nothing.properties)) == (
        0,
        [],
        (),
        {},
        {},
    )
    assert nothing.to_text()


def test_a_comparison_for_somebody_has_their_verdicts(kb):
    patient = Patient(kb, "has aneurysm", as_of=AS_OF, **IN_DANGER)
    comparison = kb.compare(["esketamine"], patient)
    assert comparison.patient is patient and comparison.eligibility[0].kind == "contraindicated"
    assert comparison.eligibility.is_emergency and comparison.notices[0].kind == "crisis"


def test_a_bound_of_the_comparison_group_is_none_of_its_numbers(kb):
    bounds = [cell for row in kb.compare() for cell in row.cells if cell.comparator_bound]
    assert bounds and all(
        cell.comparator_value is None and "below" in cell.text for cell in bounds if cell.comparator_bound == "below"
    )
    exact = [cell for row in kb.compare() for cell in row.cells if cell.comparator_value is not None]
    assert exact and not any(cell.comparator_bound for cell in exact)


def test_verdicts_of_a_comparison_are_its_own(kb, nobody):
    comparison = kb.compare(["sertraline", "venlafaxine"], nobody)
    verdicts = comparison.eligibility
    assert (
        verdicts == kb.eligibility(nobody, ["sertraline", "venlafaxine"])
        and verdicts.treatments == comparison.treatments
    )
    del comparison
    assert verdicts[0].rules and verdicts.page().title
    assert "nausea" in kb.compare(["sertraline"]) and "weather" not in kb.compare(["sertraline"])


def test_a_treatment_named_twice_lines_up(kb):
    comparison = kb.compare(["sertraline", "Zoloft", "venlafaxine"])
    for row in comparison:
        assert [cell.treatment for cell in row.cells] == [treatment.id for treatment in comparison.treatments]
