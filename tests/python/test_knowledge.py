# SPDX-License-Identifier: Apache-2.0
"""Knowledge bases, treatments and features, against what stands in knowledge/depression."""

import collections.abc
import datetime
import hashlib
import re
import shutil

import pytest

import txcompare
from people import AS_OF, BUILT_IN, IN_DANGER, TOP
from txcompare import InvalidDataError, KnowledgeBase, NotFoundError, Patient, Problem, Problems, ReadError

SMALL = TOP / "tests" / "data" / "kb-small"


@pytest.fixture
def folder(tmp_path):
    """A copy of the small base, to be spoilt."""
    return shutil.copytree(SMALL, tmp_path / "kb", copy_function=shutil.copyfile)


def replace(folder, name, old, new):
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def manifest(folder):
    """The hash as knowledge.h says it: names and bytes of the files, in order of name."""
    digest = hashlib.sha256()
    files = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.suffix in (".yaml", ".csv")
    }
    for name in sorted(files):
        content = files[name].read_bytes()
        digest.update(name.encode() + b"\0" + len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


# ---- the base -------------------------------------------------------------------


def test_a_base_says_what_it_is(kb):
    head = (BUILT_IN / "kb.yaml").read_text(encoding="utf-8")
    assert f"id: {kb.id}\n" in head and f'version: "{kb.version}"\n' in head
    assert f"date: {kb.date.isoformat()}\n" in head and f"title: {kb.title}\n" in head
    assert f"intended-use: {kb.intended_use}\n" in head
    assert type(kb.date) is datetime.date
    assert kb.path is None and kb.warnings == ()
    assert repr(kb) == f"<KnowledgeBase depression 2026.11 ({kb.hash[:8]})>"


def test_the_hash_is_that_of_the_files(kb):
    assert kb.hash == manifest(BUILT_IN)
    assert KnowledgeBase(SMALL).hash == manifest(SMALL)


def test_a_folder_with_the_same_files_is_the_same_base(kb):
    loaded = KnowledgeBase(BUILT_IN)
    assert loaded == kb and hash(loaded) == hash(kb) and loaded.path == str(BUILT_IN)
    assert loaded.treatments["sertraline"] == kb.treatments["sertraline"]
    assert loaded != KnowledgeBase(SMALL) and loaded != "depression"
    patient = Patient(loaded, age=42, as_of=AS_OF)
    assert kb.eligibility(patient) == loaded.eligibility(patient)


def test_bases_are_not_mixed(kb):
    small = KnowledgeBase(str(SMALL))
    patient = Patient(small, age=42)
    for call in (
        kb.eligibility,
        kb.ask,
        lambda other: kb.compare(None, other),
        lambda other: kb.explain("under-25", other),
    ):
        with pytest.raises(InvalidDataError, match="make it with Patient"):
            call(patient)


def test_another_base_works_the_same():
    small = KnowledgeBase(SMALL)
    patient = Patient(small, "has aneurysm", age=70, systolic_blood_pressure=150, as_of=AS_OF, country="US")
    verdicts = small.eligibility(patient)
    # By hand from rules.yaml: the aneurysm rules alpha out; beta is excepted, its indication is not known.
    assert [(verdict.treatment.id, verdict.kind.value) for verdict in verdicts] == [
        ("alpha", "contraindicated"), ("beta", "undetermined"), ("both", "avoid"),
    ]  # fmt: skip
    assert verdicts.is_emergency and verdicts.crisis_notice == "Call somebody."


# ---- problems --------------------------------------------------------------------


def test_a_mistake_is_told_with_its_place(folder):
    # As in tests/data/kb-problems.txt.
    replace(folder, "sources.yaml", "kind: guideline", "kind: guidline")
    with pytest.raises(InvalidDataError) as caught:
        KnowledgeBase(folder)
    error = caught.value
    assert len(error.problems) == 1 and isinstance(error.problems, Problems)
    problem = error.problems[0]
    assert problem.message == "'guidline' is no value of 'kind'" and problem.is_error
    assert problem.hint.startswith("did you mean 'guideline'?")
    assert (problem.file, problem.line, problem.column) == (str(folder / "sources.yaml"), 2, 9)
    assert str(problem) == f"{folder}/sources.yaml:2:9: 'guidline' is no value of 'kind'"
    shown = str(error.problems).splitlines()
    assert shown[1:3] == ["    2 |   kind: guidline", "      |         ^~~~~~~~"]
    assert str(error.problems) in str(error)
    assert error.problems.errors == (problem,)


def test_every_mistake_is_told():
    found = Problems([Problem("a", line=1), Problem("b", file="f", line=2, is_error=False)])
    assert [str(problem) for problem in found] == ["1: a", "f:2: b"]
    assert str(found) == "1: a\nf:2: b" and found.errors == found[:1]
    assert repr(found) == "<2 problems>" and str(Problems()) == "" and not Problems()


def test_all_mistakes_are_found_at_once(folder):
    replace(folder, "sources.yaml", "kind: guideline", "knid: guideline")
    replace(folder, "features.yaml", "type: Integer", "type: Intege")
    found = KnowledgeBase.check(folder)
    assert {problem.file.rpartition("/")[2] for problem in found.errors} >= {"sources.yaml", "features.yaml"}
    with pytest.raises(InvalidDataError) as caught:
        KnowledgeBase(folder)
    assert caught.value.problems == found and f"{len(found.errors)} problems" in caught.value.message


def test_a_check_finds_nothing_in_a_sound_base(folder):
    assert KnowledgeBase.check(folder) == () and KnowledgeBase.check(str(BUILT_IN)) == ()


def test_a_base_is_not_dated_after_the_day_it_is_checked_for():
    for early in ("2026-11-19", "20261119", datetime.date(2026, 11, 19)):
        (problem,) = KnowledgeBase.check(BUILT_IN, early)
        assert "2026-11-20" in problem.message
        assert problem.file == f"{BUILT_IN}/kb.yaml" and problem.line == 3
    assert KnowledgeBase.check(BUILT_IN, "2026-11-20") == ()


def test_what_is_no_folder_cannot_be_read(folder):
    for path in (folder / "none", folder / "kb.yaml"):
        with pytest.raises(OSError) as caught:
            KnowledgeBase(path)
        assert isinstance(caught.value, ReadError) and caught.value.file == caught.value.filename == str(path)


# ---- treatments --------------------------------------------------------------------


def test_treatments_are_a_mapping_by_id_that_knows_other_names(kb):
    treatments = kb.treatments
    assert isinstance(treatments, collections.abc.Mapping)
    assert set(treatments) == {path.stem for path in (BUILT_IN / "treatments").glob("*.yaml")}
    assert len(treatments) == len(list(treatments)) == len(treatments.items())
    for id, treatment in treatments.items():
        assert treatments[id] is treatment and treatment.id == id and id in treatments
        for name in (treatment.name, treatment.name.upper(), *treatment.aliases):
            assert treatments[name] is treatment and name in treatments
    assert "zoloft" in treatments and "zoloft" not in list(treatments)
    assert treatments.get("aspirin") is None and "aspirin" not in treatments and 1 not in treatments
    assert "sertraline" in repr(treatments)


def test_a_name_that_is_nearly_right_is_told(kb):
    for mapping, name, nearest in (
        (kb.treatments, "sertralin", "sertraline"),
        (kb.treatments, "Spravat", "spravato"),
        (kb.features, "systolic_bloodpressure", "systolic_blood_pressure"),
    ):
        with pytest.raises(KeyError) as caught:
            mapping[name]
        assert isinstance(caught.value, NotFoundError) and f"did you mean '{nearest}'?" in str(caught.value)
    with pytest.raises(KeyError) as caught:
        kb.features["shoe size of the patient"]
    assert "did you mean" not in str(caught.value)


def test_a_treatment_says_what_it_is(kb):
    drug = kb.treatments["esketamine"]
    assert (drug.id, drug.name, drug.short_name, drug.kind) == (
        "esketamine-nasal",
        "esketamine nasal spray",
        "esketamine",
        "drug",
    )
    assert (
        drug.aliases == ("spravato", "esketamine") and drug.classes == ("ketamine or esketamine",) and drug.parts == ()
    )
    assert drug.knowledge_base is kb and str(drug) == drug.name and repr(drug) == "<Treatment esketamine-nasal>"
    both = kb.treatments["esketamine-nasal-with-antidepressant"]
    assert both.kind == "combination" and both.parts == ("esketamine nasal spray", "an oral antidepressant")
    assert both.short_name == "esketamine+AD" and both.classes == ()
    assert kb.treatments["placebo"].kind == "placebo"


def test_what_is_known_has_its_source(kb):
    esketamine, sertraline = kb.treatments["esketamine"], kb.treatments["sertraline"]
    (mechanism,) = esketamine.about("mechanism")
    assert mechanism.text == "blocks the NMDA receptor of glutamate; how that lifts depression is not known"
    assert (mechanism.source, mechanism.verification, mechanism.subject) == (
        "Spravato US label, section 12.1",
        "read",
        None,
    )
    capsule = sertraline.about("taken")[1]
    assert (str(capsule), capsule.source, capsule.verification) == ("oral: capsule", "recalled, not read", "unverified")
    (regimen,) = sertraline.about("regimen")
    assert regimen.subject == "MDD" and "at most 200 mg per day" in regimen.text.splitlines()
    approvals = kb.treatments["esketamine-nasal-with-antidepressant"].about("approval")
    assert [approval.subject for approval in approvals] == ["US", "US"]
    assert "not shown to prevent suicide" in approvals[1].text


def test_every_statement_is_whole(kb):
    order = "mechanism taken where onset duration monitoring controls stopping regimen approval".split()
    for treatment in kb.treatments.values():
        assert treatment.statements
        assert [s.about for s in treatment.statements] == sorted(
            (s.about for s in treatment.statements), key=order.index
        )
        for statement in treatment.statements:
            assert statement.text and statement.source and statement.verification
            assert (statement.subject is not None) == (statement.about in ("regimen", "approval"))
            assert statement in treatment.about(statement.about)
        assert treatment.about("weather") == ()


def test_numbers_of_a_treatment_are_those_for_nobody_in_particular(kb):
    both = kb.treatments["esketamine-nasal-with-antidepressant"]
    comparison = kb.compare([both])
    assert isinstance(both.side_effects, collections.abc.Mapping)
    assert list(both.side_effects) == [row.id for row in comparison.side_effects]
    assert list(both.outcomes) == [row.id for row in comparison.outcomes]
    # Spravato US label, table 2: 142 of 346 beside 21 of 222.
    cell = both.side_effects["dissociation"]
    assert (cell.events, cell.n, cell.comparator_events, cell.comparator_n) == (142, 346, 21, 222)
    assert both.outcomes["response-madrs"] == comparison["response-madrs", both]


def test_what_a_treatment_hands_out_can_be_changed_by_nobody_else(kb):
    sertraline = kb.treatments["sertraline"]
    before = dict(sertraline.side_effects)
    try:
        sertraline.side_effects.clear()
        sertraline.outcomes.clear()
    except AttributeError:
        pass
    assert sertraline.side_effects == before and sertraline.outcomes


# ---- features ----------------------------------------------------------------------


def test_features_are_those_of_the_file_in_its_order(kb):
    text = (BUILT_IN / "features.yaml").read_text(encoding="utf-8")
    assert list(kb.features) == re.findall(r"^- id: (\w+)$", text, re.M)
    assert [feature.type for feature in kb.features.values()] == re.findall(r"^  type: (\S+)$", text, re.M)
    for id, feature in kb.features.items():
        assert feature.id == id and kb.features[id] is feature and feature.name and feature.question.endswith("?")
        assert (feature.unit is not None) == (feature.type == "Quantity")
        assert not feature.items or feature.type in ("String", "List<String>")


def test_a_feature_says_what_may_be_stated(kb):
    age, pressure, sex = (kb.features[id] for id in ("age", "systolic_blood_pressure", "sex"))
    assert (age.type, age.unit, age.range, age.valid_for, age.items) == ("Integer", None, (0.0, 125.0), None, ())
    assert (pressure.type, pressure.unit, pressure.range, pressure.valid_for) == (
        "Quantity",
        "mm[Hg]",
        (40.0, 300.0),
        "30 days",
    )
    assert sex.range is None and [item.id for item in sex.items] == ["female", "male", "other"]
    assert str(age) == "age" and repr(pressure) == "<Feature systolic_blood_pressure: Quantity in mm[Hg]>"


def test_items_have_names_and_questions(kb):
    first = kb.features["conditions"].items[0]
    assert (first.id, str(first)) == ("major-depressive-disorder", "major depressive disorder")
    assert first.question == "Does the person have major depressive disorder now?"
    medicines = {item.id for item in kb.features["current_medications"].items}
    assert medicines > set(kb.treatments) - {"placebo"} and {"maoi", "pimozide"} < medicines


# ---- rules and pages -----------------------------------------------------------------


def test_rules_are_exported_as_a_library_of_cql(kb):
    text = kb.export_cql()
    assert len(re.findall(r"^library ", text, re.M)) == 1
    for id, feature in kb.features.items():
        name = f"{id} present" if feature.type == "List<String>" else id
        assert re.search(f'^parameter "{name}" {re.escape(feature.type)} ', text, re.M), id


def test_one_rule_is_explained(kb):
    page = kb.explain("esketamine-aneurysm", Patient(kb, "has aneurysm", as_of=AS_OF))
    text = page.to_text(width=200)
    assert page.key == "rule" and "Spravato US label" in text and "'aneurysm' in conditions" in text
    assert kb.explain("esketamine-aneurysm").to_text() != text
    with pytest.raises(NotFoundError, match="did you mean 'esketamine-aneurysm'?"):
        kb.explain("esketamine-aneurism")


def test_one_number_is_explained(kb):
    text = kb.explain("esketamine-nasal-with-antidepressant:dissociation").to_text(width=200)
    for part in ("142", "346", "21", "222", "Newcombe"):
        assert part in text
    assert kb.explain("zoloft:nausea").to_text() == kb.explain("sertraline:nausea").to_text()
    with pytest.raises(NotFoundError, match="did you mean 'nausea'"):
        kb.explain("sertraline:nause")


def test_an_explanation_for_somebody_in_danger_begins_with_the_crisis(kb):
    page = kb.explain("sertraline:nausea", Patient(kb, as_of=AS_OF, **IN_DANGER))
    assert page.notices[0].kind == txcompare.NoticeKind.CRISIS


def test_a_question_is_asked_of_a_patient(kb, nobody):
    assert kb.ask(nobody) == kb.eligibility(nobody).questions
    assert kb.ask(nobody, ["esketamine"]) == kb.eligibility(nobody, ["esketamine"]).questions


def test_pages_of_a_base_name_what_is_in_it(kb):
    assert kb.page().key == "knowledge-base" and kb.hash in kb.to_csv()
    features, treatments = kb.features.to_text(width=200), kb.treatments.to_text(width=200)
    assert all(id in features for id in kb.features) and all(id in treatments for id in kb.treatments)
    assert kb.treatments["sertraline"].page().key == "treatment"
    assert "Zoloft" in kb.treatments["sertraline"].to_text()
