# SPDX-License-Identifier: Apache-2.0
"""Patients: what is said, what a record says, and what stays unknown."""

import datetime
import json

import pytest

import txcompare
from people import ADULT, AS_OF, CASES
from txcompare import Fact, FactState, InvalidDataError, NotFoundError, Patient, WrongTypeError

RECORDS = CASES / "records"


def found(patient, feature, item=None):
    return next((fact for fact in patient.facts if (fact.feature, fact.item) == (feature, item)), None)


# ---- stating -------------------------------------------------------------------


def test_nothing_is_known_of_nobody(kb, nobody):
    assert nobody.facts == () and nobody.remarks == () and nobody.country is None
    assert nobody.knowledge_base is kb and nobody.as_of == datetime.date(2026, 11, 20)
    assert repr(nobody) == "<Patient as of 2026-11-20: nothing known>"
    assert Patient(as_of=AS_OF) == nobody
    assert Patient(kb).as_of in (datetime.date.today(), datetime.date.today() - datetime.timedelta(1))


def test_facts_are_stated_as_values(kb):
    # As in tests/public/results.c.
    patient = Patient(
        kb, as_of=AS_OF, country="US", age=52, pregnant=False,
        conditions={"complete": True, "present": ["hypertension"], "absent": ["stroke"]},
        phq9_score={"value": 21, "date": datetime.date(2026, 11, 2)},
    )  # fmt: skip
    assert patient.country == "US"
    assert found(patient, "age") == Fact("age", None, FactState.KNOWN, "52", None, "stated", None)
    assert found(patient, "pregnant").value == "no"
    assert found(patient, "conditions", "hypertension").state == FactState.KNOWN
    assert found(patient, "conditions", "stroke").state == FactState.ABSENT
    assert found(patient, "phq9_score").date == "2026-11-02"


@pytest.mark.parametrize("words, stated", [
    ("age=52", {"age": 52}),
    ("sex=female", {"sex": "female"}),
    ("pregnant=no", {"pregnant": False}),
    ("systolic_blood_pressure=148 mm[Hg]", {"systolic_blood_pressure": 148}),
    ("conditions=hypertension,stroke", {"conditions": ["hypertension", "stroke"]}),
    ("has hypertension", {"conditions": ["hypertension"]}),
    ("no aneurysm", {"conditions": ["-aneurysm"]}),
    ("no aneurysm", {"conditions": {"absent": ["aneurysm"]}}),
    ("allergies=none", {"allergies": {"present": [], "complete": True}}),
])  # fmt: skip
def test_words_and_values_say_the_same(kb, words, stated):
    said, valued, mapped = (
        Patient(kb, words, as_of=AS_OF),
        Patient(kb, as_of=AS_OF, **stated),
        Patient(kb, stated, as_of=AS_OF),
    )
    assert said.facts == valued.facts == mapped.facts != ()
    assert [fact.origin for fact in said.facts if fact.state != FactState.NOT_APPLICABLE][0] == "stated"


def test_a_quantity_is_converted(kb):
    patient = Patient(kb, as_of=AS_OF, systolic_blood_pressure={"value": 20, "unit": "kPa"})
    # 1 mm[Hg] is 133.322 Pa.
    assert float(found(patient, "systolic_blood_pressure").value.split()[0]) == pytest.approx(20000 / 133.322, abs=0.01)


def test_nothing_is_said_with_none(kb, nobody):
    assert Patient(kb, as_of=AS_OF, age=None, conditions=None, pregnant=None).facts == nobody.facts


def test_what_belongs_to_something_narrower_belongs_to_what_is_broader(kb):
    patient = Patient(kb, "has intracranial aneurysm", as_of=AS_OF)
    assert found(patient, "conditions", "aneurysm").state == FactState.KNOWN
    assert found(Patient(kb, "no intracranial aneurysm", as_of=AS_OF), "conditions", "aneurysm") is None
    assert (
        found(Patient(kb, "no aneurysm", as_of=AS_OF), "conditions", "intracranial-aneurysm").state == FactState.ABSENT
    )


def test_old_values_are_shown_and_do_not_count(kb):
    # Blood pressure counts for 30 days: the 21st of October is the last that does.
    for date, state in (("2026-10-21", FactState.KNOWN), ("2026-10-20", FactState.STALE), ("2019", FactState.STALE)):
        patient = Patient(kb, as_of=AS_OF, systolic_blood_pressure={"value": 148, "date": date})
        fact = found(patient, "systolic_blood_pressure")
        assert (fact.state, fact.value, fact.date) == (state, "148 mm[Hg]", date)
    assert Patient(kb, as_of=AS_OF, systolic_blood_pressure={"value": 148, "date": "2026-11-21"}).facts == ()


def test_what_does_not_apply_is_said_to_be_so(kb):
    fact = found(Patient(kb, as_of=AS_OF, sex="male"), "pregnant")
    assert (fact.state, fact.value) == (FactState.NOT_APPLICABLE, "no") and "sex != 'male'" in fact.origin
    assert found(Patient(kb, as_of=AS_OF, sex="male", pregnant=True), "pregnant").state == FactState.KNOWN


def test_lists_are_complete_only_when_somebody_says_so(kb):
    assert found(Patient(kb, "has hypertension", as_of=AS_OF), "conditions") is None
    for complete in ("conditions", ["conditions"], ("conditions",), iter(["conditions"])):
        patient = Patient(kb, "has hypertension", as_of=AS_OF, complete=complete)
        assert found(patient, "conditions").state == FactState.KNOWN
        assert kb.eligibility(patient, ["esketamine"])[0].kind != txcompare.VerdictKind.CONTRAINDICATED
    whole = Patient(kb, as_of=AS_OF, complete=["medications"])
    assert {fact.feature for fact in whole.facts} >= {
        "current_medications",
        "medications_within_14_days",
        "failed_adequate_trials",
    }


@pytest.mark.parametrize("one, other", [
    ("conditions=aneurysm", "conditions=-aneurysm"),
    ("conditions=intracranial-aneurysm", "conditions=-aneurysm"),
    ("conditions=aneurysm", "conditions=none"),
    ("current_medications=sertraline", "medications_within_14_days=-ssri"),
    ("age=52", "age=53"),
    ("pregnant=yes", "pregnant=no"),
])  # fmt: skip
def test_a_contradiction_is_refused_in_either_order(kb, one, other):
    for first, second in ((one, other), (other, one)):
        with pytest.raises(InvalidDataError):
            Patient(kb, first, second, as_of=AS_OF)
        with pytest.raises(InvalidDataError):
            Patient(kb, first, as_of=AS_OF).with_facts(second)


def test_words_values_and_mappings_are_stated_together(kb):
    patient = Patient(kb, "no aneurysm", {"age": 42}, {"sex": "female"}, as_of=AS_OF, conditions=["hypertension"])
    assert {(fact.feature, fact.item) for fact in patient.facts} >= {
        ("conditions", "aneurysm"), ("conditions", "hypertension"), ("age", None), ("sex", None),
    }  # fmt: skip
    with pytest.raises(InvalidDataError):
        Patient(kb, {"age": 42}, as_of=AS_OF, age=43)


def test_a_name_that_is_nearly_right_is_told(kb):
    for call, nearest in (
        (lambda: Patient(kb, agee=42), "age"),
        (lambda: Patient(kb, "no aneurism"), "aneurysm"),
        (lambda: Patient(kb, conditions=["hipertension"]), "hypertension"),
    ):
        with pytest.raises(KeyError) as caught:
            call()
        assert isinstance(caught.value, NotFoundError) and f"did you mean '{nearest}'?" in str(caught.value)


def test_the_country_may_be_a_fact(kb):
    assert Patient(kb, {"country": "GB"}, as_of=AS_OF).country == "GB"
    assert Patient.from_fhir({"country": "GB"}, kb, as_of=AS_OF).country == "GB"
    assert Patient.from_fhir({"country": "GB"}, kb, as_of=AS_OF, country="US").country == "US"


def test_the_adult_of_the_cases_can_be_stated_in_python(kb):
    said = [line.strip() for line in (CASES / "people.case").read_text(encoding="utf-8").splitlines() if "=" in line]
    words = Patient(
        kb, *(line for line in said if not line.startswith("failed")),
        as_of=AS_OF, country="US", complete=["conditions", "medications", "allergies"],
    )  # fmt: skip
    verdicts = [verdict.kind for verdict in kb.eligibility(words)]
    assert [verdict.kind for verdict in kb.eligibility(Patient(kb, as_of=AS_OF, **ADULT))] == verdicts


# ---- one more fact ---------------------------------------------------------------


def test_more_facts_make_another_patient(kb):
    one = Patient(kb, age=42, as_of=AS_OF, country="US", complete=["allergies"])
    two = one.with_facts("no aneurysm", {"sex": "female"}, pregnant=False, country="GB", complete="conditions")
    assert one.facts == Patient(kb, age=42, as_of=AS_OF, country="US", complete=["allergies"]).facts
    assert (one.country, two.country, two.as_of) == ("US", "GB", one.as_of)
    assert {fact.feature for fact in two.facts} >= {"age", "sex", "pregnant", "conditions", "allergies"}
    assert one.with_facts() == one and one.with_facts() is not one
    assert two != one and type(two) is Patient


def test_every_answer_of_a_question_can_be_given(kb, nobody):
    given = 0
    for question in kb.ask(nobody):
        for answer in question.answers:
            assert nobody.with_facts(answer) != nobody
            given += 1
    assert given > 50


class Known(Patient):
    """A kind of patient of somebody's own."""


def test_a_kind_of_patient_stays_one(kb):
    assert type(Known(kb, age=42).with_facts(sex="male")) is Known
    assert type(Known.from_fhir({"age": 42}, kb)) is Known


# ---- records ----------------------------------------------------------------------


def test_a_record_is_read_from_wherever_it_is(kb, tmp_path):
    path = RECORDS / "old-data.json"
    text = path.read_text(encoding="utf-8")
    by_path = Patient.from_fhir(path, kb, as_of=AS_OF)
    assert found(by_path, "age").value == "58"
    pressure = found(by_path, "systolic_blood_pressure")
    assert (pressure.state, pressure.value, pressure.date) == (FactState.STALE, "171 mm[Hg]", "2019-06-01")
    assert pressure.origin == "old-data.json: Observation/o1 (entry 4) component[0].valueQuantity"
    sertraline = found(by_path, "current_medications", "sertraline")
    assert (sertraline.state, sertraline.date, sertraline.detail) == (FactState.KNOWN, "2026-08-03", "sertraline")
    for record in (str(path), text, text.encode(), bytearray(text.encode()), json.loads(text), [path], (path,)):
        patient = Patient.from_fhir(record, kb, as_of=AS_OF)
        assert [(fact.feature, fact.item, fact.value) for fact in patient.facts] == [
            (fact.feature, fact.item, fact.value) for fact in by_path.facts
        ]


def test_a_record_may_be_a_list_of_resources(kb):
    resources = [
        entry["resource"] for entry in json.loads((RECORDS / "pregnant.json").read_text(encoding="utf-8"))["entry"]
    ]
    lines = "\n".join(json.dumps(resource) for resource in resources)
    for record in (resources, tuple(resources), json.dumps(resources), lines):
        patient = Patient.from_fhir(record, kb, as_of=AS_OF)
        assert found(patient, "pregnant").value == "yes" and found(patient, "sex").value == "female"


def test_several_records_are_about_one_person(kb):
    patient = Patient.from_fhir(['{"age": 42}', b'{"sex": "female"}'], kb, as_of=AS_OF)
    assert found(patient, "age").value == "42" and found(patient, "sex").value == "female"
    both = Patient.from_fhir([b'{"age": 42}', b'{"age": 43}'], kb, as_of=AS_OF)
    assert found(both, "age") is None and "neither is used" in both.remarks[0]


def test_what_is_stated_wins_over_a_record_and_says_so(kb):
    patient = Patient.from_fhir('{"age": 30}', kb, "has hypertension", as_of=AS_OF, age=52)
    assert found(patient, "age").value == "52" and found(patient, "age").origin == "stated"
    assert any("30" in remark for remark in patient.remarks)
    later = Patient.from_fhir('{"age": 30}', kb, as_of=AS_OF).with_facts(age=52)
    assert found(later, "age").value == "52"


def test_what_is_not_read_is_remarked(kb):
    patient = Patient.from_fhir({"resourceType": "Encounter"}, kb, as_of=AS_OF)
    assert patient.facts == () and patient.remarks == ("record: not read: Encounter (1)",)
    (remark,) = Patient.from_fhir({"resourceType": "Patient", "birthDate": "1974-13-01"}, kb, as_of=AS_OF).remarks
    assert "'1974-13-01' is no date" in remark


def test_an_age_is_known_only_if_it_is_certain(kb):
    for born, age in (("1974-11-20", "52"), ("1974-11-21", "51"), ("1974-12", "51"), ("1974", None)):
        patient = Patient.from_fhir({"resourceType": "Patient", "birthDate": born}, kb, as_of=AS_OF)
        assert (found(patient, "age").value if age else found(patient, "age")) == age


def test_an_error_says_where(kb, tmp_path):
    path = tmp_path / "record.json"
    path.write_text('{\n  "age": "old"\n}', encoding="utf-8")
    with pytest.raises(WrongTypeError) as caught:
        Patient.from_fhir(path, kb)
    error = caught.value
    assert (error.file, error.line, error.column, error.status) == ("record.json", 2, 10, "TYPE")
    assert error.message == "age: expected a number, not 'old'" and error.problems == ()
    assert str(error) == f"record.json:2:10: {error.message}"


# ---- how they look -----------------------------------------------------------------


def test_a_patient_shows_the_first_facts(kb):
    patient = Patient(kb, "no aneurysm", age=42, conditions=["hypertension", "stroke", "bradycardia"], as_of=AS_OF)
    shown = repr(patient)
    assert shown.startswith("<Patient as of 2026-11-20: age: 42, conditions: ")
    assert shown.endswith(f" and {len(patient.facts) - 4} more>")


def test_a_fact_in_words():
    assert str(Fact("age", None, FactState.KNOWN, "42", None, "stated", None)) == "age: 42"
    assert (
        str(Fact("conditions", "aneurysm", FactState.ABSENT, None, None, "stated", None))
        == "conditions: aneurysm: absent"
    )


# ---- what a review found --------------------------------------------------------------


def test_the_country_said_last_counts(kb):
    danger = Patient(kb, suicidal_intent_or_plan=True)
    american = danger.with_facts("country=US")
    assert american.country == "US" and "988" in kb.eligibility(american).crisis_notice
    british = american.with_facts(country="GB")
    assert british.country == "GB" and "988" not in kb.eligibility(british).crisis_notice
    assert Patient(kb, "country=US", country="GB").country == british.with_facts(age=40).country == "GB"
    assert british.with_facts("country=US").country == "US"


def test_what_is_too_old_does_not_look_like_a_fact(kb):
    patient = Patient(
        kb, as_of=AS_OF, sex="female", pregnant={"value": True, "date": "2020-01-01"}, allergies={"complete": True}
    )
    words = [str(fact) for fact in patient.facts]
    assert "pregnant: yes, too old to decide anything" in words and "pregnant: yes" not in words
    assert "allergies: nothing else" in words
    assert "too old to decide anything" in repr(patient)
    assert "pregnancy_trimester: does not apply" in [str(fact) for fact in Patient(kb, sex="male", as_of=AS_OF).facts]


def test_records_of_one_name_are_told_apart(kb, tmp_path):
    for folder, gender in (("a", "female"), ("b", "female")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "r.json").write_text(f'{{"resourceType": "Patient", "id": "p", "gender": "{gender}"}}')
    one = Patient.from_fhir(tmp_path / "a" / "r.json", kb)
    assert one.facts[0].origin.startswith("r.json: ")
    both = Patient.from_fhir((path for path in sorted(tmp_path.glob("*/r.json"))), kb)
    assert both.facts[0].origin.startswith(str(tmp_path))
    mixed = Patient.from_fhir([tmp_path / "a" / "r.json", {"age": 52}], kb, as_of=AS_OF)
    assert {fact.origin.split(":")[0] for fact in mixed.facts} >= {"r.json", "record 2"}


def test_a_moment_is_a_day_of_a_fact(kb):
    moment = datetime.datetime(2026, 11, 19, 10, 30)
    patient = Patient(kb, as_of=AS_OF, phq9_score={"value": 3, "date": moment})
    assert patient.facts[0].date == "2026-11-19"


def test_the_built_in_base_is_read_once():
    assert Patient().knowledge_base is Patient().knowledge_base is txcompare.cql("1 + 1").knowledge_base
