# SPDX-License-Identifier: Apache-2.0
"""What people hand in, made into what the C library reads: exact JSON, ISO dates, names."""

from __future__ import annotations

import datetime
import decimal
import json
import math
import numbers
import os
import re
from collections.abc import Iterable, Mapping, Set
from pathlib import Path
from typing import Any, Optional, Union

from ._errors import (
    EncodingError,
    InvalidArgumentError,
    InvalidDataError,
    LimitError,
    ReadError,
    WrongTypeError,
    read_error,
)

Date = Union[str, datetime.date, datetime.datetime]
Record = Union[str, bytes, bytearray, "os.PathLike[str]", Mapping[str, Any], list[Any]]

# json's own limit would be a RecursionError; the C reader's is said in its words.
_DEPTH = 250
# Digits before or behind the point: more than any number needs, few enough to write out.
_DIGITS = 1000
# A calendar, week or ordinal date, and the time behind it.
_DAY = re.compile(
    r"(?P<year>\d{4})(?:(?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)"
    r"|(?P<stroke>-?)W(?P<week>\d\d)(?P=stroke)(?P<weekday>\d)|-?(?P<ordinal>\d{3}))(?P<time>[Tt ].+)?",
    re.ASCII,
)


def as_of_text(as_of: Optional[Date]) -> str:
    """A day as the library takes it: today, a date, or any ISO 8601 form of a whole day.

    >>> as_of_text("20261120"), as_of_text("2026-W47-5"), as_of_text(datetime.date(2026, 11, 20))
    ('2026-11-20', '2026-11-20', '2026-11-20')
    """
    if as_of is None:
        return datetime.date.today().isoformat()
    if isinstance(as_of, datetime.datetime):
        return as_of.date().isoformat()
    if isinstance(as_of, datetime.date):
        return as_of.isoformat()
    if not isinstance(as_of, str):
        raise WrongTypeError(f"as_of is a date or a text such as '2026-11-20', not {_kind(as_of)}")
    return _day(as_of)


def _day(text: str) -> str:
    found = _DAY.fullmatch(text)
    try:
        if found:
            day = _date(found).isoformat()
            if found["time"]:  # is one
                datetime.datetime.fromisoformat(day + found["time"].replace("Z", "+00:00"))
            return day
    except ValueError:
        pass
    raise InvalidArgumentError(f"as_of is a day such as '2026-11-20', not {shown(text)}")


def _date(found: re.Match[str]) -> datetime.date:
    year = int(found["year"])
    if found["month"]:
        return datetime.date(year, int(found["month"]), int(found["day"]))
    if found["week"]:
        return datetime.date.fromisocalendar(year, int(found["week"]), int(found["weekday"]))
    day = datetime.date(year, 1, 1) + datetime.timedelta(int(found["ordinal"]) - 1)
    if day.year != year:
        raise ValueError("the year has no such day")
    return day


def moment_text(as_of: Optional[Date]) -> Optional[str]:
    """A moment, or a day in any of its forms, as an expression takes it; ``None``: not known."""
    if isinstance(as_of, datetime.datetime):
        offset = as_of.utcoffset()
        if offset is not None and offset.total_seconds() % 60:  # an offset of ISO 8601 has no seconds
            as_of = as_of.astimezone(datetime.timezone.utc)
        return as_of.isoformat(timespec="milliseconds")
    day = _DAY.fullmatch(as_of) if isinstance(as_of, str) else None
    if isinstance(as_of, str) and day and day["time"]:
        return as_of
    return None if as_of is None else as_of_text(as_of)


def to_json(value: Any, depth: int = 0) -> str:
    """JSON of what a caller states or hands in as a record.

    Numbers keep their digits (``Decimal``, integers of any size); what is not a
    number is refused, since it would have to be guessed.
    """
    if depth > _DEPTH:
        raise LimitError("the data is nested more deeply than the library reads")
    if value is None or isinstance(value, (bool, str)):
        return _text(json.dumps(value, ensure_ascii=False))
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise WrongTypeError("text is a str, not bytes")
    if _array_kind(value) == "b":  # numpy's own yes and no
        return json.dumps(bool(value))
    if isinstance(value, numbers.Number) or _is_scalar(value):
        return _number(value)
    if isinstance(value, datetime.datetime):  # of a moment a fact has the day
        return json.dumps(value.date().isoformat())
    if isinstance(value, datetime.date):
        return json.dumps(value.isoformat())
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {to_json(item, depth + 1)}" for key, item in value.items()) + "}"
    if isinstance(value, Set):
        return to_json(sorted(value, key=str), depth)
    if isinstance(value, Iterable):
        return "[" + ", ".join(to_json(item, depth + 1) for item in value) + "]"
    raise WrongTypeError(
        f"a fact is a number, a yes or no, a text, a date, a list or a mapping of these, not {_kind(value)}"
    )


def _is_scalar(value: Any) -> bool:
    """One number of a kind of its own, not an array of them."""
    return hasattr(value, "__float__") and not isinstance(value, type) and getattr(value, "shape", ()) == ()


def _array_kind(value: Any) -> Optional[str]:
    """What a scalar of numpy is: ``"b"`` yes or no, ``"i"``, ``"u"``, ``"f"`` a number; ``None``: it is none of numpy's."""
    return getattr(getattr(value, "dtype", None), "kind", None) if getattr(value, "shape", None) == () else None


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise WrongTypeError(f"the name of a fact is a text, not {_kind(key)}")
    return _text(json.dumps(key, ensure_ascii=False))


def _number(value: Any) -> str:
    if isinstance(value, decimal.Decimal):
        if not value.is_finite():
            raise InvalidDataError(f"{value} is no number; leave out what is not known")
        if abs(value.adjusted()) > _DIGITS:
            raise InvalidDataError("the number is too large or too fine")
        return format(value, "f")
    if isinstance(value, numbers.Integral):
        return _digits(int(value))
    if (
        isinstance(value, numbers.Number)
        and not isinstance(value, numbers.Real)
        or (_array_kind(value) or "f") not in "iuf"
    ):
        raise WrongTypeError(f"{shown(value)} is no number of this kind")
    try:
        number = float(value)
    except TypeError as error:
        raise WrongTypeError(f"{shown(value)} is no number") from error
    except OverflowError:
        raise InvalidDataError("the number is too large") from None
    if not math.isfinite(number):
        raise InvalidDataError(f"{number} is no number; leave out what is not known")
    return repr(number)


def _digits(number: int) -> str:
    try:
        return str(number)
    except ValueError:  # beyond what Python turns into digits
        raise InvalidDataError("the number is too large") from None


def _text(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise EncodingError("the text holds a lone surrogate, which is no character") from None
    return text


def record_list(record: Union[Record, Iterable[Record]]) -> tuple[tuple[bytes, str], ...]:
    """The bytes of each record, and the name that messages and origins call it by."""
    if isinstance(record, (str, bytes, bytearray, os.PathLike, Mapping)) or not isinstance(record, Iterable):
        return (_record_bytes(record, "record"),)
    several = list(record)
    if not several:
        raise InvalidArgumentError("there is no record to read")
    if all(isinstance(one, Mapping) for one in several):
        return (_record_bytes(several, "record"),)
    read = [_record_bytes(one, f"record {number}") for number, one in enumerate(several, 1)]
    names = [name for _, name in read]
    # Files of one name are told apart by their paths.
    return tuple((data, os.fspath(one) if names.count(name) > 1 else name) for one, (data, name) in zip(several, read))


def _record_bytes(record: Any, name: str) -> tuple[bytes, str]:
    if isinstance(record, (bytes, bytearray)):
        return bytes(record), name
    if isinstance(record, str) and record.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return _text(record).encode("utf-8"), name
    if isinstance(record, (str, os.PathLike)):
        return _read(path_text(record, "a record"))
    if isinstance(record, (Mapping, list, tuple)):
        return to_json(record).encode("utf-8"), name
    raise WrongTypeError(f"a record is a path, JSON text, bytes or a dict, not {_kind(record)}")


def path_text(path: Any, what: str) -> str:
    """A path as a str."""
    try:
        text = os.fspath(path)
    except TypeError:
        raise WrongTypeError(f"the path of {what} is a str or a Path, not {type(path).__name__}") from None
    if not isinstance(text, str):
        raise WrongTypeError(f"the path of {what} is a str, not bytes")
    return text


def _read(text: str) -> tuple[bytes, str]:
    if not text:
        raise ReadError("cannot read the record: its path is empty", file="")
    try:
        path = Path(text)
        return path.read_bytes(), path.name
    except (OSError, ValueError) as error:
        raise read_error("cannot read the record", text, error) from error


def names(treatments: Optional[Iterable[Any]], what: str = "treatments") -> Optional[tuple[str, ...]]:
    """Ids or aliases, or objects that have an id; ``None`` for all."""
    if treatments is None:
        return None
    if isinstance(treatments, str):
        raise WrongTypeError(f"{what} is a list of names: write [{treatments!r}]")
    if not isinstance(treatments, Iterable):
        raise WrongTypeError(f"{what} is a list of names, not {_kind(treatments)}")
    return tuple(_name(treatment) for treatment in treatments)


def _name(treatment: Any) -> str:
    name = treatment if isinstance(treatment, str) else getattr(treatment, "id", None)
    if not isinstance(name, str):
        raise WrongTypeError(f"a treatment is a name or a Treatment, not {_kind(treatment)}")
    return name


def _kind(value: Any) -> str:
    return f"{type(value).__name__} ({shown(value)})"


def shown(value: Any) -> str:
    """What a message shows of a value: never much, and never an error of its own."""
    try:
        text = repr(value)
    except Exception:  # somebody's own __repr__
        return f"a {type(value).__name__}"
    return text if len(text) <= 60 else text[:57] + "..."
