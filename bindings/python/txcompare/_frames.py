# SPDX-License-Identifier: Apache-2.0
"""Rows as a data frame of pandas or Polars, whichever is there."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import Any, Optional

from ._errors import InvalidArgumentError
from ._facts import shown

_LIBRARIES = ("pandas", "polars")


def data_frame(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], library: Optional[str] = None) -> Any:
    """A data frame with these columns, also where there are no rows.

    Args:
        rows: one mapping a row.
        columns: names of the columns, in order.
        library: ``"pandas"`` or ``"polars"``; ``None``: pandas if it is installed, else Polars.

    Raises:
        ImportError: the library, or with ``None`` neither, is installed.
        ValueError: another library is asked for.
    """
    if library is not None and library not in _LIBRARIES:
        raise InvalidArgumentError(f"library is 'pandas' or 'polars', not {shown(library)}")
    module = _module(library)
    data = {column: [row.get(column) for row in rows] for column in columns}
    return (
        module.DataFrame(data, strict=False)
        if module.__name__ == "polars"
        else module.DataFrame(data, columns=list(columns))
    )


def _module(library: Optional[str]) -> Any:
    wanted = (library,) if library else _LIBRARIES
    for name in wanted:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise ImportError(f"to_dataframe needs {' or '.join(wanted)}: pip install {wanted[0]}")
