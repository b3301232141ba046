// Previews: what a mention is, taken from its entry on its own page.

import { modified } from "./events.js";
import { entryOf } from "./page.js";
import { openSheet } from "./sheet.js";

const preview = Object.assign(document.createElement("div"), { className: "preview", id: "page-preview", hidden: true });
preview.setAttribute("role", "tooltip");
document.querySelector("main").append(preview);
let previewed = null;
let timer = 0;

async function showPreview(link, byPointer) {
  let entry;
  try {
    entry = await entryOf(link);
  } catch {
    return; // no network, or a folder of files: the link itself still works
  }
  if (!entry || previewed !== link) return;
  preview.replaceChildren(...partsOf(entry));
  preview.hidden = false;
  link.setAttribute("aria-describedby", preview.id);
  place(link, byPointer ? pointer : { clientX: -Infinity, clientY: -Infinity });
}

/** Of an entry, what says in short what it is about. */
function partsOf(entry) {
  return [":scope > .entry__kind, :scope > .entry__head > :is(h2, h3)", ":scope > .facts", ":scope > .gist", ":scope > .mentioned-in > h3"]
    .flatMap((selector) => [...entry.querySelectorAll(selector)]).map((part) => {
      const copy = document.createElement(part.tagName === "DL" ? "dl" : "p");
      copy.className = part.className || "preview__name";
      copy.append(...part.cloneNode(true).childNodes);
      for (const inner of copy.querySelectorAll("a")) inner.replaceWith(...inner.childNodes);
      return copy;
    });
}

/** At the line under the pointer, for a link may be on several, and so far to the right that the pointer gets into it. */
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

/** Where nothing hovers or there is little room, a press shows the entry as a sheet, with the way to it. */
async function showAsSheet(link) {
  hidePreview();
  try {
    const content = document.createElement("div");
    content.append(...partsOf(await entryOf(link)));
    const way = Object.assign(document.createElement("p"), { className: "sheet__way" });
    way.append(Object.assign(document.createElement("a"), { className: "button", href: link.href, textContent: "Open the entry" }));
    content.append(way);
    openSheet(link.textContent, content);
  } catch {
    location.assign(link.href); // no network
  }
}

const small = matchMedia("(hover: none), (max-width: 44.99em)");
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.mention, .sidenote a[data-ref]");
  if (!link || !small.matches || modified(event) || event.shiftKey || location.protocol === "file:") return;
  event.preventDefault();
  showAsSheet(link);
});

let pointer = {};
document.addEventListener("pointermove", (event) => { pointer = event; });
document.addEventListener("pointerover", (event) => {
  const moved = event.screenX !== pointer.screenX || event.screenY !== pointer.screenY; // else the page did
  if (event.pointerType === "touch" || !moved) return;
  pointer = event;
  clearTimeout(timer);
  const link = event.target.closest("a.mention, .sidenote a[data-ref]");
  const stays = link || event.target.closest(".preview") || previewed === document.activeElement;
  if (link) timer = setTimeout(startPreview, 250, link, true);
  else if (!stays) timer = setTimeout(hidePreview, 300);
});
document.addEventListener("focusin", (event) => {
  const link = event.target.closest("a.mention, .sidenote a[data-ref]");
  if (link?.matches(":focus-visible")) startPreview(link, false);
  else hidePreview();
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hidePreview(); });
