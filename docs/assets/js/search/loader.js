// The search is loaded when it is first wanted, as scripts: a page from a folder may load these too.

const { engine, index } = document.querySelector(".site-search").dataset;
const inFolder = document.documentElement.classList.contains("offline");
const root = new URL("..", new URL(engine, document.baseURI));

const PATIENCE = 10000; // milliseconds until it counts as failed

let loaded;
let failures = 0;
let works = false;

function script(name) {
  const src = new URL(name, document.baseURI);
  if (failures) src.searchParams.set("again", failures); // a browser waits for what it asked for before
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(src));
    document.head.append(Object.assign(document.createElement("script"), { src, onload: resolve, onerror: fail }));
    setTimeout(fail, PATIENCE);
  });
}

/** The function that searches; an error if it cannot be loaded, and the next call tries again. */
export const loadSearch = () => loaded ??= Promise.all([script(index), script(engine)])
  .then(() => {
    globalThis.searchEdition(""); // or what was loaded is not an index, or not the engine
    works = true;
    return globalThis.searchEdition;
  })
  .catch((error) => {
    loaded = undefined;
    failures += 1;
    throw error;
  });

export const isLoaded = () => works;

/** Where a record leads. A browser shows no page for a folder of a folder. */
export const addressOf = ({ address }) => (
  new URL(inFolder ? address.replace(/(^|\/)(?=#|$)/, "$1index.html") : address, root).href);
