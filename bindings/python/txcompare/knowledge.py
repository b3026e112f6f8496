# SPDX-License-Identifier: Apache-2.0
"""Knowledge bases: what is known of treatments, with its sources."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Optional, Union

from . import _native
from ._collections import Named, Owned
from ._errors import InvalidDataError, WrongTypeError, read_error
from ._facts import Date, as_of_text, path_text
from ._problems import Problems
from .page import Page, Shown

if TYPE_CHECKING:
    from .comparison import Cell, Comparison
    from .eligibility import Eligibility, Questions
    from .expression import Expression
    from .patient import Patient

Treatments = Optional[Iterable[Union[str, "Treatment"]]]


@dataclass(frozen=True)
class Statement:
    """One thing that is known of a treatment in words.

    Attributes:
        about: ``"mechanism"``, ``"taken"``, ``"where"``, ``"onset"``, ``"duration"``, ``"monitoring"``,
            ``"controls"``, ``"stopping"``, ``"regimen"`` or ``"approval"``.
        subject: of a regimen its indication, of an approval its country; ``None`` otherwise.
        text: as people read it.
        source: where it comes from, with the place in it.
        verification: ``"read"`` in the source, or how else it got here (``"unverified"``: recalled, not re-read).
    """

    about: str
    subject: Optional[str]
    text: str
    source: Optional[str]
    verification: str

    def __str__(self) -> str:
        return self.text


class Treatment(Owned, Shown):
    """One treatment of a knowledge base; ``knowledge_base.treatments["sertraline"]``.

    >>> import txcompare
    >>> treatment = txcompare.KnowledgeBase().treatments["Spravato"]
    >>> treatment.name, treatment.kind, treatment.aliases
    ('esketamine nasal spray', 'drug', ('spravato', 'esketamine'))
    """

    def __init__(self, knowledge_base: "KnowledgeBase", native: "_native.treatment") -> None:
        self._owner: KnowledgeBase = knowledge_base
        self._native = native
        self._id = _native.treatment_id(native)

    @property
    def knowledge_base(self) -> "KnowledgeBase":
        """The knowledge base it belongs to."""
        return self._owner

    @property
    def name(self) -> str:
        """Name in plain words."""
        return _native.treatment_name(self._native)

    @property
    def short_name(self) -> str:
        """Name for a narrow column."""
        return _native.treatment_short_name(self._native) or self.name

    @property
    def kind(self) -> str:
        """``"drug"``, ``"combination"``, ``"placebo"``, ``"procedure"`` or ``"psychotherapy"``."""
        return _native.treatment_kind(self._native)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names it is found by, such as brands."""
        count = _native.treatment_alias_count(self._native)
        return tuple(_native.treatment_alias_at(self._native, i) for i in range(count))

    @property
    def classes(self) -> tuple[str, ...]:
        """Its classes, in plain words."""
        count = _native.treatment_class_count(self._native)
        return tuple(_native.treatment_class_at(self._native, i) for i in range(count))

    @property
    def parts(self) -> tuple[str, ...]:
        """Parts of a combination; empty for anything else."""
        count = _native.treatment_part_count(self._native)
        return tuple(_native.treatment_part_at(self._native, i) for i in range(count))

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Everything known of it in words, each with its source."""
        count = _native.treatment_statement_count(self._native)
        found = (_native.treatment_statement_at(self._native, i) for i in range(count))
        return tuple(Statement(s.about, s.subject, s.text, s.source, s.verification) for s in found)

    def about(self, what: str) -> tuple[Statement, ...]:
        """What is known about one thing; empty: not entered, which is not "no".

        >>> import txcompare
        >>> for statement in txcompare.KnowledgeBase().treatments["esketamine"].about("where"):
        ...     print(statement.text, "--", statement.source)
        only at a certified site, watched while using it and for at least 2 hours after -- Spravato US label, section 2; Spravato REMS
        """
        return tuple(statement for statement in self.statements if statement.about == what)

    @cached_property
    def _numbers(self) -> "Comparison":
        from .patient import Patient

        return self._owner.compare([self], Patient(self._owner))

    @property
    def side_effects(self) -> Mapping[str, "Cell"]:
        """What happened to 100 people on it, beside their own comparison group: side effects by id.

        For nobody in particular; for a patient: :meth:`KnowledgeBase.compare`.

        >>> import txcompare
        >>> nausea = txcompare.KnowledgeBase().treatments["sertraline"].side_effects["nausea"]
        >>> print(f"{nausea.value:.0f} of 100, {nausea.comparator_value:.0f} on {nausea.comparator}")
        26 of 100, 12 on placebo
        """
        return {row.id: row[self] for row in self._numbers.side_effects}

    @property
    def outcomes(self) -> Mapping[str, "Cell"]:
        """The same of what it is for: response, remission, relapse, ..."""
        return {row.id: row[self] for row in self._numbers.outcomes}

    def page(self, *, all: bool = False) -> Page:
        """Everything known of it."""
        return Page(_native.report_treatment(self._owner._native, self.id, all))

    def to_dataframe(self, library: Optional[str] = None) -> Any:
        """Its statements, one a row (pandas or Polars; see :func:`KnowledgeBase.to_dataframe`)."""
        columns = ("about", "subject", "text", "source", "verification")
        return self._frame([vars(statement) for statement in self.statements], columns, library)

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<Treatment {self.id}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _treatment_of, (self._owner, self.id)


def _treatment_of(knowledge_base: "KnowledgeBase", id: str) -> Treatment:
    return knowledge_base.treatments[id]


@dataclass(frozen=True)
class Item:
    """A word that a list feature may hold, such as ``hypertension``."""

    id: str
    name: str
    question: Optional[str]

    def __str__(self) -> str:
        return self.name


class Feature(Owned):
    """One patient fact that the rules may use; ``knowledge_base.features["age"]``.

    >>> import txcompare
    >>> feature = txcompare.KnowledgeBase().features["systolic_blood_pressure"]
    >>> feature.type, feature.unit, feature.range, feature.valid_for
    ('Quantity', 'mm[Hg]', (40.0, 300.0), '30 days')
    """

    def __init__(self, knowledge_base: "KnowledgeBase", native: "_native.feature") -> None:
        self._owner: KnowledgeBase = knowledge_base
        self._native = native
        self._id = _native.feature_id(native)

    @property
    def name(self) -> str:
        """Name in plain words."""
        return _native.feature_name(self._native)

    @property
    def question(self) -> Optional[str]:
        """The question that asks for it."""
        return _native.feature_question(self._native)

    @property
    def type(self) -> str:
        """Type, as the rule language calls it: ``"Integer"``, ``"Quantity"``, ``"List<String>"``, ..."""
        return _native.feature_type(self._native)

    @property
    def unit(self) -> Optional[str]:
        """Unit of a quantity in UCUM, such as ``"mm[Hg]"``."""
        return _native.feature_unit(self._native)

    @property
    def range(self) -> Optional[tuple[float, float]]:
        """Lowest and highest plausible value, in its unit; ``None``: no limits."""
        bounds: Optional[tuple[float, float]] = _native.feature_bounds(self._native)
        return bounds

    @property
    def valid_for(self) -> Optional[str]:
        """How long a value counts, such as ``"2 weeks"``; ``None``: for good."""
        return _native.feature_valid_for(self._native)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The words that it may hold; empty where any value will do."""
        count = _native.feature_item_count(self._native)
        found = (_native.feature_item_at(self._native, i) for i in range(count))
        return tuple(Item(item.id, item.name, item.question) for item in found)

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<Feature {self.id}: {self.type}{' in ' + self.unit if self.unit else ''}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _feature_of, (self._owner, self.id)


def _feature_of(knowledge_base: "KnowledgeBase", id: str) -> Feature:
    return knowledge_base.features[id]


class KnowledgeBase(Shown):
    """What is known of treatments for a condition. Immutable: threads may share one.

    Args:
        path: a folder in the format of doc/knowledge-base.md; ``None``: the one
            about depression that is built in.

    Raises:
        OSError: the folder cannot be read.
        ValueError: something in it is wrong; nothing is loaded, and the
            exception's ``problems`` are all that was found, each with its place.

    >>> import txcompare
    >>> kb = txcompare.KnowledgeBase()
    >>> kb.id, "sertraline" in kb.treatments, kb.treatments["Zoloft"].name
    ('depression', True, 'sertraline')
    """

    def __init__(self, path: Union[str, "os.PathLike[str]", None] = None) -> None:
        self._path = None if path is None else _folder(path)
        self._warnings = Problems()
        if self._path is None:
            self._native = _native.knowledge_base_builtin()
        else:
            _look_into(self._path)
            self._native, found = _native.knowledge_base_load(self._path)
            self._warnings = Problems._of(found)

    @staticmethod
    def check(path: Union[str, "os.PathLike[str]"], as_of: Optional[Date] = None) -> Problems:
        """Checks a folder as its author wants it checked: all problems, errors and warnings; never raises for them.

        Args:
            path: the folder.
            as_of: also complain if the base is dated after this day; ``None``: any day will do.

        Raises:
            OSError: the folder cannot be read.
        """
        try:
            _look_into(_folder(path))
            return Problems._of(
                _native.knowledge_base_check(_folder(path), None if as_of is None else as_of_text(as_of))[1]
            )
        except InvalidDataError as error:
            return error.problems

    @property
    def path(self) -> Optional[str]:
        """The folder it was loaded from; ``None``: built in."""
        return self._path

    @property
    def warnings(self) -> Problems:
        """What was found on loading that does not keep it from being used."""
        return self._warnings

    @property
    def id(self) -> str:
        """Id, such as ``"depression"``."""
        return _native.knowledge_base_id(self._native)

    @property
    def version(self) -> str:
        """Version, such as ``"2026.11"``."""
        return _native.knowledge_base_version(self._native)

    @property
    def date(self) -> datetime.date:
        """Date of its contents."""
        return datetime.date.fromisoformat(_native.knowledge_base_date(self._native))

    @property
    def title(self) -> str:
        """Title in plain words."""
        return _native.knowledge_base_title(self._native)

    @property
    def hash(self) -> str:
        """SHA-256 of its files, 64 hexadecimal digits."""
        return _native.knowledge_base_hash(self._native)

    @property
    def intended_use(self) -> str:
        """What it is meant for, and what not."""
        return _native.knowledge_base_intended_use(self._native)

    @cached_property
    def treatments(self) -> Named[Treatment]:
        """Its treatments by id; ``[]`` also takes brands and other names.

        Raises:
            KeyError: there is none of that name; the message names the nearest.
        """
        count = _native.knowledge_base_treatment_count(self._native)
        items = tuple(Treatment(self, _native.knowledge_base_treatment_at(self._native, i)) for i in range(count))
        return Named(self, "treatment", items, self._treatment_id, self._treatments_page)

    def _treatment_id(self, name: str) -> str:
        return _native.treatment_id(_native.knowledge_base_find_treatment(self._native, name))

    def _treatments_page(self) -> Page:
        return Page(_native.report_treatments(self._native, False))

    @cached_property
    def features(self) -> Named[Feature]:
        """What may be stated of a patient, by id.

        Raises:
            KeyError: there is none of that name; the message names the nearest.
        """
        count = _native.knowledge_base_feature_count(self._native)
        items = tuple(Feature(self, _native.knowledge_base_feature_at(self._native, i)) for i in range(count))
        return Named(self, "feature", items, self._feature_id, self._features_page)

    def _feature_id(self, name: str) -> str:
        return _native.feature_id(_native.knowledge_base_find_feature(self._native, name))

    def _features_page(self) -> Page:
        return Page(_native.report_features(self._native, False))

    def eligibility(self, patient: "Patient", treatments: Treatments = None) -> "Eligibility":
        """May this patient have it? A verdict per treatment, with every rule behind it.

        Args:
            patient: whose facts.
            treatments: names or treatments, in the order wanted; ``None``: all but placebo.

        Raises:
            KeyError: no such treatment; the message names the nearest.
            TypeError: a name where a list of names belongs, or no patient.
            ValueError: the patient was made for another knowledge base.

        >>> import txcompare
        >>> kb = txcompare.KnowledgeBase()
        >>> patient = txcompare.Patient(kb, "has arteriovenous malformation", age=52)
        >>> for verdict in kb.eligibility(patient, ["esketamine", "ketamine"]):
        ...     print(verdict)
        esketamine nasal spray: contraindicated
        ketamine infusion: contraindicated
        """
        from .eligibility import Eligibility
        from .patient import Patient

        if isinstance(treatments, Patient):
            raise WrongTypeError("the patient comes first: kb.eligibility(patient, treatments)")
        return Eligibility(self._own(patient), treatments)

    def compare(self, treatments: Treatments = None, patient: Optional["Patient"] = None) -> "Comparison":
        """How do the options differ? Side by side, each number beside its own comparator.

        Args:
            treatments: names or treatments, in the order of the columns; ``None``: all but placebo.
            patient: for whom; ``None``: nobody in particular.

        Raises:
            KeyError: no such treatment; the message names the nearest.
            TypeError: a name where a list of names belongs, or no patient.
            ValueError: the patient was made for another knowledge base.

        >>> import txcompare
        >>> comparison = txcompare.KnowledgeBase().compare(["Zoloft", "venlafaxine"])
        >>> for treatment, cell in comparison.rows["nausea"].items():
        ...     print(treatment, cell)
        sertraline 26 | 12, +14 (11-17)
        venlafaxine 30 | 12, +18 (16-20)
        """
        from .comparison import Comparison
        from .patient import Patient

        if isinstance(treatments, Patient):
            raise WrongTypeError("the treatments come first: kb.compare(treatments, patient)")
        return Comparison(self._own(patient) if patient is not None else Patient(self), treatments)

    def ask(self, patient: "Patient", treatments: Treatments = None) -> "Questions":
        """What to ask next: the open questions, the one that settles most first.

        Args:
            patient: of whom.
            treatments: those whose verdicts are to be settled; ``None``: all but placebo.

        Raises:
            KeyError, TypeError, ValueError: as :meth:`eligibility`.

        >>> import txcompare
        >>> kb = txcompare.KnowledgeBase()
        >>> question = kb.ask(txcompare.Patient(kb, age=52, country="US"), ["esketamine"])[0]
        >>> print(question.answers[1])
        conditions=aneurysm
        """
        return self.eligibility(patient, treatments).questions

    def explain(self, what: str, patient: Optional["Patient"] = None, *, all: bool = False) -> Page:
        """Where does it come from? A page about one rule, or about one number.

        Args:
            what: the id of a rule (``"esketamine-aneurysm"``), or ``"treatment:effect"`` (``"sertraline:nausea"``).
            patient: for whom; ``None``: nobody in particular.
            all: everything, not only what fits a first screen.

        Raises:
            KeyError: there is none of that name; the message names the nearest.

        >>> import txcompare
        >>> print(txcompare.KnowledgeBase().explain("esketamine-nasal:dissociation").title)
        One number explained
        """
        from .patient import Patient

        if not isinstance(what, str):
            raise WrongTypeError(f"what to explain is a text, not {type(what).__name__}")
        whom = self._own(patient) if patient is not None else Patient(self)
        report = _native.report_cell if ":" in what else _native.report_rule
        return Page(report(whom._native, what, all))

    def cql(self, text: str) -> "Expression":
        """An expression of the rule language over the features of this base; see :func:`txcompare.cql`.

        Args:
            text: the expression.

        Raises:
            ValueError, TypeError: as :func:`txcompare.cql`.

        >>> import txcompare
        >>> kb = txcompare.KnowledgeBase()
        >>> kb.cql("systolic_blood_pressure > 140 'mm[Hg]'").features
        (<Feature systolic_blood_pressure: Quantity in mm[Hg]>,)
        """
        from .expression import Expression

        return Expression(text, self)

    def export_cql(self) -> str:
        """Every rule as one library in HL7 CQL, for other engines."""
        return _native.knowledge_base_export_cql(self._native)

    def _own(self, patient: "Patient") -> "Patient":
        if patient_of(patient).knowledge_base != self:
            raise InvalidDataError(
                f"the patient was made for {patient.knowledge_base!r}, not for {self!r}: make it with Patient(kb, ...)"
            )
        return patient

    def page(self, *, all: bool = False) -> Page:
        """The base itself: identity, contents in numbers, share unverified, sources."""
        return Page(_native.report_knowledge_base(self._native, all))

    def to_dataframe(self, library: Optional[str] = None) -> Any:
        """Its treatments, one a row.

        Like every data frame of this package it ends with what must be kept with results: ``knowledge_base``,
        ``knowledge_base_version``, ``knowledge_base_hash``, ``software_version``, ``as_of`` and ``notices``.

        Args:
            library: ``"pandas"`` or ``"polars"``; ``None``: pandas if it is installed, else Polars.

        Raises:
            ImportError: neither is installed.
        """
        rows = [
            {
                "treatment": treatment.id,
                "name": treatment.name,
                "kind": treatment.kind,
                "classes": ", ".join(treatment.classes),
                "aliases": ", ".join(treatment.aliases),
            }
            for treatment in self.treatments.values()
        ]
        return self._frame(rows, ("treatment", "name", "kind", "classes", "aliases"), library)

    def __eq__(self, other: object) -> bool:
        return self.hash == other.hash if isinstance(other, KnowledgeBase) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.hash)

    def __repr__(self) -> str:
        return f"<KnowledgeBase {self.id} {self.version} ({self.hash[:8]})>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self._path, self.hash)


def patient_of(patient: "Patient") -> "Patient":
    """The argument, if it is a patient: what else people hand in is named."""
    from .patient import Patient

    if not isinstance(patient, Patient):
        raise WrongTypeError(f"patient is a txcompare.Patient, not {type(patient).__name__}")
    return patient


def _folder(path: Union[str, "os.PathLike[str]"]) -> str:
    return path_text(path, "a knowledge base")


def _look_into(folder: str) -> None:
    """Says as the system does why a folder cannot be read."""
    try:
        os.scandir(folder).close()
    except (OSError, ValueError) as error:
        raise read_error("cannot read the knowledge base", folder, error) from error


@lru_cache(maxsize=None)
def builtin() -> KnowledgeBase:
    """The built-in base, one for all that name none: it is immutable."""
    return KnowledgeBase()


def _again(path: Optional[str], hash: str) -> KnowledgeBase:
    """The base that was pickled: loaded anew, and refused if its contents are others by now."""
    base = KnowledgeBase(path)
    if base.hash != hash:
        raise InvalidDataError(
            f"the knowledge base has changed since it was pickled: {hash[:8]} then, {base.hash[:8]} now"
        )
    return base
