// The search itself, loaded when something is typed. It may come before its index.

import { library } from "./js/search/records.js";
import { find } from "./js/search/find.js";

let known;
globalThis.searchEdition = (query, typing = false) => find(known ??= library(globalThis.searchIndex), query, typing);
