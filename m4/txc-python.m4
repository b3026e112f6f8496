dnl SPDX-License-Identifier: Apache-2.0
dnl The Python module. Asked for and impossible is an error with its reason; not
dnl asked for and impossible is a notice at the end of configure, never silence.
dnl
dnl The steps below leave the first reason against it in python_problem, and do
dnl nothing once there is one.

dnl _TXC_PYTHON_STEP(COMMANDS)
m4_define([_TXC_PYTHON_STEP], [AS_IF([test -z "$python_problem"], [$1])])

dnl _TXC_ASK_PYTHON(QUESTION, [ARGUMENT])
m4_define([_TXC_ASK_PYTHON], [`"$PYTHON" "$srcdir/m4/txc-python.py" $1 $2`])

dnl Sanitizers would need their run-time library loaded before the interpreter, and
dnl a static library alone cannot be loaded by anyone.
AC_DEFUN([_TXC_PYTHON_BUILD_ALLOWS], [
  AS_IF([test "x$sanitizers" != xno], [python_problem="not in a build with sanitizers"])
  AS_IF([test "x$enable_shared" = xno], [python_problem="not with --disable-shared"])
])

AC_DEFUN([_TXC_PYTHON_PROGRAM], [
  AS_CASE([$with_python], [auto | yes], [AC_PATH_PROGS([PYTHON], [python3])], [PYTHON=$with_python])
  python_is=
  AS_IF([test -n "$PYTHON"],
    [python_is=`"$PYTHON" -c 'import sys; print("new" if sys.version_info >= (3, 11) else "old: " + sys.version.split()[[0]])' 2>/dev/null`])
  AS_CASE([$python_is],
    [new], [PYTHON=_TXC_ASK_PYTHON([program])],
    [old*], [python_problem="$PYTHON is too $python_is; it takes 3.11 or newer (--with-python=PROGRAM)"],
    [python_problem="no ${PYTHON:-python3} that runs: install python3"])
])

dnl Another interpreter's header builds, and crashes later.
AC_DEFUN([_TXC_PYTHON_HEADER], [
  PYTHON_CPPFLAGS="-isystem _TXC_ASK_PYTHON([include])"
  txc_platinclude=_TXC_ASK_PYTHON([platinclude])
  AS_IF([test "x$PYTHON_CPPFLAGS" != "x-isystem $txc_platinclude"], [PYTHON_CPPFLAGS="$PYTHON_CPPFLAGS -isystem $txc_platinclude"])
  txc_python_major=_TXC_ASK_PYTHON([major]) txc_python_minor=_TXC_ASK_PYTHON([minor])
  AC_MSG_CHECKING([for Python.h of Python $txc_python_major.$txc_python_minor])
  txc_saved_cppflags=$CPPFLAGS
  CPPFLAGS="$PYTHON_CPPFLAGS $CPPFLAGS"
  AC_COMPILE_IFELSE([AC_LANG_SOURCE([
#include <Python.h>
#if PY_MAJOR_VERSION != $txc_python_major || PY_MINOR_VERSION != $txc_python_minor
#error another version
#endif
])], [AC_MSG_RESULT([yes])],
    [AC_MSG_RESULT([no])
     python_problem="no Python.h of Python $txc_python_major.$txc_python_minor in _TXC_ASK_PYTHON([include]): install python3-dev (Debian), python3-devel or the package of your system"])
  CPPFLAGS=$txc_saved_cppflags
])

AC_DEFUN([_TXC_PYTHON_SWIG], [
  AC_PATH_PROGS([SWIG], [swig])
  SWIG_VERSION=
  AS_IF([test -n "$SWIG"], [SWIG_VERSION=`"$SWIG" -version 2>/dev/null | sed -n 's/^SWIG Version //p'`])
  AS_IF([test -z "$SWIG_VERSION"], [python_problem="SWIG is missing: install swig"],
    [AS_VERSION_COMPARE([$SWIG_VERSION], [4.1],
       [python_problem="$SWIG is $SWIG_VERSION; it takes 4.1 or newer (SWIG=PROGRAM)"])])
])

dnl One module for every Python from 3.11 on: its stable interface, which SWIG keeps to from 4.2.
AC_DEFUN([_TXC_PYTHON_ABI3], [
  AS_VERSION_COMPARE([$SWIG_VERSION], [4.2],
    [AS_CASE([$enable_python_abi3], [auto], [enable_python_abi3=no],
       [yes], [python_problem="--enable-python-abi3 takes SWIG 4.2 or newer; $SWIG is $SWIG_VERSION"])],
    [], [])
  dnl A Python without a global lock has no stable interface.
  txc_python_locked=_TXC_ASK_PYTHON([locked])
  AS_IF([test "x$enable_python_abi3" = xauto], [enable_python_abi3=$txc_python_locked])
])

dnl What the compilers say about code that SWIG 4.1 to 4.5 adds to every module, and that
dnl nobody here can change:
dnl   missing-prototypes  the function that Python calls first is declared nowhere
dnl   cast-qual           pointers to const lose it on their way into an object
dnl   null-dereference    gcc's guess about the allocation of an object, inlined
AC_DEFUN([_TXC_SWIG_CFLAGS], [
  SWIG_CFLAGS=
  m4_foreach_w([flag], [-Wno-missing-prototypes -Wno-cast-qual -Wno-null-dereference],
    [_TXC_TRY_FLAG(flag, [SWIG_CFLAGS])])
])

AC_DEFUN([_TXC_PYTHON_PLACE], [
  AS_IF([test "x$enable_python_abi3" = xyes],
    [PYTHON_EXT_SUFFIX=.abi3.so PYTHON_CPPFLAGS="$PYTHON_CPPFLAGS -DPy_LIMITED_API=0x030B0000"],
    [PYTHON_EXT_SUFFIX=_TXC_ASK_PYTHON([suffix])])
  txc_exec_prefix=$exec_prefix
  AS_IF([test "x$txc_exec_prefix" = xNONE], [txc_exec_prefix=$prefix])
  AS_IF([test "x$txc_exec_prefix" = xNONE], [txc_exec_prefix=$ac_default_prefix])
  AS_IF([test -z "$pyexecdir"], [pyexecdir=_TXC_ASK_PYTHON([site], ["$txc_exec_prefix"])])
  txc_folder=`AS_ECHO(["$pyexecdir"]) | sed "s|[[$]]{exec_prefix}|$txc_exec_prefix|"`
  python_report="yes: $PYTHON, _TXC_ASK_PYTHON([version]), SWIG $SWIG_VERSION
    Python module to     $txc_folder"
  txc_searched=_TXC_ASK_PYTHON([searched], ["$txc_folder"])
  AS_IF([test "x$txc_searched" = xno], [python_report="$python_report
                         (not searched by itself: set PYTHONPATH to it, or name another with pyexecdir=DIR)"])
])

AC_DEFUN([TXC_WITH_PYTHON], [
  AC_ARG_VAR([PYTHON], [Python interpreter that the module is built for])
  AC_ARG_VAR([SWIG], [SWIG, which writes the Python module])
  AC_ARG_VAR([pyexecdir], [where the Python package goes])
  AC_ARG_WITH([python], [AS_HELP_STRING([--with-python@<:@=PROGRAM@:>@],
    [build the Python module, for this interpreter; needs SWIG and Python.h @<:@auto@:>@])], [], [with_python=auto])
  AC_ARG_ENABLE([python-abi3], [AS_HELP_STRING([--enable-python-abi3],
    [a module for every Python from 3.11 on; auto: where SWIG is new enough @<:@no@:>@])], [], [enable_python_abi3=no])
  python_problem=
  AS_IF([test "x$with_python" = xno], [python_problem="switched off"])
  _TXC_PYTHON_STEP([_TXC_PYTHON_BUILD_ALLOWS])
  _TXC_PYTHON_STEP([_TXC_PYTHON_PROGRAM])
  _TXC_PYTHON_STEP([_TXC_PYTHON_HEADER])
  _TXC_PYTHON_STEP([_TXC_PYTHON_SWIG])
  _TXC_PYTHON_STEP([_TXC_PYTHON_ABI3])
  _TXC_PYTHON_STEP([_TXC_SWIG_CFLAGS])
  _TXC_PYTHON_STEP([_TXC_PYTHON_PLACE])
  AS_IF([test -n "$python_problem"], [python_report="no: $python_problem"])
  AS_CASE([$with_python], [auto | no], [],
    [AS_IF([test -n "$python_problem"], [AC_MSG_ERROR([--with-python: $python_problem])])])
  AM_CONDITIONAL([WITH_PYTHON], [test -z "$python_problem"])
  AC_SUBST([PYTHON_CPPFLAGS])
  AC_SUBST([PYTHON_EXT_SUFFIX])
  AC_SUBST([SWIG_CFLAGS])
  AC_SUBST([python_problem])
])
