// The search itself, loaded when something is typed. It has MiniSearch in it, by Luca Ongaro: minisearch-licence.txt.

import "./vendor/minisearch.js";
import { library } from "./js/search/records.js";
import { find } from "./js/search/find.js";

const known = library(globalThis.searchIndex);
globalThis.searchEdition = (query, typing = false) => find(known, query, typing);
