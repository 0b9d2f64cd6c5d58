/* Until when a task is to be done: one of our deadlines by its name, or any expression. */
import { extension, setExtension } from "./extension.js";
import { choices, feel, select } from "./entries.js";

const TYPE = "zeebe:TaskSchedule";
const NAMED = /^=\s*(\w+)\s*$/;

export function due(element) {
  const follows = extension(element, TYPE)?.get("followUpDate") ? [feel("due-follow-up", dateFacts("followUpDate", "Follow up date"))] : [];
  return [select("due-deadline", deadlineFacts), feel("due-date", dateFacts("dueDate", "Due date as an expression")), ...follows];
}

function deadlineFacts(house, element) {
  const { translate, context } = house;
  const value = extension(element, TYPE)?.get("dueDate") ?? "";
  const now = NAMED.exec(value)?.[1] ?? (value && "*");
  const known = context.deadlines.map(({ name, words }) => ({ value: name, label: words ? `${words} (${name})` : name }));
  const other = now === "*" ? [{ value: "*", label: translate("By the expression below") }] : [];
  return {
    label: translate("Deadline"),
    get: () => now,
    set: (name) => {
      if (name !== "*") setExtension(house, element, TYPE, { dueDate: name ? `=${name}` : undefined });
    },
    options: () => choices(translate, now, [...known, ...other]),
  };
}

const dateFacts = (name, label) => (house, element) => ({
  label: house.translate(label),
  get: () => extension(element, TYPE)?.get(name) ?? "",
  set: (value) => setExtension(house, element, TYPE, { [name]: value || undefined }),
});
