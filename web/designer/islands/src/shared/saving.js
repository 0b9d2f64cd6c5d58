/* Saves a draft by itself: 1.5 s after the last change, with the revision it began from. What the server does not have
   yet stands in this browser (unsaved.js). A dead line is tried again; a rival's version is never written over unasked. */
import { get, send } from "./asking.js";
import { island } from "./island.js";
import * as unsaved from "./unsaved.js";
import { clock } from "./words.js";

const QUIET = 1500;
const KEPT_AFTER = 300;
const RETRIES = [2000, 5000, 15_000, 30_000];

export class Saving {
  /** `read` gives the content as text; `type` is its media type; `told` hears {state, at, problem};
      `conflict` is asked when somebody else has saved and gives "mine" or "theirs". */
  constructor({ read, type, told, conflict }) {
    Object.assign(this, { read, type, told, conflict });
    this.revision = island.revision;
    this.waiting = false; // something is not on the server
    this.changes = 0;
    this.failures = 0;
    this.running = null;
    this.stopped = false;
    this.over = false; // the writer was asked, and puts this over what somebody else has saved
    window.addEventListener("online", () => this.now());
    document.addEventListener("visibilitychange", () => document.hidden && this.now());
    window.addEventListener("beforeunload", (event) => {
      document.activeElement?.blur(); // a field hands over what is typed in it when it is left
      if (!this.waiting || this.kept) return;
      this.keep();
      event.preventDefault(); // nowhere but on this page
    });
  }

  /** Something was changed. */
  changed() {
    this.waiting = true;
    this.kept = false;
    this.changes += 1;
    this.told({ state: "waiting" });
    clearTimeout(this.keeping);
    clearTimeout(this.timer);
    this.keeping = setTimeout(() => this.keep(), KEPT_AFTER);
    this.timer = setTimeout(() => this.now(), QUIET);
  }

  async keep() {
    const change = this.changes;
    const content = await this.read();
    if (this.waiting && change === this.changes) this.kept = unsaved.keep(content, this.revision);
    return content;
  }

  /** Save at once what waits; resolves when the server has it or has refused. */
  async now() {
    clearTimeout(this.timer);
    if (this.stopped || !this.waiting) return;
    if (this.running) return this.running;
    this.running = this.send().finally(() => (this.running = null));
    await this.running;
  }

  async send() {
    const change = this.changes;
    const content = await this.keep();
    this.told({ state: "saving" });
    let answer;
    try {
      const headers = { "if-match": `"${this.revision}"`, ...(this.over && { "x-over-rival": "yes" }) };
      answer = await send(island.contentUrl, { method: "PUT", type: this.type, headers, body: content });
    } catch {
      return this.again("dead");
    }
    if (answer === null) return this.again("out");
    await this.heard(answer, change);
  }

  async heard(answer, change) {
    const facts = await answer.json().catch(() => ({}));
    if (answer.ok && Number.isInteger(facts.revision)) return this.saved(facts.revision, change);
    if (answer.status === 412) return this.rival(facts);
    if (answer.status >= 500) return this.again("dead");
    this.told({ state: "refused", problem: facts.problem });
  }

  saved(revision, change) {
    this.revision = revision;
    this.over = false;
    this.failures = 0;
    if (change === this.changes) {
      this.waiting = false;
      unsaved.forget();
      this.told({ state: "saved", at: clock() });
    } else this.timer = setTimeout(() => this.now(), QUIET);
  }

  again(state) {
    const pause = RETRIES[Math.min(this.failures, RETRIES.length - 1)];
    this.failures += 1;
    this.told({ state });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), pause);
  }

  /** Somebody else has saved since this page was opened: the writer decides. */
  async rival(facts) {
    this.stopped = true;
    this.told({ state: "rival" });
    let choice;
    try {
      choice = await this.conflict(facts);
    } catch {
      return this.again("dead"); // theirs could not be fetched: ours still waits, and is asked about again
    } finally {
      this.stopped = false;
    }
    this.revision = facts.revision;
    if (choice === "mine") {
      this.over = true;
      this.changed();
      return;
    }
    this.took(facts.revision);
  }

  /** The page shows this revision of the server's now. */
  took(revision) {
    this.over = false;
    clearTimeout(this.timer);
    clearTimeout(this.keeping);
    this.revision = revision;
    this.waiting = false;
    unsaved.forget();
    this.told({ state: "saved", at: clock() });
  }
}

/** The draft as the server has it: {content, revision}. Throws when it cannot be read. */
export async function readDraft() {
  const answer = await get(island.contentUrl);
  if (!answer?.ok) throw new Error(`the draft was not given: ${answer?.status}`);
  return { content: await answer.text(), revision: Number(answer.headers.get("etag").replaceAll(/\D/g, "")) };
}
