// What of a selection is words of the document, passage by passage.

/** Places where a selection is one of the document's words: in a passage, or between two. */
const DOCUMENT = ".passage, .conclusion, .document-part, .full-text";

/** The words as they came with the page: a browser that translates it changes them. */
const came = new Map([...document.querySelectorAll(".passage > .verbatim")].map((element) => [element, element.textContent]));

/** Whether a passage still has the words that came with the page. */
export const isAsItCame = ({ element }) => element.textContent === came.get(element);

const elementOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);

/** The part of a range that is in an element, or nothing. */
function within(range, element) {
  if (!range.intersectsNode(element)) return null;
  const part = document.createRange();
  part.selectNodeContents(element);
  if (range.comparePoint(part.startContainer, part.startOffset) < 0) part.setStart(range.startContainer, range.startOffset);
  if (range.comparePoint(part.endContainer, part.endOffset) > 0) part.setEnd(range.endContainer, range.endOffset);
  return part.toString().trim() ? part : null;
}

/** How many letters of an element come before a range in it. */
function lettersBefore(part, element) {
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(part.startContainer, part.startOffset);
  return before.toString().length;
}

/**
 * The words that are selected, none if the selection is elsewhere too: for each passage the element of its words, the
 * part of it that is selected, and where that begins and ends in its text.
 */
export function selectedWords() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  if (![range.startContainer, range.endContainer].every((node) => elementOf(node).closest(DOCUMENT))) return [];
  return [...document.querySelectorAll(".passage > .verbatim")].flatMap((element) => {
    const part = within(range, element);
    if (!part) return [];
    const text = element.textContent;
    const said = part.toString();
    const from = lettersBefore(part, element) + said.length - said.trimStart().length;
    const to = from + said.trim().length;
    return { passage: element.parentElement, element, part, text, from, to, words: text.slice(from, to) };
  });
}
