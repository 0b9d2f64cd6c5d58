/* The modeler and its parts. */
import BpmnModeler from "bpmn-js/lib/Modeler";
import ColorPickerModule from "bpmn-js-color-picker";
import { CreateAppendAnythingModule } from "bpmn-js-create-append-anything";
import TokenSimulationModule from "bpmn-js-token-simulation";
import ZeebeBehaviorsModule from "camunda-bpmn-js-behaviors/lib/camunda-cloud";
import GridModule from "diagram-js-grid";
import MinimapModule from "diagram-js-minimap";
import zeebe from "zeebe-bpmn-moddle/resources/zeebe.json";
import Adding from "./adding.js";
import { isRefused } from "./kinds.js";
import Menus from "./menus.js";

/** A modeler in a place of the page; the panel of settings comes later (panel/index.js): a drawing is seen without it. */
export function makeModeler({ canvas, translate }) {
  return new BpmnModeler({
    container: canvas,
    moddleExtensions: { zeebe },
    additionalModules: [
      ZeebeBehaviorsModule,
      MinimapModule,
      GridModule,
      CreateAppendAnythingModule,
      TokenSimulationModule,
      ColorPickerModule,
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
