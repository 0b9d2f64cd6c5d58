/* No sentence without Vietnamese: whatever the scripts of an editor say through `translate` must stand in its `vi.js` or in
   the one that all share. */
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";

const SHARED = "shared";
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

/** Every English text that has Vietnamese words in an editor. */
export async function wordsOf(kind) {
  const files = [kind, SHARED].map((name) => `src/${name}/vi.js`).filter((path) => existsSync(path));
  const all = await Promise.all(files.map((path) => import(pathToFileURL(path))));
  return new Set(all.flatMap((words) => Object.keys(words.default)));
}

export function spokenWords() {
  const said = new Map(); // by the first module of a script: it has no name yet when its text can still be read
  return {
    name: "spoken-words",
    renderChunk(code, { moduleIds }) {
      said.set(moduleIds[0], textsIn(code));
      return null;
    },
    async generateBundle(_options, bundle) {
      for (const editor of Object.values(bundle).filter(({ isEntry }) => isEntry)) {
        const texts = withImports(bundle, editor).flatMap(({ moduleIds }) => [...(said.get(moduleIds[0]) ?? [])]);
        const missing = missingFrom(await wordsOf(editor.name), new Set(texts));
        if (missing.length) this.error(`No Vietnamese words in ${editor.name} for:\n${missing.map((text) => JSON.stringify(text)).join("\n")}`);
      }
    },
  };
}

function withImports(bundle, script, found = new Set()) {
  found.add(script);
  for (const name of [...script.imports, ...script.dynamicImports]) {
    const part = bundle[name];
    if (part && !found.has(part)) withImports(bundle, part, found);
  }
  return [...found];
}
