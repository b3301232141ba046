// The page that checks a quotation. All of it happens here: the words of the document are in the page.

import { citationAt } from "./js/citing.js";
import { compare, documentOf } from "./js/comparing.js";

const form = document.getElementById("page-check");
const field = document.getElementById("page-check-words");
const said = document.getElementById("page-check-status");
const list = document.getElementById("page-check-parts");
const makePart = () => document.getElementById("page-check-part").content.cloneNode(true).firstElementChild;
const entries = new Map([...document.getElementById("page-check-passages").content.children].map((entry) => (
  [entry.querySelector("[data-verbatim]").dataset.verbatim, entry])));
const whole = documentOf([...entries].map(([id, entry]) => (
  { id, label: entry.dataset.label, words: entry.querySelector("[data-verbatim]").textContent })));

const VERDICTS = { exact: "Word for word", changed: "Changed", absent: "Not in this document" };
const TAGS = { same: "span", gone: "del", added: "ins" };
const HEARD = { gone: "missing: ", added: "added: " }; // what signs say to those who see them

const unique = (ids) => [...new Set(ids)];
const labels = (ids) => new Intl.ListFormat("en-GB").format(ids.map((id) => entries.get(id).dataset.label));

/** The answer in a line: what holds for all of the text, and where. */
function answer({ verdict, parts }) {
  if (verdict === "empty") return "There are no words to check.";
  const ids = unique(parts.flatMap(({ places }) => places.map(({ passage }) => passage)));
  if (verdict === "joined") return `Word for word, but joined from ${parts.length} places: ${labels(ids)}`;
  const left = verdict === "exact" && parts.length > 1 ? ", with words left out" : "";
  return `${VERDICTS[verdict]}${ids.length ? `, ${labels(ids)}` : ""}${left}`;
}

function runOf({ kind, text }) {
  const run = document.createElement(TAGS[kind]);
  if (HEARD[kind]) run.append(Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: HEARD[kind] }));
  run.append(text);
  return run;
}

function itemOf({ verdict, text, places, runs = [{ kind: "same", text }] }) {
  const item = makePart();
  item.querySelector(".check__verdict").textContent = VERDICTS[verdict];
  item.querySelector(".check__words").append(...runs.flatMap((run, at) => [at ? " " : "", runOf(run)]));
  item.querySelector(".check__legend").hidden = verdict !== "changed";
  for (const id of unique(places.map(({ passage }) => passage))) {
    const links = [...entries.get(id).querySelectorAll("a")].map((link) => link.cloneNode(true));
    item.querySelector(".check__places").append(...links.flatMap((link) => [link, " "]));
  }
  cite(item);
  return item;
}

/** Put the citation of the first place below, when it has come. */
async function cite(item) {
  const link = item.querySelector("a.cite");
  const found = link && await citationAt(link);
  if (found) item.querySelector(".check__citation").append(...found.cloneNode(true).childNodes);
  else item.querySelector(".check__citation").remove();
}

function show() {
  const found = compare(whole, field.value);
  said.textContent = answer(found);
  list.replaceChildren(...found.parts.map(itemOf));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
field.addEventListener("paste", () => setTimeout(show)); // the words are in the field after the event
