// Whether words are those of the document: a module of its own, without a page.
//
// As editors do, a quotation may have other quotation marks, dashes and spaces, begin with another letter case, end in
// another mark, and leave words out at "…" or "[…]". Whatever else differs is a change.

const LEFT_OUT = /\s*(?:\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.\s?\.\s?\.(?!\.))\.?\s*/u;
const TOKEN = /(?:[\p{L}\p{N}\p{M}]|\[\p{L}\])(?:[\p{L}\p{N}\p{M}]|\[\p{L}\]|(?<=\p{N})[.,:](?=\p{N})|['-](?=[\p{L}\p{N}]))*'?|[^\s\p{L}\p{N}\p{M}]/gu;
const WORD = /[\p{L}\p{N}\p{S}%&#§*@]/u; // what is never a mark between words
const SHARED = 0.5; // of the words, weighed: with less, a text is another text
const PIECE = 4; // words that must be in a row to be from a place of their own
const NEGATIONS = new Set(["no", "not", "nor", "neither", "never", "none", "nobody", "nothing", "nowhere", "without", "cannot", "hardly"]);

/** A text with one form of what editors write in several. */
function plain(text) {
  return text.normalize("NFC").replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/gu, "")
    .replace(/[’‘ʼ‛′`´‚‹›]/gu, "'").replace(/["“”„‟«»″]/gu, " ").replace(/\[sic!?\]/giu, " ")
    .replace(/(?<=\p{N})\s*[‐-―−]\s*(?=\p{N})|(?<=[\p{L}\p{N}])[‐-–−](?=[\p{L}\p{N}])/gu, "-")
    .replace(/\s+-{1,3}(?=\s)|--+|[‐-―−]/gu, " – ");
}

/**
 * The words and marks of a text, each with its key to compare it by and the text that it is.
 * An apostrophe that ends a word is part of it, unless it closes what another has opened.
 */
function tokensOf(text) {
  const even = plain(text);
  let open = 0;
  const tokens = [];
  for (const found of even.matchAll(TOKEN)) {
    const [said] = found;
    if (said === "'") {
      open = Math.max(0, open + (/\S/u.test(even.charAt(found.index + 1)) ? 1 : -1));
    } else {
      const marked = said.length > 1 && said.endsWith("'");
      const closes = marked && open > 0;
      if (closes) open -= 1;
      const word = WORD.test(said);
      tokens.push({
        key: said.replace(/[[\]]|'$/gu, (sign) => (word || sign === "'" ? "" : sign)), said, word,
        apostrophe: marked && !closes, closes, loose: /^\[\p{L}\]/u.test(said),
      });
    }
  }
  return tokens;
}

const isMark = (token) => !token.word;

/** Tokens without the marks at both ends. */
function trimmed(tokens) {
  const first = tokens.findIndex((token) => token.word);
  return first < 0 ? [] : tokens.slice(first, tokens.findLastIndex((token) => token.word) + 1);
}

const turned = (key) => {
  const [first] = key;
  const other = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase();
  return other + key.slice(first.length);
};

/** Whether a word of the document is the one quoted; `first` and `last` if it is at an end of what is quoted. */
function same(own, quoted, first, last) {
  const letters = own.key === quoted.key || ((first || quoted.loose) && own.word && own.key === turned(quoted.key));
  if (!letters) return false;
  return last || (own.apostrophe ? quoted.apostrophe || quoted.closes : !quoted.apostrophe || own.closes);
}

/**
 * A document, ready to be compared with.
 * @param passages in their order, each with `id`, `label` and `words`
 */
export function documentOf(passages) {
  const made = passages.map((passage, at) => ({ ...passage, at, tokens: tokensOf(passage.words) }));
  const places = new Map(); // by a word, without case, where it is
  for (const passage of made) {
    passage.tokens.forEach(({ key }, at) => {
      const word = key.toLowerCase();
      if (!places.has(word)) places.set(word, []);
      places.get(word).push([passage, at]);
    });
  }
  const weights = new Map([...places].map(([word, list]) => [word, new Set(list.map(([passage]) => passage)).size]));
  const weigh = (token) => {
    if (isMark(token)) return 0.05;
    const count = weights.get(token.key.toLowerCase()) ?? 0;
    return count > 3 && count > made.length / 4 ? 0.3 : 1; // what is all over the document says little
  };
  return { passages: made, places, weigh };
}

/** How many tokens of a quotation, from one of them on, are those of a passage from one of them on. */
function rowAt(passage, at, quoted, from) {
  let count = 0;
  while (from + count < quoted.length && at + count < passage.tokens.length) {
    const next = from + count;
    if (!same(passage.tokens[at + count], quoted[next], next === 0, next === quoted.length - 1)) break;
    count += 1;
  }
  return count;
}

/** Where the document has tokens as they are, each place with its passage and where it begins and ends. */
function exactly(document, quoted) {
  return (document.places.get(quoted[0].key.toLowerCase()) ?? []).flatMap(([passage, at]) => (
    rowAt(passage, at, quoted, 0) === quoted.length ? { passage, from: at, to: at + quoted.length } : []));
}

const wordsIn = (tokens) => tokens.filter((token) => token.word).length;

/** The places, each with some words in a row, that make up all of a quotation together; nothing if there are none. */
function joined(document, quoted) {
  const pieces = [];
  let at = 0;
  while (at < quoted.length) {
    if (pieces.length && isMark(quoted[at])) { at += 1; continue; } // between two places
    let best = null;
    for (const [passage, from] of document.places.get(quoted[at].key.toLowerCase()) ?? []) {
      const count = rowAt(passage, from, quoted, at);
      const near = pieces.at(-1)?.passage === passage;
      if (count && (!best || count > best.count || (count === best.count && near))) best = { passage, from, to: from + count, count };
    }
    if (!best || wordsIn(quoted.slice(at, at + best.count)) < PIECE) return null;
    pieces.push({ ...best, quoted: quoted.slice(at, at + best.count) });
    at += best.count;
  }
  return new Set(pieces.map((piece) => piece.passage)).size > 1 ? pieces : null;
}

/**
 * How the words of a passage become those of a quotation, at the place where they are nearest.
 * @returns runs of `same`, `gone` (from the passage) and `added` (in the quotation), and how many words are the same
 */
function aligned(passage, quoted, weigh) {
  const own = passage.tokens;
  const [rows, columns] = [quoted.length + 1, own.length + 1];
  const score = new Float64Array(rows * columns);
  const isSame = (row, column) => same(own[column - 1], quoted[row - 1], row === 1, row === rows - 1);
  const costs = quoted.map(weigh);
  const swap = (row, column) => costs[row - 1] * (own[column - 1].word === quoted[row - 1].word ? 1 : 1.5);
  for (let row = 1; row < rows; row += 1) {
    score[row * columns] = score[(row - 1) * columns] - costs[row - 1];
    for (let column = 1; column < columns; column += 1) {
      const here = row * columns + column;
      const across = score[here - columns - 1];
      score[here] = Math.max(
        isSame(row, column) ? across + 2 * costs[row - 1] : across - swap(row, column),
        score[here - columns] - costs[row - 1], score[here - 1] - 0.25);
    }
  }
  let column = 0;
  for (let end = 1; end < columns; end += 1) {
    if (score[(rows - 1) * columns + end] >= score[(rows - 1) * columns + column]) column = end;
  }
  const total = score[(rows - 1) * columns + column];
  const to = column;
  const runs = [];
  const put = (kind, token) => {
    if (runs[0]?.kind === kind) runs[0].tokens.unshift(token);
    else runs.unshift({ kind, tokens: [token] });
  };
  let weight = 0;
  let inRow = 0;
  let longest = 0;
  for (let row = rows - 1; row > 0;) {
    const here = row * columns + column;
    const across = column > 0 ? score[here - columns - 1] : 0;
    const cost = costs[row - 1];
    if (column > 0 && isSame(row, column) && score[here] === across + 2 * cost) {
      put("same", quoted[row - 1]);
      weight += cost;
      inRow += quoted[row - 1].word ? 1 : 0;
      longest = Math.max(longest, inRow);
      [row, column] = [row - 1, column - 1];
      continue;
    }
    inRow = 0;
    if (column > 0 && score[here] === across - swap(row, column)) {
      put("added", quoted[row - 1]);
      put("gone", own[column - 1]);
      [row, column] = [row - 1, column - 1];
    } else if (column > 0 && score[here] === score[here - 1] - 0.25) {
      put("gone", own[column - 1]);
      column -= 1;
    } else {
      put("added", quoted[row - 1]);
      row -= 1;
    }
  }
  return { passage, from: column, to, runs: inOrder(runs), total, longest, share: weight / costs.reduce((sum, one) => sum + one, 0) };
}

/** What is gone goes before what is added in its place. */
function inOrder(runs) {
  const made = [];
  for (const run of runs) {
    const open = [];
    while (made.length && made.at(-1).kind !== "same" && run.kind !== "same") open.unshift(made.pop());
    const gone = [...open, run].filter(({ kind }) => kind === "gone").flatMap(({ tokens }) => tokens);
    const added = [...open, run].filter(({ kind }) => kind === "added").flatMap(({ tokens }) => tokens);
    if (run.kind === "same") made.push(run);
    if (gone.length) made.push({ kind: "gone", tokens: gone });
    if (added.length) made.push({ kind: "added", tokens: added });
  }
  return made;
}

/** The passage that a quotation is nearest to, with the differences; nothing if it is another text. */
function nearest(document, quoted) {
  const votes = new Map();
  for (const token of quoted) {
    const weight = document.weigh(token);
    for (const passage of new Set((document.places.get(token.key.toLowerCase()) ?? []).map(([one]) => one))) {
      votes.set(passage, (votes.get(passage) ?? 0) + weight);
    }
  }
  const likely = [...votes].sort((a, b) => b[1] - a[1]).slice(0, 8);
  const found = likely.map(([passage]) => aligned(passage, quoted, document.weigh)).sort((a, b) => b.total - a.total);
  const [best] = found;
  const few = wordsIn(quoted) < PIECE;
  return best && best.share >= SHARED && (few || best.longest >= 2) ? best : null;
}

/** The text of tokens, with spaces as they are usual. */
const textOf = (tokens) => tokens.map(({ said }) => said).join(" ")
  .replace(/ (?=[,.;:!?)\]/])|(?<=[([/]) /gu, "");

const lookUp = (places) => places.map(({ passage, from, to }) => ({ passage: passage.id, from, to }));

/** What is left out between two places of a passage, if it turns what is said round. */
function turning(before, after) {
  if (before.passage !== after.passage || after.from <= before.to) return null;
  const gap = before.passage.tokens.slice(before.to, after.from);
  const ended = gap.some(({ key }) => /^[.!?]$/u.test(key));
  return !ended && gap.some(({ key }) => NEGATIONS.has(key.toLowerCase()) || /n't$/iu.test(key)) ? gap : null;
}

/** One of the places of each part, such that they are in one passage and in order if that can be. */
function chosen(lists) {
  for (const first of lists[0]) {
    const row = [first];
    for (const list of lists.slice(1)) {
      const next = list.find((one) => one.passage === first.passage && one.from >= row.at(-1).to);
      if (next) row.push(next);
    }
    if (row.length === lists.length) return row;
  }
  return lists.map(([first]) => first);
}

/** Tokens without the number of a passage before its first words, which are all of the quotation or more. */
function unnumbered(document, quoted) {
  const marks = quoted.findIndex((token, at) => at > 0 && token.word);
  if (marks < 1) return quoted;
  const rest = quoted.slice(marks);
  const isIt = exactly(document, rest).some(({ passage, from }) => from === 0 && passage.label === quoted[0].key);
  return isIt ? rest : quoted;
}

/** What is in quotation marks, if an empty line and what we or others say of it come after. */
const quotationOf = (text) => text.match(/^\s*["“«]([\s\S]*)["”»]\s*\n\s*\n/u)?.[1] ?? text;

/**
 * What a text is to the document.
 * @returns `verdict`: "exact", "joined" (word for word, but from several places), "changed", "absent" or "empty"; and
 *   `parts`, one for each stretch of words: its own `verdict`, the text, `places` in passages ("exact", all of them; of
 *   a changed one the nearest), and for a changed one `runs`, each with `kind` and `text`
 */
export function compare(document, text) {
  const quotations = quotationOf(text).split(new RegExp(LEFT_OUT, "gu")).map((one) => trimmed(tokensOf(one)));
  const stretches = quotations.filter((one) => one.length).map((one) => unnumbered(document, one));
  const parts = stretches.flatMap((quoted) => {
    const places = exactly(document, quoted);
    if (places.length) return { verdict: "exact", text: textOf(quoted), places };
    const near = nearest(document, quoted);
    const added = near?.runs.flatMap(({ kind, tokens }) => (kind === "added" ? tokens : []));
    const pieces = !(added && wordsIn(added) < 2) && joined(document, quoted); // one word more or other is a change
    if (pieces) return pieces.map((one) => ({ verdict: "exact", text: textOf(one.quoted), places: [one] }));
    if (!near) return { verdict: "absent", text: textOf(quoted), places: [] };
    const runs = near.runs.map(({ kind, tokens }) => ({ kind, text: textOf(tokens) }));
    return { verdict: "changed", text: textOf(quoted), places: [near], runs };
  });
  const verdict = verdictOn(parts);
  return { verdict: verdict.says, parts: verdict.parts.map((part) => ({ ...part, places: lookUp(part.places) })) };
}

function verdictOn(parts) {
  if (!parts.length) return { says: "empty", parts };
  const verdicts = new Set(parts.map(({ verdict }) => verdict));
  if (verdicts.size > 1) return { says: "changed", parts };
  if (!verdicts.has("exact") || parts.length === 1) return { says: [...verdicts][0], parts };
  const row = chosen(parts.map(({ places }) => places));
  const gaps = row.slice(1).map((place, at) => turning(row[at], place));
  if (gaps.some(Boolean)) {
    const runs = parts.flatMap(({ text }, at) => [
      ...(gaps[at - 1] ? [{ kind: "gone", text: textOf(gaps[at - 1]) }] : []), { kind: "same", text }]);
    return { says: "changed", parts: [{ verdict: "changed", text: parts.map(({ text }) => text).join(" … "), places: [row[0]], runs }] };
  }
  const one = row.every(({ passage, from }, at) => passage === row[0].passage && (!at || from >= row[at - 1].to));
  return { says: one ? "exact" : "joined", parts: parts.map((part, at) => ({ ...part, places: [row[at]] })) };
}
