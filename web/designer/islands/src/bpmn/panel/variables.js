/* The names that FEEL may use here, each with a word about it: of the house, of the diagram, and what its forms ask for. */
import { getVariablesForElement } from "@bpmn-io/extract-process-variables/zeebe";

export default class HouseVariables {
  static $inject = ["config.house", "translate", "elementRegistry"];

  constructor(context, translate, elementRegistry) {
    Object.assign(this, { context, translate, elementRegistry });
  }

  async getVariablesForElement(businessObject) {
    const { translate } = this;
    const ours = this.context.variables.filter((one) => !one.elements).map(({ name, words }) => ({ name, info: words })); // what steps set, the diagram says itself
    const asked = this.forms().flatMap((form) => form.fields.map(({ key, label }) => ({ name: key, info: label })));
    const drawn = (await getVariablesForElement(businessObject)).map((one) => ({
      name: one.name,
      info: translate("Written in {names}", { names: (one.origin ?? []).map((origin) => origin.name || origin.id).join(", ") }),
    }));
    const dates = this.context.deadlines.map(({ name, words }) => ({ name, info: words }));
    const known = new Map([...drawn, ...asked, ...dates, ...ours].filter(({ name }) => name).map((one) => [one.name, one]));
    return [...known.values()];
  }

  /** Those that the tasks of this diagram show. */
  forms() {
    const shown = new Set(
      this.elementRegistry
        .getAll()
        .flatMap((element) => element.businessObject?.extensionElements?.values ?? [])
        .filter((one) => one.$type === "zeebe:FormDefinition")
        .map((one) => one.formId),
    );
    return this.context.forms.filter(({ id }) => shown.has(id));
  }
}
