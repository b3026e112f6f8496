# SPDX-License-Identifier: Apache-2.0
"""What holds for the package as a whole."""

import doctest
import importlib
import importlib.util
import pkgutil
import subprocess
import sys

import pytest

import txcompare

# What draws needs matplotlib.
DRAWING = () if importlib.util.find_spec("matplotlib") else ("_plot", "_sheet")
NOT_OURS = ("_native", "_txcompare", *DRAWING)
MODULES = [module.name for module in pkgutil.iter_modules(txcompare.__path__) if not module.name.startswith(NOT_OURS)]


def test_the_version_is_that_of_the_command():
    done = subprocess.run([sys.executable, "-m", "txcompare", "--version"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == f"txcompare {txcompare.__version__}"


@pytest.mark.parametrize("name", ["", *MODULES])
def test_examples_in_docstrings_are_true(name):
    module = importlib.import_module(f"txcompare.{name}" if name else "txcompare")
    failures, _ = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert failures == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder()
    modules = [importlib.import_module(f"txcompare.{name}") for name in MODULES if name != "__main__"]
    assert sum(bool(test.examples) for module in modules for test in finder.find(module)) >= 12
