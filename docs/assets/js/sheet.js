// A sheet over the page, from below on a phone. Every dialog closes with a press beside it; × and Escape need no script.

const sheet = document.getElementById("page-sheet");

/** Show `content` as a sheet until it is closed; the focus is then where it was before. To `show` it leaves the page in reach. */
export function openSheet(title, content, closed = () => {}, how = "showModal") {
  document.getElementById("page-sheet-title").textContent = title;
  sheet.querySelector("div").replaceChildren(content);
  if (sheet.open) return; // what it showed has made way
  sheet.addEventListener("close", closed, { once: true });
  sheet[how]();
}

sheet.addEventListener("click", (event) => { if (event.target.closest("a:not([download])")) sheet.close(); }); // it may lead to this page
sheet.addEventListener("keydown", (event) => { if (event.key === "Escape") sheet.close(); }); // over a page in reach it does not by itself
addEventListener("pagehide", () => sheet.close()); // or Back would show it open
document.addEventListener("click", (event) => {
  if (!event.target.matches("dialog[open]")) return;
  const box = event.target.getBoundingClientRect();
  const within = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!within) event.target.close();
});
