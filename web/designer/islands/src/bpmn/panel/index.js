/* The panel of settings, on a modeler that is shown already. */
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule } from "bpmn-js-properties-panel";
import { Injector } from "didi";
import { feelFunctions } from "../../shared/functions.js";
import { watchTyping } from "../../shared/typing.js";
import HousePropertiesProvider from "./provider.js";
import HouseVariables from "./variables.js";

/** Put it into a place of the page; `context` is what the house offers. */
export function addPanel(modeler, place, context) {
  const ours = {
    __init__: ["housePropertiesProvider"],
    config: ["value", { propertiesPanel: { feelPopupContainer: document.body }, house: context }],
    eventBus: ["value", afterInit(modeler.get("eventBus"))],
    housePropertiesProvider: ["type", HousePropertiesProvider],
    variableResolver: ["type", HouseVariables],
  };
  const modules = [BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule, ours];
  const injector = new Injector(modules, modeler.get("injector"));
  injector.init();
  watchTyping();
  const panel = injector.get("propertiesPanel");
  panel.attachTo(place);
  panel.setFeelLanguageContext({ builtins: feelFunctions(context) }); // draws it, too: the diagram was there before
  listening(() => {
    const newSelection = modeler.get("selection").get();
    if (newSelection.length) modeler.get("eventBus").fire("selection.changed", { oldSelection: [], newSelection });
  });
}

/** Once the panel listens: it is drawn at once, and begins to listen behind the next frame. */
const listening = (then) => requestAnimationFrame(() => setTimeout(then));

/** The bus for whoever comes when the diagram's beginning is over: what waits for that is done at once. */
function afterInit(eventBus) {
  const on = (events, ...rest) => {
    if (events === "diagram.init") rest.find((one) => typeof one === "function")();
    else eventBus.on(events, ...rest);
  };
  return Object.create(eventBus, { on: { value: on } });
}
