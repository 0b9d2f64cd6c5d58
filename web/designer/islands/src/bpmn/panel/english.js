/* Names and descriptions in English, for pages in English; and what happens to called cases at a deadline. */
import { property, setProperty } from "./extension.js";
import { area, select, text } from "./entries.js";

export function english() {
  return [text("english-name", wordFacts("name:en", "Name in English")), area("english-documentation", wordFacts("documentation:en", "Description in English"))];
}

const wordFacts = (name, label) => (house, element) => ({
  label: house.translate(label),
  get: () => property(element, name),
  set: (value) => setProperty(house, element, name, value),
});

export function calledCases() {
  return [
    select("cases-instances", choiceFacts("instances", "Each item of the list", { separate: "Has a case of its own" })),
    select("cases-deadline", choiceFacts("onDeadline", "When the waiting ends at a deadline", { keep: "The cases below go on" })),
  ];
}

const choiceFacts = (name, label, offered) => (house, element) => ({
  label: house.translate(label),
  get: () => property(element, name),
  set: (value) => setProperty(house, element, name, value),
  options: () => [
    { value: "", label: house.translate("Nothing is said") },
    ...Object.entries(offered).map(([value, words]) => ({ value, label: house.translate(words) })),
  ],
});

export const OUR_PROPERTIES = ["name:en", "documentation:en", "instances", "onDeadline"];
