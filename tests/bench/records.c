/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading a real FHIR bundle: bytes to a tree, and bytes to a patient, against
 * Python's json module on the same bytes in the same run.
 */
/* popen */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>

#include "bench/bench.h"
#include "patient/patient.h"
#include "text/json.h"

enum { longest = 16 << 20, rounds = 20 };

static const char python[]
  = "python3 -c \"import json,sys,time; b=open(sys.argv[1],'rb').read(); t=time.process_time();"
    "[json.loads(b) for _ in range(5)]; print(len(b)*5/(time.process_time()-t)/1e6)\" bench-record.json";

static double
python_speed (void)
{
  char text[100] = "";
  FILE *pipe = popen (python, "r");
  bool good = pipe && fgets (text, sizeof text, pipe);
  if (pipe)
    pclose (pipe);
  return good ? atof (text) : 0;
}

static double
tree_speed (const char *bytes, size_t length)
{
  txc_json_reader *reader = txc_json_reader_new ();
  double start = bench_now ();
  for (int i = 0; i < rounds; i++) {
    txc_arena arena = { 0 };
    const txc_json *value;
    if (txc_json_read (reader, (txc_text){ bytes, length }, 0, length, NULL, &arena, &value, NULL) != TXC_OK)
      exit (1);
    txc_arena_release (&arena);
  }
  double seconds = bench_now () - start;
  txc_json_reader_free (reader);
  return (double)length * rounds / seconds / 1e6;
}

static double
patient_speed (txc_knowledge_base *base, const char *bytes, size_t length)
{
  double start = bench_now ();
  for (int i = 0; i < rounds; i++) {
    txc_patient_builder *builder = NULL;
    txc_patient *patient = NULL;
    if (txc_patient_builder_new (base, "2011-10-20", &builder, NULL) != TXC_OK
        || txc_patient_builder_add_record (builder, bytes, length, "record", NULL) != TXC_OK
        || txc_patient_builder_build (builder, &patient, NULL) != TXC_OK)
      exit (1);
    txc_patient_unref (patient);
    txc_patient_builder_free (builder);
  }
  return (double)length * rounds / (bench_now () - start) / 1e6;
}

int
main (void)
{
  if (system ("xz -dc '" TXC_REFERENCE_DATA "/fhir/'Sherman_McGlynn_*.json.xz >bench-record.json 2>/dev/null") != 0) {
    puts ("skipped: needs the reference data and xz");
    return 0;
  }
  FILE *file = fopen ("bench-record.json", "rb");
  char *bytes = malloc (longest);
  size_t length = file && bytes ? fread (bytes, 1, longest, file) : 0;
  if (file)
    fclose (file);
  txc_knowledge_base *base = NULL;
  if (length == 0 || txc_knowledge_base_load (TXC_TEST_SOURCE "/knowledge/depression", &base, NULL, NULL) != TXC_OK)
    return 1;
  double peer = python_speed (), tree = tree_speed (bytes, length), patient = patient_speed (base, bytes, length);
  printf ("bundle of %.1f MB: tree %.0f MB/s, patient %.0f MB/s", (double)length / 1e6, tree, patient);
  if (peer > 0)
    printf ("; Python's json %.0f MB/s: %.1f and %.1f times as fast", peer, tree / peer, patient / peer);
  puts ("");
  txc_knowledge_base_unref (base);
  free (bytes);
  remove ("bench-record.json");
  return 0;
}
