// The button for light or dark. The choice is kept, and scheme.js applies it before the next page is painted.

import { store } from "./page.js";

const root = document.documentElement;
const button = document.querySelector("[data-action=scheme]");

function isDark() {
  return (root.dataset.scheme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
}

button?.setAttribute("aria-pressed", String(isDark()));
button?.addEventListener("click", () => {
  root.dataset.scheme = isDark() ? "light" : "dark";
  store.set("scheme", root.dataset.scheme);
  button.setAttribute("aria-pressed", String(isDark()));
});
