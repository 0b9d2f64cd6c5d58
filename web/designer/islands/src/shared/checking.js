/* Has the server judge what is drawn, soon after each change. */
import { island } from "./island.js";

const QUIET = 800;

export class Checking {
  /** `read` gives the content, `found` hears the findings; null where the server could not be asked. */
  constructor({ read, type, found }) {
    Object.assign(this, { read, type, found });
  }

  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), QUIET);
  }

  async now() {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    try {
      const answer = await fetch(island.checkUrl, {
        method: "POST",
        headers: { "content-type": this.type, accept: "application/json" },
        body: await this.read(),
        signal: asking.signal,
        redirect: "error",
      });
      const findings = answer.ok ? (await answer.json()).findings : null;
      if (!asking.signal.aborted) this.found(findings);
    } catch {
      if (!asking.signal.aborted) this.found(null);
    }
  }
}
