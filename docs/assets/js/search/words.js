// Texts as words: letters and digits apart, so that SDG10, SDG 10 and SDG-10 are the same two.

export const LONGEST = 400; // letters of a query that are searched for

const APOSTROPHES = /[‘’‛ʹʻʼʽʾʿˈˊ′`´＇]/g; // and what is typed for them
const WORD = /\p{L}[\p{L}\p{M}]*(?:'(?:s|t|d|m|re|ve|ll)(?![\p{L}\p{M}]))?|\p{N}+/giu;
const CUT = /'.*$/u;

const even = (text) => text.replace(APOSTROPHES, "'");

/** Small letters without accents. */
export const bare = (word) => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** What of a query is searched for: as many whole words as are short enough. */
export const shortened = (query) => (query.length > LONGEST ? query.slice(0, LONGEST).replace(/\s+\S*$/u, "") : query);

/** The words of a text, each bare and with its place; of `IOM’s` only `iom`, but `d’Ivoire` is two. */
export const placedWords = (text) => [...even(text).matchAll(WORD)].map(({ 0: word, index }) => (
  { word: bare(word.replace(CUT, "")), start: index, end: index + word.length }));

/** Words as a text, in which other words in a row can be found. */
export const together = (words) => ` ${words.join(" ")} `;

export const wordsOf = (text) => placedWords(text).map(({ word }) => word);

/** A text as printed, but for case, white space and the shapes of apostrophes, quotation marks and dashes. */
export const printed = (text) => even(text).normalize("NFKC").toLowerCase().replace(/[“”„]/g, '"')
  .replace(/\p{Pd}/gu, "-").replace(/\s+/g, " ").trim();

const cutsWord = (text, at) => /^[\p{L}\p{N}]{2}$/u.test(text.slice(at - 1, at + 1));

/** Whether a text has a phrase, both as printed, without cutting a word. */
export function hasPhrase(text, phrase) {
  let at = text.indexOf(phrase);
  while (at >= 0 && ((at > 0 && cutsWord(text, at)) || cutsWord(text, at + phrase.length))) at = text.indexOf(phrase, at + 1);
  return at >= 0;
}
