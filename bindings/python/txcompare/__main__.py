# SPDX-License-Identifier: Apache-2.0
"""`python -m txcompare`: the command, which is a program of its own."""

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn


def main() -> NoReturn:
    """Becomes the command: the one inside a wheel, or the one that was installed beside this package."""
    inside = Path(__file__).parent / "_bin" / "txcompare"
    program = str(inside) if inside.exists() else shutil.which("txcompare")
    if program is None:
        sys.exit("txcompare: the command is not installed, or not in PATH")
    os.execv(program, ["txcompare", *sys.argv[1:]])


if __name__ == "__main__":
    main()
