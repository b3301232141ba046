// Runs before the page is painted: the reader's choice of light or dark, and word that there is a script.
document.documentElement.classList.replace("no-js", "js");
try {
  const chosen = localStorage.getItem("scheme");
  if (chosen) document.documentElement.dataset.scheme = chosen;
} catch {
  // No storage: the system's choice stays.
}
