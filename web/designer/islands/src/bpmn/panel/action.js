/* What a service task does: one of the house's actions, or the work of a program outside. */
import { extension, setExtension } from "./extension.js";
import { choices, select, text } from "./entries.js";

const TYPE = "zeebe:TaskDefinition";

export function action() {
  return [select("action-type", actionFacts), text("action-other", otherFacts), text("action-retries", retriesFacts)];
}

function actionFacts(house, element) {
  const { translate, context } = house;
  const type = extension(element, TYPE)?.get("type") ?? "";
  return {
    label: translate("Action"),
    get: () => type,
    set: (value) => setExtension(house, element, TYPE, { type: value || undefined, retries: value ? (extension(element, TYPE)?.get("retries") ?? "3") : undefined }),
    options: () => choices(translate, type, context.actions.map((one) => ({ value: one.type, label: one.words ? `${one.words} (${one.type})` : one.type }))),
  };
}

function otherFacts(house, element) {
  const known = house.context.actions.some((one) => one.type === extension(element, TYPE)?.get("type"));
  return {
    label: house.translate("Work of a program outside"),
    description: house.translate("Only where none of the actions fits: the name by which the program takes its work."),
    get: () => (known ? "" : (extension(element, TYPE)?.get("type") ?? "")),
    set: (value) => setExtension(house, element, TYPE, { type: value || undefined }),
  };
}

const retriesFacts = (house, element) => ({
  label: house.translate("Retries"),
  get: () => extension(element, TYPE)?.get("retries") ?? "",
  set: (value) => setExtension(house, element, TYPE, { retries: value || undefined }),
});
