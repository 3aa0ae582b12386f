// The desk, kept fresh and safe from a lost connection. Without it every form works by itself.
const desk = document.getElementById("desk");
const waiting = document.getElementById("desk-waiting");
const SHELF = `hubportal-desk:${location.pathname.replace(/mine\/$/, "")}:${desk.dataset.person}`;
const EVERY = 500; // so that what anybody enters is seen by everybody within a second
const GIVE_UP = 10000;
const ALL = new URLSearchParams(location.search).has("every") ? "&every=1" : ""; // "Show all entries" was chosen
const frontend = import(document.querySelector("script[data-frontend]").dataset.frontend);
let since = desk.dataset.since;
let sending = false;
let asking = false;
let lost = false;
let signedOut = false;

// Entries that could not be sent yet, oldest first; kept over a closed tab, for this person and meeting alone.
const shelf = {
  read: () => JSON.parse(localStorage.getItem(SHELF) ?? "[]"),
  write: (entries) => (entries.length ? localStorage.setItem(SHELF, JSON.stringify(entries)) : localStorage.removeItem(SHELF)),
};

// What was refused after it had waited, with its words, until whoever typed it has read it.
const REFUSED = `${SHELF}:refused`;
const refusals = {
  read: () => JSON.parse(localStorage.getItem(REFUSED) ?? "[]"),
  add: (line) => localStorage.setItem(REFUSED, JSON.stringify([...refusals.read(), line])),
  clear: () => localStorage.removeItem(REFUSED),
};

// What somebody types in, or has typed and was refused, is theirs until it is sent again.
const inUse = (part) => {
  if (part.querySelector("form[data-typed]")) return true;
  for (const field of part.querySelectorAll("input:not([type=hidden]), textarea, select")) {
    if (field === document.activeElement) return true;
    if (field.type === "radio" || field.type === "checkbox") {
      if (field.checked !== field.defaultChecked) return true;
    } else if (field instanceof HTMLSelectElement) {
      if (![...field.options].some((option) => option.defaultSelected) ? field.selectedIndex > 0 : !field.selectedOptions[0]?.defaultSelected) return true;
    } else if (field.value !== field.defaultValue) return true;
  }
  return false;
};

// The marks of the parts that stand here, so that only what says something else is sent; `save` names one to be sent anyway.
const marks = (save) =>
  [...desk.querySelectorAll("[data-part]")].filter((part) => part.id !== save).map((part) => `${part.id}:${part.dataset.mark}`).join(" ");

// Put the new parts in the place of the old, save those in which somebody types; `forced` is the part just sent.
const show = (html, last, forced) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const focused = document.activeElement?.id;
  for (const part of fresh.querySelectorAll("[data-part]")) {
    const old = document.getElementById(part.id);
    if (!old || (old.id !== forced && old.dataset.mark === part.dataset.mark)) continue;
    if (old.id !== forced && inUse(old)) continue;
    const unfolded = [...old.querySelectorAll("details[open] > summary[id]")].map((summary) => summary.id);
    const live = old.querySelector("[aria-live]");
    const spoken = part.querySelector("[aria-live]");
    if (live && spoken) {
      // What is read aloud stays the same node, or else a change in it is not heard.
      if (live.innerHTML !== spoken.innerHTML) live.innerHTML = spoken.innerHTML;
      spoken.replaceWith(live);
    }
    old.replaceChildren(...part.childNodes);
    old.dataset.mark = part.dataset.mark;
    frontend.then((nhsuk) => nhsuk.initAll({ scope: old }));
    if (old.id !== forced) for (const id of unfolded) document.getElementById(id)?.parentElement.setAttribute("open", "");
  }
  since = since.replace(/\d+\/$/, `${last}/`);
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
};

const sayWaiting = () => {
  const entries = shelf.read();
  const lines = [];
  if (signedOut) lines.push("You are signed out. Sign in again in another tab; what waits is sent then.");
  else if (lost) lines.push("The connection is lost. Go on: what you enter waits here and is sent as soon as it is back.");
  if (entries.length) lines.push(`${entries.length} ${entries.length === 1 ? "entry waits" : "entries wait"} to be sent.`);
  const refused = refusals.read();
  lines.push(...refused);
  const text = lines.join("\n");
  if ((waiting.dataset.text ?? "") === text) return;
  waiting.dataset.text = text;
  waiting.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
  if (!refused.length) return;
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "nhsuk-button nhsuk-button--secondary nhsuk-button--small",
    textContent: "I have read this",
  });
  button.addEventListener("click", () => {
    refusals.clear();
    sayWaiting();
  });
  waiting.append(button);
};

const ask = async (address, options = {}) => {
  const answer = await fetch(address, { ...options, signal: AbortSignal.timeout(GIVE_UP) });
  signedOut = answer.redirected;
  if (signedOut) throw new Error("signed out");
  if (answer.status >= 500) throw new Error("not now");
  lost = false;
  return answer;
};

const post = (entry) => {
  const body = new URLSearchParams(entry.body);
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (token) body.set("csrfmiddlewaretoken", token.value);
  const own = sent.get(entry.key)?.form.closest("[data-part]")?.id;
  return ask(entry.action, { method: "POST", body, headers: { "X-Desk": "parts", "X-Desk-Has": marks(own) } });
};

const typedIn = (entry) => {
  const body = new URLSearchParams(entry.body);
  return ["words", "why", "ground", "resolution", "owner", "name"].map((name) => body.get(name)).filter(Boolean).join(" / ");
};

// The forms whose entries are on their way: by key, the form and what was in it when it was sent.
const sent = new Map();

const content = (form) => {
  const body = new FormData(form);
  for (const name of ["key", "at", "csrfmiddlewaretoken"]) body.delete(name);
  return new URLSearchParams(body).toString();
};

// Whether a form still holds what was sent from it; whoever has typed on since keeps their words.
const unchanged = (key) => {
  const { form, was } = sent.get(key) ?? {};
  return Boolean(form?.isConnected) && content(form) === was;
};

const newKey = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  return bytes.map((byte, place) => (place === 6 ? (byte & 15) | 64 : byte).toString(16).padStart(2, "0")).join("");
};

// Send what waits in its order. One that is refused is taken off and shown with its words, so that nothing typed is lost.
const flush = async () => {
  if (sending) return;
  sending = true;
  try {
    for (let entries = shelf.read(); entries.length; entries = shelf.read()) {
      const [first] = entries;
      const answer = await post(first);
      const html = await answer.text();
      shelf.write(shelf.read().filter((entry) => entry.key !== first.key));
      const last = answer.headers.get("X-Desk-Last");
      const forced = unchanged(first.key) ? sent.get(first.key).form.closest("[data-part]").id : undefined;
      if (last) show(html, last, forced);
      if (!answer.ok && !(last && forced)) refusals.add(`Not entered: ${first.said}. ${typedIn(first)}`);
      sent.delete(first.key);
    }
  } catch {
    lost = !signedOut;
    // What waits is safe: its forms are made ready for the next entry.
    for (const { key } of shelf.read()) {
      if (unchanged(key)) {
        const { form } = sent.get(key);
        delete form.dataset.typed;
        form.reset();
      }
      sent.delete(key);
    }
  }
  sending = false;
  sayWaiting();
};

desk.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-entry]");
  if (!form) return;
  event.preventDefault();
  const was = content(form);
  if ([...sent.values()].some((one) => one.form === form && one.was === was)) return; // pressed twice
  const body = new FormData(form);
  body.set("at", new Date().toISOString());
  const button = event.submitter ?? form.querySelector("button");
  const key = body.get("key");
  shelf.write([
    ...shelf.read(),
    { key, action: form.action, said: button?.textContent.trim() ?? "", body: new URLSearchParams(body).toString() },
  ]);
  sent.set(key, { form, was });
  form.elements.key.value = newKey();
  await flush();
  document.querySelector("#part-problems [data-problems]")?.scrollIntoView({ block: "nearest" });
});

setInterval(async () => {
  if (asking || sending || document.hidden) return;
  asking = true;
  try {
    if (shelf.read().length) await flush();
    else {
      const answer = await ask(`${since}?page=${desk.dataset.page}${ALL}`, { headers: { "X-Unattended": "yes", "X-Desk-Has": marks() } });
      if (answer.status === 200 && !sending) show(await answer.text(), answer.headers.get("X-Desk-Last"));
      sayWaiting();
    }
  } catch {
    lost = !signedOut;
    sayWaiting();
  }
  asking = false;
}, EVERY);

addEventListener("online", () => flush());
sayWaiting();
if (shelf.read().length) flush();
