// The navigator marks what is being read. On a narrow page it is a bar with the ways to the stops before and
// after, which opens the whole as a sheet.

import { arrivedAt, lastAbove } from "./page.js";
import { openSheet } from "./sheet.js";

const nav = document.querySelector(".navigator");
const list = nav?.querySelector(".navigator__list");
const bar = nav?.querySelector(".navigator__bar");
const links = [...list?.querySelectorAll("ol a") ?? []];
const isHere = (link) => link.pathname === location.pathname;
const addresses = [...new Set(links.map((link) => link.href))]; // a part and its first paragraph have the same
const places = new Map(links.filter(isHere).map((link) => [link.hash.slice(1), link]));
const onPage = [...places.keys()].map((id) => document.getElementById(id)).filter(Boolean);
const stopOf = (link) => link?.closest(".navigator__stop")?.querySelector("[data-stop]");
const first = Math.max(0, links.findIndex(isHere));
let current;

/** The link to what is being read: the passage that a link or a key led to while it is in the middle or at the top, or is as
    high as the page can bring it; else the last that begins in the upper part of the window. */
function findCurrent() {
  const line = 0.3 * innerHeight;
  const atEnd = Math.ceil(scrollY + innerHeight) >= document.documentElement.scrollHeight;
  const focused = onPage.find((one) => one.contains(document.activeElement));
  const top = focused?.getBoundingClientRect().top;
  const reached = top >= 0 && top <= (atEnd ? innerHeight : line);
  return places.get(arrivedAt()?.id) ?? places.get((reached ? focused : lastAbove(line, onPage))?.id);
}

function follow() {
  const link = findCurrent();
  if (link === current) return;
  for (const old of list.querySelectorAll("[aria-current=location]")) old.removeAttribute("aria-current");
  current = link;
  for (const one of new Set([link, stopOf(link)])) if (one && one.ariaCurrent !== "page") one.setAttribute("aria-current", "location");
  if (bar) fillBar();
  const box = stopOf(link) ?? link;
  if (box && list.scrollHeight > list.clientHeight) {
    const top = box.getBoundingClientRect().top - list.getBoundingClientRect().top;
    if (top < 0 || top > list.clientHeight - 40) list.scrollTop += top - list.clientHeight / 2;
  }
}

const textOf = (link, part) => link?.querySelector(part)?.textContent ?? "";
const nameOf = (link) => `${textOf(link, ".navigator__number")} ${textOf(link, ".navigator__title")}`.trim();

function fillBar() {
  const shown = stopOf(current) ?? current;
  bar.querySelector("button").lastElementChild.textContent = nameOf(shown) || "Contents";
  for (const way of bar.querySelectorAll("[data-way]")) {
    const link = stopFrom(Number(way.dataset.way));
    way.hidden = !link;
    if (!link) continue;
    way.href = link.href;
    way.querySelector("span:not([aria-hidden])").textContent = textOf(link, ".navigator__number") || nameOf(link);
    way.setAttribute("aria-label", `${way.dataset.way < 0 ? "Previous" : "Next"}: ${nameOf(link)}`);
  }
  bar.hidden = false;
}

/** Where in a list something is; while nothing is being read yet, right before what the page begins with. */
const placeIn = (all, shown, begins) => (shown ? all.indexOf(shown) : all.indexOf(begins) - 0.5);

/** The stop before (-1) or after (1) what is being read. */
function stopFrom(by) {
  const shown = stopOf(current) ?? current;
  const at = placeIn(links, shown, links[first]);
  const others = by < 0 ? links.slice(0, Math.ceil(at)).reverse() : links.slice(Math.floor(at) + 1);
  return others.find((link) => link.dataset.stop !== undefined);
}

function go(address) {
  if (address) location[address.split("#")[0] === location.href.split("#")[0] ? "replace" : "assign"](address);
}

/** To the stop before or after, on whichever page. */
export function goToNeighbour(by) {
  if (nav) follow();
  go(stopFrom(by)?.href);
}

/** To the conclusion with a number. */
export const goToNumber = (number) => go(links.find((link) => link.dataset.stop === number)?.href);

/** To the passage before or after, on whichever page. */
export function goToPassage(by) {
  if (nav) follow();
  const at = placeIn(addresses, current?.href, links[first]?.href);
  go(addresses[by < 0 ? Math.ceil(at) - 1 : Math.floor(at) + 1]);
}

function showAsSheet() {
  openSheet("The document", list, () => nav.append(list));
  (list.querySelector("[data-stop][aria-current]") ?? list.querySelector("[aria-current]"))?.focus();
}

if (nav) {
  let asked = false;
  for (const kind of ["scroll", "resize", "focusin", "hashchange"]) {
    addEventListener(kind, () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => { asked = false; follow(); });
    }, { passive: true });
  }
  follow();
  if (bar) fillBar();
  bar?.querySelector("button").addEventListener("click", showAsSheet);
}
