# SPDX-License-Identifier: Apache-2.0
"""What cannot be meant is refused with words, and never guessed.

Errors of the package are of a standard kind as well; what somebody's own object raises passes
through as it is. Nothing ends in a SystemError, a RecursionError or worse.
"""

import copy
import enum
import errno
import pickle
import sys

import pytest

import txcompare
from hostile import BytesPath, NumberPath, endless_dict, endless_list, nested
from people import AS_OF
from txcompare import (
    EncodingError,
    InvalidArgumentError,
    InvalidDataError,
    KnowledgeBase,
    LimitError,
    NotFoundError,
    ParseError,
    Patient,
    ReadError,
    WrongTypeError,
)

UNWRITABLE = {"a NUL": "sertra\0line", "a lone surrogate": "sertra\ud800line"}


# ---- names -----------------------------------------------------------------------


@pytest.mark.parametrize("text", UNWRITABLE.values(), ids=UNWRITABLE)
def test_text_that_is_none_is_refused_everywhere(kb, nobody, text, tmp_path):
    calls = (
        lambda: kb.treatments[text],
        lambda: kb.features[text],
        lambda: kb.eligibility(nobody, [text]),
        lambda: kb.compare([text]),
        lambda: kb.eligibility(nobody)[text],
        lambda: kb.compare(["sertraline"])["nausea", text],
        lambda: kb.compare(["sertraline"])[text, "sertraline"],
        lambda: kb.explain(text),
        lambda: kb.explain("sertraline:" + text),
        lambda: kb.page().about(text),
        lambda: KnowledgeBase(text),
        lambda: KnowledgeBase.check(text),
        lambda: Patient(kb, text),
        lambda: Patient(kb, "no " + text),
        lambda: Patient(kb, country=text),
        lambda: Patient(kb, complete=[text]),
        lambda: Patient(kb, sex=text),
        lambda: nobody.with_facts(text),
        lambda: Patient.from_fhir(text, kb),
        lambda: Patient.from_fhir(tmp_path / text, kb),
        lambda: Patient.from_fhir('{"sex": "' + text + '"}', kb),
        lambda: Patient.from_fhir({"sex": text}, kb),
        lambda: Patient.from_fhir({text: 1}, kb),
    )
    for index, call in enumerate(calls):
        with pytest.raises(txcompare.TxcompareError) as caught:
            call()
            pytest.fail(f"call {index} takes it")
        assert isinstance(caught.value, (ValueError, KeyError, OSError))


@pytest.mark.parametrize("text", [*UNWRITABLE.values(), "", "x" * 1_000_000])
def test_what_is_no_name_is_not_in_a_mapping(kb, nobody, text):
    comparison = kb.compare(["sertraline"])
    for mapping in (kb.treatments, kb.features, comparison.rows["nausea"], kb.treatments["sertraline"].side_effects):
        assert text not in mapping
        assert mapping.get(text, "nothing") == "nothing"
    assert text not in comparison.rows


@pytest.mark.parametrize("name", [None, 1.5, b"sertraline", ["sertraline"], object()])
def test_a_name_is_a_text(kb, name):
    row = kb.compare(["sertraline"]).rows["nausea"]
    for mapping in (kb.treatments, kb.features, row):
        assert name not in mapping
        with pytest.raises(WrongTypeError):
            mapping[name]


@pytest.mark.parametrize(
    "treatments", ["sertraline", 1, True, b"sertraline", [1], [None], [b"sertraline"], [["sertraline"]], [("a", "b")]]
)
def test_treatments_are_a_list_of_names(kb, nobody, treatments):
    for call in (kb.eligibility, kb.ask):
        with pytest.raises(WrongTypeError):
            call(nobody, treatments)
    with pytest.raises(WrongTypeError):
        kb.compare(treatments)


def test_an_unknown_treatment_is_named(kb, nobody):
    for treatments in (["sertralin"], ["zoloft", "sertralin"], [kb.features["age"]], [""]):
        with pytest.raises(NotFoundError, match="no treatment '"):
            kb.eligibility(nobody, treatments)


@pytest.mark.parametrize("patient", [1, True, {}, "age=42", b"", Patient, object()])
def test_a_patient_is_a_patient(kb, patient):
    for call in (
        lambda: kb.eligibility(patient),
        lambda: kb.ask(patient),
        lambda: kb.compare(["sertraline"], patient),
        lambda: kb.explain("esketamine-aneurysm", patient),
    ):
        with pytest.raises(WrongTypeError, match="Patient"):
            call()


@pytest.mark.parametrize("base", [1, False, "no aneurysm", {}, {"age": 1}, KnowledgeBase])
def test_the_first_argument_of_a_patient_is_a_base(base):
    with pytest.raises(WrongTypeError, match="first argument"):
        Patient(base)
    with pytest.raises(WrongTypeError, match="first argument"):
        Patient.from_fhir("{}", base)


@pytest.mark.parametrize("said", [None, 1, b"no aneurysm", ["no aneurysm"], ("age", 42), {1: 2}, object()])
def test_what_is_said_is_a_text_or_a_mapping(kb, nobody, said):
    with pytest.raises(WrongTypeError):
        Patient(kb, said)
    with pytest.raises(WrongTypeError):
        nobody.with_facts(said)


SENTENCES = {
    "": ParseError,
    "no": ParseError,
    "aneurysm": ParseError,
    "age=": ParseError,
    "=": NotFoundError,
    "agee=42": NotFoundError,
    "no aneurism": NotFoundError,
    "age=nan": WrongTypeError,
    "age=42,43": InvalidDataError,
    "age=1e2": InvalidDataError,
    "age=-1": InvalidDataError,
    "age=１２": WrongTypeError,
    "conditions=stroke,,": txcompare.TxcompareError,
    "x" * 1_000_000: ParseError,
}


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence[:20] or "empty")
def test_what_is_no_sentence_is_refused(kb, sentence):
    with pytest.raises(SENTENCES[sentence]):
        Patient(kb, sentence)


@pytest.mark.parametrize("country", ["", "us", "USA", "U", "U ", "ÄÖ", "12"])
def test_a_country_is_two_capital_letters(kb, nobody, country):
    with pytest.raises(InvalidArgumentError, match="two capital letters"):
        Patient(kb, country=country)
    with pytest.raises(InvalidArgumentError):
        nobody.with_facts(country=country)


@pytest.mark.parametrize("country", [1, b"US", ["US"], True])
def test_a_country_is_a_text(kb, country):
    with pytest.raises(WrongTypeError):
        Patient(kb, country=country)


@pytest.mark.parametrize("complete", [None, 1, True, [1], [None], b"conditions", [b"conditions"]])
def test_complete_takes_names_of_lists(kb, complete):
    with pytest.raises(WrongTypeError):
        Patient(kb, complete=complete)


@pytest.mark.parametrize("complete", ["", "age", "aneurysm", ["conditions", "condition"]])
def test_only_lists_are_complete(kb, complete):
    with pytest.raises(NotFoundError, match="no list"):
        Patient(kb, complete=complete)


@pytest.mark.parametrize("what", [None, 1, b"x", ["x"]])
def test_what_to_explain_is_a_text(kb, what):
    with pytest.raises(WrongTypeError):
        kb.explain(what)


@pytest.mark.parametrize("what", ["", "x", ":", "sertraline:", "sertraline:x", ":nausea", "x:nausea", "x:" * 10_000])
def test_what_is_not_there_is_not_explained(kb, what):
    with pytest.raises(NotFoundError):
        kb.explain(what)


def test_an_effect_alone_is_told_how_its_numbers_are_named(kb):
    with pytest.raises(
        NotFoundError, match="'nausea' is no rule but an effect or outcome: one of its numbers is TREATMENT:nausea"
    ):
        kb.explain("nausea")


# ---- records ---------------------------------------------------------------------


@pytest.mark.parametrize("record", [None, 1, True, object(), memoryview(b"{}"), [b"{}", 1], [None]])
def test_a_record_is_a_path_text_bytes_or_a_dict(kb, record):
    with pytest.raises(WrongTypeError):
        Patient.from_fhir(record, kb)


@pytest.mark.parametrize("records", [[], (), {}.items(), (path for path in ())])
def test_no_record_is_no_patient(kb, records):
    # A pattern that matched no file would otherwise be somebody of whom all lists are whole.
    with pytest.raises(InvalidArgumentError, match="no record"):
        Patient.from_fhir(records, kb, complete=["conditions", "medications", "allergies"])


@pytest.mark.parametrize("path", [NumberPath(), BytesPath()], ids=["a number", "bytes"])
def test_a_path_is_a_text(kb, path):
    with pytest.raises(WrongTypeError):
        Patient.from_fhir(path, kb)
    with pytest.raises(WrongTypeError):
        KnowledgeBase(path)


@pytest.mark.parametrize("path", [1, True, b"/", [], {}])
def test_the_path_of_a_base_is_a_text(path):
    with pytest.raises(WrongTypeError):
        KnowledgeBase(path)
    with pytest.raises(WrongTypeError):
        KnowledgeBase.check(path)


def test_what_cannot_be_read_says_so(kb, tmp_path):
    for path in ("", "  ", "no-such-file", "x" * 100_000, tmp_path, str(tmp_path), tmp_path / "none.json"):
        with pytest.raises(ReadError) as caught:
            Patient.from_fhir(path, kb)
        assert caught.value.file is not None and "cannot read the record" in str(caught.value)
    for path in ("", "no-such-folder", "x" * 100_000, tmp_path / "none"):
        with pytest.raises(ReadError):
            KnowledgeBase(path)
        with pytest.raises(ReadError):
            KnowledgeBase.check(path)


def test_an_empty_path_is_not_called_a_folder(kb):
    with pytest.raises(ReadError, match="empty"):
        Patient.from_fhir("", kb)


def test_an_error_of_a_file_is_as_informative_as_those_of_python(kb, tmp_path):
    missing = tmp_path / "none.json"
    with pytest.raises(OSError) as caught:
        Patient.from_fhir(missing, kb)
    error = caught.value
    assert isinstance(error, ReadError) and isinstance(error.__cause__, FileNotFoundError)
    assert error.file == error.filename == str(missing)
    assert error.args == (error.message,) and error.message in repr(error)
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert (str(again), again.args, again.filename) == (str(error), error.args, error.filename)


# The place is that of the value.
BYTES = {
    b"": (ParseError, 1, 1),
    b"null": (WrongTypeError, 1, 1),
    b"1": (WrongTypeError, 1, 1),
    b"[1]": (WrongTypeError, 1, 2),
    b"{": (ParseError, 1, 1),
    b"{}{}": (ParseError, 1, 3),
    b'{"age": 42}\0': (ParseError, 1, 12),
    b'{"age": 01}': (ParseError, 1, 9),
    b'{"age": NaN}': (ParseError, 1, 9),
    b'{"age": 1e400}': (InvalidDataError, 1, 9),
    b'{"age":\n  "old"}': (WrongTypeError, 2, 3),
    b'{"age": 1, "age": 2}': (InvalidDataError, 1, 19),
    b'{"sex": "\xff"}': (EncodingError, 1, 10),
    b"\xff\xfe{\0}\0": (EncodingError, 1, 1),
    b'{"shoe_size": 42}': (NotFoundError, 1, 15),
    b"[" * 1000 + b"]" * 1000: (LimitError, 1, 201),
    b'{"a":' * 1000 + b"1" + b"}" * 1000: (LimitError, 1, 5 * 200 + 1),
}


@pytest.mark.parametrize("record", BYTES, ids=lambda record: ascii(record)[2:30])
def test_an_error_of_a_record_has_its_place(kb, record):
    error, line, column = BYTES[record]
    with pytest.raises(error) as caught:
        Patient.from_fhir(record, kb, as_of=AS_OF)
    assert type(caught.value) is error
    assert (caught.value.file, caught.value.line, caught.value.column) == ("record", line, column)


def test_an_endless_record_is_refused_and_not_recursed_into(kb):
    depth = sys.getrecursionlimit()
    for record in (
        endless_list(),
        endless_dict(),
        nested(100_000, lambda inner: [inner]),
        nested(100_000, lambda inner: {"a": inner}),
    ):
        with pytest.raises(LimitError):
            Patient.from_fhir(record, kb)
    assert sys.getrecursionlimit() == depth


def test_a_bom_and_blanks_are_no_path(kb):
    for text in ("\ufeff{}", " \n\t{}", b"\xef\xbb\xbf{}", bytearray(b"{}")):
        assert Patient.from_fhir(text, kb, as_of=AS_OF).facts == ()


# ---- results and pages -------------------------------------------------------------


def test_verdicts_are_found_as_in_a_list_or_by_name(kb, nobody):
    verdicts = kb.eligibility(nobody, ["sertraline", "bupropion"])
    for index in (2, -3, 10**30, -(10**30)):
        with pytest.raises(IndexError, match="2 treatments"):
            verdicts[index]
    for which in (None, 1.0, b"x", (0,), object()):
        with pytest.raises(WrongTypeError):
            verdicts[which]
    with pytest.raises(NotFoundError, match="not among them"):
        verdicts["mirtazapine"]


def test_a_row_is_a_mapping_whatever_is_looked_for(kb):
    row = kb.compare(["sertraline"]).rows["nausea"]
    for which in (99, -99, "mirtazapine", "x"):
        assert row.get(which, "nothing") == "nothing" and which not in row
        with pytest.raises(KeyError):
            row[which]


@pytest.mark.parametrize("which", ["nausea", ("nausea",), (), None, 0, (1, 2, 3), ["nausea", "sertraline"]])
def test_a_cell_is_found_by_its_row_and_treatment(kb, which):
    with pytest.raises(WrongTypeError, match="comparison\\['nausea', 'sertraline'\\]"):
        kb.compare(["sertraline"])[which]


@pytest.mark.parametrize("width, error", [
    (-1, InvalidArgumentError), (-(10**30), InvalidArgumentError), (True, WrongTypeError), (80.0, WrongTypeError), ("80", WrongTypeError), (None, WrongTypeError),
])  # fmt: skip
def test_a_width_is_a_number_of_columns(kb, width, error):
    with pytest.raises(error, match="width"):
        kb.page().to_text(width=width)
    with pytest.raises(error, match="width"):
        kb.to_text(width=width)


def test_a_page_may_be_as_wide_as_it_likes(kb):
    assert kb.page().to_text(width=10**30) == kb.page().to_text(width=10**5)


def test_a_wish_is_a_yes_or_no(kb):
    page = kb.page()
    assert page.to_text(colour=1) == page.to_text(colour=True) != page.to_text(colour=0) == page.to_text()
    assert page.to_text(ascii="x") == page.to_text(ascii=True)


@pytest.mark.parametrize("key", [None, 1, b"as-of"])
def test_what_a_page_is_about_is_asked_by_name(kb, key):
    with pytest.raises(WrongTypeError):
        kb.page().about(key)


@pytest.mark.parametrize("library", ["numpy", "Pandas", "", 1, ["pandas"]])
def test_a_data_frame_is_of_one_of_two_libraries(kb, nobody, library):
    for call in (kb.to_dataframe, kb.eligibility(nobody).to_dataframe, kb.compare(["sertraline"]).to_dataframe):
        with pytest.raises(InvalidArgumentError, match="'pandas' or 'polars'"):
            call(library)


# ---- subclasses --------------------------------------------------------------------


class Text(str):
    pass


class Sex(str, enum.Enum):
    MALE = "male"


class Age(enum.IntEnum):
    OLD = 70


def test_kinds_of_text_and_numbers_are_what_they_are_kinds_of(kb):
    patient = Patient(kb, Text("no aneurysm"), as_of=Text(AS_OF), country=Text("US"), sex=Sex.MALE, age=Age.OLD)
    same = Patient(kb, "no aneurysm", as_of=AS_OF, country="US", sex="male", age=70)
    assert patient == same and patient.facts == same.facts
    assert kb.treatments[Text("Zoloft")] == kb.treatments["sertraline"]
    assert Patient.from_fhir(Text('{"age": 70}'), kb).facts == Patient.from_fhir('{"age": 70}', kb).facts


def test_a_file_that_is_not_there_has_the_number_of_the_system(kb, tmp_path):
    for read in (lambda: Patient.from_fhir(tmp_path / "none.json", kb), lambda: KnowledgeBase(tmp_path / "none")):
        with pytest.raises(OSError) as caught:
            read()
        error = caught.value
        assert (
            isinstance(error, ReadError) and error.errno == errno.ENOENT and error.strerror and "none" in error.filename
        )
        again = pickle.loads(pickle.dumps(error))
        assert (again.errno, again.strerror, again.filename, str(again)) == (
            error.errno,
            error.strerror,
            error.filename,
            str(error),
        )
