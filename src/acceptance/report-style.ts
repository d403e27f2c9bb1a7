/** How the page of a report looks: wide, narrow (rows become cards), dark, and on paper. */
export const style = `
:root { font-size: 15px; color-scheme: light dark; --ink: #1c2126; --soft: #5d6872; --rule: #d8dee4; --good: #12733f; --bad: #b3261e;
  --unproven: #8a6100; --bar: #2f6fa7; --paper: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ec; --soft: #9aa5b0; --rule: #363d45; --good: #5ac58b;
  --bad: #ff8a80; --unproven: #e0b44c; --bar: #6fa8dc; --paper: #14181c; } }
body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 68rem;
  margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { margin-bottom: 0; } h1.ok { color: var(--good); } h1.failed { color: var(--bad); }
h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; break-after: avoid; }
.summary, small, .how, th { color: var(--soft); }
code { font-size: .9em; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-top: 1px solid var(--rule); vertical-align: top; }
th { border-top: 0; font-weight: 600; }
th:nth-child(1) { width: 6.5rem; } th:nth-child(3) { width: 24%; } th:nth-child(4) { width: 9rem; }
tr { break-inside: avoid; }
.passed .mark { color: var(--good); }
.failed .mark, .failed .problem { color: var(--bad); }
.unproven .mark, .unproven .problem { color: var(--unproven); }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1.5rem 2.5rem;
  margin: 2rem 0; }
figure { margin: 0; break-inside: avoid; min-width: 0; }
figcaption { font-weight: 600; margin-bottom: .4rem; } small { font-weight: 400; }
figure span { font-size: .85rem; }
.bars { display: grid; grid-template-columns: fit-content(40%) 1fr max-content; gap: .2rem .5rem;
  align-items: center; }
.bars .name { text-align: right; }
.bars svg { width: 100%; height: 1rem; } .bars rect { fill: var(--bar); }
.line { display: grid; grid-template-columns: max-content 1fr; gap: .2rem .5rem; }
.line svg { width: 100%; height: 10rem; overflow: visible; }
.axis, .times { display: flex; justify-content: space-between; } .axis { flex-direction: column; text-align: right; }
.axis span { line-height: 1; } .times { grid-column: 2; }
.line path, .line polyline { fill: none; vector-effect: non-scaling-stroke; }
.line path { stroke: var(--rule); } .line polyline { stroke: var(--bar); stroke-width: 2; }
@media (max-width: 42rem) {
  thead { display: none; }
  tr, td { display: block; } tr { border-top: 1px solid var(--rule); padding: .5rem 0; }
  td { border: 0; padding: 0; } td:empty { display: none; }
  td[data-is]::before { content: attr(data-is) ": "; color: var(--soft); }
}
@media print {
  :root { font-size: 11px; color-scheme: light; --ink: #000; --soft: #444; --rule: #bbb; --good: #0b5a2f; --bad: #a00; --unproven: #6b4b00;
    --bar: #333; --paper: #fff; }
  body { margin: 0; max-width: none; }
  .plots { grid-template-columns: 1fr 1fr; }
}
`;
