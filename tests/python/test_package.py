# SPDX-License-Identifier: Apache-2.0
"""What holds for the package as a whole."""

import subprocess
import sys

import txcompare
from txcompare import _native


def test_version_is_that_of_the_library():
    assert txcompare.__version__ == _native.txc_version()
    assert txcompare.__version__.count(".") == 2


def test_statuses_have_words():
    assert _native.TXC_OK == 0
    assert _native.txc_status_text(_native.TXC_NO_MEMORY) == "out of memory"


def test_the_command_runs_from_the_package():
    done = subprocess.run([sys.executable, "-m", "txcompare", "--version"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == f"txcompare {txcompare.__version__}"
