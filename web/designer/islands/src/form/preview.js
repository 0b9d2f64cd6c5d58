/* The form as staff will see it: drawn by the server, with the renderer of their pages. What is written into it is asked for
   again, so that questions come and go as they will; it is kept nowhere. */
import { send } from "../shared/asking.js";
import { make } from "../shared/dom.js";
import { island, language } from "../shared/island.js";
import { press, tool } from "../shared/toolbar.js";

const QUIET = 400;
const SEND = "send";

export class Preview {
  constructor(translate, read) {
    Object.assign(this, { translate, read, language, asked: 0 });
    this.sheet = make("form", { novalidate: true, autocomplete: "off" });
    this.news = make("p", { class: "island-preview__news", role: "status" });
    this.languages = ["vi", "en"].map((one) => tool({ words: { vi: "Tiếng Việt", en: "English" }[one], pressed: one === language, run: () => this.speak(one) }));
    const speaking = make("div", { class: "island-tools", role: "group", "aria-label": translate("Language of the preview") }, ...this.languages);
    const trying = make(
      "div",
      { class: "island-tools", role: "group", "aria-label": translate("Try it") },
      tool({ words: translate("Check as if sent"), run: () => this.show(SEND) }),
      tool({ words: translate("Empty it again"), run: () => this.empty() }),
    );
    const hint = make("p", { class: "island-hint island-preview__hint" }, translate("Write something: questions come and go as they will for staff. Nothing is kept."));
    this.view = make("div", { class: "island-preview", hidden: true, role: "region", "aria-label": translate("Preview"), tabindex: "0" }, make("div", { class: "island-preview__bar" }, speaking, trying), hint, this.news, this.sheet);
    this.listen();
  }

  listen() {
    this.sheet.addEventListener("input", () => this.changed());
    this.sheet.addEventListener("submit", (event) => {
      event.preventDefault();
      this.show(event.submitter?.name === "do" ? event.submitter.value : "");
    });
  }

  speak(one) {
    this.language = one;
    this.languages.forEach((button, at) => press(button, ["vi", "en"][at] === one));
    this.show();
  }

  empty() {
    this.sheet.replaceChildren();
    this.show();
  }

  changed() {
    this.asked += 1; // an answer that is still on its way knows nothing of this
    clearTimeout(this.timer);
    if (!this.view.hidden) this.timer = setTimeout(() => this.show(), QUIET);
  }

  async show(button = "") {
    const { translate } = this;
    clearTimeout(this.timer);
    const asked = (this.asked += 1);
    const answers = this.sheet.elements.length ? [...new FormData(this.sheet)].filter(([, value]) => typeof value === "string") : null;
    try {
      const body = JSON.stringify({ form: await this.read(), answers, do: button });
      const answer = await send(`${island.previewUrl}?language=${this.language}`, { type: "application/json", body });
      const said = answer?.ok ? await answer.text() : ((await answer?.json())?.problem ?? translate("The preview cannot be reached now."));
      if (asked !== this.asked) return;
      if (answer?.ok) this.put(said, button);
      else this.say(said);
    } catch {
      if (asked === this.asked) this.say(translate("The preview cannot be reached now."));
    }
  }

  put(html, button) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const [before, at] = [this.questions(), place(this.sheet)];
    this.sheet.lang = this.language;
    const plain = make("button", { type: "submit", hidden: true }); // what Enter presses: else the first button, which may take a row away
    this.sheet.replaceChildren(plain, ...parsed.body.childNodes);
    this.tell(before, this.questions());
    if (button === SEND) this.sheet.querySelector(".govuk-error-message")?.scrollIntoView({ block: "center" });
    at?.();
  }

  /** The names on the sheet. */
  questions() {
    return new Set([...this.sheet.querySelectorAll("legend, label:not(.govuk-radios__label)")].map((one) => one.textContent.trim()).filter(Boolean));
  }

  tell(before, now) {
    const { translate } = this;
    const come = [...now].filter((one) => !before.has(one));
    const gone = [...before].filter((one) => !now.has(one));
    const all = before.size && now.size && come.length < now.size; // a sheet that is new, or in another language, is no news
    const said = [come.length && translate("Asked now: {names}.", { names: come.join(", ") }), gone.length && translate("No longer asked: {names}.", { names: gone.join(", ") })];
    this.news.textContent = all ? said.filter(Boolean).join(" ") : "";
  }

  say(sentence) {
    this.news.textContent = "";
    this.sheet.replaceChildren(make("p", { class: "govuk-inset-text" }, sentence));
  }
}

/** Gives a function that goes back to the field that has the focus, where it is still asked. */
function place(sheet) {
  const field = document.activeElement;
  if (!sheet.contains(field) || !field.id) return null;
  const { id, selectionStart, selectionEnd } = field;
  return () => {
    const again = document.getElementById(id);
    again?.focus();
    if (typeof selectionStart === "number") again?.setSelectionRange?.(selectionStart, selectionEnd);
  };
}
