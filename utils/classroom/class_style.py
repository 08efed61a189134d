"""How class.html looks, and the few lines by which its tables sort; without them it is whole."""

STYLE = """
body { max-width: 68rem; }
.skip { position: absolute; left: -100rem; } .skip:focus { position: static; }
header nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none;
  margin: 1rem 0 0; padding: 0; }
.belief { display: grid; grid-template-columns: 7rem 1fr; gap: 0 1.25rem; margin: 1rem 0; padding: 1.1rem 1.25rem;
  background: var(--panel); border: 1px solid var(--line); border-radius: .6rem; }
.where { list-style: none; display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: .15rem 0; padding: 0; }
.belief > * { grid-column: 2; } .belief h3 { font-size: 1.25rem; }
.belief .count { grid-column: 1; grid-row: 1 / span 9; margin: 0; line-height: 1.2; color: var(--quiet); }
.count b { display: block; font-size: 2.6rem; line-height: 1; color: var(--text); }
blockquote { margin: .5rem 0; padding-left: .8rem; border-left: 3px solid var(--line); }
details { margin: .35rem 0; } details > p { margin: .35rem 0 .35rem 1.1rem; max-width: 44rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--quiet); padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
th { font-weight: 600; } tbody th[scope=row] { min-width: 11rem; }
thead th { border-bottom: 2px solid var(--line); vertical-align: bottom; white-space: nowrap; }
thead button { font: inherit; color: inherit; background: none; border: 0; padding: 0; text-align: inherit;
  cursor: pointer; }
thead button::after { content: " \\2195"; color: var(--quiet); }
thead [aria-sort=ascending] button::after { content: " \\2191"; }
thead [aria-sort=descending] button::after { content: " \\2193"; }
.number { text-align: right; white-space: nowrap; }
.share { background: linear-gradient(var(--bar), var(--bar)) no-repeat 0 100% / var(--share) 4px; }
td .where { display: block; margin: 0; white-space: nowrap; } td p { margin: 0; }
.words { min-width: 20rem; }
:target { scroll-margin-top: 1rem; outline: 2px solid var(--link); outline-offset: 4px; }
@media (max-width: 40rem) { .belief { display: block; } .count b { display: inline; font-size: 1.3rem; } }
@media print {
  .skip, header nav { display: none; }
  .scroll { overflow: visible; }
  .belief, tr, .scroll { break-inside: avoid; } thead button::after { content: ""; }
  .share { print-color-adjust: exact; } .words { min-width: 0; } td .where { white-space: normal; }
}
"""

SCRIPT = """
for (const table of document.querySelectorAll("table.sortable"))
  [...table.tHead.rows[0].cells].forEach((head, place) => {
    const button = document.createElement("button"), number = head.classList.contains("number");
    if (place && !number) return;
    button.append(...head.childNodes);
    head.append(button);
    button.onclick = () => {
      const up = head.ariaSort ? head.ariaSort !== "ascending" : !number;
      const key = row => number ? parseFloat(row.cells[place].textContent) : row.cells[place].textContent;
      const order = (one, other) => number ? (isNaN(one) ? -1 : one) - (isNaN(other) ? -1 : other)
        : one.localeCompare(other, undefined, {numeric: true});
      const rows = [...table.tBodies[0].rows].map(row => [key(row), row]);
      rows.sort(([one], [other]) => (up ? 1 : -1) * order(one, other));
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      table.tBodies[0].append(...rows.map(([, row]) => row));
    };
  });
"""
