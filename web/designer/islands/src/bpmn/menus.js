/* Menus and palette: what the engine does not run stands last and says so; the palette can be reached by keyboard. */
const LAST = 100;

export default class Menus {
  static $inject = ["popupMenu", "palette", "eventBus", "translate", "isRefused"];

  constructor(popupMenu, palette, eventBus, translate, isRefused) {
    Object.assign(this, { translate, isRefused });
    for (const menu of ["bpmn-create", "bpmn-append", "bpmn-replace"]) popupMenu.registerProvider(menu, LAST, this);
    palette.registerProvider(LAST, { getPaletteEntries: () => withoutRefused });
    eventBus.on("palette.create", ({ container }) => reachable(container, palette));
  }

  getPopupMenuEntries() {
    return (entries) => {
      const all = Object.entries(entries);
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
}

/** Data stands for the reader only, groups as well: they stay in the menu of all elements. */
function withoutRefused(entries) {
  const { "create.data-object": _object, "create.data-store": _store, "create.group": _group, ...kept } = entries;
  return kept;
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
