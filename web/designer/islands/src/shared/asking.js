/* Requests of an editor: with the token of the page, and a new one where the session has changed. */
import { island } from "./island.js";

const TOKEN = "x-form-token";
let token = island.token;

/** The answer to a request, null where whoever is at the page is not signed in. Throws where there is no connection. */
export async function send(address, { type, body, method = "POST", headers = {}, signal } = {}) {
  const ask = () => fetch(address, { method, body, signal, redirect: "manual", headers: { "content-type": type, accept: "application/json", [TOKEN]: token, ...headers } });
  let answer = await ask();
  if (isRefused(answer) && (await renew())) answer = await ask();
  return isRefused(answer) ? null : answer;
}

/** What an address holds, null where whoever is at the page is not signed in. */
export async function get(address) {
  const answer = await fetch(address, { redirect: "manual", cache: "no-store", headers: { accept: "application/json" } });
  return isRefused(answer) ? null : answer;
}

const isRefused = (answer) => answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;

/** Somebody may have signed in again in another tab: the page as it is now has a token that fits. */
async function renew() {
  const page = await get(location.href.split("#")[0]);
  const fresh = page?.ok && new DOMParser().parseFromString(await page.text(), "text/html").getElementById("island");
  if (!fresh) return false;
  token = fresh.dataset.token;
  return true;
}
