/* The editor of forms takes no translation: its sentences stand in its code. Where a text is shown (a label, a tooltip, what
   a check answers), it is handed to our translation while the editor is built, and spoken_words.js asks for Vietnamese words
   for each. A new version with new texts does not build until they have words. */
import { fileURLToPath } from "node:url";

const SAY = fileURLToPath(new URL("../src/form/say.js", import.meta.url));
const LIBRARY = /\/@bpmn-io\/form-js-(editor|viewer)\/dist\/index\.es\.js$/;
const SOURCES = "Object.values(OPTIONS_SOURCES).map(";
const CHOICE = /(entry = \{\s*label: )'Value'/; // what a new choice is called: elsewhere the word is a heading
const FALLBACK = /function translateFallback\(template, replacements\) \{[\s\S]*?\n\}/;

const TEXT = String.raw`("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|` + "`(?:[^`\\\\]|\\\\.)*`)";
const SHOWN = String.raw`(?<![\w$.])(?:label|title|description|placeholder|children|tooltip|text|name|alt|closeButtonTooltip|placeholderContent|errorMessage|"aria-label"|'aria-label')(?:: | = )`;
const PLACES = [
  new RegExp(`(${SHOWN})${TEXT}()`, "g"),
  new RegExp(`(return )${TEXT}(;| \\+)`, "g"), // what a check answers, what something is called
  new RegExp(String.raw`(SUBTYPES\.\w+\]: |SOURCES\.\w+\]: |FORMATS\.\w+\]: )${TEXT}()`, "g"),
  new RegExp(String.raw`(\[|\), |' ', |\? | : |\+ )${TEXT}(?=([,\];]| :| \+))`, "g"), // parts of a sentence
  /(Label \|\| )('Select'|"Select")()/g,
  new RegExp(String.raw`((?:DATE|TIME)_LABEL_PATH, )${TEXT}()`, "g"),
  /(TOOLTIP_TEXT = )(`[^`]*`)()/g,
  new RegExp(`(emptyListMessage = |errors\\.push\\(|" ", )${TEXT}()`, "g"),
];
const ELSEWHERE = /(?:[tT]ranslate\(|Error\(|console\.\w+\(|ErrorState\(|compatMessage = |(?:type|label) === )\s*$/; // not shown, or handed over already
const SENTENCE = /^["'`](?:[A-Z]|"[A-Z])[^]*[a-z]/;
const NAME = /^["'`](?:[A-Z][a-z]+|ID|URL|<none>)["'`]$/;

/* Not shown: insides, examples of data, and what belongs to parts that are not offered (served.js). */
const KEPT =
  /^.(?:Root|FilterContext|IBM Plex Sans|John Doe|Erika Muller|Dominic Leaf|Hello from vanilla JS|First|Second|Escape|Enter|Backspace|Delete|Tab|ArrowUp|ArrowDown|ArrowLeft|ArrowRight|Add|Subtract|Column \d|Document must.*|No associated form field.*|Drop .*allowed.*|Drop is not.*|Provider .*|[MLHVCSQTAZ] ?-?[\d.].*)["'`]$/;

export function formWords() {
  return {
    name: "form-words",
    transform(code, id) {
      if (!LIBRARY.test(id)) return null;
      if (id.includes("-editor/") && !FALLBACK.test(code)) this.error("the editor of forms has changed: its panel would speak English");
      if (id.includes("-editor/") && !CHOICE.test(code)) this.error("the editor of forms has changed: it calls a new choice otherwise");
      if (id.includes("-editor/") && !code.includes(SOURCES)) this.error("the editor of forms has changed: choices by expression, which are refused, would be offered");
      const said = PLACES.reduce((text, place) => text.replaceAll(place, spoken), code.replace(CHOICE, "$1houseTranslate('Choice')"));
      const left = sentencesIn(said);
      if (left.length) this.error(`The editor of forms shows texts in places that nobody knows of:\n${left.join("\n")}`);
      return { code: `import { houseTranslate } from ${JSON.stringify(SAY)};\n${said.replace(FALLBACK, "const translateFallback = houseTranslate;").replace(SOURCES, "[OPTIONS_SOURCES.STATIC, OPTIONS_SOURCES.INPUT].map(")}`, map: null };
    },
  };
}

/** What looks like a sentence, and is handed to no translation. */
function sentencesIn(code) {
  const plain = code.replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
  return [...plain.matchAll(new RegExp(TEXT, "g"))]
    .filter(({ 0: text, index }) => SENTENCE.test(text) && /\s/.test(text) && !KEPT.test(text) && !ELSEWHERE.test(plain.slice(Math.max(0, index - 40), index)))
    .map(([text]) => text);
}

function spoken(whole, before, text) {
  if (KEPT.test(text) || !(isName(before, text) || (SENTENCE.test(text) && /\s/.test(text)))) return whole;
  return whole.replace(text, () => `houseTranslate(${text[0] === "`" ? withHoles(text) : text})`);
}

/** A single word is shown where a name stands; in a list or a choice of two it may be anything. */
const isName = (before, text) => NAME.test(text) && /^(\w|["'])/.test(before);

/** `Should be at least ${min}.` -> "Should be at least {1}.", {1: min} */
function withHoles(text) {
  const holes = [];
  const plain = text.slice(1, -1).replaceAll(/\$\{([^}]*)\}/g, (_, hole) => `{${holes.push(hole)}}`);
  return `${JSON.stringify(plain)}, {${holes.map((hole, at) => `${at + 1}: ${hole}`).join(", ")}}`;
}
