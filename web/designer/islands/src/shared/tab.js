/* A name for this tab that no other living tab has. It outlives a reload; a tab that was duplicated has copied the name of
   the first, finds it in use, and takes another. Without a secure connection browsers have no locks: then tabs ask aloud. */
const KEY = "giaoban.tab";
const RELOADED = 800; // a page that is reloaded lets go of its name by then
const ANSWERED = 300;

const talk = new BroadcastChannel("giaoban.tabs");
const fresh = () => crypto.getRandomValues(new Uint32Array(2)).join("-");
let name = null;

talk.addEventListener("message", ({ data }) => {
  if (data.ask && name) talk.postMessage({ name });
});

/** The name, held as long as this tab lives. */
export async function nameOfTab() {
  const wanted = sessionStorage[KEY];
  name = wanted && (await isFree(wanted)) ? wanted : fresh();
  sessionStorage[KEY] = name;
  if (name !== wanted) hold(name);
  return name;
}

/** The names of all tabs that live. */
export async function namesInUse() {
  if (navigator.locks) {
    const { held } = await navigator.locks.query();
    return new Set(held.filter((lock) => lock.name.startsWith(KEY)).map((lock) => lock.name.slice(KEY.length + 1)));
  }
  return new Set([name, ...(await answers())]);
}

async function isFree(wanted) {
  return navigator.locks ? hold(wanted) : !(await answers()).has(wanted);
}

/** Says whether the name could be had. */
function hold(wanted) {
  return new Promise((had) => {
    navigator.locks
      ?.request(`${KEY}.${wanted}`, { signal: AbortSignal.timeout(RELOADED) }, () => {
        had(true);
        return new Promise(() => {});
      })
      .catch(() => had(false));
  });
}

async function answers() {
  const heard = new Set();
  const hear = ({ data }) => data.name && heard.add(data.name);
  talk.addEventListener("message", hear);
  talk.postMessage({ ask: true });
  await new Promise((done) => setTimeout(done, ANSWERED));
  talk.removeEventListener("message", hear);
  return heard;
}
