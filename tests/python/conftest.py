# SPDX-License-Identifier: Apache-2.0
"""What the tests of the package share."""

import pytest

import txcompare
from people import AS_OF

try:
    import hypothesis
except ImportError:  # test_properties.py says so
    pass
else:
    # The same examples on every machine and in every run; how long one takes depends on the machine.
    hypothesis.settings.register_profile("txcompare", derandomize=True, deadline=None, database=None, print_blob=False)
    hypothesis.settings.load_profile("txcompare")


def pytest_configure(config):
    # When a test fails hypothesis looks for a tool that writes patches; what that one complains of is not the failure.
    config.addinivalue_line("filterwarnings", "ignore:mypy_extensions:DeprecationWarning")


@pytest.fixture(scope="session")
def kb():
    return txcompare.KnowledgeBase()


@pytest.fixture(scope="session")
def nobody(kb):
    """A patient of whom nothing is known."""
    return txcompare.Patient(kb, as_of=AS_OF)
