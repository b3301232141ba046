// What citations are made of: the page of citations has patterns, and for each passage what is put into them.

import { pageOf } from "./page.js";

const [ADDRESS, SECTION, ITALIC, ROMAN] = ["\ue001", "\ue002", "\ue003", "\ue004"]; // as edition/formats/citations.py writes them
const TITLES = ["\ue005", "\ue006"]; // in small letters, and with capitals

const idOf = (hash) => decodeURIComponent(hash.slice(1)).replace(/^cite-/, "");

/** All that the page of citations knows. */
export const citationsIn = (page) => JSON.parse(page.querySelector(".citer script").textContent);

/** The citation in a style, a number, as nodes; `choice` is 0 for the passage itself, or the number of a range from it. */
export function composed({ patterns, passages }, id, style, choice = 0) {
  const [choices, pattern, url] = passages[id];
  const [titles, section] = choices[choice];
  const values = [[ADDRESS, url], [SECTION, section], ...TITLES.map((mark, at) => [mark, titles[at]])];
  const text = values.reduce((made, [mark, value]) => made.replaceAll(mark, () => value), patterns[pattern][style]);
  return text.split(new RegExp(`[${ITALIC}${ROMAN}]`)).map((part, at) => (
    at % 2 ? Object.assign(document.createElement("i"), { textContent: part }) : part)).filter((part) => part !== "");
}

/** The id of the passage that an address of a citation has, if there is such a passage. */
export function citedBy({ passages }, hash) {
  const id = idOf(hash);
  return Object.hasOwn(passages, id) ? id : null;
}

/**
 * What a link "Cite" leads to, in the style that names everything: `citation`, its nodes, and the SHA-256 of the words that
 * it cites; nothing without a network.
 */
export async function citationAt(link) {
  try {
    const known = citationsIn(await pageOf(link));
    const id = citedBy(known, link.hash);
    return { citation: composed(known, id, known.styles.length - 1), sha256: known.passages[id].at(-1) };
  } catch {
    return null; // a folder of files: the link still leads there
  }
}
