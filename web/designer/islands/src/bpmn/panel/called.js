/* Which process a step calls, and which version: the engine runs the one deployed together with the diagram. */
import { extension, setExtension } from "./extension.js";
import { choices, feel, select } from "./entries.js";

const TYPE = "zeebe:CalledElement";
const QUOTED = /^=\s*"(\w[\w.-]*)"\s*$/;
const called = (element) => extension(element, TYPE)?.get("processId") ?? "";
const named = (element) => QUOTED.exec(called(element))?.[1] ?? called(element);
const OURS = { propagateAllChildVariables: false, propagateAllParentVariables: false, bindingType: "deployment", versionTag: undefined };

export function calledProcess() {
  return [select("called-process", processFacts), feel("called-expression", expressionFacts), select("called-binding", bindingFacts)];
}

function processFacts(house, element) {
  const { translate, context } = house;
  const chosen = context.processes.find(({ id }) => id === named(element));
  const versions = chosen?.versions?.length ? `${chosen.versions.join(", ")}` : "";
  return {
    label: translate("Process"),
    description: versions && translate("Versions so far: {versions}", { versions }),
    get: () => named(element),
    set: (value) => setExtension(house, element, TYPE, { processId: value || undefined, ...OURS }),
    options: () => choices(translate, named(element), context.processes.map(({ id, name }) => ({ value: id, label: name ? `${name} (${id})` : id }))),
  };
}

function expressionFacts(house, element) {
  return {
    label: house.translate("Process as an expression"),
    feel: "required",
    get: () => (called(element).startsWith("=") && !QUOTED.test(called(element)) ? called(element) : ""),
    set: (value) => setExtension(house, element, TYPE, { processId: value || undefined, ...OURS }),
  };
}

function bindingFacts(house, element) {
  const { translate } = house;
  const binding = extension(element, TYPE)?.get("bindingType") ?? "deployment";
  const offered = [{ value: "deployment", label: translate("The one deployed with this diagram") }];
  if (binding !== "deployment") offered.push({ value: binding, label: translate("{binding}: may change midway, is not run", { binding }) });
  return {
    label: translate("Version"),
    get: () => binding,
    set: () => setExtension(house, element, TYPE, OURS),
    options: () => offered,
  };
}
