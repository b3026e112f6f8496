# SPDX-License-Identifier: Apache-2.0
"""Where the source is, and people whom several tests are about."""

from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
BUILT_IN = TOP / "knowledge" / "depression"
CASES = TOP / "tests" / "cases"

# The day the built-in knowledge base is dated (knowledge/depression/kb.yaml).
AS_OF = "2026-11-20"

# Intent or a plan, or thoughts alone (knowledge/depression/rules.yaml, D84): danger, in the US 988.
IN_DANGER = {"suicidal_intent_or_plan": True, "country": "US"}

# `background an adult with depression` of tests/cases/people.case, as facts in Python.
ADULT = {
    "age": 45,
    "sex": "male",
    "country": "US",
    "conditions": {"present": ["major-depressive-disorder"], "complete": True},
    "current_medications": {"complete": True},
    "medications_within_14_days": {"complete": True},
    "failed_adequate_trials": {"complete": True},
    "allergies": {"complete": True},
    "systolic_blood_pressure": 120,
    "diastolic_blood_pressure": {"value": 78, "unit": "mm[Hg]"},
    "serum_sodium": 140,
    "certified_site": True,
    "monitored_setting": True,
    "suicidal_intent_or_plan": False,
    "cardiovascular_event_within_6_weeks": False,
    "cardiac_event_within_12_months": False,
    "blood_pressure_rise_hazardous": False,
    "family_history_of_bipolar_disorder": False,
    "untreated_hyperthyroidism": False,
    "abrupt_sedative_withdrawal": False,
    "substantial_alcohol_use": False,
    "recent_heart_attack": False,
    "other_qt_prolonging_medicine": False,
    "volume_depletion": False,
    "estimated_gfr": 90,
    "cyp2c19_poor_metaboliser": False,
    "qtc_interval": 420,
}
