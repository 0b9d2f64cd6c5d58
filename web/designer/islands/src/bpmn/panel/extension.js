/* Reading and writing the settings of an element: all of it through the command stack, so that it can be undone. */
import { getBusinessObject } from "bpmn-js/lib/util/ModelUtil";

/** The first setting of a type, such as "zeebe:FormDefinition". */
export function extension(element, type) {
  const values = getBusinessObject(element).get("extensionElements")?.get("values") ?? [];
  return values.find((value) => value.$instanceOf?.(type));
}

/** Set properties of a setting, making it where there is none; one that says nothing any more is taken away. */
export function setExtension({ bpmnFactory, commandStack }, element, type, properties) {
  const found = extension(element, type);
  const commands = [];
  if (found) commands.push(update(element, found, properties));
  const left = { ...plain(found), ...properties };
  const says = Object.entries(left).some(([name, value]) => value !== undefined && name !== "bindingType");
  if (!found && says) commands.push(...added({ bpmnFactory }, element, bpmnFactory.create(type, properties)));
  if (found && !says) commands.push(removed(element, found));
  if (commands.length) commandStack.execute("properties-panel.multi-command-executor", commands);
}

/** A named property of ours ("name:en"); undefined takes it away. */
export function setProperty(services, element, name, value) {
  const { bpmnFactory, commandStack } = services;
  const all = extension(element, "zeebe:Properties");
  const others = (all?.get("properties") ?? []).filter((one) => one.get("name") !== name);
  const wanted = value ? [...others, bpmnFactory.create("zeebe:Property", { name, value })] : others;
  if (!all && !wanted.length) return;
  const commands = all
    ? [wanted.length ? update(element, all, { properties: adopt(wanted, all) }) : removed(element, all)]
    : added(services, element, bpmnFactory.create("zeebe:Properties", { properties: wanted }));
  commandStack.execute("properties-panel.multi-command-executor", commands);
}

export function property(element, name) {
  const all = extension(element, "zeebe:Properties")?.get("properties") ?? [];
  return all.find((one) => one.get("name") === name)?.get("value") ?? "";
}

function plain(moddle) {
  if (!moddle) return {};
  return Object.fromEntries(moddle.$descriptor.properties.map(({ name }) => [name.replace("zeebe:", ""), moddle.get(name)]));
}

function update(element, moddleElement, properties) {
  return { cmd: "element.updateModdleProperties", context: { element, moddleElement, properties } };
}

function added({ bpmnFactory }, element, made) {
  const owner = getBusinessObject(element);
  const place = owner.get("extensionElements");
  if (place) {
    made.$parent = place;
    return [update(element, place, { values: [...place.get("values"), made] })];
  }
  const fresh = bpmnFactory.create("bpmn:ExtensionElements", { values: [made] });
  fresh.$parent = owner;
  made.$parent = fresh;
  return [update(element, owner, { extensionElements: fresh })];
}

function removed(element, gone) {
  const place = getBusinessObject(element).get("extensionElements");
  return update(element, place, { values: place.get("values").filter((value) => value !== gone) });
}

function adopt(children, parent) {
  for (const child of children) child.$parent = parent;
  return children;
}
