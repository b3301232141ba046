// A copy of the document's words has these words and nothing else: no numbers, notes or tools, nor the shape of our pages.

import { selectedWords } from "./passages.js";

document.addEventListener("copy", (event) => {
  const chosen = selectedWords();
  if (!chosen.length || event.target.closest?.("input, textarea")) return;
  const blocks = chosen.map(({ words, element }) => {
    const block = document.createElement(element.localName);
    block.textContent = words;
    return block.outerHTML;
  });
  event.clipboardData.setData("text/plain", chosen.map(({ words }) => words).join("\n\n"));
  event.clipboardData.setData("text/html", blocks.join("\n"));
  event.preventDefault();
});
