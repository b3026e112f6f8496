/* SPDX-License-Identifier: Apache-2.0
 *
 * Neutral fonts and colours; contrasts of at least 4.5 to 1 on light, dark and
 * paper. Colour repeats what a word says. Where it is narrow a table's rows are
 * stacked.
 *
 * The same sheet serves a page of its own and a fragment in somebody else's.
 * Below, selectors are written without where they hold: each is put under the
 * class of the root, "&" is the root itself. Lengths are in em, because the root
 * of the other page may have any size of font.
 */
#include "table/html.h"

/* Three times, so that the tables of a notebook's own sheet give way. */
#define ROOT ".txcompare.txcompare.txcompare"

/* Nothing of the other page comes in: neither what is inherited nor what its sheet says of elements. */
static const char frame[] =
  "&{all:initial;display:block;color-scheme:light dark;background:var(--paper);color:var(--ink);\n"
  "font:medium/1.5 system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",\"Liberation Sans\",Arial,sans-serif;\n"
  "-webkit-text-size-adjust:100%}\n"
  "*{all:revert;box-sizing:border-box}\n";

static const char light[] =
  "--ink:#1b1f24;--soft:#535c68;--paper:#fff;--band:#f4f6f8;--line:#d5dae1;--link:#0a55a4;--stop:#8f1712;\n"
  "--stop-band:#fdecea;--watch:#6f4600;--watch-band:#fff3d9;--good:#14532d;--good-band:#e6f4ea;--unknown:#1d4080;\n"
  "--unknown-band:#e8effb";

static const char dark[] =
  "--ink:#e7eaee;--soft:#a9b2bd;--paper:#14171b;--band:#1e2329;--line:#3a424c;--link:#8ec2ff;--stop:#ffb4ab;\n"
  "--stop-band:#3d1512;--watch:#f7c873;--watch-band:#362707;--good:#8fd6a5;--good-band:#12301d;--unknown:#b3cbff;\n"
  "--unknown-band:#17264a";

/* How the page around a fragment says which of the two it is, whatever the system prefers:
   Jupyter, documentation made with Sphinx, Colab, VS Code. */
static const char *const light_hosts[] = { "[data-jp-theme-light=true]", "[data-theme=light]", "html[theme=light]", ".vscode-light" };
static const char *const dark_hosts[] = { "[data-jp-theme-light=false]", "[data-theme=dark]", "html[theme=dark]", ".vscode-dark" };

/* A container has no width of its own: in a box that is as wide as its content
   it would vanish, hence the size that is stated. */
static const char text[] =
  ".page{container:txcompare/inline-size;contain-intrinsic-inline-size:20em;max-width:72em;margin:0 auto;\n"
  "padding:1.5em 1.25em 3em}\n"
  "div.page{max-width:none;padding:1em 1.25em}\n"
  "h1{font-size:1.6em;line-height:1.25;margin:0 0 .16em}\n"
  "h2{font-size:1.15em;line-height:1.3;margin:0 0 .43em}\n"
  "p{margin:0 0 .6em;max-width:46em}\n"
  "section{margin:2em 0 0}\n"
  "a{color:var(--link)}\n"
  ".identity,.introduction,.more,.notes,.note,.dim,caption,dt{color:var(--soft)}\n"
  ".identity{margin:0;max-width:50em;font-size:.92em}\n"
  ".ref{font-size:.8em;text-decoration:none;white-space:nowrap}\n"
  ".ref:hover,.ref:focus{text-decoration:underline}\n"
  ".mark{font-style:italic;color:var(--soft)}\n"
  ".note{font-size:.85em;white-space:nowrap}\n"
  "pre{background:var(--band);padding:.83em 1.1em;margin:.56em 0;border-radius:.28em;white-space:pre-wrap;\n"
  "overflow-wrap:anywhere;font-family:monospace,monospace;font-size:.9em}\n";

static const char notices[] =
  ".notice{margin:1em 0 0;padding:.75em 1em;border:1px solid var(--line);border-left-width:.35em;border-radius:.25em}\n"
  ".notice h2{margin:0 0 .25em;font-size:1em}\n"
  ".notice p{margin:0}\n"
  ".crisis{margin:0 0 1.5em;background:var(--stop-band);border:2px solid var(--stop);border-left-width:.6em}\n"
  ".crisis h2{margin:0 0 .2em;color:var(--stop);font-size:1.25em;text-transform:uppercase;letter-spacing:.03em}\n"
  ".warning{background:var(--watch-band);border-color:var(--watch)}\n"
  ".warning h2{color:var(--watch)}\n"
  ".intended-use{border:0;padding:0;margin:.25em 0 0}\n";

static const char lists[] =
  ".entries,.notes{list-style:none;margin:.25em 0 .75em;padding:0}\n"
  ".entries li{padding:.4em 0;border-top:1px solid var(--line)}\n"
  ".entries li:first-child{border-top:0}\n"
  ".entries li.goes-on{border-top:0;padding-top:0}\n"
  ".entries.labels li{display:grid;grid-template-columns:14em 1fr;gap:0 1.25em}\n"
  ".entries.words li{display:grid;grid-template-columns:10em 1fr;gap:0 1.25em}\n"
  ".entries.labels.words li{grid-template-columns:14em 10em 1fr}\n"
  ".entries .label{font-weight:600;overflow-wrap:anywhere}\n"
  "li.level-1 .label{padding-left:1em}li.level-2 .label{padding-left:2em}li.level-3 .label{padding-left:3em}\n"
  ".notes li{font-size:.88em;max-width:68em}\n"
  ".word{display:inline-block;padding:0 .5em;border:1px solid currentColor;border-radius:.32em;font-size:.78em;\n"
  "line-height:1.6;text-transform:uppercase;letter-spacing:.04em}\n"
  ".word.stop{color:var(--stop);background:var(--stop-band)}\n"
  ".word.watch{color:var(--watch);background:var(--watch-band)}\n"
  ".word.good{color:var(--good);background:var(--good-band)}\n"
  ".word.unknown{color:var(--unknown);background:var(--unknown-band)}\n"
  "td.stop{color:var(--stop)}td.watch{color:var(--watch)}td.good{color:var(--good)}td.unknown{color:var(--unknown)}\n"
  ".sources{margin:0;padding-left:2.2em}\n"
  ".sources li{margin:0 0 .3em;max-width:60em;overflow-wrap:anywhere}\n"
  ".sources li:target{background:var(--watch-band)}\n"
  "dl{margin:0}\n"
  "dl div{display:grid;grid-template-columns:14em 1fr;gap:0 1.25em}\n"
  "dd{margin:0;overflow-wrap:anywhere}\n";

static const char tables[] =
  "table{border-collapse:collapse;width:100%;margin:.5em 0 .75em;font-variant-numeric:tabular-nums}\n"
  "caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\n"
  "th,td{text-align:left;vertical-align:top;padding:.45em .75em .45em 0}\n"
  "table.few{table-layout:fixed}table.few td{overflow-wrap:anywhere}\n"
  "tbody th{font-weight:600;min-width:8em;overflow-wrap:anywhere}\n"
  "thead th.brief{width:8em}\n"
  "thead th{border-bottom:2px solid var(--ink);vertical-align:bottom}\n"
  "thead td{border-bottom:2px solid var(--ink)}\n"
  "tbody tr+tr>*{border-top:1px solid var(--line)}\n"
  "tbody tr.group>th{padding-top:1.1em;color:var(--soft);border-top:0}\n"
  "tbody tr.ruled>*{border-top:2px solid var(--soft)}\n"
  "th.level-1{padding-left:1em}th.level-2{padding-left:2em}th.level-3{padding-left:3em}\n"
  ".more{font-size:.9em}\n";

/* A table becomes a list of rows, each cell behind the head of its column:
   selector behind "table" or "table.many", and declarations. */
static const char *const stacking[][2] = {
  { "", "display:block;width:auto" },
  { " tbody", "display:block" },
  { " tr", "display:block" },
  { " thead", "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)" },
  { " tbody tr>*", "border:0" },
  { " tbody tr", "border-top:1px solid var(--line);padding:.6em 0" },
  { " tbody tr.group", "border-top:0;padding:.6em 0 0" },
  { " tbody tr.group+tr", "border-top:0;padding-top:.2em" },
  { " tbody th[class]", "display:block;padding:0 0 .2em;min-width:0" },
  { " td", "display:grid;grid-template-columns:minmax(7em,min(38%,14em)) 1fr;gap:0 .75em;padding:.15em 0;overflow-wrap:anywhere" },
  { " td::before", "content:attr(data-head);color:var(--soft)" }
};

static const char narrow[] =
  ".entries.labels li,.entries.words li,.entries.labels.words li,dl div{display:block}\n"
  ".entries.labels li>span:last-child{display:block}\n"
  "dl div{margin:0 0 .4em}\n";

static const char small_screen[] = "main.page{padding:1em .9em 2em}\n";

static const char print[] =
  "&{--ink:#000;--soft:#333;--paper:#fff;--band:#fff;--link:#000;--line:#999;font-size:10pt}\n"
  "main.page{max-width:none;padding:0}section{margin:1em 0 0}tr,li,.notice{break-inside:avoid}\n"
  "h2{break-after:avoid}thead{display:table-header-group}\n";

/* Rules as they stand above, each selector put under the root. */
static void
add_rules (txc_buffer *out, const char *rules)
{
  while (*rules) {
    size_t selector = strcspn (rules, ",{"), rest = rules[selector] == '{' ? strcspn (rules + selector, "}") + 1 : 1;
    size_t itself = *rules == '&';
    txc_buffer_add (out, itself ? ROOT : ROOT " ");
    txc_buffer_add_text (out, (txc_text){ rules + itself, selector - itself + rest });
    for (rules += selector + rest; *rules == '\n'; rules++)
      txc_buffer_add_char (out, '\n');
  }
}

static void
add_stacking (txc_buffer *out, const char *table)
{
  for (size_t i = 0; i < sizeof stacking / sizeof *stacking; i++)
    txc_buffer_printf (out, ROOT " %s%s{%s}\n", table, stacking[i][0], stacking[i][1]);
}

/* Two widths below which things are stacked, as conditions of a query. */
static void
add_narrow (txc_buffer *out, const char *query, const char *few, const char *many)
{
  txc_buffer_printf (out, "%s (max-width:%s){\n", query, few);
  add_stacking (out, "table");
  add_rules (out, narrow);
  txc_buffer_printf (out, "}\n%s (max-width:%s){\n", query, many);
  add_stacking (out, "table.many");
  txc_buffer_add (out, "}\n");
}

static void
add_within (txc_buffer *out, const char *condition, const char *rules)
{
  txc_buffer_printf (out, "%s{\n", condition);
  add_rules (out, rules);
  txc_buffer_add (out, "}\n");
}

/* The selector begins with our own root, so that the rule concerns nothing else. */
static void
add_colours_in (txc_buffer *out, const char *const hosts[4], const char *scheme, const char *colours)
{
  for (size_t i = 0; i < 4; i++)
    txc_buffer_printf (out, "%s" ROOT ":is(%s *)", i ? "," : "", hosts[i]);
  txc_buffer_printf (out, "{color-scheme:%s;%s}\n", scheme, colours);
}

static void
add_colours (txc_buffer *out)
{
  txc_buffer_printf (out, ROOT "{%s}\n", light);
  txc_buffer_printf (out, "@media (prefers-color-scheme:dark){\n" ROOT "{%s}\n}\n", dark);
  /* Paper is white whatever the page around it says. */
  txc_buffer_add (out, "@media screen{\n");
  add_colours_in (out, light_hosts, "light", light);
  add_colours_in (out, dark_hosts, "dark", dark);
  txc_buffer_add (out, "}\n");
}

/* What counts is the room that the page has, in a notebook a column of it; a
   browser that cannot tell goes by its window, which has the page's margins more. */
void
txc_html_add_style (txc_buffer *out)
{
  static const char *const parts[] = { text, notices, lists, tables };
  add_rules (out, frame);
  add_colours (out);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    add_rules (out, parts[i]);
  txc_buffer_add (out, "@media screen{\n");
  add_narrow (out, "@container txcompare", "41.5em", "63.5em");
  txc_buffer_add (out, "}\n@supports not (container-type:inline-size){\n");
  add_narrow (out, "@media screen and", "44em", "66em");
  txc_buffer_add (out, "}\n");
  add_within (out, "@media (max-width:44em)", small_screen);
  add_within (out, "@media print", print);
}
