// The search page. Pagefind gives candidates; whether one is a result, and which comes first, is decided here.

import { modified } from "./js/events.js";
import { judge, parse, stretch, wordsOf } from "./js/matching.js";

const MOST = 50; // candidates to look at: one more word narrows them down
const PAUSE = 200; // milliseconds without a key before a search

let engine;

/** Pagefind, loaded when it is first wanted; in the page, as a worker would load its code a second time. */
function pagefind() {
  return engine ??= import("../pagefind/pagefind.js").then((module) => module.createInstance({
    noWorker: true,
    ranking: { metaWeights: { place: 0, passage: 0 } },
  }));
}

/** The results for a query, best first; `more` if there were too many candidates to look at. */
export async function search(query) {
  const asked = parse(query);
  if (!asked.words.length) return { found: [], more: false };
  const { results } = await (await pagefind()).search(query.replace(/["“”]/g, " "));
  const near = asked.phrases.length ? results : results.slice(0, MOST);
  const judged = await Promise.all(near.map(async (one, rank) => judge(await one.data(), asked, new Set(one.words), rank)));
  const found = judged.filter(Boolean).sort((a, b) => (
    b.named - a.named || b.inRow - a.inRow || !a.meta.passage - !b.meta.passage || a.rank - b.rank));
  return { found, more: near.length < results.length };
}

// The page

const form = document.getElementById("page-search");
const field = document.getElementById("page-search-field");
const status = document.getElementById("page-search-status");
const list = document.getElementById("page-results");
const name = document.title;
let latest = 0; // number of the last search: an earlier one that ends later shows nothing
let settled = false; // whether the address is one to come back to
let timer;

/** Put a stretch of a text into an element, with its marks. */
function fill(element, text, marks) {
  const [from, to] = stretch(text, marks);
  let at = from;
  for (const { start, end } of marks.filter((mark) => mark.start >= from && mark.end <= to)) {
    if (start < at) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    element.append(text.slice(at, start), mark);
    at = end;
  }
  element.append(text.slice(at, to));
  element.parentElement.classList.toggle("is-cut-before", from > 0);
  element.parentElement.classList.toggle("is-cut-after", to < text.length);
}

function itemOf({ url, content, meta, names, marks }) {
  const item = document.getElementById(`page-result-${meta.passage ? "passage" : "entry"}`).content.cloneNode(true);
  item.querySelector("a").href = url;
  item.querySelector(".result__title").textContent = meta.title;
  item.querySelector(".result__place").textContent = meta.place;
  if (content === meta.title) item.querySelector(".result__words").remove(); // an entry of which nothing more is said
  else fill(item.querySelector(".result__words > *"), content, marks);
  if (meta.passage) item.querySelector(".quote").dataset.quote = meta.passage;
  else item.querySelector(".result__names").textContent = names.slice(1).join(" · ");
  return item;
}

async function show(query) {
  const turn = ++latest;
  const wanted = wordsOf(query).length > 0;
  document.title = wanted ? `${query} – ${name}` : name;
  if (wanted && !engine) status.textContent = "Searching…";
  let [says, items] = ["", []];
  try {
    const { found, more } = await search(query);
    const count = more ? `The best ${found.length}` : found.length || "No";
    const quoted = /^["“].*["”]$/.test(query) ? query : `“${query}”`;
    if (wanted) says = `${count} result${found.length === 1 ? "" : "s"} for ${quoted}`;
    items = found.map(itemOf);
  } catch (error) {
    engine = undefined; // the next search tries again
    says = "Search could not be loaded. Check your connection and use an up-to-date browser.";
    console.info(error);
  }
  if (turn !== latest) return;
  status.textContent = says;
  list.replaceChildren(...items);
}

/** Search for what is in the field. Typing changes the address, but for one that was settled: that can be gone back to. */
function run(settle) {
  clearTimeout(timer);
  const address = new URL(location);
  const query = field.value.trim();
  address.hash = "";
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  if (address.href !== location.href) history[settled ? "pushState" : "replaceState"](null, "", address);
  settled = settle;
  show(query);
}

function fromAddress() {
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  settled = field.value !== "";
  show(field.value.trim());
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run(true);
});
field.addEventListener("input", () => {
  pagefind().catch(() => {}); // told when the search itself fails
  clearTimeout(timer);
  timer = setTimeout(run, PAUSE, false);
});
addEventListener("popstate", fromAddress);
addEventListener("keydown", (event) => {
  if (modified(event) || event.shiftKey) return;
  const links = [...list.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  if (at < 0 && event.target !== field) return;
  const steps = { ArrowDown: links[at + 1], ArrowUp: at >= 0 && (links[at - 1] ?? field), Escape: at >= 0 && field };
  if (!steps[event.key]) return;
  event.preventDefault();
  steps[event.key].focus();
});
fromAddress();
