/* Menus, palette and pad: what the engine does not run stands last and says so; a task is somebody's from the beginning;
   the palette can be reached by keyboard. */
const LAST = 100;
const TASK = "bpmn:UserTask";
const ICON = "bpmn-icon-user-task";
const OF_NO_KIND = /^(create|append|replace-with)-task$/; // passed at once, nobody is given it

export default class Menus {
  static $inject = ["popupMenu", "palette", "contextPad", "create", "autoPlace", "appendPreview", "elementFactory", "eventBus", "translate", "isRefused"];

  constructor(popupMenu, palette, contextPad, create, autoPlace, appendPreview, elementFactory, eventBus, translate, isRefused) {
    Object.assign(this, { create, autoPlace, appendPreview, elementFactory, translate, isRefused });
    for (const menu of ["bpmn-create", "bpmn-append", "bpmn-replace"]) popupMenu.registerProvider(menu, LAST, this);
    palette.registerProvider(LAST, { getPaletteEntries: () => (entries) => this.inPalette(entries) });
    contextPad.registerProvider(LAST, { getContextPadEntries: () => (entries) => this.onPad(entries) });
    eventBus.on("palette.create", ({ container }) => reachable(container, palette));
  }

  getPopupMenuEntries() {
    return (entries) => {
      const all = Object.entries(entries).filter(([id]) => !OF_NO_KIND.test(id));
      const refused = all.filter(([id]) => this.isRefused(id));
      const group = { id: "refused", name: this.translate("Not run by Giaoban") };
      return Object.fromEntries([
        ...all.filter(([id]) => !this.isRefused(id)),
        ...refused.map(([id, entry]) => [id, { ...entry, group, rank: -1, description: this.translate("May be drawn, but is refused at deployment.") }]),
      ]);
    };
  }

  getPopupMenuHeaderEntries() {
    return (entries) => entries;
  }

  /** Data stands for the reader only, groups as well: they stay in the menu of all elements. */
  inPalette(entries) {
    const { "create.data-object": _object, "create.data-store": _store, "create.group": _group, ...kept } = entries;
    const begin = (event) => this.create.start(event, this.task());
    const entry = { group: "activity", className: ICON, title: this.translate("Create user task"), action: { dragstart: begin, click: begin } };
    return { ...kept, "create.task": entry };
  }

  onPad(entries) {
    if (!entries["append.append-task"]) return entries;
    const action = {
      click: (_event, source) => this.autoPlace.append(source, this.task()),
      dragstart: (event, source) => this.create.start(event, this.task(), { source }),
      hover: (_event, source) => {
        this.appendPreview.create(source, TASK);
        return () => this.appendPreview.cleanUp();
      },
    };
    return { ...entries, "append.append-task": { group: "model", className: ICON, title: this.translate("Append user task"), action } };
  }

  task() {
    return this.elementFactory.createShape({ type: TASK });
  }
}

function reachable(container, palette) {
  const mark = () => {
    for (const entry of container.querySelectorAll(".entry[data-action^='create']")) entry.tabIndex = 0;
  };
  new MutationObserver(mark).observe(container, { childList: true, subtree: true });
  mark();
  container.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    palette.trigger("click", event);
  });
}
