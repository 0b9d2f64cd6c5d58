/* One line that says whether the work is safe, and one that says who else is here. */
import { make } from "./dom.js";

export class Status {
  constructor(translate) {
    this.translate = translate;
    this.line = make("p", { class: "island-status", role: "status" });
    this.company = make("p", { class: "island-company", role: "status" });
    this.deadSince = "";
  }

  /** Told by Saving. */
  show({ state, at, problem }) {
    const words = this.words(state, at, problem);
    const bad = ["dead", "out", "refused", "rival", "undrawn"].includes(state);
    this.line.classList.toggle("island-status--problem", bad);
    this.line.dataset.state = state;
    if (this.line.textContent !== words) this.line.textContent = words;
  }

  words(state, at, problem) {
    const translate = this.translate;
    switch (state) {
      case "saved":
        return translate("Saved at {time}", { time: at });
      case "opened":
        return translate("Everything is saved");
      case "followed":
        return translate("Somebody else has saved: this is their version. Those before it are under Versions.");
      case "reading":
        return translate("Only to be looked at");
      case "restored":
        return translate("What was not saved yet is back; saving …");
      case "dead":
        return translate("No connection. Your work is kept in this browser and will be saved by itself.");
      case "out":
        return translate("You are signed out. Sign in in another tab; your work is kept in this browser.");
      case "undrawn":
        return translate("This file has no drawing that can be opened. Read it under What runs and In words.");
      case "rival":
        return translate("Somebody else has saved this draft.");
      case "refused":
        return problem || translate("The server did not take this draft. Your work is kept in this browser.");
      default:
        return translate("Saving …");
    }
  }

  /** Who else has this draft open: [{name, since}]. */
  accompany(others) {
    const names = others.map((other) => other.name).join(", ");
    const words = names ? this.translate("Also here: {names}", { names }) : "";
    if (this.company.textContent !== words) this.company.textContent = words;
  }
}
