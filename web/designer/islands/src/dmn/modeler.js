/* The editor of decisions and its parts: the overview, tables, expressions and functions. */
import DmnModeler from "dmn-js/lib/Modeler";
import DmnReader from "dmn-js/lib/NavigatedViewer";
import { feelFunctions } from "../shared/functions.js";
import { island } from "../shared/island.js";
import { showFirst } from "../shared/seeing.js";

/** What the engine reads; `Any` leaves it open. */
const TYPES = ["string", "boolean", "number", "date", "time", "dateTime", "dayTimeDuration", "yearMonthDuration", "Any"];

const VIEWS = ["drd", "decisionTable", "literalExpression", "boxedExpression"];

/** A modeler in a place of the page, which offers what the house has; a viewer where the draft may only be looked at. */
export function makeModeler({ canvas, translate, context }) {
  const speaking = { additionalModules: [{ translate: ["value", translate] }] }; // the modules of `common` are not used
  const modeler = new (island.writable ? DmnModeler : DmnReader)({
    container: canvas,
    common: { dataTypes: TYPES, feelLanguageContext: { builtins: feelFunctions(context) } },
    ...Object.fromEntries(VIEWS.map((view) => [view, speaking])),
  });
  modeler.on("import.render.complete", ({ view, error }) => view.type === "drd" && !error && showFirst(service(modeler, "canvas")));
  return modeler;
}

/** Changed by its writer, in whatever view: `told()` hears it; what a view throws away when it closes is no change. */
export function onChange(modeler, told) {
  modeler.on("viewer.created", ({ viewer }) => viewer.on("commandStack.changed", ({ trigger }) => trigger !== "clear" && told()));
}

/** A service of the view that is open now; null where the view has none. */
export function service(modeler, name) {
  return modeler.getActiveViewer()?.get(name, false) ?? null;
}
