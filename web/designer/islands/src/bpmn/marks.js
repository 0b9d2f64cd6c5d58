/* Marks on the drawing: what is to be mended, what the engine refuses, and how many comments there are. */
import { make } from "../shared/dom.js";
import { readComments } from "./comments.js";

const WORSE = { error: 2, warning: 1 };

export class Marks {
  constructor(translate, modeler) {
    Object.assign(this, { translate, modeler });
    modeler.on("import.done", () => this.comments(modeler.get("elementRegistry").getAll()));
    modeler.on("elements.changed", ({ elements }) => this.comments(elements));
  }

  findings(findings) {
    const overlays = this.modeler.get("overlays");
    const registry = this.modeler.get("elementRegistry");
    overlays.remove({ type: "finding" });
    for (const [id, all] of Object.entries(Object.groupBy(findings, ({ element }) => element))) {
      const element = registry.get(id);
      if (element?.parent) overlays.add(element, "finding", { position: { top: -12, right: 12 }, html: this.mark(all) });
    }
  }

  mark(all) {
    const severity = all.map((one) => one.severity).sort((one, other) => WORSE[other] - WORSE[one])[0];
    const words = all.map((one) => `${one.message} ${one.remedy}`).join("\n");
    const refused = all.some(({ rule }) => rule.startsWith("unserved") || rule === "script_task");
    const facts = { class: `island-mark island-mark--${severity}${refused ? " island-mark--refused" : ""}`, role: "img", "aria-label": words, title: words };
    return make("span", facts, refused ? "⃠" : severity === "error" ? "!" : "?");
  }

  comments(elements) {
    const overlays = this.modeler.get("overlays");
    const registry = this.modeler.get("elementRegistry");
    for (const element of elements) {
      if (element.labelTarget || !element.parent || registry.get(element.id) !== element) continue;
      overlays.remove({ element, type: "comments" });
      const all = readComments(element);
      if (!all.length) continue;
      const words = all.map((one) => `${one.author}: ${one.words}`).join("\n");
      const html = make("span", { class: "island-mark island-mark--comment", role: "img", "aria-label": words, title: words }, `${all.length}`);
      overlays.add(element, "comments", { position: { bottom: 12, left: -12 }, html });
    }
  }
}
