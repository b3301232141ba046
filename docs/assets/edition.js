// What a page does beyond being read. Everything is a link or in full view without it. The build puts the parts in here, so
// that a browser asks for one file, which also runs from a folder.

import "./js/colours.js";
import "./js/menu.js";
import "./js/permalinks.js";
import "./js/sheet.js";
import "./js/arriving.js";
import "./js/navigator.js";
import "./js/keys.js";
import "./js/preview.js";
import "./js/notes.js";
import "./js/print.js";
import "./js/citations.js";
import "./js/search/header.js";
import "./js/copying.js";
import "./js/quoting.js";
import "./js/drawing.js";

document.documentElement.dataset.ready = "";
