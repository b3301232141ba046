// Whether a text is a result for a query, where it has the words, and what to show of it.

const SHOWN = 45; // words of a long text in its result
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const LETTER = /[\p{L}\p{N}]/u;

const bare = (word) => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
export const wordsOf = (text) => (text.match(WORD) ?? []).map(bare);

/** A text as printed, but for case, white space and the shapes of apostrophes, quotation marks and dashes. */
function printed(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[‘’ʼ]/g, "'").replace(/[“”„]/g, '"').replace(/\p{Pd}/gu, "-")
    .replace(/\s+/g, " ").trim();
}

/** Whether a phrase stands in a text, both as printed, without cutting a word. */
function stands(phrase, text) {
  const cuts = (at) => LETTER.test(text.charAt(at - 1)) && LETTER.test(text.charAt(at));
  let at = text.indexOf(phrase);
  while (at >= 0 && (cuts(at) || cuts(at + phrase.length))) at = text.indexOf(phrase, at + 1);
  return at >= 0;
}

/** What a query asks for: phrases, other words, and the words of both in their order. */
export function parse(query) {
  const phrases = [];
  const others = query.replace(/"([^"]+)"|“([^”]+)”/g, (_, straight, curly) => {
    phrases.push(printed(straight ?? curly));
    return " ";
  });
  return { phrases: phrases.filter(Boolean), others: wordsOf(others), words: wordsOf(query) };
}

/** The words of a text: each bare, with its place, and whether Pagefind matched it. */
function placed(text, matched) {
  return [...text.matchAll(/\S+/g)].flatMap((run, number) => [...run[0].matchAll(WORD)].map((word) => {
    const start = run.index + word.index;
    return { bare: bare(word[0]), start, end: start + word[0].length, matched: matched.has(number) };
  }));
}

/** A candidate as a result, or nothing if it lacks a phrase or a word. */
export function judge({ url, content, meta }, asked, matched, rank) {
  const names = [meta.title, ...(meta.names?.split("\n") ?? [])];
  const text = meta.passage ? content : [...names, content].join(" · ");
  if (!asked.phrases.every((phrase) => stands(phrase, printed(text)))) return null;
  const words = placed(content, matched);
  const inNames = wordsOf(names.join(" ")).map((word) => ({ bare: word, matched: true }));
  const akin = (word, one) => word.bare.startsWith(one) || (word.matched && word.bare.slice(0, 3) === one.slice(0, 3));
  if (!asked.others.every((one) => [...words, ...inNames].some((word) => akin(word, one)))) return null;
  const row = asked.words.join(" ");
  const all = ` ${wordsOf(text).join(" ")} `;
  const rows = words.flatMap((word, at) => (
    asked.words.every((one, next) => words[at + next]?.bare === one)
      ? { start: word.start, end: words[at + asked.words.length - 1].end } : []));
  return {
    url, content, meta, names, rank,
    marks: rows.length ? rows : words.filter((word) => asked.words.some((one) => akin(word, one))),
    named: names.some((name) => wordsOf(name).join(" ") === row),
    inRow: all.includes(` ${row} `) ? 2 : Number(all.includes(` ${row}`)), // 1: the last word is still being typed
  };
}

/** What to show of a long text: a stretch around its first marks. */
export function stretch(text, marks) {
  const runs = [...text.matchAll(/\S+/g)];
  if (runs.length <= SHOWN * 1.3) return [0, text.length];
  const first = runs.findLastIndex((run) => run.index <= (marks[0]?.start ?? 0));
  const from = Math.max(0, Math.min(first - 8, runs.length - SHOWN));
  const last = runs[Math.min(from + SHOWN, runs.length) - 1];
  return [runs[from].index, Math.max(last.index + last[0].length, marks[0]?.end ?? 0)];
}
