/* SPDX-License-Identifier: Apache-2.0
 *
 * A status that is an error becomes an exception, with its place and, of a
 * knowledge base or an expression, every problem that was found. It is raised
 * where the result is made, before anything else is: nothing half made is left.
 */
%fragment("txcompare_append", "header") %{
/* Several results are a tuple, one is itself. Takes both references. */
static PyObject *
txcompare_append (PyObject *result, PyObject *more)
{
  if (!result || !more) {
    Py_XDECREF (result);
    Py_XDECREF (more);
    return NULL;
  }
  if (result == Py_None) {
    Py_DECREF (result);
    return more;
  }
  PyObject *all = PyTuple_Check (result) ? PySequence_List (result) : PyList_New (0);
  int failed = !all || (!PyTuple_Check (result) && PyList_Append (all, result) != 0) || PyList_Append (all, more) != 0;
  PyObject *tuple = failed ? NULL : PyList_AsTuple (all);
  Py_XDECREF (all);
  Py_DECREF (result);
  Py_DECREF (more);
  return tuple;
}
%}

%fragment("txcompare_raise", "header") %{
/* The exception txcompare._errors.from_status() makes of an error and its causes; NULL and another exception. */
static PyObject *
txcompare_exception (PyObject *make, const txc_error *error, txc_status status, PyObject *problems)
{
  const txc_error *cause = error ? txc_error_cause (error) : NULL;
  PyObject *because = cause ? txcompare_exception (make, cause, txc_error_status (cause), Py_None) : Py_NewRef (Py_None);
  if (!because)
    return NULL;
  const char *text = error ? txc_error_message (error) : txc_status_text (status);
  /* A file may have any name. */
  PyObject *message = PyUnicode_DecodeUTF8 (text, (Py_ssize_t) strlen (text), "replace");
  PyObject *exception = message ? PyObject_CallFunction (
    make, "iNzKKOO", (int) status, message, error ? txc_error_file (error) : NULL,
    (unsigned long long) (error ? txc_error_line (error) : 0), (unsigned long long) (error ? txc_error_column (error) : 0),
    because, problems) : NULL;
  Py_DECREF (because);
  return exception;
}

/* Raises it. Takes the error and the reference to the problems. */
static void
txcompare_raise (txc_status status, txc_error *error, PyObject *problems)
{
  PyObject *module = problems ? PyImport_ImportModule ("txcompare._errors") : NULL;
  PyObject *make = module ? PyObject_GetAttrString (module, "from_status") : NULL;
  PyObject *exception = make ? txcompare_exception (make, error, status, problems) : NULL;
  if (exception)
    PyErr_SetObject ((PyObject *) Py_TYPE (exception), exception);
  Py_XDECREF (exception);
  Py_XDECREF (make);
  Py_XDECREF (module);
  Py_XDECREF (problems);
  txc_error_free (error);
}
%}

/* `raised` and `found` are variables of the wrapper itself, so that the typemap of the result sees them. */
%typemap(in, numinputs=0, noblock=1) txc_error **err {
  txc_error *raised = NULL;
  $1 = &raised;
}
%typemap(out, noblock=1, fragment="txcompare_raise") txc_status {
  if ($1 < TXC_OK) {
    txcompare_raise ($1, raised, Py_NewRef (Py_None));
    SWIG_fail;
  }
  $result = Py_NewRef (Py_None);
}

%typemap(in, numinputs=0, noblock=1) txc_diagnostics **diagnostics {
  txc_diagnostics *found = NULL;
  $1 = &found;
}
%typemap(argout, noblock=1, fragment="txcompare_append") txc_diagnostics **diagnostics {
  $result = txcompare_append ($result, SWIG_NewPointerObj (found, $descriptor(txc_diagnostics *), SWIG_POINTER_OWN));
}
%define %status_with_problems(FUNCTION)
%typemap(out, noblock=1, fragment="txcompare_raise") txc_status FUNCTION {
  if ($1 < TXC_OK) {
    txcompare_raise ($1, raised, SWIG_NewPointerObj (found, $descriptor(txc_diagnostics *), SWIG_POINTER_OWN));
    SWIG_fail;
  }
  $result = Py_NewRef (Py_None);
}
%enddef

%fragment("txcompare_raise");
%fragment("txcompare_append");

/* Name, number and words of every status. */
%typemap(out, noblock=1) PyObject *statuses { $result = $1; }
%inline %{
static PyObject *
statuses (void)
{
  static const struct { const char *name; int number; const char *text; } all[] = {
#define TXC_STATUS(name, number, text) { #name, number, text },
#include <txcompare/status.def>
#undef TXC_STATUS
  };
  PyObject *list = PyList_New (0);
  for (size_t i = 0; list && i < sizeof all / sizeof *all; i++) {
    PyObject *status = Py_BuildValue ("sis", all[i].name, all[i].number, all[i].text);
    if (!status || PyList_Append (list, status) != 0)
      Py_CLEAR (list);
    Py_XDECREF (status);
  }
  return list;
}
%}

typedef struct txc_diagnostics {} txc_diagnostics;
%extend txc_diagnostics {
  ~txc_diagnostics () { txc_diagnostics_free ($self); }
}
%ignore txc_diagnostics_free;
%include <txcompare/diagnostic.h>
