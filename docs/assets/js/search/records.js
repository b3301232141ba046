// What can be found: the records that the edition has written, their words, and MiniSearch's index of these.

import { keysOf, stem } from "./english.js";
import { bare, placedWords, printed, wordsOf } from "./words.js";

/** @typedef what edition/formats/search_index.py calls a SearchRecord, with its words. */
function recordOf([address, title, place, text, names, passage, also], id) {
  const called = [title, ...names];
  const placed = placedWords(text);
  return {
    id, address, title, place, text, names, passage, also,
    placed,
    fields: [placed.map(({ word }) => word), ...[...called, ...also].map(wordsOf)], // the text, then names, then what else there is
    called: called.map(wordsOf),
    printed: printed((passage ? [text] : [...called, text]).join(" · ")),
  };
}

/** Everything there is to find, ready to be searched. */
export function library([rows, synonyms]) {
  const records = rows.map(recordOf);
  const engine = new globalThis.MiniSearch({
    fields: ["text", "names", "also"],
    tokenize: (words) => words.split(" "),
    processTerm: (term) => term || null,
    searchOptions: { boost: { names: 2, also: 0.5 } },
  });
  engine.addAll(records.map(({ id, called, fields: [text, ...others] }) => ({
    id, text: text.join(" "), names: called.flat().join(" "), also: others.slice(called.length).flat().join(" "),
  })));
  const count = new Map(); // of each word, as bare letters
  const shown = new Map(); // as the document or an entry has it first
  for (const { fields } of records) for (const word of fields.flat()) count.set(word, (count.get(word) ?? 0) + 1);
  for (const { text, names, title, also } of records) {
    for (const word of [title, ...names, text, ...also].join(" ").match(/[\p{L}\p{M}]+/gu) ?? []) {
      if (!shown.has(bare(word)) || word === bare(word)) shown.set(bare(word), word);
    }
  }
  const byStem = new Map();
  for (const word of count.keys()) {
    const root = stem(word);
    if (!byStem.has(root)) byStem.set(root, []);
    byStem.get(root).push(word);
  }
  const typed = synonyms.flatMap(([words]) => words.flatMap(wordsOf)); // known too, though the edition may not have them
  for (const word of typed) if (!shown.has(word)) shown.set(word, word);
  return {
    records, engine, count, shown, byStem,
    synonyms: synonymsOf(synonyms, records), longest: Math.max(1, ...synonyms.flatMap(([words]) => words.map((one) => wordsOf(one).length))), typed: new Set(typed.map(stem)), vocabulary: new Set([...count.keys(), ...typed]),
  };
}

/** For what may be typed, by its key: the numbers of records that it means, and words. */
function synonymsOf(rows, records) {
  const numbers = new Map(records.map(({ address, id }) => [address, id]));
  const found = new Map();
  for (const [typed, means] of rows) {
    const leads = means.filter((meant) => numbers.has(meant)).map((meant) => numbers.get(meant));
    const rest = means.filter((meant) => !numbers.has(meant)).map(wordsOf);
    for (const key of typed.flatMap((one) => keysOf(wordsOf(one)))) {
      const { leads: others = [], rows: more = [] } = found.get(key) ?? {};
      found.set(key, { leads: [...others, ...leads], rows: [...more, ...rest] });
    }
  }
  return found;
}
