// Prints what Reader View makes of each HTML file that is named on the command line, as JSON: its title and its text.

import { readFileSync } from "node:fs";
import { Readability } from "@mozilla/readability";
import { JSDOM } from "jsdom";

const seen = process.argv.slice(2).map((file) => {
  const { document } = new JSDOM(readFileSync(file, "utf8"), { url: "https://example.org/" }).window;
  const read = new Readability(document).parse();
  return { title: read?.title ?? "", text: read ? JSDOM.fragment(read.content).textContent : "" };
});
console.log(JSON.stringify(seen));
