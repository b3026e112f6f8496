# SPDX-License-Identifier: Apache-2.0
"""What a plot shows is what the cells say, and what must be said with it stands on it."""

import gc
import io
import subprocess
import sys
import textwrap
import weakref

import pytest

import txcompare

pytest.importorskip("matplotlib")

from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

ESKETAMINE = "esketamine-nasal-with-antidepressant"
TWO = ["sertraline", ESKETAMINE]
FOUR = [*TWO, "venlafaxine", "ketamine-iv"]


@pytest.fixture(scope="module")
def kb():
    return txcompare.KnowledgeBase()


@pytest.fixture(scope="module")
def everything(kb):
    return kb.compare()


@pytest.fixture(scope="module")
def every_bar(everything):
    return drawn(everything.plot_side_effects(rows=everything.side_effects))


def drawn(figure):
    """What has a name, by it."""
    found = {}
    for axes in figure.axes:
        for artist in axes.get_children():
            if artist.get_gid():
                assert artist.get_gid() not in found
                found[artist.get_gid()] = artist
    return found


def words(figure):
    """All that is written, in the order in which it was, as one line."""
    return " ".join(text.get_text() for text in figure.texts)


def plots(comparison):
    first = comparison.treatments[0]
    return [
        comparison.plot_side_effects(),
        comparison.plot_icon_array("nausea", first),
        comparison.plot_efficacy(),
    ]


# ---- the numbers ---------------------------------------------------------------------------


def test_bars_are_as_long_as_the_numbers_of_the_label(kb):
    bars = drawn(kb.compare(TWO).plot_side_effects(rows=["nausea", "dissociation"]))
    assert bars["sertraline:nausea:treated"].get_width() == 26
    assert bars["sertraline:nausea:comparator"].get_width() == 12
    assert bars[f"{ESKETAMINE}:dissociation:treated"].get_width() == pytest.approx(100 * 142 / 346)
    assert bars[f"{ESKETAMINE}:dissociation:comparator"].get_width() == pytest.approx(100 * 21 / 222)


def test_every_bar_and_interval_is_that_of_its_cell(everything, every_bar):
    assert len(every_bar) > 300
    for name, artist in every_bar.items():
        treatment, row, what = name.split(":")
        cell = everything[row, treatment]
        if what == "interval":
            low, high = artist.get_xdata()
            assert low - cell.comparator_value == pytest.approx(cell.low)
            assert high - cell.comparator_value == pytest.approx(cell.high)
        else:
            assert artist.get_x() == 0
            assert artist.get_width() == (cell.value if what == "treated" else cell.comparator_value)


def test_whatever_has_an_exact_pair_is_drawn(everything, every_bar):
    for row in everything.side_effects:
        for treatment, cell in row.items():
            if cell.difference is not None:
                assert f"{treatment}:{row.id}:treated" in every_bar and f"{treatment}:{row.id}:comparator" in every_bar
            assert (f"{treatment}:{row.id}:interval" in every_bar) == (cell.interval is not None)


def test_nothing_is_drawn_of_blanks_bounds_and_scores(kb):
    rows = ["dissociation", "weight-change", "loss-of-consciousness", "suicidal-thoughts-or-behaviour", "feeling-woozy"]
    figure = kb.compare(FOUR).plot_side_effects(rows=rows)
    assert {name.split(":")[1] for name in drawn(figure)} == {"dissociation"}
    assert {name.split(":")[0] for name in drawn(figure)} == {ESKETAMINE}
    for said in (
        "not entered",
        "at least 20",
        "at least 50",
        "0.22 kg",
        "0.3 to 0.4",
        "difference 14 per 1000, as a class",
    ):
        assert said in words(figure)


def test_a_bound_in_the_comparison_group_has_no_bar(kb):
    figure = kb.compare(["duloxetine"]).plot_side_effects(rows=["yawning"])
    assert list(drawn(figure)) == ["duloxetine:yawning:treated"]
    assert "2 | below 1" in words(figure)


def test_a_number_without_a_comparison_group_says_so(kb):
    figure = kb.compare(["sertraline"]).plot_side_effects(rows=["sexual-dysfunction"])
    assert list(drawn(figure)) == ["sertraline:sexual-dysfunction:treated"]
    assert "no comparison number" in words(figure)


def test_intervals_below_zero_are_not_cut_off(kb):
    figure = kb.compare([ESKETAMINE]).plot_side_effects(rows=["death"])
    (axes,) = figure.axes
    assert axes.get_xlim()[0] == pytest.approx(kb.compare([ESKETAMINE])["death", ESKETAMINE].low)


def test_panels_share_one_scale(everything):
    limits = {axes.get_xlim() for axes in everything.plot_side_effects().axes}
    assert len(limits) == 1


def test_every_other_comparator_is_named(kb):
    assert "beside placebo stopped" in words(kb.compare(["sertraline"]).plot_side_effects())


def test_forest_lines_are_those_of_the_cells(everything):
    lines = drawn(everything.plot_efficacy(outcomes=everything.outcomes))
    names = {f"{cell.treatment}:{row.id}" for row in everything.outcomes for cell in row.values() if cell.interval}
    assert {name.rsplit(":", 1)[0] for name in lines} - {"key"} == names
    for name in names:
        treatment, row = name.split(":")
        cell = everything[row, treatment]
        assert list(lines[f"{name}:interval"].get_xdata()) == [cell.low, cell.high]
        assert list(lines[f"{name}:difference"].get_xdata()) == [cell.difference]
        # The axes clip what lies beyond them.
        low, high = lines[f"{name}:interval"].axes.get_xlim()
        assert low <= cell.low and cell.high <= high


def test_forest_says_what_it_does_not_draw(everything):
    said = words(everything.plot_efficacy(["ketamine-iv", "sertraline", ESKETAMINE], ["relapse", "remission-kept"]))
    assert "70 | 63, +7, beside ECT, no interval" in said
    assert "odds ratio 0.30 (0.22-0.38), as a class" in said
    assert "Not entered: ketamine infusion, sertraline." in said
    assert "left of the zero line fewer relapse, right of it more; fewer is hoped for" in said


def test_forest_says_beside_what_when_where_and_how_many(kb):
    said = words(kb.compare(TWO).plot_efficacy(outcomes=["respond"]))
    assert "beside placebo spray; day 28; TRANSFORM-1 and -2 pooled; 310 and 208 people" in said
    assert "beside placebo spray; 4 weeks; TRANSFORM-2" in words(
        kb.compare(TWO).plot_efficacy(outcomes=["stopped-side-effects"])
    )


def test_a_number_of_men_only_says_so(kb):
    comparison = kb.compare(["sertraline"])
    assert "(men) [1]" in words(comparison.plot_side_effects(rows=["ejaculation-failure"]))
    assert "Of 100 people (men) 8 cannot ejaculate" in words(comparison.plot_icon_array("ejaculation-failure", 0))
    assert "(men)" not in words(comparison.plot_side_effects(rows=["nausea"]))


def test_a_count_without_a_total_is_said_as_it_is(kb):
    comparison = kb.compare([ESKETAMINE], txcompare.Patient(kb, suicidal_intent_or_plan=True, age=15))
    assert comparison["stopped-side-effects", ESKETAMINE].text.endswith("nobody")
    assert "5 | nobody [" in words(comparison.plot_efficacy(outcomes=["stopped-side-effects"]))
    figure = comparison.plot_icon_array("stopped-side-effects", ESKETAMINE)
    assert "Nobody; of how many is not given, so none are drawn." in words(figure)
    assert {name.split(":")[2] for name in drawn(figure)} == {"treated"}


# ---- icons ---------------------------------------------------------------------------------


def icons(figure):
    return {name.split(":", 2)[2]: len(artist.get_offsets()) for name, artist in drawn(figure).items()}


def test_icons_are_parts_of_a_hundred(kb):
    figure = kb.compare(TWO).plot_icon_array("nausea", "sertraline")
    assert icons(figure) == {"treated:filled": 26, "treated:empty": 74, "comparator:filled": 12, "comparator:empty": 88}
    said = words(figure)
    assert "Of 100 people 26 feel sick, 74 do not." in said and "Of 100 people 12 feel sick, 88 do not." in said
    assert "14 more of 100 feel sick on sertraline than in its comparison group" in said
    assert "(95 % interval: 11 more to 17 more)" in said


def test_what_is_rare_is_not_rounded_to_none(kb):
    figure = kb.compare([ESKETAMINE]).plot_icon_array("death", ESKETAMINE)
    assert icons(figure) == {"treated:part": 1, "treated:empty": 99, "comparator:empty": 100}
    said = words(figure)
    assert "fewer than 1 die, more than 99 do" in said and "0 die, 100 do not" in said
    assert "0.3 more of 100 die" in said and "2 fewer to 2 more" in said


def test_icons_always_add_up(everything):
    for row in everything:
        for treatment, cell in row.items():
            if cell.interval and row.id.startswith(("stopped-for", "severe", "remission")):
                found = icons(everything.plot_icon_array(row, treatment))
                for group in ("treated", "comparator"):
                    assert sum(count for name, count in found.items() if name.startswith(group)) == 100


@pytest.mark.parametrize(
    "row, treatment, said",
    [
        ("dissociation", "sertraline", "sertraline: not entered. That does not mean none."),
        ("nausea", "ketamine-iv", "At least 20 of 100 people feel sick"),
        ("weight-change", "sertraline", "0.22 kg; no number of people is given."),
        ("relapse", "ketamine-iv", "no interval is given"),
    ],
)
def test_icons_say_what_is_not_drawn(everything, row, treatment, said):
    figure = everything.plot_icon_array(row, treatment)
    assert said in words(figure)
    assert bool(figure.axes) == (row == "relapse")


# ---- what must be said with it -------------------------------------------------------------


def test_every_plot_carries_what_a_page_carries(kb):
    comparison = kb.compare(TWO)
    for figure in plots(comparison):
        said = words(figure)
        assert "Do not subtract across columns: different trials, different people." in said
        assert "Supports a qualified clinician's judgement; never replaces it." in said
        for about in (kb.version, kb.hash[:8], str(comparison.patient.as_of), txcompare.__version__):
            assert about in said
        assert "Immediate danger".upper() not in said


def test_every_number_has_its_source(everything):
    rows = ["nausea", "sexual-dysfunction", "dissociation"]
    said = words(everything.plot_side_effects(rows=rows))
    for row in rows:
        for cell in everything.rows[row].values():
            assert cell.source is None or cell.source in said
    assert "[1] " in said
    assert "Newcombe 1998 method 10" in said


def test_danger_comes_first(kb):
    patient = txcompare.Patient(kb, suicidal_intent_or_plan=True, country="US")
    for figure in plots(kb.compare(TWO, patient)):
        assert figure.texts[0].get_text() == "IMMEDIATE DANGER"
        assert max(text.get_window_extent().y1 for text in figure.texts) == figure.texts[0].get_window_extent().y1
        assert "988" in words(figure)
        assert figure.get_label().startswith("Immediate danger")


def test_warnings_are_carried(kb):
    figure = kb.compare(TWO, txcompare.Patient(kb, age=12)).plot_efficacy()
    assert "Outside what this knowledge base is for" in words(figure)


def test_the_figure_is_described_in_words(kb):
    figure = kb.compare(["sertraline", "venlafaxine"]).plot_side_effects(rows=["nausea", "fatigue"])
    assert figure.description == figure.get_label()
    lines = figure.get_label().splitlines()
    assert lines[-2] == "feel sick: sertraline: 26 | 12, +14 (11-17); venlafaxine: 30 | 12, +18 (16-20)."
    assert lines[-1] == "feel tired: sertraline: 12 | 8, +4 (1-7); venlafaxine: not entered."
    icon = kb.compare(["sertraline"]).plot_icon_array("nausea", "sertraline")
    assert icon.description.splitlines()[-3] == "On sertraline: Of 100 people 26 feel sick, 74 do not."


def test_rows_are_those_a_page_shows_first(kb):
    comparison = kb.compare(TWO)
    said = words(comparison.plot_side_effects(most=12))
    for row in ("feel sick", "feel dizzy", "tremble", "feel tingling"):
        assert row in said
    assert len({name.split(":")[1] for name in drawn(comparison.plot_side_effects(most=3))}) <= 3


# ---- how it looks --------------------------------------------------------------------------


def assert_tidy(figure):
    FigureCanvasAgg(figure).draw()
    whole = figure.bbox
    for axes in figure.axes:
        assert axes.bbox.x0 >= whole.x0 and axes.bbox.x1 <= whole.x1
    boxes = []
    for text in figure.texts:
        assert text.get_fontsize() >= 7
        box = text.get_window_extent()
        assert whole.x0 <= box.x0 and box.x1 <= whole.x1 and whole.y0 <= box.y0 and box.y1 <= whole.y1, text
        boxes.append((box, text.get_text()))
    boxes.sort(key=lambda found: found[0].y0)
    for i, (box, text) in enumerate(boxes):
        for other, beside in boxes[i + 1 :]:
            if other.y0 >= box.y1 - 2:
                break
            assert other.x0 >= box.x1 or other.x1 <= box.x0, (text, beside)


@pytest.mark.parametrize("treatments", [["sertraline"], TWO, FOUR, None])
def test_nothing_overlaps_or_is_cut_off(kb, treatments):
    patient = txcompare.Patient(kb, suicidal_intent_or_plan=True, age=15)
    for figure in plots(kb.compare(treatments, patient)):
        assert_tidy(figure)


def test_narrow_figures_are_tidy_too(kb):
    patient = txcompare.Patient(kb, suicidal_intent_or_plan=True)
    comparison = kb.compare(FOUR, patient)
    assert_tidy(comparison.plot_side_effects(figure=Figure(figsize=(7, 1))))
    assert_tidy(comparison.plot_efficacy(figure=Figure(figsize=(7, 1))))
    assert_tidy(comparison.plot_icon_array("dissociation", ESKETAMINE, figure=Figure(figsize=(7, 1))))


@pytest.mark.parametrize("dpi", [72, 90, 200])
def test_no_resolution_cuts_a_text_off(kb, dpi):
    # At 90 dots to the inch letters are widest for their size.
    for figure in plots(kb.compare(FOUR)):
        figure.set_dpi(dpi)
        assert_tidy(figure)


def test_user_styles_change_nothing(kb):
    import matplotlib

    comparison = kb.compare(TWO)
    usual, dark = io.BytesIO(), io.BytesIO()
    comparison.plot_efficacy().savefig(usual, dpi=40)
    settings = {
        "font.size": 30,
        "figure.facecolor": "black",
        "text.color": "red",
        "axes.facecolor": "black",
        "font.family": "serif",
    }
    with matplotlib.rc_context(settings):
        comparison.plot_efficacy().savefig(dark, dpi=40)
    assert usual.getvalue() == dark.getvalue()


@pytest.mark.parametrize("format", ["png", "svg", "pdf"])
def test_it_can_be_saved(kb, tmp_path, format):
    path = tmp_path / f"plot.{format}"
    kb.compare(TWO).plot_side_effects(rows=["nausea"]).savefig(path)
    assert path.stat().st_size > 3000


def test_a_notebook_shows_it_with_its_description(kb):
    figure = kb.compare(TWO).plot_side_effects(rows=["nausea"])
    data, about = figure._repr_mimebundle_()
    assert data["image/png"].startswith(b"\x89PNG")
    assert about["image/png"]["alt"] == figure.description


# ---- whose figure it is --------------------------------------------------------------------


def test_pyplot_is_left_alone(kb):
    script = """
        import sys, txcompare
        comparison = txcompare.KnowledgeBase().compare(["sertraline"])
        assert "matplotlib" not in sys.modules
        comparison.plot_side_effects(), comparison.plot_efficacy(), comparison.plot_icon_array("nausea", "sertraline")
        assert "matplotlib" in sys.modules and "matplotlib.pyplot" not in sys.modules
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=True)


def test_a_figure_that_nobody_keeps_is_gone(kb):
    figure = kb.compare(["sertraline"]).plot_efficacy()
    seen = weakref.ref(figure)
    del figure
    gc.collect()
    assert seen() is None


def test_a_figure_of_ones_own_keeps_its_width(kb):
    own = Figure(figsize=(12, 3), dpi=80)
    assert kb.compare(TWO).plot_side_effects(figure=own) is own
    assert own.get_figwidth() == 12 and own.get_figheight() > 5
    assert "sertraline:nausea:treated" in drawn(own)


def test_figures_that_will_not_do_are_refused(kb):
    comparison = kb.compare(TWO)
    used = Figure(figsize=(9, 5))
    used.text(0.5, 0.5, "mine")
    with pytest.raises(ValueError, match="empty"):
        comparison.plot_efficacy(figure=used)
    with pytest.raises(ValueError, match="7 inches wide"):
        comparison.plot_efficacy(figure=Figure(figsize=(4, 3)))
    with pytest.raises(TypeError, match="matplotlib.figure.Figure or None, not int"):
        comparison.plot_efficacy(figure=3)


# ---- what is asked for ---------------------------------------------------------------------


def test_wrong_names_say_which_is_near(kb):
    comparison = kb.compare(TWO)
    with pytest.raises(KeyError, match="did you mean 'nausea'"):
        comparison.plot_side_effects(rows=["nausae"])
    with pytest.raises(KeyError, match="did you mean 'nausea'"):
        comparison.plot_icon_array("nausae", "sertraline")
    with pytest.raises(KeyError, match="did you mean 'sertraline'"):
        comparison.plot_icon_array("nausea", "sertralin")
    with pytest.raises(KeyError, match="did you mean 'sertraline'"):
        comparison.plot_efficacy(["sertralin"])
    with pytest.raises(KeyError, match="fluoxetine is not among them: sertraline"):
        comparison.plot_side_effects(["fluoxetine"])


@pytest.mark.parametrize(
    "asked, error",
    [
        ({"rows": []}, ValueError),
        ({"treatments": []}, ValueError),
        ({"most": 0}, ValueError),
        ({"most": 2.5}, TypeError),
        ({"most": True}, TypeError),
        ({"rows": 7}, TypeError),
    ],
)
def test_what_cannot_be_meant_is_refused(kb, asked, error):
    with pytest.raises(error):
        kb.compare(TWO).plot_side_effects(**asked)


def test_names_may_be_brands_words_or_things(kb):
    comparison = kb.compare(TWO)
    for rows in ("nausea", ["feel sick"], [comparison.rows["nausea"]], ["nausea", "feel sick"]):
        for treatments in ("Zoloft", ["sertraline"], [0], kb.treatments["sertraline"], ["sertraline", "Zoloft"]):
            bars = drawn(comparison.plot_side_effects(treatments, rows))
            assert {name.rsplit(":", 1)[0] for name in bars} == {"sertraline:nausea"}


def test_without_matplotlib_it_says_what_to_install(kb, monkeypatch):
    for name in [
        name for name in sys.modules if name.startswith(("matplotlib", "txcompare._plot", "txcompare._sheet"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ImportError, match="pip install matplotlib"):
        kb.compare(["sertraline"]).plot_efficacy()
