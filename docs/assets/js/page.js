// What the scripts of a page share.

/** Where a page says what has happened, for those who cannot see it. */
export const status = document.getElementById("page-status");

/** What the browser keeps for this site, if it does. */
export const store = {
  get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
  set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* kept for this page only */ } },
};

const fetched = new Map();

async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** The page that a link leads to; each is fetched until it has come, and then kept. */
export async function pageOf(link) {
  const address = link.href.split("#")[0];
  if (!fetched.has(address)) fetched.set(address, load(address));
  try {
    return await fetched.get(address);
  } catch (error) {
    fetched.delete(address);
    throw error;
  }
}

/** The entry that a link leads to, on whatever page of the site. */
export const entryOf = async (link) => (await pageOf(link)).getElementById(link.hash.slice(1));

/** Of elements in their order, the last that begins above a line of the window. */
export function lastAbove(line, elements) {
  return elements.findLast((element) => element.getBoundingClientRect().top <= line);
}

/** The passage that a link led to, while it is in the middle of the window, where a link to words puts them, or as near to
    that as the page can bring it. */
export function arrivedAt() {
  const passage = document.querySelector("[data-arrived]");
  const { top, bottom } = passage?.getBoundingClientRect() ?? {};
  const atEnd = Math.ceil(scrollY + innerHeight) >= document.documentElement.scrollHeight;
  const fits = atEnd && scrollY <= 0;
  return top <= (atEnd ? 1 : 0.6) * innerHeight && bottom >= (fits ? 0 : 0.45) * innerHeight ? passage : null;
}
