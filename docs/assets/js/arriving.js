// An address may have changed on its way: mails and auto-linkers add marks to it, or change its letters. It leads to what it
// means; where that is not on the page, the page says so. A link to words leads to their passage, too: `:target` is then the
// words, or nothing in a browser without such links.

const NAME = /[\p{L}\p{N}]+(?:[-._][\p{L}\p{N}]+)*/u;
let notice;

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // what is left of a mark that was cut
  }
}

/** What of an address is a name: `C5-P3` of `C5-P3).`, or nothing. */
const nameIn = (hash) => hash.split(":~:")[0].normalize("NFKC").replace(/\p{Cf}/gu, "").replace(/\p{Pd}/gu, "-").match(NAME)?.[0];

function find(hash) {
  const name = nameIn(hash)?.toLowerCase();
  if (!name) return null;
  return document.getElementById(hash) ?? [...document.querySelectorAll("[id]")].find(({ id }) => id.toLowerCase() === name);
}

function say(name) {
  notice ??= document.getElementById("page-lost")?.content.firstElementChild.cloneNode(true);
  if (!notice) return;
  document.querySelector("main .edition").prepend(notice);
  notice.querySelector("span").textContent = `#${name}`;
  notice.querySelector("a").search = new URLSearchParams({ q: name }); // once it is in the page: its address is relative
  document.getElementById("page-status").textContent = notice.textContent;
}

function arrive() {
  const hash = decoded(location.hash.slice(1));
  const place = find(hash);
  if (place && place.id !== hash) location.replace(`#${place.id}`);
  for (const old of document.querySelectorAll("[data-arrived]")) delete old.dataset.arrived;
  if (place?.matches(".passage")) place.dataset.arrived = "";
  notice?.remove();
  const name = nameIn(hash);
  if (!place && name && name.toLowerCase() !== "top") say(name); // "top" leads there without an anchor
}

arrive();
addEventListener("hashchange", arrive);
