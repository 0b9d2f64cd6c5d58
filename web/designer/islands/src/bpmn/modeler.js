/* The modeler and its parts. */
import BpmnModeler from "bpmn-js/lib/Modeler";
import ColorPickerModule from "bpmn-js-color-picker";
import { CreateAppendAnythingModule } from "bpmn-js-create-append-anything";
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule } from "bpmn-js-properties-panel";
import TokenSimulationModule from "bpmn-js-token-simulation";
import ZeebeBehaviorsModule from "camunda-bpmn-js-behaviors/lib/camunda-cloud";
import GridModule from "diagram-js-grid";
import MinimapModule from "diagram-js-minimap";
import zeebe from "zeebe-bpmn-moddle/resources/zeebe.json";
import Adding from "./adding.js";
import { isRefused } from "./kinds.js";
import Menus from "./menus.js";
import { feelFunctions } from "../shared/functions.js";
import PanelModule from "./panel/index.js";

/** A modeler in two places of the page, which offers what the house has. */
export function makeModeler({ canvas, panel, translate, context }) {
  return new BpmnModeler({
    container: canvas,
    propertiesPanel: { parent: panel, feelPopupContainer: document.body, feelLanguageContext: { builtins: feelFunctions(context) } },
    moddleExtensions: { zeebe },
    house: context,
    additionalModules: [
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      ZeebePropertiesProviderModule,
      ZeebeBehaviorsModule,
      MinimapModule,
      GridModule,
      CreateAppendAnythingModule,
      TokenSimulationModule,
      ColorPickerModule,
      PanelModule,
      {
        __init__: ["adding", "menus"],
        translate: ["value", translate],
        isRefused: ["value", isRefused],
        adding: ["type", Adding],
        menus: ["type", Menus],
      },
    ],
  });
}
