/* What every editor shares: status, company, saving, checking, rivals. An editor gives what only it knows. */
import { Checking } from "./checking.js";
import { Findings } from "./findings.js";
import { island } from "./island.js";
import { watchOthers } from "./others.js";
import { askAboutRival } from "./rivals.js";
import { readDraft, Saving } from "./saving.js";
import { Status } from "./status.js";
import * as unsaved from "./unsaved.js";

/**
 * editor: {type, read(): Promise<string>, load(content): Promise, compare(theirs): Promise<string[]>,
 *          select(element), mark(findings), counted(n, bad)}
 */
export class Desk {
  constructor(translate, editor) {
    this.editor = editor;
    this.status = new Status(translate);
    this.findings = new Findings({ translate, select: editor.select, counted: editor.counted });
    this.checking = new Checking({
      read: editor.read,
      type: editor.type,
      found: (findings) => {
        this.findings.show(findings);
        editor.mark(findings ?? []);
      },
    });
    this.saving = new Saving({
      read: editor.read,
      type: editor.type,
      told: (facts) => this.status.show(facts),
      conflict: (facts) => this.settle(translate, facts),
    });
  }

  /** Show the draft: what this browser kept, where the server does not have it; else what the server has. */
  async open(asked = readDraft()) {
    const [draft, kept] = await Promise.all([asked, unsaved.left()]);
    this.saving.revision = draft.revision;
    const wanted = island.writable && kept && kept.content !== draft.content ? kept : null;
    if (kept && kept.content === draft.content) unsaved.drop(kept);
    await this.load(wanted ? wanted.content : draft.content);
    if (wanted) this.restore(wanted);
    else this.status.show({ state: island.writable ? "opened" : "reading" });
    this.checking.changed();
    watchOthers((heard) => this.accompany(heard));
  }

  async load(content) {
    try {
      await this.editor.load(content);
    } catch (error) {
      this.status.show({ state: "undrawn" });
      throw error;
    }
  }

  restore(kept) {
    unsaved.take(kept);
    this.saving.revision = kept.revision; // where somebody has saved since, the server says so and we ask
    this.saving.changed();
    this.status.show({ state: "restored" });
  }

  /** The editor was changed by its writer. */
  changed() {
    if (island.writable) this.saving.changed();
    this.checking.changed();
  }

  accompany({ others, revision }) {
    this.status.accompany(others);
    if (revision > this.saving.revision && !this.saving.waiting && !this.saving.running) this.follow();
  }

  /** Somebody else has saved and there is nothing of ours to lose: show theirs. */
  async follow() {
    const draft = await readDraft();
    if (this.saving.waiting) return;
    await this.editor.load(draft.content);
    this.saving.took(draft.revision);
    this.status.show({ state: island.writable ? "followed" : "reading" });
    this.checking.now();
  }

  async settle(translate, facts) {
    const choice = await askAboutRival(translate, facts, this.editor.compare);
    if (choice === "theirs") {
      const draft = await readDraft();
      facts.revision = draft.revision;
      await this.editor.load(draft.content);
      this.checking.now();
    }
    return choice;
  }
}
