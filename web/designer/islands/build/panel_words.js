/* The fields of the properties panel fall back to English where nobody hands them a translation, and the panel itself does
   not: let them fall back to the words of the page. */
import { fileURLToPath } from "node:url";

const SPOKEN = fileURLToPath(new URL("../src/shared/spoken.js", import.meta.url));
const FALLBACK = /function translateFallback\(template, replacements\) \{[\s\S]*?\n\}/;

export function panelWords() {
  return {
    name: "panel-words",
    transform(code, id) {
      if (!id.includes("/@bpmn-io/properties-panel/dist/index.esm.js")) return null;
      if (!FALLBACK.test(code)) this.error("the panel's library has changed: its fields would speak English");
      return { code: `import { spoken as translateFallback } from ${JSON.stringify(SPOKEN)};\n${code.replace(FALLBACK, "")}`, map: null };
    },
  };
}
