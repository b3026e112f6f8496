/* SPDX-License-Identifier: Apache-2.0
 *
 * Records: their shapes, the person, conditions, and what is stated besides.
 */
#include "unit/record.h"

/* ---- shapes ------------------------------------------------------------------ */

START_TEST (every_shape_of_record_is_read)
{
  static const char *const shapes[]
    = { "{'resourceType':'Bundle','type':'collection','entry':[{'resource':" WOMAN "},{'resource':" DEPRESSED "}]}",
        "{'resourceType':'Bundle','type':'transaction','entry':[{'fullUrl':'urn:uuid:1','resource':" WOMAN
        ",'request':{'method':'POST','url':'Patient'}},{'resource':" DEPRESSED "},{'request':{'method':'DELETE'}}]}",
        "[" WOMAN "," DEPRESSED "]", WOMAN "\n" DEPRESSED "\n", "\n" WOMAN "\r\n\r\n" DEPRESSED,
        "{'age':52,'sex':'female','conditions':['major-depressive-disorder']}" };
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    fresh ();
    read_record (shapes[i]);
    ck_assert_int_eq (value ("age")->integer, 52);
    ck_assert_str_eq (value ("sex")->string.data, "female");
    ck_assert_int_eq (item ("conditions", "major-depressive-disorder"), 1);
    ck_assert (!complete ("conditions"));
  }
}
END_TEST

START_TEST (a_single_resource_is_a_record)
{
  read_record (DEPRESSED);
  ck_assert_int_eq (item ("conditions", "major-depressive-disorder"), 1);
  ck_assert_int_eq (item ("conditions", "hypertension"), 0);
}
END_TEST

START_TEST (origins_name_the_resource_and_the_path)
{
  read_record ("{'resourceType':'Bundle','type':'collection','entry':[{'resource':" WOMAN
               "},{'resource':{'resourceType':'Observation','id':'bp','status':'final','code':{'coding':[{" LOINC
               "'85354-9'}]}," SUBJECT ",'effectiveDateTime':'2026-11-10T08:00:00Z','component':[{'code':{'coding':[{" LOINC
               "'8480-6'}]},'valueQuantity':{'value':148,'unit':'mmHg'," UCUM "'mm[Hg]'}}]}}]}");
  ck_assert_str_eq (fact ("systolic_blood_pressure")->origin,
                    "r.json: Observation/bp (entry 2) component[0].valueQuantity");
  ck_assert_str_eq (fact ("systolic_blood_pressure")->date, "2026-11-10");
  ck_assert_str_eq (fact ("age")->origin, "r.json: Patient/p (entry 1) birthDate");
}
END_TEST

/* ---- the person -------------------------------------------------------------- */

START_TEST (an_age_is_known_only_if_it_is_certain)
{
  read_record ("{'resourceType':'Patient','birthDate':'1974'}");
  ck_assert (!known ("age"));
  ck_assert (remarked ("leaves the age open: 51 or 52"));
  fresh ();
  read_record ("{'resourceType':'Patient','birthDate':'1974-12'}");
  ck_assert_int_eq (value ("age")->integer, 51);
}
END_TEST

START_TEST (birthdays_count_on_their_day)
{
  read_record ("{'resourceType':'Patient','birthDate':'1974-11-20'}");
  ck_assert_int_eq (value ("age")->integer, 52);
}
END_TEST

START_TEST (the_day_before_the_birthday_counts_less)
{
  read_record ("{'resourceType':'Patient','birthDate':'1974-11-21'}");
  ck_assert_int_eq (value ("age")->integer, 51);
}
END_TEST

START_TEST (gender_unknown_is_unknown_and_other_is_other)
{
  read_record ("{'resourceType':'Patient','gender':'unknown'}");
  ck_assert (!known ("sex"));
  fresh ();
  read_record ("{'resourceType':'Patient','gender':'other','address':[{'use':'old','country':'FR'},{'country':'US'}]}");
  ck_assert_str_eq (value ("sex")->string.data, "other");
  ck_assert_str_eq (patient->country, "US");
}
END_TEST

START_TEST (death_is_a_warning)
{
  read_record ("{'resourceType':'Patient','deceasedDateTime':'2012-07-31T06:01:37+00:00'}");
  ck_assert (remarked ("WARNING: the record says that this person died on 2012-07-31"));
}
END_TEST

START_TEST (several_people_are_an_error_unless_all_is_about_one)
{
  refuse ("[" WOMAN ",{'resourceType':'Patient','id':'q'}]", TXC_INVALID_DATA, "Patient/p (item 1), Patient/q (item 2)", 0);
  refuse ("[" WOMAN ",{'resourceType':'Patient','id':'q'}," DEPRESSED
          ",{'resourceType':'Condition','code':{'text':'x'},'subject':{'reference':'Patient/q'}}]",
          TXC_INVALID_DATA, "2 people", 0);
  refuse ("[{'resourceType':'Condition','subject':{'reference':'Patient/a'}},"
          "{'resourceType':'Condition','subject':{'reference':'Patient/b'}}]",
          TXC_INVALID_DATA, "several people", 0);
  read_record ("[{'resourceType':'Patient','id':'mother','gender':'female','birthDate':'1940-01-01'}," WOMAN "," DEPRESSED "]");
  ck_assert_int_eq (value ("age")->integer, 52);
}
END_TEST

START_TEST (a_person_that_is_there_twice_is_one)
{
  read_record ("[" WOMAN "," DEPRESSED "," WOMAN "]");
  ck_assert_int_eq (value ("age")->integer, 52);
  ck_assert_int_eq (item ("conditions", "major-depressive-disorder"), 1);
  ck_assert_str_eq (fact ("age")->origin, "r.json: Patient/p (item 1) birthDate");
  fresh ();
  read_record ("{'resourceType':'Bundle','entry':[{'fullUrl':'urn:uuid:1','resource':" WOMAN
               "},{'fullUrl':'urn:uuid:2','resource':{'resourceType':'Patient','id':'p','deceasedBoolean':true}},"
               "{'resource':{'resourceType':'Condition','code':{'coding':[{" SCT "'38341003'}]}," ACTIVE
               ",'subject':{'reference':'urn:uuid:2'}}}]}");
  ck_assert_int_eq (item ("conditions", "hypertension"), 1);
  ck_assert (remarked ("has died"));
}
END_TEST

START_TEST (a_person_that_is_there_twice_must_not_differ)
{
  refuse ("[" WOMAN ",{'resourceType':'Patient','id':'p','birthDate':'1980-01-01'}]", TXC_INVALID_DATA,
          "Patient/p (item 2) birthDate: '1980-01-01', but Patient/p (item 1) says '1974-05-14'", 0);
  refuse ("[" WOMAN ",{'resourceType':'Patient','id':'p','gender':'male'}]", TXC_INVALID_DATA, "gender: 'male'", 0);
  refuse ("[{'resourceType':'Patient'},{'resourceType':'Patient'}]", TXC_INVALID_DATA, "2 people", 0);
  refuse ("{'resourceType':'Bundle','entry':[{'fullUrl':'http://a.example/Patient/p','resource':" WOMAN
          "},{'fullUrl':'http://b.example/Patient/p','resource':" WOMAN "}]}",
          TXC_INVALID_DATA, "2 people", 0);
}
END_TEST

#define PRESSURE(id, status) \
  "{'resource':{'resourceType':'Condition','id':'" id "','code':{'coding':[{" SCT "'38341003'}]}," SUBJECT \
  ",'clinicalStatus':{'coding':[{'code':'" status "'}]}}}"

/* In a history the newest version comes first, and it alone counts. */
START_TEST (only_the_newest_version_in_a_history_counts)
{
  read_record ("{'resourceType':'Bundle','type':'history','entry':[" PRESSURE ("c", "active") "]}");
  ck_assert_int_eq (item ("conditions", "hypertension"), 1);
  fresh ();
  read_record ("{'resourceType':'Bundle','type':'history','entry':[" PRESSURE ("c", "resolved") "," PRESSURE ("c", "active") "]}");
  ck_assert_int_eq (item ("conditions", "hypertension"), 0);
  fresh ();
  read_record ("{'resourceType':'Bundle','type':'history','entry':[{'resource':{'resourceType':'Bundle','type':'collection',"
               "'entry':[" PRESSURE ("c", "resolved") ",{'resource':" DEPRESSED "}]}}," PRESSURE ("c", "active") "]}");
  ck_assert_int_eq (item ("conditions", "hypertension"), 0);
  ck_assert_int_eq (item ("conditions", "major-depressive-disorder"), 1);
}
END_TEST

START_TEST (what_was_deleted_does_not_count)
{
  read_record ("{'resourceType':'Bundle','type':'history','entry':["
               "{'request':{'method':'DELETE','url':'Condition/c'}}," PRESSURE ("c", "active") "]}");
  ck_assert_int_eq (item ("conditions", "hypertension"), 0);
  fresh ();
  read_record ("{'resourceType':'Bundle','type':'history','entry':[" PRESSURE ("c", "active")
               ",{'request':{'method':'DELETE','url':'Condition/c'}}]}");
  ck_assert_int_eq (item ("conditions", "hypertension"), 1); /* made again since */
}
END_TEST

START_TEST (what_is_not_read_is_counted)
{
  txc_buffer text = { 0 };
  txc_buffer_add (&text, "[" WOMAN);
  for (int i = 0; i < 45; i++)
    txc_buffer_printf (&text, ",{'resourceType':'Kind%d'}", i);
  txc_buffer_add (&text, "]");
  read_record (text.data);
  txc_buffer_release (&text);
  ck_assert (remarked ("Kind39 (1) and 5 of other types"));
}
END_TEST

START_TEST (resources_of_another_person_are_ignored)
{
  read_record ("[" WOMAN ",{'resourceType':'Condition','id':'x','code':{'coding':[{" SCT "'38341003'}]}," ACTIVE
               ",'subject':{'reference':'Patient/other'}}]");
  ck_assert_int_eq (item ("conditions", "hypertension"), 0);
  ck_assert (remarked ("another person (Patient/other)"));
}
END_TEST

START_TEST (two_records_must_be_about_one_person)
{
  read_record (WOMAN);
  ck_assert_int_eq (add ("{'resourceType':'Patient','id':'p','birthDate':'1980-01-01'}"), TXC_INVALID_DATA);
  ck_assert_int_eq (add ("{'resourceType':'Condition','subject':{'reference':'Patient/q'}}"), TXC_INVALID_DATA);
  read_record (DEPRESSED);
  ck_assert_int_eq (item ("conditions", "major-depressive-disorder"), 1);
  ck_assert_int_eq (value ("age")->integer, 52);
}
END_TEST

/* ---- conditions -------------------------------------------------------------- */

static void
read_condition (const char *code, const char *more)
{
  char text[1000];
  snprintf (text, sizeof text, "{'resourceType':'Condition','id':'c','code':%s%s%s}", code, more[0] ? "," : "", more);
  fresh ();
  read_record (text);
}

START_TEST (depression_has_many_codes)
{
  static const char *const depressed[]
    = { "{'coding':[{" SCT "'370143000'}]}", "{'coding':[{" SCT "'36923009'}]}", "{'coding':[{" ICD "'F32.9'}]}",
        "{'coding':[{" ICD "'F33.1'}]}",     "{'coding':[{" ICD "'F331'}]}",
        "{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10','code':'F33.2'}]}",
        "{'coding':[{'system':'http://example.org/local','code':'7'},{" SCT "'36923009'}]}" };
  static const char *const not_depressed[]
    = { "{'coding':[{" ICD "'F32.81'}]}", "{'coding':[{" ICD "'F32.A'}]}", "{'coding':[{'code':'36923009'}]}",
        "{'coding':[{'system':'http://example.org/local','code':'36923009'}]}" };
  for (size_t i = 0; i < sizeof depressed / sizeof *depressed; i++) {
    read_condition (depressed[i], ACTIVE);
    ck_assert_msg (item ("conditions", "major-depressive-disorder") == 1, "%s", depressed[i]);
  }
  for (size_t i = 0; i < sizeof not_depressed / sizeof *not_depressed; i++) {
    read_condition (not_depressed[i], ACTIVE);
    ck_assert_msg (item ("conditions", "major-depressive-disorder") == 0, "%s", not_depressed[i]);
  }
}
END_TEST

START_TEST (hypertension_has_two_snomed_codes)
{
  read_condition ("{'coding':[{" SCT "'38341003'}]}", ACTIVE);
  ck_assert_int_eq (item ("conditions", "hypertension"), 1);
  read_condition ("{'coding':[{" SCT "'59621000'}]}", ACTIVE);
  ck_assert_int_eq (item ("conditions", "hypertension"), 1);
}
END_TEST

START_TEST (words_count_where_there_is_no_code)
{
  read_condition ("{'text':'Major depressive disorder, recurrent, severe'}", ACTIVE);
  ck_assert_int_eq (item ("conditions", "major-depressive-disorder"), 1);
  ck_assert (remarked ("was read as 'major depressive disorder' by its words"));
  read_condition ("{'text':'essential HYPERTENSION'}", ACTIVE);
  ck_assert_int_eq (item ("conditions", "hypertension"), 1);
  static const char *const doubtful[]
    = { "{'text':'no hypertension'}", "{'text':'Hypertension?'}", "{'text':'family history of hypertension'}",
        "{'text':'hypertension ruled out, rule out'}", "{'text':'pulmonary hypertension'}", "{'text':'hypertensionlike'}",
        "{'coding':[{" SCT "'70995007','display':'Pulmonary hypertension'}],'text':'hypertension'}" };
  for (size_t i = 0; i < sizeof doubtful / sizeof *doubtful; i++) {
    read_condition (doubtful[i], ACTIVE);
    ck_assert_msg (item ("conditions", "hypertension") == 0, "%s", doubtful[i]);
  }
}
END_TEST

START_TEST (what_is_past_counts_only_for_ever)
{
  static const char *const past[] = { "inactive", "remission", "resolved" };
  for (size_t i = 0; i < 3; i++) {
    char status[200];
    snprintf (status, sizeof status, "'clinicalStatus':{'coding':[{'code':'%s'}]}", past[i]);
    read_condition ("{'coding':[{" SCT "'38341003'}]}", status);
    ck_assert_int_eq (item ("conditions", "hypertension"), 0);
    ck_assert (remarked ("is past: not counted as present"));
    read_condition ("{'coding':[{" SCT "'230690007'}]}", status); /* stroke */
    ck_assert_int_eq (item ("conditions", "stroke"), 1);
  }
}
END_TEST

START_TEST (relapse_and_recurrence_are_active)
{
  read_condition ("{'coding':[{" SCT "'370143000'}]}", "'clinicalStatus':{'coding':[{'code':'recurrence'}]}");
  ck_assert_int_eq (item ("conditions", "major-depressive-disorder"), 1);
  read_condition ("{'coding':[{" SCT "'370143000'}]}", "'clinicalStatus':{'coding':[{'code':'relapse'}]}");
  ck_assert_int_eq (item ("conditions", "major-depressive-disorder"), 1);
}
END_TEST

START_TEST (refuted_is_absent_and_unconfirmed_is_neither)
{
  read_condition ("{'coding':[{" SCT "'128609009'}]}", "'verificationStatus':{'coding':[{'code':'refuted'}]}");
  ck_assert_int_eq (item ("conditions", "intracranial-aneurysm"), -1);
  ck_assert_int_eq (item ("conditions", "aneurysm"), 0); /* another kind may be there */
  static const char *const open[] = { "unconfirmed", "provisional", "differential" };
  for (size_t i = 0; i < 3; i++) {
    char status[200];
    snprintf (status, sizeof status, ACTIVE ",'verificationStatus':{'coding':[{'code':'%s'}]}", open[i]);
    read_condition ("{'coding':[{" SCT "'38341003'}]}", status);
    ck_assert_int_eq (item ("conditions", "hypertension"), 0);
    ck_assert (remarked ("neither present nor absent"));
  }
  read_condition ("{'coding':[{" SCT "'38341003'}]}",
                  ACTIVE ",'verificationStatus':{'coding':[{'code':'entered-in-error'}]}");
  ck_assert_int_eq (item ("conditions", "hypertension"), 0);
}
END_TEST

START_TEST (what_is_dated_after_the_day_is_ignored)
{
  read_condition ("{'coding':[{" SCT "'38341003'}]}", ACTIVE ",'onsetDateTime':'2026-11-21'");
  ck_assert_int_eq (item ("conditions", "hypertension"), 0);
  ck_assert (remarked ("dated after 2026-11-20"));
  read_condition ("{'coding':[{" SCT "'38341003'}]}", ACTIVE ",'onsetDateTime':'2026'");
  ck_assert_int_eq (item ("conditions", "hypertension"), 1);
}
END_TEST

START_TEST (a_broader_item_follows)
{
  read_condition ("{'coding':[{" ICD "'I67.1'}]}", ACTIVE);
  ck_assert_int_eq (item ("conditions", "intracranial-aneurysm"), 1);
  ck_assert_int_eq (item ("conditions", "aneurysm"), 1);
}
END_TEST

START_TEST (pregnancy_may_be_a_condition)
{
  read_condition ("{'coding':[{" SCT "'72892002'}]}", ACTIVE ",'onsetDateTime':'2026-11-01'");
  ck_assert (known ("pregnant") && value ("pregnant")->boolean);
  read_condition ("{'coding':[{" SCT "'72892002'}]}",
                  "'clinicalStatus':{'coding':[{'code':'resolved'}]},'onsetDateTime':'2025-01-01'");
  ck_assert (!known ("pregnant"));
}
END_TEST

/* ---- stated facts and records -------------------------------------------------------- */

START_TEST (stated_facts_win_and_say_so)
{
  ck_assert_int_eq (txc_patient_builder_set (builder, "age=60", &err), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_set (builder, "no aneurysm", &err), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_set (builder, "allergies=none", &err), TXC_OK);
  read_record ("[" WOMAN ",{'resourceType':'Condition','code':{'coding':[{" ICD "'I67.1'}]}," ACTIVE
               "},{'resourceType':'AllergyIntolerance','code':{'coding':[{" RXNORM "'6130'}]}," ACTIVE "}]");
  ck_assert_int_eq (value ("age")->integer, 60);
  ck_assert (fact ("age")->stated);
  ck_assert (remarked ("stated 60 is used; the record says 52"));
  ck_assert_int_eq (item ("conditions", "intracranial-aneurysm"), -1);
  ck_assert (remarked ("the record has it"));
  ck_assert (complete ("allergies"));
  ck_assert_int_eq (item ("allergies", "ketamine-iv"), 0);
}
END_TEST

START_TEST (nothing_is_complete_by_itself)
{
  read_record ("[" WOMAN "," DEPRESSED "]");
  ck_assert (!complete ("conditions") && !complete ("allergies") && !complete ("current_medications"));
  ck_assert_int_eq (txc_patient_builder_assume_complete (builder, "medications", &err), TXC_OK);
  build ();
  ck_assert (complete ("current_medications") && complete ("failed_adequate_trials") && !complete ("conditions"));
}
END_TEST

/* ---- flat profiles --------------------------------------------------------------------- */

START_TEST (a_flat_profile_is_read)
{
  read_record ("{'age':52,'sex':'female','country':'US','conditions':['hypertension','-stroke'],"
               "'systolic_blood_pressure':{'value':148,'unit':'mm[Hg]','date':'2026-11-10'},'diastolic_blood_pressure':92,"
               "'phq9_score':null,'pregnant':false,'allergies':{'present':[],'complete':true},"
               "'failed_adequate_trials':[{'item':'sertraline','detail':'150 mg, 12 weeks'}]}");
  ck_assert_int_eq (item ("conditions", "hypertension"), 1);
  ck_assert_int_eq (item ("conditions", "stroke"), -1);
  ck_assert (quantity ("systolic_blood_pressure", "148"));
  ck_assert (quantity ("diastolic_blood_pressure", "92"));
  ck_assert (!known ("phq9_score"));
  ck_assert (known ("pregnant") && !value ("pregnant")->boolean);
  ck_assert (complete ("allergies"));
  ck_assert_str_eq (patient->country, "US");
  ck_assert_str_eq (fact ("age")->origin, "r.json: age");
}
END_TEST

START_TEST (a_flat_profile_ages_too)
{
  read_record ("{'systolic_blood_pressure':{'value':148,'unit':'mm[Hg]','date':'2026-01-10'}}");
  ck_assert (!known ("systolic_blood_pressure"));
  ck_assert_int_eq (fact ("systolic_blood_pressure")->state, TXC_FACT_STALE);
}
END_TEST

START_TEST (mistakes_in_a_flat_profile_are_named)
{
  refuse ("{'agee':52}", TXC_NOT_FOUND, "did you mean 'age'", 9);
  refuse ("{'age':'old'}", TXC_TYPE, "expected a number", 8);
  refuse ("{'age':[52]}", TXC_TYPE, "age", 8);
  refuse ("{'age':300}", TXC_INVALID_DATA, "plausible range", 8);
  refuse ("{'age':1e400}", TXC_INVALID_DATA, "too large", 8);
  refuse ("{'age':52,'conditions':['hypertenson']}", TXC_NOT_FOUND, "did you mean 'hypertension'", 25);
  refuse ("{'conditions':'hypertension'}", TXC_TYPE, "list", 15);
  refuse ("{'conditions':{'presnt':[]}}", TXC_TYPE, "expected present", 25);
  refuse ("{'systolic_blood_pressure':{'value':148,'unit':'mg'}}", TXC_INVALID_DATA, "cannot be converted", 0);
  refuse ("{'systolic_blood_pressure':{'value':148,'date':'soon'}}", TXC_TYPE, "date", 0);
}
END_TEST

/* ---- wrong types -------------------------------------------------------------------------- */

START_TEST (wrong_types_are_errors_with_path_and_place)
{
  refuse ("12", TXC_TYPE, "not a number", 1);
  refuse ("[1]", TXC_TYPE, "must be an object, not a number", 2);
  refuse ("{'resourceType':'Bundle','entry':{}}", TXC_TYPE, "must be an array", 34);
  refuse ("{'resourceType':'Bundle','entry':[{'resource':[]}]}", TXC_TYPE, "must be an object", 47);
  refuse ("[{'id':'x'}]", TXC_INVALID_DATA, "has no resourceType", 2);
  refuse ("{'resourceType':'Patient','birthDate':1974}", TXC_TYPE, "Patient birthDate: must be a string, not a number", 39);
  refuse ("{'resourceType':'Patient','deceasedBoolean':'no'}", TXC_TYPE, "must be true or false", 0);
  refuse ("{'resourceType':'Condition','id':'c','code':'x'}", TXC_TYPE, "Condition/c code: must be an object, not a string", 45);
  refuse ("{'resourceType':'Condition','code':{'coding':{'code':'x'}}}", TXC_TYPE, "code.coding: must be an array", 0);
  refuse ("{'resourceType':'Condition','code':{'coding':[{'code':7}]}}", TXC_TYPE, "code.coding[0].code: must be a string", 0);
  refuse ("{'resourceType':'Observation',"
          "'status':'final'," PHQ9 ",'valueQuantity':{'value':'12'}}",
          TXC_TYPE, "valueQuantity.value: must be a number, not a string", 0);
  refuse ("{'resourceType':'MedicationStatement','status':'active'," SERTRALINE ",'dosage':{}}", TXC_TYPE, "dosage", 0);
}
END_TEST

START_TEST (an_error_leaves_the_builder_as_it_was)
{
  read_record (WOMAN);
  size_t facts = txc_patient_fact_count (patient), remarks = txc_patient_remark_count (patient);
  ck_assert_int_eq (add ("[" DEPRESSED ",{'resourceType':'Condition','code':7," SUBJECT "}]"), TXC_TYPE);
  build ();
  ck_assert_uint_eq (txc_patient_fact_count (patient), facts);
  ck_assert_uint_eq (txc_patient_remark_count (patient), remarks);
}
END_TEST

START_TEST (a_mistake_on_a_later_line_has_that_line)
{
  ck_assert_int_eq (add (WOMAN "\n\n{'resourceType':'Condition','code':[}"), TXC_SYNTAX);
  ck_assert_uint_eq (txc_error_line (err), 3);
  ck_assert_int_eq (add (WOMAN "\n{'resourceType':'Condition','code':[]}"), TXC_TYPE);
  ck_assert_uint_eq (txc_error_line (err), 2);
  ck_assert_uint_eq (txc_error_column (err), 36);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { every_shape_of_record_is_read,
                                 a_single_resource_is_a_record,
                                 origins_name_the_resource_and_the_path,
                                 an_age_is_known_only_if_it_is_certain,
                                 birthdays_count_on_their_day,
                                 the_day_before_the_birthday_counts_less,
                                 gender_unknown_is_unknown_and_other_is_other,
                                 death_is_a_warning,
                                 several_people_are_an_error_unless_all_is_about_one,
                                 a_person_that_is_there_twice_is_one,
                                 a_person_that_is_there_twice_must_not_differ,
                                 only_the_newest_version_in_a_history_counts,
                                 what_was_deleted_does_not_count,
                                 what_is_not_read_is_counted,
                                 resources_of_another_person_are_ignored,
                                 two_records_must_be_about_one_person,
                                 depression_has_many_codes,
                                 hypertension_has_two_snomed_codes,
                                 words_count_where_there_is_no_code,
                                 what_is_past_counts_only_for_ever,
                                 relapse_and_recurrence_are_active,
                                 refuted_is_absent_and_unconfirmed_is_neither,
                                 what_is_dated_after_the_day_is_ignored,
                                 a_broader_item_follows,
                                 pregnancy_may_be_a_condition,
                                 stated_facts_win_and_say_so,
                                 nothing_is_complete_by_itself,
                                 a_flat_profile_is_read,
                                 a_flat_profile_ages_too,
                                 mistakes_in_a_flat_profile_are_named,
                                 wrong_types_are_errors_with_path_and_place,
                                 an_error_leaves_the_builder_as_it_was,
                                 a_mistake_on_a_later_line_has_that_line };
  return run_tests_with ("fhir", tests, sizeof tests / sizeof tests[0], setup, teardown);
}
