/* The list of keys of an editor. */
import { ask } from "./dialog.js";
import { make } from "./dom.js";

/** `keys` are [keys, words]; `intro` says when they work. */
export function showKeyList(translate, intro, keys) {
  const rows = keys.map(([key, words]) => make("tr", { class: "govuk-table__row" }, make("th", { scope: "row", class: "govuk-table__header" }, make("kbd", {}, key)), make("td", { class: "govuk-table__cell" }, words)));
  const body = [make("p", { class: "govuk-body" }, intro), make("table", { class: "govuk-table" }, make("tbody", { class: "govuk-table__body" }, ...rows))];
  return ask({ title: translate("Keys"), body, buttons: [{ value: "ok", words: translate("Close") }], wide: true });
}
