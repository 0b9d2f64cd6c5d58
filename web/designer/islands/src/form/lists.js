/* A list of choices that the house fills is chosen among those there are; a name that is none of them is shown as it is. */
import { createElement } from "preact";
import { houseTranslate } from "./say.js";

export function lists(group, house, field, editField) {
  const entry = { id: "dynamicOptions-key", component: List, isEdited: () => Boolean(field.valuesKey), sources: house.sources, field, editField };
  return { ...group, entries: [entry] };
}

function List({ id, sources, field, editField }) {
  const at = `bio-properties-panel-${id}`;
  const value = field.valuesKey ?? "";
  const options = sources.map(({ name, words }) => [name, words]);
  if (value && !sources.some(({ name }) => name === value)) options.push([value, houseTranslate("{name}: no such list", { name: value })]);
  const choose = ({ target }) => editField(field, ["valuesKey"], target.value);
  return createElement(
    "div",
    { class: "bio-properties-panel-entry", "data-entry-id": id },
    createElement(
      "div",
      { class: "bio-properties-panel-select" },
      createElement("label", { for: at, class: "bio-properties-panel-label" }, houseTranslate("List that the system fills")),
      createElement(
        "select",
        { id: at, class: "bio-properties-panel-input", value, onChange: choose },
        [["", houseTranslate("– choose –")], ...options].map(([name, words]) => createElement("option", { key: name, value: name, selected: name === value }, words)),
      ),
    ),
  );
}
