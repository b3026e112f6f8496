# SPDX-License-Identifier: Apache-2.0
"""The text cases of tests/cases through the package: the same files, with the same meaning.

tests/cases/run_cases.c says what a line means; it runs them through the C interface.
"""

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import txcompare
from people import AS_OF, CASES

RUNNER = Path("tests/cases/run-cases")
BLOCKS = ("given", "when", "expect")
ANSWERS = {"no": (False, True), "yes": (True, True), "unknown": (None, True), "does not apply": (None, False)}
NUMBERS = re.compile(r"(-?\d+) beside (-?\d+), ([+-]?\d+) \((-?\d+) to (-?\d+)\)")


@dataclass
class Case:
    title: str
    given: list = field(default_factory=list)
    when: list = field(default_factory=list)
    expect: list = field(default_factory=list)


def files():
    """In the order of the C runner's script: the people come first."""
    names = re.findall(r'"\$here/([a-z-]+\.case)"', (CASES / "all-cases").read_text(encoding="utf-8"))
    return [CASES / name for name in names]


def read(path, cases, backgrounds):
    block = None
    for line in path.read_text(encoding="utf-8").splitlines():
        text = line.strip(" ")
        if not text or text.startswith("#"):
            continue
        if line.startswith(" "):
            assert block is not None, f"{path.name}: '{text}' belongs to nothing"
            block.append(text)
        elif text.startswith("case "):
            cases.append(Case(text.removeprefix("case ")))
            block = None
        elif text.startswith("background "):
            block = backgrounds.setdefault(text.removeprefix("background "), [])
        else:
            assert text in BLOCKS and cases, f"{path.name}: '{text}' begins nothing"
            block = getattr(cases[-1], text)


def load():
    cases, backgrounds = [], {}
    for path in files():
        read(path, cases, backgrounds)
    return cases, backgrounds


ALL, BACKGROUNDS = load()


@dataclass
class Given:
    said: list = field(default_factory=list)
    records: list = field(default_factory=list)
    complete: list = field(default_factory=list)
    country: "str | None" = None
    as_of: str = AS_OF

    def add(self, lines):
        for line in lines:
            if line.startswith("with "):
                self.add(BACKGROUNDS[line.removeprefix("with ")])
            elif line.startswith("record "):
                self.records.append(CASES / "records" / line.removeprefix("record "))
            elif line.startswith("complete "):
                self.complete.append(line.removeprefix("complete "))
            elif line.startswith("country "):
                self.country = line.removeprefix("country ")
            elif line.startswith("as of "):
                self.as_of = line.removeprefix("as of ")
            else:
                self.said.append(line)
        return self

    def patient(self, kb):
        more = {"as_of": self.as_of, "country": self.country, "complete": self.complete}
        if self.records:
            return txcompare.Patient.from_fhir(self.records, kb, *self.said, **more)
        return txcompare.Patient(kb, *self.said, **more)


def check_verdict(verdict, expected):
    kind, _, words = expected.partition(": ")
    assert verdict.kind == txcompare.VerdictKind(kind)
    rules = [reason for reason in verdict.reasons if isinstance(reason, txcompare.RuleResult)]
    assert not words or any(words in rule.message for rule in rules), [str(rule) for rule in rules]


def check_rule(verdict, expected):
    rule, answer = expected.split(" is ")
    found = next(result for result in verdict.rules if result.rule == rule)
    assert (found.answer, found.applies) == ANSWERS[answer]


def check_numbers(cell, expected):
    whole = NUMBERS.fullmatch(expected)
    assert whole, expected
    found = (cell.value, cell.comparator_value, cell.difference, cell.low, cell.high)
    assert [round(number) for number in found] == [int(number) for number in whole.groups()]


def check_treatment(comparison, treatment, rest):
    verdict = comparison.eligibility[treatment]
    if rest.startswith("is "):
        check_verdict(verdict, rest.removeprefix("is "))
    elif rest.startswith("rule "):
        check_rule(verdict, rest.removeprefix("rule "))
    else:
        effect, numbers = rest.split(": ")
        check_numbers(comparison[effect, treatment], numbers)


def check(comparison, line):
    eligibility = comparison.eligibility
    before, _, rest = line.partition(": ")
    if before == "first question":
        question = eligibility.questions[0]
        assert rest in question.feature or rest in ",".join(question.items)
    elif before == "crisis notice":
        assert rest in eligibility.crisis_notice
    elif line in ("danger", "no danger"):
        assert eligibility.is_emergency == (line == "danger")
    else:
        treatment, _, rest = line.partition(" ")
        assert treatment in [one.id for one in comparison.treatments], f"'{line}' names no treatment of the case"
        check_treatment(comparison, treatment, rest)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.title)
def test_case(kb, case):
    assert case.when and case.expect
    comparison = kb.compare(case.when, Given().add(case.given).patient(kb))
    for line in case.expect:
        check(comparison, line)


def test_every_file_is_read():
    assert {path.name for path in files()} == {path.name for path in CASES.glob("*.case")}
    assert "an adult with depression" in BACKGROUNDS


def test_a_case_that_is_not_so_fails(kb):
    comparison = kb.compare(["esketamine-nasal", "sertraline"], txcompare.Patient(kb, "has aneurysm", as_of=AS_OF))
    for line in (
        "esketamine-nasal is avoid",
        "esketamine-nasal is contraindicated: kidney",
        "esketamine-nasal rule esketamine-aneurysm is unknown",
        "sertraline nausea: 26 beside 13, +14 (11 to 17)",
        "danger",
        "first question: shoe size",
        "ketamine-iv is undetermined",
    ):
        with pytest.raises(AssertionError):
            check(comparison, line)


def test_there_are_as_many_cases_as_the_c_runner_counts():
    """Its count where it is built; the lines that begin a case anywhere."""
    lines = sum(len(re.findall(r"^case ", path.read_text(encoding="utf-8"), re.M)) for path in files())
    assert len(ALL) == lines > 40
    if RUNNER.exists():
        done = subprocess.run([RUNNER, *files()], capture_output=True, text=True)
        assert done.stdout.splitlines()[-1] == f"{len(ALL)} cases, 0 failures"
