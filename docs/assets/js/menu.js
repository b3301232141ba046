// On a phone the menu lies over the page: it closes with Escape, and when the focus or a press goes elsewhere.

const button = document.querySelector("[data-action=menu]");
const isOpen = () => document.documentElement.classList.contains("menu-open");

function open(wanted) {
  document.documentElement.classList.toggle("menu-open", wanted);
  button.setAttribute("aria-expanded", String(wanted));
}

button.addEventListener("click", () => open(!isOpen()));
for (const kind of ["focusin", "click"]) {
  document.addEventListener(kind, (event) => { if (!event.target.closest(".menu, [data-action=menu]")) open(false); });
}
addEventListener("pagehide", () => open(false)); // or Back would show it open
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !isOpen()) return;
  open(false);
  button.focus();
});
