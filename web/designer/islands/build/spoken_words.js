/* No sentence without Vietnamese: whatever a script says through `translate` must stand in some `src/<folder>/vi.js`. */
import { existsSync, readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";

const SAID =
  /\b\w*[tT]ranslate\w*(?:\$\d+)?(?:["']\))?\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/g;
const HOLE = /\$\{[^}]*\}/;

/** The English texts that a script hands to `translate`; one with holes stands for all texts that fit it. */
export function textsIn(code) {
  return new Set([...code.matchAll(SAID)].map((found) => literal(found[1])).filter(Boolean));
}

function literal(source) {
  if (source[0] === '"') return JSON.parse(source);
  const inside = source.slice(1, -1).replaceAll("\\'", "'").replaceAll("\\`", "`").replaceAll(/(?<!\\)"/g, '\\"');
  return JSON.parse(`"${inside.replaceAll("\n", "\\n")}"`);
}

/** Those of the texts that nothing known says. */
export function missingFrom(known, texts) {
  const said = (text) => known.has(text) || (HOLE.test(text) && [...known].some((one) => pattern(text).test(one)));
  return [...texts].filter((text) => !said(text)).sort();
}

function pattern(text) {
  const parts = text.split(HOLE).map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}

/** Every English text that has Vietnamese words. */
export async function wordsIn(folder) {
  const files = readdirSync(folder).map((name) => `${folder}/${name}/vi.js`).filter((path) => existsSync(path));
  const all = await Promise.all(files.map((path) => import(pathToFileURL(path))));
  return new Set(all.flatMap((words) => Object.keys(words.default)));
}

export function spokenWords() {
  const said = new Set();
  return {
    name: "spoken-words",
    renderChunk(code) {
      textsIn(code).forEach((text) => said.add(text));
      return null;
    },
    async generateBundle() {
      const known = await wordsIn("src");
      const missing = missingFrom(known, said);
      if (missing.length) this.error(`No Vietnamese words for:\n${missing.map((text) => JSON.stringify(text)).join("\n")}`);
    },
  };
}
