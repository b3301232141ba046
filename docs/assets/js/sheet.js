// A sheet over the page, from below on a phone. Every dialog closes with a press beside it; × and Escape need no script.

const sheet = document.getElementById("page-sheet");

/** Show `content` as a sheet until it is closed; the focus is then where it was before. */
export function openSheet(title, content, closed = () => {}) {
  document.getElementById("page-sheet-title").textContent = title;
  sheet.querySelector("div").replaceChildren(content);
  sheet.addEventListener("close", closed, { once: true });
  sheet.showModal();
}

sheet.addEventListener("click", (event) => { if (event.target.closest("a:not([download])")) sheet.close(); }); // it may lead to this page
addEventListener("pagehide", () => sheet.close()); // or Back would show it open
document.addEventListener("click", (event) => {
  if (!event.target.matches("dialog[open]")) return;
  const box = event.target.getBoundingClientRect();
  const within = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!within) event.target.close();
});
