# SPDX-License-Identifier: Apache-2.0
"""Laws, for whatever hypothesis thinks of: no input crashes, unknown is never "no", danger comes first.

tests/public/unknown.c has the same laws of the C interface.
"""

import copy
import datetime
import json
import pickle

import pytest
from test_pages import FORMATS, bare, pages_of

import txcompare
from people import AS_OF, CASES
from txcompare import FactState, NoticeKind, Patient, TxcompareError, VerdictKind

hypothesis = pytest.importorskip("hypothesis")
from hypothesis import HealthCheck, given, reject, settings  # noqa: E402
from hypothesis import strategies as st

KB = txcompare.KnowledgeBase()
NOBODY = Patient(KB, as_of=AS_OF)
RECORDS = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((CASES / "records").glob("*.json"))]


def examples(count):
    return settings(
        max_examples=count,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )


# ---- whatever comes in -------------------------------------------------------------

FHIR_KEYS = (
    "resourceType entry resource id fullUrl code coding system status clinicalStatus verificationStatus subject reference"
    " valueQuantity value unit component effectiveDateTime medicationCodeableConcept dosageInstruction doseAndRate birthDate"
    " gender present absent complete item detail date country extension contained"
).split()
FHIR_WORDS = (
    "Patient Bundle Condition Observation MedicationRequest MedicationStatement AllergyIntolerance Medication active final"
    " male 1974-05-01 2026-11 http://snomed.info/sct 36923009 mm[Hg] hypertension -stroke yes"
).split()

keys = st.sampled_from([*FHIR_KEYS, *KB.features]) | st.text(max_size=8)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(10**400), 10**400)
    | st.floats()
    | st.decimals()
    | st.text(max_size=12)
    | st.text(st.characters(), max_size=12)  # surrogates too
    | st.sampled_from(FHIR_WORDS)
    | st.dates()
    | st.datetimes()
    | st.binary(max_size=4)
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(keys, inner, max_size=5)
        | st.tuples(inner)
        | st.sets(st.integers(), max_size=2)
    ),
    max_leaves=20,
)


def use(patient):
    """Whatever was read can be looked at."""
    assert isinstance(patient.facts, tuple) and all(isinstance(remark, str) for remark in patient.remarks)
    verdicts = KB.eligibility(patient, ["sertraline", "esketamine"])
    assert len(verdicts) == 2 and verdicts.page().to_text() and repr(patient)
    assert pickle.loads(pickle.dumps(patient)).facts == patient.facts


def read(record):
    try:
        patient = Patient.from_fhir(record, KB, as_of=AS_OF)
    except TxcompareError as error:
        assert error.message and str(error)
        assert pickle.loads(pickle.dumps(error)).message == error.message
    else:
        use(patient)


@examples(100)
@given(anything)
def test_no_data_crashes_a_record(record):
    read(record)


@examples(100)
@given(anything)
def test_no_json_crashes_a_record(record):
    try:
        text = json.dumps(record, default=str)
    except (TypeError, ValueError):
        reject()
    read(text)


@examples(120)
@given(
    st.binary()
    | st.builds(lambda end: b'{"resourceType": "Patient", ' + end, st.binary())
    | st.builds(lambda end: b"[" + end, st.binary())
)
def test_no_bytes_crash_a_record(record):
    read(record)


@examples(100)
@given(
    st.builds(lambda begin, text: begin + text, st.sampled_from(["{", "[", " {", "\ufeff["]), st.text(st.characters()))
)
def test_no_text_crashes_a_record(record):
    read(record)


def nodes(value, path=()):
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from nodes(child, (*path, key))


def put(record, path, value):
    if not path:
        return value
    record = copy.deepcopy(record)
    parent = record
    for key in path[:-1]:
        parent = parent[key]
    parent[path[-1]] = value
    return record


@examples(100)
@given(st.data())
def test_no_change_to_a_real_record_crashes(data):
    record = data.draw(st.sampled_from(RECORDS), label="record")
    path = data.draw(st.sampled_from(list(nodes(record))), label="place")
    read(put(record, path, data.draw(anything, label="value")))


@examples(100)
@given(st.binary(max_size=3), st.integers(0), st.integers(0, 3), st.sampled_from(RECORDS))
def test_no_change_to_the_bytes_of_a_real_record_crashes(insert, at, cut, record):
    text = json.dumps(record).encode()
    at %= len(text)
    read(text[:at] + insert + text[at + cut :])


@examples(120)
@given(st.dictionaries(st.sampled_from(list(KB.features)) | st.text(max_size=6), anything, max_size=3))
def test_no_values_crash_a_patient(facts):
    try:
        patient = NOBODY.with_facts(facts)
    except TxcompareError:
        assert NOBODY.facts == ()
    else:
        use(patient)


sentences = st.builds(
    lambda *parts: "".join(parts),
    st.sampled_from(["", "no ", "has "]) | st.text(max_size=4),
    st.sampled_from([*KB.features, "aneurysm", "high blood pressure"]) | st.text(max_size=8),
    st.sampled_from(["", "=", "+=", "=-", " = "]),
    st.sampled_from(["yes", "none", "42", "148 mm[Hg]", "hypertension,stroke"]) | st.text(st.characters(), max_size=8),
)


@examples(120)
@given(sentences | st.text(st.characters()))
def test_no_words_crash_a_patient(words):
    try:
        patient = NOBODY.with_facts(words)
    except TxcompareError:
        return
    use(patient)


@examples(120)
@given(st.text(st.characters(), max_size=20) | anything)
def test_no_name_crashes(name):
    for call in (
        KB.treatments.__getitem__,
        KB.features.__getitem__,
        KB.explain,
        lambda name: KB.eligibility(NOBODY, [name]),
    ):
        try:
            call(name)
        except TxcompareError:
            pass
    for call in (KB.treatments.__contains__, KB.features.__contains__):
        assert call(name) in (True, False)


@examples(120)
@given(st.text(max_size=12) | st.from_regex(r"\d{4}-?(W?\d{1,3})(-?\d{1,2})?(T.{0,9})?", fullmatch=True))
def test_a_day_is_a_day_or_refused(text):
    try:
        day = Patient(KB, as_of=text).as_of
    except txcompare.InvalidArgumentError:
        return
    # What was taken is one of the ways to write that day, with or without its dashes.
    written = text.split("T")[0].split("t")[0].split(" ")[0]
    year, week, weekday = day.isocalendar()
    ways = (day.isoformat(), f"{year:04}-W{week:02}-{weekday}", f"{day.year:04}-{day.timetuple().tm_yday:03}")
    assert written in (*ways, *(way.replace("-", "") for way in ways))


# ---- people of whom something is known ------------------------------------------------

dates = (
    st.none()
    | st.dates(datetime.date(2025, 1, 1), datetime.date(2026, 12, 31))
    | st.sampled_from(["2026-11", "2026", "2019-06-01"])
)


def dated(values):
    return values | st.builds(
        lambda value, date: {"value": value} if date is None else {"value": value, "date": date}, values, dates
    )


def values_of(feature):
    """What may be stated of a feature, as it says itself."""
    items = st.sampled_from([item.id for item in feature.items] or ["-"])
    low, high = feature.range or (0, 100)
    if feature.type == "Boolean":
        return dated(st.booleans())
    if feature.type == "Integer":
        return dated(st.integers(int(low), int(high)))
    if feature.type == "Quantity":
        return dated(st.decimals(int(low), int(high), places=1) | st.integers(int(low), int(high)))
    if feature.type == "String":
        return dated(items)
    several = st.lists(items, max_size=3)
    return (
        several
        | st.lists(items.map(lambda item: "-" + item), max_size=3)
        | st.fixed_dictionaries({"present": several, "complete": st.booleans()})
        | st.fixed_dictionaries({"absent": several})
    )


one_fact = st.sampled_from(list(KB.features)).flatmap(lambda id: st.tuples(st.just(id), values_of(KB.features[id])))
many_facts = st.lists(one_fact, max_size=12, unique_by=lambda fact: fact[0]).map(dict)
countries = st.sampled_from([None, "US", "GB", "DE"])


def made(facts, country=None):
    """The patient, unless the facts contradict each other."""
    try:
        return Patient(KB, as_of=AS_OF, country=country, **facts)
    except txcompare.InvalidDataError as error:
        assert "contradicts" in error.message
        reject()


def answers(patient, treatments=None):
    return {
        verdict.treatment.id: (
            verdict.kind,
            [(rule.rule, rule.part, rule.answer, rule.applies) for rule in verdict.rules],
        )
        for verdict in KB.eligibility(patient, treatments)
    }


@examples(40)
@given(many_facts, countries)
def test_a_patient_survives_a_pickle(facts, country):
    patient = made(facts, country)
    again = pickle.loads(pickle.dumps(patient))
    assert again == patient and again.facts == patient.facts and again.remarks == patient.remarks
    assert hash(again) == hash(patient) and copy.deepcopy(patient) == patient
    assert answers(again) == answers(patient)
    assert made(facts, country) == patient


@examples(40)
@given(many_facts)
def test_a_stated_value_is_found_again(facts):
    patient = made(facts)
    known = {(fact.feature, fact.item): fact for fact in patient.facts}
    for id, value in facts.items():
        feature = KB.features[id]
        if feature.type != "List<String>" and not isinstance(value, dict):
            fact = known[id, None]
            assert (fact.state, fact.origin) == (FactState.KNOWN, "stated")
            words = {True: "yes", False: "no"}.get(value, value) if feature.type == "Boolean" else value
            assert fact.value.split()[0] == str(words) or float(fact.value.split()[0]) == pytest.approx(
                float(words), abs=0.05
            )
        elif isinstance(value, list):
            for item in value:
                fact = known[id, item.lstrip("-")]
                assert fact.state == (FactState.ABSENT if item.startswith("-") else FactState.KNOWN)


@examples(25)
@given(st.data(), many_facts)
def test_the_order_of_facts_does_not_matter(data, facts):
    shuffled = data.draw(st.permutations(list(facts.items())))
    patient, other = made(facts), made(dict(shuffled))
    assert set(patient.facts) == set(other.facts) and answers(patient) == answers(other)
    one_by_one = NOBODY
    for id, value in shuffled:
        one_by_one = one_by_one.with_facts({id: value})
    assert answers(one_by_one) == answers(patient)


# Where a verdict may go when a fact is added: down the order of verdicts alone.
MAY_BECOME = {
    VerdictKind.UNDETERMINED: set(VerdictKind),
    VerdictKind.AVOID: {VerdictKind.AVOID, VerdictKind.CONTRAINDICATED},
    VerdictKind.NOT_INDICATED: {VerdictKind.NOT_INDICATED, VerdictKind.CONTRAINDICATED, VerdictKind.AVOID},
    VerdictKind.CAUTION: {VerdictKind.CAUTION, VerdictKind.ELIGIBLE},
}


def expect_only_settled(before, after, fact):
    for old, new in zip(KB.eligibility(before), KB.eligibility(after)):
        assert new.kind in MAY_BECOME.get(old.kind, {old.kind}), (fact, old, new)
        assert len(old.rules) == len(new.rules)
        for was, now in zip(old.rules, new.rules):
            assert (was.rule, was.part, was.applies) == (now.rule, now.part, now.applies)
            assert was.answer is None or was.answer is now.answer, (fact, was.rule, was.answer, now.answer)
    assert KB.eligibility(after).is_emergency or not KB.eligibility(before).is_emergency


def does_not_apply(patient, feature):
    """A man is held not to be pregnant until somebody says that he is: what is said stands, and may revise that."""
    return any(fact.feature == feature and fact.state == FactState.NOT_APPLICABLE for fact in patient.facts)


@examples(25)
@given(st.lists(one_fact, min_size=4, max_size=10), st.data())
def test_a_fact_only_settles(facts, data):
    patient = NOBODY
    for id, value in facts:
        if not does_not_apply(patient, id):
            patient = state(patient, {id: value})
        questions = [question for question in KB.ask(patient) if not does_not_apply(patient, question.feature)]
        if questions:
            # The country decides which rules apply, so that it is no fact like others.
            offered = [answer for question in questions if question.feature != "country" for answer in question.answers]
            patient = state(patient, data.draw(st.sampled_from(offered or ["no aneurysm"])))


def state(patient, fact):
    before = patient.facts
    try:
        after = patient.with_facts(fact)
    except txcompare.InvalidDataError:
        assert patient.facts == before
        return patient
    expect_only_settled(patient, after, fact)
    return after


@examples(40)
@given(st.data(), many_facts, countries)
def test_an_answer_of_a_question_can_be_given(data, facts, country):
    patient = made(facts, country)
    questions = KB.ask(patient)
    if not questions:  # nothing is for a child of this age, whatever else is known
        return
    question = data.draw(st.sampled_from(questions))
    for answer in question.answers:
        assert question.text not in [other.text for other in KB.ask(patient.with_facts(answer))]


@examples(30)
@given(
    many_facts,
    st.lists(
        st.sampled_from(["conditions", "medications", "allergies", "current_medications"]), min_size=1, unique=True
    ),
)
def test_completeness_only_settles(facts, lists):
    patient = made(facts)
    expect_only_settled(patient, patient.with_facts(complete=lists), lists)


@examples(25)
@given(st.data(), many_facts, countries)
def test_the_order_of_treatments_does_not_matter(data, facts, country):
    patient = made(facts, country)
    treatments = data.draw(st.permutations(list(KB.treatments)))
    some = treatments[: data.draw(st.integers(1, len(treatments)))]
    everything = answers(patient, list(KB.treatments))
    assert answers(patient, some) == {id: everything[id] for id in some}
    assert [one.id for one in KB.eligibility(patient, some).treatments] == some


@examples(40)
@given(countries, st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)))
def test_of_nobody_nothing_is_denied(country, as_of):
    verdicts = KB.eligibility(Patient(KB, as_of=as_of, country=country))
    assert not verdicts.is_emergency and verdicts.questions
    for verdict in verdicts:
        assert verdict.kind is not VerdictKind.ELIGIBLE
        for rule in verdict.rules:
            if rule.kind in ("contraindicated", "avoid"):
                assert rule.answer is None, rule.rule
            if rule.applies and rule.answer is None:
                assert rule.to_settle, rule.rule


@examples(25)
@given(many_facts)
def test_nobody_is_eligible_while_something_that_forbids_is_unknown(facts):
    for verdict in KB.eligibility(made(facts)):
        open_rules = [
            rule for rule in verdict.unknown if rule.kind in ("contraindicated", "avoid", "requires", "not-indicated")
        ]
        if verdict.kind in (VerdictKind.ELIGIBLE, VerdictKind.CAUTION):
            assert open_rules == []


@examples(10)
@given(many_facts, countries)
def test_danger_comes_first_whatever_else_is_known(facts, country):
    patient = made({**facts, "suicidal_intent_or_plan": True}, country)
    notice = bare(KB.eligibility(patient).crisis_notice)
    name = bare(KB.treatments["sertraline"].name)
    for page in pages_of(KB, patient).values():
        assert page.notices[0].kind is NoticeKind.CRISIS
        for write in FORMATS:
            text = bare(getattr(page, write)())
            assert notice in text and (name not in text or text.index(notice) < text.index(name))
