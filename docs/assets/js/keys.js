// Keys, unless they are turned off or a field has the focus, and the list of them.

import { modified } from "./events.js";
import { lastAbove, store } from "./page.js";
import { copyLink } from "./permalinks.js";

const passages = [...document.querySelectorAll(".passage")];
const list = document.getElementById("page-keys");
const on = document.getElementById("page-keys-on");

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
  "?": () => list.showModal(),
};

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
