/* What our forms say besides: English, sentences of our own, rules. The file keeps them in `properties`, all as texts. */
import { createElement } from "preact";
import { houseTranslate } from "./say.js";

const SAID = {
  text: [["text_en", "Text in English"]],
  group: [["label_en", "Name in English"], ["description_vi", "Words under the heading"], ["description_en", "Words under the heading, in English"]],
  dynamiclist: [
    ["label_en", "Name in English"],
    ["row_vi", "What one row is called"],
    ["row_en", "What one row is called, in English"],
    ["add_vi", "Words on the button that adds a row"],
    ["add_en", "Words on the button that adds a row, in English"],
    ["title_field", "The answer that names a row"],
    ["line_fields", "Answers beside it"],
    ["max_rows", "Most rows"],
  ],
};
const QUESTION = [["label_en", "Name in English"], ["description_en", "Explanation in English"], ["required_vi", "Said when the answer is missing"], ["required_en", "Said when the answer is missing, in English"]];
const RULE = [["rule", "Must be true (FEEL)"], ["rule_vi", "Said when it is not"], ["rule_en", "Said when it is not, in English"]];
const OF_THE_FORM = [["title_vi", "Title"], ["title_en", "Title in English"]];

export function english(field, editField) {
  if (!field) return [];
  const { type } = field;
  if (type === "default") return [group("house-form", "Title of the form", OF_THE_FORM, field, editField)];
  if (SAID[type]) return [group("house-words", "In English", SAID[type], field, editField)];
  return [group("house-words", "In English", [...QUESTION, ...choices(field)], field, editField), group("house-rule", "Rule at sending", RULE, field, editField)];
}

/** The English of each choice. */
const choices = (field) => (field.values ?? []).map(({ value, label }) => [`option_${value}_en`, "“{label}” in English", { label }]);

function group(id, label, lines, field, editField) {
  const entries = lines.map(([name, words, facts]) => ({ id: `house-${name}`, component: Line, isEdited: () => Boolean(field.properties?.[name]), name, words: houseTranslate(words, facts), field, editField }));
  return { id, label: houseTranslate(label), entries };
}

function Line({ id, name, words, field, editField }) {
  const change = ({ target }) => {
    const { [name]: _before, ...others } = field.properties ?? {};
    editField(field, ["properties"], target.value ? { ...others, [name]: target.value } : others);
  };
  const at = `bio-properties-panel-${id}`;
  return createElement(
    "div",
    { class: "bio-properties-panel-entry", "data-entry-id": id },
    createElement(
      "div",
      { class: "bio-properties-panel-textfield" },
      createElement("label", { for: at, class: "bio-properties-panel-label" }, words),
      createElement("input", { id: at, type: "text", spellcheck: false, autocomplete: "off", class: "bio-properties-panel-input", value: field.properties?.[name] ?? "", onChange: change }),
    ),
  );
}
