# SPDX-License-Identifier: Apache-2.0
"""Mappings that find things by id or another name, and say which name comes nearest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, Protocol, TypeVar

from ._errors import EncodingError, NotFoundError, WrongTypeError


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)


class Fixed:
    """Nothing public of it is set, added or taken away: threads share it, and ``patient.age = 52`` states no fact."""

    def __setattr__(self, name: str, value: object) -> None:
        self._refuse(name)
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        self._refuse(name)
        super().__delattr__(name)

    def _refuse(self, name: str) -> None:
        if not name.startswith("_"):
            raise AttributeError(f"a {type(self).__name__} cannot be changed: there is no setting its '{name}'")


class Named(Mapping[str, T], Generic[T]):
    """Things by id, in the order of the knowledge base. ``[]`` also takes their other names."""

    def __init__(self, items: tuple[T, ...], find: Callable[[str], str], what: str) -> None:
        self._items = {item.id: item for item in items}
        self._find = find
        self._what = what

    def __getitem__(self, name: str) -> T:
        if not isinstance(name, str):
            raise WrongTypeError(f"a {self._what} is found by its name, a str, not {type(name).__name__}")
        item = self._items.get(name)
        try:
            return item if item is not None else self._items[self._find(name)]
        except EncodingError as error:  # nothing can be called so
            raise NotFoundError(f"no {self._what} has such a name: {error.message}") from None

    def __contains__(self, name: object) -> bool:
        try:
            return isinstance(name, str) and self[name] is not None
        except NotFoundError:
            return False

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"<{len(self)} {self._what}s: {', '.join(self)}>"

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)


class Owned(Fixed):
    """Equal and hashed by what it belongs to and its own id."""

    _owner: object
    id: str

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Owned) or type(other) is not type(self):
            return NotImplemented
        return self.id == other.id and self._owner == other._owner

    def __hash__(self) -> int:
        return hash((type(self).__name__, self.id))
