dnl SPDX-License-Identifier: Apache-2.0
dnl TXC_SYMBOL_MAP: does the linker take a GNU version script?
AC_DEFUN([TXC_SYMBOL_MAP], [
  AC_CACHE_CHECK([whether the linker takes a version script], [txc_cv_version_script], [
    cat > conftest.map <<_ACEOF
{ global: txc_*; local: *; };
_ACEOF
    txc_saved_ldflags=$LDFLAGS
    LDFLAGS="$LDFLAGS -Wl,--version-script=conftest.map"
    AC_LINK_IFELSE([AC_LANG_PROGRAM], [txc_cv_version_script=yes], [txc_cv_version_script=no])
    LDFLAGS=$txc_saved_ldflags
    rm -f conftest.map])
  AM_CONDITIONAL([HAVE_VERSION_SCRIPT], [test "x$txc_cv_version_script" = xyes])
])
