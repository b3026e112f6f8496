/* SPDX-License-Identifier: Apache-2.0
 *
 * Text from Python to C and back. It is UTF-8 on both sides; what C would cut
 * off at a NUL is refused, not shortened.
 */
%fragment("txcompare_text", "header") %{
/* Raises the exception of a status, as when the library returns it. */
static void
txcompare_refuse (txc_status status, const char *message)
{
  PyObject *module = PyImport_ImportModule ("txcompare._errors");
  PyObject *exception
    = module ? PyObject_CallMethod (module, "from_status", "iszKKOO", (int) status, message, NULL, 0ULL, 0ULL, Py_None, Py_None)
             : NULL;
  if (exception)
    PyErr_SetObject ((PyObject *) Py_TYPE (exception), exception);
  Py_XDECREF (exception);
  Py_XDECREF (module);
}

/* The bytes of a str, borrowed from it; NULL and an exception if it is none or holds what is no character. */
static const char *
txcompare_utf8 (PyObject *object, Py_ssize_t *length)
{
  if (!PyUnicode_Check (object)) {
    txcompare_refuse (TXC_TYPE, "expected a str");
    return NULL;
  }
  const char *text = PyUnicode_AsUTF8AndSize (object, length);
  if (!text && PyErr_ExceptionMatches (PyExc_UnicodeEncodeError)) {
    PyErr_Clear ();
    txcompare_refuse (TXC_ENCODING, "the text holds a lone surrogate, which is no character");
  }
  return text;
}

/* The same of a str without NUL characters. */
static const char *
txcompare_text (PyObject *object)
{
  Py_ssize_t length = 0;
  const char *text = txcompare_utf8 (object, &length);
  if (text && (size_t) length != strlen (text)) {
    txcompare_refuse (TXC_ENCODING, "the text holds a NUL character");
    return NULL;
  }
  return text;
}
%}

%typemap(in, fragment="txcompare_text") const char * {
  $1 = (char *) txcompare_text ($input);
  if (!$1)
    SWIG_fail;
}
/* A day may be left out. */
%typemap(in, fragment="txcompare_text") const char *as_of {
  $1 = $input == Py_None ? NULL : (char *) txcompare_text ($input);
  if (!$1 && $input != Py_None)
    SWIG_fail;
}
%typemap(check) const char *as_of ""
%typemap(freearg) const char * ""

/* Bytes of JSON or an expression, with their length: NUL characters are the reader's business. */
%typemap(in, fragment="txcompare_text") (const char *bytes, size_t length) (Py_ssize_t size) {
  if (PyUnicode_Check ($input)) {
    $1 = (char *) txcompare_utf8 ($input, &size);
    if (!$1)
      SWIG_fail;
  } else if (PyBytes_AsStringAndSize ($input, (char **) &$1, &size) != 0)
    SWIG_fail;
  $2 = (size_t) size;
}
%apply (const char *bytes, size_t length) { (const char *json, size_t length), (const char *text, size_t length) };

/* Names in a tuple of str, which keeps them; None is NULL. */
%typemap(in, fragment="txcompare_text") (const char *const *treatments, size_t count) {
  $1 = NULL;
  $2 = 0;
  if ($input != Py_None) {
    if (!PyTuple_Check ($input)) {
      PyErr_SetString (PyExc_TypeError, "expected a tuple of str");
      SWIG_fail;
    }
    $2 = (size_t) PyTuple_Size ($input);
    $1 = PyMem_Malloc (($2 + 1) * sizeof *$1);
    if (!$1) {
      PyErr_NoMemory ();
      SWIG_fail;
    }
    for (size_t i = 0; i < $2; i++) {
      const char *name = txcompare_text (PyTuple_GetItem ($input, (Py_ssize_t) i));
      if (!name)
        SWIG_fail;
      ((const char **) $1)[i] = name;
    }
  }
}
%typemap(check) (const char *const *treatments, size_t count) ""
%typemap(freearg) (const char *const *treatments, size_t count) {
  PyMem_Free ((void *) $1);
}

/* Text that the caller has to free. */
%typemap(in, numinputs=0) char **text (char *made = NULL) {
  $1 = &made;
}
%typemap(in, numinputs=0) (char **text, size_t *length) (char *made = NULL, size_t size = 0) {
  $1 = &made;
  $2 = &size;
}
%typemap(argout, fragment="txcompare_append") char **text {
  $result = txcompare_append ($result, PyUnicode_FromString (*$1));
}
%typemap(argout, fragment="txcompare_append") (char **text, size_t *length) {
  $result = txcompare_append ($result, PyUnicode_FromStringAndSize (*$1, (Py_ssize_t) *$2));
}
%typemap(freearg) char **text, (char **text, size_t *length) {
  txc_free (*$1);
}
