// Previews: what a mention is, taken from its entry on its own page.

import { entryOf } from "./page.js";

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
