// Citations: copied with one press; asked for from a passage, shown on the spot. Without it, "Cite" leads to the page.

import { modified } from "./events.js";
import { entryOf, status } from "./page.js";
import { openSheet } from "./sheet.js";

async function textOf(file) {
  const answer = await fetch(file.href);
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
}

/** A text goes with its italics, to where those can be pasted. */
async function put(button) {
  const file = button.parentElement.querySelector("a[download]");
  if (file) return navigator.clipboard.writeText(await textOf(file));
  const text = button.parentElement.querySelector(".citation__text");
  const blobs = Object.entries({ "text/plain": text.textContent, "text/html": text.innerHTML })
    .map(([type, content]) => [type, new Blob([content], { type })]);
  return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}

async function copy(button) {
  const place = button.closest("dialog")?.querySelector("[role=status]") ?? status; // a dialog hides all around it
  place.textContent = "";
  try {
    await put(button);
    place.textContent = `${button.dataset.what} copied`;
    button.firstChild.data = "Copied";
    setTimeout(() => { button.firstChild.data = "Copy"; }, 2000);
  } catch {
    place.textContent = "Your browser blocked copying.";
  }
}

/** The entry that a link leads to, as a copy that can be shown on this page. */
async function copyOf(link) {
  const entry = (await entryOf(link)).cloneNode(true);
  for (const inner of entry.querySelectorAll("a")) inner.href = new URL(inner.getAttribute("href"), link.href);
  return entry;
}

async function show(link) {
  let entry;
  try {
    entry = await copyOf(link);
  } catch {
    location.assign(link.href); // no network, or a folder of files
    return;
  }
  openSheet(link.getAttribute("aria-label"), entry, () => link.focus());
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".cite-copy");
  if (button) copy(button);
  const link = event.target.closest("a.cite");
  if (!link || modified(event) || event.shiftKey) return;
  event.preventDefault();
  show(link);
});
