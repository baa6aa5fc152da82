/* Sorts and filters the league tables; without it they stand in the order of the
 * estimates. */
(function () {
  "use strict";
  const vi = document.documentElement.lang === "vi";

  function rows(table) {
    return Array.from(table.tBodies[0].rows);
  }

  function value(row, column) {
    const cell = row.cells[column];
    return cell && cell.dataset.v !== undefined ? Number(cell.dataset.v) : -Infinity;
  }

  /* Highest first, then lowest first; what has no value comes last. */
  function sort(table, head, column) {
    const down = head.getAttribute("aria-sort") !== "descending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const list = rows(table).map((row, i) => ({ row, i, v: value(row, column) }));
    list.sort((a, b) => {
      if (a.v === b.v) return a.i - b.i;
      if (a.v === -Infinity || b.v === -Infinity) return a.v > b.v ? -1 : 1;
      return down ? b.v - a.v : a.v - b.v;
    });
    table.tBodies[0].append(...list.map((each) => each.row));
  }

  function addSorting(table) {
    const heads = table.tHead.rows[0].cells;
    for (let i = 0; i < heads.length; i++) {
      if (heads[i].dataset.sort === undefined) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heads[i].childNodes);
      button.addEventListener("click", () => sort(table, heads[i], i));
      heads[i].append(button);
    }
  }

  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  }

  function addFilter(table) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    const told = document.createElement("span");
    const all = rows(table).map((row) => ({ row, text: plain(row.cells[0].textContent) }));
    label.className = "filter";
    told.setAttribute("role", "status");
    input.type = "search";
    label.append(vi ? "Tìm theo tên hoặc mã " : "Find by name or code ", input);
    input.addEventListener("input", () => {
      const wanted = plain(input.value.trim());
      let n = 0;
      for (const each of all) {
        each.row.hidden = !each.text.includes(wanted);
        n += each.row.hidden ? 0 : 1;
      }
      told.textContent = wanted ? n + " / " + all.length : "";
    });
    table.before(label, told);
  }

  for (const table of document.querySelectorAll("table.league")) {
    if (rows(table).length < 8) continue;
    addSorting(table);
    addFilter(table);
  }
})();
