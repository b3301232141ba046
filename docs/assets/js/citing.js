// The citation that goes with words: the one that names everything, as it is on the page of citations.

import { entryOf } from "./page.js";

/**
 * What a link "Cite" leads to: `citation`, an element with its text, and the SHA-256 of the words that it cites; nothing
 * without a network.
 */
export async function citationAt(link) {
  try {
    const entry = await entryOf(link);
    return { citation: [...entry.querySelectorAll(".citation__text")].at(-1), sha256: entry.querySelector(".citation__sha256 code").textContent };
  } catch {
    return null; // a folder of files: the link still leads there
  }
}
