// What of a selection is words of the document, passage by passage.

/** Places where a selection is one of the document's words: in a passage, or between two. */
const DOCUMENT = ".passage, .conclusion, .document-part, .full-text";

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

/** The words that are selected: for each passage its element and the part that is, or none if the selection is elsewhere too. */
export function selectedWords(selection = getSelection()) {
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  if (![range.startContainer, range.endContainer].every((node) => elementOf(node).closest(DOCUMENT))) return [];
  return [...document.querySelectorAll(".passage > .verbatim")].flatMap((element) => {
    const part = within(range, element);
    return part ? { passage: element.parentElement, element, part, words: part.toString().replace(/\s+/g, " ").trim() } : [];
  });
}
