# SPDX-License-Identifier: Apache-2.0
"""May this patient have it? Verdicts with their reasons, and what to ask."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Optional, Union, overload

from . import _native
from ._errors import InvalidArgumentError, NotFoundError, WrongTypeError
from ._facts import names
from ._immutable import Immutable
from .knowledge import patient_of
from .page import Page, Shown

if TYPE_CHECKING:
    from .expression import Answer
    from .knowledge import Treatment, Treatments
    from .patient import Patient


class VerdictKind(str, Enum):
    """The headline of a treatment, in the order in which the first that holds is taken."""

    CONTRAINDICATED = "contraindicated"
    AVOID = "avoid"
    NOT_INDICATED = "not-indicated"
    UNDETERMINED = "undetermined"
    REQUIREMENT_UNMET = "requirement-unmet"
    CAUTION = "caution"
    ELIGIBLE = "eligible"

    def __str__(self) -> str:
        return self.value


_ANSWERS = {
    _native.RULE_FALSE: False,
    _native.RULE_TRUE: True,
    _native.RULE_UNKNOWN: None,
    _native.RULE_NOT_APPLICABLE: None,
}


@dataclass(frozen=True)
class RuleResult:
    """How one rule was answered for a patient.

    Attributes:
        rule: id; ``knowledge_base.explain(rule, patient)`` says everything.
        kind: ``"contraindicated"``, ``"avoid"``, ``"caution"``, ``"requires"``, ``"indicated"``, ...
        answer: ``True``, ``False``, or ``None``: unknown.
        applies: ``False``: of another country, or not in force on the day; ``answer`` is then ``None`` as well.
        decides: it is one of the reasons for the headline.
        message: what the rule says.
        when: its condition in the rule language.
        source, verification: where it comes from, and whether it was read there.
        to_settle: the question that would settle an unknown answer; ``None`` otherwise.
        part: id of the part of a combination whose rule it is; ``None``: of the treatment itself.
        detail, action: why, and what to do; ``None`` where the base does not say.
        strength: of a recommendation, as its source says it.
        country: whose rule it is; ``None``: everybody's.
    """

    rule: str
    kind: str
    answer: Optional[bool]
    applies: bool
    decides: bool
    message: str
    when: str
    source: Optional[str]
    verification: str
    to_settle: Optional[str]
    part: Optional[str]
    detail: Optional[str]
    action: Optional[str]
    strength: Optional[str]
    country: Optional[str]

    @classmethod
    def _of(cls, native: "_native.rule_result") -> "RuleResult":
        return cls(
            rule=native.rule,
            kind=native.kind,
            answer=_ANSWERS[native.answer],
            applies=native.answer != _native.RULE_NOT_APPLICABLE,
            decides=native.decides,
            message=native.message,
            when=native.when,
            source=native.source,
            verification=native.verification,
            to_settle=native.to_settle,
            part=native.part,
            detail=native.detail,
            action=native.action,
            strength=native.strength,
            country=native.country,
        )

    def __str__(self) -> str:
        words = {True: "", False: " (not so)", None: " (not known)" if self.applies else " (does not apply)"}
        return f"{self.kind}: {self.message}{words[self.answer]}"

    def __repr__(self) -> str:
        return f"<RuleResult {self.rule}: {self}>"


@dataclass(frozen=True)
class Choice:
    """A part of a combination that is still to be chosen: whether one of its members may be given.

    Attributes:
        name: such as ``"an oral antidepressant"``.
        answer: ``True``: a member may be given; ``False``: none; ``None``: none so far, one is undetermined.
        decides: it is one of the reasons for the headline.
        members: id of each member with its own verdict.
    """

    name: str
    answer: Optional[bool]
    decides: bool
    members: tuple[tuple[str, VerdictKind], ...]

    def __str__(self) -> str:
        words = {True: "one may be given", False: "none may be given", None: "not known"}
        return f"requires: {self.name} ({words[self.answer]})"


@dataclass(frozen=True)
class Question:
    """A question whose answer may settle verdicts.

    Attributes:
        text: as one asks it.
        feature: id of the feature it is about; ``"country"`` where that is what is missing.
        items: ids of the items of a list it asks for; empty: the feature as a whole.
        settles: how many verdicts wait for it, by itself or together with others.
        answers: what may be stated, each as :meth:`Patient.with_facts` takes it; empty where the words are
            not known before.
        fill_in: what to state then, such as ``"age=..."``; ``None`` otherwise.

    >>> import txcompare
    >>> kb = txcompare.KnowledgeBase()
    >>> patient = txcompare.Patient(kb, "no aneurysm", "no arteriovenous malformation", "no intracerebral haemorrhage")
    >>> asked = [question.feature for question in kb.ask(patient, ["esketamine"])]
    >>> question = kb.ask(patient, ["esketamine"])[asked.index("breastfeeding")]
    >>> print(question, question.answers)
    Is the person breastfeeding? ('breastfeeding=no', 'breastfeeding=yes')
    >>> patient.with_facts(question.answers[0]).facts[-1].value
    'no'
    """

    text: str
    feature: str
    items: tuple[str, ...]
    settles: int
    answers: tuple[str, ...]
    fill_in: Optional[str]

    @classmethod
    def _of(cls, native: "_native.question") -> "Question":
        items = tuple(native.item_at(i) for i in range(native.item_count))
        answers = tuple(native.answer_at(i) for i in range(native.answer_count))
        return cls(native.text, native.feature, items, native.settles, answers, native.fill_in)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Question {self.feature}: {self}>"


class Questions(tuple[Question, ...], Shown):
    """What to ask, the most useful question first; a tuple of :class:`Question`."""

    _eligibility: "Eligibility"

    @classmethod
    def _of(cls, eligibility: "Eligibility") -> "Questions":
        native = eligibility._native
        count = _native.eligibility_question_count(native)
        made = cls(Question._of(_native.eligibility_question_at(native, i)) for i in range(count))
        made._eligibility = eligibility
        return made

    def page(self, *, all: bool = False) -> Page:
        """The questions, and how to answer them."""
        return Page(_native.report_questions(self._eligibility._native, all))

    def to_dataframe(self, library: Optional[str] = None) -> Any:
        """The questions, one a row (pandas or Polars; see :meth:`KnowledgeBase.to_dataframe`)."""
        columns = tuple(Question.__dataclass_fields__)
        rows = [{**vars(q), "items": ", ".join(q.items), "answers": " / ".join(q.answers)} for q in self]
        return self._frame(rows, columns, library)

    def __reduce__(self) -> tuple[Any, ...]:
        return Questions._of, (self._eligibility,)


class Verdict(Immutable):
    """May the patient have this treatment? ``eligibility["sertraline"]``.

    A verdict is no yes or no, so ``if verdict:`` is refused: look at ``verdict.kind``.

    >>> import txcompare
    >>> kb = txcompare.KnowledgeBase()
    >>> verdict = kb.eligibility(txcompare.Patient(kb, "has aneurysm"), ["esketamine"])["esketamine"]
    >>> verdict.kind == txcompare.VerdictKind.CONTRAINDICATED, verdict.kind == "contraindicated"
    (True, True)
    >>> for reason in verdict.reasons:
    ...     print(reason, "--", reason.source)
    contraindicated: aneurysm -- Spravato US label, section 4
    """

    def __init__(self, eligibility: "Eligibility", index: int) -> None:
        self._eligibility = eligibility
        self._index = index

    @property
    def treatment(self) -> "Treatment":
        """Of which treatment."""
        return self._eligibility.treatments[self._index]

    @property
    def kind(self) -> VerdictKind:
        """The headline."""
        return VerdictKind(
            _native.verdict_kind_text(_native.eligibility_verdict(self._eligibility._native, self._index))
        )

    @cached_property
    def rules(self) -> tuple[RuleResult, ...]:
        """Every rule of the treatment, whatever its answer."""
        native = self._eligibility._native
        count = _native.eligibility_rule_count(native, self._index)
        return tuple(RuleResult._of(_native.eligibility_rule_at(native, self._index, i)) for i in range(count))

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """Parts of a combination that are still to be chosen, with their members' verdicts."""
        count = _native.eligibility_slot_count(self._eligibility._native, self._index)
        return tuple(self._choice(slot) for slot in range(count))

    def _choice(self, slot: int) -> Choice:
        native, index = self._eligibility._native, self._index
        found = _native.eligibility_slot_at(native, index, slot)
        members = tuple(
            (
                _native.treatment_id(_native.eligibility_slot_member_at(native, index, slot, i)),
                VerdictKind(_native.verdict_kind_text(_native.eligibility_slot_member_verdict(native, index, slot, i))),
            )
            for i in range(found.member_count)
        )
        return Choice(found.name, _ANSWERS[found.answer], found.decides, members)

    @property
    def reasons(self) -> tuple[Union[RuleResult, Choice], ...]:
        """What the headline rests on."""
        found: tuple[Union[RuleResult, Choice], ...] = self.rules + self.choices
        return tuple(reason for reason in found if reason.decides)

    @property
    def unknown(self) -> tuple[RuleResult, ...]:
        """Rules that apply and are not answered, whether the headline waits for them or not."""
        return tuple(rule for rule in self.rules if rule.applies and rule.answer is None)

    @cached_property
    def missing(self) -> Questions:
        """What is not known and matters to this treatment, as questions; the one that settles most first."""
        return Eligibility(self._eligibility.patient, [self.treatment]).questions

    def explain(self, rule: RuleResult) -> "Answer":
        """Why a rule was answered so: the patient's facts behind it, and what would settle it.

        Args:
            rule: one of :attr:`rules`.

        Raises:
            ValueError: the rule does not apply, so that it was not answered.

        >>> import txcompare
        >>> kb = txcompare.KnowledgeBase()
        >>> verdict = kb.eligibility(txcompare.Patient(kb, "has aneurysm"), ["esketamine"])[0]
        >>> print(verdict.explain(verdict.reasons[0]).why)
        yes, because conditions: aneurysm: present; stated
        """
        from .expression import Expression

        if not rule.applies:
            raise InvalidArgumentError(
                f"{rule.rule} does not apply: it is of another country ({rule.country or 'none named'}), or not in force on the day"
            )
        patient = self._eligibility.patient
        return Expression(rule.when, patient.knowledge_base).evaluate(patient)

    def __bool__(self) -> bool:
        raise TypeError(f"a verdict is no yes or no: {self}; look at verdict.kind")

    def __str__(self) -> str:
        return f"{self.treatment.name}: {self.kind}"

    def __repr__(self) -> str:
        return f"<Verdict {self.treatment.id}: {self.kind}>"

    def _repr_html_(self) -> str:
        return Eligibility(self._eligibility.patient, [self.treatment])._repr_html_()

    def __eq__(self, other: object) -> bool:
        # "if verdict == 'contraindicated'" must not pass in silence.
        if isinstance(other, str) and other in tuple(VerdictKind):
            raise WrongTypeError(f"a verdict is more than its headline: write verdict.kind == {str(other)!r}")
        if not isinstance(other, Verdict):
            return NotImplemented
        return self.treatment == other.treatment and self._eligibility.patient == other._eligibility.patient

    def __hash__(self) -> int:
        return hash((self.treatment, self._eligibility.patient))


class Eligibility(Sequence[Verdict], Shown):
    """Verdicts for one patient, in the order asked for; found by number or by the name of a treatment.

    >>> import txcompare
    >>> kb = txcompare.KnowledgeBase()
    >>> verdicts = kb.eligibility(txcompare.Patient(kb, "has arteriovenous malformation", age=52), ["esketamine"])
    >>> print(verdicts["esketamine"].kind, "--", verdicts["esketamine"].reasons[0].message)
    contraindicated -- arteriovenous malformation
    """

    def __init__(self, patient: "Patient", treatments: "Treatments" = None) -> None:
        self._patient = patient_of(patient)
        self._native = _native.eligibility_new(patient._native, names(treatments))

    @classmethod
    def _within(cls, owner: object, patient: "Patient", native: "_native.eligibility") -> "Eligibility":
        """The verdicts that belong to something else, which is kept as long as they are."""
        made = cls.__new__(cls)
        made._owner, made._patient, made._native = owner, patient, native
        return made

    @property
    def patient(self) -> "Patient":
        """Whose verdicts."""
        return self._patient

    @cached_property
    def treatments(self) -> tuple["Treatment", ...]:
        """The treatments, in the order of the verdicts."""
        known = self._patient.knowledge_base.treatments
        found = (_native.eligibility_treatment_at(self._native, i) for i in range(len(self)))
        return tuple(known[_native.treatment_id(treatment)] for treatment in found)

    @cached_property
    def questions(self) -> Questions:
        """What to ask, the question that settles most first."""
        return Questions._of(self)

    @property
    def is_emergency(self) -> bool:
        """A fact means danger: the crisis notice comes first, whatever is shown."""
        return _native.eligibility_is_emergency(self._native)

    @property
    def crisis_notice(self) -> Optional[str]:
        """The crisis notice for the patient's country, or the general one; ``None``: no emergency."""
        return _native.eligibility_crisis_notice(self._native)

    @overload
    def __getitem__(self, which: Union[int, str]) -> Verdict: ...

    @overload
    def __getitem__(self, which: slice) -> Sequence[Verdict]: ...

    def __getitem__(self, which: Union[int, str, slice]) -> Union[Verdict, Sequence[Verdict]]:
        if isinstance(which, slice):
            return tuple(Verdict(self, i) for i in range(len(self))[which])
        return Verdict(self, position(which, self.treatments, self._patient))

    def __contains__(self, which: object) -> bool:
        """Whether there is a verdict on a treatment, by its name or itself."""
        wanted = which.treatment if isinstance(which, Verdict) else which
        try:
            return not hasattr(wanted, "__index__") and position(wanted, self.treatments, self._patient) >= 0
        except (LookupError, TypeError):
            return False

    def __len__(self) -> int:
        return _native.eligibility_treatment_count(self._native)

    def __iter__(self) -> Iterator[Verdict]:
        return (Verdict(self, i) for i in range(len(self)))

    def page(self, *, all: bool = False) -> Page:
        """Verdicts with every rule's answer."""
        return Page(_native.report_eligibility(self._native, all))

    def to_dataframe(self, library: Optional[str] = None, *, rules: bool = False) -> Any:
        """Verdicts, one a row (pandas or Polars; see :meth:`KnowledgeBase.to_dataframe`).

        Args:
            rules: one row for each rule of each treatment instead.
        """
        if rules:
            columns = ("treatment", *RuleResult.__dataclass_fields__)
            rows = [{"treatment": v.treatment.id, **vars(rule)} for v in self for rule in v.rules]
            return self._frame(rows, columns, library)
        rows = [
            {
                "treatment": verdict.treatment.id,
                "verdict": str(verdict.kind),
                "reasons": "; ".join(str(reason) for reason in verdict.reasons),
                "missing": "; ".join(question.text for question in verdict.missing),
            }
            for verdict in self
        ]
        return self._frame(rows, ("treatment", "verdict", "reasons", "missing"), library)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Eligibility):
            return NotImplemented
        return self._patient == other._patient and self.treatments == other.treatments

    def __hash__(self) -> int:
        return hash((self._patient, self.treatments))

    def __repr__(self) -> str:
        return f"<Eligibility {', '.join(f'{v.treatment.id}: {v.kind}' for v in self)}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._patient, self.treatments)

    def _ipython_key_completions_(self) -> list[str]:
        return [treatment.id for treatment in self.treatments]


def position(which: Any, treatments: tuple["Treatment", ...], patient: "Patient") -> int:
    """The index of a treatment among those compared: by number, name or itself."""
    if hasattr(which, "__index__"):
        index, count = operator.index(which), len(treatments)
        if not -count <= index < count:
            raise IndexError(f"there are {count} treatments: no number {index}")
        return index % count
    name = which if isinstance(which, str) else getattr(which, "id", None)
    if not isinstance(name, str):
        raise WrongTypeError(f"a treatment is found by its name or number, not by {type(which).__name__}")
    wanted = patient.knowledge_base.treatments[name]
    if wanted not in treatments:
        raise NotFoundError(f"{wanted.id} is not among them: {', '.join(t.id for t in treatments)}")
    return treatments.index(wanted)
