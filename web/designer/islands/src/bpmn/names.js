/* What an element is called, for lists and sentences. */
import { getLabel } from "bpmn-js/lib/features/label-editing/LabelUtil";
import { is } from "bpmn-js/lib/util/ModelUtil";

const PLACES = { "bpmn:BoundaryEvent": "boundary event", "bpmn:StartEvent": "start event", "bpmn:EndEvent": "end event", "bpmn:IntermediateCatchEvent": "intermediate catch event", "bpmn:IntermediateThrowEvent": "intermediate throw event" };

/** The kind of an element in words: "Timer boundary event (non-interrupting)". */
export function kindOf(translate, element) {
  const type = element.businessObject.$type;
  const place = PLACES[type];
  if (type === "bpmn:SubProcess") return translate("Sub-process");
  if (!place) return translate(capital(type.replace("bpmn:", "").replaceAll(/\B([A-Z])/g, (_, letter) => ` ${letter.toLowerCase()}`)));
  const reason = element.businessObject.eventDefinitions?.[0]?.$type.replace("bpmn:", "").replace("EventDefinition", "");
  const gentle = element.businessObject.cancelActivity === false ? " (non-interrupting)" : "";
  return translate(capital(`${reason ? `${reason} ` : ""}${place}${gentle}`));
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** Its drawn name, or its kind where it has none. */
export function nameOf(translate, element) {
  return getLabel(element)?.replaceAll(/\s+/g, " ").trim() || kindOf(translate, element);
}

export const isStep = (element) => is(element, "bpmn:FlowNode") || is(element, "bpmn:Participant") || is(element, "bpmn:Lane");
