/* The panel of settings, on a modeler that is shown already. */
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule } from "bpmn-js-properties-panel";
import { Injector } from "didi";
import { feelFunctions } from "./functions.js";
import HousePropertiesProvider from "./provider.js";
import HouseVariables from "./variables.js";

/** Put it into a place of the page; `context` is what the house offers. */
export function addPanel(modeler, place, context) {
  const propertiesPanel = { feelPopupContainer: document.body, feelLanguageContext: { builtins: feelFunctions(context) } };
  const ours = {
    __init__: ["housePropertiesProvider"],
    config: ["value", { propertiesPanel, house: context }],
    housePropertiesProvider: ["type", HousePropertiesProvider],
    variableResolver: ["type", HouseVariables],
  };
  const modules = [BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule, ours];
  const injector = new Injector(modules, modeler.get("injector"));
  injector.init();
  injector.get("propertiesPanel").attachTo(place);
  const newSelection = modeler.get("selection").get();
  if (newSelection.length) modeler.get("eventBus").fire("selection.changed", { oldSelection: [], newSelection });
}
