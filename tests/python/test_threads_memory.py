# SPDX-License-Identifier: Apache-2.0
"""Threads share what the package hands out, long calls let others run, and nothing is lost on the way."""

import ctypes
import gc
import json
import os
import sys
import threading
from pathlib import Path

import pytest
from test_pages import FORMATS

from people import AS_OF, BUILT_IN, IN_DANGER
from txcompare import KnowledgeBase, Patient, TxcompareError, _native

TREATMENTS = ["sertraline", "esketamine-nasal", "ketamine-iv", "venlafaxine"]
THREADS = 8


# ---- threads ---------------------------------------------------------------------


def everything(kb, patient):
    """Most of what one does with a base and a patient."""
    verdicts, comparison = kb.eligibility(patient, TREATMENTS), kb.compare(TREATMENTS, patient)
    more = patient.with_facts("has hypertension", age=52)
    missing = None
    try:
        kb.treatments["sertralin"]
    except KeyError as error:
        missing = str(error)
    return [
        repr(verdicts),
        [verdict.rules for verdict in verdicts],
        verdicts.questions,
        repr(kb.eligibility(more)),
        [row.cells for row in comparison.rows],
        comparison.properties,
        kb.treatments["zoloft"].statements,
        more.facts,
        kb.export_cql(),
        missing,
        *(getattr(comparison.page(all=True), write)() for write in FORMATS),
        *(getattr(verdicts.questions.page(), write)() for write in FORMATS),
    ]


def test_threads_share_a_base_and_a_patient():
    fresh = KnowledgeBase()
    expected = everything(fresh, Patient(fresh, as_of=AS_OF, **IN_DANGER))
    # Others, of which nothing has been looked at yet: eight threads look for the first time.
    kb = KnowledgeBase()
    patient = Patient(kb, as_of=AS_OF, **IN_DANGER)
    together, results = threading.Barrier(THREADS), [None] * THREADS

    def run(index):
        together.wait()
        try:
            results[index] = [everything(kb, patient) for _ in range(2)]
        except BaseException as error:  # a thread's own would be lost
            results[index] = error

    threads = [threading.Thread(target=run, args=(index,)) for index in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        assert result == [expected, expected]


def test_threads_share_a_verdict_and_a_page(kb):
    patient = Patient(kb, as_of=AS_OF, **IN_DANGER)
    verdict, comparison = kb.eligibility(patient, ["esketamine"])[0], kb.compare(TREATMENTS, patient)
    page, results = comparison.page(all=True), []

    def run():
        results.append(
            (
                verdict.rules,
                verdict.missing,
                tuple(row.cells for row in comparison.rows),
                page.to_json(),
                page.to_text(),
            )
        )

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == THREADS and len(set(results)) == 1


def big_record(count):
    """A FHIR Bundle of many resources, as bytes."""
    entry = {
        "resource": {
            "resourceType": "Observation",
            "status": "final",
            "code": {"coding": [{"system": "http://loinc.org", "code": "8480-6"}], "text": "pressure " * 20},
            "subject": {"reference": "Patient/p"},
            "effectiveDateTime": "2026-11-10",
            "valueQuantity": {"value": 148, "unit": "mm[Hg]", "system": "http://unitsofmeasure.org", "code": "mm[Hg]"},
        }
    }
    patient = {"resource": {"resourceType": "Patient", "id": "p", "gender": "male"}}
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": [patient] + [entry] * count}).encode()


def others_run_during(call, attempts=300):
    """Does another thread get its turn while `call` runs?

    Nobody is made to give way here (the switch interval is longer than the test): the other thread wakes
    up, and gets its turn either because the call lets it, or when this thread waits for it at the end.
    """
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    try:
        return any(seen_during(call) for _ in range(attempts))
    finally:
        sys.setswitchinterval(interval)


def seen_during(call):
    go, inside, seen = threading.Lock(), [], []
    go.acquire()

    def look():
        with go:
            seen.extend(inside)

    other = threading.Thread(target=look)
    other.start()
    inside.append(True)
    go.release()
    call()
    inside.clear()
    other.join()
    return bool(seen)


def test_a_call_that_lets_nobody_run_is_seen_as_such():
    if getattr(sys, "_is_gil_enabled", lambda: True)():
        assert not others_run_during(lambda: sum(range(100_000)), 20)


def test_others_run_while_a_record_is_read(kb):
    record = big_record(20_000)
    builder = _native.patient_builder_new(kb._native, AS_OF)
    assert others_run_during(lambda: _native.patient_builder_add_record(builder, record, "big"), 10)


def test_others_run_while_a_base_is_loaded():
    assert others_run_during(lambda: _native.knowledge_base_load(str(BUILT_IN)))


@pytest.mark.parametrize("name", ["eligibility_new", "comparison_new"])
def test_others_run_while_treatments_are_judged(nobody, name):
    assert others_run_during(lambda: getattr(_native, name)(nobody._native, None))


def test_others_run_while_a_page_is_made_and_written(kb):
    comparison = kb.compare()
    assert others_run_during(lambda: _native.report_comparison(comparison._native, True))
    page = comparison.page(all=True)
    assert others_run_during(lambda: _native.page_text(page._native, _native.FORMAT_HTML, 0, False, False, False))


# ---- memory ------------------------------------------------------------------------


def refused(call, *arguments, **named):
    def run():
        try:
            call(*arguments, **named)
        except TxcompareError:
            return
        raise AssertionError("it is taken")

    return run


def work(kb):
    """Calls, and how often each is made; 200,000 in all."""
    patient = Patient(kb, "has hypertension", as_of=AS_OF, age=52, country="US")
    verdicts, comparison = kb.eligibility(patient, TREATMENTS), kb.compare(["sertraline"], patient)
    row, page = comparison.rows["nausea"], verdicts.page()
    sertraline, age = kb.treatments["sertraline"], kb.features["age"]
    return {
        "a treatment is found": (lambda: kb.treatments["Zoloft"], 26_500),
        "a treatment is not found": (refused(kb.treatments.__getitem__, "sertralin"), 10_000),
        "a name is not there": (lambda: "aspirin" in kb.treatments, 10_000),
        "a name holds a NUL": (refused(kb.treatments.__getitem__, "a\0"), 10_000),
        "a name holds a surrogate": (refused(kb.explain, "\ud800"), 2_000),
        "a feature is described": (lambda: (age.name, age.range, age.unit, age.valid_for), 20_000),
        "a treatment is described": (lambda: (sertraline.name, sertraline.aliases, sertraline.parts), 10_000),
        "the base is described": (lambda: (kb.id, kb.version, kb.hash, kb.intended_use), 20_000),
        "the base is not loaded": (refused(KnowledgeBase, "/no/such/folder"), 3_000),
        "a base is made": (KnowledgeBase, 500),
        "a patient is made": (lambda: Patient(kb, as_of=AS_OF, age=42, conditions=["hypertension"]).facts, 6_000),
        "a fact is refused": (refused(Patient, kb, as_of=AS_OF, age="old"), 10_000),
        "words are refused": (refused(Patient, kb, "no aneurism", as_of=AS_OF), 1_000),
        "a day is refused": (refused(Patient, kb, as_of="2026-13-01"), 10_000),
        "a record is read": (lambda: Patient.from_fhir(b'{"age": 42}', kb, as_of=AS_OF).remarks, 6_000),
        "a record is refused": (refused(Patient.from_fhir, b'{"age": ', kb, as_of=AS_OF), 10_000),
        "a verdict is read": (lambda: verdicts[0].kind, 15_000),
        "a cell is read": (lambda: row["zoloft"].value, 15_000),
        "a cell is not found": (refused(row.__getitem__, "mirtazapine"), 8_000),
        "a page is asked": (lambda: page.about("as-of"), 2_000),
        "a patient is judged": (lambda: kb.eligibility(patient, ["sertraline"])[0].rules, 3_000),
        "treatments are refused": (refused(kb.eligibility, patient, ["sertraline", "x"]), 1_500),
        "rules are explained": (lambda: kb.explain("under-25", patient).to_text(), 200),
        "treatments are compared": (lambda: kb.compare(["sertraline"], patient).rows, 100),
        "pages are written": (lambda: [getattr(page, write)() for write in FORMATS], 200),
    }


def resident():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


class Mallinfo(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_size_t)
        for name in "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()
    ]


def in_use():
    """Bytes that malloc has handed out; 0 where its library does not say."""
    find = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if find is None:
        return 0
    find.restype = Mallinfo
    return find().uordblks


def measure():
    gc.collect()
    return sys.getallocatedblocks(), in_use(), resident() if os.path.exists("/proc/self/statm") else 0


def repeat(calls, share):
    for call, count in calls.values():
        for _ in range(count // share):
            call()


def test_nothing_is_lost_in_200000_calls(kb):
    calls = work(kb)
    assert sum(count for _, count in calls.values()) == 200_000
    repeat(calls, 10)  # what is kept once, such as compiled patterns and imported modules
    blocks, bytes_, pages = measure()
    constants = [sys.getrefcount(constant) for constant in (None, True, False, ())]
    repeat(calls, 1)
    more_blocks, more_bytes, more_pages = measure()
    # A block lost in each call of one kind would be at least 100 of them.
    assert more_blocks - blocks < 90
    assert more_bytes - bytes_ < 20_000
    assert more_pages - pages < 8 << 20
    for before, constant in zip(constants, (None, True, False, ())):
        assert abs(sys.getrefcount(constant) - before) < 90


def test_a_leak_would_be_seen():
    before = measure()
    lost = [bytes(50) for _ in range(1000)]
    assert measure()[0] - before[0] > 900 and lost


def test_what_is_made_goes_away_with_its_last_owner(kb):
    """Roots are given back as soon as nothing needs them, without waiting for a collection of garbage."""
    gc.collect()
    gc.disable()
    try:
        before = in_use()
        for _ in range(50):
            patient = Patient.from_fhir(big_record(20), kb, as_of=AS_OF)
            kb.eligibility(patient, ["sertraline"]).page().to_text()
            del patient
        assert in_use() - before < 200_000
    finally:
        gc.enable()
