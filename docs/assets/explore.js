import { setAddress } from "./js/history.js";
import "./js/picture.js";

/* The filters of the matrix. Without this script the page shows everything; with it, what is wanted, and the
   address says what that is, so that a view can be shared and Back leads to the one before. */

const form = document.querySelector("#page-filters");
const boxes = [...document.querySelectorAll(".matrix__box")];
const marks = boxes.flatMap((box) => [...box.querySelectorAll(".marks > li")]);
const status = form.querySelector("[role=status]");
const names = [...form.querySelectorAll("select")].map((select) => select.name);

const shown = (element) => element.querySelector(".marks > li:not([hidden])") !== null;

/* What the form says, without what is left open. */
const wanted = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value));

function show() {
  const { session, kind, strength, attributed } = wanted();
  let count = 0;
  for (const box of boxes) {
    const ofKind = !kind || box.dataset.kind === kind;
    for (const mark of box.querySelectorAll(".marks > li")) {
      mark.hidden = !ofKind || (session && mark.dataset.session !== session) || (strength && mark.dataset.strength !== strength)
        || (attributed && !mark.dataset.attributed.split(" ").includes(attributed));
      count += !mark.hidden;
    }
    for (const list of box.querySelectorAll(".marks")) {
      list.hidden = !list.querySelector("li:not([hidden])");
    }
    for (const body of box.querySelectorAll("tbody")) {
      for (const row of body.rows) {
        row.hidden = !shown(row.matches(".matrix__goal") ? body : row); /* a goal stays as the heading of its targets */
      }
    }
    const elsewhere = [...box.querySelectorAll("td[data-session='']")].some(shown);
    for (const cell of box.querySelectorAll("th[data-session], td[data-session]")) {
      const own = cell.dataset.session;
      cell.hidden = Boolean(session) && (own ? own !== session : !elsewhere);
    }
    box.hidden = !shown(box);
  }
  status.textContent = count === marks.length ? `All ${count} links are shown.` : `${count} of ${marks.length} links are shown.`;
}

/* Bring the form in line with the address. What the address asks for and the form does not know is left open. */
function read() {
  const query = new URLSearchParams(location.search);
  for (const name of names) {
    const select = form.elements[name];
    select.value = query.get(name) ?? "";
    if (select.selectedIndex < 0) select.value = "";
  }
  show();
}

function write() {
  const query = new URLSearchParams(wanted()).toString();
  const address = query ? `${location.pathname}?${query}#page-matrix` : `${location.pathname}#page-matrix`;
  if (address !== location.pathname + location.search + location.hash) setAddress(address);
  show();
}

form.addEventListener("change", write);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(write)); /* the fields are empty only after the event */
addEventListener("popstate", read);
read();
