# SPDX-License-Identifier: Apache-2.0
"""The public names, and that nothing of the C library is forgotten.

What stands here is what programs rely on: a name is added when the package gets it, and taken
away only with a note in NEWS.md.
"""

import enum
import inspect
import re

import pytest

import txcompare
from people import TOP
from txcompare import _errors, _native

PAGE = "notices page to_csv to_dict to_html to_json to_markdown to_text"
SHOWN = PAGE + " to_dataframe"

# Class: its public attributes, beside those of the standard class it comes from.
CLASSES = {
    "Cell": "background bound comparator comparator_bound comparator_events comparator_n comparator_value difference events high interval low"
    " design method n note outcome population row source state subgroup text treatment trial value verification weeks when",
    "Choice": "answer decides members name",
    "Comparison": SHOWN
    + " eligibility outcomes patient plot_efficacy plot_icon_array plot_side_effects properties rows side_effects treatments",
    "Eligibility": SHOWN + " crisis_notice is_emergency patient questions treatments",
    "Fact": "date detail feature item origin state value",
    "Feature": "id items name question range type unit valid_for",
    "Item": "id name question",
    "KnowledgeBase": SHOWN + " ask check compare cql date eligibility explain export_cql features hash id"
    " intended_use path title treatments version warnings",
    "Notice": "kind text title",
    "Page": PAGE + " about key title",
    "Patient": SHOWN + " as_of country facts from_fhir knowledge_base remarks with_facts",
    "Problem": "column file hint is_error line message",
    "Problems": "errors page",
    "PropertyCell": "blank mark sources text",
    "Question": "answers feature fill_in items settles text",
    "Questions": SHOWN,
    "Row": "cells group id is_outcome more_is_better name plain serious",
    "Rows": "",
    "RuleResult": "action answer applies country decides detail kind message part rule source strength to_settle"
    " verification when",
    "Statement": "about source subject text verification",
    "Treatment": SHOWN + " about aliases classes id kind knowledge_base name outcomes parts short_name side_effects"
    " statements",
    "Verdict": "choices explain kind missing reasons rules treatment unknown",
}
# Tested where they are written.
EXPRESSIONS = {"Answer", "Expression", "Interval", "Quantity", "Ratio", "Reading", "cql"}

ENUMS = {
    "CellState": {"numbers", "not-entered", "below-cut-off", "not-reported"},
    "FactState": {"unknown", "known", "absent", "stale", "not-applicable"},
    "NoticeKind": {"crisis", "warning", "intended-use"},
    "VerdictKind": {
        "contraindicated", "avoid", "not-indicated", "undetermined", "requirement-unmet", "caution", "eligible",
    },
}  # fmt: skip

ERRORS = {
    "OutOfMemoryError": ("NO_MEMORY", MemoryError),
    "InvalidArgumentError": ("INVALID_ARGUMENT", ValueError),
    "NotFoundError": ("NOT_FOUND", KeyError),
    "ReadError": ("IO", OSError),
    "ParseError": ("SYNTAX", ValueError),
    "WrongTypeError": ("TYPE", TypeError),
    "InvalidDataError": ("INVALID_DATA", ValueError),
    "LimitError": ("LIMIT", ValueError),
    "UnsupportedError": ("UNSUPPORTED", NotImplementedError),
    "EncodingError": ("ENCODING", ValueError),
    "InternalError": ("INTERNAL", RuntimeError),
}

SIGNATURES = {
    "KnowledgeBase": "(path=None)",
    "KnowledgeBase.check": "(path, as_of=None)",
    "KnowledgeBase.eligibility": "(self, patient, treatments=None)",
    "KnowledgeBase.compare": "(self, treatments=None, patient=None)",
    "KnowledgeBase.ask": "(self, patient, treatments=None)",
    "KnowledgeBase.explain": "(self, what, patient=None, *, all=False)",
    "KnowledgeBase.to_dataframe": "(self, library=None)",
    "Patient": "(knowledge_base=None, *said, as_of=None, country=None, complete=(), **facts)",
    "Patient.from_fhir": "(record, knowledge_base=None, *said, as_of=None, country=None, complete=(), **facts)",
    "Patient.with_facts": "(self, *said, country=None, complete=(), **facts)",
    "Eligibility": "(patient, treatments=None)",
    "Eligibility.to_dataframe": "(self, library=None, *, rules=False)",
    "Comparison": "(patient, treatments=None)",
    "Page.page": "(self, *, all=False)",
    "Page.to_text": "(self, *, all=False, width=80, colour=False, ascii=False)",
    "Page.to_markdown": "(self, *, all=False)",
    "Page.to_html": "(self, *, all=False, fragment=False)",
    "Page.to_csv": "(self, *, all=True)",
    "Page.to_json": "(self, *, all=True)",
    "Page.to_dict": "(self, *, all=True)",
    "Page.about": "(self, key)",
    "Treatment.about": "(self, what)",
    "TxcompareError": "(message, file=None, line=None, column=None, problems=None)",
}

# Functions of the C library that the package does without, and why.
NOT_NEEDED = {
    "txc_diagnostics_error_count": "Problems.errors has them all",
    "txc_eligibility_patient": "a verdict keeps its patient",
    "txc_patient_knowledge_base": "a patient keeps its base",
    "txc_expression_text": "an expression keeps its text",
}
# Reached otherwise: references and frees by the handles, errors by the exceptions, text by what makes it.
BY_THE_WRAPPER = re.compile(r"txc_(\w+_(ref|unref)|(\w+_)?free|error_\w+|status_text|feature_range|page_write)$")


def public(names):
    return {name for name in names if not name.startswith("_")}


def attributes(cls):
    """What the package itself gives a class: methods, properties, fields and declared attributes."""
    own = [base for base in cls.__mro__ if base.__module__.startswith("txcompare")]
    other = [base for base in cls.__mro__ if base not in own]
    names = set(dir(cls)).union(*(getattr(base, "__annotations__", ()) for base in own))
    return public(names.difference(*(dir(base) for base in other)))


def signature(of):
    whole = inspect.signature(of)
    bare = [parameter.replace(annotation=parameter.empty) for parameter in whole.parameters.values()]
    return str(whole.replace(parameters=bare, return_annotation=whole.empty))


def test_the_package_exports_these_names():
    expected = {*CLASSES, *ENUMS, *ERRORS, *EXPRESSIONS, "TxcompareError", "__version__"}
    assert set(txcompare.__all__) == expected
    assert txcompare.__all__ == sorted(txcompare.__all__)
    assert public(dir(txcompare)) - set(txcompare.__all__) <= {
        "comparison", "eligibility", "expression", "knowledge", "page", "patient",
    }  # fmt: skip


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_has_these_attributes(name):
    assert attributes(getattr(txcompare, name)) == set(CLASSES[name].split())


@pytest.mark.parametrize("name", CLASSES)
def test_everything_public_says_what_it_is(name):
    cls = getattr(txcompare, name)
    fields = getattr(cls, "__dataclass_fields__", {})
    assert inspect.getdoc(cls)
    for attribute in CLASSES[name].split():
        found = inspect.getattr_static(cls, attribute, None)
        if attribute not in fields and found is not None and not inspect.ismemberdescriptor(found):
            assert inspect.getdoc(getattr(cls, attribute)), attribute


@pytest.mark.parametrize("name", ENUMS)
def test_an_enumeration_is_its_words(name):
    cls = getattr(txcompare, name)
    assert issubclass(cls, str) and issubclass(cls, enum.Enum)
    assert {member.value for member in cls} == ENUMS[name]
    for member in cls:
        assert str(member) == member.value == member
        assert member.name == member.value.upper().replace("-", "_")


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_call_has_these_parameters(name):
    of = txcompare
    for part in name.split("."):
        of = getattr(of, part)
    assert signature(of) == SIGNATURES[name]


def statuses():
    text = (TOP / "include" / "txcompare" / "status.def").read_text(encoding="utf-8")
    return [
        (name, int(number), words)
        for name, number, words in re.findall(r'^TXC_STATUS \((\w+), +(-?\d+), "(.*)"\)', text, re.M)
    ]


def test_every_error_status_has_one_exception_that_is_also_a_standard_one():
    failing = {name for name, number, _ in statuses() if number < 0}
    assert len(failing) == 11
    assert {status for status, _ in ERRORS.values()} == failing
    for name, (status, standard) in ERRORS.items():
        error = getattr(txcompare, name)
        assert error.status == status
        assert issubclass(error, txcompare.TxcompareError) and issubclass(error, standard)


def test_the_wrapper_knows_every_status():
    assert _native.statuses() == statuses()


@pytest.mark.parametrize("name, number, words", [status for status in statuses() if status[1] < 0])
def test_a_status_becomes_its_exception(name, number, words):
    cause = ValueError("because")
    error = _errors.from_status(number, words, "record.json", 3, 0, cause, None)
    assert type(error) is getattr(txcompare, next(key for key, (status, _) in ERRORS.items() if status == name))
    assert (error.message, error.file, error.line, error.column) == (words, "record.json", 3, None)
    assert error.__cause__ is cause and error.problems == ()
    assert str(error) == f"record.json:3: {words}"


def test_a_status_of_a_newer_library_is_an_internal_error():
    assert type(_errors.from_status(-99, "?", None, 0, 0, None, None)) is txcompare.InternalError


def functions():
    text = (TOP / "libtxcompare" / "libtxcompare.map").read_text(encoding="utf-8")
    return re.findall(r"^ +(txc_\w+);", text, re.M)


def used():
    sources = (TOP / "bindings" / "python" / "txcompare").glob("*.py")
    return set(
        re.findall(r"\b_native\.(\w+)|from \._native import (\w+)", "".join(path.read_text() for path in sources))
    )


def test_no_public_function_of_the_library_is_forgotten():
    python = {f"txc_{name}" for names in used() for name in names if name}
    unused = [name for name in functions() if name not in python and not BY_THE_WRAPPER.match(name)]
    assert len(functions()) > 100
    assert set(unused) == set(NOT_NEEDED)


def test_what_python_uses_is_there():
    missing = {name for names in used() for name in names if name and not hasattr(_native, name)}
    assert missing <= {"report_patient"}  # comes with txc_report_patient()


def test_what_is_freed_by_the_handles_cannot_be_freed_by_hand():
    assert [name for name in functions() if BY_THE_WRAPPER.match(name) and hasattr(_native, name[4:])] == []
