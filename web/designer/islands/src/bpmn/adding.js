/* Adding, connecting and placing without a mouse. What would hang on the pointer is put on a free place instead when the
   last thing that was touched is the keyboard. */
import { is } from "bpmn-js/lib/util/ModelUtil";

const GAP = 50;

export default class Adding {
  static $inject = ["create", "modeling", "elementFactory", "elementRegistry", "canvas", "selection", "autoPlace", "rules", "eventBus"];

  constructor(create, modeling, elementFactory, elementRegistry, canvas, selection, autoPlace, rules, eventBus) {
    Object.assign(this, { create, modeling, elementFactory, elementRegistry, canvas, selection, autoPlace, rules });
    this.byKeyboard = false;
    const note = (event) => (this.byKeyboard = event.type === "keydown");
    for (const kind of ["keydown", "pointerdown", "mousedown"]) document.addEventListener(kind, note, true);
    eventBus.on("diagram.destroy", () => {
      for (const kind of ["keydown", "pointerdown", "mousedown"]) document.removeEventListener(kind, note, true);
    });
    const start = create.start.bind(create);
    create.start = (event, elements, context) => (this.byKeyboard ? this.put(elements, context) : start(event, elements, context));
  }

  /** Add one of KINDS: behind an element, on its edge, or on a free place. */
  add(kind, source) {
    const shape = this.elementFactory.createShape(kind.shape);
    if (kind.edge) return this.attach(shape, source);
    if (!source || source === this.canvas.getRootElement() || !canFollow(source)) return this.put(shape);
    const made = this.autoPlace.append(source, shape);
    return this.chosen(made);
  }

  attach(shape, host) {
    const used = host.attachers.length;
    const at = { x: host.x + 30 + used * 45, y: host.y + host.height };
    return this.chosen(this.modeling.createShape(shape, at, host, { attach: true }));
  }

  /** Put new elements near what is selected, or in the middle of what is seen, where nothing stands. */
  put(elements, context = {}) {
    const all = [elements].flat();
    const parent = this.parent(all);
    const box = bounds(all);
    const at = this.free(parent, box);
    if (all.length === 1 && !all[0].children?.length) return this.chosen(this.modeling.createShape(all[0], at, parent));
    const made = this.modeling.createElements(all, at, parent, context.hints);
    this.selection.select(made.filter((one) => one.parent === parent && !one.waypoints));
    return made[0];
  }

  parent(shapes) {
    const [chosen] = this.selection.get();
    const root = this.canvas.getRootElement();
    if (!chosen || chosen === root) return root;
    const wanted = is(chosen, "bpmn:SubProcess") || is(chosen, "bpmn:Participant") ? chosen : chosen.parent;
    return this.rules.allowed("elements.create", { elements: shapes, target: wanted, position: { x: 0, y: 0 } }) === false ? root : wanted;
  }

  free(parent, box) {
    const [chosen] = this.selection.get();
    const view = this.canvas.viewbox();
    const inside = chosen === parent;
    const at =
      chosen && chosen.x !== undefined && !inside
        ? { x: chosen.x + chosen.width + GAP + box.width / 2, y: chosen.y + chosen.height / 2 }
        : inside && parent.x !== undefined
          ? { x: parent.x + GAP + box.width / 2, y: parent.y + GAP + box.height / 2 }
          : { x: view.x + view.width / 2, y: view.y + view.height / 2 };
    const others = this.elementRegistry.filter((one) => one.parent === parent && !one.waypoints);
    while (others.some((one) => overlaps(one, at, box))) at.y += GAP;
    return at;
  }

  chosen(shape) {
    this.selection.select(shape);
    this.canvas.scrollToElement(shape, 80);
    return shape;
  }

  /** Connect two elements as the rules have it. Says whether they can be. */
  connect(source, target) {
    const attributes = this.rules.allowed("connection.create", { source, target });
    if (!attributes) return false;
    this.modeling.connect(source, target, typeof attributes === "object" ? attributes : undefined);
    return true;
  }

  /** What an element may lead to. */
  targets(source) {
    return this.elementRegistry.filter(
      (one) => one !== source && one.parent && !one.labelTarget && !one.waypoints && this.rules.allowed("connection.create", { source, target: one }),
    );
  }
}

const canFollow = (source) => is(source, "bpmn:FlowNode") && !is(source, "bpmn:EndEvent");

function bounds(shapes) {
  const solid = shapes.filter((one) => one.width !== undefined);
  const left = Math.min(...solid.map((one) => one.x ?? 0));
  const top = Math.min(...solid.map((one) => one.y ?? 0));
  return {
    width: Math.max(...solid.map((one) => (one.x ?? 0) + one.width)) - left,
    height: Math.max(...solid.map((one) => (one.y ?? 0) + one.height)) - top,
  };
}

function overlaps(one, at, box) {
  return Math.abs(one.x + one.width / 2 - at.x) < (one.width + box.width) / 2 + 10 && Math.abs(one.y + one.height / 2 - at.y) < (one.height + box.height) / 2 + 10;
}
