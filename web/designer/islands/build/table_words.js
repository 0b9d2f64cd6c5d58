/* A few texts of the editor of tables stand in its code and are handed to no translation: they are handed to ours, and
   spoken_words.js asks for Vietnamese words for each. */
import { fileURLToPath } from "node:url";

const SPOKEN = fileURLToPath(new URL("../src/shared/spoken.js", import.meta.url));
const LIBRARY = /\/(dmn-js-[a-z-]+|table-js)\/lib\//;
const NOT_DRAWN = /\[createTextVNode\("Expression of type "\), expression\.\$type, createTextVNode\(" is not supported\."\)\]/;
const TOLD = 'createTextVNode("This content cannot be drawn here. The file keeps it as it is; the page “In words” reads it.")';
const TEXT = /createTextVNode\(("[A-Z][^"]*")\)/g;
const SHOWN = /("(?:title|aria-label|placeholder)": )("[A-Z][^"]*")/g;

export function tableWords() {
  return {
    name: "table-words",
    transform(code, id) {
      if (!LIBRARY.test(id)) return null;
      if (id.endsWith("/ElementLogic.js") && !NOT_DRAWN.test(code)) this.error("ElementLogic.js tells otherwise what it cannot draw");
      const said = code.replace(NOT_DRAWN, TOLD).replaceAll(TEXT, "createTextVNode(houseTranslate($1))").replaceAll(SHOWN, "$1houseTranslate($2)");
      return said === code ? null : { code: `import { spoken as houseTranslate } from ${JSON.stringify(SPOKEN)};\n${said}`, map: null };
    },
  };
}
