# SPDX-License-Identifier: Apache-2.0
"""What people hand in, made into what the C library reads: exact JSON, ISO dates, names."""

from __future__ import annotations

import datetime
import decimal
import json
import math
import numbers
import os
from collections.abc import Iterable, Mapping, Set
from pathlib import Path
from typing import Any, Optional, Union

from ._errors import EncodingError, InvalidArgumentError, InvalidDataError, ReadError, WrongTypeError

Date = Union[str, datetime.date, datetime.datetime]
Record = Union[str, bytes, bytearray, "os.PathLike[str]", Mapping[str, Any], list[Any]]

# json's own limit would be a RecursionError; the C reader's is said in its words.
_DEPTH = 250


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
    for read in (datetime.date.fromisoformat, _day_of_moment, _ordinal_day):
        try:
            return read(text).isoformat()
        except ValueError:
            continue
    raise InvalidArgumentError(f"as_of is a day such as '2026-11-20', not {_shown(text)}")


def _day_of_moment(text: str) -> datetime.date:
    return datetime.datetime.fromisoformat(text).date()


def _ordinal_day(text: str) -> datetime.date:
    """2026-324 or 2026324: the day of the year."""
    if not text.isascii() or len(text.replace("-", "")) != 7 or text[4:5] not in ("-", text[4:5].strip("-")):
        raise ValueError(text)
    return datetime.datetime.strptime(text.replace("-", ""), "%Y%j").date()


def to_json(value: Any, depth: int = 0) -> str:
    """JSON of what a caller states or hands in as a record.

    Numbers keep their digits (``Decimal``, integers of any size); what is not a
    number is refused, since it would have to be guessed.
    """
    if depth > _DEPTH:
        raise InvalidDataError("the data is nested more deeply than the library reads")
    if value is None or isinstance(value, (bool, str)):
        return _text(json.dumps(value, ensure_ascii=False))
    if isinstance(value, numbers.Number) or hasattr(value, "__float__"):
        return _number(value)
    if isinstance(value, datetime.date):
        return json.dumps(value.isoformat())
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {to_json(item, depth + 1)}" for key, item in value.items()) + "}"
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise WrongTypeError("text is a str, not bytes")
    if isinstance(value, Set):
        return to_json(sorted(value), depth)
    if isinstance(value, Iterable):
        return "[" + ", ".join(to_json(item, depth + 1) for item in value) + "]"
    raise WrongTypeError(f"a fact is a number, a yes or no, a text, a date, a list or a mapping of these, not {_kind(value)}")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise WrongTypeError(f"the name of a fact is a text, not {_kind(key)}")
    return _text(json.dumps(key, ensure_ascii=False))


def _number(value: Any) -> str:
    if isinstance(value, decimal.Decimal):
        if not value.is_finite():
            raise InvalidDataError(f"{value} is no number; leave out what is not known")
        return format(value, "f")
    if isinstance(value, numbers.Integral):
        return _digits(int(value))
    if not isinstance(value, numbers.Real) and not hasattr(value, "__float__"):
        raise WrongTypeError(f"{_shown(value)} is no number of this kind")
    number = float(value)
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


def record_bytes(record: Record) -> tuple[bytes, str]:
    """A record's bytes, and the name that messages and origins call it by."""
    if isinstance(record, (bytes, bytearray)):
        return bytes(record), "record"
    if isinstance(record, str) and record.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return _text(record).encode("utf-8"), "record"
    if isinstance(record, (str, os.PathLike)):
        return _read(Path(record))
    if isinstance(record, (Mapping, list, tuple)):
        return to_json(record).encode("utf-8"), "record"
    raise WrongTypeError(f"a record is a path, JSON text, bytes or a dict, not {_kind(record)}")


def _read(path: Path) -> tuple[bytes, str]:
    try:
        return path.read_bytes(), path.name
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"cannot read the record: {reason}", file=str(path)) from error


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
    return f"{type(value).__name__} ({_shown(value)})"


def _shown(value: Any) -> str:
    try:
        text = repr(value)
    except Exception:  # somebody's own __repr__
        return f"a {type(value).__name__}"
    return text if len(text) <= 60 else text[:57] + "..."
