// Which records are results, how near each is to the query, and which comes first.

import { stem } from "./english.js";
import { MEANT, NOT, parse, SAME } from "./query.js";
import { hasPhrase, wordsOf } from "./words.js";

const FEW = 3; // with fewer results than that, those that have most of the words are shown too
const MOST = 0.5; // of the weight of the words in the best of these

/** Where a record has words in a row: how near they are, and their places in its text. */
function rowIn(record, row) {
  let near = NOT;
  const marks = [];
  record.fields.forEach((field, number) => field.forEach((_, at) => {
    if (!row.every((set, next) => set.has(field[at + next]))) return;
    const least = number > record.called.length ? MEANT : SAME; // what is only mentioned is not said in these words
    near = Math.min(near, Math.max(least, ...row.map((set, next) => set.get(field[at + next]))));
    if (number === 0) marks.push({ start: record.placed[at].start, end: record.placed[at + row.length - 1].end });
  }));
  return { near, marks };
}

/** How near a record is to a group: by all of its words, or by any row that would do for them. */
function groupIn(record, { parts, rows }) {
  const words = parts.map((part) => rowIn(record, [part]));
  const instead = rows.map((row) => rowIn(record, row)).map(({ near, marks }) => ({ marks, near: parts.length ? Math.max(near, MEANT) : near }));
  const together = { near: parts.length ? Math.max(...words.map(({ near }) => near)) : NOT, marks: words.flatMap(({ marks }) => marks) };
  const ways = [together, ...instead].filter(({ near }) => near < NOT);
  return { near: Math.min(NOT, ...ways.map(({ near }) => near)), marks: ways.flatMap(({ marks }) => marks) };
}

const together = (words) => ` ${words.join(" ")} `;

/** How much of a query stands in a record as typed: all of it, all but the end of its last word, or nothing. */
function standing(record, all) {
  const typed = together(all);
  const texts = record.fields.slice(0, record.called.length + 1).map(together);
  if (texts.some((text) => text.includes(typed))) return 2;
  return Number(texts.some((text) => text.includes(typed.trimEnd())));
}

function judge(record, score, asked) {
  const found = asked.groups.map((group) => groupIn(record, group));
  const marks = found.flatMap((one) => one.marks);
  const row = asked.all.length > 1 ? rowIn(record, asked.all.map((word) => new Map([[word, SAME]]))).marks : [];
  const counted = together(asked.counted.map(stem));
  const pairs = asked.all.filter((word, at) => at && record.fields.some((field) => (
    field.some((one, place) => one === word && field[place - 1] === asked.all[at - 1])))).length;
  return {
    record, found,
    score: score * (1 + pairs / 2),
    degree: Math.max(SAME, ...found.map(({ near }) => near)),
    marks: row.length ? row : marks,
    named: record.called.some((name) => together(name.map(stem)) === counted || together(name) === together(asked.all)),
    standing: standing(record, asked.all),
  };
}

const best = (a, b) => a.degree - b.degree || b.named - a.named || b.standing - a.standing
  || b.weight - a.weight || b.score - a.score || a.record.id - b.record.id;

/**
 * The results for a query, best first, each with its degree, and the query as it may be meant.
 * @param typing whether the last word may not be finished
 */
export function find(known, query, typing) {
  const asked = parse(known, query, typing);
  const terms = new Map();
  for (const { parts, rows } of asked.groups) {
    for (const set of [...parts, ...rows.flat()]) for (const [word, near] of set) terms.set(word, Math.min(near, terms.get(word) ?? NOT));
  }
  for (const word of asked.phrases.flatMap(wordsOf)) terms.set(word, SAME);
  const candidates = known.engine.search([...terms.keys()].join(" "), { boostTerm: (term) => 1 / (1 + terms.get(term)) });
  const judged = candidates.map(({ id, score }) => judge(known.records[id], score, asked))
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
  const fill = all.length < FEW && !quoted && !all.some(({ standing: stands, named }) => stands === 2 || named);
  const rest = fill ? some.filter(({ weight }) => weight >= some[0].weight * MOST) : [];
  return { results: [...all, ...rest], meant: meant(known, query, asked) };
}

/** The query with its typing mistakes corrected, or nothing. */
function meant(known, query, { groups }) {
  let corrected = query;
  for (const { words, instead } of groups) {
    if (instead) corrected = corrected.replace(new RegExp(`(?<![\\p{L}\\p{M}])${words[0]}(?![\\p{L}\\p{M}])`, "iu"), known.shown.get(instead) ?? instead);
  }
  return corrected === query ? "" : corrected;
}
