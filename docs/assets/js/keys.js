// Keys, unless they are turned off or a field has the focus, and the list of them. A passage that takes the focus is read
// out: its name, then its words.

import { modified } from "./events.js";
import { goToNeighbour, goToNumber, goToPassage } from "./navigator.js";
import { arrivedAt, lastAbove, store } from "./page.js";
import { copyLink } from "./permalinks.js";

const passages = [...document.querySelectorAll(".passage")];
const list = document.getElementById("page-keys");
const on = document.getElementById("page-keys-on");

/** The passage with the focus, or that a link led to; else the one at the top, where a jump ends below the header; else the first. */
function currentPassage() {
  return document.activeElement.closest(".passage") ?? arrivedAt() ?? lastAbove(100, passages) ?? passages[0];
}

const keys = {
  j: () => goToPassage(1),
  k: () => goToPassage(-1),
  n: () => goToNeighbour(1),
  p: () => goToNeighbour(-1),
  c: () => { const link = currentPassage()?.querySelector(".permalink"); if (link) copyLink(link); },
  "/": () => document.querySelector("main [type=search], .site-search input")?.focus(),
  "?": () => list.showModal(),
};
for (const number of "123456789") keys[number] = () => goToNumber(number);

function describe(passage) {
  if (!passage.matches(".passage")) return;
  document.getElementById("page-words")?.removeAttribute("id");
  passage.querySelector(".verbatim").id = "page-words";
  passage.setAttribute("aria-describedby", "page-words");
  passage.setAttribute("aria-label", passage.dataset.name);
}

document.addEventListener("focusin", (event) => describe(event.target));
document.addEventListener("focusout", (event) => { if (event.target.matches(".passage")) event.target.removeAttribute("aria-label"); });
describe(document.activeElement);
on.checked = store.get("keys") !== "off";
on.addEventListener("change", () => store.set("keys", on.checked ? "on" : "off"));
document.querySelector("[data-action=keys]").addEventListener("click", () => list.showModal());
document.addEventListener("keydown", (event) => {
  if (modified(event) || !on.checked) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
  if (!Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});
