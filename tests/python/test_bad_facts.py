# SPDX-License-Identifier: Apache-2.0
"""Facts that cannot be meant are refused with words, and never guessed: numbers, lists and days."""

import datetime
import decimal
import fractions

import pytest

import txcompare
from hostile import (
    HalfIteration,
    Hostile,
    NoFloat,
    NoId,
    NoIndex,
    NoItems,
    NoIteration,
    NoPath,
    Own,
    endless_dict,
    endless_list,
    facts,
    nested,
    value,
)
from people import AS_OF, BUILT_IN
from txcompare import (
    EncodingError,
    InvalidArgumentError,
    InvalidDataError,
    KnowledgeBase,
    LimitError,
    NotFoundError,
    Patient,
    WrongTypeError,
)

# ---- numbers -------------------------------------------------------------------


NO_AGE = {
    "not a number": (float("nan"), InvalidDataError),
    "infinite": (float("-inf"), InvalidDataError),
    "negative": (-1, InvalidDataError),
    "beyond the range": (126, InvalidDataError),
    "huge": (10**400, InvalidDataError),
    "beyond what Python writes": (10**5000, InvalidDataError),
    "a huge fraction": (fractions.Fraction(10**400), InvalidDataError),
    "no decimal": (decimal.Decimal("NaN"), InvalidDataError),
    "signalling": (decimal.Decimal("sNaN"), InvalidDataError),
    "a decimal with a million digits": (decimal.Decimal("1e999999"), InvalidDataError),
    "a decimal that would fill the memory": (decimal.Decimal("1e999999999999"), InvalidDataError),
    "yes": (True, WrongTypeError),
    "complex": (42 + 0j, WrongTypeError),
    "not whole": (42.5, WrongTypeError),
    "not whole, as a decimal": (decimal.Decimal("42.5"), WrongTypeError),
    "words": ("old", WrongTypeError),
    "no words": ("", WrongTypeError),
    "a long text": ("9" * 1_000_000, InvalidDataError),
    "bytes": (b"42", WrongTypeError),
    "a list": ([42], WrongTypeError),
    "nothing in a list": ([None], WrongTypeError),
    "a mapping of something else": ({"valu": 42}, WrongTypeError),
    "a mapping of a number": ({1: 42}, WrongTypeError),
    "an empty mapping": ({}, WrongTypeError),
    "a day": (datetime.date(1974, 5, 1), WrongTypeError),
    "a moment": (datetime.datetime(1974, 5, 1), WrongTypeError),
    "a time": (datetime.time(1), WrongTypeError),
    "a class": (int, WrongTypeError),
    "a function": (len, WrongTypeError),
    "anything": (object(), WrongTypeError),
    "what shows nothing of itself": (Hostile(), WrongTypeError),
}


@pytest.mark.parametrize("stated, error", NO_AGE.values(), ids=NO_AGE)
def test_what_is_no_age_is_refused(kb, stated, error):
    with pytest.raises(error) as caught:
        facts(kb, age=stated)
    assert len(str(caught.value)) < 500


def test_what_is_an_age_is_taken(kb):
    for stated in (
        42,
        42.0,
        decimal.Decimal("42"),
        decimal.Decimal("42.0"),
        fractions.Fraction(84, 2),
        "42",
        {"value": 42},
    ):
        assert value(kb, "age", stated) == "42"
    assert value(kb, "age", None) is None and value(kb, "age", {"value": None}) is None
    assert value(kb, "age", 0) == "0" and value(kb, "age", 125) == "125"


def test_numbers_keep_their_digits(kb):
    assert value(kb, "systolic_blood_pressure", decimal.Decimal("148.10")) == "148.1 mm[Hg]"
    with pytest.raises(InvalidDataError):
        facts(kb, systolic_blood_pressure=decimal.Decimal("300.00000001"))
    assert value(kb, "systolic_blood_pressure", 148.1) == "148.1 mm[Hg]"
    assert value(kb, "systolic_blood_pressure", decimal.Decimal("1e2")) == "100 mm[Hg]"


@pytest.mark.parametrize(
    "stated", [39.999, 300.0001, {"value": 148, "unit": "kPa"}, {"value": 148, "unit": "kg"}, 1e308]
)
def test_a_pressure_that_cannot_be_is_refused(kb, stated):
    with pytest.raises(InvalidDataError):
        facts(kb, systolic_blood_pressure=stated)


def test_a_yes_or_no_is_no_number(kb):
    for number in (1, 0, 1.0, decimal.Decimal(1)):
        with pytest.raises(WrongTypeError):
            facts(kb, pregnant=number)
    for other in ("maybe", "", [True], {}):
        with pytest.raises(WrongTypeError):
            facts(kb, pregnant=other)
    for yes in (True, "yes", "Yes", "true"):
        assert value(kb, "pregnant", yes) == "yes"


def test_scalars_of_numpy_are_what_they_say(kb):
    numpy = pytest.importorskip("numpy")
    for number in (
        numpy.int8(42),
        numpy.uint64(42),
        numpy.float32(42),
        numpy.float64(42),
        numpy.longdouble(42),
        numpy.array(42),
    ):
        assert value(kb, "age", number) == "42"
    assert value(kb, "pregnant", numpy.bool_(True)) == "yes" and value(kb, "pregnant", numpy.array(False)) == "no"
    for number in (
        numpy.bool_(True),
        numpy.complex128(42),
        numpy.datetime64("1974-05-01"),
        numpy.array([42]),
        numpy.str_("old"),
    ):
        with pytest.raises(WrongTypeError):
            facts(kb, age=number)
    for number in (numpy.float32("nan"), numpy.float64("inf")):
        with pytest.raises(InvalidDataError):
            facts(kb, age=number)


def test_arrays_and_series_are_lists(kb):
    numpy = pytest.importorskip("numpy")
    wanted = [("hypertension", txcompare.FactState.KNOWN)]
    assert [(fact.item, fact.state) for fact in facts(kb, conditions=numpy.array(["hypertension"]))] == wanted
    pandas = pytest.importorskip("pandas")
    assert [(fact.item, fact.state) for fact in facts(kb, conditions=pandas.Series(["hypertension"]))] == wanted


def test_what_pandas_has_for_nothing_is_not_guessed(kb):
    pandas = pytest.importorskip("pandas")
    for nothing in (pandas.NA, pandas.NaT):
        with pytest.raises(WrongTypeError):
            facts(kb, age=nothing)
    with pytest.raises(InvalidArgumentError):
        Patient(kb, as_of=pandas.NaT)
    assert Patient(kb, as_of=pandas.Timestamp("2026-11-20 10:00")).as_of == datetime.date(2026, 11, 20)


# ---- lists -----------------------------------------------------------------------

NO_CONDITIONS = {
    "a text": ("hypertension", WrongTypeError),
    "bytes": (b"hypertension", WrongTypeError),
    "bytes in a list": ([b"hypertension"], WrongTypeError),
    "a number in a list": ([1], WrongTypeError),
    "a list in a list": ([["hypertension"]], WrongTypeError),
    "a set of anything": ({"hypertension", 1}, WrongTypeError),
    "yes": (True, WrongTypeError),
    "an unknown item": (["hipertension"], NotFoundError),
    "a contradiction": (["stroke", "-stroke"], InvalidDataError),
    "an absence of nothing": (["-"], NotFoundError),
    "unknown keys": ({"presnt": ["stroke"]}, WrongTypeError),
    "complete in words": ({"present": [], "complete": "yes"}, WrongTypeError),
    "a NUL": (["stro\0ke"], EncodingError),
    "a lone surrogate": (["stroke\udc00"], EncodingError),
    "a surrogate as a key": ({"\ud800": 1}, EncodingError),
    "endless": (endless_list(), LimitError),
    "an endless mapping": (endless_dict(), LimitError),
    "too deep": (nested(100_000, lambda inner: [inner]), LimitError),
    "a mapping too deep": (nested(100_000, lambda inner: {"present": inner}), LimitError),
}


@pytest.mark.parametrize("stated, error", NO_CONDITIONS.values(), ids=NO_CONDITIONS)
def test_what_is_no_list_of_conditions_is_refused(kb, stated, error):
    with pytest.raises(error):
        facts(kb, conditions=stated)
    if isinstance(stated, dict) and "presnt" not in stated and "complete" not in stated:
        with pytest.raises(error):
            Patient.from_fhir(stated, kb, as_of=AS_OF)


@pytest.mark.parametrize(
    "make",
    [
        list,
        tuple,
        set,
        frozenset,
        iter,
        lambda items: dict.fromkeys(items).keys(),
        lambda items: (one for one in items),
    ],
)
def test_any_iterable_is_a_list(kb, make):
    found = facts(kb, conditions=make(["hypertension", "stroke"]))
    assert {fact.item for fact in found} == {"hypertension", "stroke"}


def test_what_somebodys_object_raises_passes_through(kb):
    for stated in (NoIteration(), HalfIteration(), NoFloat(), NoItems(age=1)):
        with pytest.raises(Own):
            facts(kb, age=stated)
    patient = Patient(kb, as_of=AS_OF)
    for treatments in (NoIteration(), HalfIteration(), [NoId()]):
        with pytest.raises(Own):
            kb.eligibility(patient, treatments)
        with pytest.raises(Own):
            kb.compare(treatments, patient)
    for call in (
        lambda: KnowledgeBase(NoPath()),
        lambda: Patient.from_fhir(NoPath(), kb),
        lambda: kb.eligibility(patient)[NoIndex()],
    ):
        with pytest.raises(Own):
            call()
    with pytest.raises(Own):
        Patient(kb, complete=NoIteration())


def test_what_shows_nothing_of_itself_is_refused_all_the_same(kb, nobody):
    for call in (
        lambda: Patient(Hostile()),
        lambda: Patient(kb, Hostile()),
        lambda: Patient(kb, as_of=Hostile()),
        lambda: Patient(kb, country=Hostile()),
        lambda: Patient(kb, complete=[Hostile()]),
        lambda: Patient.from_fhir(Hostile(), kb),
        lambda: KnowledgeBase(Hostile()),
        lambda: kb.treatments[Hostile()],
        lambda: kb.eligibility(Hostile()),
        lambda: kb.eligibility(nobody, Hostile()),
        lambda: kb.eligibility(nobody, [Hostile()]),
        lambda: kb.explain(Hostile()),
        lambda: nobody.with_facts(Hostile()),
        lambda: kb.page().about(Hostile()),
        lambda: kb.page().to_text(width=Hostile()),
        lambda: kb.to_dataframe(Hostile()),
    ):
        with pytest.raises((WrongTypeError, InvalidArgumentError)):
            call()


# ---- days ------------------------------------------------------------------------

DAYS = {
    "2026-11-20": "2026-11-20",
    "20261120": "2026-11-20",
    "2026-W47-5": "2026-11-20",
    "2026W475": "2026-11-20",
    "2026-324": "2026-11-20",
    "2026324": "2026-11-20",
    "2026-11-20T10:00": "2026-11-20",
    "2026-11-20T23:59:59+01:00": "2026-11-20",
    "2026-11-20T10:00:00Z": "2026-11-20",
    "2024-02-29": "2024-02-29",
    "2024-366": "2024-12-31",
    "2020-W53-7": "2021-01-03",
    "0001-01-01": "0001-01-01",
    "9999-12-31": "9999-12-31",
}

NO_DAYS = [
    "", " ", "2026", "2026-11", "202611", "2026-W47", "2026W47", "2026-13-01", "2026-02-29", "2026-00-10", "2026-11-31",
    "2026-000", "2026-366", "2026366", "2026-W54-1", "2025-W53-1", "2026-W47-0", "2026-W47-8", "2026-3-24", "2026--324", "202-6324",
    "2026-1-1", "26-11-20", "2026/11/20", "20.11.2026", " 2026-11-20", "2026-11-20 ", "2026-11-20\n", "2026-11-20\0", "+2026-11-20",
    "-2026-11-20", "10000-01-01", "0000-01-01", "２０２６-11-20", "२०२६-324", "2026-11-20T99", "2026-11-20Tx", "today", "\ud800", "x" * 1_000_000,
]  # fmt: skip


@pytest.mark.parametrize("text", DAYS)
def test_every_form_of_a_day_in_iso_8601_is_that_day(kb, text):
    assert Patient(kb, as_of=text).as_of.isoformat() == DAYS[text]


def test_dates_are_days(kb):
    zone = datetime.timezone(datetime.timedelta(hours=14))
    assert Patient(kb, as_of=datetime.date(2026, 11, 20)).as_of == datetime.date(2026, 11, 20)
    assert Patient(kb, as_of=datetime.datetime(2026, 11, 20, 1, tzinfo=zone)).as_of == datetime.date(2026, 11, 20)


@pytest.mark.parametrize("text", NO_DAYS, ids=lambda text: ascii(text)[:20])
def test_what_is_no_whole_day_is_no_day(kb, text):
    with pytest.raises(InvalidArgumentError) as caught:
        Patient(kb, as_of=text)
    assert "2026-11-20" in caught.value.message


@pytest.mark.parametrize(
    "day", [b"2026-11-20", 20261120, 0, False, True, 0.5, [], (2026, 11, 20), datetime.time(1), object()]
)
def test_a_day_is_a_date_or_a_text(kb, day):
    with pytest.raises(WrongTypeError):
        Patient(kb, as_of=day)
    with pytest.raises(WrongTypeError):
        KnowledgeBase.check(BUILT_IN, day)


def test_an_empty_day_is_not_no_day():
    with pytest.raises(InvalidArgumentError):
        KnowledgeBase.check(BUILT_IN, "")


@pytest.mark.parametrize("date", ["2026-13", "2026-02-30", "soon", "", 20261101, True])
def test_a_fact_has_a_date_or_none(kb, date):
    with pytest.raises((WrongTypeError, InvalidDataError)):
        facts(kb, systolic_blood_pressure={"value": 148, "date": date})
