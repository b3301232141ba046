// The drawing on the first page, for fingers: the first tap reads what a pointer reads by being there, in a sheet that
// leaves the drawing in reach; the second leads there, as the link in the sheet does.

import { openSheet } from "./sheet.js";

const links = [...document.querySelectorAll(".drawing__field a")];
const unread = () => links.forEach((link) => delete link.dataset.read);

for (const link of links) {
  link.addEventListener("click", (event) => {
    if (!matchMedia("(hover: none)").matches || "read" in link.dataset) return;
    event.preventDefault();
    unread();
    link.dataset.read = "";
    const [said, place] = [link.querySelector(".drawing__said"), document.createElement("a")];
    const content = document.createElement("div");
    place.href = link.href;
    place.textContent = "Read it in its place";
    content.append(...[...said.children].map((part) => part.cloneNode(true)), place);
    content.className = "drawing__sheet";
    openSheet(said.dataset.name, content, unread, "show");
  });
}
