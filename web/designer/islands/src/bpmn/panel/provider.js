/* The panel as a process owner needs it: groups of ours in place of those with settings that the engine refuses. A setting
   that a file already has stays visible, so that it can be taken away. */
import { Group } from "@bpmn-io/properties-panel";
import { is } from "bpmn-js/lib/util/ModelUtil";
import { action } from "./action.js";
import { assignment } from "./assignment.js";
import { calledProcess } from "./called.js";
import { comments } from "./comments.js";
import { decision } from "./decision.js";
import { due } from "./due.js";
import { calledCases, english, OUR_PROPERTIES } from "./english.js";
import { extension } from "./extension.js";
import { formOfTask } from "./form.js";

const AFTER_ALL = 100; // the others have a higher priority, so ours sees what they made
const REPLACED = new Set([
  ...["assignmentDefinition", "form", "taskDefinition", "calledElement", "calledDecision"],
  ...["userTaskImplementation", "businessRuleImplementation", "scriptImplementation", "adHocSubProcessImplementation"],
]);
const SHOWN_IF_SET = {
  businessId: (element) => extension(element, "zeebe:CalledElement")?.get("businessId"),
  inputPropagation: (element) => extension(element, "zeebe:CalledElement")?.get("propagateAllParentVariables"),
  outputPropagation: (element) => extension(element, "zeebe:CalledElement")?.get("propagateAllChildVariables"),
  jobPriorityDefinition: (element) => extension(element, "zeebe:JobPriorityDefinition"),
  headers: (element) => extension(element, "zeebe:TaskHeaders"),
  script: (element) => extension(element, "zeebe:Script"),
  outputCollection: (element) => extension(element, "zeebe:AdHoc"),
  activeElements: (element) => extension(element, "zeebe:AdHoc"),
  Zeebe__TaskListeners: (element) => extension(element, "zeebe:TaskListeners"),
  Zeebe__ExecutionListeners: (element) => extension(element, "zeebe:ExecutionListeners"),
  Zeebe__ExtensionProperties: (element) =>
    extension(element, "zeebe:Properties")?.get("properties").some((one) => !OUR_PROPERTIES.includes(one.get("name"))),
};
const ORDER = ["general", "assigned", "due", "task-form", "action", "called", "decision", "timer", "condition", "message", "error", "escalation", "multiInstance", "cases", "inputs", "outputs", "documentation", "english", "comments"];

export default class HousePropertiesProvider {
  static $inject = ["propertiesPanel", "translate"];

  constructor(propertiesPanel, translate) {
    this.translate = translate;
    propertiesPanel.registerProvider(AFTER_ALL, this);
  }

  getGroups(element) {
    return (groups) => {
      const kept = groups.filter(({ id }) => !REPLACED.has(id) && (SHOWN_IF_SET[id]?.(element) ?? !(id in SHOWN_IF_SET)));
      kept.forEach((group) => trimEntries(group, element));
      return [...kept, ...this.ours(element)].sort(byOrder);
    };
  }

  ours(element) {
    const { translate } = this;
    const groups = [];
    const add = (id, label, entries, open) => groups.push({ id, label: translate(label), entries, component: Group, shouldOpen: open });
    if (is(element, "bpmn:UserTask")) {
      add("assigned", "Who does it", assignment(element), true);
      add("due", "Until when", due(element), true);
      add("task-form", "What is asked", formOfTask(), true);
    }
    if (is(element, "bpmn:ServiceTask")) add("action", "What is done by itself", action(), true);
    if (is(element, "bpmn:CallActivity")) {
      add("called", "Called process", calledProcess(), true);
      add("cases", "Cases of the called process", calledCases());
    }
    if (is(element, "bpmn:BusinessRuleTask")) add("decision", "Decision", decision(), true);
    if (isNamed(element)) add("english", "In English", english());
    if (!element.labelTarget) add("comments", "Comments", comments(element));
    return groups;
  }
}

const isNamed = (element) => is(element, "bpmn:FlowElement") || is(element, "bpmn:Process");

function trimEntries(group, element) {
  if (group.id === "multiInstance") {
    const loop = element.businessObject.loopCharacteristics?.extensionElements?.values?.[0];
    const set = (name) => loop?.[name] || element.businessObject.loopCharacteristics?.[name];
    const hidden = ["outputCollection", "outputElement", "completionCondition"];
    group.entries = group.entries.filter(({ id }) => !hidden.some((name) => id.includes(name) && !set(name)));
  }
}

const rank = ({ id }) => (ORDER.indexOf(id) + ORDER.length + 1) % (ORDER.length + 1); // unknown ones last
const byOrder = (one, other) => rank(one) - rank(other);
