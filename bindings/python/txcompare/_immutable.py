# SPDX-License-Identifier: Apache-2.0
"""What is made stays as it is: an attribute that is set by mistake must not pass in silence."""

from __future__ import annotations

from typing import Any


class Immutable:
    """Refuses to have public attributes set or deleted."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not name.startswith("_"):
            raise AttributeError(f"{type(self).__name__} cannot be changed, so {name!r} cannot be set")
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed, so {name!r} cannot be deleted")
