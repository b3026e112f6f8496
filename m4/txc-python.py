# SPDX-License-Identifier: Apache-2.0
# What configure asks an interpreter:  python3 txc-python.py QUESTION [EXEC-PREFIX]
import os
import site
import sys
import sysconfig


def site_folder(prefix):
    """Where modules go below this prefix: the folder the interpreter itself searches there, such as
    Debian's dist-packages, which sysconfig does not name; for any other prefix the usual one."""
    for folder in site.getsitepackages():
        if folder.startswith(prefix.rstrip("/") + "/lib"):
            return folder
    scheme = "posix_prefix" if "posix_prefix" in sysconfig.get_scheme_names() else None
    names = {"base": prefix, "platbase": prefix}
    return sysconfig.get_path("platlib", scheme, names) if scheme else sysconfig.get_path("platlib", vars=names)


def below(prefix, folder):
    """Keeps ${exec_prefix} a name, so that `make install prefix=...` moves this folder too."""
    return folder.replace(prefix.rstrip("/"), "${exec_prefix}", 1) if folder.startswith(prefix) else folder


answers = {
    # Not the name it was called by: that may be a script which picks another interpreter elsewhere.
    "program": lambda: sys.executable,
    "version": lambda: "%d.%d.%d" % sys.version_info[:3],
    "major": lambda: sys.version_info[0],
    "minor": lambda: sys.version_info[1],
    "include": lambda: sysconfig.get_path("include"),
    "platinclude": lambda: sysconfig.get_path("platinclude"),
    "suffix": lambda: sysconfig.get_config_var("EXT_SUFFIX"),
    "locked": lambda: "no" if sysconfig.get_config_var("Py_GIL_DISABLED") else "yes",
    "site": lambda: below(sys.argv[2], site_folder(sys.argv[2])),
    "searched": lambda: "yes" if sys.argv[2] in map(os.path.normpath, sys.path) else "no",
}
print(answers[sys.argv[1]]())
