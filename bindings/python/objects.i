/* SPDX-License-Identifier: Apache-2.0
 *
 * Objects. A root gives its reference back when Python drops its handle; a new
 * one comes out of a pointer parameter. What is borrowed does not own anything:
 * the Python class that hands it out keeps the root.
 */
/* SWIG takes None for any handle; the library does not. */
%typemap(check, noblock=1) SWIGTYPE * {
  if (!$1) {
    PyErr_SetString (PyExc_TypeError, "expected an object, not None");
    SWIG_fail;
  }
}

%define %root(TYPE, RELEASE)
typedef struct TYPE {} TYPE;
%extend TYPE {
  ~TYPE () { RELEASE ($self); }
}
%ignore RELEASE;
%ignore TYPE##_ref;
%typemap(in, numinputs=0) TYPE ** (TYPE *made = NULL) {
  $1 = &made;
}
%typemap(argout, fragment="txcompare_append") TYPE ** {
  $result = txcompare_append ($result, SWIG_NewPointerObj (*$1, $descriptor(TYPE *), SWIG_POINTER_OWN));
}
%enddef

%define %borrowed(TYPE)
typedef struct TYPE {} TYPE;
%typemap(in, numinputs=0) const TYPE ** (const TYPE *made = NULL) {
  $1 = (TYPE **) &made;
}
%typemap(argout, fragment="txcompare_append") const TYPE ** {
  $result = txcompare_append ($result, SWIG_NewPointerObj ((void *) *$1, $descriptor(TYPE *), 0));
}
%enddef
