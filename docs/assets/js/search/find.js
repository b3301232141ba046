// Which records are results, how near each is to the query, and which comes first.

import { questionKey, stem } from "./english.js";
import { AKIN, ALIKE, MEANT, NOT, parse, SAME } from "./query.js";
import { hasPhrase, placedWords, shortened, together, wordsOf } from "./words.js";

const FEW = 3; // with fewer results than that, those that have most of the words are shown too
const MOST = 0.5; // of the weight of the words in the best of these

/** Whether a number begins within a longer one: the 7.4 of 10.7.4. */
const inNumber = (text, at) => /^\p{N}\.\p{N}$/u.test(text.slice(at - 2, at + 1));

/** Where a record has words in a row: how near they are, and their places in its text. */
function rowIn(record, row) {
  let near = NOT;
  const marks = [];
  const [first] = row;
  if (![...first.keys()].some((word) => record.words.has(word))) return { near, marks };
  record.fields.forEach((field, number) => field.forEach((word, at) => {
    if (!first.has(word) || !row.every((set, next) => set.has(field[at + next]))) return;
    if (number === 0 && row.length > 1 && inNumber(record.text, record.placed[at].start)) return;
    const least = record.passage && number > record.called.length ? MEANT : SAME; // it mentions this in other words
    near = Math.min(near, Math.max(least, ...row.map((set, next) => set.get(field[at + next]))));
    if (number === 0) marks.push({ start: record.placed[at].start, end: record.placed[at + row.length - 1].end });
  }));
  return { near, marks };
}

/** How near a record is to a group: by all of its words, or by any row that would do for them. */
function groupIn(record, { parts, rows, leads, isDate }) {
  const words = parts.map((part) => rowIn(record, [part]));
  const instead = rows.map((row) => rowIn(record, row)).map(({ near, marks }) => ({ marks, near: parts.length ? Math.max(near, MEANT) : near }));
  const together = { near: parts.length ? Math.max(...words.map(({ near }) => near)) : NOT, marks: words.flatMap(({ marks }) => marks) };
  const lead = leads.includes(record.id) ? [{ near: isDate ? SAME : MEANT, marks: [] }] : [];
  const ways = [together, ...instead, ...lead].filter(({ near }) => near < NOT);
  return { near: Math.min(NOT, ...ways.map(({ near }) => near)), marks: ways.flatMap(({ marks }) => marks) };
}

/** Whether all words of a query are in a record in this order; the last may lack its end. */
const hasInOrder = ({ rows, called }, all) => (
  rows.slice(0, called.length + 1).some((row) => row.includes(together(all).trimEnd())));

function judge(record, score, asked) {
  const found = asked.groups.map((group) => groupIn(record, group));
  const quoted = asked.phrases.map((phrase) => rowIn(record, wordsOf(phrase).map((word) => new Map([[word, SAME]]))));
  const marks = [...quoted, ...found].flatMap((one) => one.marks);
  const row = asked.all.length > 1 ? rowIn(record, asked.all.map((word) => new Map([[word, SAME]]))).marks : [];
  const [typed, counted] = [together(asked.all), together(asked.counted.map(stem))];
  const pairs = asked.pairs.filter((pair) => record.rows.some((row) => row.includes(pair))).length;
  const bears = asked.bearers.includes(record.id);
  return {
    record, found,
    score: score * (1 + pairs / 2),
    degree: bears ? SAME : Math.max(asked.corrected.size ? ALIKE : SAME, ...found.map(({ near }) => near)),
    marks: row.length ? row : marks,
    led: Math.max(0, ...asked.groups.map(({ leads }) => (leads.includes(record.id) ? 2 - leads.indexOf(record.id) / 100 : 0))),
    named: bears ? NAMED : Math.max(...record.called.map(({ row, stems }) => (row === typed ? NAMED : Number(stems === counted)))),
    inOrder: asked.all.length > 1 ? hasInOrder(record, asked.all) : 0,
  };
}

const NAMED = 3;
/** What has this name, number or date comes first; then what has the words as typed, or has a name of these words; then passages before entries. */
const rank = ({ record, named, led, inOrder }) => Math.max(named, led, inOrder && record.passage ? 2 : 0);
const best = (a, b) => (a.degree === NOT) - (b.degree === NOT) || b.weight - a.weight || rank(b) - rank(a)
  || !a.record.passage - !b.record.passage || b.inOrder - a.inOrder || a.degree - b.degree || b.score - a.score;

/**
 * The results for a query, best first, each with its degree, and the query as it may be meant: an answer, what there is in
 * the edition, pages that have all the words, and what is only similar.
 * @param typing whether the last word may not be finished
 */
export function findAll({ edition, site, answers }, query, typing) {
  const found = find(edition, query, typing);
  const pages = find(site, query, typing);
  const whole = pages.results.filter(({ degree, led }) => degree <= AKIN || led);
  if (!found.results.length && !whole.length) return { ...pages, results: pages.results.filter(({ degree }) => degree < NOT) };
  const answer = answers.get(questionKey(wordsOf(query)));
  const near = found.results.filter(({ degree }) => degree < ALIKE);
  const rest = [...near, ...whole, ...found.results.slice(near.length)].filter(({ record }) => record.address !== answer?.record.address);
  return { results: answer ? [answer, ...rest] : rest, meant: whole.length || answer ? "" : found.meant };
}

/** The same of some records. */
function find(known, typed, typing) {
  const query = shortened(typed).replace(/^\S*#(?=\S+$)/, ""); // an address leads to its anchor
  const asked = parse(known, query, typing);
  const terms = new Map();
  for (const { parts, rows } of asked.groups) {
    for (const set of [...parts, ...rows.flat()]) for (const [word, near] of set) terms.set(word, Math.min(near, terms.get(word) ?? NOT));
  }
  for (const word of asked.phrases.flatMap(wordsOf)) terms.set(word, SAME);
  const scores = new Map([...asked.bearers, ...asked.groups.flatMap(({ leads }) => leads)].map((id) => [id, 0]));
  for (const [word, near] of terms) {
    const records = known.having.get(word) ?? new Map();
    const says = Math.log(1 + known.records.length / records.size) / (1 + near);
    for (const [id, often] of records) scores.set(id, (scores.get(id) ?? 0) + says * often / (1 + often));
  }
  const judged = [...scores].map(([id, score]) => judge(known.records[id], score, asked))
    .filter(({ record }) => asked.phrases.every((phrase) => hasPhrase(record.printed, phrase)));
  const weights = asked.groups.map((_, at) => {
    const having = judged.filter(({ found }) => found[at].near < NOT).length;
    return Math.log(1 + known.records.length / (having || 1));
  });
  for (const one of judged) {
    one.weight = one.degree === NOT ? weights.reduce((sum, weight, at) => sum + (one.found[at].near < NOT ? weight / (1 + one.found[at].near / 4) : 0), 0) : 0;
  }
  judged.sort(best);
  const all = judged.filter(({ degree }) => degree < NOT);
  const some = judged.filter(({ degree, weight }) => degree === NOT && weight > 0);
  const quoted = asked.phrases.length > 0 && all.length > 0;
  const fill = all.length < FEW && !quoted && !all.some(({ inOrder, named }) => inOrder || named);
  const rest = fill ? some.filter(({ weight }) => weight >= some[0].weight * MOST) : [];
  return { results: [...all, ...rest], meant: meant(known, query, asked) };
}

/** The query with its typing mistakes corrected, or nothing. */
function meant(known, query, { corrected }) {
  let text = query;
  for (const [typed, near] of corrected) {
    const place = [...placedWords(text)].find(({ word }) => word === typed);
    if (place) text = text.slice(0, place.start) + known.shown.get(near) + text.slice(place.end);
  }
  return text === query ? "" : text;
}
