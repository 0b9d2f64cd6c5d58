/* A diagram that may only be looked at: a viewer without palette, pads and menus. The panel shows the settings; whatever it
   would change finds nobody who carries it out. */
import BpmnFactory from "bpmn-js/lib/features/modeling/BpmnFactory";
import SearchModule from "bpmn-js/lib/features/search";
import BpmnViewer from "bpmn-js/lib/NavigatedViewer";
import TokenSimulationModule from "bpmn-js-token-simulation/lib/viewer";
import GridModule from "diagram-js-grid";
import MinimapModule from "diagram-js-minimap";
import zeebe from "zeebe-bpmn-moddle/resources/zeebe.json";
import { NoCommands } from "../shared/reading.js";

export function makeReader({ canvas, translate }) {
  const viewer = new BpmnViewer({
    container: canvas,
    moddleExtensions: { zeebe },
    additionalModules: [
      MinimapModule,
      GridModule,
      SearchModule,
      TokenSimulationModule,
      {
        translate: ["value", translate],
        commandStack: ["type", NoCommands],
        modeling: ["value", {}],
        bpmnFactory: ["type", BpmnFactory],
      },
    ],
  });
  viewer.get("moddle").ids = { assigned: () => false }; // the panel asks whether a code is free
  return viewer;
}
