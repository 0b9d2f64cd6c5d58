/* The place of an editor in its page, and what the page says about the draft. */
const place = document.getElementById("island");

export const language = document.documentElement.lang === "en" ? "en" : "vi";

export const island = {
  place,
  kind: place.dataset.kind,
  draft: place.dataset.draft,
  name: place.dataset.name ?? place.dataset.draft,
  revision: Number(place.dataset.revision),
  contentUrl: place.dataset.contentUrl,
  contextUrl: place.dataset.contextUrl,
  checkUrl: place.dataset.checkUrl,
  othersUrl: place.dataset.othersUrl,
  previewUrl: place.dataset.previewUrl,
  token: place.dataset.token,
  account: place.dataset.account ?? "",
  author: place.dataset.author ?? "",
  writable: place.dataset.writable !== "no",
};

/** What the house offers to this draft: forms, actions, functions, variables, decisions, processes, roles, deadlines, lists of choices. */
export async function readContext() {
  const none = { forms: [], actions: [], functions: [], variables: [], decisions: [], processes: [], roles: [], deadlines: [], sources: [] };
  try {
    const answer = await fetch(island.contextUrl, { headers: { accept: "application/json" }, redirect: "manual" });
    return answer.ok ? { ...none, ...(await answer.json()) } : none;
  } catch {
    return none; // a dead line: the panel still edits, it only offers fewer choices
  }
}
