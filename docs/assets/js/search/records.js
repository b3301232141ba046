// What can be found: the records that the edition has written, their words, and MiniSearch's index of these.

import { stem } from "./english.js";
import { bare, placedWords, printed, wordsOf } from "./words.js";

/** @typedef what edition/formats/search_index.py calls a SearchRecord, with its words. */
function recordOf([address, title, place, text, names, passage, mentions], id) {
  const called = [title, ...names];
  return {
    id, address, title, place, text, names, passage, mentions,
    placed: placedWords(text),
    fields: [text, ...called, ...mentions].map(wordsOf), // the first is the text; those of mentions are the last
    called: called.map(wordsOf),
    printed: printed((passage ? [text] : [...called, text]).join(" · ")),
  };
}

/** Everything there is to find, ready to be searched. */
export function library([rows, synonyms]) {
  const records = rows.map(recordOf);
  const engine = new globalThis.MiniSearch({
    fields: ["text", "names", "mentions"],
    tokenize: wordsOf,
    processTerm: (term) => term,
    searchOptions: { boost: { names: 2, mentions: 0.5 }, tokenize: (terms) => terms.split(" ") },
  });
  engine.addAll(records.map(({ id, title, text, names, mentions }) => (
    { id, text, names: [title, ...names].join(" · "), mentions: mentions.join(" · ") })));
  const count = new Map(); // of each word, as bare letters
  const shown = new Map(); // as the document or an entry has it first
  for (const { fields } of records) for (const word of fields.flat()) count.set(word, (count.get(word) ?? 0) + 1);
  for (const { text, names, title } of records) {
    for (const word of [title, ...names, text].join(" ").match(/[\p{L}\p{M}]+/gu) ?? []) {
      if (!shown.has(bare(word)) || word === bare(word)) shown.set(bare(word), word);
    }
  }
  const byStem = Map.groupBy ? Map.groupBy(count.keys(), stem) : new Map();
  if (!byStem.size) for (const word of count.keys()) byStem.set(stem(word), [...(byStem.get(stem(word)) ?? []), word]);
  return { records, engine, count, shown, byStem, synonyms: synonymsOf(synonyms) };
}

/** For what may be typed, by the stems of its words: what it means. */
function synonymsOf(rows) {
  const found = new Map();
  for (const { words, means } of rows) {
    for (const typed of words) {
      const key = wordsOf(typed).map(stem).join(" ");
      found.set(key, [...(found.get(key) ?? []), ...means]);
    }
  }
  return found;
}
