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

function HouseFeelEntry(props) {
  const [variables, setVariables] = useState([]);
  const resolver = useService("variableResolver");
  useEffect(() => {
    resolver.getVariablesForElement(props.element.businessObject).then(setVariables);
  }, [props.element]);
  return FeelEntry({ feel: "optional", ...props, variables });
}

/* The panel draws an entry anew, and takes the focus from it, whenever its component is another function: so there is one
   for each kind of field, and `facts(house, element)` gives it {label, get, set, options?, description?, feel?}. */
const field = (Component) =>
  function Field({ element, id, facts }) {
    const house = useHouse();
    const { get, set, options, ...rest } = facts(house, element);
    const { debounce, translate } = house;
    return Component({ element, id, debounce, translate, getValue: get, setValue: set, getOptions: options, ...rest });
  };

const entry = (component, isEdited) => (id, facts) => ({ id, component, isEdited, facts });

export const select = entry(field(SelectEntry), isSelectEntryEdited);
export const text = entry(field(TextFieldEntry), isTextFieldEntryEdited);
export const area = entry(field(TextAreaEntry), isTextAreaEntryEdited);
export const feel = entry(field(HouseFeelEntry), isFeelEntryEdited);

/** The choices of a select: none first, and a value that is not among them last, so that it is shown as it is. */
export function choices(translate, value, offered, none) {
  const all = [{ value: "", label: none ?? translate("– choose –") }, ...offered];
  if (value && !all.some((one) => one.value === value)) all.push({ value, label: value });
  return all;
}
