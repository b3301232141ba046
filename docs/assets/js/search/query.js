// What a query asks for: phrases in quotation marks, and groups of words, each with all that would do for it.

import { datesJoined, daysOf, isDate, keysOf, otherwise, SMALL, spelling, stem, UNITS } from "./english.js";
import { allowed, distance } from "./typos.js";
import { printed, together, wordsOf } from "./words.js";

/** How near words of the edition are to what was typed: the same; in another form; for the same thing; but for a typing mistake. */
export const [SAME, AKIN, MEANT, ALIKE, NOT] = [0, 1, 2, 3, 4];
const SPAN = /^\p{N}+\p{Pd}\p{N}+$/u;
const DIGIT = /^\p{N}/u; // "undefined" begins with none
const ONE = /\p{N}[./]\p{N}|\p{L}\p{N}/u; // what has no sense in parts: 10.7, c5-p3, A/RES/70/1

/** The words of the edition that a typed one reaches, each with how near it is. `unfinished`: more of it may be typed. */
function reach({ having, byStem }, word, unfinished) {
  const found = new Map((byStem.get(stem(word)) ?? []).map((one) => [one, AKIN]));
  for (const one of otherwise(word)) if (having.has(one)) found.set(one, AKIN);
  if (having.has(word)) found.set(word, SAME);
  if (!found.size && unfinished) for (const one of having.keys()) if (one.startsWith(word)) found.set(one, SAME);
  return found;
}

/** The word that was probably meant: the nearest within the mistakes that it may have, and of these the most common. */
function nearest(known, word) {
  let [least, best] = [allowed(word), ""];
  const typed = spelling(word);
  const often = (one) => known.having.get(one)?.size ?? 0;
  for (const one of least && !/\d/.test(word) ? known.vocabulary : []) {
    if (one.length < 4 || one[0] !== word[0]) continue;
    const far = distance(typed, spelling(one), least);
    if (far < least || (far === least && often(one) > often(best))) [least, best] = [far, one];
  }
  return best;
}

const hasRow = (known, row) => known.records.some(({ fields }) => fields.some((field) => (
  field.some((one, at) => one === row[0] && row.every((word, next) => word === field[at + next])))));

/** A word in two that the edition has beside each other: `megatrend` as `mega trend`, `divoire` as `d’Ivoire`. */
function parted(known, word) {
  for (let at = 1; at < word.length; at += 1) {
    const parts = [word.slice(0, at), word.slice(at)];
    if (parts.every((part) => known.having.has(part)) && hasRow(known, parts)) return parts;
  }
  return null;
}

const rowOf = (words, near) => words.map((word) => new Map([[word, near]]));

/** What one of the words that may be typed for something else means, if these are such. */
const synonymOf = ({ synonyms }, words) => keysOf(words).map((key) => synonyms.get(key)).find(Boolean);

/**
 * A group of words: in `parts`, what each of them reaches; in `rows`, what would do instead, word after word; in `leads`,
 * the numbers of records that are meant, the best first.
 */
function groupOf(known, words, unfinished) {
  const parts = words.map((word, at) => reach(known, word, unfinished && at === words.length - 1));
  const { leads = [], rows = [] } = synonymOf(known, words) ?? {};
  return {
    parts, leads, rows: rows.map((row) => row.map((word) => reach(known, word, false))).filter((row) => row.every((set) => set.size)),
  };
}

/** The numbers of the records of events that were on a day. */
const eventsOn = ({ records }, day) => records.filter(({ days }) => {
  const [first, last] = days;
  return first && daysOf(day, days.map((one) => one.slice(0, 4))).some((one) => first <= one && one <= last);
}).map(({ id }) => id);

const rowGroup = (row) => ({ parts: [], leads: [], rows: row ? [row] : [] });

/** Words as groups: the longest synonyms first, then what the edition has as one word or as two, then each for itself. */
function* grouped(known, words, counts, typing) {
  for (let at = 0; at < words.length;) {
    const rest = words.slice(at, at + known.longest);
    let size = rest.length;
    while (size > 1 && !synonymOf(known, rest.slice(0, size))) size -= 1;
    const two = rest.slice(0, 2);
    if (size === 1 && two.length > 1 && known.having.has(two.join("")) && !two.every((word) => known.having.has(word))) {
      size = 2;
      yield rowGroup(rowOf([two.join("")], AKIN));
    } else if (size > 1 || counts(words[at])) {
      yield groupOf(known, rest.slice(0, size), typing && at + size === words.length);
    }
    at += size;
  }
}

/** What is typed without a space: as a group, or as words still to be grouped. */
function runOf(known, { run, words, finished }, corrected) {
  if (UNITS.has(words[0]) && DIGIT.test(words[1])) return runOf(known, { run, words: words.slice(1), finished }, corrected);
  if (isDate(run)) return [{ ...groupOf(known, words, false), leads: eventsOn(known, words), isDate: true }];
  if (synonymOf(known, words)) return words;
  const row = words.length > 1 && !SPAN.test(run) && hasRow(known, words);
  if (row || ONE.test(run)) return [rowGroup(row && rowOf(words, SAME))];
  return words.flatMap((word) => {
    const is = SMALL.has(word) || known.vocabulary.has(word) || known.typed.has(stem(word)) || reach(known, word, !finished).size;
    if (is) return word;
    const two = parted(known, word);
    if (two) return rowGroup(rowOf(two, AKIN));
    const near = nearest(known, word);
    if (near && !SMALL.has(near)) corrected.set(word, near);
    return near || word;
  });
}

/** What a query asks for. `typing`: the last word may not be finished. */
export function parse(known, query, typing) {
  const phrases = [];
  const loose = query.replace(/"([^"]+)"|“([^”]+)”/g, (_, straight, curly) => {
    phrases.push(printed(straight ?? curly));
    return " ";
  });
  const runs = datesJoined(loose, (day) => eventsOn(known, day).length).split(/\s+/).map((run) => ({ run, words: wordsOf(run), finished: true })).filter(({ words }) => words.length);
  if (typing && runs.length) runs.at(-1).finished = false;
  const all = runs.flatMap(({ words }) => words);
  const large = all.filter((word, at) => !SMALL.has(word) && !(UNITS.has(word) && DIGIT.test(all[at + 1])));
  const counted = large.length ? large : all;
  const corrected = new Map();
  const groups = [];
  let words = [];
  const flush = (last) => {
    groups.push(...grouped(known, words, (word) => !large.length || (!SMALL.has(word) && (!UNITS.has(word) || large.includes(word))), typing && last));
    words = [];
  };
  for (const run of runs.filter(({ run }, at) => runs.findIndex((one) => one.run === run) === at)) {
    for (const part of runOf(known, run, corrected)) {
      if (typeof part === "string") words.push(part);
      else { flush(false); groups.push(part); }
    }
  }
  flush(true);
  const pairs = all.slice(1).map((word, at) => together([all[at], word]));
  const bearers = runs.length && runs.every(({ run }) => isDate(run)) ? groups[0].leads : known.bearers.get(all.join(" ")) ?? [];
  return { phrases: phrases.filter(Boolean), groups, all, pairs, counted, corrected, bearers };
}
