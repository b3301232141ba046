// What the edition says of the passages: all of it at once, and on a wide page each part beside its passage, below the one
// before it where that is longer than its passage.

const notes = [...document.querySelectorAll(".apparatus")];
const button = document.querySelector("[data-action=notes]");

button?.addEventListener("click", () => {
  const open = notes.some((one) => !one.open);
  for (const one of notes) one.open = open;
  button.textContent = button.dataset[open ? "close" : "open"];
});

const page = document.getElementById("page-content");
const beside = matchMedia("(min-width: 84em)");
const GAP = 12;

function settle() {
  if (!beside.matches) return;
  let free = 0;
  for (const one of notes) {
    const top = one.getBoundingClientRect().top + scrollY - (parseFloat(one.style.getPropertyValue("--drop")) || 0);
    const drop = Math.max(0, free - top);
    one.style.setProperty("--drop", `${drop}px`);
    free = top + drop + one.scrollHeight + GAP;
  }
  page.style.setProperty("--notes-end", `${Math.max(0, free - page.getBoundingClientRect().top - scrollY)}px`);
}

new ResizeObserver(settle).observe(page);
addEventListener("toggle", settle, true);
