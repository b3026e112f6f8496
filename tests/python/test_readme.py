# SPDX-License-Identifier: Apache-2.0
"""What README.md and the page on PyPI show of Python is what happens."""

import doctest
import importlib.util
import re
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "bindings/python/README.md")
# A block that needs one of these is left out where it is missing.
OPTIONAL = {"to_dataframe": "pandas", "plot_": "matplotlib"}


def blocks_of(page):
    """The Python blocks of a page: (line, text)."""
    text = (TOP / page).read_text(encoding="utf-8")
    found = re.finditer(r"^```pycon\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [(text.count("\n", 0, block.start(1)), block[1]) for block in found]


def missing(text):
    return [needed for word, needed in OPTIONAL.items() if word in text and importlib.util.find_spec(needed) is None]


@pytest.mark.parametrize("page", PAGES)
def test_its_python_is_true(page, tmp_path, monkeypatch):
    """One session from the first block to the last, in a folder where only the examples are."""
    (tmp_path / "examples").symlink_to(TOP / "examples")
    (tmp_path / "knowledge").symlink_to(TOP / "knowledge")
    monkeypatch.chdir(tmp_path)
    blocks = [(line, text) for line, text in blocks_of(page) if not missing(text)]
    assert blocks
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    session = {}
    for line, text in blocks:
        test = doctest.DocTestParser().get_doctest(text, session, page, str(TOP / page), line)
        runner.run(test, clear_globs=False)
        session = test.globs
    assert runner.summarize(verbose=False).failed == 0


@pytest.mark.parametrize("page", PAGES)
def test_every_block_of_python_is_tested(page):
    text = (TOP / page).read_text(encoding="utf-8")
    assert "```python" not in text, "write ```pycon, with what comes out"
    assert all(">>> " in block for _, block in blocks_of(page))
