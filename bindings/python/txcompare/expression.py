# SPDX-License-Identifier: Apache-2.0
"""The rule language: expressions in a subset of HL7 CQL (doc/rules.md), and what they answer and why."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Optional

from . import _native
from ._errors import WrongTypeError
from ._facts import Date, moment_text
from ._immutable import Immutable
from .knowledge import Feature, KnowledgeBase, builtin, patient_of
from .patient import STATES, FactState, Patient


@dataclass(frozen=True)
class Quantity:
    """A number with a unit: UCUM (``"mm[Hg]"``, ``"1"`` for none) or a calendar unit (``"year"``).

    >>> import txcompare
    >>> print(txcompare.cql("120 'mm[Hg]' + 20 'mm[Hg]'").evaluate().value)
    140 mm[Hg]
    """

    value: Decimal
    unit: str

    def __str__(self) -> str:
        return f"{self.value} {self.unit}"


@dataclass(frozen=True)
class Interval:
    """An interval. An end that is ``None`` is without bound if it is closed, else not known."""

    low: Any
    high: Any
    low_closed: bool
    high_closed: bool

    def __str__(self) -> str:
        return f"{'[' if self.low_closed else '('}{self.low}, {self.high}{']' if self.high_closed else ')'}"


@dataclass(frozen=True)
class Ratio:
    """Two quantities as one value."""

    numerator: Quantity
    denominator: Quantity

    def __str__(self) -> str:
        return f"{self.numerator} : {self.denominator}"


@dataclass(frozen=True)
class Reading:
    """One fact that an expression read.

    Attributes:
        feature: id of the feature.
        item: the item of a list that was asked about; ``None``: the feature as a whole.
        state: what is known of it.
        value, date, origin: as in :class:`Fact`.
        decides: a true or false answer rests on it.
        text: all of that in one line.
    """

    feature: str
    item: Optional[str]
    state: FactState
    value: Optional[str]
    date: Optional[str]
    origin: Optional[str]
    decides: bool
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, eq=False, repr=False)
class Answer:
    """What an expression answers, and why.

    ``answer.value`` is the value: ``True``, ``False`` or ``None`` (not known) of a question; a number, text,
    date, :class:`Quantity`, :class:`Interval`, :class:`Ratio` or tuple of anything else. An answer equals its
    value. ``if answer:`` works where it is true or false, and is refused where it is not known: unknown is never "no".

    Attributes:
        value: the value in Python's terms; a date or time that is only partly known is a text, such as ``"2026-11"``.
        text: the value as CQL writes it.
        why: what it rests on, in a few lines.
        facts: the facts that were read.
        to_settle: what would settle an unknown answer, the way that needs fewest facts first.
    """

    value: Any
    text: str
    why: str
    facts: tuple[Reading, ...]
    to_settle: tuple[str, ...]

    @classmethod
    def _of(cls, native: "_native.evaluation") -> "Answer":
        readings = (_native.evaluation_reading_at(native, i) for i in range(_native.evaluation_reading_count(native)))
        facts = tuple(
            Reading(r.feature, r.item, STATES[r.state], r.value, r.date, r.origin, r.decides, r.text) for r in readings
        )
        count = _native.evaluation_settlement_count(native)
        to_settle = tuple(_native.evaluation_settlement_at(native, i) for i in range(count))
        value = _python_value(_native.evaluation_value(native))
        return cls(value, _native.evaluation_text(native), _native.evaluation_why(native), facts, to_settle)

    @property
    def is_known(self) -> bool:
        """Whether there is a value."""
        return self.value is not None

    def __bool__(self) -> bool:
        if isinstance(self.value, bool):
            return self.value
        if self.value is None:
            raise TypeError(f"the answer is not known, which is neither yes nor no; look at answer.value. {self.why}")
        raise TypeError(f"the answer is {self.text}, which is no yes or no; look at answer.value")

    def __eq__(self, other: object) -> bool:
        return bool(self.value == (other.value if isinstance(other, Answer) else other))

    def __hash__(self) -> int:
        return hash(self.value)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Answer {self.text}: {self.why.splitlines()[0] if self.why else ''}>"


class Expression(Immutable):
    """A compiled expression. Immutable: threads may share one. See :func:`cql`."""

    def __init__(self, text: str, knowledge_base: Optional[KnowledgeBase] = None) -> None:
        if not isinstance(text, str):
            raise WrongTypeError(f"an expression is a text, not {type(text).__name__}")
        if knowledge_base is not None and not isinstance(knowledge_base, KnowledgeBase):
            raise WrongTypeError(f"the knowledge base is a KnowledgeBase, not {type(knowledge_base).__name__}")
        self._knowledge_base = builtin() if knowledge_base is None else knowledge_base
        self._text = text
        self._native, _ = _native.expression_new(self._knowledge_base._native, text)

    @property
    def text(self) -> str:
        """The text it was compiled from."""
        return self._text

    @property
    def type(self) -> str:
        """Type of its value, as CQL names it: ``"Boolean"``, ``"List<String>"``."""
        return _native.expression_type(self._native)

    @property
    def knowledge_base(self) -> KnowledgeBase:
        """The base whose features it may read."""
        return self._knowledge_base

    @cached_property
    def features(self) -> tuple[Feature, ...]:
        """The features it reads, in the order of the text."""
        count = _native.expression_feature_count(self._native)
        ids = (_native.feature_id(_native.expression_feature_at(self._native, i)) for i in range(count))
        return tuple(self._knowledge_base.features[id] for id in ids)

    def evaluate(self, patient: Optional[Patient] = None, *, as_of: Optional[Date] = None) -> Answer:
        """What it answers.

        Args:
            patient: whose facts it reads; ``None``: of nobody, where it reads no feature.
            as_of: without a patient: what ``Today()`` and ``Now()`` answer, a day as for :class:`Patient` or a
                moment; ``None``: it is not known.

        Raises:
            ValueError: the patient is of another knowledge base; it reads features and there is no patient;
                or what CQL calls a run-time error.

        >>> import txcompare
        >>> kb = txcompare.KnowledgeBase()
        >>> expression = kb.cql("age >= 65 or 'hypertension' in conditions")
        >>> print(expression.evaluate(txcompare.Patient(kb, "has hypertension", age=42)).why)
        yes, because conditions: high blood pressure: present; stated
        """
        if patient is None:
            return Answer._of(_native.expression_evaluate_alone(self._native, moment_text(as_of)))
        if as_of is not None:
            raise WrongTypeError("as_of goes without a patient; a patient has a day of its own")
        return Answer._of(_native.expression_evaluate(self._native, patient_of(patient)._native))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Expression):
            return NotImplemented
        return self._text == other._text and self._knowledge_base == other._knowledge_base

    def __hash__(self) -> int:
        return hash((self._text, self._knowledge_base))

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"<Expression {self._text!r}: {self.type}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._text, self._knowledge_base)


def cql(text: str, knowledge_base: Optional[KnowledgeBase] = None) -> Expression:
    """An expression of the rule language, a subset of HL7 CQL (doc/rules.md).

    Args:
        text: the expression; the features of the knowledge base are its parameters.
        knowledge_base: whose features; ``None``: the built-in base.

    Raises:
        ValueError: it does not follow the grammar; the exception has line and column, and all ``problems``.
        TypeError: its types do not fit, or it names no feature; the message says which name comes nearest.

    >>> import txcompare
    >>> patient = txcompare.Patient(age=42, as_of="2026-11-20")
    >>> txcompare.cql("age >= 18").evaluate(patient).value
    True
    >>> answer = txcompare.cql("'aneurysm' in conditions").evaluate(patient)
    >>> print(answer.value)
    None
    >>> print(answer.why)
    not known, because conditions: aneurysm: not known; the list is not complete
    to settle it: conditions: aneurysm: settles it either way
    >>> txcompare.cql("2 - 1.1").evaluate().value
    Decimal('0.9')
    """
    return Expression(text, knowledge_base)


# ---- values -------------------------------------------------------------------


def _quantity(value: "_native.value") -> Quantity:
    return Quantity(Decimal(_native.value_number(value)), _native.value_unit(value))


def _parts(value: "_native.value") -> tuple[Any, ...]:
    return tuple(_python_value(_native.value_at(value, i)) for i in range(_native.value_count(value)))


def _interval(value: "_native.value") -> Interval:
    low, high = _parts(value)
    return Interval(low, high, _native.value_low_closed(value), _native.value_high_closed(value))


def _whole(pattern: str, read: Callable[[str], Any]) -> Callable[["_native.value"], Any]:
    """A date or time that is known whole; otherwise its text: nothing is made up."""

    def convert(value: "_native.value") -> Any:
        text = _native.value_text(value)
        return read(text) if re.fullmatch(pattern, text) else text

    return convert


_SECONDS = r"\d\d:\d\d:\d\d(\.\d{1,6})?"

_CONVERTERS: dict[int, Callable[["_native.value"], Any]] = {
    _native.VALUE_NULL: lambda value: None,
    _native.VALUE_BOOLEAN: lambda value: _native.value_boolean(value),
    _native.VALUE_INTEGER: lambda value: _native.value_integer(value),
    _native.VALUE_LONG: lambda value: _native.value_integer(value),
    _native.VALUE_DECIMAL: lambda value: Decimal(_native.value_number(value)),
    _native.VALUE_STRING: lambda value: _native.value_text(value),
    _native.VALUE_QUANTITY: _quantity,
    _native.VALUE_DATE: _whole(r"\d{4}-\d\d-\d\d", datetime.date.fromisoformat),
    _native.VALUE_DATETIME: _whole(rf"\d{{4}}-\d\d-\d\dT{_SECONDS}(Z|[+-]\d\d:\d\d)?", datetime.datetime.fromisoformat),
    _native.VALUE_TIME: _whole(_SECONDS, datetime.time.fromisoformat),
    _native.VALUE_INTERVAL: _interval,
    _native.VALUE_LIST: _parts,
    _native.VALUE_RATIO: lambda value: Ratio(*_parts(value)),
}


def _python_value(value: "_native.value") -> Any:
    return _CONVERTERS[_native.value_kind_of(value)](value)
