/* The editor of a diagram. */
import "./styles.js";
import { Desk } from "../shared/desk.js";
import { make } from "../shared/dom.js";
import { island, readContext } from "../shared/island.js";
import { fill } from "../shared/room.js";
import { readOnly } from "../shared/reading.js";
import { readDraft } from "../shared/saving.js";
import { Tabs } from "../shared/tabs.js";
import { translator } from "../shared/words.js";
import { barOfReader, makeBar } from "./bar.js";
import { ByKeyboard } from "./by_keyboard.js";
import { compareDiagrams } from "./compare.js";
import { Elements } from "./elements.js";
import { Marks } from "./marks.js";
import { makeModeler } from "./modeler.js";
import { makeReader } from "./reader.js";
import { showFirst } from "../shared/seeing.js";
import { speakSimulation } from "./simulation.js";
import vi from "./vi.js";
import simulationWords from "./words/simulation.js";

const asked = [readDraft(), readContext()]; // on their way while the modeler is made
const translate = translator(vi);
const canvas = make("div", { class: "island-canvas", role: "region", "aria-label": translate("Drawing") });
const panel = make("div", { class: "island-properties" });
const modeler = (island.writable ? makeModeler : makeReader)({ canvas, translate });
window.addEventListener("beforeunload", () => modeler.get("directEditing", false)?.complete()); // a name half typed on the drawing
const elements = new Elements(translate, modeler);
const marks = new Marks(translate, modeler);
const read = async () => (await modeler.saveXML({ format: true })).xml;

const desk = new Desk(translate, {
  type: "application/xml",
  read,
  load,
  select,
  compare: async (theirs) => compareDiagrams(translate, modeler.get("moddle"), await read(), theirs),
  mark: (findings) => marks.findings(findings),
  counted: (count, bad) => tabs.note("findings", count ? `${count}` : "", bad),
});

const tabs = new Tabs(translate("Beside the drawing"), [
  { id: "properties", label: translate("Settings"), view: panel },
  {
    id: "elements",
    label: translate("Steps"),
    view: make("div", {}, island.writable ? new ByKeyboard(translate, modeler).view : null, elements.tree),
    opened: () => elements.show(true),
    closed: () => elements.show(false),
  },
  { id: "findings", label: translate("Checks"), view: desk.findings.view },
]);

async function load(content) {
  await modeler.importXML(content);
  showFirst(modeler.get("canvas"));
}

function select(id) {
  const element = modeler.get("elementRegistry").get(id) ?? modeler.get("canvas").getRootElement();
  modeler.get("selection").select(element);
  if (element.x !== undefined || element.waypoints) modeler.get("canvas").scrollToElement(element, 80);
  tabs.open("properties");
}

const bar = make("div", { class: "island-bar" }, ...(island.writable ? makeBar : barOfReader)(translate, modeler), desk.status.company, desk.status.line);
fill(island.place);
island.place.replaceChildren(bar, make("div", { class: "island-body" }, canvas, tabs.view));
speakSimulation(translate, simulationWords, canvas);
canvas.querySelector("svg").setAttribute("aria-label", translate("Drawing"));
await desk.open(asked[0]);
modeler.on("commandStack.changed", ({ trigger }) => trigger !== "clear" && desk.changed()); // what is shown anew is no change
island.place.dataset.shown = "";
const { addPanel } = await import("./panel/index.js"); // more than half of all scripts: the drawing does not wait for it
addPanel(modeler, island.writable ? panel : readOnly(panel), await asked[1]);
island.place.dataset.ready = "";
