#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How do the options differ for this person?

Compares treatments for an adult with depression, says who may have what and why,
shows a few numbers, and writes the whole comparison as a page for the browser.

    python compare.py [page.html]
"""

import signal
import sys
from typing import Optional

import txcompare

TREATMENTS = ["sertraline", "venlafaxine", "esketamine-nasal-with-antidepressant", "ketamine-iv"]
ROWS = ["response-madrs", "nausea", "dissociation"]


def show_verdicts(verdicts: txcompare.Eligibility) -> None:
    """The headline of each treatment, what it rests on, and what to ask next."""
    if verdicts.crisis_notice:
        print(verdicts.crisis_notice, end="\n\n")
    for verdict in verdicts:
        print(verdict)
        for reason in verdict.reasons[:3]:
            print("   ", reason)
    if verdicts.questions:
        question = verdicts.questions[0]
        print(f"\nMost useful question: {question}\n    {' / '.join(question.answers) or question.fill_in}")


def in_words(cell: txcompare.Cell) -> str:
    """A number beside its own comparison group; a blank is named, it is never zero."""
    if cell.value is None or cell.comparator_value is None:
        return cell.text
    words = f"{cell.value:.0f} of 100, {cell.comparator_value:.0f} on {cell.comparator}"
    if cell.interval:
        words += f"; {cell.difference:+.0f} ({cell.low:.0f} to {cell.high:.0f})"
    return f"{words} [{cell.source}]"


def show_numbers(comparison: txcompare.Comparison) -> None:
    """Different trials, different people: nothing is subtracted across treatments."""
    for row in (comparison.rows[name] for name in ROWS):
        print(f"\nOf 100 people, how many {row.plain}:")
        for treatment, cell in row.items():
            print(f"    {treatment}: {in_words(cell)}")


def main(page: Optional[str] = None) -> None:
    kb = txcompare.KnowledgeBase()
    patient = txcompare.Patient(
        kb,
        "no aneurysm",
        age=42,
        sex="female",
        conditions=["major-depressive-disorder", "hypertension"],
        systolic_blood_pressure={"value": 148, "unit": "mm[Hg]", "date": "2026-11-10"},
        failed_adequate_trials=["sertraline"],
        country="US",
        as_of="2026-11-20",
        complete=["medications", "allergies"],
    )
    comparison = kb.compare(TREATMENTS, patient)
    show_verdicts(comparison.eligibility)
    show_numbers(comparison)
    print(f"\n{kb.title} {kb.version}: {kb.intended_use}")
    if page:
        with open(page, "w", encoding="utf-8") as file:
            file.write(comparison.to_html(all=True))


if __name__ == "__main__":
    # A reader that has enough (| head) is no mistake.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    main(*sys.argv[1:2])
