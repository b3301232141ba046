// The search in the header: results as one types, in a list below the field.

import { addressOf, isLoaded, loadSearch } from "./loader.js";
import { fill, said } from "./show.js";

const PAUSE = 120; // milliseconds without a key before a search
const MOST = { answer: 1, passage: 5, entry: 3, page: 3 };
const WORDS = 16; // of a passage

const form = document.querySelector(".site-search");
const field = form.querySelector("input");
const panel = document.getElementById("page-found");
const status = panel.querySelector("[role=status]");
const list = panel.querySelector("[role=listbox]");
let latest = 0; // number of the last search: an earlier one that ends later shows nothing
let timer;

const options = () => [...list.querySelectorAll("[role=option]")];

function show(open) {
  panel.classList.toggle("is-open", open);
  list.hidden = !open || !options().length;
  field.setAttribute("aria-expanded", String(!list.hidden));
  if (!open) status.textContent = "";
  choose(null);
}

/** Mark an option as the one that Enter opens. */
function choose(option) {
  for (const one of options()) one.setAttribute("aria-selected", String(one === option));
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function optionOf({ record, marks }) {
  const option = document.getElementById("page-found-option").content.firstElementChild.cloneNode(true);
  option.href = addressOf(record);
  option.querySelector(".found__title").textContent = record.title;
  option.querySelector(".found__place").textContent = record.place;
  const words = option.querySelector(".found__words > *");
  if (record.passage) fill(words, record.text, marks, WORDS);
  else words.parentElement.remove();
  return option;
}

async function find() {
  const turn = ++latest;
  const query = field.value.trim();
  if (!query) return show(false);
  let says;
  let items = [];
  if (!isLoaded()) {
    show(true);
    status.textContent = "Searching…";
  }
  try {
    const { results, meant } = (await loadSearch())(query, true);
    says = said(query, results) + (meant && `. Did you mean “${meant}”?`);
    items = results;
  } catch {
    says = "Search could not be loaded. Press Enter to try again.";
  }
  if (turn !== latest || document.activeElement !== field) return undefined;
  for (const group of list.querySelectorAll("[data-kind]")) {
    const { kind } = group.dataset;
    const found = items.filter(({ record }) => record.kind === kind).slice(0, MOST[kind]);
    group.replaceChildren(...found.map(optionOf));
    group.hidden = !found.length;
  }
  options().forEach((option, at) => { option.id = `page-found-${at}`; });
  status.textContent = items.length > options().length ? `${says}. Press Enter for all.` : says;
  return show(true);
}

function step(by) {
  if (list.hidden) return find();
  const all = [null, ...options()];
  const at = all.findIndex((one) => one?.getAttribute("aria-selected") === "true");
  return choose(all.at((Math.max(at, 0) + by) % all.length));
}

field.setAttribute("role", "combobox");
field.setAttribute("aria-autocomplete", "list");
field.setAttribute("aria-controls", list.id);
show(false);
field.addEventListener("input", () => {
  loadSearch().catch(() => {}); // said when the search itself fails
  clearTimeout(timer);
  timer = setTimeout(find, PAUSE);
});
field.addEventListener("keydown", (event) => {
  const chosen = list.querySelector("[aria-selected=true]");
  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Escape: panel.classList.contains("is-open") && (() => show(false)),
    Enter: chosen && (() => chosen.click()),
  };
  if (event.isComposing || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus until the click
list.addEventListener("click", () => show(false)); // it may lead to a place on this page
form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) show(false); });
