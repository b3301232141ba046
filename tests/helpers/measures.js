// What tests measure in a page, and what they do there that Playwright has no call for. `script` in browsing.py gives a
// function from here to `evaluate`. It takes what `evaluate` passes on: an element or elements, or one value, where
// several are in an array.

// Shared by the functions below

/** The elements that match a selector. */
const all = (selector) => [...document.querySelectorAll(selector)];

/** Those of them that are shown. */
const shown = (selector) => all(selector).filter((it) => it.checkVisibility());

/** The element with the words of a passage. */
const wordsOf = (id) => document.querySelector(`[data-verbatim='${id}']`);

/** The text nodes in an element. */
function textsIn(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  return texts;
}

/** A range around each letter in an element. */
const lettersIn = (root) => textsIn(root).flatMap((text) => Array.from({ length: text.length }, (_, at) => {
  const letter = document.createRange();
  letter.setStart(text, at);
  letter.setEnd(text, at + 1);
  return letter;
}));

/** The boxes of an element or a range, one for each of its lines. */
const boxesOf = (it) => [...it.getClientRects()].filter((box) => box.width > 1);

/** The point in the middle of a box. */
const middleOf = (box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];

/** Whether boxes overlap, or come closer than `x` and `y`; where these are negative, whether they overlap by more. */
const meet = (one, other, x = 0, y = 0) => (
  other.left < one.right + x && other.right > one.left - x && other.top < one.bottom + y && other.bottom > one.top - y);

/** The texts in an element that are seen in a box. A line is higher than its letters, so it may reach in by `room`. */
const textsUnder = (box, root, room = 0) => textsIn(root).filter((text) => {
  const words = document.createRange();
  words.selectNodeContents(text);
  return !text.parentElement.closest(".visually-hidden") && text.parentElement.checkVisibility()
    && boxesOf(words).some((line) => meet(line, box, 0, -room));
});

/** The results of the search engine, once loaded, for each query, best first. */
const found = (queries) => queries.map((query) => searchEdition(query).results);

// Layout

/**
 * What does not fit: a page wider than the window, text that is squeezed, parts with different left edges.
 * Examples of components were squeezed, as they have no margin of their own.
 */
function misfits() {
  const wide = document.documentElement.scrollWidth;
  const squeezed = shown("main :is(p, li, dd, td, .verbatim):not(.drawing *)").filter((it) => (
    it.textContent.length > 60 && it.clientWidth < 100
    && !["inline", "contents"].includes(getComputedStyle(it).display)));
  const edges = [".crumbs", ".with-navigator", "#page-content"].map((part) => document.querySelector(part))
    .filter((it) => it && !(it.id && it.closest(".with-navigator"))).map((it) => it.getBoundingClientRect().left);
  return [
    ...(wide > innerWidth ? [`${wide} wide`] : []),
    ...squeezed.map((it) => `squeezed: ${it.textContent}`),
    ...(new Set(edges.map(Math.round)).size > 1 ? [`edges at ${edges}`] : []),
  ];
}

/** The class of the heading, the crumbs and the navigator, each with whether it comes after an element. */
const partsAfter = (element) => all("h1, .crumbs, .navigator:not(.navigator--full)").map((part) => [
  part.className, Boolean(element.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING)]);

/** Keeps in `window.shifts` how far the layout shifts from now on. */
function watchShifts() {
  window.shifts = [];
  new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((entry) => entry.value)))
    .observe({ type: "layout-shift", buffered: true });
}

/** How many characters the longest line of an element holds. */
function longestLine(element) {
  const lines = {};
  for (const letter of lettersIn(element)) {
    const bottom = Math.round(letter.getBoundingClientRect().bottom);
    lines[bottom] = (lines[bottom] ?? 0) + 1;
  }
  return Math.max(...Object.values(lines));
}

/** How wide figures are in an element, compared with lining figures of its font. */
function widthOfFigures(element) {
  const figures = element.appendChild(document.createElement("span"));
  figures.textContent = "1111";
  const own = figures.getBoundingClientRect().width;
  figures.style.fontVariantNumeric = "normal";
  return own / figures.getBoundingClientRect().width;
}

/** The box of each note, where its passage ends on the right, and how many lines it is below the word that it is on. */
const boxesOfNotes = () => all("details.sidenote").map((note) => {
  const passage = note.closest(".passage");
  const words = passage.querySelector(".verbatim");
  const word = passage.querySelector(`.word-${[...note.classList].find((name) => name.startsWith("at-")).slice(3)}`);
  const box = note.getBoundingClientRect();
  const lines = (box.top - word.getBoundingClientRect().top) / parseFloat(getComputedStyle(words).lineHeight);
  return { ...box.toJSON(), edge: words.getBoundingClientRect().right, away: lines };
});

// What lies on what

/** The tools of passages and entries that are printed over their words, or over ours. */
const toolsOverText = () => shown(".passage > .tools > *, .entry__head > a").flatMap((tool) => (
  textsUnder(tool.getBoundingClientRect(), tool.closest(".passage, .entry__head"))
    .filter((text) => !tool.contains(text)).map((text) => `${tool.textContent} on ${text.data}`)));

/** The permalinks that cover words while they say that they are copied, or do not say it. */
const copiedOverText = () => shown("a.permalink").flatMap((link) => {
  link.dataset.copied = "";
  const style = getComputedStyle(link, "::after");
  const own = link.getBoundingClientRect();
  const [left, top, width, height] = ["left", "top", "width", "height"].map((name) => parseFloat(style[name]));
  const bubble = style.position === "static" ? own : new DOMRect(own.left + left, own.top + top, width, height);
  const faults = textsUnder(bubble, document.querySelector("main"), 3)
    .filter((text) => !text.parentElement.closest(".tools, .navigator")).map((text) => `${link.href} on ${text.data}`);
  if (!style.content.includes("Copied") || bubble.width < 20) faults.push(`${link.href} says nothing`);
  delete link.dataset.copied;
  return faults;
});

/** What can be pressed, and has something else lying on the middle of one of its lines. */
const covered = () => shown("a[href], button, summary").flatMap((it) => {
  if (it.matches(".skip") || !boxesOf(it).length) return [];
  it.scrollIntoView({ block: "center", behavior: "instant" });
  const hits = boxesOf(it).map((box) => document.elementFromPoint(...middleOf(box)));
  return hits.every((hit) => it.contains(hit)) ? [] : [`${it.textContent.trim()}, in ${it.parentElement.className}`];
});

/**
 * What is smaller than 24 pixels, or has something else within 16 of its middle, other than links between words.
 * Rows of the drawing are 24 high, and the bar lies over the page.
 */
function hardToPress() {
  const between = (it, least) => getComputedStyle(it).display === "inline" && [...it.parentElement.childNodes]
    .some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim().length > least);
  const pressed = shown("a[href], button, summary, input, select")
    .filter((it) => !it.closest(".visually-hidden, .skip, svg") && !between(it, 1));
  const said = (it) => `${it.textContent.trim()} in ${it.parentElement.className}`;
  return pressed.flatMap((it) => {
    const { width, height } = it.getBoundingClientRect();
    if (boxesOf(it).length && Math.min(width, height) < 24) return [`${said(it)}: ${width} x ${height}`];
    if (it.closest(".drawing, .navigator__bar") || between(it, 0)) return [];
    const [x, y] = [width, height].map((size) => Math.max(0, 32 - size) / 2 - 1);
    return pressed.filter((other) => other !== it && !other.closest(".navigator__bar")
      && boxesOf(it).some((own) => boxesOf(other).some((box) => meet(own, box, x, y))))
      .map((other) => `${said(it)}, beside ${said(other)}`);
  });
}

/** The links in a list that cuts off the ring of their focus, or a mark drawn outside of them. */
const clipped = (list) => [...list.querySelectorAll("a")].filter((link) => {
  link.focus();
  const style = getComputedStyle(link);
  const box = link.getBoundingClientRect();
  const room = list.getBoundingClientRect();
  const ring = Math.max(0, parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth));
  return style.outlineStyle === "none" || style.boxShadow !== "none"
    || box.left - ring < room.left || box.right + ring > room.left + list.clientWidth
    || box.top - ring < room.top - 1 || box.bottom + ring > room.top + list.clientHeight + 1;
}).map((link) => link.outerHTML);

// Colours

/** For each chosen element, the contrast with its background of that one of the named colours which is seen best. */
function contrasts([chosen, names]) {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const light = (...colours) => {
    for (const colour of colours) Object.assign(canvas, { fillStyle: colour }).fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
      .map((part) => (part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4));
    return .2126 * red + .7152 * green + .0722 * blue + .05;
  };
  const ground = (it) => {
    const colour = getComputedStyle(it).backgroundColor;
    return colour.endsWith(", 0)") ? ground(it.parentElement) : colour;
  };
  return all(chosen).map((it) => Math.max(...names.map((name) => getComputedStyle(it)[name])
    .filter((paint) => paint !== "none").map((paint) => [light(ground(it)), light(ground(it), paint)])
    .map(([one, other]) => Math.max(one, other) / Math.min(one, other))));
}

/** For each badge that is shown, whether its colour is on the line of its number. */
const coloursBesideNumbers = (badges) => badges.filter((badge) => badge.checkVisibility()).map((badge) => {
  const [colour, number] = [".badge__colour", ".badge__number"]
    .map((part) => badge.querySelector(part).getBoundingClientRect());
  return colour.top > number.top && colour.bottom < number.bottom;
});

// The drawing

/** The lines that do not begin at their passage, or do not end at their goal. */
const linesThatMiss = () => all(".drawing__lines path").filter((path) => {
  const [passage, goal] = ["passages", "goals"].map((list, at) => (
    document.querySelector(`.drawing__${list} > :nth-child(${path.classList[at + 1].match(/\d+/)[0]})`)));
  const [, dot] = middleOf(passage.getBoundingClientRect());
  const bar = goal.querySelector(".drawing__bar").getBoundingClientRect();
  const svg = path.ownerSVGElement;
  const { top, height } = svg.getBoundingClientRect();
  const [start, end] = [0, path.getTotalLength()]
    .map((at) => top + path.getPointAtLength(at).y * height / svg.viewBox.baseVal.height);
  return Math.abs(start - dot) >= 2 || end <= bar.top - 2 || end >= bar.bottom + 2;
}).map((path) => path.outerHTML);

/** The places of the passages and goals of those lines that stand out. */
const linesThatStandOut = (lines) => lines.filter((line) => getComputedStyle(line).opacity === "1")
  .map((line) => [line.classList[1], line.classList[2]]);

// Words, their selection, and links to them

/** Where words of a passage begin and end in the window: left, top, right, bottom. */
function endsOf([id, words]) {
  const letters = lettersIn(wordsOf(id));
  const from = letters.join("").indexOf(words);
  const [first, last] = [from, from + words.length - 1].map((at) => letters[at].getBoundingClientRect());
  return [first.left + 1, middleOf(first)[1], last.right - 1, middleOf(last)[1]];
}

/** Selects from a place in the words of one passage to one in those of another, or the same. */
function select([first, from, last, to]) {
  const point = (id, offset) => {
    const texts = textsIn(wordsOf(id));
    while (offset > texts[0].length) offset -= texts.shift().length;
    return [texts[0], offset];
  };
  getSelection().setBaseAndExtent(...point(first, from), ...point(last, to));
}

/** Whether the first line of the selection is in view. */
function selectionIsInView() {
  const [first] = boxesOf(getSelection().getRangeAt(0));
  return first.top >= 0 && first.bottom <= innerHeight;
}

/** The HTML that was copied last. */
async function copiedHtml() {
  const [item] = await navigator.clipboard.read();
  return (await item.getType("text/html")).text();
}

/** The text nodes of the document's words. */
const textsOfWords = () => all(".verbatim").flatMap(textsIn);

/** What a translation makes of a text node. */
const translated = (text) => text.data.replace(/[a-z]+/g, "Wort");

/** Translates the words as Google does, which wraps them. */
function translateWrapped() {
  document.documentElement.className += " translated-ltr";
  document.documentElement.lang = "de";
  for (const text of textsOfWords()) {
    const font = document.createElement("font");
    font.append(Object.assign(document.createElement("font"), { textContent: translated(text) }));
    text.replaceWith(font);
  }
}

/** Translates the words as Firefox does, in place. */
function translateInPlace() {
  for (const text of textsOfWords()) text.data = translated(text);
}

/** The fragment that fragments.js, given as its source, makes for a whole passage that has these words. */
function fragmentFor([source, words]) {
  const fragmentOf = new Function(`${source.replaceAll("export ", "")}; return fragmentOf;`)();
  const whole = { text: words, from: 0, to: words.length };
  return fragmentOf(whole, whole, "");
}

/** Where arriving.js, given as its source, goes if the hash still has its directive; last, whether it marks k1-a. */
function arrivalWithDirective(source) {
  const went = [];
  const location = { hash: "#k1-a:~:text=a-,b", replace: (to) => went.push(to) };
  new Function("location", source)(location);
  return [...went, document.getElementById("k1-a").hasAttribute("data-arrived")];
}

// Ways to a passage

/** Scrolls an element to the top of the window, and focuses it. */
function bringToTop(element) {
  element.focus({ preventScroll: true });
  scrollTo({ top: element.getBoundingClientRect().top + scrollY - 60, behavior: "instant" });
}

/** Goes to each anchor; those that do not lead to the wanted passage and its address, or are reported as lost. */
async function lostAmong([anchors, wanted]) {
  const wait = async (test) => {
    for (let at = 0; !test() && at < 200; at += 1) await new Promise((done) => setTimeout(done));
  };
  const arrived = () => document.querySelector("[data-arrived]")?.id === wanted;
  const isThere = () => arrived() && location.hash === `#${wanted}`;
  const lost = [];
  for (const anchor of anchors) {
    location.hash = "page-content";
    await wait(() => !arrived());
    location.hash = anchor;
    await wait(isThere);
    if (!isThere() || document.querySelector(".lost")) lost.push(anchor);
  }
  return lost;
}

// Searching, citing, checking

/** For each query, what the site's search, which this loads, finds. */
async function answersTo(queries) {
  const { engine, index } = document.querySelector(".site-search").dataset;
  for (const script of [index, engine]) await import(new URL(script, location));
  return found(queries).map((results) => results.map(({ record: { address, kind }, degree }) => ({ address, kind, degree })));
}

/** For each query, what a search engine, given as its source, finds in rows: IDs, and whether nearly as asked. */
function rowsFound([engine, rows, queries]) {
  globalThis.searchIndex = [rows, []];
  new Function(engine)();
  return found(queries).map((results) => results.map(({ record, degree }) => [record.id, degree < 2]));
}

/** Every citation that can be picked: the first passage, up to what, and the text in each style. */
function everyCitation() {
  const picker = document.querySelector(".citer");
  const [first, last, style] = ["first", "last", "style"].map((name) => picker.querySelector(`[data-choice=${name}]`));
  const every = (list, then) => [...list.options].map((option) => {
    list.value = option.value;
    list.dispatchEvent(new Event("change", { bubbles: true }));
    return then(option.textContent);
  });
  const texts = () => every(style, () => picker.querySelector(".citation__text").textContent);
  return every(first, () => every(last, (to) => [first.value, to, texts()])).flat();
}

/** For each text the verdict of comparing.js, given as its source, the passages of its first part, and milliseconds. */
async function compared([source, passages, texts]) {
  const { compare, documentOf } = await import(`data:text/javascript;charset=utf-8,${encodeURIComponent(source)}`);
  const whole = documentOf(passages);
  return texts.map((text) => {
    const began = performance.now();
    const { verdict, parts } = compare(whole, text);
    return [verdict, (parts[0]?.places ?? []).map(({ passage }) => passage), performance.now() - began];
  });
}

// What text of editors could become

/** Each element by its name and those of its attributes, but for the mark of the current link. */
const kindsOfElements = () => all("*").map((element) => [
  element.localName, ...element.getAttributeNames().filter((name) => name !== "aria-current").sort()].join(" "));

/** The addresses that elements link to, load or send to. */
const addressesIn = () => ["href", "src", "action", "formaction", "data"]
  .flatMap((name) => all(`[${name}]`).map((element) => element.getAttribute(name))).filter(Boolean);

/** All texts: of the page, its title, and its attributes. */
const textsOfPage = () => [document.documentElement.textContent, document.title,
  ...all("*").flatMap((element) => [...element.attributes].map((attribute) => attribute.value))];
