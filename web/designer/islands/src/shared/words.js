/* Every sentence of an editor is written in English where it is used and said in the language of the page. */
import { language } from "./island.js";
import { speak } from "./spoken.js";
import shared from "./vi.js";

/** A function `translate(english, {name: value})` over the Vietnamese words of one editor and those of all. */
export function translator(words) {
  const known = { ...words, ...shared };
  const plain = Object.fromEntries(Object.entries(known).map(([text, said]) => [text.toLowerCase(), said]));
  const translate = (text, replacements = {}) => {
    const said = language === "vi" ? inVietnamese(known, plain, text) : text;
    return said.replace(/{([^}]+)}/g, (_, name) => replacements[name] ?? `{${name}}`);
  };
  speak(translate);
  return translate;
}

/** Libraries write one thing with different capitals: "User Task", "User task". */
function inVietnamese(known, plain, text) {
  const said = known[text] ?? plain[text.toLowerCase().replace("(non interrupting)", "(non-interrupting)")];
  if (said !== undefined) return said;
  if (text) console.warn(`No Vietnamese words for: ${text}`);
  return text;
}

/** A clock time as the reader's own clock shows it. */
export function clock(moment = new Date()) {
  return moment.toTimeString().slice(0, 5);
}
