/* The editor of forms. */
import "./styles.js";
import { houseTranslate as translate } from "./say.js";
import { FormEditor } from "@bpmn-io/form-js-editor";
import { Desk } from "../shared/desk.js";
import { download, make } from "../shared/dom.js";
import { island, readContext } from "../shared/island.js";
import { showKeyList } from "../shared/keys.js";
import { NoCommands, readOnly } from "../shared/reading.js";
import { fill } from "../shared/room.js";
import { Tabs } from "../shared/tabs.js";
import { press, SHAPES, tool, tools } from "../shared/toolbar.js";
import { watchTyping } from "../shared/typing.js";
import { compareForms } from "./compare.js";
import { Fields } from "./fields.js";
import { Preview } from "./preview.js";
import Rows from "./rows.js";
import Served from "./served.js";

const palette = make("div", { class: "island-palette", role: "region", "aria-label": translate("Components"), tabindex: "0" });
const canvas = make("div", { class: "island-form", role: "region", "aria-label": translate("Form"), tabindex: "0" });
const panel = make("div", { class: "island-properties" });
const noDrake = { containers: [], on() {}, off() {}, destroy() {} };
const reading = { commandStack: ["type", NoCommands], dragging: ["value", { createDragulaInstance: () => noDrake }] };
const editor = new FormEditor({
  container: canvas,
  palette: { parent: palette },
  propertiesPanel: { parent: panel, feelPopupContainer: document.body },
  additionalModules: [{ __init__: ["served"], served: ["type", Served], formLayouter: ["type", Rows], house: ["value", await readContext()] }, ...(island.writable ? [] : [reading])],
});
const read = async () => `${JSON.stringify(editor.getSchema(), null, 2)}\n`;
const preview = new Preview(translate, read);
const fields = new Fields(translate, editor);

const desk = new Desk(translate, {
  type: "application/json",
  read,
  load: (content) => editor.importSchema(JSON.parse(content)),
  select,
  compare: async (theirs) => compareForms(translate, await read(), theirs),
  mark: () => {},
  counted: (count, bad) => tabs.note("findings", count ? `${count}` : "", bad),
});

const tabs = new Tabs(translate("Beside the form"), [
  { id: "properties", label: translate("Settings"), view: panel },
  { id: "fields", label: translate("Parts"), view: fields.view },
  { id: "findings", label: translate("Checks"), view: desk.findings.view },
]);

/** A finding names a part by its id or by its key. */
function select(name) {
  const registry = editor.get("formFieldRegistry");
  const field = registry.get(name) ?? registry.getAll().find(({ key, path }) => key === name || path === name);
  if (field) editor.get("selection").set(field);
  tabs.open("properties");
}

const act = (name) => editor.get("editorActions").trigger(name);
const undo = tool({ words: translate("Undo"), shape: SHAPES.undo, run: () => act("undo") });
const redo = tool({ words: translate("Redo"), shape: SHAPES.redo, run: () => act("redo") });
const look = tool({ words: translate("Preview"), pressed: false, run: () => showPreview(preview.view.hidden) });

function showPreview(shown) {
  press(look, shown);
  preview.view.hidden = !shown;
  canvas.hidden = shown;
  palette.hidden = shown || !island.writable;
  if (shown) preview.show();
}

function follow() {
  undo.disabled = !editor.get("commandStack").canUndo();
  redo.disabled = !editor.get("commandStack").canRedo();
}

const keys = [
  ["Ctrl + Z", translate("Undo")],
  ["Ctrl + Y, Ctrl + Shift + Z", translate("Redo")],
  ["Tab, Enter", translate("In the list of components: put the chosen one at the end of the form")],
  ["Ctrl + Space", translate("Choices while writing an expression")],
];
const bar = make(
  "div",
  { class: "island-bar" },
  island.writable ? tools(translate("Edit"), undo, redo) : null,
  tools(translate("View"), look),
  tools(
    translate("Files and help"),
    tool({ words: translate("Export"), run: async () => download(island.name, await read(), "application/json") }),
    tool({ words: translate("Keys"), run: () => showKeyList(translate, translate("Without a mouse: the tab “Parts” adds, orders and deletes; “Settings” changes the chosen part."), keys) }),
  ),
  desk.status.company,
  desk.status.line,
);
fill(island.place);
island.place.replaceChildren(bar, make("div", { class: `island-body island-body--form${island.writable ? "" : " island-body--read"}` }, palette, canvas, preview.view, tabs.view));
if (!island.writable) for (const place of [canvas, panel]) readOnly(place);
palette.hidden = !island.writable;
watchTyping();
await desk.open();
editor.on("commandStack.changed", () => {
  follow();
  preview.changed();
  desk.changed();
});
follow();
fields.draw();
island.place.dataset.ready = "";
