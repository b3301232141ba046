// On a page that is gone: lead on to where the anchor went, or else the page.
const part = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
const link = part ? part.querySelector("[data-moved]") : document.getElementById("page-whole");
if (link) location.replace(link.href);
