/* The buttons over the drawing. */
import { ask } from "../shared/dialog.js";
import { menuButton } from "../shared/menu.js";
import { press, SHAPES, tool, tools } from "../shared/toolbar.js";
import { exportPng, exportSvg, exportXml } from "./exporting.js";
import { showKeys } from "./help.js";
import { showAll } from "../shared/seeing.js";

const STEP = 1.2;

export function makeBar(translate, modeler) {
  const act = (name, options) => modeler.get("editorActions").trigger(name, options);
  const undo = tool({ words: translate("Undo"), shape: SHAPES.undo, run: () => act("undo") });
  const redo = tool({ words: translate("Redo"), shape: SHAPES.redo, run: () => act("redo") });

  const follow = () => {
    const stack = modeler.get("commandStack");
    undo.disabled = !stack.canUndo();
    redo.disabled = !stack.canRedo();
  };
  modeler.on(["commandStack.changed", "import.done"], follow);
  follow();

  return [
    tools(translate("Edit"), undo, redo, ...edits(translate, act)),
    tools(translate("Arrange"), arranging(translate, modeler)),
    ...barOfReader(translate, modeler),
  ];
}

/** The buttons that change nothing. */
export function barOfReader(translate, modeler) {
  const canvas = modeler.get("canvas");
  const zoom = (by) => canvas.zoom(canvas.zoom() * by);
  return [
    tools(
      translate("View"),
      tool({ words: translate("Smaller"), shape: SHAPES.smaller, run: () => zoom(1 / STEP) }),
      tool({ words: translate("The whole diagram"), shape: SHAPES.whole, run: () => showAll(canvas) }),
      tool({ words: translate("Bigger"), shape: SHAPES.bigger, run: () => zoom(STEP) }),
      tool({ words: translate("Search"), run: () => setTimeout(() => modeler.get("searchPad").open()) }),
      ...views(translate, modeler),
    ),
    tools(translate("Files and help"), exporting(translate, modeler), tool({ words: translate("Keys"), run: () => showKeys(translate) })),
  ];
}

function edits(translate, act) {
  const one = (words, name) => tool({ words: translate(words), run: () => act(name) });
  return [one("Copy", "copy"), one("Paste", "paste"), one("Delete", "removeSelection")];
}

function arranging(translate, modeler) {
  const chosen = () => modeler.get("selection").get();
  const align = (words, type) => ({ words: translate(words), run: () => chosen().length > 1 && modeler.get("alignElements").trigger(chosen(), type) });
  const spread = (words, axis) => ({ words: translate(words), run: () => chosen().length > 2 && modeler.get("distributeElements").trigger(chosen(), axis) });
  return menuButton(translate("Arrange"), [
    align("Align elements left", "left"),
    align("Align elements center", "center"),
    align("Align elements right", "right"),
    align("Align elements top", "top"),
    align("Align elements middle", "middle"),
    align("Align elements bottom", "bottom"),
    spread("Distribute elements horizontally", "horizontal"),
    spread("Distribute elements vertically", "vertical"),
  ]);
}

function views(translate, modeler) {
  const minimap = modeler.get("minimap");
  const grid = modeler.get("grid");
  const map = tool({ words: translate("Minimap"), pressed: false, run: () => minimap.toggle() });
  modeler.on("minimap.toggle", ({ open }) => press(map, open));
  const dots = tool({ words: translate("Grid"), pressed: true, run: () => [grid.toggle(), press(dots, grid.isVisible())] });
  const play = tool({ words: translate("Simulate"), pressed: false, run: () => simulate(translate, modeler) });
  modeler.on("tokenSimulation.toggleMode", ({ active }) => press(play, active));
  return [map, dots, play];
}

/** Some foreign events are unknown to the simulation: say so, and leave it. */
function simulate(translate, modeler) {
  const mode = modeler.get("toggleMode");
  try {
    mode.toggleMode();
  } catch {
    mode.toggleMode(false);
    ask({ title: translate("This diagram has events that the simulation does not know"), buttons: [{ value: "ok", words: translate("Close") }] });
  }
}

function exporting(translate, modeler) {
  return menuButton(translate("Export"), [
    { words: translate("Diagram (BPMN)"), run: () => exportXml(modeler) },
    { words: translate("Picture (SVG)"), run: () => exportSvg(modeler) },
    { words: translate("Picture (PNG)"), run: () => exportPng(modeler) },
  ]);
}
