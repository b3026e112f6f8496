#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""May these people have it? Verdicts for FHIR records, as CSV for a spreadsheet.

    python eligibility_from_fhir.py --as-of 2026-11-20 record.json [record.json ...]

One line a record and treatment. A record that cannot be read is named with its
place and the others go on; the exit status then is 1. A person in danger is named
first, on standard error as well.
"""

import argparse
import csv
import signal
import sys
from collections.abc import Iterator

import txcompare

HEADS = ["record", "treatment", "verdict", "reasons", "missing", "notices"]


def lines(record: str, verdicts: txcompare.Eligibility) -> Iterator[list[str]]:
    """What there is to say of one person; the notices go with every line."""
    notices = " | ".join(str(notice) for notice in verdicts.notices)
    for verdict in verdicts:
        reasons = "; ".join(str(reason) for reason in verdict.reasons)
        missing = "; ".join(str(question) for question in verdict.missing)
        yield [record, verdict.treatment.id, str(verdict.kind), reasons, missing, notices]


def main() -> int:
    options = argparse.ArgumentParser(description="Verdicts for FHIR records, as CSV.")
    options.add_argument("records", nargs="+", help="FHIR R4 Bundles, one a person")
    options.add_argument("--as-of", help="day the question is asked for; today if left out")
    options.add_argument("--country", help="whose rules and crisis notice, such as US")
    options.add_argument("--treatment", action="append", help="name; all if left out")
    given = options.parse_args()

    kb = txcompare.KnowledgeBase()
    out = csv.writer(sys.stdout)
    out.writerow(HEADS)
    failed = 0
    for record in given.records:
        try:
            patient = txcompare.Patient.from_fhir(record, kb, as_of=given.as_of, country=given.country)
            verdicts = kb.eligibility(patient, given.treatment)
        except txcompare.TxcompareError as error:
            print(error, file=sys.stderr)
            failed += 1
            continue
        if verdicts.crisis_notice:
            print(f"{record}: IMMEDIATE DANGER. {verdicts.crisis_notice}", file=sys.stderr)
        for remark in patient.remarks:
            print(f"{record}: {remark}", file=sys.stderr)
        out.writerows(lines(record, verdicts))
    return 1 if failed else 0


if __name__ == "__main__":
    # A reader that has enough (| head) is no mistake.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
