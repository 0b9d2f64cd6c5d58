/* The editor of forms holds an older preact than everybody else. Its viewer, and what we add to its panel, must draw with the
   same one: hooks of one copy know nothing of what another draws. */
import { fileURLToPath } from "node:url";

const EDITOR = fileURLToPath(new URL("../node_modules/@bpmn-io/form-js-editor/dist/index.es.js", import.meta.url));
const TOGETHER = /\/@bpmn-io\/form-js-viewer\/|\/src\/form\//;

export function onePreact() {
  return {
    name: "one-preact",
    enforce: "pre",
    resolveId(name, importer) {
      if (!/^preact(\/|$)/.test(name) || !importer || !TOGETHER.test(importer)) return null;
      return this.resolve(name, EDITOR, { skipSelf: true });
    },
  };
}
