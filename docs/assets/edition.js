// What a page does beyond being read: menu, light and dark, permalinks, previews, keys, the navigator's place.
// Everything is a link or in full view without it.

const status = document.getElementById("page-status");
const store = {
  get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
  set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* kept for this page only */ } },
};

// Buttons of the header and the footer

const actions = {
  scheme(button) {
    const dark = getComputedStyle(document.documentElement).colorScheme === "dark"
      || (!document.documentElement.dataset.scheme && matchMedia("(prefers-color-scheme: dark)").matches);
    document.documentElement.dataset.scheme = dark ? "light" : "dark";
    store.set("scheme", document.documentElement.dataset.scheme);
    button.setAttribute("aria-pressed", String(!dark));
  },
  menu() {
    openMenu(!menuIsOpen());
  },
  keys() {
    document.getElementById("page-keys").showModal();
  },
};

for (const button of document.querySelectorAll("[data-action]")) {
  button.addEventListener("click", () => actions[button.dataset.action](button));
}
document.querySelector("[data-action=scheme]")?.setAttribute("aria-pressed", String(
  (document.documentElement.dataset.scheme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark",
));

// On a phone the menu lies over the page: it closes with Escape, and when the focus or a press goes elsewhere

const menuButton = document.querySelector("[data-action=menu]");
const menuIsOpen = () => document.documentElement.classList.contains("menu-open");

function openMenu(open) {
  document.documentElement.classList.toggle("menu-open", open);
  menuButton.setAttribute("aria-expanded", String(open));
}

for (const kind of ["focusin", "click"]) {
  document.addEventListener(kind, (event) => { if (!event.target.closest(".menu, [data-action=menu]")) openMenu(false); });
}
addEventListener("pagehide", () => openMenu(false)); // or Back would show it open
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menuIsOpen()) return;
  openMenu(false);
  menuButton.focus();
});

// Permalinks: one press copies the link and says so

async function copyLink(link) {
  if (new URL(link.href).pathname === location.pathname) history.replaceState(null, "", link.hash);
  try {
    await navigator.clipboard.writeText(link.href);
    status.textContent = "";
    status.textContent = `Link to ${link.getAttribute("aria-label").replace(/^Permalink to /, "")} copied`;
    link.dataset.copied = "";
    setTimeout(() => delete link.dataset.copied, 2000);
  } catch {
    location.assign(link.href);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.permalink");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  copyLink(link);
});

// The passage that is being read, and the navigator's place

const passages = [...document.querySelectorAll(".passage")];
const headings = [...document.querySelectorAll(".passage--statement")];
const places = new Map([...document.querySelectorAll(".navigator__conclusions a")].map((link) => [link.hash.slice(1), link]));

function lastAbove(line, elements) {
  return elements.findLast((element) => element.getBoundingClientRect().top <= line);
}

function followReading() {
  const here = lastAbove(0.3 * innerHeight, headings);
  for (const [id, link] of places) {
    if (id === here?.id) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}

if (document.querySelector(".with-navigator")) {
  let asked = false;
  addEventListener("scroll", () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; followReading(); });
  }, { passive: true });
  followReading();
}

// Keys, unless they are turned off or a field has the focus

const keysOn = document.getElementById("page-keys-on");
keysOn.checked = store.get("keys") !== "off";
keysOn.addEventListener("change", () => store.set("keys", keysOn.checked ? "on" : "off"));

function currentPassage() {
  return document.activeElement.closest(".passage") ?? lastAbove(100, passages); // a passage that is jumped to stops below the header
}

function step(by) {
  const next = passages[passages.indexOf(currentPassage()) + by];
  const link = next?.querySelector(".permalink");
  if (!link) return;
  history.replaceState(null, "", `#${next.id}`);
  next.scrollIntoView({ block: "start" });
  link.focus({ preventScroll: true });
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  n: () => document.querySelector(".navigator [rel=next]")?.click(),
  p: () => document.querySelector(".navigator [rel=prev]")?.click(),
  c: () => { const link = currentPassage()?.querySelector(".permalink"); if (link) copyLink(link); },
  "/": () => document.querySelector("main [type=search], .site-search input").focus(),
  "?": actions.keys,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !keysOn.checked) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
  if (!Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});

// Previews: what a mention is, taken from its entry on its own page

const preview = Object.assign(document.createElement("div"), { className: "preview", id: "page-preview", hidden: true });
preview.setAttribute("role", "tooltip");
document.querySelector("main").append(preview);
const pages = new Map();
let previewed = null;
let timer = 0;

function pageOf(link) {
  const address = link.href.split("#")[0];
  if (!pages.has(address)) {
    pages.set(address, fetch(address).then((answer) => answer.text())
      .then((text) => new DOMParser().parseFromString(text, "text/html")));
  }
  return pages.get(address);
}

async function showPreview(link, byPointer) {
  let entry;
  try {
    entry = (await pageOf(link)).getElementById(link.hash.slice(1));
  } catch {
    return; // no network, or a folder of files: the link itself still works
  }
  if (!entry || previewed !== link) return;
  const parts = [":scope > .entry__kind, :scope > h2, :scope > h3", ":scope > .facts", ":scope > .gist", ":scope > .mentioned-in > h3"]
    .flatMap((selector) => [...entry.querySelectorAll(selector)]).map((part) => {
      const copy = document.createElement(part.tagName === "DL" ? "dl" : "p");
      copy.className = part.className || "preview__name";
      copy.append(...part.cloneNode(true).childNodes);
      for (const control of copy.querySelectorAll(".permalink, .edit")) control.remove();
      for (const inner of copy.querySelectorAll("a")) inner.replaceWith(...inner.childNodes);
      return copy;
    });
  preview.replaceChildren(...parts);
  preview.hidden = false;
  link.setAttribute("aria-describedby", preview.id);
  place(link, byPointer ? pointer : { clientX: -Infinity, clientY: -Infinity });
}

/* At the line under the pointer, for a link may be on several, and so far to the right that the pointer gets into it. */
function place(link, { clientX, clientY }) {
  const lines = [...link.getClientRects()];
  const at = lines.find((line) => clientY < line.bottom) ?? lines.at(-1);
  const width = Math.min(360, innerWidth - 24);
  const below = at.bottom + preview.offsetHeight + 12 < innerHeight || at.top < preview.offsetHeight + 12;
  preview.style.width = `${width}px`;
  const left = Math.max(at.left, clientX + 24 - width);
  preview.style.left = `${Math.max(12, Math.min(left, innerWidth - width - 12)) + scrollX}px`;
  preview.style.top = `${(below ? at.bottom : at.top - preview.offsetHeight) + scrollY}px`;
}

function hidePreview() {
  clearTimeout(timer);
  previewed?.removeAttribute("aria-describedby");
  previewed = null;
  preview.hidden = true;
}

function startPreview(link, byPointer) {
  if (link === previewed || location.protocol === "file:") return; // a file may not read another
  hidePreview();
  previewed = link;
  showPreview(link, byPointer);
}

let pointer = {};
document.addEventListener("pointermove", (event) => { pointer = event; });
document.addEventListener("pointerover", (event) => {
  const moved = event.screenX !== pointer.screenX || event.screenY !== pointer.screenY; // else the page did
  if (event.pointerType === "touch" || !moved) return;
  pointer = event;
  clearTimeout(timer);
  const link = event.target.closest("a.mention, a.sdg");
  const stays = link || event.target.closest(".preview") || previewed === document.activeElement;
  if (link) timer = setTimeout(startPreview, 250, link, true);
  else if (!stays) timer = setTimeout(hidePreview, 300);
});
document.addEventListener("focusin", (event) => {
  const link = event.target.closest("a.mention, a.sdg");
  if (link?.matches(":focus-visible")) startPreview(link, false);
  else hidePreview();
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hidePreview(); });

// Paper has no way to open a closed part

addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details:not([open])")) {
    part.open = true;
    part.dataset.printed = "";
  }
});
addEventListener("afterprint", () => {
  for (const part of document.querySelectorAll("details[data-printed]")) {
    part.open = false;
    delete part.dataset.printed;
  }
});
