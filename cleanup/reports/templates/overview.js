// Sorts and filters the rows of the table; nothing is loaded, nothing is kept.
const table = document.querySelector("table");
const body = table.tBodies[0];
const heads = [...table.tHead.rows[0].cells];
const rows = [...body.rows];
const collator = new Intl.Collator(undefined, { numeric: true });
const looks = ["translated", "spun", "scraped"];
const firstLook = heads.findIndex(head => head.textContent.trim() === "Translated");
const path = row => row.cells[0].querySelector("bdi").textContent;
const value = (row, column) => Number(row.cells[column].dataset.value);

function sort(column, direction) {
  const compare = column
    ? (one, other) => value(one, column) - value(other, column)
    : (one, other) => collator.compare(path(one), path(other));
  rows.sort((one, other) => direction * compare(one, other));
  body.append(...rows);
  heads.forEach((head, number) => {
    head.ariaSort = number !== column ? "none" : direction > 0 ? "ascending" : "descending";
  });
}

heads.forEach((head, column) => {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  // Names begin with the first, numbers with the largest.
  const first = column ? -1 : 1;
  button.addEventListener("click", () => {
    const sorted = { ascending: 1, descending: -1 }[head.ariaSort];
    sort(column, sorted ? -sorted : first);
  });
});

const form = document.querySelector("#filters");
const matching = document.querySelector("#matching");

function filter() {
  const given = new FormData(form);
  const part = given.get("path").toLowerCase();
  let number = 0;
  for (const row of rows) {
    const seen = looks.every((name, i) => {
      const wanted = given.get(name);
      return !wanted || row.cells[firstLook + i].textContent === wanted;
    });
    row.hidden = !seen || !path(row).toLowerCase().includes(part);
    number += !row.hidden;
  }
  matching.textContent = number === rows.length ? "" : `${number} of ${rows.length} documents`;
}

form.hidden = false;
form.addEventListener("input", filter);
form.addEventListener("submit", event => event.preventDefault());
form.addEventListener("reset", () => setTimeout(filter));
