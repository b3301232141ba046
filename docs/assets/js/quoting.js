// Words that are selected can be taken along: with their citation, as a link to them, or shared.

import { citationAt } from "./citing.js";
import { modified } from "./events.js";
import { fragmentOf } from "./fragments.js";
import { status } from "./page.js";
import { isAsItCame, selectedWords } from "./passages.js";

const PAUSE = 200; // milliseconds without a change of the selection
const OTHER_WORDS = "Not copied: these are not the document’s words. If your browser translates this page, show the original.";

let bar;
let chosen = []; // kept, as a touch on the bar may end the selection
let timer;
let held = false;

const linkOf = ({ passage }) => passage.querySelector(".permalink");

function address() {
  const link = linkOf(chosen[0]);
  const here = new URL(link.href).pathname === location.pathname;
  return link.href + fragmentOf(chosen[0], chosen.at(-1), here ? document.querySelector("main").textContent : undefined);
}

function blockOf(tag, ...content) {
  const block = document.createElement(tag);
  block.append(...content);
  return block;
}

async function sha256Of(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The words in quotation marks and below them the citation of each passage, as text and as HTML; whether it `lacks` one.
 * Words that are not the document's, such as a translation, are refused: they would be cited as if they were.
 */
async function quotation(words) {
  let lacks = false;
  const cited = await Promise.all(words.map(async (one) => {
    const found = await citationAt(one.passage.querySelector("a.cite"));
    if (found && found.sha256 !== await sha256Of(one.text)) throw new Error(OTHER_WORDS);
    lacks ||= !found;
    return found ? found.citation : [linkOf(one).href];
  }));
  const said = `“${words.map((one) => one.words).join("\n\n")}”`;
  const sources = cited.map((nodes) => blockOf("p", ...nodes));
  const quoted = blockOf("blockquote", ...said.split("\n\n").map((text) => blockOf("p", text)));
  return {
    text: [said, sources.map((source) => source.textContent).join("\n")].join("\n\n"),
    html: [quoted, ...sources].map((block) => block.outerHTML).join("\n"),
    lacks,
  };
}

const blob = (type, text) => new Blob([text], { type });

const ACTIONS = {
  "Copy quotation with citation": async () => {
    const made = quotation(chosen); // a promise: some browsers forget the press while one waits
    try {
      await navigator.clipboard.write([new ClipboardItem({
        "text/plain": made.then(({ text }) => blob("text/plain", text)),
        "text/html": made.then(({ html }) => blob("text/html", html)),
      })]);
    } finally {
      await made; // if that failed, its reason is the one to tell
    }
    return (await made).lacks ? "Quotation copied with a link: the citation could not be loaded" : "Quotation with citation copied";
  },
  "Copy link to these words": async () => {
    await navigator.clipboard.writeText(address());
    return "Link to these words copied";
  },
  Share: async () => {
    await navigator.share({ title: document.title, text: `“${chosen.map(({ words }) => words).join(" ")}”`, url: address() });
    return "";
  },
};

async function act(button, name) {
  const say = (said, shown = said) => {
    status.textContent = said;
    button.textContent = shown;
    setTimeout(() => { button.textContent = name; }, shown === "Copied" ? 2000 : 8000);
  };
  status.textContent = "";
  try {
    if (!chosen.every(isAsItCame)) throw new Error(OTHER_WORDS);
    const said = await ACTIONS[name]();
    if (said) say(said, said.endsWith("copied") ? "Copied" : said);
  } catch (error) {
    if (error.name !== "AbortError") say(error.message === OTHER_WORDS ? OTHER_WORDS : "Your browser blocked it."); // a reader may decide not to share
  }
}

function makeBar() {
  const made = Object.assign(document.createElement("div"), { className: "word-bar" });
  made.setAttribute("role", "toolbar");
  made.setAttribute("aria-label", "Selected words");
  for (const name of Object.keys(ACTIONS).filter((one) => one !== "Share" || navigator.share)) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: name });
    button.addEventListener("click", () => act(button, name));
    made.append(button);
  }
  made.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the selection stays
    held = true;
  });
  made.addEventListener("mousedown", (event) => event.preventDefault());
  return made;
}

/** Below the last words, or above the first if there is not enough room; for a finger, the style sheet puts it at the bottom. */
function place() {
  const last = chosen.at(-1);
  last.element.after(bar); // so that Tab leads on from the words
  bar.removeAttribute("style");
  if (matchMedia("(pointer: coarse)").matches) return;
  const box = bar.offsetParent.getBoundingClientRect();
  const end = [...last.part.getClientRects()].at(-1);
  const start = chosen[0].part.getClientRects()[0];
  const below = end.bottom + bar.offsetHeight + 16 < innerHeight;
  bar.style.top = `${(below ? end.bottom + 8 : start.top - bar.offsetHeight - 8) - box.top}px`;
  bar.style.left = `${Math.max(0, Math.min(end.right - box.left - bar.offsetWidth, box.width - bar.offsetWidth))}px`;
}

/** Whether the focus is where a selection leaves it, and not in a field or on a link elsewhere. */
const readsOn = () => document.activeElement.contains(chosen.at(-1).element) || chosen.at(-1).passage.contains(document.activeElement);

const isShown = () => bar && bar.isConnected && !bar.hidden;

function update() {
  if (held || bar?.contains(document.activeElement)) return;
  const words = selectedWords();
  if (words.length) {
    chosen = words;
    bar ??= makeBar();
    bar.hidden = false;
    place();
  } else if (bar) {
    bar.hidden = true;
  }
}

function plan() {
  clearTimeout(timer);
  timer = setTimeout(update, PAUSE);
}

document.addEventListener("selectionchange", plan);
document.addEventListener("pointerup", () => { held = false; });
document.addEventListener("pointercancel", () => { held = false; });
document.addEventListener("focusin", (event) => { if (isShown() && !bar.contains(event.target)) plan(); });
document.addEventListener("keydown", (event) => {
  if (!isShown() || modified(event)) return;
  if (event.key === "Escape") {
    bar.hidden = true;
  } else if (event.key === "Tab" && !event.shiftKey && !bar.contains(document.activeElement) && readsOn()) {
    event.preventDefault();
    bar.querySelector("button").focus();
  }
});
