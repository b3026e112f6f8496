# SPDX-License-Identifier: Apache-2.0
"""Compare treatments for one patient: what may be given, and how the options differ."""

from ._native import txc_version as _version

__version__: str = _version()

__all__ = ["__version__"]
