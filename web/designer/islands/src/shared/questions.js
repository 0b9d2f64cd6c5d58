/* Dialogs that ask for a few values. */
import { ask } from "./dialog.js";
import { make } from "./dom.js";

/** One of `options` [{value, words}]. */
export function choice(label, options, value) {
  const field = make("select", { class: "govuk-select" }, ...options.map((one) => make("option", { value: one.value }, one.words)));
  if (value !== undefined) field.value = value;
  return row(label, field);
}

/** A line of text; `offered` [{value, words}] are suggested. */
export function line(label, value, offered = []) {
  const field = make("input", { class: "govuk-input", value });
  if (!offered.length) return row(label, field);
  const list = make("datalist", { id: `offered-${crypto.getRandomValues(new Uint32Array(1))[0]}` }, ...offered.map((one) => make("option", { value: one.value }, one.words)));
  field.setAttribute("list", list.id);
  return row(label, field, list);
}

export function area(label, value) {
  return row(label, make("textarea", { class: "govuk-textarea", rows: "3" }, value));
}

function row(label, field, ...more) {
  return { field, row: make("label", { class: "island-field govuk-label" }, label, field, ...more) };
}

/** Whether the fields were filled in and agreed to. */
export async function agreed(translate, title, fields) {
  const buttons = [{ value: "ok", words: translate("Do it") }, { value: "", words: translate("Cancel"), quiet: true }];
  return (await ask({ title, body: fields.map((one) => one.row), buttons })) === "ok";
}
