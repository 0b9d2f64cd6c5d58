/* Buttons over an editor. */
import { make } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";

/** A button with a symbol or words; `pressed` makes it one that stays down. */
export function tool({ words, shape, run, pressed }) {
  const facts = { type: "button", class: "island-tool", onclick: () => run(button) };
  if (shape) Object.assign(facts, { "aria-label": words, title: words });
  if (pressed !== undefined) facts["aria-pressed"] = `${pressed}`;
  const button = make("button", facts, shape ? symbol(shape) : words);
  return button;
}

export function press(button, pressed) {
  button.setAttribute("aria-pressed", `${pressed}`);
}

export function tools(label, ...parts) {
  return make("div", { class: "island-tools", role: "group", "aria-label": label }, ...parts);
}

function symbol(path) {
  const svg = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  for (const [name, value] of Object.entries({ viewBox: "0 0 20 20", width: "20", height: "20", "aria-hidden": "true" })) svg.setAttribute(name, value);
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const SHAPES = {
  undo: "M8 4 3 8l5 4V9h4a3.5 3.5 0 0 1 0 7H7",
  redo: "m12 4 5 4-5 4V9H8a3.5 3.5 0 0 0 0 7h5",
  bigger: "M10 4v12M4 10h12",
  smaller: "M4 10h12",
  whole: "M3 8V3h5M12 3h5v5M17 12v5h-5M8 17H3v-5",
};
