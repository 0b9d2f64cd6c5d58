/* What the server does not have yet, kept in this browser: over a reload, a crash and a dead line.

   Each tab keeps its own; a tab that opens a draft finds what a tab that is gone has left. On a computer that several
   people use nobody finds what another has left. */
import { island } from "./island.js";
import { nameOfTab, namesInUse } from "./tab.js";

const PREFIX = `giaoban.unsaved.${island.account}.${island.draft}.`;
let mine = null; // known when the draft is opened

/** Keep content that began from a revision. Says whether the browser had room. */
export function keep(content, revision) {
  try {
    localStorage.setItem(mine, JSON.stringify({ content, revision, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function forget() {
  localStorage.removeItem(mine);
}

/** The newest that this tab, or one that is gone, has left; null where there is none. */
export async function left() {
  mine ??= PREFIX + (await nameOfTab());
  const alive = await namesInUse();
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && (key === mine || !alive.has(key.slice(PREFIX.length))));
  const found = keys.map((key) => ({ key, ...JSON.parse(localStorage[key]) }));
  return found.sort((one, other) => other.at - one.at)[0] ?? null;
}

/** What was found is now this tab's: the entry of a tab that is gone is taken away. */
export function take(found) {
  if (keep(found.content, found.revision) && found.key !== mine) localStorage.removeItem(found.key);
}

/** It is not wanted any more. */
export function drop(found) {
  localStorage.removeItem(found.key);
}
