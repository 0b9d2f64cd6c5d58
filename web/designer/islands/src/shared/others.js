/* Says every 15 seconds that somebody is here, and hears who else is. */
import { get } from "./asking.js";
import { island } from "./island.js";

const EVERY = 15_000;

/** `heard({others: [{name, since}], revision})` is called with each answer; a dead line says nothing. */
export function watchOthers(heard) {
  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await get(island.othersUrl);
      if (answer?.ok) heard(await answer.json());
    } catch {
      // the status line says already that the line is dead
    }
  };
  look();
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
}
