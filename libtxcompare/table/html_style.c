/* SPDX-License-Identifier: Apache-2.0
 *
 * Neutral fonts and colours; contrasts of at least 4.5 to 1 on light, dark and
 * paper. Colour repeats what a word says. Narrow screens stack a table's rows.
 */
#include "table/html.h"

static const char colours[] =
  ":root{color-scheme:light dark;--ink:#1b1f24;--soft:#535c68;--paper:#fff;--band:#f4f6f8;--line:#d5dae1;--link:#0a55a4;\n"
  "--stop:#8f1712;--stop-band:#fdecea;--watch:#6f4600;--watch-band:#fff3d9;--good:#14532d;--good-band:#e6f4ea;\n"
  "--unknown:#1d4080;--unknown-band:#e8effb}\n"
  "@media (prefers-color-scheme:dark){:root{--ink:#e7eaee;--soft:#a9b2bd;--paper:#14171b;--band:#1e2329;--line:#3a424c;\n"
  "--link:#8ec2ff;--stop:#ffb4ab;--stop-band:#3d1512;--watch:#f7c873;--watch-band:#362707;--good:#8fd6a5;\n"
  "--good-band:#12301d;--unknown:#b3cbff;--unknown-band:#17264a}}\n";

static const char text[] =
  "*{box-sizing:border-box}\n"
  "html{-webkit-text-size-adjust:100%}\n"
  "body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,\"Segoe UI\",Roboto,\n"
  "\"Noto Sans\",\"Liberation Sans\",Arial,sans-serif}\n"
  "main{max-width:72rem;margin:0 auto;padding:1.5rem 1.25rem 3rem}\n"
  "h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}\n"
  "h2{font-size:1.15rem;line-height:1.3;margin:0 0 .5rem}\n"
  "p{margin:0 0 .6rem;max-width:46rem}\n"
  "section{margin:2rem 0 0}\n"
  "a{color:var(--link)}\n"
  ".identity,.introduction,.more,.notes,.note,.dim,caption,dt{color:var(--soft)}\n"
  ".identity{margin:0;font-size:.92rem}\n"
  ".ref{font-size:.8em;text-decoration:none;white-space:nowrap}\n"
  ".ref:hover,.ref:focus{text-decoration:underline}\n"
  ".mark{font-style:italic;color:var(--soft)}\n"
  ".note{font-size:.85em;white-space:nowrap}\n"
  "pre{background:var(--band);padding:.75rem 1rem;margin:.5rem 0;border-radius:.25rem;white-space:pre-wrap;\n"
  "overflow-wrap:anywhere;font-size:.9rem}\n";

static const char notices[] =
  ".notice{margin:1rem 0 0;padding:.75rem 1rem;border:1px solid var(--line);border-left-width:.35rem;border-radius:.25rem}\n"
  ".notice h2{margin:0 0 .25rem;font-size:1rem}\n"
  ".notice p{margin:0}\n"
  ".crisis{margin:0 0 1.5rem;background:var(--stop-band);border:2px solid var(--stop);border-left-width:.6rem}\n"
  ".crisis h2{color:var(--stop);font-size:1.25rem;text-transform:uppercase;letter-spacing:.03em}\n"
  ".warning{background:var(--watch-band);border-color:var(--watch)}\n"
  ".warning h2{color:var(--watch)}\n"
  ".intended-use{border:0;padding:0;margin:.25rem 0 0}\n";

static const char lists[] =
  ".entries,.notes{list-style:none;margin:.25rem 0 .75rem;padding:0}\n"
  ".entries li{padding:.4rem 0;border-top:1px solid var(--line)}\n"
  ".entries li:first-child{border-top:0}\n"
  ".entries li.goes-on{border-top:0;padding-top:0}\n"
  ".entries.labels li{display:grid;grid-template-columns:14rem 1fr;gap:0 1.25rem}\n"
  ".entries.words li{display:grid;grid-template-columns:10rem 1fr;gap:0 1.25rem}\n"
  ".entries.labels.words li{grid-template-columns:14rem 10rem 1fr}\n"
  ".entries .label{font-weight:600;overflow-wrap:anywhere}\n"
  "li.level-1 .label{padding-left:1rem}li.level-2 .label{padding-left:2rem}li.level-3 .label{padding-left:3rem}\n"
  ".notes li{font-size:.88rem;max-width:60rem}\n"
  ".word{display:inline-block;padding:0 .5em;border:1px solid currentColor;border-radius:.25rem;font-size:.78rem;\n"
  "line-height:1.6;text-transform:uppercase;letter-spacing:.04em}\n"
  ".word.stop{color:var(--stop);background:var(--stop-band)}\n"
  ".word.watch{color:var(--watch);background:var(--watch-band)}\n"
  ".word.good{color:var(--good);background:var(--good-band)}\n"
  ".word.unknown{color:var(--unknown);background:var(--unknown-band)}\n"
  "td.stop{color:var(--stop)}td.watch{color:var(--watch)}td.good{color:var(--good)}td.unknown{color:var(--unknown)}\n"
  ".sources{margin:0;padding-left:2.2rem}\n"
  ".sources li{margin:0 0 .3rem;max-width:60rem;overflow-wrap:anywhere}\n"
  ".sources li:target{background:var(--watch-band)}\n"
  "dl{margin:0}\n"
  "dl div{display:grid;grid-template-columns:14rem 1fr;gap:0 1.25rem}\n"
  "dd{margin:0;overflow-wrap:anywhere}\n";

static const char tables[] =
  "table{border-collapse:collapse;width:100%;margin:.5rem 0 .75rem;font-variant-numeric:tabular-nums}\n"
  "caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\n"
  "th,td{text-align:left;vertical-align:top;padding:.45rem .75rem .45rem 0}\n"
  "table.few{table-layout:fixed}\n"
  "tbody th{font-weight:600;min-width:8rem;overflow-wrap:anywhere}\n"
  "thead th{border-bottom:2px solid var(--ink);vertical-align:bottom}\n"
  "thead td{border-bottom:2px solid var(--ink)}\n"
  "tbody tr+tr>*{border-top:1px solid var(--line)}\n"
  "tbody tr.group>th{padding-top:1.1rem;color:var(--soft);border-top:0}\n"
  "tbody tr.ruled>*{border-top:2px solid var(--soft)}\n"
  "th.level-1{padding-left:1rem}th.level-2{padding-left:2rem}th.level-3{padding-left:3rem}\n"
  ".more{font-size:.9em}\n";

/* Below a width a table becomes a list of rows, each cell behind the head of its
   column: selector behind "table" or "table.many", and declarations. */
static const char *const stacking[][2] = {
  { "", "display:block;width:auto" },
  { " tbody", "display:block" },
  { " tr", "display:block" },
  { " thead", "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)" },
  { " tbody tr>*", "border:0" },
  { " tbody tr", "border-top:1px solid var(--line);padding:.6rem 0" },
  { " tbody tr.group", "border-top:0;padding:.6rem 0 0" },
  { " tbody tr.group+tr", "border-top:0;padding-top:.2rem" },
  { " tbody th[class]", "display:block;padding:0 0 .2rem;min-width:0" },
  { " td", "display:grid;grid-template-columns:minmax(7rem,min(38%,14rem)) 1fr;gap:0 .75rem;padding:.15rem 0" },
  { " td::before", "content:attr(data-head);color:var(--soft)" }
};

static const char narrow[] =
  "@media (max-width:44rem){main{padding:1rem .9rem 2rem}\n"
  ".entries.labels li,.entries.words li,.entries.labels.words li,dl div{display:block}\n"
  ".entries.labels li>span:last-child{display:block}\n"
  "dl div{margin:0 0 .4rem}}\n"
  "@media print{:root{--ink:#000;--soft:#333;--paper:#fff;--band:#fff;--link:#000;--line:#999}\n"
  "body{font-size:10pt}main{max-width:none;padding:0}section{margin:1rem 0 0}tr,li,.notice{break-inside:avoid}\n"
  "h2{break-after:avoid}thead{display:table-header-group}}\n";

static void
add_stacking (txc_buffer *out, const char *table, const char *width)
{
  txc_buffer_printf (out, "@media screen and (max-width:%s){\n", width);
  for (size_t i = 0; i < sizeof stacking / sizeof *stacking; i++) {
    txc_buffer_add (out, table);
    txc_buffer_add (out, stacking[i][0]);
    txc_buffer_add_char (out, '{');
    txc_buffer_add (out, stacking[i][1]);
    txc_buffer_add (out, "}\n");
  }
  txc_buffer_add (out, "}\n");
}

void
txc_html_add_style (txc_buffer *out)
{
  static const char *const parts[] = { colours, text, notices, lists, tables };
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    txc_buffer_add (out, parts[i]);
  add_stacking (out, "table", "44rem");
  add_stacking (out, "table.many", "66rem");
  txc_buffer_add (out, narrow);
}
