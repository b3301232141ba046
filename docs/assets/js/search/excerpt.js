// What to show of a long text.

const SENTENCE = /(?<=\p{L}{3}[.!?][”’")]*\s+)(?=[\p{Lu}“])/gu;

/** A stretch of a text around its first marks, so many words long: from the beginning of a sentence, or else cut. */
export function stretch(text, marks, size) {
  const runs = [...text.matchAll(/\S+/g)];
  if (runs.length <= size * 1.3) return { from: 0, to: text.length, cutBefore: false, cutAfter: false };
  const numberAt = (place) => runs.findLastIndex((run) => run.index <= place);
  const marked = numberAt(marks[0]?.start ?? 0);
  const starts = [0, ...[...text.matchAll(SENTENCE)].map(({ index }) => numberAt(index))];
  const sentence = starts.findLast((start) => start <= marked);
  const near = marked - sentence <= size / 2;
  const first = near ? sentence : marked - Math.floor(size / 4);
  const last = Math.min(first + size, runs.length) - 1;
  const to = Math.max(runs[last].index + runs[last][0].length, marks[0]?.end ?? 0);
  return { from: runs[first].index, to, cutBefore: !near, cutAfter: to < text.length };
}
