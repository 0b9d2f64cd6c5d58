/* Has the server judge what is drawn, soon after each change. */
import { send } from "./asking.js";
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
      const answer = await send(island.checkUrl, { type: this.type, body: await this.read(), signal: asking.signal });
      const findings = answer?.ok ? (await answer.json()).findings : null;
      if (!asking.signal.aborted) this.found(findings);
    } catch {
      if (!asking.signal.aborted) this.found(null);
    }
  }
}
