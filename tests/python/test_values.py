# SPDX-License-Identifier: Apache-2.0
"""What holds for everything the package hands out: it stays as it is, is equal to its like, and is pickled and copied."""

import copy
import pickle
import shutil
import subprocess
import sys

import pytest

import txcompare
from people import AS_OF, TOP
from test_names import CLASSES, ENUMS, ERRORS, SHOWN
from txcompare import KnowledgeBase, Patient, Problem, Problems

PAGE = "keep what it shows"


def one_of_each():
    """Made anew each time, so that nothing is equal because it is the same."""
    kb = KnowledgeBase()
    patient = Patient(kb, "has aneurysm", age=52, as_of=AS_OF, country="US", complete=["allergies"])
    eligibility = kb.eligibility(patient, ["esketamine-nasal-with-antidepressant", "sertraline"])
    comparison = kb.compare(["esketamine-nasal-with-antidepressant", "sertraline"], patient)
    problem = Problem("a", "b", "c", 1, 2)
    return {
        "Cell": comparison["nausea", "sertraline"],
        "Choice": eligibility[0].choices[0],
        "Comparison": comparison,
        "Eligibility": eligibility,
        "Fact": patient.facts[0],
        "Feature": kb.features["age"],
        "Item": kb.features["conditions"].items[0],
        "KnowledgeBase": kb,
        "Notice": kb.notices[0],
        "Page": comparison.page(),
        "Patient": patient,
        "Problem": problem,
        "Problems": Problems([problem], "c:1:2: a\n"),
        "PropertyCell": comparison.properties["class"]["sertraline"],
        "Question": eligibility.questions[0],
        "Questions": eligibility.questions,
        "Row": comparison.rows["nausea"],
        "Rows": comparison.rows,
        "RuleResult": eligibility[0].rules[0],
        "Statement": kb.treatments["sertraline"].statements[0],
        "Treatment": kb.treatments["sertraline"],
        "Verdict": eligibility[1],
    }


def others():
    """The same kinds of thing, each another one."""
    kb = KnowledgeBase()
    patient = Patient(kb, age=53, as_of=AS_OF)
    eligibility = kb.eligibility(patient, ["sertraline", "esketamine-nasal-with-antidepressant"])
    comparison = kb.compare(["esketamine-nasal-with-antidepressant", "sertraline"], patient)
    return {
        **one_of_each(),
        "Cell": comparison["dizziness", "sertraline"],
        "Choice": eligibility[1].choices[0],
        "Comparison": comparison,
        "Eligibility": eligibility,
        "Fact": patient.facts[0],
        "Feature": kb.features["sex"],
        "Item": kb.features["conditions"].items[1],
        "KnowledgeBase": "depression",
        "Notice": txcompare.Notice(txcompare.NoticeKind.WARNING, None, "x"),
        "Page": comparison.page(),
        "Patient": patient,
        "Problem": Problem("a", "b", "c", 1, 3),
        "Problems": Problems(),
        "PropertyCell": comparison.properties["place"]["sertraline"],
        "Question": eligibility.questions[1],
        "Questions": eligibility.questions,
        "Row": comparison.rows["dizziness"],
        "Rows": kb.compare(["venlafaxine"], patient).rows,
        "RuleResult": eligibility[0].rules[1],
        "Statement": kb.treatments["sertraline"].statements[1],
        "Treatment": kb.treatments["mirtazapine"],
        "Verdict": eligibility[0],
    }


ONE = one_of_each()
PICKLED = [name for name in CLASSES if name != "Page"]
# Mappings and pages are not equal to others by value, or change nothing by being so.
UNHASHABLE = {"Row", "Rows"}


def test_there_is_one_of_each():
    assert set(ONE) == set(CLASSES)
    assert all(type(ONE[name]) is getattr(txcompare, name) for name in CLASSES)


# ---- they stay as they are --------------------------------------------------------


@pytest.mark.parametrize("name", CLASSES)
def test_nothing_can_be_changed(name):
    one = ONE[name]
    for attribute in CLASSES[name].split():
        before = None if attribute in SHOWN.split() else getattr(one, attribute)
        with pytest.raises(AttributeError):
            setattr(one, attribute, "changed")
        with pytest.raises(AttributeError):
            delattr(one, attribute)
        assert attribute in SHOWN.split() or getattr(one, attribute) == before


@pytest.mark.parametrize("name", [name for name in CLASSES if name != "Problems"])
def test_nothing_can_be_added(name):
    # patient.age = 52 would otherwise look as if it stated something.
    with pytest.raises(AttributeError):
        ONE[name].age = 52


def test_a_mapping_takes_no_items():
    kb = KnowledgeBase()
    for mapping in (
        kb.treatments,
        kb.features,
        kb.compare(["sertraline"]).rows,
        kb.compare(["sertraline"]).rows["nausea"],
    ):
        with pytest.raises(TypeError):
            mapping["x"] = 1
        with pytest.raises(TypeError):
            del mapping["sertraline"]


# ---- they are equal to their like ---------------------------------------------------


@pytest.mark.parametrize("name", PICKLED)
def test_what_is_made_alike_is_equal_and_hashes_alike(name):
    one, same, other = ONE[name], one_of_each()[name], others()[name]
    assert one == one and one == same and same == one and not one != same
    assert one != other and other != one and not one == other
    assert one != "x" and one != None and one != object()  # noqa: E711
    if name not in UNHASHABLE:
        assert hash(one) == hash(same) and len({one, same, other}) == 2


def test_a_mapping_is_equal_to_a_mapping_with_the_same_items():
    row = ONE["Row"]
    assert row == dict(row) and KnowledgeBase().treatments == dict(ONE["KnowledgeBase"].treatments)
    with pytest.raises(TypeError):
        hash(row)


def test_a_patient_is_another_for_every_input():
    kb = KnowledgeBase()
    made = [
        Patient(kb, as_of=AS_OF),
        Patient(kb, as_of="2026-11-21"),
        Patient(kb, as_of=AS_OF, country="US"),
        Patient(kb, as_of=AS_OF, complete=["conditions"]),
        Patient(kb, as_of=AS_OF, age=42),
        Patient(kb, as_of=AS_OF, age=43),
        Patient.from_fhir('{"age": 42}', kb, as_of=AS_OF),
        Patient(kb, "no aneurysm", as_of=AS_OF),
    ]
    assert len(set(made)) == len(made)
    assert all((one == other) == (one is other) for one in made for other in made)


# ---- they are pickled and copied ------------------------------------------------------


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("name", PICKLED)
def test_what_is_pickled_comes_back_equal(name, protocol):
    one = ONE[name]
    again = pickle.loads(pickle.dumps(one, protocol))
    assert type(again) is type(one) and again == one and repr(again) == repr(one) and str(again) == str(one)
    if name not in UNHASHABLE:
        assert hash(again) == hash(one)


@pytest.mark.parametrize("name", PICKLED)
def test_a_copy_is_equal(name):
    for again in (copy.copy(ONE[name]), copy.deepcopy(ONE[name])):
        assert type(again) is type(ONE[name]) and again == ONE[name] and str(again) == str(ONE[name])


def test_what_comes_back_works():
    again = {name: pickle.loads(pickle.dumps(ONE[name])) for name in PICKLED}
    assert again["Patient"].facts == ONE["Patient"].facts and again["Patient"].with_facts(sex="female").country == "US"
    assert again["Verdict"].rules == ONE["Verdict"].rules and again["Verdict"].missing == ONE["Verdict"].missing
    assert again["Comparison"].to_json() == ONE["Comparison"].to_json()
    assert again["Eligibility"].questions == ONE["Eligibility"].questions
    assert again["Row"]["zoloft"] == ONE["Row"]["zoloft"]
    assert again["Treatment"].side_effects == ONE["Treatment"].side_effects
    assert str(again["Problems"]) == "c:1:2: a"


def test_a_mapping_is_pickled_with_its_names():
    for mapping in (ONE["KnowledgeBase"].treatments, ONE["KnowledgeBase"].features, ONE["Comparison"].rows):
        again = pickle.loads(pickle.dumps(mapping))
        assert again == mapping and list(again) == list(mapping)
    assert pickle.loads(pickle.dumps(ONE["KnowledgeBase"].treatments))["Zoloft"].id == "sertraline"


@pytest.mark.parametrize("name", ENUMS)
def test_a_word_is_itself_after_a_pickle(name):
    for member in getattr(txcompare, name):
        assert pickle.loads(pickle.dumps(member)) is member and copy.deepcopy(member) is member


@pytest.mark.parametrize("name", ["TxcompareError", *ERRORS])
def test_an_error_is_pickled_with_its_place(name):
    error = getattr(txcompare, name)("what", "file", 3, 4, Problems([Problem("p")]))
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is type(error) and again.args == error.args
        assert (again.message, again.file, again.line, again.column, again.problems) == (
            "what",
            "file",
            3,
            4,
            error.problems,
        )
        assert str(again) == str(error) == "file:3:4: what\n\np"


def test_a_page_says_why_it_is_not_pickled():
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match=PAGE):
            attempt(ONE["Page"])


def test_another_process_reads_a_pickle():
    """With other hashes of text, as a pool of workers may have."""
    program = (
        "import pickle, sys; patient, verdicts = pickle.load(sys.stdin.buffer); "
        "print(patient.facts == verdicts.patient.facts, hash(patient) == hash(verdicts.patient), verdicts)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=pickle.dumps((ONE["Patient"], ONE["Eligibility"])), capture_output=True
    )
    assert done.stdout.decode().strip() == f"True True {ONE['Eligibility']!r}", done.stderr


def test_a_base_that_has_changed_since_is_refused(tmp_path):
    folder = shutil.copytree(TOP / "tests" / "data" / "kb-small", tmp_path / "kb", copy_function=shutil.copyfile)
    base = KnowledgeBase(folder)
    pickled = pickle.dumps(base)
    assert pickle.loads(pickled) == base
    text = (folder / "kb.yaml").read_text(encoding="utf-8")
    (folder / "kb.yaml").write_text(text.replace("A small base", "Another"), encoding="utf-8")
    with pytest.raises(txcompare.InvalidDataError, match="has changed since it was pickled"):
        pickle.loads(pickled)
