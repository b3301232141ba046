// The navigator shows which conclusion is being read.

import { lastAbove } from "./page.js";

const headings = [...document.querySelectorAll(".passage--statement")];
const places = new Map([...document.querySelectorAll(".navigator__conclusions a")].map((link) => [link.hash.slice(1), link]));

function followReading() {
  const here = lastAbove(0.3 * innerHeight, headings);
  for (const [id, link] of places) {
    if (id === here?.id) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}

if (document.querySelector(".with-navigator")) {
  let asked = false;
  addEventListener("scroll", () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; followReading(); });
  }, { passive: true });
  followReading();
}
