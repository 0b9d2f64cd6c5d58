/* Every step of the diagram as a tree that can be read and walked by keyboard; what is chosen here is selected there. */
import { make } from "../shared/dom.js";
import { isStep, kindOf, nameOf } from "./names.js";

export class Elements {
  constructor(translate, modeler) {
    Object.assign(this, { translate, modeler });
    this.tree = make("ul", { class: "island-tree", role: "tree", "aria-label": translate("Steps of the diagram") });
    this.tree.addEventListener("keydown", (event) => this.move(event));
    this.tree.addEventListener("click", (event) => {
      const item = event.target.closest("[role=treeitem]");
      if (item) this.choose(item);
    });
    this.open = false;
    this.stale = true;
    modeler.on(["import.done", "elements.changed", "shape.removed"], () => this.changed());
    modeler.on("selection.changed", ({ newSelection }) => this.mark(newSelection[0]));
  }

  changed() {
    this.stale = true;
    if (!this.open || this.drawing) return;
    this.drawing = requestAnimationFrame(() => {
      this.drawing = null;
      this.draw();
    });
  }

  /** Shown or hidden: what is hidden is not drawn. */
  show(open) {
    this.open = open;
    if (open && this.stale) this.draw();
  }

  draw() {
    const within = document.activeElement?.closest?.("[role=treeitem]")?.dataset.element;
    const root = this.modeler.get("canvas").getRootElement();
    this.tree.replaceChildren(...this.branch(root));
    this.stale = false;
    this.mark(this.modeler.get("selection").get()[0]);
    if (within) this.item(within)?.focus();
  }

  branch(parent) {
    const steps = [...(parent.children ?? [])].filter((one) => isStep(one) && !one.labelTarget && !one.host);
    return steps.sort((one, other) => one.x - other.x || one.y - other.y).map((step) => this.leaf(step));
  }

  leaf(step) {
    const { translate } = this;
    const next = step.outgoing.filter((flow) => flow.target).map((flow) => nameOf(translate, flow.target));
    const edges = [...step.attachers].sort((one, other) => one.x - other.x);
    const below = [...this.branch(step), ...edges.map((edge) => this.leaf(edge))];
    const item = make(
      "li",
      { role: "treeitem", tabindex: "-1", "data-element": step.id, "aria-selected": "false" },
      make("b", {}, nameOf(translate, step)),
      make("span", { class: "island-tree__kind" }, kindOf(translate, step)),
      next.length ? make("span", { class: "island-tree__next" }, translate("then: {names}", { names: next.join(", ") })) : null,
    );
    if (below.length) {
      item.setAttribute("aria-expanded", "true");
      item.append(make("ul", { role: "group" }, ...below));
    }
    return item;
  }

  item(id) {
    return this.tree.querySelector(`[data-element="${CSS.escape(id)}"]`);
  }

  mark(element) {
    for (const item of this.tree.querySelectorAll("[aria-selected=true]")) item.setAttribute("aria-selected", "false");
    const item = element && this.item(element.id);
    item?.setAttribute("aria-selected", "true");
    for (const one of this.tree.querySelectorAll("[tabindex='0']")) one.tabIndex = -1;
    const reached = item ?? this.tree.querySelector("[role=treeitem]");
    if (reached) reached.tabIndex = 0;
  }

  choose(item) {
    const element = this.modeler.get("elementRegistry").get(item.dataset.element);
    this.modeler.get("selection").select(element);
    this.modeler.get("canvas").scrollToElement(element, 80);
    item.focus();
  }

  move(event) {
    const items = [...this.tree.querySelectorAll("[role=treeitem]")];
    const at = items.indexOf(event.target.closest("[role=treeitem]"));
    const wanted = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    const to = event.key === "ArrowLeft" ? items[at]?.parentElement.closest("[role=treeitem]") : event.key === "ArrowRight" ? items[at]?.querySelector("[role=treeitem]") : items[wanted];
    if (!to) return;
    event.preventDefault();
    this.choose(to);
  }
}
