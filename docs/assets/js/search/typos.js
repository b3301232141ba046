// Typing mistakes.

/** How many letters are missing, too many, wrong, or in the place of their neighbour; more than `most` is Infinity. */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= one.length; at += 1) {
    const row = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const same = one[at - 1] === other[to - 1];
      row[to] = Math.min(last[to] + 1, row[to - 1] + 1, last[to - 1] + !same);
      if (one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]) row[to] = Math.min(row[to], before[to - 2] + 1);
    }
    if (Math.min(...row) > most) return Infinity;
    [before, last] = [last, row];
  }
  return last[other.length] <= most ? last[other.length] : Infinity;
}

/** So many mistakes a word may have and still be taken for another. */
export const allowed = ({ length }) => (length < 5 ? 0 : length < 8 ? 1 : 2);
