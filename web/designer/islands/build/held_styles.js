/* Libraries write `style="…"` into HTML they let the browser parse, which our content security policy refuses. Rules set
   by script are allowed: such styles are held in `data-style` until domify, through which they all go, puts them on.
   Symbols in menus do not pass there; their styles become attributes of the drawing. */
import { fileURLToPath } from "node:url";

const WEAR = fileURLToPath(new URL("../src/shared/held_styles.js", import.meta.url));
const SYMBOLS = /\/(align-elements|distribute-elements|bpmn-js-color-picker)\//;
const PARSES = "export default function domify(";

export function heldStyles() {
  return {
    name: "held-styles",
    transform(code, id) {
      if (!id.includes("/node_modules/") || !/\.m?js$/.test(id)) return null;
      if (id.includes("/domify/")) return { code: worn(this, code), map: null };
      if (!code.includes('style="')) return null;
      return { code: SYMBOLS.test(id) ? drawn(code) : code.replaceAll(' style="', ' data-style="').replaceAll(/(['`])style="/g, '$1data-style="'), map: null };
    },
  };
}

function worn(build, code) {
  if (!code.includes(PARSES)) build.error("domify has changed: styles in its HTML would be blocked");
  const renamed = code.replace(PARSES, "function parse(");
  return `import { wearStyles } from ${JSON.stringify(WEAR)};\n${renamed}
export default function domify(html, document) { return wearStyles(parse(html, document)); }\n`;
}

function drawn(code) {
  return code.replaceAll(/style="([^"$]*)"/g, (_, rules) =>
    rules
      .split(";")
      .filter((rule) => rule.trim())
      .map((rule) => rule.split(":").map((part) => part.trim()))
      .map(([name, value]) => `${name}="${value}"`)
      .join(" "),
  );
}
