/* SPDX-License-Identifier: Apache-2.0 */
%root(txc_eligibility, txc_eligibility_unref)

%thread txc_eligibility_new;

/* Arrays of text, one at a time. */
%ignore txc_question::items;
%ignore txc_question::answers;
%extend txc_question {
  const char *item_at (size_t index) { return index < $self->item_count ? $self->items[index] : NULL; }
  const char *answer_at (size_t index) { return index < $self->answer_count ? $self->answers[index] : NULL; }
}

%include <txcompare/eligibility.h>
