// The search page: its address has the query, and can be shared.

import { modified } from "./js/events.js";
import { setAddress } from "./js/history.js";
import { addressOf, isLoaded, loadSearch } from "./js/search/loader.js";
import { fill, said } from "./js/search/show.js";
import { shortened } from "./js/search/words.js";

const PAUSE = 200; // milliseconds without a key before a search
const WORDS = 45; // of a long text

const form = document.getElementById("page-search");
const field = document.getElementById("page-search-field");
const status = document.getElementById("page-search-status");
const meaning = document.getElementById("page-search-meant");
const list = document.getElementById("page-results");
const name = document.title;
let latest = 0; // number of the last search: an earlier one that ends later shows nothing
let settled = false; // whether the address is one to come back to
let timer;

function itemOf({ record, marks, degree }) {
  const item = document.getElementById(`page-result-${record.kind}`).content.cloneNode(true);
  item.querySelector("li").dataset.degree = degree;
  item.querySelector("a").href = addressOf(record);
  item.querySelector(".result__title").textContent = record.title;
  item.querySelector(".result__place").textContent = record.place;
  const words = item.querySelector(".result__words > *");
  if (!words) return item; // an answer
  if (record.text) fill(words, record.text, marks, WORDS);
  else words.parentElement.remove(); // an entry of which nothing more is said
  if (record.passage) words.dataset.quote = record.passage;
  else if (record.kind === "entry") item.querySelector(".result__names").textContent = [...record.names, ...record.also].join(" · ");
  return item;
}

function suggest(meant) {
  meaning.hidden = !meant;
  const link = meaning.querySelector("a");
  link.textContent = meant;
  link.href = `?${new URLSearchParams({ q: meant })}`;
}

async function show(query, typing) {
  const turn = ++latest;
  document.title = query ? `${shortened(query)} – ${name}` : name;
  let found = { results: [], meant: "" };
  let says = "";
  if (query) {
    if (!isLoaded()) status.textContent = "Searching…";
    try {
      found = (await loadSearch())(query, typing);
      says = said(query, found.results);
    } catch (error) {
      says = "Search could not be loaded. Check your connection and use an up-to-date browser.";
      console.info(error);
    }
  }
  if (turn !== latest) return;
  status.textContent = says;
  suggest(found.meant);
  list.replaceChildren(...found.results.map(itemOf));
}

/** Search for what is in the field. Typing changes the address, but for one that was settled: that can be gone back to. */
function run(settle) {
  clearTimeout(timer);
  const address = new URL(location);
  const query = field.value.trim();
  const kept = shortened(query);
  address.hash = "";
  if (kept) address.searchParams.set("q", kept);
  else address.searchParams.delete("q");
  if (address.href !== location.href) setAddress(address, settled ? "pushState" : "replaceState");
  settled = settle;
  show(query, !settle);
}

function fromAddress() {
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  settled = field.value !== "";
  show(field.value.trim(), false);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run(true);
});
field.addEventListener("input", () => {
  loadSearch().catch(() => {}); // said when the search itself fails
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
