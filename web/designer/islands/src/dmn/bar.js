/* The buttons over the tables: those of the view that is open. */
import { menuButton } from "../shared/menu.js";
import { make } from "../shared/dom.js";
import { island } from "../shared/island.js";
import { press, SHAPES, tool, tools } from "../shared/toolbar.js";
import { exportDecisions } from "./exporting.js";
import { showKeys } from "./help.js";
import { service } from "./modeler.js";

export class Bar {
  constructor(translate, modeler, partsList, history) {
    Object.assign(this, { translate, modeler, partsList, history });
    this.undo = tool({ words: translate("Undo"), shape: SHAPES.undo, run: () => history.undo() });
    this.redo = tool({ words: translate("Redo"), shape: SHAPES.redo, run: () => history.redo() });
    this.rules = this.menu(translate("Rules"), [
      ["Add rule", "addRule"],
      ["Add rule above", "addRuleAbove"],
      ["Add rule below", "addRuleBelow"],
      ["Remove rule", "removeRule"],
    ]);
    this.columns = this.menu(translate("Columns"), [
      ["Add input", "addInput"],
      ["Add output", "addOutput"],
      ["Add column to the left", "addClauseLeft"],
      ["Add column to the right", "addClauseRight"],
      ["Remove column", "removeClause"],
    ]);
    modeler.on("views.changed", () => this.follow());
  }

  menu(words, actions) {
    return menuButton(words, actions.map(([label, name]) => ({ words: this.translate(label), run: () => this.act(name) })));
  }

  /** Everything over the tables; `body` holds the side that can be put away. */
  parts(body) {
    const { translate } = this;
    const side = tool({ words: translate("Side panel"), pressed: true, run: () => press(side, !body.classList.toggle("island-body--wide")) });
    this.table = make("div", { class: "island-tools", role: "group", "aria-label": translate("Table") }, this.rules, this.columns);
    return [
      ...(island.writable ? [tools(translate("Edit"), this.undo, this.redo), this.table] : []),
      tools(translate("View"), tool({ words: translate("Overview"), run: () => this.partsList.overview() }), side),
      tools(
        translate("Files and help"),
        tool({ words: translate("Export"), run: () => exportDecisions(this.modeler) }),
        tool({ words: translate("Keys"), run: () => showKeys(translate) }),
      ),
    ];
  }

  /** What acts on a rule or column acts on that of the chosen cell. */
  act(name) {
    service(this.modeler, "editorActions")?.trigger(name, {});
  }

  follow() {
    this.undo.disabled = !this.history.canUndo;
    this.redo.disabled = !this.history.canRedo;
    if (this.table) this.table.hidden = this.modeler.getActiveView()?.type !== "decisionTable";
  }
}
