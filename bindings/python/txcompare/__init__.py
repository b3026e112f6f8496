# SPDX-License-Identifier: Apache-2.0
"""Who may have which treatment and why, and how the options differ.

    >>> import txcompare
    >>> kb = txcompare.KnowledgeBase()
    >>> patient = txcompare.Patient(kb, age=52, conditions=["arteriovenous-malformation"])
    >>> kb.eligibility(patient, ["esketamine"])["esketamine"].kind
    <VerdictKind.CONTRAINDICATED: 'contraindicated'>
    >>> print(kb.compare(["sertraline"])["nausea", "sertraline"])
    26 | 12, +14 (11-17)

It supports a qualified clinician's judgement and never replaces it. What is not known of a
patient stays unknown: it is never read as "no".
"""

from typing import TYPE_CHECKING as _TYPE_CHECKING

from ._errors import (
    EncodingError,
    InternalError,
    InvalidArgumentError,
    InvalidDataError,
    LimitError,
    NotFoundError,
    OutOfMemoryError,
    ParseError,
    ReadError,
    TxcompareError,
    UnsupportedError,
    WrongTypeError,
)
from ._native import version as _version
from ._problems import Problem, Problems
from .comparison import Cell, CellState, Comparison, PropertyCell, Row, Rows
from .eligibility import Choice, Eligibility, Question, Questions, RuleResult, Verdict, VerdictKind
from .expression import Answer, Expression, Interval, Quantity, Ratio, Reading, cql
from .knowledge import Feature, Item, KnowledgeBase, Statement, Treatment
from .page import Notice, NoticeKind, Page
from .patient import Fact, FactState, Patient

__version__: str = _version()

__all__ = [
    "Answer",
    "Cell",
    "CellState",
    "Choice",
    "Comparison",
    "Eligibility",
    "EncodingError",
    "Expression",
    "Fact",
    "FactState",
    "Feature",
    "InternalError",
    "Interval",
    "InvalidArgumentError",
    "InvalidDataError",
    "Item",
    "KnowledgeBase",
    "LimitError",
    "NotFoundError",
    "Notice",
    "NoticeKind",
    "OutOfMemoryError",
    "Page",
    "ParseError",
    "Patient",
    "Problem",
    "Problems",
    "PropertyCell",
    "Quantity",
    "Question",
    "Questions",
    "Ratio",
    "ReadError",
    "Reading",
    "Row",
    "Rows",
    "RuleResult",
    "Statement",
    "Treatment",
    "TxcompareError",
    "UnsupportedError",
    "Verdict",
    "VerdictKind",
    "WrongTypeError",
    "__version__",
    "cql",
]

if not _TYPE_CHECKING:  # to mypy there is no such name

    def __getattr__(name: str) -> object:
        method = not name.startswith("_") and hasattr(KnowledgeBase, name)
        advice = f"; it belongs to a knowledge base: txcompare.KnowledgeBase().{name}" if method else ""
        raise AttributeError(f"module 'txcompare' has no attribute {name!r}{advice}", name=name)
