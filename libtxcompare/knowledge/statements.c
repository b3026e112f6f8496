/* SPDX-License-Identifier: Apache-2.0
 *
 * What is known of a treatment, in words: said here once, for pages and for
 * programs alike.
 */
#include "base/buffer.h"
#include "knowledge/loader.h"

typedef struct speaker {
  txc_loader *loader;
  txc_sourced_statement *statements;
  size_t count;
  txc_buffer text; /* of the statement that is being put together */
} speaker;

static void
say (speaker *s, const char *about, const char *subject, const char *text, const txc_provenance *provenance)
{
  const char *source = txc_provenance_text (provenance, s->loader->arena);
  s->loader->failed |= !text || !source;
  s->statements[s->count++] = (txc_sourced_statement){
    .said = { about, subject, text, source, txc_verification_text (provenance->verification) }, .provenance = provenance
  };
}

/* The same with the text that was put together. */
static void
say_all (speaker *s, const char *about, const char *subject, const txc_provenance *provenance)
{
  say (s, about, subject, txc_buffer_keep (&s->text, s->loader->arena), provenance);
}

static void
say_text (speaker *s, const char *about, const txc_sourced_text *text)
{
  if (text->text)
    say (s, about, NULL, text->text, &text->provenance);
}

static void
say_route (speaker *s, const txc_route *route)
{
  txc_buffer_add (&s->text, route->route);
  if (route->form)
    txc_buffer_printf (&s->text, ": %s", route->form);
  say_all (s, "taken", NULL, &route->provenance);
}

static void
add_phase (txc_buffer *out, const txc_phase *phase)
{
  txc_buffer_printf (out, "\n%s:", phase->name);
  if (phase->dose)
    txc_buffer_printf (out, " %s", phase->dose);
  if (phase->frequency)
    txc_buffer_printf (out, " %s", phase->frequency);
  if (phase->duration)
    txc_buffer_printf (out, " for %s", phase->duration);
}

static void
say_regimen (speaker *s, const txc_regimen *regimen)
{
  const txc_dose *maximum = &regimen->maximum;
  txc_buffer_printf (&s->text, "%s: %s", txc_basis_words.words[regimen->basis], regimen->summary);
  for (size_t i = 0; i < regimen->phase_count; i++)
    add_phase (&s->text, &regimen->phases[i]);
  if (maximum->dose)
    txc_buffer_printf (&s->text, "\nat most %s per %s", maximum->dose, maximum->per ? maximum->per : "day");
  if (regimen->provenance.note)
    txc_buffer_printf (&s->text, "\n%s", regimen->provenance.note);
  say_all (s, "regimen", regimen->indication->short_name, &regimen->provenance);
}

static void
say_approval (speaker *s, const txc_approval *approval)
{
  static const char *const statuses[] = { [TXC_APPROVED] = "approved for", [TXC_NOT_APPROVED] = "not approved for",
                                          [TXC_WITHDRAWN] = "withdrawn for" };
  if (approval->product)
    txc_buffer_printf (&s->text, "%s: ", approval->product);
  txc_buffer_printf (&s->text, "%s %s", statuses[approval->status], approval->indication->name);
  if (approval->population_text)
    txc_buffer_printf (&s->text, ", %s", approval->population_text);
  if (approval->date)
    txc_buffer_printf (&s->text, " (%s)", approval->date);
  if (approval->provenance.note)
    txc_buffer_printf (&s->text, "; %s", approval->provenance.note);
  say_all (s, "approval", approval->country, &approval->provenance);
}

static void
say_everything (speaker *s, const txc_treatment *treatment)
{
  say_text (s, "mechanism", &treatment->mechanism);
  for (size_t i = 0; i < treatment->route_count; i++)
    say_route (s, &treatment->routes[i]);
  say_text (s, "where", &treatment->setting);
  say_text (s, "onset", &treatment->onset);
  say_text (s, "duration", &treatment->duration);
  for (size_t i = 0; i < treatment->monitoring_count; i++)
    say_text (s, "monitoring", &treatment->monitoring[i]);
  say_text (s, "controls", &treatment->controls);
  say_text (s, "stopping", &treatment->stopping);
  for (size_t i = 0; i < treatment->regimen_count; i++)
    say_regimen (s, &treatment->regimens[i]);
  for (size_t i = 0; i < treatment->approval_count; i++)
    say_approval (s, &treatment->approvals[i]);
}

void
txc_state_treatment (txc_loader *loader, txc_treatment *treatment)
{
  enum { SINGLE_TEXTS = 6 };
  if (loader->failed || loader->diagnostics->errors > 0 || loader->incomplete[TXC_REFERENCE_INDICATION])
    return; /* what a sentence needs may be missing, and no folder of that kind is loaded */
  size_t most = SINGLE_TEXTS + treatment->route_count + treatment->monitoring_count + treatment->regimen_count
                + treatment->approval_count;
  speaker s = { .loader = loader, .statements = txc_loader_array (loader, most, sizeof *s.statements) };
  if (!s.statements)
    return;
  say_everything (&s, treatment);
  txc_buffer_release (&s.text);
  treatment->statements = s.statements;
  treatment->statement_count = s.count;
}
