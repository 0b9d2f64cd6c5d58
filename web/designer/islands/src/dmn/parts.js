/* Everything in the file as a list that can be read and walked by keyboard, and what can be done with each without a mouse. */
import { ask } from "../shared/dialog.js";
import { make } from "../shared/dom.js";
import { island } from "../shared/island.js";
import { agreed, area, choice, line } from "../shared/questions.js";
import { service } from "./modeler.js";
import { KINDS, kindOf, LOGICS, nameOf } from "./kinds.js";
import { freePlace } from "./places.js";

export class Parts {
  constructor(translate, modeler, context) {
    Object.assign(this, { translate, modeler, context, chosen: null });
    this.list = make("ul", { class: "island-tree", role: "tree", "aria-label": translate("Parts of the file") });
    this.list.addEventListener("click", ({ target }) => this.choose(target.closest("[role=treeitem]")?.dataset.element));
    this.list.addEventListener("keydown", (event) => this.move(event));
    this.note = make("p", { class: "island-hint", role: "status" });
    this.view = make("div", {}, island.writable ? this.actions() : null, this.list, this.note);
    modeler.on("views.changed", () => this.draw());
  }

  actions() {
    const { translate } = this;
    const button = (words, run) => make("button", { type: "button", class: "island-tool", onclick: run }, words);
    return make(
      "div",
      { class: "island-actions", role: "group", "aria-label": translate("Drawing without a mouse") },
      button(translate("Add …"), () => this.add()),
      button(translate("Connect to …"), () => this.withChosen((part) => this.connect(part))),
      button(translate("Settings …"), () => this.withChosen((part) => this.set(part))),
      button(translate("Delete"), () => this.withChosen((part) => this.remove(part))),
    );
  }

  all() {
    return this.modeler.getDefinitions()?.get("drgElement") ?? [];
  }

  /** Drawn again when something changed; the chosen one keeps the focus. */
  draw() {
    const within = this.list.contains(document.activeElement);
    const view = this.modeler.getActiveView();
    if (view && view.type !== "drd") this.chosen = view.id;
    if (!this.all().some(({ id }) => id === this.chosen)) this.chosen = null;
    this.list.replaceChildren(...this.all().map((part) => this.leaf(part)));
    const reached = this.item(this.chosen) ?? this.list.firstElementChild;
    if (reached) reached.tabIndex = 0;
    if (within) reached?.focus();
    this.explain();
  }

  /** Some contents have no view here: the reader is told, instead of looking for it. */
  explain() {
    const part = this.all().find(({ id }) => id === this.chosen);
    const logic = part?.decisionLogic;
    const drawn = !logic || this.modeler.getViews().some(({ id }) => id === part.id);
    const facts = logic && { name: nameOf(this.translate, part), kind: kindOf(this.translate, part) };
    const words = drawn ? "" : this.translate("“{name}” ({kind}) cannot be drawn here. The file keeps its content as it is; the page “In words” reads it.", facts);
    if (this.note.textContent !== words) this.note.textContent = words;
  }

  leaf(part) {
    const { translate } = this;
    const needs = this.needs(part).map((one) => nameOf(translate, one));
    return make(
      "li",
      { role: "treeitem", tabindex: "-1", "data-element": part.id, "aria-selected": `${part.id === this.chosen}` },
      make("b", {}, nameOf(translate, part)),
      make("span", { class: "island-tree__kind" }, kindOf(translate, part)),
      needs.length ? make("span", { class: "island-tree__next" }, translate("needs: {names}", { names: needs.join(", ") })) : null,
    );
  }

  needs(part) {
    const links = [...(part.informationRequirement ?? []), ...(part.knowledgeRequirement ?? [])];
    const ids = links.map((one) => (one.requiredInput ?? one.requiredDecision ?? one.requiredKnowledge)?.href?.slice(1));
    return this.all().filter(({ id }) => ids.includes(id));
  }

  item(id) {
    return id && this.list.querySelector(`[data-element="${CSS.escape(id)}"]`);
  }

  /** Show a part: its own view where it has one, else its place in the overview. */
  async choose(id) {
    if (!id) return;
    this.chosen = id;
    const own = this.modeler.getViews().find((view) => view.id === id);
    if (own && own !== this.modeler.getActiveView()) await this.modeler.open(own);
    if (!own) {
      await this.overview();
      this.pick(id);
    }
    this.draw();
    this.item(id)?.focus();
  }

  pick(id) {
    const shape = this.modeler.getActiveView()?.type === "drd" && service(this.modeler, "elementRegistry").get(id);
    if (shape) service(this.modeler, "selection").select(shape);
  }

  move(event) {
    const items = [...this.list.children];
    const at = items.indexOf(event.target.closest("[role=treeitem]"));
    const to = items[{ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key]];
    if (event.key === "Enter" || event.key === " ") this.choose(items[at]?.dataset.element);
    else if (to) {
      items.forEach((one) => (one.tabIndex = one === to ? 0 : -1));
      to.focus();
    } else return;
    event.preventDefault();
  }

  async withChosen(run) {
    const part = this.all().find(({ id }) => id === this.chosen);
    if (part) return run(part);
    const { translate } = this;
    await ask({ title: translate("Choose a part in the list first"), buttons: [{ value: "ok", words: translate("Close") }] });
  }

  async overview() {
    const drd = this.modeler.getViews().find(({ type }) => type === "drd"); // a file without a drawing has none to look at
    if (drd && this.modeler.getActiveView() !== drd) await this.modeler.open(drd);
  }

  async add() {
    const { translate } = this;
    const kind = choice(translate("Kind"), KINDS.map(({ id, words }) => ({ value: id, words: translate(words) })));
    const name = this.nameLine("");
    if (!(await agreed(translate, translate("Add a part"), [kind, name]))) return;
    const wanted = KINDS.find(({ id }) => id === kind.field.value);
    await this.overview();
    const shape = service(this.modeler, "elementFactory").createShape({ type: wanted.type });
    const root = service(this.modeler, "canvas").getRootElement();
    const made = service(this.modeler, "modeling").createShape(shape, freePlace(service(this.modeler, "elementRegistry"), shape), root);
    service(this.modeler, "modeling").updateProperties(made, { name: name.field.value.trim() || translate(wanted.words) });
    const whole = wanted.logic ? service(this.modeler, "drdReplace").replaceElement(made, LOGICS[wanted.logic]) : made;
    this.chosen = whole.id;
    this.draw();
  }

  async connect(part) {
    const { translate } = this;
    await this.overview();
    const registry = service(this.modeler, "elementRegistry");
    const rules = service(this.modeler, "drdRules");
    const source = registry.get(part.id);
    const targets = this.all().filter((one) => source && registry.get(one.id) && rules.canConnect(source, registry.get(one.id)));
    const to = choice(translate("Is used by"), targets.map((one) => ({ value: one.id, words: nameOf(translate, one) })));
    if (!targets.length || !(await agreed(translate, translate("Connect {name}", { name: nameOf(translate, part) }), [to]))) return;
    service(this.modeler, "modeling").connect(source, registry.get(to.field.value));
    this.draw();
  }

  async set(part) {
    const { translate } = this;
    const name = this.nameLine(part.name ?? "", part);
    const id = line(translate("Code that diagrams name it by"), part.id);
    const told = area(translate("Description"), part.description ?? "");
    if (!(await agreed(translate, translate("Settings of {name}", { name: nameOf(translate, part) }), [name, id, told]))) return;
    await this.overview();
    const shape = service(this.modeler, "elementRegistry").get(part.id);
    const changed = { name: name.field.value.trim(), description: told.field.value.trim() || undefined };
    const wanted = id.field.value.trim();
    if (wanted !== part.id && this.isFree(wanted)) changed.id = wanted;
    if (shape) service(this.modeler, "modeling").updateProperties(shape, changed);
    this.chosen = part.id;
    this.draw();
  }

  isFree(id) {
    return /^[A-Za-z_][\w.-]*$/.test(id) && !this.modeler.getDefinitions().$model.ids.assigned(id);
  }

  /** Input data is called as the variable that it is. */
  nameLine(value, part) {
    const { translate } = this;
    const offered = !part || part.$type === "dmn:InputData" ? this.context.variables.map((one) => ({ value: one.name, words: one.words })) : [];
    return line(translate("Name"), value, offered);
  }

  async remove(part) {
    await this.overview();
    const shape = service(this.modeler, "elementRegistry").get(part.id);
    if (shape) service(this.modeler, "modeling").removeElements([shape]);
    this.chosen = null;
    this.draw();
  }
}
