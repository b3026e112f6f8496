/* SPDX-License-Identifier: Apache-2.0 */
#define _POSIX_C_SOURCE 200809L
#include "unit/small_base.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const files[][2] = {
  { "kb.yaml", "id: small\nversion: \"1\"\ndate: 2026-11-20\ntitle: Small\nlicence: Apache-2.0\n"
               "intended-use: For tests.\n"
               "populations:\n  - {id: all, text: people without f, when: not f}\n"
               "indications:\n  - {id: use, name: some use, short: use}\n  - {id: other-use, name: other use, short: other}\n"
               "crisis:\n  - {country: US, text: Call 988., source: book, checked: 2026-11}\n"
               "  - {text: Contact local emergency services., checked: 2026-11}\n"
               "code-systems:\n  - {id: snomed, name: SNOMED CT, uri: \"http://snomed.info/sct\", licence: none}\n" },
  { "sources.yaml", "- {id: book, kind: label, citation: A book, read: 2026-11}\n" },
  { "features.yaml",
    "- {id: a, name: fact a, type: Boolean, question: Is it a?}\n- {id: b, name: fact b, type: Boolean, question: Is it b?}\n"
    "- {id: c, name: fact c, type: Boolean, question: Is it c?}\n- {id: d, name: fact d, type: Boolean, question: Is it d?}\n"
    "- {id: e, name: fact e, type: Boolean, question: Is it e?}\n- {id: f, name: fact f, type: Boolean, question: Is it f?}\n"
    "- id: things\n  name: things\n  type: List<String>\n  question: Which things?\n  derive: {from: conditions}\n  items:\n"
    "    - {id: i, name: thing i, ever: true}\n    - {id: j, name: thing j, ever: true}\n    - {id: k, name: thing k, ever: true}\n"
    "- id: taken\n  name: medicines taken now\n  type: List<String>\n  question: What is taken?\n"
    "  derive: {from: medications, status: current}\n" },
  { "classes.yaml", "classes:\n  - {id: group, name: the group, short: group}\nmedicines:\n"
                    "  - {id: pill, name: a pill, classes: [group]}\n" },
  { "treatments/one.yaml", "id: one\nname: treatment one\nshort: one\nkind: drug\n" },
  { "treatments/two.yaml", "id: two\nname: treatment two\nshort: two\nkind: drug\nclasses: [group]\n" },
  { "treatments/three.yaml", "id: three\nname: treatment three\nshort: three\nkind: drug\nclasses: [group]\n" },
  { "treatments/both.yaml", "id: both\nname: one and two\nshort: both\nkind: combination\nparts: [one, two]\n" },
  { "treatments/slotted.yaml", "id: slotted\nname: one with a member\nshort: slotted\nkind: combination\n"
                               "parts:\n  - one\n  - {class: group, name: one of the group}\n" },
  { "effects.yaml", "- {id: sick, name: nausea, plain: feel sick, group: stomach}\n" },
  { "outcomes.yaml", "instruments: []\noutcomes: []\n" },
  { "trials.csv", "id,name,kind,design,population,background,weeks,registry,parts,cut_off,source,verification,note\n" },
  { "arms.csv", "id,trial,arm,treatment,comparator,regimen,subgroup,analysis_set,outcome,phase,timepoint,measure,operator,n,events,"
                "value,low,high,spread,spread_kind,unit,part_of,source,verification,note\n" },
  { "contrasts.csv", "id,trial,treatment,comparator,comparator_text,treatment_arm,comparator_arm,subgroup,analysis_set,outcome,phase,"
                     "timepoint,measure,operator,estimate,low,high,level,interval_kind,p,unit,finding,part_of,source,verification,"
                     "note\n" },
};
enum { FILES = sizeof files / sizeof *files };

static void
path_of (char *path, size_t size, const char *folder, const char *name)
{
  ck_assert_int_lt (snprintf (path, size, "%s/%s", folder, name), (int)size);
}

static void
write_file (const char *folder, const char *name, const char *content)
{
  char path[256];
  path_of (path, sizeof path, folder, name);
  FILE *file = fopen (path, "w");
  ck_assert_ptr_nonnull (file);
  ck_assert_int_ge (fputs (content, file), 0);
  ck_assert_int_eq (fclose (file), 0);
}

static void
remove_file (const char *folder, const char *name)
{
  char path[256];
  path_of (path, sizeof path, folder, name);
  remove (path);
}

txc_knowledge_base *
small_base (const char *rules)
{
  char folder[] = "small-base-XXXXXX", sub[64];
  ck_assert_ptr_nonnull (mkdtemp (folder));
  path_of (sub, sizeof sub, folder, "treatments");
  ck_assert_int_eq (mkdir (sub, 0700), 0);
  for (size_t i = 0; i < FILES; i++)
    write_file (folder, files[i][0], files[i][1]);
  write_file (folder, "rules.yaml", rules);
  txc_knowledge_base *base = NULL;
  txc_diagnostics *diagnostics = NULL;
  txc_error *err = NULL;
  txc_status status = txc_knowledge_base_load (folder, &base, &diagnostics, &err);
  char *text = NULL;
  if (status != TXC_OK && diagnostics)
    ck_assert_int_eq (txc_diagnostics_print (diagnostics, 100, &text, NULL), TXC_OK);
  for (size_t i = 0; i < FILES; i++)
    remove_file (folder, files[i][0]);
  remove_file (folder, "rules.yaml");
  rmdir (sub);
  rmdir (folder);
  ck_assert_msg (status == TXC_OK, "%s\n%s", err ? txc_error_message (err) : "?", text ? text : "");
  txc_diagnostics_free (diagnostics);
  return base;
}

txc_patient *
small_patient (txc_knowledge_base *base, const char *facts, const char *country, const char *as_of)
{
  txc_patient_builder *builder = NULL;
  txc_patient *patient = NULL;
  txc_error *err = NULL;
  char copy[512];
  ck_assert_uint_lt (strlen (facts), sizeof copy);
  memcpy (copy, facts, strlen (facts) + 1);
  ck_assert_int_eq (txc_patient_builder_new (base, as_of, &builder, NULL), TXC_OK);
  if (country)
    ck_assert_int_eq (txc_patient_builder_set_country (builder, country, NULL), TXC_OK);
  char *rest = NULL;
  for (char *fact = strtok_r (copy, ";", &rest); fact; fact = strtok_r (NULL, ";", &rest))
    ck_assert_msg (txc_patient_builder_set (builder, fact, &err) == TXC_OK, "%s: %s", fact, err ? txc_error_message (err) : "");
  ck_assert_int_eq (txc_patient_builder_build (builder, &patient, NULL), TXC_OK);
  txc_patient_builder_free (builder);
  return patient;
}
