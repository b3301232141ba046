// The drawing that is shown, as a file: with the look that the style sheet gives it, for there it has none.

const LOOK = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order", "opacity", "font-family", "font-size", "font-weight", "letter-spacing"];

document.querySelector("[data-action=picture]")?.addEventListener("click", () => {
  const drawing = [...document.querySelectorAll(".glance__drawing")].find((one) => one.checkVisibility());
  const copy = drawing.cloneNode(true);
  const parts = [...copy.querySelectorAll("*")];
  for (const [at, part] of [...drawing.querySelectorAll("*")].entries()) {
    const look = getComputedStyle(part);
    for (const name of LOOK) parts[at].setAttribute(name, look.getPropertyValue(name));
  }
  for (const link of copy.querySelectorAll("a")) link.setAttribute("href", new URL(link.getAttribute("href"), location.href));
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const file = document.createElement("a");
  file.href = URL.createObjectURL(new Blob([copy.outerHTML], { type: "image/svg+xml" }));
  file.download = "document-at-a-glance.svg";
  file.click();
});
