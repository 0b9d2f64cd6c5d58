/* Of the library's form only what the server shows and checks is offered; a form from elsewhere that has more can be read,
   and the server says what to change. */
import { english } from "./english.js";
import { lists } from "./lists.js";

/** The kinds of parts that forms/schema.py reads, in the order of the palette. */
export const KINDS = ["textfield", "textarea", "number", "datetime", "checkbox", "checklist", "radio", "select", "text", "group", "dynamiclist"];

const GROUPS_LEFT_OUT = new Set(["appearance", "serialization", "securityAttributes", "columnsSource"]);
const ENTRIES_LEFT_OUT = new Set([
  ...["disabled", "readonly", "versionTag", "action", "searchable", "disableCollapse", "nonCollapsedItems", "validationType", "patternErrorMessage"],
  ...["conditional-deactivate", "disallow-passed-dates", "date-time-disallowPassedDates", "use24h", "showOutline", "verticalAlignment", "increment", "multiple", "accept"],
]);
const AFTER_THE_LIBRARY = 500;

export default class Served {
  static $inject = ["propertiesPanel", "formFields", "house"];

  constructor(propertiesPanel, formFields, house) {
    this.house = house;
    propertiesPanel.registerProvider(this, AFTER_THE_LIBRARY);
    const known = formFields._formFields;
    for (const type of Object.keys(known).filter((one) => !KINDS.includes(one) && one !== "default")) {
      Object.defineProperty(known, type, { enumerable: false }); // still drawn, not listed in the palette
    }
  }

  getGroups(field, editField) {
    return (groups) => {
      const kept = groups.filter(({ id }) => !GROUPS_LEFT_OUT.has(id)).map(trimmed).filter(isFilled);
      return [...kept.map((group) => (group.id === "dynamicOptions" ? lists(group, this.house, field, editField) : group)), ...english(field, editField)];
    };
  }
}

const trimmed = (group) => (group.entries ? { ...group, entries: group.entries.filter(({ id }) => !ENTRIES_LEFT_OUT.has(id)) } : group);
const isFilled = (group) => group.items || group.entries?.length;
