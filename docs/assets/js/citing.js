// The citation that goes with words: the one that names everything, as it is on the page of citations.

import { entryOf } from "./page.js";

/** The citation that a link "Cite" leads to, as an element with its text; nothing without a network. */
export async function citationAt(link) {
  try {
    const texts = (await entryOf(link)).querySelectorAll(".citation__text");
    return texts[texts.length - 1];
  } catch {
    return null; // a folder of files: the link still leads there
  }
}
