// What can be found: the records that the edition has written, and their words.

import { keysOf, questionKey, stem } from "./english.js";
import { bare, placedWords, printed, together, wordsOf } from "./words.js";

/** @typedef what edition/formats/search_index.py calls a SearchRecord, with its words. */
function recordOf([address, title, place, text, names = [], passage = "", also = [], days = []], id) {
  const called = [title, ...names];
  const placed = placedWords(text);
  const fields = [placed.map(({ word }) => word), ...[...called, ...also].map(wordsOf)]; // the text, then names, then what else there is
  return {
    id, kind: passage ? "passage" : "entry", address, title, place, text, names, passage, also, days,
    placed, fields,
    words: new Set(fields.flat()),
    rows: fields.map(together),
    called: called.map(wordsOf).map((name) => ({ row: together(name), stems: together(name.map(stem)) })),
    printed: printed((passage ? [text] : [...called, text]).join(" · ")),
  };
}

/** Everything there is to find, ready to be searched: passages and entries, then pages; and by its key, each answer. */
export function everything([rows, synonyms, pages = [], answers = []]) {
  const [edition, site] = [library(rows, synonyms), library(pages, synonyms)];
  for (const record of site.records) record.kind = "page";
  const places = new Map([...edition.records, ...site.records].map((record) => [record.address, record]));
  const answered = answers.flatMap(([words, address, title]) => {
    const to = places.get(address);
    const record = { kind: "answer", address, title, place: [to?.title, address.includes("#") && to?.place].filter(Boolean).join(" · "), text: "", names: [], also: [] };
    return words.map((one) => [questionKey(wordsOf(one)), { record, marks: [], degree: 0 }]);
  });
  return { edition, site, answers: new Map(answered) };
}

/** Records, ready to be searched. */
function library(rows, synonyms) {
  const records = rows.map(recordOf);
  const having = new Map(); // of each word, as bare letters: the numbers of the records that have it, and how much it says there
  for (const { id, called, fields } of records) {
    fields.forEach((field, number) => {
      const weight = number === 0 ? 1 : number <= called.length ? 2 : 0.5;
      for (const word of field) {
        if (!having.has(word)) having.set(word, new Map());
        having.get(word).set(id, (having.get(word).get(id) ?? 0) + weight);
      }
    });
  }
  const shown = new Map(); // as the document or an entry has it first
  for (const { text, names, title, also } of records) {
    for (const word of [title, ...names, text, ...also].join(" ").match(/[\p{L}\p{M}]+/gu) ?? []) {
      if (!shown.has(bare(word)) || word === bare(word)) shown.set(bare(word), word);
    }
  }
  const byStem = new Map();
  for (const word of having.keys()) {
    const root = stem(word);
    if (!byStem.has(root)) byStem.set(root, []);
    byStem.get(root).push(word);
  }
  const typed = synonyms.flatMap(([words]) => words.flatMap(wordsOf)); // known too, though the edition may not have them
  for (const word of typed) if (!shown.has(word)) shown.set(word, word);
  return {
    records, having, shown, byStem, bearers: bearersOf(records),
    synonyms: synonymsOf(synonyms, records), longest: Math.max(1, ...synonyms.flatMap(([words]) => words.map((one) => wordsOf(one).length))), typed: new Set(typed.map(stem)), vocabulary: new Set([...having.keys(), ...typed]),
  };
}

/** For each anchor in words, and the number in that of an entry (`10.7` of `target-10.7`), the numbers of the records. */
function bearersOf(records) {
  const found = new Map();
  for (const { id, address, passage } of records) {
    const words = wordsOf(address.split("#")[1] ?? "");
    const keys = [words, ...!passage && /\d/.test(words[1]) ? [words.slice(1)] : []].map((some) => some.join(" "));
    for (const key of keys) found.set(key, [...found.get(key) ?? [], id]);
  }
  return found;
}

/** For what may be typed, by its key: the numbers of records that it means, and words. */
function synonymsOf(rows, records) {
  const numbers = new Map(records.map(({ address, id }) => [address, id]));
  const found = new Map();
  for (const [typed, means] of rows) {
    const leads = means.filter((meant) => numbers.has(meant)).map((meant) => numbers.get(meant));
    const rest = means.filter((meant) => !numbers.has(meant) && !/\/(?:#|$)/.test(meant)).map(wordsOf); // but for other addresses
    for (const key of typed.flatMap((one) => keysOf(wordsOf(one)))) {
      const { leads: others = [], rows: more = [] } = found.get(key) ?? {};
      found.set(key, { leads: [...others, ...leads], rows: [...more, ...rest] });
    }
  }
  return found;
}
