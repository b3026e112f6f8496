# SPDX-License-Identifier: Apache-2.0
"""Mappings that find things by id or another name, and say which name comes nearest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from ._errors import EncodingError, NotFoundError, WrongTypeError
from ._immutable import Immutable
from .page import Page, Shown


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)


class Named(Mapping[str, T], Shown, Generic[T]):
    """Things of a knowledge base by id, in its order. ``[]`` also takes their other names."""

    def __init__(
        self, owner: object, what: str, items: tuple[T, ...], find: Callable[[str], str], page: Callable[[], Page]
    ) -> None:
        self._owner = owner
        self._what = what
        self._items = {item.id: item for item in items}
        self._find = find
        self._make_page = page

    def page(self, *, all: bool = False) -> Page:
        """All of them on one page."""
        return self._make_page()

    def __getitem__(self, name: str) -> T:
        if not isinstance(name, str):
            raise WrongTypeError(f"a {self._what} is found by its name, a str, not {type(name).__name__}")
        item = self._items.get(name)
        try:
            return item if item is not None else self._items[self._find(name)]
        except EncodingError as error:  # nothing can be called so
            raise NotFoundError(f"no {self._what} has such a name: {error.message}") from None

    if not TYPE_CHECKING:  # to mypy no name is an attribute

        def __getattr__(self, name: str) -> Any:
            advice = f"; write {self._what}s[{name!r}]" if not name.startswith("_") and name in self else ""
            raise AttributeError(f"{self._what}s have no attribute {name!r}{advice}", name=name, obj=self)

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

    def __reduce__(self) -> tuple[Any, ...]:
        return getattr, (self._owner, f"{self._what}s")

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)


class Owned(Immutable):
    """Equal and hashed by what it belongs to and its own id."""

    _owner: object
    _id: str

    @property
    def id(self) -> str:
        """Its id in the knowledge base."""
        return self._id

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Owned) or type(other) is not type(self):
            return NotImplemented
        return self.id == other.id and self._owner == other._owner

    def __hash__(self) -> int:
        return hash((type(self).__name__, self.id))
