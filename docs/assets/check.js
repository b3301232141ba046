// The page that checks a quotation. All of it happens here: the words of the document are in the page.

import { citationAt } from "./js/citing.js";
import { compare, documentOf, oursFrom } from "./js/comparing.js";

const form = document.getElementById("page-check");
const field = document.getElementById("page-check-words");
const said = document.getElementById("page-check-status");
const list = document.getElementById("page-check-parts");
const makePart = () => document.getElementById("page-check-part").content.cloneNode(true).firstElementChild;
const entries = new Map([...document.getElementById("page-check-passages").content.children].map((entry) => (
  [entry.querySelector("[data-verbatim]").dataset.verbatim, entry])));
const ids = [...entries.keys()];
const passages = [...entries].map(([id, entry]) => (
  { id, label: entry.dataset.label, words: entry.querySelector("[data-verbatim]").textContent }));
const whole = documentOf(passages);

const VERDICTS = {
  exact: "Word for word", changed: "Changed", absent: "Not in this document", outside: "Outside the quotation marks",
  ours: "This edition’s, not the document’s", source: "Source, not checked",
};
const TAGS = { gone: "del", added: "ins", cased: "u", aside: "small" };
const HEARD = { gone: "missing: ", added: "added: ", cased: "other capitals: " }; // what signs say to those who see them
const CITED = 3; // parts; with more, a citation for each would hide the answer

/** Labels of places, with those from one to another where more than two follow each other. */
function labels(places) {
  const rows = [];
  for (const at of places.map((id) => ids.indexOf(id))) {
    if (rows.at(-1)?.at(-1) + 1 === at) rows.at(-1).push(at);
    else if (rows.at(-1)?.at(-1) !== at || places.length === 2) rows.push([at]);
  }
  if (rows[0]?.length === ids.length) return "the whole document";
  const named = rows.flatMap((row) => (row.length > 2 ? [`${passages[row[0]].label} to ${passages[row.at(-1)].label}`] : row.map((at) => passages[at].label)));
  return new Intl.ListFormat("en-GB").format(named);
}

/** The answer in a line or two: what holds for all of the text, and where. */
function answer({ verdict, parts }) {
  const placesOf = (wanted) => labels(parts.filter((part) => part.verdict === wanted).flatMap((part) => (
    [...new Set(part.places.map(({ passage }) => passage))])));
  const has = (wanted) => parts.some((part) => part.verdict === wanted);
  const kinds = new Set(parts.flatMap(({ runs }) => runs.map(({ kind }) => kind)));
  const exact = placesOf("exact");
  const lines = [{
    empty: "There are no words to check.",
    long: `This is too long to check at once. Paste at most ${whole.limit.toLocaleString("en-GB")} characters.`,
    exact: `Word for word, ${exact}${kinds.has("left") ? ", with words left out" : ""}`,
    joined: `Word for word, but joined from several places: ${exact}`,
    changed: `Changed, ${placesOf("changed")}${kinds.has("gone") || kinds.has("added") ? "" : ": only capital letters"}${exact && `; word for word, ${exact}`}`,
    mixed: `Partly in this document: word for word, ${exact}`,
    absent: VERDICTS.absent,
    ours: VERDICTS.ours,
  }[verdict]];
  if (!parts.some(({ places }) => places.length)) return lines[0];
  if (has("absent")) lines.push("Other words are not in this document");
  if (has("outside")) lines.push("The words outside the quotation marks are not in this document");
  if (has("ours")) lines.push("The rest is this edition’s, not the document’s");
  return lines.length > 1 ? `${lines.join(". ")}.` : lines[0];
}

function runOf({ kind, text }) {
  const run = document.createElement(TAGS[kind] ?? "span");
  if (HEARD[kind]) run.append(Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: HEARD[kind] }));
  run.append(text);
  return run;
}

/** How much differs, in words. */
function difference(runs) {
  const of = (kind) => runs.reduce((sum, run) => sum + (run.kind === kind ? run.words : 0), 0);
  const count = Math.max(of("gone"), of("added"));
  if (count) return count === 1 ? ": one word differs" : `: ${count} words differ`;
  return of("cased") ? ": capital letters differ" : ": punctuation differs";
}

function itemOf({ verdict, places, runs }, at, all) {
  const item = makePart();
  item.dataset.verdict = verdict;
  item.querySelector(".check__verdict").textContent = VERDICTS[verdict] + (verdict === "changed" ? difference(runs) : "");
  item.querySelector(".check__words").append(...runs.flatMap((run, index) => [index && !/^[,.;:!?)\]]/u.test(run.text) ? " " : "", runOf(run)]));
  item.querySelector(".check__legend").hidden = verdict !== "changed" || all.findIndex((part) => part.verdict === "changed") !== at;
  for (const id of new Set(places.map(({ passage }) => passage))) {
    const links = [...entries.get(id).querySelectorAll("a")].map((link) => link.cloneNode(true));
    item.querySelector(".check__places").append(...links.flatMap((link) => [link, " "]));
  }
  cite(item, all.length <= CITED);
  return item;
}

/** Put the citation of the first place below, when it has come. */
async function cite(item, isWanted) {
  const link = isWanted && item.querySelector("a.cite");
  const found = link && await citationAt(link);
  if (found) item.querySelector(".check__citation").append(...found.citation);
  else item.querySelector(".check__citation").remove();
}

const textsIn = (value) => (typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(textsIn));
let ours;

/** What tells the edition's words, if they come; otherwise they are not in the document, which is true as well. */
async function loadOurs() {
  try {
    const answered = await fetch(form.querySelector(".check__edition").href, { signal: AbortSignal.timeout(3000) });
    const verbatim = new Set(passages.map(({ words }) => words));
    ours ??= oursFrom(textsIn(await answered.json()).filter((text) => !verbatim.has(text)));
  } catch { /* asked for again next time */ }
}

async function show() {
  const text = field.value;
  if (text.includes("\n") && !ours) await loadOurs(); // only whole lines can be the edition's
  if (text !== field.value) return;
  const found = compare(whole, text, ours);
  said.textContent = answer(found);
  list.replaceChildren(...found.parts.map(itemOf));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
field.addEventListener("paste", () => setTimeout(show)); // the words are in the field after the event
