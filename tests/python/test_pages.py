# SPDX-License-Identifier: Apache-2.0
"""Pages in every format and data frames: notices first, versions always, and the same said everywhere."""

import csv
import html
import html.parser
import importlib
import io
import json
import re

import pytest

import txcompare
from people import ADULT, AS_OF, IN_DANGER, TOP
from txcompare import NoticeKind, Patient, _frames

FORMATS = ("to_text", "to_markdown", "to_html", "to_csv", "to_json")
TREATMENTS = ["sertraline", "esketamine-nasal-with-antidepressant"]


def pages_of(kb, patient):
    """Every page about a patient."""
    verdicts = kb.eligibility(patient, TREATMENTS)
    comparison = kb.compare(TREATMENTS, patient)
    return {
        "eligibility": verdicts.page(),
        "all of it": verdicts.page(all=True),
        "questions": verdicts.questions.page(),
        "comparison": comparison.page(),
        "all of the comparison": comparison.page(all=True),
        "rule": kb.explain("suicidal-intent-or-plan", patient),
        "cell": kb.explain("sertraline:nausea", patient),
    }


def pages_of_base(kb):
    return {
        "knowledge base": kb.page(),
        "features": kb.features.page(),
        "treatments": kb.treatments.page(),
        "treatment": kb.treatments["sertraline"].page(),
    }


@pytest.fixture(scope="module")
def danger(kb):
    return Patient(kb, as_of=AS_OF, age=12, **IN_DANGER)


@pytest.fixture(scope="module")
def adult(kb):
    return Patient(kb, as_of=AS_OF, **ADULT)


def bare(text):
    """Letters and digits alone: what no format and no line break changes."""
    return re.sub(r"[^a-z0-9]", "", html.unescape(text).lower())


# ---- notices and versions -----------------------------------------------------------


@pytest.mark.parametrize("write", FORMATS)
@pytest.mark.parametrize("country", [None, "US", "GB", "FR", "ZZ"])
def test_danger_comes_first_in_every_format(kb, write, country):
    patient = Patient(kb, as_of=AS_OF, suicidal_intent_or_plan=True, country=country)
    notice = bare(kb.eligibility(patient).crisis_notice)
    first = bare(kb.treatments["sertraline"].name)
    for name, page in pages_of(kb, patient).items():
        text = bare(getattr(page, write)())
        assert notice in text, name
        assert first not in text or text.index(notice) < text.index(first), name


def test_a_page_has_its_notices_a_crisis_first(kb, danger):
    for page in pages_of(kb, danger).values():
        kinds = [notice.kind for notice in page.notices]
        assert kinds[0] is NoticeKind.CRISIS and kinds.count(NoticeKind.CRISIS) == 1
        assert NoticeKind.INTENDED_USE in kinds and NoticeKind.WARNING in kinds  # a child: outside the population
        assert (
            "988" in page.notices[0].text and str(page.notices[0]) == f"{page.notices[0].title}: {page.notices[0].text}"
        )
    assert kb.eligibility(danger).notices == kb.eligibility(danger).page().notices


def test_nobody_in_danger_has_no_crisis(kb, adult):
    for page in [*pages_of(kb, adult).values(), *pages_of_base(kb).values()]:
        assert NoticeKind.CRISIS not in [notice.kind for notice in page.notices]
        assert kb.intended_use in [notice.text for notice in page.notices]


@pytest.mark.parametrize("write", FORMATS)
def test_every_format_says_what_it_was_made_from(kb, adult, write):
    whole = write in ("to_csv", "to_json")
    for name, page in {**pages_of(kb, adult), **pages_of_base(kb)}.items():
        text = html.unescape(getattr(page, write)())
        for part in (kb.version, kb.hash if whole else kb.hash[:8], txcompare.__version__, kb.intended_use):
            assert bare(part) in bare(text), (name, part)
    for name, page in pages_of(kb, adult).items():
        assert bare(AS_OF) in bare(getattr(page, write)()), name


def test_the_page_of_a_base_names_its_treatments(kb):
    *names, last = (one.short_name for one in kb.treatments.values())
    assert bare(f"treatments {len(kb.treatments)}: {', '.join(names)} and {last}") in bare(kb.page().to_text())


def test_what_a_page_is_about_can_be_asked(kb, adult):
    page = kb.compare(TREATMENTS, adult).page()
    assert page.about("knowledge-base") == "depression" and page.about("knowledge-base-version") == kb.version
    assert (
        page.about("knowledge-base-hash") == kb.hash and page.about("as-of") == AS_OF and page.about("country") == "US"
    )
    assert page.about("software-version") == f"txcompare {txcompare.__version__}"
    assert page.about("weather") is None and page.about("") is None
    assert page.to_dict()["about"] == {key: page.about(key) for key in page.to_dict()["about"]}


# ---- formats ----------------------------------------------------------------------------


def test_a_page_is_its_text(kb, adult):
    page = kb.compare(TREATMENTS, adult).page()
    assert str(page) == page.to_text() == page.to_text(width=80) and page.page() is page
    assert (page.key, page.title) == ("comparison", "Comparison of treatments")
    assert repr(page) == "<Page comparison: Comparison of treatments>"


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_asked_for(kb, danger, width):
    for page in [*pages_of(kb, danger).values(), *pages_of_base(kb).values()]:
        assert max(map(len, page.to_text(width=width, ascii=True).splitlines())) <= width


def test_colour_repeats_what_words_say(kb, danger):
    for page in pages_of(kb, danger).values():
        coloured = page.to_text(colour=True)
        assert "\x1b[" in coloured and re.sub("\x1b\\[[0-9;]*m", "", coloured) == page.to_text()
        assert "\x1b" not in page.to_text()


def test_ascii_is_ascii(kb, danger):
    for page in pages_of(kb, danger).values():
        assert page.to_text(ascii=True).isascii()


@pytest.mark.parametrize("write", ["to_text", "to_markdown", "to_html", "to_csv", "to_json", "to_dict"])
def test_people_see_a_first_screen_and_programs_everything(kb, adult, write):
    programs = write in ("to_csv", "to_json", "to_dict")
    for shown in (kb.compare(TREATMENTS, adult), kb.eligibility(adult, TREATMENTS)):
        few, everything = (getattr(shown.page(all=all), write)() for all in (False, True))
        assert few != everything and len(str(few)) < len(str(everything))
        assert getattr(shown, write)() == (everything if programs else few)
        assert getattr(shown, write)(all=True) == everything and getattr(shown, write)(all=False) == few


def test_csv_is_regular(kb, danger):
    for page in [*pages_of(kb, danger).values(), *pages_of_base(kb).values()]:
        text = page.to_csv()
        lines = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        assert text.count("\r\n") == len(lines) + 1 and text.endswith("\r\n")
        assert len(lines[0]) == 24 and all(None not in line and None not in line.values() for line in lines)
        assert {line["page"] for line in lines} == {page.key}
        notices = [(line["row"], line["text"]) for line in lines if line["kind"] == "notice"]
        assert notices == [(str(notice.kind), notice.text) for notice in page.notices]
        assert [line["kind"] for line in lines[: len(notices)]] == ["notice"] * len(notices)


def test_csv_has_the_numbers_of_the_cells(kb):
    comparison = kb.compare(TREATMENTS)
    lines = csv.DictReader(io.StringIO(comparison.to_csv(), newline=""))
    numbers = {(line["row"], line["column"], line["measure"]): line for line in lines if line["kind"] == "measurement"}
    line = numbers["dissociation", TREATMENTS[1], "treated"]
    assert (float(line["events"]), float(line["n"])) == (142, 346) and float(line["value"]) == pytest.approx(
        100 * 142 / 346
    )
    for row in comparison:
        for cell in row.values():
            if cell.difference is not None and cell.interval:
                line = numbers[row.id, cell.treatment, "difference"]
                assert (float(line["value"]), float(line["low"]), float(line["high"])) == (
                    cell.difference,
                    cell.low,
                    cell.high,
                )


def refuse(word):
    raise AssertionError(f"{word} in JSON")


def test_json_is_what_its_schema_says(kb, danger, adult, nobody):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((TOP / "doc" / "page.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    for patient in (danger, adult, nobody):
        for page in [*pages_of(kb, patient).values(), *pages_of_base(kb).values()]:
            validator.validate(page.to_dict())
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**kb.page().to_dict(), "colour": "red"})


def test_json_is_strict_and_the_dict(kb, danger):
    for page in pages_of(kb, danger).values():
        assert json.loads(page.to_json(), parse_constant=refuse) == page.to_dict()
        assert page.to_dict()["page"] == page.key and page.to_dict()["title"] == page.title
        assert [notice["text"] for notice in page.to_dict()["notices"]] == [notice.text for notice in page.notices]


class Tags(html.parser.HTMLParser):
    """That every element is closed, and nothing is fetched from elsewhere."""

    VOID = {"meta", "br", "hr", "img", "col", "wbr", "link", "input"}

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], set()

    def handle_starttag(self, tag, attributes):
        self.seen.add(tag)
        assert tag not in ("script", "link", "iframe", "img", "object")
        assert not any(name in ("src", "action") or name.startswith("on") for name, _ in attributes)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_html_is_a_page_that_needs_nothing_else(kb, danger):
    for page in pages_of(kb, danger).values():
        text = page.to_html()
        tags = Tags()
        tags.feed(text)
        tags.close()
        assert tags.open == [] and {"html", "head", "title", "body"} <= tags.seen
        assert text.startswith("<!DOCTYPE html>") and "@import" not in text and "url(" not in text


def test_text_of_a_record_is_not_markup(kb):
    record = {"resourceType": "MedicationRequest", "status": "active", "intent": "order",
              "subject": {"reference": "Patient/p"}, "medicationCodeableConcept": {"text": "<script>sertraline</script>"}}  # fmt: skip
    patient = Patient.from_fhir(record, kb, as_of=AS_OF)
    page = kb.compare(TREATMENTS, patient).page(all=True)
    assert "<script>" not in page.to_html()


def test_writing_does_not_depend_on_what_was_written_before(kb, adult):
    page = kb.compare(TREATMENTS, adult).page(all=True)
    first = {write: getattr(page, write)() for write in FORMATS}
    assert {write: getattr(page, write)() for write in reversed(FORMATS)} == first
    assert {write: getattr(kb.compare(TREATMENTS, adult).page(all=True), write)() for write in FORMATS} == first


# ---- data frames --------------------------------------------------------------------------

STAMP = ["knowledge_base", "knowledge_base_version", "knowledge_base_hash", "software_version", "as_of", "notices"]


def frames_of(kb, patient, library):
    verdicts, comparison = kb.eligibility(patient, TREATMENTS), kb.compare(TREATMENTS, patient)
    return {
        "base": (kb.to_dataframe(library), ["treatment", "name", "kind", "classes", "aliases"], len(kb.treatments)),
        "treatment": (
            kb.treatments["sertraline"].to_dataframe(library),
            ["about", "subject", "text", "source", "verification"],
            len(kb.treatments["sertraline"].statements),
        ),
        "verdicts": (verdicts.to_dataframe(library), ["treatment", "verdict", "reasons", "missing"], 2),
        "rules": (
            verdicts.to_dataframe(library, rules=True),
            ["treatment", *txcompare.RuleResult.__dataclass_fields__],
            sum(len(verdict.rules) for verdict in verdicts),
        ),
        "numbers": (comparison.to_dataframe(library), [*txcompare.Cell.__dataclass_fields__], 2 * len(comparison)),
        "nothing": (kb.compare([]).to_dataframe(library), [*txcompare.Cell.__dataclass_fields__], 0),
    }


def rows_of(frame):
    return frame.to_dicts() if hasattr(frame, "to_dicts") else frame.to_dict("records")


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_data_frame_has_rows_columns_and_a_stamp(kb, danger, library):
    pytest.importorskip(library)
    for name, (frame, columns, count) in frames_of(kb, danger, library).items():
        assert type(frame).__module__.startswith(library) and list(frame.columns) == [*columns, *STAMP], name
        assert len(frame) == count, name
        for row in rows_of(frame):
            assert (row["knowledge_base"], row["knowledge_base_version"], row["knowledge_base_hash"]) == (
                "depression",
                kb.version,
                kb.hash,
            )
            assert row["software_version"] == f"txcompare {txcompare.__version__}" and kb.intended_use in row["notices"]
            if name not in ("base", "treatment", "nothing"):
                assert row["as_of"] == AS_OF


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_data_frame_of_somebody_in_danger_begins_with_the_crisis(kb, danger, library):
    pytest.importorskip(library)
    first = kb.eligibility(danger).notices[0]
    assert first.kind is NoticeKind.CRISIS and kb.eligibility(danger).crisis_notice in first.text
    for name in ("verdicts", "rules"):
        for row in rows_of(frames_of(kb, danger, library)[name][0]):
            assert row["notices"].startswith(f"{first}\n")
    for row in rows_of(kb.compare(TREATMENTS, danger).to_dataframe(library)):
        assert row["notices"].startswith(f"{first}\n")


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_data_frame_has_the_values_of_the_objects(kb, adult, library):
    module = pytest.importorskip(library)
    comparison, verdicts = kb.compare(TREATMENTS, adult), kb.eligibility(adult, TREATMENTS)
    rows = rows_of(comparison.to_dataframe(library))
    (row,) = [row for row in rows if (row["row"], row["treatment"]) == ("dissociation", TREATMENTS[1])]
    assert (row["events"], row["n"], row["comparator_events"], row["comparator_n"]) == (142, 346, 21, 222)
    assert row["state"] == "numbers" and row["value"] == comparison["dissociation", TREATMENTS[1]].value
    blank = [row for row in rows if row["state"] == "not-entered"]
    assert blank and all(
        module.Series([row["value"]]).is_null().all() if library == "polars" else module.isna(row["value"])
        for row in blank
    )
    (verdict,) = [row for row in rows_of(verdicts.to_dataframe(library)) if row["treatment"] == "sertraline"]
    assert verdict["verdict"] == "eligible" == str(verdicts["sertraline"].kind)
    assert verdict["reasons"] == "; ".join(map(str, verdicts["sertraline"].reasons))
    answers = [row["answer"] for row in rows_of(verdicts.to_dataframe(library, rules=True))]
    expected = [rule.answer for verdict in verdicts for rule in verdict.rules]
    assert [None if answer is None or answer != answer else bool(answer) for answer in answers] == expected


def test_pandas_is_taken_where_both_are(kb):
    pandas = pytest.importorskip("pandas")
    assert type(kb.to_dataframe()) is pandas.DataFrame


@pytest.mark.parametrize("library", [None, "pandas", "polars"])
def test_a_library_that_is_not_there_is_named(kb, monkeypatch, library):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(_frames.importlib, "import_module", missing)
    with pytest.raises(ImportError, match="pip install " + (library or "pandas")):
        kb.to_dataframe(library)


def test_polars_is_taken_where_pandas_is_not(kb, monkeypatch):
    polars = pytest.importorskip("polars")
    real = importlib.import_module

    def without_pandas(name):
        if name == "pandas":
            raise ImportError(name)
        return real(name)

    monkeypatch.setattr(_frames.importlib, "import_module", without_pandas)
    assert type(kb.to_dataframe()) is polars.DataFrame
