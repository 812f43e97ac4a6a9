"use strict";
// Everything on the page is there without this: it adds sorting and a search over the list.
(() => {
  const table = document.getElementById("filer");
  const body = table.tBodies[0];
  const words = new Intl.Collator("sv", { numeric: true });
  const value = (row, column) =>
    row.cells[column].dataset.value ?? row.cells[column].textContent.trim();

  const sort = (header) => {
    const column = header.cellIndex;
    const rising = header.getAttribute("aria-sort") !== "ascending";
    const numbers = header.dataset.sort === "number";
    const order = (a, b) => {
      const [x, y] = [value(a, column), value(b, column)];
      return (rising ? 1 : -1) * (numbers ? Number(x) - Number(y) : words.compare(x, y));
    };
    body.append(...[...body.rows].sort(order));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", rising ? "ascending" : "descending");
  };

  for (const header of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sort(header));
    header.append(button);
  }

  const search = document.createElement("label");
  const field = document.createElement("input");
  const told = document.createElement("span");
  search.className = "search";
  field.type = "search";
  told.setAttribute("role", "status");
  search.append("Sök enhet eller fil", field);
  table.before(search, told);
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLocaleLowerCase("sv");
    let shown = 0;
    for (const row of body.rows) {
      const text = row.textContent.toLocaleLowerCase("sv");
      row.hidden = !text.includes(wanted);
      shown += row.hidden ? 0 : 1;
    }
    told.textContent = wanted ? `${shown} av ${body.rows.length} filer passar in.` : "";
  });
})();
