/* The editor of decision tables. */
import "./styles.js";
import { Desk } from "../shared/desk.js";
import { make } from "../shared/dom.js";
import { island, readContext } from "../shared/island.js";
import { fill } from "../shared/room.js";
import { Tabs } from "../shared/tabs.js";
import { watchTyping } from "../shared/typing.js";
import { translator } from "../shared/words.js";
import { Bar } from "./bar.js";
import { Cells } from "./cells.js";
import { compareDecisions } from "./compare.js";
import { History } from "./history.js";
import { makeModeler, onChange } from "./modeler.js";
import { Parts } from "./parts.js";
import vi from "./vi.js";

const translate = translator(vi);
const canvas = make("div", { class: "island-canvas island-decisions", role: "region", "aria-label": translate("Decisions") });
const context = await readContext();
const modeler = makeModeler({ canvas, translate, context });
const read = async () => (await modeler.saveXML({ format: true })).xml;
const parts = new Parts(translate, modeler, context);
const cells = new Cells(modeler, parts, canvas);
const history = new History(modeler, async (content, view) => {
  await show(content, view);
  bar.follow();
  desk.changed();
});

const desk = new Desk(translate, {
  type: "application/xml",
  read,
  load,
  select: (element) => cells.show(element),
  compare: async (theirs) => compareDecisions(translate, modeler, await read(), theirs),
  mark: (findings) => cells.mark(findings),
  counted: (count, bad) => tabs.note("findings", count ? `${count}` : "", bad),
});

const tabs = new Tabs(translate("Beside the tables"), [
  { id: "parts", label: translate("Parts"), view: parts.view },
  { id: "findings", label: translate("Checks"), view: desk.findings.view },
]);

async function load(content) {
  await show(content, modeler.getActiveView()?.id);
  await history.begin();
}

/** The view that was open stays open; else the first table, since most files hold one. */
async function show(content, before) {
  await modeler.importXML(content, { open: false });
  const views = modeler.getViews();
  await modeler.open(views.find(({ id }) => id === before) ?? views.find(({ type }) => type === "decisionTable") ?? views.find(({ type }) => type !== "drd") ?? views[0]);
}

const bar = new Bar(translate, modeler, parts, history);
const body = make("div", { class: "island-body" }, canvas, tabs.view);
fill(island.place);
island.place.replaceChildren(make("div", { class: "island-bar" }, ...bar.parts(body), desk.status.company, desk.status.line), body);
onChange(modeler, () => {
  bar.follow();
  if (island.place.dataset.ready !== undefined) desk.changed();
});
watchTyping();
await desk.open();
island.place.dataset.ready = "";
