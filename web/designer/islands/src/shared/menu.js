/* A button with a list of actions, as the ARIA practices describe a menu button. */
import { make } from "./dom.js";

/** `items` are [{words, run}]. */
export function menuButton(words, items) {
  const list = make("div", { class: "island-menu__list", role: "menu", "aria-label": words, hidden: true });
  const button = make("button", { type: "button", class: "island-tool", "aria-haspopup": "menu", "aria-expanded": "false" }, `${words} ▾`);
  const box = make("div", { class: "island-menu" }, button, list);
  const entries = items.map(({ words: label, run }) =>
    make("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: () => [close(true), run()] }, label),
  );
  list.append(...entries);

  const open = () => {
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    entries[0].focus();
  };
  const close = (back) => {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (back) button.focus();
  };
  const go = (step) => {
    const at = entries.indexOf(document.activeElement);
    entries[(at + step + entries.length) % entries.length].focus();
  };
  button.addEventListener("click", () => (list.hidden ? open() : close(true)));
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") list.hidden ? open() : go(1);
    else if (event.key === "ArrowUp") go(-1);
    else if (event.key === "Escape" && !list.hidden) close(true);
    else return;
    event.preventDefault();
  });
  box.addEventListener("focusout", (event) => box.contains(event.relatedTarget) || close(false));
  return box;
}
