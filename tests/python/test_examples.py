# SPDX-License-Identifier: Apache-2.0
"""The examples, run as a user runs them; what they print is compared with what the sources say."""

import csv
import importlib.util
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
EXAMPLES = TOP / "examples" / "python"
RECORDS = TOP / "examples" / "patients"
TRD = str(RECORDS / "trd.json")
NEW = str(RECORDS / "new-depression.json")


def run(program, *arguments, **options):
    command = [sys.executable, str(EXAMPLES / program), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, **options)


def lines_of(done):
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.splitlines()


# ---- compare.py --------------------------------------------------------------------


def test_compare_says_what_the_labels_say():
    lines = lines_of(run("compare.py"))
    # Zoloft US label, section 6.1 table 3: nausea in 26 % against 12 %.
    assert "    sertraline: 26 of 100, 12 on placebo; +14 (11 to 17) [Zoloft US label, section 6.1 table 3]" in lines
    # Spravato US label, section 6.1 table 3: dissociation in 142 of 346 against 21 of 222.
    assert any("41 of 100, 9 on placebo spray" in line and "+32 (25 to 38)" in line for line in lines)
    assert "Of 100 people, how many feel sick:" in lines


def test_compare_gives_verdicts_and_asks():
    text = run("compare.py").stdout
    assert "sertraline: caution" in text
    assert "Most useful question: " in text
    assert "it never replaces" in text or "never replaces" in text


def test_compare_writes_a_page(tmp_path):
    page = tmp_path / "page.html"
    lines_of(run("compare.py", str(page)))
    html = page.read_text(encoding="utf-8")
    assert html.startswith("<!DOCTYPE html>")
    assert "Zoloft US label" in html


# ---- eligibility_from_fhir.py --------------------------------------------------------


def table_of(done):
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_eligibility_asks_for_records():
    done = run("eligibility_from_fhir.py")
    assert done.returncode == 2
    assert "records" in done.stderr
    assert "Traceback" not in done.stderr


def test_eligibility_gives_a_line_a_record_and_treatment():
    done = run("eligibility_from_fhir.py", "--as-of", "2026-11-20", "--treatment", "sertraline",
               "--treatment", "esketamine", TRD, NEW)  # fmt: skip
    assert done.returncode == 0, done.stderr
    table = table_of(done)
    assert [(Path(line["record"]).name, line["treatment"]) for line in table] == [
        ("trd.json", "sertraline"),
        ("trd.json", "esketamine-nasal"),
        ("new-depression.json", "sertraline"),
        ("new-depression.json", "esketamine-nasal"),
    ]
    # What a record does not hold is not known: other medicines, such as an MAO inhibitor; vessels in the brain.
    assert table[0]["verdict"] == "undetermined"
    assert "MAO" in table[0]["reasons"]
    assert "aneurysm" in table[1]["missing"]


def test_a_bad_record_is_named_with_its_place_and_the_others_go_on(tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text('{"resourceType": "Patient",\n "gender": }\n', encoding="utf-8")
    done = run("eligibility_from_fhir.py", "--as-of", "2026-11-20", "--treatment", "sertraline", str(bad), NEW)
    assert done.returncode == 1
    assert "bad.json:2:12: " in done.stderr
    assert "Traceback" not in done.stderr
    assert [Path(line["record"]).name for line in table_of(done)] == ["new-depression.json"]


def test_a_missing_record_is_named():
    done = run("eligibility_from_fhir.py", "nobody.json")
    assert done.returncode == 1
    assert "nobody.json" in done.stderr
    assert "Traceback" not in done.stderr


def test_danger_is_said_on_standard_error_and_in_every_line(tmp_path):
    record = tmp_path / "danger.json"
    record.write_text('{"age": 30, "suicidal_intent_or_plan": true}', encoding="utf-8")
    done = run("eligibility_from_fhir.py", "--as-of", "2026-11-20", "--country", "US", str(record))
    assert done.returncode == 0, done.stderr
    assert "IMMEDIATE DANGER" in done.stderr
    assert "988" in done.stderr
    table = table_of(done)
    assert table
    assert all("988" in line["notices"] for line in table)


# ---- both ------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["compare.py"], ["eligibility_from_fhir.py", "--as-of", "2026-11-20", TRD, NEW]])
def test_a_reader_that_has_enough_is_no_mistake(arguments):
    """As before `| head -n 1`: the pipe is closed while there is more to print."""
    program, *rest = arguments
    command = [sys.executable, "-u", str(EXAMPLES / program), *rest]
    # Python lets its children ignore SIGPIPE, a shell does not.
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="not installed: mypy")
def test_types(tmp_path):
    """The package and what a user writes with it, as strictly as mypy can."""
    package = TOP / "bindings" / "python"
    files = [str(path) for folder in (package / "txcompare", EXAMPLES) for path in sorted(folder.glob("*.py"))]
    command = [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={tmp_path}", *files]
    environment = {**os.environ, "MYPYPATH": str(package)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
