/* Whose a task is: a role in a unit, chosen from lists, or any expression. */
import { extension, setExtension } from "./extension.js";
import { choices, feel, select } from "./entries.js";

const TYPE = "zeebe:AssignmentDefinition";
const DESK = "desk";
const OTHER = "other";
const ROLE = /^=\s*role\(\s*(\w+)\s*,\s*"(\w+)"\s*\)\s*$/;
const JOINED = /^=\s*(\w+)\s*\+\s*"\.(\w+)"\s*$/;
const AT_DESK = /^=\s*desk\(\s*(\w+)\s*\)\s*$/;

/** {unit, role} of an expression that names one; null for any other. */
export function readGroup(text) {
  const desk = AT_DESK.exec(text ?? "");
  if (desk) return { unit: desk[1], role: DESK };
  const found = ROLE.exec(text ?? "") ?? JOINED.exec(text ?? "");
  return found && { unit: found[1], role: found[2] };
}

export function writeGroup({ unit, role }) {
  return role === DESK ? `=desk(${unit})` : `=role(${unit}, "${role}")`;
}

const groups = (element) => extension(element, TYPE)?.get("candidateGroups");
const write = (house, element, value) => setExtension(house, element, TYPE, { candidateGroups: value || undefined });

export function assignment(element) {
  const shown = [
    select("assigned-role", roleFacts),
    ...(readGroup(groups(element)) ? [select("assigned-unit", unitFacts)] : []),
    feel("assigned-groups", expressionFacts),
  ];
  for (const name of ["assignee", "candidateUsers"]) {
    if (extension(element, TYPE)?.get(name)) shown.push(feel(`assigned-${name}`, personFacts(name)));
  }
  return shown;
}

function roleFacts(house, element) {
  const { translate, context } = house;
  const now = readGroup(groups(element));
  const other = groups(element) && !now ? [{ value: OTHER, label: translate("By the expression below") }] : [];
  const roles = context.roles.map(({ id, title }) => ({ value: id, label: title }));
  return {
    label: translate("Role"),
    get: () => now?.role ?? (groups(element) ? OTHER : ""),
    set: (role) => {
      if (role !== OTHER) write(house, element, role && writeGroup({ unit: now?.unit ?? "unit", role }));
    },
    options: () =>
      choices(translate, now?.role, [...roles, { value: DESK, label: translate("Whoever handles issues there") }, ...other]),
  };
}

function unitFacts(house, element) {
  const { translate, context } = house;
  const now = readGroup(groups(element));
  return {
    label: translate("Unit"),
    get: () => now.unit,
    set: (unit) => write(house, element, writeGroup({ ...now, unit })),
    options: () => units(translate, context, element, now.unit),
  };
}

/** The unit of the case, the one above, and whatever else this diagram gives tasks to. */
function units(translate, context, element, now) {
  const known = { unit: translate("The unit of the case"), superior: translate("The unit above") };
  const used = processOf(element).flatMap((one) => readGroup(groupsOf(one))?.unit ?? []);
  const words = (name) => known[name] ?? context.variables.find((one) => one.name === name)?.words;
  return [...new Set([...Object.keys(known), ...used, now])].map((name) => ({ value: name, label: words(name) ? `${words(name)} (${name})` : name }));
}

function processOf(element) {
  let at = element.businessObject;
  while (at.$parent && !at.$instanceOf("bpmn:Process")) at = at.$parent;
  const inside = (scope) => (scope.flowElements ?? []).flatMap((one) => [one, ...inside(one)]);
  return inside(at);
}

const groupsOf = (step) => step.extensionElements?.values?.find((one) => one.$type === TYPE)?.candidateGroups;

function expressionFacts(house, element) {
  const { translate } = house;
  return {
    label: translate("Group as an expression"),
    get: () => groups(element) ?? "",
    set: (value) => write(house, element, value),
  };
}

const personFacts = (name) => (house, element) => ({
  label: house.translate(name === "assignee" ? "Assignee" : "Candidate users"),
  get: () => extension(element, TYPE)?.get(name) ?? "",
  set: (value) => setExtension(house, element, TYPE, { [name]: value || undefined }),
});
