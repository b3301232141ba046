// The search page. Pagefind gives candidates; whether one is a result, and which comes first, is decided here.

const MOST = 50; // candidates to look at: one more word narrows them down
const SHOWN = 45; // words of a long text in its result
const PAUSE = 200; // milliseconds without a key before a search
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const LETTER = /[\p{L}\p{N}]/u;

let engine;

/** Pagefind, loaded when it is first wanted; in the page, as a worker would load its code a second time. */
function pagefind() {
  return engine ??= import("../pagefind/pagefind.js").then((module) => module.createInstance({
    noWorker: true,
    ranking: { metaWeights: { place: 0, passage: 0 } },
  }));
}

const bare = (word) => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text) => (text.match(WORD) ?? []).map(bare);

/** A text as printed, but for case, white space and the shapes of apostrophes, quotation marks and dashes. */
function printed(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[‘’ʼ]/g, "'").replace(/[“”„]/g, '"').replace(/\p{Pd}/gu, "-")
    .replace(/\s+/g, " ").trim();
}

/** Whether a phrase stands in a text, both as printed, without cutting a word. */
function stands(phrase, text) {
  const cuts = (at) => LETTER.test(text.charAt(at - 1)) && LETTER.test(text.charAt(at));
  let at = text.indexOf(phrase);
  while (at >= 0 && (cuts(at) || cuts(at + phrase.length))) at = text.indexOf(phrase, at + 1);
  return at >= 0;
}

/** What a query asks for: phrases, other words, and the words of both in their order. */
function parse(query) {
  const phrases = [];
  const others = query.replace(/"([^"]+)"|“([^”]+)”/g, (_, straight, curly) => {
    phrases.push(printed(straight ?? curly));
    return " ";
  });
  return { phrases: phrases.filter(Boolean), others: wordsOf(others), words: wordsOf(query) };
}

/** The words of a text: each bare, with its place, and whether Pagefind matched it. */
function placed(text, matched) {
  return [...text.matchAll(/\S+/g)].flatMap((run, number) => [...run[0].matchAll(WORD)].map((word) => {
    const start = run.index + word.index;
    return { bare: bare(word[0]), start, end: start + word[0].length, matched: matched.has(number) };
  }));
}

/** A candidate as a result, or nothing if it lacks a phrase or a word. */
function judge({ url, content, meta }, asked, matched, rank) {
  const names = [meta.title, ...(meta.names?.split("\n") ?? [])];
  const text = meta.passage ? content : [...names, content].join(" · ");
  if (!asked.phrases.every((phrase) => stands(phrase, printed(text)))) return null;
  const words = placed(content, matched);
  const inNames = wordsOf(names.join(" ")).map((word) => ({ bare: word, matched: true }));
  const akin = (word, one) => word.bare.startsWith(one) || (word.matched && word.bare.slice(0, 3) === one.slice(0, 3));
  if (!asked.others.every((one) => [...words, ...inNames].some((word) => akin(word, one)))) return null;
  const row = asked.words.join(" ");
  const all = ` ${wordsOf(text).join(" ")} `;
  const rows = words.flatMap((word, at) => (
    asked.words.every((one, next) => words[at + next]?.bare === one)
      ? { start: word.start, end: words[at + asked.words.length - 1].end } : []));
  return {
    url, content, meta, names, rank,
    marks: rows.length ? rows : words.filter((word) => asked.words.some((one) => akin(word, one))),
    named: names.some((name) => wordsOf(name).join(" ") === row),
    inRow: all.includes(` ${row} `) ? 2 : Number(all.includes(` ${row}`)), // 1: the last word is still being typed
  };
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

/** What to show of a long text: a stretch around its first marks. */
function stretch(text, marks) {
  const runs = [...text.matchAll(/\S+/g)];
  if (runs.length <= SHOWN * 1.3) return [0, text.length];
  const first = runs.findLastIndex((run) => run.index <= (marks[0]?.start ?? 0));
  const from = Math.max(0, Math.min(first - 8, runs.length - SHOWN));
  const last = runs[Math.min(from + SHOWN, runs.length) - 1];
  return [runs[from].index, Math.max(last.index + last[0].length, marks[0]?.end ?? 0)];
}

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
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const links = [...list.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  if (at < 0 && event.target !== field) return;
  const steps = { ArrowDown: links[at + 1], ArrowUp: at >= 0 && (links[at - 1] ?? field), Escape: at >= 0 && field };
  if (!steps[event.key]) return;
  event.preventDefault();
  steps[event.key].focus();
});
fromAddress();
