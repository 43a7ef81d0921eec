#include "core/base/hash.h"
#include "core/web/pages.h"

namespace rapporteur {
namespace {

constexpr const char* kStyle = R"css(
:root { --ink: #1b1f27; --soft: #545c6b; --line: #c9ced8; --mark: #1f4e79; --warm: #8a4a00; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 0 1.25rem 4rem; color: var(--ink); background: #fff;
  font: 16px/1.5 "Noto Sans", "DejaVu Sans", system-ui, sans-serif; }
header { border-bottom: 3px solid var(--mark); padding: 1rem 0 .5rem; display: flex; flex-wrap: wrap;
  gap: .25rem 1.5rem; align-items: baseline; }
header p { margin: 0; }
.brand { font-weight: 700; font-size: 1.15rem; color: var(--mark); }
.working { color: #9b1c1c; font-weight: 600; font-size: .9rem; }
.languages { margin-left: auto; font-size: .9rem; }
.languages a { margin-left: .75rem; }
nav { flex-basis: 100%; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: .25rem 0 0; padding: 0; }
a { color: var(--mark); text-underline-offset: .15em; }
a[aria-current] { font-weight: 700; text-decoration: none; color: var(--ink); }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, .wide:focus-visible {
  outline: 3px solid #d07a00; outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; background: #fff; padding: .5rem; }
h1 { font-size: 1.75rem; margin: 1.5rem 0 .75rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
.question { font-size: 1.15rem; font-weight: 600; max-width: 46rem; }
p { max-width: 46rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
.wide { overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0;
  border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
td:first-child { white-space: nowrap; }
th { color: var(--soft); font-weight: 600; white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.other td { color: var(--soft); }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1.5rem; margin: 1rem 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; grid-column: 2; }
.note { color: var(--soft); font-size: .9rem; }
.warning { border-left: 4px solid var(--warm); padding: .25rem .75rem; background: #fbf3e8; }
.good { border-left: 4px solid #2c6e49; padding: .25rem .75rem; background: #eef6f1; }
.badge { border: 1px solid var(--line); border-radius: .25rem; font-size: .75rem; padding: 0 .35rem;
  margin-left: .5rem; color: var(--soft); white-space: nowrap; }
ul.plain { list-style: none; padding: 0; } ul.plain li { padding: .2rem 0; }
.filter { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; }
input, select, button { font: inherit; padding: .35rem .6rem; border: 1px solid #767e8c; border-radius: .25rem;
  background: #fff; color: var(--ink); }
button { background: var(--mark); border-color: var(--mark); color: #fff; cursor: pointer; }
)css";

}  // namespace

HttpResponse StyleSheet(PageContext& context) {
  static const std::string tag = "\"" + Sha256(kStyle).substr(7, 16) + "\"";
  HttpResponse response;
  response.content_type = "text/css; charset=utf-8";
  response.SetHeader("ETag", tag);
  response.SetHeader("X-Content-Type-Options", "nosniff");
  response.SetHeader("Cache-Control", "max-age=3600");
  if (context.request.Header("if-none-match") == tag) {
    response.status = 304;
    return response;
  }
  response.body = kStyle;
  return response;
}

}  // namespace rapporteur
