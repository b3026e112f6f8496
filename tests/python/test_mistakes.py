# SPDX-License-Identifier: Apache-2.0
"""What a newcomer does wrong in the first hour, and what they are told."""

import copy
import pickle

import pytest

import txcompare
from people import AS_OF


@pytest.fixture(scope="module")
def patient(kb):
    return txcompare.Patient(kb, age=42, as_of=AS_OF)


MISTAKES = [
    ("a name for a list", 'kb.compare("sertraline")', TypeError,
     "treatments is a list of names: write ['sertraline']"),
    ("a treatment misspelt", 'kb.compare(["sertralin"])', KeyError,
     "no treatment 'sertralin' (did you mean 'sertraline'?)"),
    ("a feature misspelt", "patient.with_facts(systolic_blood_presure=148)", KeyError,
     "no feature 'systolic_blood_presure'; did you mean 'systolic_blood_pressure'?"),
    ("a text for a number", 'txcompare.Patient(kb, age="forty-two")', TypeError,
     "age: expected a number, not 'forty-two'"),
    ("a fact as an attribute", "patient.age", AttributeError,
     "a patient has no attribute 'age'; it is a fact: patient.facts, or kb.cql('age').evaluate(patient).value"),
    ("another form of a date", 'txcompare.Patient(kb, as_of="20.11.2026")', ValueError,
     "as_of is a day such as '2026-11-20', not '20.11.2026'"),
    ("a verdict as yes or no", 'bool(kb.eligibility(patient, ["sertraline"])[0])', TypeError,
     "a verdict is no yes or no: sertraline: undetermined; look at verdict.kind"),
    ("a verdict as text", 'kb.eligibility(patient, ["sertraline"])[0] == "caution"', TypeError,
     "a verdict is more than its headline: write verdict.kind == 'caution'"),
    ("a treatment as an attribute", "kb.treatments.sertraline", AttributeError,
     "treatments have no attribute 'sertraline'; write treatments['sertraline']"),
    ("a method of the module", 'txcompare.compare(["sertraline"])', AttributeError,
     "module 'txcompare' has no attribute 'compare'; it belongs to a knowledge base: txcompare.KnowledgeBase().compare"),
    ("the patient first", 'kb.compare(patient, ["sertraline"])', TypeError,
     "the treatments come first: kb.compare(treatments, patient)"),
    ("the patient last", 'kb.eligibility(["sertraline"], patient)', TypeError,
     "the patient comes first: kb.eligibility(patient, treatments)"),
    ("facts for a patient", 'kb.compare(["sertraline"], {"age": 42})', TypeError,
     "patient is a txcompare.Patient, not dict"),
    ("a record for a base", 'txcompare.Patient("record.json")', TypeError,
     "the first argument is a KnowledgeBase or None, not str; facts come after it"),
    ("no such file", 'txcompare.Patient.from_fhir("nobody.json", kb)', OSError,
     "nobody.json: cannot read the record: No such file or directory"),
    ("no number", 'txcompare.Patient(kb, age=float("nan"))', ValueError,
     "nan is no number; leave out what is not known"),
]  # fmt: skip


@pytest.mark.parametrize(
    "code, kind, told", [mistake[1:] for mistake in MISTAKES], ids=[mistake[0] for mistake in MISTAKES]
)
def test_a_mistake_says_what_to_do(kb, patient, code, kind, told):
    with pytest.raises(kind) as caught:
        eval(code, {"txcompare": txcompare, "kb": kb, "patient": patient})
    assert str(caught.value) == told


def test_a_table_is_no_record(kb, tmp_path):
    table = tmp_path / "patients.csv"
    table.write_text("patient,age\n1,42\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^patients\.csv:1:1: "):
        txcompare.Patient.from_fhir(table, kb)


def test_what_is_no_attribute_says_no_more_than_that(kb, patient):
    for thing in (patient, kb.treatments, kb.features, txcompare):
        for name in ("nothing_of_this_name", "__array__", "_repr_latex_"):
            assert not hasattr(thing, name)


def test_copies_are_made_without_attributes_that_are_not_there(kb, patient):
    for thing in (patient, kb.treatments, kb.features):
        assert copy.copy(thing) == thing
        assert pickle.loads(pickle.dumps(thing)) == thing


def test_exceptions_are_named_as_users_name_them():
    assert txcompare.NotFoundError.__module__ == "txcompare"
