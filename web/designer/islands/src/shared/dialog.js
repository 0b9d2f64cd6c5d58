/* Modal windows: the browser's own, which keep the focus inside and give it back. */
import { make } from "./dom.js";

let asked = 0;

/** Ask one question; gives the `value` of the button that was pressed, null for Escape. */
export function ask({ title, body = [], buttons, wide = false }) {
  const heading = make("h2", { id: `dialog-${(asked += 1)}`, class: "govuk-heading-m" }, title);
  const row = make("div", { class: "island-dialog__buttons" });
  const dialog = make(
    "dialog",
    { class: wide ? "island-dialog island-dialog--wide" : "island-dialog", "aria-labelledby": heading.id },
    heading,
    ...body,
    row,
  );
  return new Promise((answer) => {
    for (const { value, words, quiet } of buttons) {
      const kind = quiet ? "govuk-button govuk-button--secondary" : "govuk-button";
      row.append(make("button", { type: "button", class: kind, onclick: () => dialog.close(value) }, words));
    }
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue || null);
    });
    dialog.addEventListener("keydown", (event) => {
      event.stopPropagation(); // the canvas listens to keys as well
      if (event.key !== "Enter" || !event.target.matches("input") || event.isComposing) return;
      event.preventDefault(); // else it presses the button that gets the focus back
      dialog.close(buttons[0].value);
    });
    document.body.append(dialog);
    dialog.showModal();
    dialog.scrollTop = 0; // a long one begins with its title, though the button at its end has the focus
  });
}
