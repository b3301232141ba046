// Whether words are those of the document: a module of its own, without a page.
//
// What is pasted is aligned with the whole document, word by word, as a route of most agreement through both. Quotation
// marks, dashes, spaces and the first letter's case may differ, and words may be left out at "…" or "[…]". What a carrier
// adds is set aside: hyphens at line ends, footnote marks, numbers of passages. Whatever else differs is a change.

const LIMIT = 4; // times the length of the document
const CELLS = 4e7; // pairs of words that are compared in a second or so
const [SHARED, SHARED_OF_FEW] = [0.5, 0.6]; // of the words, weighed: with less, a text is another text
const FEW = 3; // words: fewer are added to what is beside them, others are a text of their own
const SOLID = 20; // words in a place that are more than what somebody says of it
const [ASIDE, BACK, GAP] = ["\ue000", "\ue001", "\ue002"]; // in place of marks while a text is read
const INNER = "\\p{L}\\p{Nd}\\p{Nl}\\p{M}";
const TOKEN = new RegExp(`(?:[${INNER}]|\\[\\p{L}\\])(?:[${INNER}]|\\[\\p{L}\\]|(?<=\\p{Nd})[.,:](?=\\p{Nd})|['-](?=[${INNER}]))*'?|\\n+|[^\\s${INNER}]`, "gu");
const WORD = /[\p{L}\p{N}\p{S}%&#§*@]/u; // what is never a mark between words
const LEFT_OUT = /[ \n]?(?:\[ ?(?:…|\. ?\. ?\.) ?\]|\( ?(?:…|\. ?\. ?\.) ?\)|…|\. ?\. ?\.(?!\.))\.?/gu;
const NEGATIONS = new Set(["no", "not", "nor", "neither", "never", "none", "nobody", "nothing", "nowhere", "without", "cannot", "hardly"]);
const NUMBERED = globalThis.document?.querySelector(".check")?.dataset.noun ?? "Conclusion"; // what this document calls one
const LITERALLY = NUMBERED.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
const CARRIER = new RegExp([
  "^ ?(?:[>|] ?)+", "^ ?[•◦▪‣·●○¶*–—-] ", "\\p{Co}+", `^(?:Paragraph|${LITERALLY}) (?=\\d)`, // of a mail, a list, this edition
  "(?<![\\p{N}])[⁰¹²³⁴-⁹]+(?![\\p{N}])", "\\[\\d{1,3}(?: ?[,–-] ?\\d{1,3}){0,9}\\]", // marks of footnotes
  "(?<=\\p{L}[.,;:!?”\"’»)]{1,3})\\d{1,3}(?![^\\s])", "(?<!\\p{N})[*_†‡]+|[*_†‡]+(?!\\p{N})",
  "\\((?!N(?:ot?|ever|one|othing)\\b)\\p{Lu}[\\p{L}.'’-]*(?:,? (?:and|&|et|al\\.|of|the|for|on|\\p{Lu}[\\p{L}.'’-]*)){0,12},? (?:(?:19|20)\\d\\d[a-z]?|n\\.d\\.)"
    + "(?:[,:;] ?(?:pp?\\.|paras?\\.?|§)? ?[\\d.,– -]{1,15})?\\)(?=[.”\"»’' ]*(?:\\n|$))", // a reference at the end
].join("|"), "gmu");

/** A text with one form of what editors write in several; what a carrier may have put in is between signs. */
function plain(text, known) {
  return text.normalize("NFC").replace(/[\ufb00-\ufb06]/gu, (letters) => letters.normalize("NFKC"))
    .replace(/[\ue000-\ue002\u200b-\u200f\u2060\ufeff]|\u00ad(?![^\S\n]*\n)/gu, "")
    .replace(/\s+/gu, (space) => (space.includes("\n") ? "\n".repeat(Math.min(2, space.split("\n").length - 1)) : " "))
    .replace(/(?<=[\p{L}\p{Nd}])[-‐‑¬\u00ad][\n ](?:[>|] ?)*(?=[\p{L}\p{Nd}])/gu, (mark, at, all) => {
      const halves = [all.slice(Math.max(0, at - 40), at).match(/[^\s(/]*$/u), all.slice(at + mark.length, at + 40).match(/^[\p{L}\p{Nd}\p{M}-]*/u)];
      if (known.has(halves.join("-").toLowerCase())) return "-";
      return mark.includes("\n") || known.has(halves.join("").toLowerCase()) ? "" : mark;
    })
    .replace(CARRIER, (mark) => `${ASIDE}${mark}${BACK}`)
    .replace(LEFT_OUT, ` ${GAP} `)
    .replace(/[’‘ʼ‛′`´‚‹›]/gu, "'").replace(/\[sic!?\]/giu, " ")
    .replace(/(?<=\p{N}) ?[‐-―−] ?(?=\p{N})|(?<=[\p{L}\p{N}])[‐-–−](?=[\p{L}\p{N}])/gu, "-")
    .replace(/ -{1,3}(?=\s)|--+|[‐-―−]/gu, " – ");
}

/**
 * The words and marks of a text, each with its key to compare it by, the text that it is, and what comes before it.
 * An apostrophe that ends a word is part of it, unless it closes what another has opened.
 */
function tokensOf(text, known = new Set()) {
  const even = plain(text, known);
  const tokens = [];
  let [open, aside, inside, cut, line] = [0, false, false, "text", 2];
  for (const { 0: said, index } of even.matchAll(TOKEN)) {
    if (said === ASIDE || said === BACK) aside = said === ASIDE;
    else if (said.startsWith("\n")) line = Math.max(line, said.length);
    else if (/["“”„‟«»″]/u.test(said)) {
      inside = /[“„«]/u.test(said) || (said === '"' && !inside);
      cut = "quote";
    } else if (said === "'") {
      open = Math.max(0, open + (/\S/u.test(even.charAt(index + 1)) ? 1 : -1));
      cut ||= "quote";
    } else {
      const marked = said.length > 1 && said.endsWith("'");
      const closes = marked && open > 0;
      if (closes) open -= 1;
      const word = WORD.test(said);
      const key = word ? said.replace(/[[\]]|'$/gu, "") : said;
      tokens.push({
        key, fold: key.toLowerCase(), said: said === GAP ? "…" : said, word: word && said !== GAP, gap: said === GAP, aside,
        apostrophe: marked && !closes, closes, loose: /^\[\p{L}\]/u.test(said), quoted: inside || open > 0 || closes, cut: said === GAP ? "" : cut, line,
      });
      [cut, line] = [said === GAP ? "gap" : closes ? "quote" : "", aside ? line : 0];
    }
  }
  return tokens;
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
  const known = new Map(); // by a word, without case, a number for it and the passages where it is
  const tokens = [];
  const whole = passages.map((passage, at) => { // the first token of each, its last word, and where it ends
    for (const token of tokensOf(passage.label)) tokens.push({ ...token, at, label: true });
    const from = tokens.length;
    for (const token of tokensOf(passage.words)) {
      tokens.push({ ...token, at, label: false });
      known.set(token.fold, (known.get(token.fold) ?? new Set()).add(at));
    }
    return [from, tokens.findLastIndex(({ word }) => word), tokens.length];
  });
  const limit = Math.min(LIMIT * passages.reduce((all, { words }) => all + words.length, 0), 4 * Math.floor(CELLS / tokens.length));
  return { passages, tokens, known, whole, limit };
}

/** What agreement on a token counts: less if it is all over the document, next to nothing if it is a mark. */
function weightOf({ known, passages }, token) {
  if (!token.word) return 0.05;
  const count = known.get(token.fold)?.size ?? 0;
  return count > 3 && count > passages.length / 4 ? 0.3 : 1;
}

const ENTER = { text: 0, gap: 1, quote: 1, "": 7 };
const LEAVE = { text: 0, gap: 0.5, quote: 0.5, "": 3 };

/** The route of most agreement through a text and the document. To enter or to leave the document has a price. */
function routeOf(document, quoted) {
  const own = document.tokens;
  const [rows, columns] = [quoted.length, own.length];
  const numbers = new Map(); // what is compared a million times are numbers
  const numberOf = (key) => numbers.get(key) ?? (numbers.set(key, numbers.size), numbers.size - 1);
  const folds = Int32Array.from(own, ({ fold }) => numberOf(fold));
  const keys = Int32Array.from(own, ({ key }) => numberOf(key));
  const words = Uint8Array.from(own, ({ word }) => (word ? 1 : 0));
  const labels = Uint8Array.from(own, ({ label }) => (label ? 1 : 0));
  const skips = Float64Array.from(own, ({ label }) => (label ? 0 : 0.25));
  for (const [from, to] of document.whole) skips[from] = skips[to] = 2; // from one passage to the next at their ends
  const back = new Uint8Array(rows * columns);
  const entered = new Int32Array(rows); // before each row: the best column, or none if that is foreign
  const left = new Int32Array(rows).fill(-1); // the column from which the text becomes foreign, or none if it is already
  let above = new Float64Array(columns + 1).fill(-Infinity); // scores, from the second on
  let here = above.slice();
  let [foreign, best, bestAt] = [0, -Infinity, -1];
  quoted.forEach((token, row) => {
    const free = token.aside || token.gap;
    const weight = weightOf(document, token);
    const add = free ? 0 : weight;
    const gain = free ? -0.01 : 2 * weight; // a mark of a carrier is one of the document only where that has to be
    const [fold, key, word] = [numberOf(token.fold), numberOf(token.key), token.word ? 1 : 0];
    const cut = token.cut === "quote" && !token.quoted ? "" : token.cut; // after a quotation, nothing begins
    const enter = Math.max(foreign, best) - (cut || token.line < 2 ? ENTER[cut] : 4);
    const leave = best - (token.cut || !token.line ? LEAVE[token.cut] : 1);
    entered[row] = foreign >= best ? -1 : bestAt;
    if (leave > foreign) left[row] = bestAt;
    best = -Infinity;
    for (let column = 0; column < columns; column += 1) {
      let step = gain;
      if (folds[column] !== fold) step = free ? -2 : -add * (words[column] === word ? 1 : 1.5);
      else if (labels[column]) step = 0.05;
      else if (keys[column] !== key) step -= 0.1;
      let score = above[column] + step;
      let way = 0;
      if (enter + step > score) { score = enter + step; way = 1; }
      if (above[column + 1] - add > score - 1e-9) { score = above[column + 1] - add; way = 2; } // the earlier of two equals
      const skipped = here[column] - (token.gap ? 0.01 : skips[column]);
      if (skipped > score) { score = skipped; way = 3; }
      here[column + 1] = score;
      back[row * columns + column] = way;
      if (score > best) { best = score; bestAt = column; }
    }
    foreign = Math.max(foreign, leave) - (free ? 0 : weight * 0.3);
    [above, here] = [here, above];
  });
  const route = traced(rows, columns, back, entered, left, foreign >= best ? -1 : bestAt);
  return route.map((column, row) => (column >= 0 && labels[column] && own[column].fold !== quoted[row].fold ? -1 : column));
}

/** For each token of a text the column that a route pairs it with; -1 if it is added there, -2 if it is foreign. */
function traced(rows, columns, back, entered, left, end) {
  const route = new Int32Array(rows).fill(-2);
  let column = end;
  for (let row = rows - 1; row >= 0;) {
    if (column < 0) {
      column = left[row];
      row -= 1;
      continue;
    }
    const way = back[row * columns + column];
    if (way !== 3) route[row] = way === 2 ? -1 : column;
    if (way === 1) column = entered[row];
    else if (way !== 2) column -= 1;
    if (way !== 3) row -= 1;
  }
  return route;
}

const wordsIn = (tokens) => tokens.filter(({ word, aside }) => word && !aside).length;

/** The stretches of a text that are in one passage, each with its `pairs` of a row and a column, in their order. */
function stretchesOf({ tokens }, quoted, route) {
  const made = [];
  quoted.forEach((token, row) => {
    const column = route[row];
    const own = tokens[column];
    if (!own || own.label || own.fold !== token.fold) return;
    const one = made.at(-1);
    const [lastRow, lastColumn] = one?.pairs.at(-1) ?? [];
    if (one?.at === own.at && column > lastColumn && !route.subarray(lastRow, row).includes(-2)) one.pairs.push([row, column]);
    else made.push({ at: own.at, pairs: [[row, column]] });
  });
  return made.filter(({ pairs }) => pairs.some(([row]) => quoted[row].word));
}

const [firstOf, lastOf] = [({ pairs }) => pairs[0], ({ pairs }) => pairs.at(-1)];

/** Whether a stretch is in quotation marks that are not the document's. */
const isQuotation = ({ tokens }, quoted, { pairs: [[row, column]] }) => quoted[row].quoted && !tokens[column].quoted;

/** Whether nothing of the document is between two stretches, but perhaps marks and numbers of passages. */
const follows = ({ tokens }, one, other) => one && other && lastOf(one)[1] < firstOf(other)[1]
  && !tokens.slice(lastOf(one)[1] + 1, firstOf(other)[1]).some(({ word, label }) => word && !label);

/** Whether a stretch is the whole of its passage as it is, on a line of its own or after its number. */
function isWhole({ tokens, whole }, quoted, route, { at, pairs }) {
  const [[row, column], [lastRow, lastColumn]] = [pairs[0], pairs.at(-1)];
  return (quoted[row].line || tokens[route[row - 1]]?.label || !quoted[row - 1].word) && column === whole[at][0] && lastColumn >= whole[at][1]
    && lastRow - row === lastColumn - column && pairs.every(([one, own]) => quoted[one].key === tokens[own].key);
}

/** Whether a stretch is too much like its passage to be a coincidence. */
function isLikely(document, quoted, route, stretch) {
  const { tokens } = document;
  let [[from], [to]] = [firstOf(stretch), lastOf(stretch)];
  const isEnd = (token) => !token || token.cut || token.line;
  const isLoose = (row) => row in route && route[row] !== -2 && tokens[route[row]]?.fold !== quoted[row].fold;
  while (isLoose(from - 1) && !isEnd(quoted[from])) from -= 1;
  while (isLoose(to + 1) && !isEnd(quoted[to + 1])) to += 1;
  const all = quoted.slice(from, to + 1);
  let [inRow, longest, [row, column]] = [0, 0, [-1, -1]];
  for (const pair of stretch.pairs) {
    inRow = (pair[0] - row === 1 && pair[1] - column === 1 ? inRow : 0) + (quoted[pair[0]].word ? 1 : 0);
    longest = Math.max(longest, inRow);
    [row, column] = pair;
  }
  const weigh = (some) => some.reduce((all, token) => all + weightOf(document, token), 0);
  const words = wordsIn(all);
  const share = weigh(stretch.pairs.map(([one]) => quoted[one])) / weigh(all);
  return share >= (words > FEW ? SHARED : SHARED_OF_FEW) && longest >= (!isEnd(quoted[from]) || !isEnd(quoted[to + 1]) ? 4 : Math.min(2, words));
}

/** What is left out between two places of a passage, if it turns what is said round. */
function isTurning(gap) {
  const ended = gap.some(({ key }) => /^[.!?]$/u.test(key));
  return !ended && gap.some(({ key }) => NEGATIONS.has(key.toLowerCase()) || /n't$/iu.test(key));
}

/** The text of tokens, with spaces as they are usual. */
const textOf = (tokens) => tokens.map(({ said }) => said).join(" ")
  .replace(/ (?=[,.;:!?)\]/])|(?<=[([/]) /gu, "");

/** How the words of a passage become those of a stretch; `before` and `after` are rows at its ends that are not in it. */
function runsOf({ tokens }, quoted, route, { pairs, at, free }, before, after) {
  const runs = [];
  const put = (kind, some) => {
    if (!some.length) return;
    if (runs.at(-1)?.kind === kind) runs.at(-1).tokens.push(...some);
    else runs.push({ kind, tokens: [...some] });
  };
  const replaced = (rows) => rows.map((row) => tokens[route[row]]).filter((own) => own?.at === at && !own.label);
  const differ = (gone, added) => {
    put("gone", gone.filter(({ label }) => !label));
    for (const token of added) put(token.aside ? "aside" : "added", [token]);
  };
  const words = pairs.filter(([row]) => quoted[row].word);
  differ(replaced(before), before.map((row) => quoted[row]));
  pairs.forEach(([row, column], index) => {
    const [lastRow, lastColumn] = pairs[index - 1] ?? [row - 1, column - 1];
    const [added, gone] = [quoted.slice(lastRow + 1, row), tokens.slice(lastColumn + 1, column)];
    const isLeft = added.some(({ gap }) => gap) && !isTurning(gone);
    if (isLeft) put("left", added.filter(({ gap }) => gap));
    differ(isLeft ? [] : gone, added.filter(({ gap }) => !gap));
    const [own, token] = [tokens[column], quoted[row]];
    const first = token.cut === "gap" || (free && row === words[0][0]);
    const last = row === words.at(-1)[0] || quoted[row + 1]?.gap;
    if (same(own, token, first, last)) put("same", [token]);
    else if (own.key !== token.key) put("cased", [token]);
    else differ([own], [token]);
  });
  differ(replaced(after), after.map((row) => quoted[row]));
  return runs;
}

const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);

/** The rows before the first stretch, between each and the next, and after the last. */
const gapsOf = (stretches, end) => range(0, stretches.length + 1).map((at) => (
  range(at ? lastOf(stretches[at - 1])[0] + 1 : 0, at < stretches.length ? firstOf(stretches[at])[0] : end)));

/** A route through one passage, if the text is that but for a word or two; otherwise nothing. A jump may hide a change. */
function onePassage(document, quoted, route) {
  const stretches = stretchesOf(document, quoted, route);
  const pairedIn = (some) => wordsIn(some.flatMap(({ pairs }) => pairs.map(([row]) => quoted[row])));
  if (pairedIn(stretches) === wordsIn(quoted) && stretches.every((one, at) => !at || follows(document, stretches[at - 1], one))) return null;
  const running = quoted.map((token) => ({ ...token, cut: token.cut === "text" ? "text" : "" }));
  for (const at of new Set(stretches.map((one) => one.at))) {
    const from = document.tokens.findIndex((own) => own.at === at);
    const tokens = document.tokens.slice(from, document.whole[at][2]);
    const found = routeOf({ ...document, tokens, whole: [] }, running).map((column) => (column < 0 ? column : column + from));
    const [one, ...others] = stretchesOf(document, quoted, found);
    if (!one || others.length) continue;
    const [[row, column], [lastRow, lastColumn]] = [firstOf(one), lastOf(one)];
    const paired = pairedIn([one]);
    const gone = wordsIn(document.tokens.slice(column, lastColumn + 1)) - paired;
    const added = wordsIn(quoted) - paired;
    if (gone < FEW && added < FEW && paired > FEW && !found.subarray(row, lastRow).includes(-2)) return found.map((own) => Math.max(own, -1));
  }
  return null;
}

/**
 * Mark as foreign (-2) what is around a quotation in quotation marks and only seems to go on from it, or to lead to it.
 * What is around a quotation does not change it. Quotation marks of the document are not meant.
 */
function releaseQuotations({ tokens, ...document }, quoted, route) {
  const ownOf = (row) => (tokens[route[row]]?.fold === quoted[row]?.fold ? tokens[route[row]] : undefined);
  for (let from = 0, to; from < quoted.length; from = to) {
    to = quoted.findIndex((token, row) => row > from && token.quoted !== quoted[from].quoted);
    if (to < 0) to = quoted.length;
    if (quoted[from].quoted || !wordsIn(quoted.slice(from, to))) continue;
    for (const [near, rows] of [[from - 1, range(from, to)], [to, range(from, to).reverse()]]) {
      const inside = ownOf(near);
      if (!inside || inside.quoted || Math.abs(route[rows[0]] - route[near]) === 1) continue;
      const other = rows.find((row) => route[row] === -2 || (ownOf(row) && ownOf(row).at !== inside.at)) ?? -1;
      const around = rows.slice(0, other < 0 ? undefined : rows.indexOf(other));
      const pairs = around.filter(ownOf).sort((one, next) => one - next).map((row) => [row, route[row]]);
      if (!pairs.length || !isLikely({ tokens, ...document }, quoted, route, { pairs })) for (const row of around) route[row] = -2;
    }
  }
}

/** Pair headings of a word or three as they are, on a line of their own, which the route may take for a part of another text. */
function pairHeadings({ tokens, whole }, quoted, route) {
  whole.forEach(([from, to, end], at) => {
    if (to - from > 2) return;
    const own = tokens.slice(from, end);
    const isAt = (start, isFree) => own.every(({ key }, step) => quoted[start + step]?.key === key && isFree(route[start + step], from + step, quoted[start + step]));
    if (quoted.some((_, row) => isAt(row, (column, wanted) => column === wanted))) return;
    const isStart = (row) => quoted[row].line || !quoted[row - 1].word;
    const row = quoted.findIndex((_, start) => isStart(start) && isAt(start, (column, _, { fold }) => tokens[column]?.fold !== fold || tokens[column].at === at || tokens[column].label));
    if (row < 0) return;
    route.forEach((column, other) => { if (tokens[column]?.at === at) route[other] = -2; });
    own.forEach((_, step) => { route[row + step] = from + step; });
  });
}

/** Mark as foreign (-2) what is in the document by chance only. */
function dropUnlikely(document, quoted, route) {
  const stretches = stretchesOf(document, quoted, route);
  const gaps = gapsOf(stretches, quoted.length);
  const isJoined = (at) => follows(document, stretches[at - 1], stretches[at])
    && !gaps[at].some((row) => quoted[row].word && !document.tokens[route[row]]?.label);
  const whole = stretches.map((one) => isWhole(document, quoted, route, one));
  const likely = stretches.map((one, at) => whole[at] || isLikely(document, quoted, route, one));
  const inQuotes = stretches.some((one, at) => likely[at] && isQuotation(document, quoted, one));
  stretches.forEach((one, at) => {
    const outside = inQuotes && !whole[at] && !quoted[firstOf(one)[0]].quoted && one.pairs.length < SOLID;
    if ((likely[at] && !outside) || isJoined(at) || isJoined(at + 1)) return;
    for (const row of [...gaps[at], ...range(firstOf(one)[0], lastOf(one)[0] + 1), ...gaps[at + 1]]) {
      if (!document.tokens[route[row]]?.label) route[row] = -2;
    }
  });
}

/** Mark as the edition's own (-3) what is so between whole passages, or in lines of its own. */
function setApart(document, quoted, route, shareOfOurs) {
  const seen = new Set();
  const ends = ({ at }) => document.whole[at];
  const solid = stretchesOf(document, quoted, route).filter((one) => {
    const whole = firstOf(one)[1] === ends(one)[0] && lastOf(one)[1] >= ends(one)[1] && !seen.has(one.at);
    if (whole) seen.add(one.at);
    return whole || wordsIn(one.pairs.map(([row]) => quoted[row])) >= SOLID;
  });
  if (!solid.length) return; // a copy of the edition has whole passages; a sentence with quotations is not one
  const pairs = solid.flatMap((one) => one.pairs.map(([row, column]) => ({ row, column, ends: ends(one) })));
  const apart = range(0, pairs.length + 1).map((at) => {
    const [one, other] = [pairs[at - 1], pairs[at]];
    let [from, to] = [one ? one.row + 1 : 0, other ? other.row : quoted.length];
    while (from < to && !quoted[from].word && !quoted[from].line) from += 1;
    while (from < to && (!quoted[to - 1].word || document.tokens[route[to - 1]]?.label)) to -= 1;
    const words = wordsIn(quoted.slice(from, to));
    const between = (!one || one.column >= one.ends[1]) && (!other || other.column === other.ends[0]);
    const alone = quoted[from]?.line && (to === quoted.length || quoted[to].line) && words > FEW;
    return { from, to, words, between, share: words && (between || alone) ? shareOfOurs(quoted.slice(from, to)) : 0 };
  });
  const isOurs = apart.some(({ share, words }) => share > 0.6 && words > FEW); // a copy of the edition, not what resembles it
  for (const { from, to, words, between, share } of apart) {
    if (share > (!between ? 0.9 : isOurs ? 0.3 : 0.6)) route.fill(-3, from, to);
    else if (between && words >= FEW && range(from, to).every((row) => route[row] < 0 || document.tokens[route[row]].label)) route.fill(-2, from, to);
  }
}

/** A quotation in quotation marks, and the lines after it, if each names a year or an address: its source. */
function withSource(text) {
  const [, words, source] = text.match(/^\s*(["“«][^]*["”»])\s*\n\s*(?:\n|(?=[–—-]))([^]+)$/u) ?? [];
  const isSource = source?.trim().split(/\s*\n\s*/u).every((line) => /^[^"“«].*(?:https?:|\b(?:19|20)\d\d\b|\bn\.d\.)/u.test(line));
  return isSource ? [words, source.trim()] : [text, ""];
}

/**
 * What a text is to the document.
 * @param shareOfOurs how much of some tokens is words of the edition, which are not the document's, from 0 to 1; see `oursFrom`
 * @returns `verdict`: "exact", "joined" (word for word, but from several places), "changed", "mixed" (word for word and
 *   foreign), "ours", "absent", "empty" or "long"; and `parts` in their order, each with its own `verdict`, which may also be
 *   "outside" (the quotation marks) or "source"; `places` in passages (all, if it is the only part); and `runs`, each with
 *   `kind`, `text` and how many `words` it has
 */
export function compare(document, text, shareOfOurs = () => 0) {
  if (text.length > document.limit) return { verdict: "long", parts: [] };
  const [words, source] = withSource(text);
  const quoted = tokensOf(words, document.known);
  if (quoted.length * document.tokens.length > CELLS) return { verdict: "long", parts: [] };
  if (!wordsIn(quoted)) return { verdict: "empty", parts: [] };
  const sourcePart = { verdict: "source", places: [], runs: [{ kind: "source", text: source, words: 0 }] };
  const places = placesOf(document, quoted.slice(quoted.findIndex(({ word }) => word), quoted.findLastIndex(({ word }) => word) + 1));
  if (places.length) { // most are as short as that, and may be in several places
    const parts = [{ verdict: "exact", places, runs: [{ kind: "same", text: textOf(quoted), words: wordsIn(quoted) }] }];
    return { verdict: "exact", parts: source ? [...parts, sourcePart] : parts };
  }
  let route = routeOf(document, quoted);
  if (!quoted.some(({ line }, row) => row && line)) route = onePassage(document, quoted, route) ?? route;
  pairHeadings(document, quoted, route);
  releaseQuotations(document, quoted, route);
  dropUnlikely(document, quoted, route);
  setApart(document, quoted, route, shareOfOurs);
  const stretches = stretchesOf(document, quoted, route);
  const parts = partsOf(document, quoted, route, stretches);
  return { verdict: verdictOn(document, stretches, parts), parts: source ? [...parts, sourcePart] : parts };
}

/** What is in a text, in its order: stretches of passages, and what is foreign or the edition's between them. */
function partsOf(document, quoted, route, stretches) {
  const isLabel = (row) => document.tokens[route[row]]?.label;
  const edges = stretches.map(() => ({ before: [], after: [] }));
  const parts = [];
  gapsOf(stretches, quoted.length).forEach((rows, at) => {
    const [one, other] = [stretches[at - 1], stretches[at]];
    for (const row of rows.filter(isLabel)) { // with its brackets or its full stop
      for (let last = row - 1; /^[([§¶–-]$/u.test(quoted[last]?.key); last -= 1) quoted[last].aside = true;
      for (let next = row; rows.includes(next) && (next === row || !quoted[next].word); next += 1) quoted[next].aside = true;
    }
    let [from, to] = [rows.findIndex((row) => route[row] < -1), rows.findLastIndex((row) => route[row] < -1) + 1];
    if (from < 0) from = to = one && other ? rows.findIndex((row) => isLabel(row) || quoted[row].line) : one ? rows.length : 0;
    if (from < 0) from = to = rows.length;
    if (!one) from = 0;
    if (!other) to = rows.length;
    const goesOn = (row) => row < quoted.length && !quoted[row].cut && !quoted[row].line; // without a mark or a new line
    if (wordsIn(rows.slice(from, to).map((row) => quoted[row])) < FEW && !rows.some((row) => route[row] === -3)) {
      if (one && goesOn(rows[from])) from = to; // a word or two are added to what is beside them
      else if (other && goesOn(firstOf(other)[0])) to = from;
    }
    const loose = to > from || !follows(document, one, other) || rows.some((row) => quoted[row].gap);
    const kept = (some) => (loose ? some.filter((row) => quoted[row].word || quoted[row].aside) : some);
    if (one) edges[at - 1].after = kept(rows.slice(0, from));
    if (other) edges[at].before = kept(rows.slice(to));
    let part = null;
    for (const row of rows.slice(from, to)) {
      const [verdict, inside] = [route[row] === -3 ? "ours" : "absent", quoted[row].quoted];
      if (part?.verdict !== verdict || (verdict === "absent" && part.inside !== inside)) parts.push(part = { row, verdict, inside, tokens: [], places: [] });
      part.tokens.push(quoted[row]);
    }
  });
  const reported = parts.filter(({ tokens }) => tokens.some(({ word, aside }) => word && !aside))
    .map((part) => ({ ...part, runs: [{ kind: part.verdict, tokens: part.tokens }] }));
  const inQuotes = stretches.some((one) => isQuotation(document, quoted, one));
  const made = stretches.map((one, at) => {
    const free = !follows(document, stretches[at - 1], one);
    const runs = runsOf(document, quoted, route, { ...one, free }, edges[at].before, edges[at].after);
    const kinds = new Set(runs.map(({ kind }) => kind));
    const verdict = ["gone", "added", "cased"].some((kind) => kinds.has(kind)) ? "changed" : "exact";
    return { row: firstOf(one)[0], verdict, runs, places: [{ passage: document.passages[one.at].id, from: firstOf(one)[1], to: lastOf(one)[1] + 1 }] };
  });
  return [...reported, ...made].sort((one, other) => one.row - other.row).map(({ verdict, places, runs, inside }) => ({
    verdict: verdict === "absent" && inQuotes && !inside ? "outside" : verdict, places,
    runs: runs.map(({ kind, tokens }) => ({ kind, text: textOf(tokens), words: wordsIn(tokens) })),
  }));
}

/** What holds for all of a text. Only that in which nothing of the document is missing between two parts is exact. */
function verdictOn(document, stretches, parts) {
  const verdicts = new Set(parts.map(({ verdict }) => verdict));
  if (!stretches.length) return verdicts.has("absent") ? "absent" : "ours";
  if (verdicts.has("changed")) return "changed";
  if (verdicts.has("absent")) return "mixed";
  let [before, at] = [null, 0];
  for (const { verdict, places } of parts) {
    if (verdict === "outside") before = null; // separate quotations
    if (!places.length) continue;
    if (before && !follows(document, before, stretches[at])) return "joined";
    before = stretches[at];
    at += 1;
  }
  return "exact";
}

/** All places where the document has tokens as they are. */
function placesOf({ tokens, passages }, quoted) {
  const begins = tokens.flatMap(({ fold }, from) => (fold === quoted[0].fold ? [from] : []));
  return begins.filter((from) => quoted.every((token, at) => {
    const own = tokens[from + at];
    return own && !own.label && !token.aside && own.at === tokens[from].at && same(own, token, at === 0, at === quoted.length - 1);
  })).map((from) => ({ passage: passages[tokens[from].at].id, from, to: from + quoted.length }));
}

/** Tells how much of some tokens is words of the edition: three in a row as in its texts, or a line, or what is between dots, as it is there. */
export function oursFrom(texts) {
  const [lines, rows] = [new Set(), new Set()];
  const wordsOf = (tokens) => tokens.filter(({ word }) => word).map(({ fold }) => fold);
  const threes = (words) => range(0, Math.max(0, words.length - 2)).map((at) => words.slice(at, at + 3).join(" "));
  for (const text of texts) {
    const words = wordsOf(tokensOf(text));
    lines.add(words.join(" "));
    for (const three of threes(words)) rows.add(three);
  }
  return (tokens) => {
    const made = [];
    for (const token of tokens) (token.line || token.key === "·" || !made.length ? made[made.push([]) - 1] : made.at(-1)).push(token);
    const own = made.map(wordsOf).flatMap((words) => words.map(() => lines.has(words.join(" "))));
    for (const [at, three] of threes(wordsOf(tokens)).entries()) if (rows.has(three)) own.fill(true, at, at + 3);
    return own.filter(Boolean).length / own.length;
  };
}
