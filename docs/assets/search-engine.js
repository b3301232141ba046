// The search itself, loaded when something is typed. It may come before its index.

import { everything } from "./js/search/records.js";
import { findAll } from "./js/search/find.js";

let known;
globalThis.searchEdition = (query, typing = false) => findAll(known ??= everything(globalThis.searchIndex), query, typing);
