// Permalinks: one press copies the link and says so.

import { modified } from "./events.js";
import { setAddress } from "./history.js";
import { status } from "./page.js";

export async function copyLink(link) {
  if (new URL(link.href).pathname === location.pathname) setAddress(link.hash, "replaceState");
  try {
    await navigator.clipboard.writeText(link.href);
    status.textContent = "";
    status.textContent = `Link to ${link.getAttribute("aria-label").replace(/^Permalink to /, "")} copied`;
    link.dataset.copied = "";
    setTimeout(() => delete link.dataset.copied, 2000);
  } catch {
    location.assign(link.href);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.permalink");
  if (!link || modified(event) || event.shiftKey) return;
  event.preventDefault();
  copyLink(link);
});
