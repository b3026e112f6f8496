# SPDX-License-Identifier: Apache-2.0
"""Pages: results as people and programs read them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Optional

from . import _native
from ._errors import InvalidArgumentError, WrongTypeError
from ._frames import data_frame
from ._immutable import Immutable

# Wider than any line, and a number for C.
_WIDEST = 1_000_000


class NoticeKind(str, Enum):
    """Why a notice is there."""

    CRISIS = "crisis"
    WARNING = "warning"
    INTENDED_USE = "intended-use"

    def __str__(self) -> str:
        return self.value


_NOTICE_KINDS = {
    _native.NOTICE_CRISIS: NoticeKind.CRISIS,
    _native.NOTICE_WARNING: NoticeKind.WARNING,
    _native.NOTICE_INTENDED_USE: NoticeKind.INTENDED_USE,
}


@dataclass(frozen=True)
class Notice:
    """What must be shown with a result, whoever shows it; one of kind ``crisis`` comes before anything else."""

    kind: NoticeKind
    title: Optional[str]
    text: str

    def __str__(self) -> str:
        return f"{self.title}: {self.text}" if self.title else self.text


class Shown(Immutable):
    """Whatever can be shown as a page: the same in every format, with notices, versions and sources.

    A class that can be shown says which page it is, in ``page()``; the formats follow.
    """

    def page(self, *, all: bool = False) -> "Page":
        """The page.

        Args:
            all: everything, not only what fits a first screen.
        """
        raise NotImplementedError

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What must be shown with it: danger first, then the intended use and warnings."""
        return self.page().notices

    def to_text(self, *, all: bool = False, width: int = 80, colour: bool = False, ascii: bool = False) -> str:
        """Plain text.

        Args:
            all: everything, not only what fits a first screen.
            width: columns of the terminal, at least 40.
            colour: ANSI colours, which repeat what the words say.
            ascii: only ASCII characters.
        """
        return self.page(all=all).to_text(width=width, colour=colour, ascii=ascii)

    def to_markdown(self, *, all: bool = False) -> str:
        """Markdown.

        >>> import txcompare
        >>> print(txcompare.KnowledgeBase().treatments["sertraline"].to_markdown().splitlines()[0])
        # sertraline
        """
        return self.page(all=all).to_markdown()

    def to_html(self, *, all: bool = False, fragment: bool = False) -> str:
        """HTML: a whole page that needs nothing else.

        Args:
            all: everything, not only what fits a first screen.
            fragment: one element to put into another page, with a style sheet that concerns nothing else.
        """
        return self.page(all=all).to_html(fragment=fragment)

    def to_csv(self, *, all: bool = True) -> str:
        """CSV, one thing a line, with notices, versions and sources (doc/page.md)."""
        return self.page(all=all).to_csv()

    def to_json(self, *, all: bool = True) -> str:
        """JSON of the shape ``txcompare-page-1`` (doc/page.md)."""
        return self.page(all=all).to_json()

    def to_dict(self, *, all: bool = True) -> dict[str, Any]:
        """The same as :meth:`to_json`, as dicts and lists.

        >>> import txcompare
        >>> page = txcompare.KnowledgeBase().compare(["sertraline"]).to_dict()
        >>> [section["key"] for section in page["sections"]]
        ['patient', 'verdicts', 'switching', 'side-by-side', 'monitoring', 'numbers']
        """
        return self.page(all=all).to_dict()

    def _repr_html_(self) -> str:
        return self.to_html(fragment=True)

    def _frame(self, rows: Sequence[Mapping[str, Any]], columns: Sequence[str], library: Optional[str]) -> Any:
        """A data frame that carries what every output carries: versions, day and notices."""
        stamp = self.page()._stamp()
        return data_frame([{**row, **stamp} for row in rows], (*columns, *stamp), library)


class Page(Shown):
    """A page that is made, not yet written in any format. Its text is ``str(page)``.

    It holds what it was made with: ``all`` changes nothing here, but where the page is asked for.
    """

    def __init__(self, native: "_native.page") -> None:
        self._native = native

    def page(self, *, all: bool = False) -> "Page":
        """The page itself."""
        return self

    @property
    def key(self) -> str:
        """What it is about: ``"comparison"``, ``"eligibility"``, ..."""
        return _native.page_key(self._native)

    @property
    def title(self) -> Optional[str]:
        """Title in plain words."""
        return _native.page_title(self._native)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What must be shown with it, a crisis first."""
        found = (_native.page_notice_at(self._native, i) for i in range(_native.page_notice_count(self._native)))
        return tuple(Notice(_NOTICE_KINDS[notice.kind], notice.title or None, notice.text) for notice in found)

    def _write(
        self, format: int, width: int = 0, colour: bool = False, ascii: bool = False, fragment: bool = False
    ) -> str:
        return _native.page_text(self._native, format, width, bool(colour), bool(ascii), bool(fragment))

    def to_text(self, *, all: bool = False, width: int = 80, colour: bool = False, ascii: bool = False) -> str:
        return self._write(_native.FORMAT_TEXT, _columns(width), colour, ascii)

    def to_markdown(self, *, all: bool = False) -> str:
        return self._write(_native.FORMAT_MARKDOWN)

    def to_html(self, *, all: bool = False, fragment: bool = False) -> str:
        return self._write(_native.FORMAT_HTML, fragment=fragment)

    def to_csv(self, *, all: bool = True) -> str:
        return self._write(_native.FORMAT_CSV)

    def to_json(self, *, all: bool = True) -> str:
        return self._write(_native.FORMAT_JSON)

    def to_dict(self, *, all: bool = True) -> dict[str, Any]:
        page: dict[str, Any] = json.loads(self.to_json())
        return page

    def about(self, key: str) -> Optional[str]:
        """A fact about the page: ``"knowledge-base-version"``, ``"as-of"``, ``"software-version"``, ...; ``None``: none."""
        if not isinstance(key, str):
            raise WrongTypeError(f"what a page is about is asked by a str, not {type(key).__name__}")
        return _native.page_about(self._native, key)

    def _stamp(self) -> dict[str, Optional[str]]:
        return {
            "knowledge_base": self.about("knowledge-base"),
            "knowledge_base_version": self.about("knowledge-base-version"),
            "knowledge_base_hash": self.about("knowledge-base-hash"),
            "software_version": self.about("software-version"),
            "as_of": self.about("as-of"),
            "notices": "\n".join(str(notice) for notice in self.notices),
        }

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        return f"<Page {self.key}: {self.title or ''}>"

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("a page cannot be pickled; keep what it shows, or page.to_dict()")


def _columns(width: int) -> int:
    if not isinstance(width, int) or isinstance(width, bool):
        raise WrongTypeError(f"width is a number of columns, not {type(width).__name__}")
    if width < 0:
        raise InvalidArgumentError(f"width is a number of columns, not {width}")
    return min(width, _WIDEST)
