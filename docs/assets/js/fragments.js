// Links to words: a text fragment, `#c4-p1:~:text=…`, which browsers mark and scroll to. Those that know none still
// find the passage.

const WHOLE = 10; // words that a link has in full; of more it has those at both ends
const ENDS = 5;
const AROUND = 3; // words before and after, where the same words are elsewhere too

/** Encoded with what would end a directive, or a link in Markdown or in a mail. */
const encoded = (text) => encodeURIComponent(text).replace(/[-!'()*_~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
const even = (text) => text.replace(/\s+/g, " ").toLowerCase();
const times = (words, text) => even(text).split(even(words)).length - 1;
const lastWords = (text, count) => text.trim().split(/\s+/).slice(-count).join(" ");
const firstWords = (text, count) => text.trim().split(/\s+/).slice(0, count).join(" ");

/** From and to, moved outwards to where words begin and end: a fragment has whole words. */
function wholeWords(text, from, to) {
  const inWord = (at) => /[\p{L}\p{N}\p{M}]{2}/u.test(text.slice(at - 1, at + 1));
  while (from > 0 && inWord(from)) from -= 1;
  while (to < text.length && inWord(to)) to += 1;
  return [from, to];
}

/**
 * The directive for words.
 * @param first, last of the passages: their `text`, and where the words begin and end in it, `from` and `to`
 * @param page the text of the page, to see whether the words are on it once; nothing if that is another page
 */
export function fragmentOf(first, last, page) {
  const [from, firstTo] = wholeWords(first.text, first.from, first.to);
  const [lastFrom, to] = wholeWords(last.text, last.from, last.to);
  const opening = first.text.slice(from, firstTo);
  const closing = last.text.slice(lastFrom, to);
  const short = first === last && opening.split(/\s+/).length <= WHOLE;
  const start = short ? opening : firstWords(opening, ENDS);
  const end = short ? "" : lastWords(closing, ENDS);
  const unclear = page === undefined || times(start, page) !== 1 || (end && times(end, page) !== 1);
  const before = unclear ? lastWords(first.text.slice(0, from), AROUND) : "";
  const after = unclear ? firstWords(last.text.slice(to), AROUND) : "";
  const parts = [before && `${encoded(before)}-`, encoded(start), end && encoded(end), after && `-${encoded(after)}`];
  return `:~:text=${parts.filter(Boolean).join(",")}`;
}
