// Runs before the page is painted: the reader's choice of light or dark, and word that there is a script.
const root = document.documentElement;
root.classList.replace("no-js", "js");
try {
  const chosen = localStorage.getItem("scheme");
  if (chosen) root.dataset.scheme = chosen;
} catch {
  // No storage: the system's choice stays.
}
// Where the page's own script cannot run (an old browser, a folder, a broken connection), the page is one without scripts.
document.addEventListener("DOMContentLoaded", () => {
  if (!("ready" in root.dataset)) root.classList.replace("js", "no-js");
});
