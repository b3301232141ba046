// Results in words and marks.

import { stretch } from "./excerpt.js";
import { LONGEST, shortened } from "./words.js";

/** Put a stretch of a text into an element, with its marks, so many words long. */
export function fill(element, text, marks, size) {
  const sorted = marks.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const { from, to, cutBefore, cutAfter } = stretch(text, sorted, size);
  let at = from;
  for (const { start, end } of sorted) {
    if (start < at || end > to) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    element.append(text.slice(at, start), mark);
    at = end;
  }
  element.append(text.slice(at, to));
  element.parentElement.classList.toggle("is-cut-before", cutBefore);
  element.parentElement.classList.toggle("is-cut-after", cutAfter);
}

const NEARNESS = [
  "",
  "No passage or entry has exactly these words; these have other forms or spellings of them: ",
  "No passage or entry has all of these words; these have words for the same: ",
  "No passage or entry has all of these words; these have similar ones: ",
  "No passage or entry has all of these words; these come near: ",
];

/** What was found for a query, in a sentence: how much, and how near the best of it is. */
export function said(query, results) {
  const short = shortened(query);
  const quoted = /^["“].*["”]$/.test(short) ? short : `“${short}”`;
  const count = `${results.length || "No"} result${results.length === 1 ? "" : "s"} for ${quoted}`;
  const nearness = results.length ? NEARNESS[Math.min(...results.map(({ degree }) => degree))] : "";
  return `${short === query ? "" : `Only the first ${LONGEST} characters were searched for. `}${nearness}${count}`;
}
