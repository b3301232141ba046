// What a query asks for: phrases in quotation marks, and groups of words, each with all that would do for it.

import { inDigits, SMALL, spelling, stem, UNITS } from "./english.js";
import { allowed, distance } from "./typos.js";
import { printed, wordsOf } from "./words.js";

/** How near a word of the edition is to one that was typed. */
export const [SAME, AKIN, MEANT, ALIKE, NOT] = [0, 1, 2, 3, 4]; // as it is; another form of it; for the same; a typing mistake; none of these
const LONGEST = 4; // words of a synonym

/**
 * The words of the edition that a typed one reaches, each with how near it is.
 * @param unfinished whether more of it may be typed
 */
function reach(known, word, unfinished) {
  const { count, byStem } = known;
  const found = new Map((byStem.get(stem(word)) ?? []).map((one) => [one, AKIN]));
  const digits = inDigits(word);
  if (digits && count.has(digits)) found.set(digits, AKIN);
  if (/^\d+$/.test(word)) for (const one of count.keys()) if (inDigits(one) === word) found.set(one, AKIN);
  if (count.has(word)) found.set(word, SAME);
  if (!found.size && unfinished) for (const one of count.keys()) if (one.startsWith(word)) found.set(one, SAME);
  return found;
}

/** The nearest words, within so many typing mistakes. */
function nearest(known, word, most) {
  let [least, found] = [most, []];
  const typed = spelling(word);
  for (const one of most && !/\d/.test(word) ? known.count.keys() : []) {
    if (one.length < 4 || SMALL.has(one)) continue;
    const far = one[0] === word[0] ? distance(typed, spelling(one), least) : Infinity;
    if (far < least) found = [];
    if (far <= least) [least, found] = [far, [...found, one]];
  }
  return found.sort((a, b) => known.count.get(b) - known.count.get(a));
}

/** Words in a row, each with what it reaches; nothing if the edition has none in the place of one of them. */
function rowOf(known, words) {
  const sets = words.map((word) => reach(known, word, false));
  return sets.every((set) => set.size) ? sets : null;
}

const inRow = (fields, row) => fields.some((field) => (
  field.some((_, at) => row.every((set, next) => set.has(field[at + next])))));

/** A word in two that the edition has beside each other: `megatrend` as `mega trend`. */
function split(known, word) {
  for (let at = 2; at <= word.length - 2; at += 1) {
    const parts = [word.slice(0, at), word.slice(at)];
    if (!parts.every((part) => known.count.has(part))) continue;
    const row = parts.map((part) => new Map([[part, AKIN]]));
    if (known.records.some(({ fields }) => inRow(fields, row))) return row;
  }
  return null;
}

/**
 * A group: what one of several words, or words in a row, would do for.
 * @typedef {{words: string[], parts: Map[], rows: Map[][], instead?: string}} Group
 */
function groupOf(known, words, unfinished) {
  const parts = words.map((word, at) => reach(known, word, unfinished && at === words.length - 1));
  const means = known.synonyms.get(words.map(stem).join(" ")) ?? [];
  const rows = means.map((meant) => rowOf(known, wordsOf(meant))).filter(Boolean);
  const group = { words, parts, rows };
  if (words.length > 1 || parts[0].size || rows.length) return group;
  const parted = split(known, words[0]);
  if (parted) return { ...group, parts: [], rows: [parted] };
  const [near, ...others] = nearest(known, words[0], allowed(words[0]));
  if (!near) return group;
  const stems = new Set([near, ...others].map(stem));
  parts[0] = new Map([...stems].flatMap((one) => known.byStem.get(one)).map((one) => [one, ALIKE]));
  return { ...group, instead: near };
}

/** What is written without a space belongs together, if the edition has it in a row: `10.7`, `c5-p3`, `A/RES/70/1`. */
function tied(known, words) {
  const row = words.length > 1 && words.map((word) => new Map([[word, SAME]]));
  return row && known.records.some(({ fields }) => inRow(fields, row)) ? { words, parts: [], rows: [row] } : null;
}

/** What a query asks for. `typing`: the last word may not be finished. */
export function parse(known, query, typing) {
  const phrases = [];
  const loose = query.replace(/"([^"]+)"|“([^”]+)”/g, (_, straight, curly) => {
    phrases.push(printed(straight ?? curly));
    return " ";
  });
  const runs = loose.split(/\s+/).map(wordsOf).filter((words) => words.length);
  const all = runs.flat();
  const counts = (word, at) => !SMALL.has(word) && !(UNITS.has(word) && /^\d/.test(all[at + 1] ?? ""));
  const some = all.some(counts);
  const groups = [];
  let words = [];
  const flush = () => { groups.push(...grouped(known, words, typing)); words = []; };
  let at = 0;
  for (const run of runs) {
    const together = tied(known, run);
    if (together) { flush(); groups.push(together); } else words.push(...run.filter((word, next) => !some || counts(word, at + next)));
    at += run.length;
  }
  flush();
  return { phrases: phrases.filter(Boolean), groups, all, counted: some ? all.filter(counts) : all };
}

/** Words as groups: the longest synonyms first, then words that the edition has as one, then each for itself. */
function grouped(known, words, typing) {
  const groups = [];
  for (let at = 0; at < words.length;) {
    const rest = words.slice(at, at + LONGEST);
    let size = rest.length;
    while (size > 1 && !known.synonyms.has(rest.slice(0, size).map(stem).join(" "))) size -= 1;
    const joined = rest.slice(0, 2).join("");
    if (size === 1 && rest.length > 1 && known.count.has(joined) && !rest.slice(0, 2).every((word) => known.count.has(word))) {
      groups.push({ words: rest.slice(0, 2), parts: [], rows: [[new Map([[joined, AKIN]])]] });
      at += 2;
    } else {
      groups.push(groupOf(known, rest.slice(0, size), typing && at + size === words.length));
      at += size;
    }
  }
  return groups;
}
