// What the edition says of the passages: all of it at once, and then in rows, so that nothing drifts.

const notes = [...document.querySelectorAll("details.sidenote")];
const button = document.querySelector("[data-action=notes]");

button?.addEventListener("click", () => {
  const open = notes.some((one) => !one.open);
  for (const one of notes) one.open = open;
  button.closest(".reading").toggleAttribute("data-notes", open);
  button.textContent = button.dataset[open ? "close" : "open"];
});
