dnl SPDX-License-Identifier: Apache-2.0
dnl TXC_WARNINGS: every warning flag the compilers at hand understand, and
dnl --enable-werror.
AC_DEFUN([_TXC_TRY_FLAG], [
  AS_VAR_PUSHDEF([known], [txc_cv_[]_AC_LANG_ABBREV[]_flag_$1])
  AC_CACHE_CHECK([whether the ]_AC_LANG[ compiler takes $1], [known], [
    txc_saved_flags=$[]_AC_LANG_PREFIX[]FLAGS
    _AC_LANG_PREFIX[]FLAGS="$txc_saved_flags -Werror $1"
    AC_COMPILE_IFELSE([AC_LANG_PROGRAM], [AS_VAR_SET([known], [yes])], [AS_VAR_SET([known], [no])])
    _AC_LANG_PREFIX[]FLAGS=$txc_saved_flags])
  AS_VAR_IF([known], [yes], [$2="$$2 $1"])
  AS_VAR_POPDEF([known])
])

AC_DEFUN([TXC_WARNINGS], [
  AC_ARG_ENABLE([werror], [AS_HELP_STRING([--enable-werror], [warnings are errors])], [], [enable_werror=no])
  WARNINGS_C= WARNINGS_CXX= SWIG_WERROR=
  AC_LANG_PUSH([C])
  m4_foreach_w([flag], [-Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wcast-qual
    -Wwrite-strings -Wundef -Wformat=2 -Wvla -Wimplicit-fallthrough -Wnull-dereference -Wdouble-promotion
    -Wno-missing-field-initializers -Wno-unused-parameter],
    [_TXC_TRY_FLAG(flag, [WARNINGS_C])])
  _TXC_TRY_FLAG([-ffp-contract=off], [WARNINGS_C])
  AC_LANG_POP([C])
  AC_LANG_PUSH([C++])
  m4_foreach_w([flag], [-Wall -Wextra -Wshadow -Wundef -Wno-unused-parameter], [_TXC_TRY_FLAG(flag, [WARNINGS_CXX])])
  AC_LANG_POP([C++])
  AS_IF([test "x$enable_werror" = xyes], [WARNINGS_C="$WARNINGS_C -Werror" WARNINGS_CXX="$WARNINGS_CXX -Werror"
    SWIG_WERROR=-Werror])
  AC_SUBST([WARNINGS_C])
  AC_SUBST([WARNINGS_CXX])
  AC_SUBST([SWIG_WERROR])
])
