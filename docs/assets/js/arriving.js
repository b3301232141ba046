// A link to words leads to their passage, too: `:target` is then the words, or nothing in a browser without such links.

const DIRECTIVE = ":~:";

function arrive() {
  const [anchor, directive] = location.hash.slice(1).split(DIRECTIVE);
  if (directive !== undefined) location.replace(`#${anchor}`); // not understood, so nothing was found
  for (const old of document.querySelectorAll("[data-arrived]")) delete old.dataset.arrived;
  const passage = anchor ? document.getElementById(anchor) : null;
  if (passage?.matches(".passage")) passage.dataset.arrived = "";
}

arrive();
addEventListener("hashchange", arrive);
