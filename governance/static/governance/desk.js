// The desk, kept fresh and safe from a lost connection. Without it every form works by itself.
const desk = document.getElementById("desk");
const waiting = document.getElementById("desk-waiting");
const SHELF = `hubportal-desk:${location.pathname.replace(/mine\/$/, "")}:${desk.dataset.person}`;
const EVERY = 1000;
const GIVE_UP = 10000;
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

const inUse = (part) => {
  if (part.querySelector("form[data-busy]")) return true;
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

// Put the new parts in the place of the old, save those in which somebody types; `forced` is the part just sent.
const show = (html, last, forced) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const focused = document.activeElement?.id;
  for (const part of fresh.querySelectorAll("[data-part]")) {
    const old = document.getElementById(part.id);
    if (!old || old.innerHTML === part.innerHTML) continue;
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
    if (old.id !== forced) for (const id of unfolded) document.getElementById(id)?.parentElement.setAttribute("open", "");
  }
  since = since.replace(/\d+\/$/, `${last}/`);
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
};

const sayWaiting = (refused) => {
  const entries = shelf.read();
  const lines = [];
  if (signedOut) lines.push("You are signed out. Sign in again in another tab; what waits is sent then.");
  else if (lost) lines.push("The connection is lost. Go on: what you enter waits here and is sent as soon as it is back.");
  if (entries.length) lines.push(`${entries.length} ${entries.length === 1 ? "entry waits" : "entries wait"} to be sent.`);
  if (refused) lines.push(...refused);
  const text = lines.join("\n");
  if (waiting.dataset.text === text) return;
  waiting.dataset.text = text;
  waiting.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
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
  return ask(entry.action, { method: "POST", body, headers: { "X-Desk": "parts" } });
};

const typedIn = (entry) => {
  const body = new URLSearchParams(entry.body);
  return ["words", "why", "ground", "resolution", "owner", "name"].map((name) => body.get(name)).filter(Boolean).join(" / ");
};

// Send what waits in its order. One that is refused is taken off and shown with its words, so that nothing typed is lost.
const flush = async (part) => {
  if (sending) return;
  sending = true;
  const refused = [];
  try {
    for (let entries = shelf.read(); entries.length; entries = shelf.read()) {
      const [first] = entries;
      const answer = await post(first);
      const html = await answer.text();
      shelf.write(shelf.read().filter((entry) => entry.key !== first.key));
      if (answer.headers.has("X-Desk-Last")) {
        show(html, answer.headers.get("X-Desk-Last"), first.key === part?.key ? part.id : undefined);
        if (!answer.ok && first.key !== part?.key) refused.push(`Not entered: ${first.said} ${typedIn(first)}`);
      } else refused.push(`Not entered: ${first.said} ${typedIn(first)}. Load the page again.`);
    }
  } catch {
    lost = !signedOut;
  }
  sending = false;
  sayWaiting(refused.length ? refused : undefined);
};

desk.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-entry]");
  if (!form) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  const part = form.closest("[data-part]");
  const body = new FormData(form);
  body.set("at", new Date().toISOString());
  const button = event.submitter ?? form.querySelector("button");
  const entry = {
    key: body.get("key"),
    action: form.action,
    said: button?.textContent.trim() ?? "",
    body: new URLSearchParams(body).toString(),
  };
  form.dataset.busy = "1";
  shelf.write([...shelf.read(), entry]);
  await flush({ id: part.id, key: entry.key });
  delete form.dataset.busy;
  if (shelf.read().some((one) => one.key === entry.key)) {
    // It waits. The form is ready for the next one, which has a key of its own.
    form.reset();
    form.elements.key.value = crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((byte, place) => (place === 6 ? (byte & 15) | 64 : byte).toString(16).padStart(2, "0")).join("");
  }
  document.querySelector("#part-problems [data-problems]")?.scrollIntoView({ block: "nearest" });
});

setInterval(async () => {
  if (asking || sending || document.hidden) return;
  asking = true;
  try {
    if (shelf.read().length) await flush();
    else {
      const answer = await ask(`${since}?page=${desk.dataset.page}`, { headers: { "X-Unattended": "yes" } });
      if (answer.status === 200 && !sending) show(await answer.text(), answer.headers.get("X-Desk-Last"));
      if (waiting.dataset.text && !waiting.dataset.text.startsWith("Not entered")) sayWaiting();
    }
  } catch {
    lost = !signedOut;
    sayWaiting();
  }
  asking = false;
}, EVERY);

addEventListener("online", () => flush());
if (shelf.read().length) flush();
