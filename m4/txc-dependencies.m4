dnl SPDX-License-Identifier: Apache-2.0
dnl What the library and its tests are built on. What is missing is named with
dnl the package that brings it.

dnl TXC_CHECK_C_HEADER(HEADER, WHAT, DEBIAN-PACKAGE)
AC_DEFUN([TXC_CHECK_C_HEADER], [
  AC_CHECK_HEADER([$1], [], [AC_MSG_ERROR([$2 is missing: install $3 (Debian) or the package of your system with $1])])
])

dnl TXC_CHECK_CXX_HEADER(HEADER, WHAT, DEBIAN-PACKAGE)
AC_DEFUN([TXC_CHECK_CXX_HEADER], [
  AC_LANG_PUSH([C++])
  AC_CHECK_HEADER([$1], [], [AC_MSG_ERROR([$2 is missing: install $3 (Debian) or the package of your system with $1])])
  AC_LANG_POP([C++])
])

dnl simdjson ships no .pc everywhere, so it is looked for by linking.
AC_DEFUN([TXC_CHECK_SIMDJSON], [
  AC_LANG_PUSH([C++])
  txc_saved_libs=$LIBS
  LIBS="-lsimdjson $LIBS"
  AC_MSG_CHECKING([for simdjson])
  AC_LINK_IFELSE([AC_LANG_PROGRAM([#include <simdjson.h>],
      [simdjson::ondemand::parser parser; (void) parser.max_depth ();])],
    [AC_MSG_RESULT([yes])],
    [AC_MSG_RESULT([no])
     AC_MSG_ERROR([simdjson is missing: install libsimdjson-dev (Debian) or simdjson-devel, with a C++17 compiler])])
  LIBS=$txc_saved_libs
  AC_LANG_POP([C++])
  AC_SUBST([SIMDJSON_LIBS], [-lsimdjson])
])

dnl The unit tests need Check. Asked for and missing is an error; not asked for
dnl and missing is a notice, and `make check` says what it left out.
AC_DEFUN([TXC_WITH_CHECK], [
  AC_ARG_WITH([check], [AS_HELP_STRING([--with-check], [build the unit tests, which need Check @<:@auto@:>@])], [], [with_check=auto])
  with_check_report=no
  AS_IF([test "x$with_check" != xno], [
    PKG_CHECK_MODULES([CHECK], [check >= 0.12], [with_check_report=yes], [
      AS_IF([test "x$with_check" = xyes], [AC_MSG_ERROR([--with-check: Check is missing: $CHECK_PKG_ERRORS])])
      with_check_report="no: Check is missing"])])
  AM_CONDITIONAL([WITH_CHECK], [test "x$with_check_report" = xyes])
])

dnl The runner of the official CQL tests reads XML through Expat.
AC_DEFUN([TXC_WITH_EXPAT], [
  AC_ARG_WITH([expat], [AS_HELP_STRING([--with-expat], [build the runner of the official CQL tests, which needs Expat @<:@auto@:>@])], [], [with_expat=auto])
  expat_report=no
  AS_IF([test "x$with_expat" != xno], [
    PKG_CHECK_MODULES([EXPAT], [expat], [expat_report=yes], [
      AS_IF([test "x$with_expat" = xyes], [AC_MSG_ERROR([--with-expat: Expat is missing: $EXPAT_PKG_ERRORS])])
      expat_report="no: Expat is missing"])])
  AM_CONDITIONAL([WITH_EXPAT], [test "x$expat_report" = xyes])
])

AC_DEFUN([TXC_SANITIZERS], [
  AC_ARG_ENABLE([sanitizers], [AS_HELP_STRING([--enable-sanitizers=LIST], [build with these, such as address,undefined])],
    [sanitizers=$enableval], [sanitizers=no])
  AS_CASE([$sanitizers], [yes], [sanitizers=address,undefined])
  SANITIZER_FLAGS=
  AS_IF([test "x$sanitizers" != xno],
    [SANITIZER_FLAGS="-fsanitize=$sanitizers -fno-sanitize-recover=all -fno-omit-frame-pointer -g"])
  AC_SUBST([SANITIZER_FLAGS])
])
