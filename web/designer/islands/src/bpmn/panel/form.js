/* What a task asks for: one of the forms, or one that is worked out. */
import { extension, setExtension } from "./extension.js";
import { choices, feel, select } from "./entries.js";

const TYPE = "zeebe:FormDefinition";
const form = (element) => extension(element, TYPE)?.get("formId") ?? "";
const write = (house, element, formId) =>
  setExtension(house, element, TYPE, { formId: formId || undefined, bindingType: "deployment" });

export function formOfTask() {
  return [select("form-id", formFacts), feel("form-expression", expressionFacts)];
}

function formFacts(house, element) {
  const { translate, context } = house;
  const chosen = context.forms.find(({ id }) => id === form(element));
  const fields = chosen?.fields.map(({ label, key }) => label || key).join(", ");
  return {
    label: translate("Form"),
    description: fields && translate("Asks for: {fields}", { fields }),
    get: () => form(element),
    set: (value) => write(house, element, value),
    options: () => choices(translate, form(element), context.forms.map(({ id, title }) => ({ value: id, label: title ? `${title} (${id})` : id }))),
  };
}

function expressionFacts(house, element) {
  return {
    label: house.translate("Form as an expression"),
    get: () => (form(element).startsWith("=") ? form(element) : ""),
    set: (value) => write(house, element, value),
    feel: "required",
  };
}
