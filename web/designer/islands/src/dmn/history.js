/* Undo and redo over all views. Each view of the library remembers its own commands and forgets them when another one is
   opened; so what the file said after each command is kept, and where a view knows nothing any more, an older file is shown. */
const MOST = 300;

export class History {
  /** `show(content, id)` shows a file in the view of an element. */
  constructor(modeler, show) {
    Object.assign(this, { modeler, show, states: [], at: -1 });
    this.going = false;
    modeler.on("viewer.created", ({ viewer }) => this.accompany(viewer));
  }

  /** The keys of a view act on all of them. */
  accompany(viewer) {
    viewer.on("commandStack.changed", ({ trigger }) => this.follow(trigger));
    const actions = viewer.get("editorActions", false);
    for (const name of ["undo", "redo"].filter((one) => actions?.isRegistered(one))) {
      actions.unregister(name);
      actions.register(name, () => this[name]());
    }
  }

  /** What is shown now comes from outside: nothing before it can be taken back here. */
  async begin() {
    this.states = [await this.state()];
    this.at = 0;
  }

  async state() {
    return { id: this.modeler.getActiveView()?.id, content: (await this.modeler.saveXML()).xml };
  }

  get stack() {
    return this.modeler.getActiveViewer()?.get("commandStack", false);
  }

  get canUndo() {
    return Boolean(this.stack?.canUndo()) || this.at > 0;
  }

  get canRedo() {
    return Boolean(this.stack?.canRedo()) || this.at < this.states.length - 1;
  }

  follow(trigger) {
    if (trigger === "undo" && (this.at -= 1) < 0) this.states = []; // the view goes back further than what was kept
    if (trigger === "redo" && this.states.length) this.at += 1;
    this.at = Math.max(this.at, -1);
    if (trigger !== "execute") return;
    const made = {};
    this.states = [...this.states.slice(0, this.at + 1), made].slice(-MOST);
    this.at = this.states.length - 1;
    this.state().then((state) => Object.assign(made, state));
  }

  async undo() {
    if (this.stack?.canUndo()) return this.stack.undo();
    if (this.at > 0) await this.go(this.at - 1, this.states[this.at].id);
  }

  async redo() {
    if (this.stack?.canRedo()) return this.stack.redo();
    if (this.at < this.states.length - 1) await this.go(this.at + 1, this.states[this.at + 1].id);
  }

  async go(to, id) {
    if (this.going) return;
    this.going = true;
    try {
      await this.show(this.states[to].content, id);
      this.at = to;
    } finally {
      this.going = false;
    }
  }
}
