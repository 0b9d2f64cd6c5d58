/* The list of what the server says about the draft. Each line takes the reader to the element. */
import { make } from "./dom.js";

export class Findings {
  /** `select(element)` goes to an element; `counted(n)` hears how many there are. */
  constructor({ translate, select, counted }) {
    Object.assign(this, { translate, select, counted });
    this.said = make("p", { class: "island-hint", role: "status" }, translate("Checking …"));
    this.list = make("ul", { class: "island-findings" });
    this.view = make("div", {}, this.said, this.list);
  }

  show(findings) {
    const { translate } = this;
    this.counted(findings?.length ?? 0, findings?.some(isError));
    this.said.textContent = findings === null ? translate("The check cannot be reached now.") : this.summary(findings);
    this.list.replaceChildren(...(findings ?? []).map((one) => make("li", {}, this.line(one))));
  }

  summary(findings) {
    const errors = findings.filter(isError).length;
    if (!findings.length) return this.translate("Nothing to mend.");
    return this.translate("To mend: {errors}. To think about: {warnings}.", { errors: `${errors}`, warnings: `${findings.length - errors}` });
  }

  line(finding) {
    const { translate } = this;
    const mark = isError(finding) ? translate("Mend") : translate("Think about");
    return make(
      "button",
      { type: "button", class: `island-finding island-finding--${finding.severity}`, onclick: () => this.select(finding.element), "data-rule": finding.rule },
      make("b", {}, mark),
      " ",
      make("span", {}, finding.name || finding.element),
      make("span", { class: "island-finding__words" }, `${finding.message} ${finding.remedy}`),
    );
  }
}

const isError = (finding) => finding.severity === "error";
