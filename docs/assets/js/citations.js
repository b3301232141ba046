// The picker of citations: on its page, and at a passage, where "Cite" opens it. Without it, "Cite" leads to that page.

import { citationsIn, citedBy, composed } from "./citing.js";
import { modified } from "./events.js";
import { setAddress } from "./history.js";
import { pageOf, status, store } from "./page.js";
import { openSheet } from "./sheet.js";

const STYLE = "citation-style";

async function textOf(file) {
  const answer = await fetch(file.href);
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
}

/** A text goes with its italics, to where those can be pasted. */
async function put(button) {
  const file = button.parentElement.querySelector("a[download]");
  if (file) return navigator.clipboard.writeText(await textOf(file));
  const text = button.parentElement.querySelector(".citation__text");
  const blobs = Object.entries({ "text/plain": text.textContent, "text/html": text.innerHTML })
    .map(([type, content]) => [type, new Blob([content], { type })]);
  return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}

async function copy(button) {
  const place = button.closest("dialog")?.querySelector("[role=status]") ?? status; // a dialog hides all around it
  place.textContent = "";
  try {
    await put(button);
    place.textContent = `${button.dataset.what} copied`;
    button.firstChild.data = "Copied";
    setTimeout(() => { button.firstChild.data = "Copy"; }, 2000);
  } catch {
    place.textContent = "Your browser blocked copying.";
  }
}

/** Make a picker work. `base` is the address of the page of citations; gives a function that picks a passage. */
function begin(picker, known, base) {
  const [first, last, style] = ["first", "last", "style"].map((name) => picker.querySelector(`[data-choice=${name}]`));
  style.value = known.styles.includes(store.get(STYLE)) ? store.get(STYLE) : known.styles.at(-1);

  /** Show the citation. The files and the SHA-256 are of one passage. */
  function show() {
    const [, , , file, sha256] = known.passages[first.value];
    const single = last.value === "0";
    picker.querySelector(".citation__text").replaceChildren(...composed(known, first.value, style.selectedIndex, last.value));
    picker.querySelector(".citation__sha256 code").textContent = sha256;
    for (const link of picker.querySelectorAll("a[download]")) {
      const end = link.download.split(".").at(-1);
      link.href = new URL(`${first.value}.${end}`, base);
      link.download = `${file}.${end}`;
    }
    for (const part of picker.querySelectorAll(".citation__files, .citation__sha256")) part.hidden = !single;
  }
  function pick(id) {
    first.value = id;
    last.replaceChildren(...known.passages[id][0].map(([titles, , to], at) => new Option(at ? known.passages[to][0][0][0][0] : "this only", at)));
    last.disabled = last.length === 1;
    show();
  }
  first.addEventListener("change", () => pick(first.value));
  last.addEventListener("change", show);
  style.addEventListener("change", () => { store.set(STYLE, style.value); show(); });
  return pick;
}

function beginOnPage(picker) {
  const known = citationsIn(document);
  const pick = begin(picker, known, location.href);
  const arrive = () => pick(citedBy(known, location.hash) ?? Object.keys(known.passages)[0]);
  arrive();
  addEventListener("hashchange", arrive);
  picker.querySelector("[data-choice=first]").addEventListener("change", ({ target }) => {
    setAddress(new URL(`#cite-${target.value}`, location), "replaceState"); // to be shared
  });
}

async function show(link) {
  let picker;
  try {
    const page = await pageOf(link);
    const known = citationsIn(page);
    picker = page.querySelector(".citer").cloneNode(true);
    begin(picker, known, link.href)(citedBy(known, link.hash));
  } catch {
    location.assign(link.href); // no network, or a folder of files
    return;
  }
  openSheet(link.getAttribute("aria-label"), picker, () => link.focus());
}

const onPage = document.querySelector(".citer");
if (onPage) beginOnPage(onPage);

document.addEventListener("click", (event) => {
  const button = event.target.closest(".cite-copy");
  if (button) copy(button);
  const link = event.target.closest("a.cite");
  if (!link || modified(event) || event.shiftKey) return;
  event.preventDefault();
  show(link);
});
