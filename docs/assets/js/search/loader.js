// The search is loaded when it is first wanted, as scripts: a page from a folder may load these too.

const { engine, index } = document.querySelector(".site-search").dataset;
const inFolder = document.documentElement.classList.contains("offline");
const root = new URL("..", new URL(engine, document.baseURI));

let loaded;

function script(src) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement("script"), {
      src, async: false, onload: resolve, onerror: () => reject(new Error(src)),
    });
    document.head.append(element);
  });
}

/** The function that searches; an error if it cannot be loaded, and the next call tries again. */
export const loadSearch = () => loaded ??= Promise.all([script(index), script(engine)])
  .then(() => globalThis.searchEdition ?? Promise.reject(new Error(engine)))
  .catch((error) => {
    loaded = undefined;
    throw error;
  });

/** Where a record leads. A browser shows no page for a folder of a folder. */
export const addressOf = ({ address }) => (
  new URL(inFolder ? address.replace(/(^|\/)(?=#|$)/, "$1index.html") : address, root).href);
