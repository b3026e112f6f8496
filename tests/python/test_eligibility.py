# SPDX-License-Identifier: Apache-2.0
"""Verdicts: their reasons, what is unknown, what to ask, and danger."""

import collections.abc

import pytest

import txcompare
from people import ADULT, AS_OF, IN_DANGER
from txcompare import Choice, InvalidArgumentError, NotFoundError, Patient, VerdictKind

TRIALS = {"failed_adequate_trials": {"present": ["sertraline", "venlafaxine"], "complete": True}}
COMBINATION = "esketamine-nasal-with-antidepressant"


@pytest.fixture(scope="module")
def adult(kb):
    return Patient(kb, as_of=AS_OF, **ADULT)


@pytest.fixture(scope="module")
def resistant(kb):
    return Patient(kb, as_of=AS_OF, **{**ADULT, **TRIALS})


def rule(verdict, id):
    (result,) = (result for result in verdict.rules if result.rule == id)
    return result


# ---- a verdict --------------------------------------------------------------------


def test_an_aneurysm_rules_esketamine_out(kb, resistant):
    # Spravato US label, section 4.
    patient = Patient(kb, as_of=AS_OF, **{**ADULT, **TRIALS, "conditions": ["major-depressive-disorder", "aneurysm"]})
    assert kb.eligibility(resistant, ["esketamine"])[0].kind == VerdictKind.ELIGIBLE
    verdict = kb.eligibility(patient, ["esketamine"])[0]
    assert verdict.kind is VerdictKind.CONTRAINDICATED and verdict.treatment is kb.treatments["esketamine"]
    (reason,) = verdict.reasons
    assert reason is rule(verdict, "esketamine-aneurysm")
    assert (reason.kind, reason.answer, reason.applies, reason.decides) == ("contraindicated", True, True, True)
    assert (reason.when, reason.verification) == ("'aneurysm' in conditions", "read")
    assert reason.source.startswith("Spravato US label, section 4") and reason.to_settle is None
    assert str(reason) == f"contraindicated: {reason.message}"
    assert repr(reason) == f"<RuleResult esketamine-aneurysm: {reason}>"
    assert str(verdict) == "esketamine nasal spray: contraindicated"
    assert repr(verdict) == "<Verdict esketamine-nasal: contraindicated>"


def test_a_rule_of_a_part_is_that_of_the_part(kb):
    patient = Patient(kb, "has aneurysm", as_of=AS_OF)
    result = rule(kb.eligibility(patient, [COMBINATION])[0], "esketamine-aneurysm")
    assert (result.part, result.answer, result.decides) == ("esketamine-nasal", True, True)
    assert rule(kb.eligibility(patient, ["esketamine"])[0], "esketamine-aneurysm").part is None


def test_no_and_not_applicable_are_not_unknown(kb, resistant):
    verdict = kb.eligibility(resistant, [COMBINATION])[0]
    assert (rule(verdict, "esketamine-aneurysm").answer, rule(verdict, "esketamine-aneurysm").applies) == (False, True)
    other = rule(verdict, "nice-esketamine")  # a recommendation of the UK, of a patient in the US
    assert (other.answer, other.applies, other.country, other.to_settle) == (None, False, "GB", None)
    assert other not in verdict.unknown and str(other).endswith("(does not apply)")
    unknown = rule(kb.eligibility(Patient(kb, as_of=AS_OF), ["esketamine"])[0], "esketamine-aneurysm")
    assert (unknown.answer, unknown.applies) == (None, True)
    assert unknown.to_settle and str(unknown).endswith("(not known)")


def test_what_is_unknown_and_what_is_missing(kb, nobody, resistant):
    verdict = kb.eligibility(nobody, ["esketamine"])[0]
    assert verdict.kind is VerdictKind.UNDETERMINED and verdict.reasons
    assert set(verdict.unknown) == {result for result in verdict.rules if result.applies and result.answer is None}
    assert "esketamine-aneurysm" in [result.rule for result in verdict.unknown]
    assert "aneurysm" in [item for question in verdict.missing for item in question.items]
    assert all(reason.decides for reason in verdict.reasons)
    sure = kb.eligibility(resistant, ["esketamine"])[0]
    assert sure.missing == kb.eligibility(resistant, ["esketamine"]).questions


def test_a_verdict_is_no_yes_or_no(kb, nobody):
    verdict = kb.eligibility(nobody, ["sertraline"])[0]
    with pytest.raises(TypeError, match="verdict.kind"):
        bool(verdict)
    with pytest.raises(TypeError):
        _ = "yes" if verdict else "no"


def test_a_part_to_be_chosen_has_the_verdicts_of_its_members(kb, resistant):
    verdicts = kb.eligibility(resistant, [COMBINATION, "sertraline", "mirtazapine"])
    (choice,) = verdicts[0].choices
    assert isinstance(choice, Choice) and choice.name == "an oral antidepressant" and choice.answer is True
    members = dict(choice.members)
    for verdict in verdicts[1:]:
        assert members[verdict.treatment.id] is verdict.kind and verdict.choices == ()
    assert set(members) == {id for id, one in kb.treatments.items() if one.kind == "drug" and "ketamine" not in id}
    assert str(choice) == "requires: an oral antidepressant (one may be given)"
    (unknown,) = kb.eligibility(Patient(kb, as_of=AS_OF), [COMBINATION])[0].choices
    assert (
        unknown.answer is None
        and unknown.decides
        and unknown in kb.eligibility(Patient(kb, as_of=AS_OF), [COMBINATION])[0].reasons
    )
    assert str(unknown) == "requires: an oral antidepressant (not known)"


def test_an_adult_with_depression_may_have_a_first_antidepressant(kb, adult):
    kinds = {verdict.treatment.id: verdict.kind for verdict in kb.eligibility(adult)}
    assert kinds["sertraline"] is kinds["venlafaxine"] is VerdictKind.ELIGIBLE
    assert kinds["esketamine-nasal"] is VerdictKind.NOT_INDICATED


# ---- a sequence -------------------------------------------------------------------


def test_verdicts_are_a_sequence(kb, nobody):
    verdicts = kb.eligibility(nobody, ["sertraline", "esketamine", "bupropion"])
    assert isinstance(verdicts, collections.abc.Sequence) and len(verdicts) == 3
    assert [verdict.treatment.id for verdict in verdicts] == ["sertraline", "esketamine-nasal", "bupropion"]
    assert verdicts[-1] == verdicts[2] == verdicts["Wellbutrin"] == verdicts[kb.treatments["bupropion"]]
    assert verdicts[:2] == (verdicts[0], verdicts[1]) and verdicts[::-1][0] == verdicts[2] and verdicts[5:] == ()
    assert list(reversed(verdicts)) == list(verdicts)[::-1]
    assert verdicts[1] in verdicts and verdicts.index(verdicts[1]) == 1 and verdicts.count(verdicts[1]) == 1
    assert "sertraline" in verdicts and None not in verdicts
    for wrong in (slice(None, None, 0), slice("a")):
        with pytest.raises((ValueError, TypeError)):
            verdicts[wrong]


def test_all_but_placebo_are_judged_unless_said_otherwise(kb, nobody):
    everything = kb.eligibility(nobody)
    assert [one.id for one in everything.treatments] == [id for id in kb.treatments if id != "placebo"]
    assert kb.eligibility(nobody, None) == everything and kb.eligibility(nobody, []).treatments == ()
    assert kb.eligibility(nobody, ["placebo"])[0].treatment.kind == "placebo"


def test_treatments_come_in_any_iterable_in_its_order(kb, nobody):
    wanted = kb.eligibility(nobody, ["zoloft", kb.treatments["esketamine"]])
    assert [one.id for one in wanted.treatments] == ["sertraline", "esketamine-nasal"] and wanted.patient is nobody
    for treatments in (
        ("sertraline", "spravato"),
        iter(["sertraline", "spravato"]),
        {"sertraline": 1, "spravato": 2}.keys(),
    ):
        assert kb.eligibility(nobody, treatments) == wanted
    assert txcompare.Eligibility(nobody, ["sertraline", "spravato"]) == wanted
    assert repr(wanted) == "<Eligibility sertraline: undetermined, esketamine-nasal: undetermined>"


def test_a_name_that_is_nearly_right_is_told(kb, nobody):
    with pytest.raises(KeyError) as caught:
        kb.eligibility(nobody, ["sertralin"])
    assert isinstance(caught.value, NotFoundError) and "did you mean 'sertraline'?" in str(caught.value)


# ---- questions ----------------------------------------------------------------------


def test_questions_say_what_an_answer_settles(kb, nobody):
    questions = kb.ask(nobody)
    assert questions[0].settles == max(question.settles for question in questions) > 1
    for question in questions:
        assert question.text.endswith("?") and (question.answers or question.fill_in) and question.settles >= 0
        assert question.feature == "country" or question.feature in kb.features
        if question.items:
            assert set(question.items) <= {item.id for item in kb.features[question.feature].items}
    depression = next(question for question in questions if question.items == ("major-depressive-disorder",))
    assert str(depression) == "Does the person have major depressive disorder now?"
    assert depression.answers == ("no major-depressive-disorder", "has major-depressive-disorder")


def test_an_answer_takes_the_question_away(kb, nobody):
    depression = next(question for question in kb.ask(nobody) if question.items == ("major-depressive-disorder",))
    for answer in depression.answers:
        assert depression.text not in [question.text for question in kb.ask(nobody.with_facts(answer))]


def test_the_country_is_asked_for_where_that_is_what_is_missing(kb):
    patient = Patient(kb, as_of=AS_OF, **{**ADULT, **TRIALS, "country": None})
    (country,) = (question for question in kb.ask(patient) if question.feature == "country")
    assert country.items == () and country.text.startswith("In which country?")
    for answer in country.answers:
        answered = patient.with_facts(answer)
        assert answered.country == "US" and "country" not in [question.feature for question in kb.ask(answered)]


def test_the_country_can_be_said_in_words(kb):
    assert Patient(kb, "country=GB", "no aneurysm", as_of=AS_OF).country == "GB"
    with pytest.raises((ValueError, TypeError), match="two capital letters"):
        Patient(kb, "country=gb", as_of=AS_OF)


# ---- danger ----------------------------------------------------------------------------


def test_danger_has_a_notice_of_the_country(kb, nobody):
    verdicts = kb.eligibility(Patient(kb, as_of=AS_OF, **IN_DANGER))
    assert verdicts.is_emergency and "988" in verdicts.crisis_notice
    elsewhere = kb.eligibility(Patient(kb, as_of=AS_OF, suicidal_intent_or_plan=True, country="FR"))
    assert (
        elsewhere.is_emergency
        and "local emergency services" in elsewhere.crisis_notice
        and "988" not in elsewhere.crisis_notice
    )
    thoughts = kb.eligibility(Patient(kb, "has suicidal-ideation", as_of=AS_OF))
    assert thoughts.is_emergency and thoughts.crisis_notice == elsewhere.crisis_notice
    for patient in (nobody, Patient(kb, as_of=AS_OF, suicidal_intent_or_plan=False)):
        assert not kb.eligibility(patient).is_emergency and kb.eligibility(patient).crisis_notice is None


def test_danger_does_not_depend_on_what_is_judged(kb):
    patient = Patient(kb, as_of=AS_OF, **IN_DANGER)
    for treatments in ([], ["placebo"], ["sertraline"]):
        assert kb.eligibility(patient, treatments).is_emergency
        assert kb.eligibility(patient, treatments).notices[0].kind == txcompare.NoticeKind.CRISIS


# ---- lifetime --------------------------------------------------------------------------


def test_a_verdict_outlives_what_it_was_made_from():
    verdict = txcompare.KnowledgeBase().eligibility(
        Patient(txcompare.KnowledgeBase(), "has aneurysm", as_of=AS_OF), ["esketamine"]
    )[0]
    assert rule(verdict, "esketamine-aneurysm").answer is True
    assert verdict.treatment.about("mechanism")
    assert verdict.missing == ()  # whatever is answered, it stays ruled out


def test_a_verdict_is_there_under_every_name(kb, nobody):
    verdicts = kb.eligibility(nobody, ["sertraline", "venlafaxine"])
    for name in ("sertraline", "Zoloft", kb.treatments["sertraline"], verdicts[0]):
        assert name in verdicts
    for name in ("mirtazapine", "sertralin", None, 0, kb.treatments["mirtazapine"]):
        assert name not in verdicts


def test_what_does_not_apply_has_no_answer(kb):
    verdict = kb.eligibility(Patient(kb, age=80, country="US"), ["escitalopram"])[0]
    rule = next(rule for rule in verdict.rules if rule.rule == "escitalopram-maximum-gb")
    assert not rule.applies and rule.answer is None
    with pytest.raises(InvalidArgumentError, match="does not apply"):
        verdict.explain(rule)
