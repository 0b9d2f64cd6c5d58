/* Which decision a business rule task takes, and where its result goes. */
import { extension, setExtension } from "./extension.js";
import { choices, select, text } from "./entries.js";

const TYPE = "zeebe:CalledDecision";

export function decision() {
  return [select("decision-id", decisionFacts), text("decision-result", resultFacts)];
}

function decisionFacts(house, element) {
  const { translate, context } = house;
  const id = extension(element, TYPE)?.get("decisionId") ?? "";
  const chosen = context.decisions.find((one) => one.id === id);
  return {
    label: translate("Decision"),
    description: chosen?.result && translate("Gives: {result}", { result: chosen.result }),
    get: () => id,
    set: (value) => {
      const result = extension(element, TYPE)?.get("resultVariable") ?? value;
      setExtension(house, element, TYPE, { decisionId: value || undefined, resultVariable: result || undefined, bindingType: "deployment" });
    },
    options: () => choices(translate, id, context.decisions.map((one) => ({ value: one.id, label: one.name ? `${one.name} (${one.id})` : one.id }))),
  };
}

const resultFacts = (house, element) => ({
  label: house.translate("Result variable"),
  get: () => extension(element, TYPE)?.get("resultVariable") ?? "",
  set: (value) => setExtension(house, element, TYPE, { resultVariable: value || undefined }),
});
