/* What is asked when somebody else has saved the draft meanwhile. Neither version is ever lost: the server keeps both. */
import { ask } from "./dialog.js";
import { make } from "./dom.js";
import { readDraft } from "./saving.js";

/** Ask until the writer decides; `compare(theirs)` gives sentences about what differs. Gives "mine" or "theirs". */
export async function askAboutRival(translate, facts, compare) {
  const intro = make("p", { class: "govuk-body" }, sentence(translate, facts));
  const safe = make("p", { class: "govuk-body" }, translate("Both are kept: the one you do not take stays under Versions."));
  const buttons = [
    { value: "compare", words: translate("Compare them"), quiet: true },
    { value: "theirs", words: translate("Take theirs") },
    { value: "mine", words: translate("Keep mine") },
  ];
  let body = [intro, safe];
  for (;;) {
    const choice = await ask({ title: translate("Two people have changed this draft"), body, buttons, wide: body.length > 2 });
    if (choice === "mine" || choice === "theirs") return choice;
    if (choice === "compare") body = [intro, await differences(translate, compare), safe];
  }
}

function sentence(translate, { changed_by: name, changed_at: at }) {
  if (!name) return translate("Somebody else has saved a newer version.");
  return translate("{name} saved a newer version at {time}.", { name, time: at });
}

async function differences(translate, compare) {
  try {
    const sentences = await compare((await readDraft()).content);
    const shown = sentences.length ? sentences : [translate("Nothing differs but the order of the file.")];
    return make("ul", { class: "govuk-list govuk-list--bullet island-differences" }, ...shown.map((one) => make("li", {}, one)));
  } catch {
    return make("p", { class: "govuk-body" }, translate("Their version cannot be read now. Try again when there is a connection."));
  }
}
