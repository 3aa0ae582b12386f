// Everything here only adds comfort: every page works without it.
const own = document.querySelector("script[data-frontend]");

import(own.dataset.frontend).then((nhsuk) => nhsuk.initAll());

// htmx is fetched only by pages that use it.
if (document.querySelector("[hx-get],[hx-post],[hx-boost]")) {
  const htmx = document.createElement("script");
  htmx.src = own.dataset.htmx;
  // It waits for the page to be read, which it has been by now, so it is told to look at it.
  htmx.addEventListener("load", () => window.htmx.process(document.body));
  document.head.append(htmx);
}

// Lists with boxes: a box for all rows, and how many are ticked.
for (const form of document.querySelectorAll("[data-hub-multi]")) {
  const boxes = [...form.querySelectorAll("tbody input[type=checkbox]")];
  const head = form.querySelector("thead .hub-tick");
  const count = form.querySelector("[data-hub-count]");
  if (!boxes.length || !head) continue;
  const label = document.createElement("label");
  label.className = "hub-tick__target";
  const all = document.createElement("input");
  all.type = "checkbox";
  const words = document.createElement("span");
  words.className = "nhsuk-u-visually-hidden";
  words.textContent = "Tick all rows on this page";
  label.append(all, words);
  head.replaceChildren(label);
  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && !all.checked;
    count.textContent = ticked ? `${ticked} ticked` : "";
    for (const box of boxes) box.closest("tr").classList.toggle("hub-ticked", box.checked);
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  form.addEventListener("change", tell);
  tell();
}

// Typing ahead: asks the server for names while the person types and fills the box's own list.
for (const input of document.querySelectorAll("input[data-search-url]")) {
  const list = document.getElementById(input.getAttribute("list"));
  let waiting;
  let asked = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    const typed = input.value.trim();
    if (typed.length < 2) return;
    waiting = setTimeout(async () => {
      const mine = ++asked;
      const url = new URL(input.dataset.searchUrl, location.href);
      url.searchParams.set("q", typed);
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (!answer.ok || mine !== asked) return;
      const { results } = await answer.json();
      list.replaceChildren(
        ...results.map(({ value, name }) => Object.assign(document.createElement("option"), { value: `${name} (${value})` })),
      );
    }, 200);
  });
}

// Filters start folded on a narrow screen unless the page was opened to use them.
if (matchMedia("(max-width: 48em)").matches) {
  for (const fold of document.querySelectorAll("[data-hub-fold]")) fold.open = false;
}

// Pasting a whole date into the day box fills all three.
for (const day of document.querySelectorAll(".nhsuk-date-input input[name$=_day]")) {
  day.addEventListener("paste", (event) => {
    const parts = /^\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\s*$/.exec(event.clipboardData.getData("text"));
    if (!parts) return;
    event.preventDefault();
    const form = day.form;
    const stem = day.name.slice(0, -3);
    ["day", "month", "year"].forEach((part, place) => {
      form.elements[stem + part].value = parts[place + 1];
    });
  });
}

// An agenda whose items have a form that takes a place: dragging an item types the place and sends the form.
for (const list of document.querySelectorAll("[data-hub-order]")) {
  const items = [...list.children].filter((item) => item.querySelector("form.hub-order"));
  let dragged;
  for (const item of items) {
    item.draggable = true;
    item.addEventListener("dragstart", (event) => {
      dragged = item;
      event.dataTransfer.effectAllowed = "move";
    });
    item.addEventListener("dragover", (event) => {
      if (!dragged || dragged === item) return;
      event.preventDefault();
      item.classList.add("hub-agenda__item--over");
    });
    item.addEventListener("dragleave", () => item.classList.remove("hub-agenda__item--over"));
    item.addEventListener("drop", (event) => {
      if (!dragged || dragged === item) return;
      event.preventDefault();
      const form = dragged.querySelector("form.hub-order");
      form.elements.place.value = items.indexOf(item) + 1;
      form.submit();
    });
  }
}
