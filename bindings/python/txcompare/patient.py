# SPDX-License-Identifier: Apache-2.0
"""A patient: facts against the features of a knowledge base. What is not said is unknown, never "no"."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Optional, Union, final

from . import _native
from ._errors import WrongTypeError
from ._facts import Date, Record, as_of_text, record_list, to_json
from .knowledge import KnowledgeBase, builtin
from .page import Page, Shown

Said = Union[str, Mapping[str, Any]]


class FactState(str, Enum):
    """What is known of a fact."""

    UNKNOWN = "unknown"
    KNOWN = "known"
    ABSENT = "absent"
    STALE = "stale"
    NOT_APPLICABLE = "not-applicable"

    def __str__(self) -> str:
        return self.value


STATES = {
    _native.FACT_UNKNOWN: FactState.UNKNOWN,
    _native.FACT_KNOWN: FactState.KNOWN,
    _native.FACT_ABSENT: FactState.ABSENT,
    _native.FACT_STALE: FactState.STALE,
    _native.FACT_NOT_APPLICABLE: FactState.NOT_APPLICABLE,
}


@dataclass(frozen=True)
class Fact:
    """One fact about a patient.

    Attributes:
        feature: id of the feature.
        item: id of the item of a list; ``None`` otherwise.
        state: ``known`` (a value, or an item that is present), ``absent`` (an item known not to be),
            ``stale`` (too old to decide anything), ``not-applicable``.
        value: as people read it, ``"148 mm[Hg]"``; ``None`` for an item.
        date: ISO 8601, as precise as the record; ``None``: not known.
        origin: where it was read, or ``"stated"``.
        detail: of a treatment tried or taken: dose, weeks, why it was stopped; ``None``.
    """

    feature: str
    item: Optional[str]
    state: FactState
    value: Optional[str]
    date: Optional[str]
    origin: Optional[str]
    detail: Optional[str]

    def __str__(self) -> str:
        name = f"{self.feature}: {self.item}" if self.item else self.feature
        return f"{name}: {self._in_words()}"

    def _in_words(self) -> str:
        if self.state is FactState.STALE:
            return f"{self.value}, too old to decide anything"
        if self.state is FactState.NOT_APPLICABLE:
            return "does not apply"
        if self.value is None and self.item is None:
            return "nothing else"  # a whole list says so itself
        return self.value or str(self.state)


@dataclass(frozen=True)
class _Inputs:
    """What a patient is made from, so that it can be made again."""

    as_of: str
    complete: tuple[str, ...]
    records: tuple[tuple[bytes, str], ...]
    said: tuple[tuple[str, str], ...]  # how it was said, and what; see _SAY


_SAY = {
    "words": _native.patient_builder_set,
    "values": _native.patient_builder_state,
    "country": _native.patient_builder_set_country,
}


@final
class Patient(Shown):
    """A patient. Immutable: threads may share one.

    Args:
        knowledge_base: whose features the facts are about; ``None``: the built-in one.
        *said: facts in words, as behind the command's ``--set`` (``"no aneurysm"``,
            ``"has hypertension"``, ``"systolic_blood_pressure=148 mm[Hg]"``), or mappings of facts.
        as_of: the day the questions are asked for; ``None``: today. Any ISO 8601 form of a day, or a date.
        country: whose rules, approvals and crisis notice apply, such as ``"US"``; ``None``: not known. It counts
            as said after the words.
        complete: lists that are whole: what they do not hold is absent. ``"conditions"``,
            ``"medications"``, ``"allergies"`` or the id of a list feature.
        **facts: feature=value. A number (in the feature's unit), ``True``/``False``, a text; a list of
            items, ``"-item"`` for one known to be absent; ``{"value": …, "unit": …, "date": …}``;
            ``{"present": […], "absent": […], "complete": True}``. ``None`` says nothing.

    Raises:
        KeyError: no feature or item has this name; the message names the nearest.
        TypeError: a value of another kind than the feature's.
        ValueError: outside the plausible range, another unit, a contradiction, no date, not a number.

    >>> import txcompare
    >>> kb = txcompare.KnowledgeBase()
    >>> patient = txcompare.Patient(kb, "no stroke", age=42, conditions=["hypertension"], as_of="2026-11-20")
    >>> for fact in patient.facts:
    ...     print(fact)
    age: 42
    conditions: stroke: absent
    conditions: hypertension: known
    """

    def __init__(
        self,
        knowledge_base: Optional[KnowledgeBase] = None,
        *said: Said,
        as_of: Optional[Date] = None,
        country: Optional[str] = None,
        complete: Iterable[str] = (),
        **facts: Any,
    ) -> None:
        self._make(knowledge_base, _Inputs(as_of_text(as_of), _lists(complete), (), _said(said, country, facts)))

    @classmethod
    def from_fhir(
        cls,
        record: Union[Record, Iterable[Record]],
        knowledge_base: Optional[KnowledgeBase] = None,
        *said: Said,
        as_of: Optional[Date] = None,
        country: Optional[str] = None,
        complete: Iterable[str] = (),
        **facts: Any,
    ) -> "Patient":
        """A patient from a record: a FHIR R4 Bundle or resource, lines of resources, or a flat profile.

        Args:
            record: a path, JSON text, bytes or a dict; or several of them that are about one person.
                A list of dicts is one record, of resources. A record is never taken to be complete by itself: see ``complete``.
            knowledge_base, *said, as_of, country, complete, **facts: as for :class:`Patient`; what is
                stated so wins over the record.

        Raises:
            OSError: the file cannot be read.
            ValueError: not JSON, not UTF-8, impossible data, or no record at all; the exception says at which
                line and column.

        >>> import txcompare
        >>> patient = txcompare.Patient.from_fhir(
        ...     {"resourceType": "Patient", "gender": "female", "birthDate": "1974-05-01"}, as_of="2026-11-20")
        >>> [str(fact) for fact in patient.facts][:2]
        ['age: 52', 'sex: female']
        """
        patient = cls.__new__(cls)
        said_so = _said(said, country, facts)
        patient._make(knowledge_base, _Inputs(as_of_text(as_of), _lists(complete), record_list(record), said_so))
        return patient

    def with_facts(
        self, *said: Said, country: Optional[str] = None, complete: Iterable[str] = (), **facts: Any
    ) -> "Patient":
        """The same patient with more facts; this one stays as it is.

        Takes a question's answers: ``patient.with_facts(question.answers[0])``.

        Args:
            *said, country, complete, **facts: as for :class:`Patient`, added to what was stated before.

        Raises:
            KeyError, TypeError, ValueError: as for :class:`Patient`; a contradiction to what was stated is a ``ValueError``.

        >>> import txcompare
        >>> patient = txcompare.Patient(age=42)
        >>> [str(fact) for fact in patient.with_facts("has hypertension", breastfeeding=False).facts]
        ['age: 42', 'conditions: hypertension: known', 'breastfeeding: no']
        """
        old = self._inputs
        patient = type(self).__new__(type(self))
        patient._make(
            self._knowledge_base,
            _Inputs(
                old.as_of,
                old.complete + _lists(complete),
                old.records,
                old.said + _said(said, country, facts),
            ),
        )
        return patient

    def _make(self, knowledge_base: Optional[KnowledgeBase], inputs: _Inputs) -> None:
        if knowledge_base is not None and not isinstance(knowledge_base, KnowledgeBase):
            raise WrongTypeError(
                f"the first argument is a KnowledgeBase or None, not {type(knowledge_base).__name__}; facts come after it"
            )
        self._knowledge_base = builtin() if knowledge_base is None else knowledge_base
        self._inputs = inputs
        self._native = self._build()

    # Records first: what is stated wins over them and says so.
    def _build(self) -> "_native.patient":
        inputs = self._inputs
        builder = _native.patient_builder_new(self._knowledge_base._native, inputs.as_of)
        for record, name in inputs.records:
            _native.patient_builder_add_record(builder, record, name)
        for way, said in inputs.said:
            _SAY[way](builder, said)
        for list_name in inputs.complete:
            _native.patient_builder_assume_complete(builder, list_name)
        return _native.patient_builder_build(builder)

    @property
    def knowledge_base(self) -> KnowledgeBase:
        """The knowledge base whose features these facts are about."""
        return self._knowledge_base

    @property
    def as_of(self) -> datetime.date:
        """The day the questions are asked for."""
        return datetime.date.fromisoformat(_native.patient_as_of(self._native))

    @property
    def country(self) -> Optional[str]:
        """The country, ISO 3166; ``None``: not known."""
        return _native.patient_country(self._native)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What is known, feature by feature; what is not there is unknown."""
        found = (_native.patient_fact_at(self._native, i) for i in range(_native.patient_fact_count(self._native)))
        return tuple(
            Fact(fact.feature, fact.item, STATES[fact.state], fact.value, fact.date, fact.origin, fact.detail)
            for fact in found
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """What of the record was ignored or could not be used, and why."""
        count = _native.patient_remark_count(self._native)
        return tuple(_native.patient_remark_at(self._native, i) for i in range(count))

    def page(self, *, all: bool = False) -> Page:
        """What was understood of the patient."""
        return Page(_native.report_patient(self._native, all))

    def to_dataframe(self, library: Optional[str] = None) -> Any:
        """The facts, one a row (pandas or Polars; see :meth:`KnowledgeBase.to_dataframe`)."""
        columns = ("feature", "item", "state", "value", "date", "origin", "detail")
        return self._frame([{**vars(fact), "state": str(fact.state)} for fact in self.facts], columns, library)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Patient):
            return NotImplemented
        mine, theirs = (self._knowledge_base, self._inputs), (other._knowledge_base, other._inputs)
        return mine == theirs

    def __hash__(self) -> int:
        return hash((self._knowledge_base, self._inputs))

    def __repr__(self) -> str:
        known = ", ".join(str(fact) for fact in self.facts[:4])
        more = f" and {len(self.facts) - 4} more" if len(self.facts) > 4 else ""
        return f"<Patient as of {self.as_of}: {known or 'nothing known'}{more}>"

    if not TYPE_CHECKING:  # to mypy no fact is an attribute

        def __getattr__(self, name: str) -> Any:
            known = not name.startswith("_") and name in self._knowledge_base.features
            advice = f"; it is a fact: patient.facts, or kb.cql({name!r}).evaluate(patient).value" if known else ""
            raise AttributeError(f"a patient has no attribute {name!r}{advice}", name=name, obj=self)

    def __setattr__(self, name: str, value: Any) -> None:
        if not name.startswith("_"):
            raise AttributeError(f"a patient cannot be changed: patient.with_facts({name}=...) makes another one")
        super().__setattr__(name, value)

    def __getstate__(self) -> tuple[KnowledgeBase, _Inputs]:
        return self._knowledge_base, self._inputs

    def __setstate__(self, state: tuple[KnowledgeBase, _Inputs]) -> None:
        self._make(*state)


def _lists(complete: Iterable[str]) -> tuple[str, ...]:
    if isinstance(complete, str):
        return (complete,)
    if not isinstance(complete, Iterable):
        raise WrongTypeError(f"complete takes names of lists, not {type(complete).__name__}")
    lists = tuple(complete)
    for name in lists:
        if not isinstance(name, str):
            raise WrongTypeError(f"complete takes names of lists, not {type(name).__name__}")
    return lists


def _said(said: tuple[Said, ...], country: Optional[str], facts: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """In the order in which it counts: the country is the one that was said last."""
    stated: list[tuple[str, str]] = []
    for one in said + ((facts,) if facts else ()):
        if isinstance(one, str):
            stated.append(("words", one))
        elif isinstance(one, Mapping):
            stated.append(("values", to_json(one)))
        else:
            raise WrongTypeError(f"a fact is a text such as 'no aneurysm', or feature=value, not {type(one).__name__}")
    if country is not None and not isinstance(country, str):
        raise WrongTypeError(f"a country is two capital letters such as 'US', not {type(country).__name__}")
    return tuple(stated) if country is None else (*stated, ("country", country))
