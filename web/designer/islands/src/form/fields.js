/* Everything the form asks as a list that can be read, walked and put in order by keyboard. */
import { ask } from "../shared/dialog.js";
import { make } from "../shared/dom.js";
import { island } from "../shared/island.js";
import { agreed, choice } from "../shared/questions.js";
import { KINDS } from "./served.js";

export class Fields {
  constructor(translate, editor) {
    Object.assign(this, { translate, editor });
    this.list = make("ul", { class: "island-tree", role: "tree", "aria-label": translate("Parts of the form") });
    this.list.addEventListener("click", ({ target }) => this.choose(target.closest("[role=treeitem]")?.dataset.element));
    this.list.addEventListener("keydown", (event) => this.move(event));
    this.view = make("div", {}, island.writable ? this.actions() : null, this.list);
    editor.on("changed", () => this.draw());
    editor.on("selection.changed", () => this.draw());
  }

  actions() {
    const { translate } = this;
    const button = (words, run) => make("button", { type: "button", class: "island-tool", onclick: run }, words);
    return make(
      "div",
      { class: "island-actions", role: "group", "aria-label": translate("Building without a mouse") },
      button(translate("Add …"), () => this.add()),
      button(translate("Up"), () => this.withChosen((field) => this.shift(field, -1))),
      button(translate("Down"), () => this.withChosen((field) => this.shift(field, 1))),
      button(translate("Delete"), () => this.withChosen((field) => this.remove(field))),
    );
  }

  get chosen() {
    return this.editor.get("selection").get();
  }

  draw() {
    const within = this.list.contains(document.activeElement);
    const chosen = this.chosen?.id;
    this.list.replaceChildren(...this.branch(this.editor.getSchema().components, chosen));
    const reached = this.item(chosen) ?? this.list.firstElementChild;
    if (reached) reached.tabIndex = 0;
    if (within) reached?.focus();
  }

  branch(fields, chosen) {
    return (fields ?? []).map((field) => {
      const facts = { role: "treeitem", tabindex: "-1", "data-element": field.id, "aria-selected": `${field.id === chosen}` };
      const item = make("li", facts, make("b", {}, this.nameOf(field)), make("span", { class: "island-tree__kind" }, this.kindOf(field.type)));
      if (field.components?.length) item.append(make("ul", { role: "group" }, ...this.branch(field.components, chosen)));
      return item;
    });
  }

  nameOf(field) {
    const words = field.label ?? field.dateLabel ?? field.timeLabel ?? field.text ?? field.key;
    return `${words || this.kindOf(field.type)}`.slice(0, 90);
  }

  kindOf(type) {
    const { config } = this.editor.get("formFields").get(type) ?? { config: {} };
    return config.name || config.label || type;
  }

  item(id) {
    return id && this.list.querySelector(`[data-element="${CSS.escape(id)}"]`);
  }

  choose(id) {
    const field = id && this.editor.get("formFieldRegistry").get(id);
    if (!field) return;
    this.editor.get("selection").set(field);
    this.item(id)?.focus();
  }

  move(event) {
    const items = [...this.list.querySelectorAll("[role=treeitem]")];
    const at = items.indexOf(event.target.closest("[role=treeitem]"));
    const to = items[{ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key]];
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    this.choose(to.dataset.element);
  }

  async withChosen(run) {
    const { translate } = this;
    if (this.chosen && this.chosen.type !== "default") return run(this.chosen);
    await ask({ title: translate("Choose a part in the list first"), buttons: [{ value: "ok", words: translate("Close") }] });
  }

  /** Behind the chosen one, else at the end. */
  async add() {
    const { translate } = this;
    const kind = choice(translate("Kind"), KINDS.map((type) => ({ value: type, words: this.kindOf(type) })));
    if (!(await agreed(translate, translate("Add a part"), [kind]))) return;
    const { parent, index } = this.place(this.chosen);
    const made = this.editor.get("modeling").addFormField({ type: kind.field.value }, parent, index + 1);
    this.choose(made.id);
  }

  shift(field, by) {
    const { parent, index } = this.place(field);
    const to = index + by;
    if (to < 0 || to >= parent.components.length) return;
    this.editor.get("modeling").moveFormField(field, parent, parent, index, by > 0 ? to + 1 : to, null, null);
    this.draw();
  }

  remove(field) {
    const { parent, index } = this.place(field);
    this.editor.get("modeling").removeFormField(field, parent, index);
  }

  place(field) {
    const whole = this.editor._getState().schema;
    const parent = (field && this.editor.get("formFieldRegistry").get(field._parent)) ?? whole;
    const index = parent.components.findIndex(({ id }) => id === field?.id);
    return { parent, index: index < 0 ? parent.components.length - 1 : index };
  }
}
