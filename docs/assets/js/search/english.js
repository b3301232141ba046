// What the search knows of English: spellings, endings, numbers, and the words that ask.

/** Words that join others or ask for something; they do not count where a query has more. */
export const SMALL = new Set(`a about am an and any are as at be been being but by can could did do does done for from had has
  have he her him his how i if in into is it its let like many may me might much must my of on or our please document s say says
  said shall she should so some such t talk tell than that the their them then there these they this those to us was we were what
  when where which mr mrs ms dr who whom whose why will with would you your`.split(/\s+/));

/** Words before a number that say no more than it does: `para 5.3`. */
export const UNITS = new Set("conclusion item no nr number para paragraph par point section".split(" "));

const DIGITS = new Map([
  ..."zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen".split(" ")
    .map((word, at) => [word, String(at)]),
  ...["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
    .map((word, at) => [word, String(at + 1)]),
]);

const MONTHS = "january february march april may june july august september october november december".split(" ");

/** The whole name of a month that may be short: `feb`, `sept`; or nothing. */
const monthOf = (word) => (word.length > 2 ? MONTHS.find((month) => month.startsWith(word)) : undefined);

const DATES = [
  /(?<![\p{L}\p{N}/.-])(?<year>\d{4})([-/.]?)(?<month>\d\d?)\2(?<day>\d\d?)(?!\p{N})/gu,
  /(?<![\p{L}\p{N}/.-])(?<day>\d\d?)([-/.])\s?(?<month>\d\d?)\2\s?(?<year>\d{4}|\d\d)(?!\p{N})/gu,
  /(?<![\p{L}\p{N}])(?<day>\d\d?)(?:st|nd|rd|th)?(?:\s+of)?[\s.-]*(?<month>\p{L}{3,9})(?!\p{L})(?:[\s,./-]+(?<year>\d{4}))?(?!\p{N})/giu,
  /(?<![\p{L}\p{N}])(?<month>\p{L}{3,9})[\s.-]+(?:the\s+)?(?<day>\d\d?)(?:st|nd|rd|th)?(?:[\s,./-]+(?<year>\d{4}))?(?![\p{L}\p{N}])/giu,
];

/** What a date may mean: the day, the month and perhaps the year, as words; of 1/3 and 3/1 the British way first. */
function readings({ day, month, year = "" }) {
  const whole = year.length === 2 ? `20${year}` : year;
  const ways = /\d/.test(month) ? [[day, MONTHS[month - 1]], [month, MONTHS[day - 1]]] : [[day, monthOf(month.toLowerCase())]];
  return ways.filter(([number, name]) => name && number >= 1 && number <= 31).map(([number, name]) => [String(Number(number)), name, whole].filter(Boolean));
}

/** A text with each date in it as one word: `29_february_2016`, `february_29`. Of what it may mean, `likely` chooses. */
export const datesJoined = (text, likely) => DATES.reduce((rest, form) => rest.replace(form, (...match) => {
  const meant = readings(match.at(-1));
  if (!meant.length) return match[0];
  const [day, month, ...year] = meant.find(likely) ?? meant[0];
  return ` ${(/^\p{L}/u.test(match[0]) ? [month, day, ...year] : [day, month, ...year]).join("_")} `;
}), text);

export const isDate = (run) => /^(?:\d+_[a-z]+|[a-z]+_\d+)(?:_\d+)?$/.test(run);

/** The days that the words of a date mean, in digits: in its year or, if it has none, in some years. */
export const daysOf = (words, years) => {
  const month = MONTHS.findIndex((name) => words.includes(name)) + 1;
  const [day, year] = words.filter((word) => /\d/.test(word));
  return (year ? [year] : years).map((one) => [one, month, day].map((part) => String(part).padStart(2, "0")).join("-"));
};

const IRREGULAR = new Map(Object.entries({
  women: "woman", men: "man", children: "child", people: "person", crises: "crisis", held: "hold", led: "lead", media: "medium",
  spoke: "speak", spoken: "speak", wrote: "write", written: "write", said: "say", met: "meet", built: "build", took: "take",
  data: "datum",
}));

/** A word, in small letters without accents, in the one spelling for all that there are of it: `labor`, `center`. */
export const spelling = (word) => word
  .replace(/([iy])z(e|es|ed|er|ers|ing|ation|ations)$/, "$1s$2")
  .replace(/^(\w{3,})our/, "$1or")
  .replace(/([bt])re(s|d)?$/, "$1er$2")
  .replace(/ogue(s?)$/, "og$1")
  .replace(/mme(s?)$/, "m$1")
  .replace(/([cs])e(s?)$/, "se$2")
  .replace(/([dg])gement/, "$1gment").replace(/ageing$/, "aging")
  .replace(/([^aeo])ae|oe(?=[^sr]|r\w)/, "$1e")
  .replace(/(\w\w)ll/g, "$1l");

const ENDINGS = [
  [/bility$/, "ble"], [/(?:is)?ation$/, (all) => (all.length > 5 ? "is" : "at")], [/at(?:e|or|ive)$/, "at"], [/(\w{5})ion$/, "$1"],
  [/(\w{4})(?:ment|ship|ness|less|ity)$/, "$1"], [/(\w{4})ly$/, "$1"], [/(\w{5})ive$/, "$1"], [/(\w{3}[^t])er$/, "$1"],
];

/** What all forms of a word share: `integrat` for integrates, integrating and integration. */
export function stem(word) {
  let rest = IRREGULAR.get(word) ?? spelling(word);
  if (/\d/.test(rest)) return rest;
  if (rest.length > 3) rest = rest.replace(/([^aeiou])ies$/, "$1y").replace(/(x|ch|sh|ss)es$/, "$1");
  if (rest.length > 2) rest = rest.replace(/([^siu])s$/, "$1");
  rest = rest.replace(/^(\w*[aeiouy]\w*[^e]|\w*[aeiou][aeiou]?\w)(?:ed|ing)$/, (all, base) => (
    base.length > 2 ? base.replace(/([bdfgmnprt])\1$/, "$1") : all));
  for (let before; before !== rest;) {
    before = rest;
    for (const [ending, short] of ENDINGS) rest = rest.replace(ending, short);
  }
  return rest.length > 3 ? rest.replace(/(?:e|is)$/, "") : rest;
}

/** Keys of several words: what all forms of these words share, and the same without small words if two others are left. */
export function keysOf(words) {
  const large = words.filter((word) => !SMALL.has(word));
  return [words, ...(large.length > 1 && large.length < words.length ? [large] : [])].map((some) => some.map(stem).join(" "));
}

const ASKING = new Set(["how", "what", "when", "where", "which", "who", "whose", "why"]);

/** What all ways to ask a question share: `who wrote` of “Who wrote this document?”. */
export const questionKey = (words) => words.filter((word) => !SMALL.has(word) || ASKING.has(word)).map(stem).join(" ");

/** The same otherwise written: `ten` and `third` are `10` and `3`, `3` is `three` and `third`, `feb` is `february`. */
export const otherwise = (word) => [
  ...DIGITS.has(word) ? [DIGITS.get(word)] : [...DIGITS].filter(([, digits]) => digits === word).map(([name]) => name),
  ...monthOf(word) ? [monthOf(word)] : [],
];
