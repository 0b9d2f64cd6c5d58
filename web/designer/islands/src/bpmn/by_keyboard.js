/* Drawing in dialogs: add, append, connect, change, rename and delete without a mouse. */
import { is } from "bpmn-js/lib/util/ModelUtil";
import { ask } from "../shared/dialog.js";
import { make } from "../shared/dom.js";
import { agreed, choice, line } from "../shared/questions.js";
import { KINDS } from "./kinds.js";
import { kindOf, nameOf } from "./names.js";

export class ByKeyboard {
  constructor(translate, modeler) {
    Object.assign(this, { translate, modeler });
    const button = (words, run) => make("button", { type: "button", class: "island-tool", onclick: run }, words);
    this.view = make(
      "div",
      { class: "island-actions", role: "group", "aria-label": translate("Drawing without a mouse") },
      button(translate("Add …"), () => this.add(null)),
      button(translate("Append …"), () => this.withChosen((element) => this.add(element))),
      button(translate("Connect to …"), () => this.withChosen((element) => this.connect(element))),
      button(translate("Change kind …"), () => this.withChosen((element) => this.change(element))),
      button(translate("Rename …"), () => this.withChosen((element) => this.rename(element))),
      button(translate("Delete"), () => this.withChosen((element) => this.modeler.get("modeling").removeElements([element]))),
    );
  }

  async withChosen(run) {
    const [element] = this.modeler.get("selection").get();
    if (element) return run(element);
    const { translate } = this;
    await ask({ title: translate("Choose a step in the list first"), buttons: [{ value: "ok", words: translate("Close") }] });
  }

  async add(source) {
    const { translate } = this;
    const edges = source && is(source, "bpmn:Activity");
    const kinds = KINDS.filter(({ edge }) => !edge || edges);
    const choice = this.select("Kind", kinds.map(({ id, words }) => ({ value: id, words: translate(words) })));
    const name = this.input("Name", "");
    const title = source ? translate("Append to {name}", { name: nameOf(translate, source) }) : translate("Add an element");
    if (!(await this.agreed(title, [choice, name]))) return;
    const kind = kinds.find(({ id }) => id === choice.field.value);
    const made = this.modeler.get("adding").add(kind, source);
    if (name.field.value.trim()) this.modeler.get("modeling").updateLabel(made, name.field.value.trim());
  }

  async connect(source) {
    const { translate } = this;
    const targets = this.modeler.get("adding").targets(source);
    const choice = this.select("To", targets.map((one) => ({ value: one.id, words: `${nameOf(translate, one)} – ${kindOf(translate, one)}` })));
    if (!targets.length || !(await this.agreed(translate("Connect {name}", { name: nameOf(translate, source) }), [choice]))) return;
    this.modeler.get("adding").connect(source, targets.find(({ id }) => id === choice.field.value));
  }

  async change(element) {
    const { translate } = this;
    const kinds = KINDS.filter(({ edge }) => Boolean(edge) === is(element, "bpmn:BoundaryEvent"));
    const choice = this.select("Kind", kinds.map(({ id, words }) => ({ value: id, words: translate(words) })));
    if (!(await this.agreed(translate("Change {name}", { name: nameOf(translate, element) }), [choice]))) return;
    this.modeler.get("bpmnReplace").replaceElement(element, kinds.find(({ id }) => id === choice.field.value).shape);
  }

  async rename(element) {
    const { translate } = this;
    const name = this.input("Name", element.businessObject.name ?? "");
    if (await this.agreed(translate("Rename {name}", { name: nameOf(translate, element) }), [name]))
      this.modeler.get("modeling").updateLabel(element, name.field.value.trim());
  }

  agreed(title, fields) {
    return agreed(this.translate, title, fields);
  }

  select(label, options) {
    return choice(this.translate(label), options);
  }

  input(label, value) {
    return line(this.translate(label), value);
  }
}
