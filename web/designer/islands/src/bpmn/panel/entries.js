/* The fields of our groups. Each is a component of the panel with what it reads and writes. */
import { FeelEntry, isFeelEntryEdited, isSelectEntryEdited, isTextAreaEntryEdited, isTextFieldEntryEdited } from "@bpmn-io/properties-panel";
import { SelectEntry, TextAreaEntry, TextFieldEntry } from "@bpmn-io/properties-panel";
import { useEffect, useState } from "@bpmn-io/properties-panel/preact/hooks";
import { useService } from "bpmn-js-properties-panel";

/** What an entry needs to change the diagram. */
export function useHouse() {
  return {
    translate: useService("translate"),
    bpmnFactory: useService("bpmnFactory"),
    commandStack: useService("commandStack"),
    context: useService("config.house"),
    debounce: useService("debounceInput"),
    injector: useService("injector", false),
  };
}

const entry = (Component, isEdited) => (id, facts) => ({ id, component: facts.component ?? over(Component, facts), isEdited });

/** `facts(house, element)` gives {label, get, set, options?, description?, feel?}. */
function over(Component, facts) {
  return function Entry({ element, id }) {
    const house = useHouse();
    const { get, set, options, ...rest } = facts(house, element);
    return Component({ element, id, debounce: house.debounce, getValue: get, setValue: set, getOptions: options, translate: house.translate, ...rest });
  };
}

function HouseFeelEntry(props) {
  const [variables, setVariables] = useState([]);
  const resolver = useService("variableResolver");
  useEffect(() => {
    resolver.getVariablesForElement(props.element.businessObject).then(setVariables);
  }, [props.element]);
  return FeelEntry({ feel: "optional", ...props, variables });
}

export const select = entry(SelectEntry, isSelectEntryEdited);
export const text = entry(TextFieldEntry, isTextFieldEntryEdited);
export const area = entry(TextAreaEntry, isTextAreaEntryEdited);
export const feel = entry(HouseFeelEntry, isFeelEntryEdited);

/** The choices of a select: none first, and a value that is not among them last, so that it is shown as it is. */
export function choices(translate, value, offered, none) {
  const all = [{ value: "", label: none ?? translate("– choose –") }, ...offered];
  if (value && !all.some((one) => one.value === value)) all.push({ value, label: value });
  return all;
}
