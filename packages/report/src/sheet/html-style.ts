/** How the page of the answered sheet looks, on light and dark screens and on paper. Colour says nothing that words do not. */
export const style = `:root {
  color-scheme: light dark;
  --text: #1f2328; --quiet: #57606a; --ground: #fff; --band: #f6f8fa; --line: #d0d7de;
  --against: #a40e26; --open: #7a4f01; --for: #116329;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --quiet: #9da7b3; --ground: #0d1117; --band: #161b22; --line: #3d444d;
    --against: #ff9492; --open: #f0b72f; --for: #56d364;
  }
}
body { margin: 0; background: var(--ground); color: var(--text); line-height: 1.6;
  font-family: system-ui, "Hiragino Sans", "Yu Gothic UI", "Noto Sans JP", sans-serif; }
main { max-width: 75rem; margin: 0 auto; padding: 1.5rem; }
h1, h2, h3 { line-height: 1.3; margin: 2rem 0 0.5rem; }
h2 { border-bottom: 1px solid var(--line); padding-bottom: 0.25rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; }
dt { color: var(--quiet); }
dd { margin: 0; }
dd, td, th, li { overflow-wrap: anywhere; }
code { font-family: ui-monospace, "SFMono-Regular", Consolas, monospace; font-size: 0.9em; background: var(--band); }
p.title { font-weight: bold; margin-bottom: 0; }
p.answer { font-weight: bold; border-left: 0.3rem solid var(--line); padding-left: 0.75rem; }
p.remark { color: var(--quiet); border-left: 0.3rem solid var(--line); padding-left: 0.75rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { border: 1px solid var(--line); padding: 0.4rem 0.6rem; text-align: left; vertical-align: top; }
thead th { background: var(--band); }
tbody th { white-space: nowrap; }
.answer:is(.contradicted, .inconsistent, .expired, .understated, .stale),
tr:is(.contradicted, .inconsistent, .expired, .understated, .stale) td:nth-of-type(3) { color: var(--against); }
.answer:is(.unknown, .deviation, .excepted),
tr:is(.unknown, .deviation, .excepted) td:nth-of-type(3) { color: var(--open); }
.answer:is(.verified, .unrefuted, .attested, .consistent),
tr:is(.verified, .unrefuted, .attested, .consistent) td:nth-of-type(3) { color: var(--for); }
@media print {
  :root { --text: #000; --quiet: #333; --ground: #fff; --band: #eee; --line: #999;
    --against: #000; --open: #000; --for: #000; }
  body { font-size: 9pt; }
  main { max-width: none; padding: 0; }
  h1, h2, h3 { break-after: avoid; }
  p.answer { break-after: avoid; }
  thead { display: table-header-group; }
  tr, li { break-inside: avoid; }
}
@media (max-width: 45rem) {
  main { padding: 0.75rem; }
  table { display: block; overflow-x: auto; }
}
`;
