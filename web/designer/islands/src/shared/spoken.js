/* The translation of the page, for parts of libraries that are handed none. */
let translate = (text) => text;

export function speak(translation) {
  translate = translation;
}

export function spoken(text, replacements) {
  return translate(text, replacements);
}
