// Where an anchor of the page is gone, or the whole page: lead on to where it went. The browser says what the address names,
// for that may be anything; it knows when the page is loaded.

function leadOn() {
  const old = document.querySelector(":target");
  const link = old ? old.querySelector(":scope > [data-moved]") : document.getElementById("page-whole");
  if (link) location.replace(link.href);
}

addEventListener("load", leadOn);
addEventListener("hashchange", leadOn);
