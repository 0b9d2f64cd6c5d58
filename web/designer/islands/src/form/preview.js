/* The form as staff will see it: drawn by the server, with the renderer of their pages. */
import { send } from "../shared/asking.js";
import { make } from "../shared/dom.js";
import { island, language } from "../shared/island.js";
import { press, tool } from "../shared/toolbar.js";

const QUIET = 500;

export class Preview {
  constructor(translate, read) {
    Object.assign(this, { translate, read, language });
    this.sheet = make("div", { "aria-live": "polite" });
    this.languages = ["vi", "en"].map((one) => tool({ words: { vi: "Tiếng Việt", en: "English" }[one], pressed: one === language, run: () => this.speak(one) }));
    const bar = make("div", { class: "island-preview__languages", role: "group", "aria-label": translate("Language of the preview") }, ...this.languages);
    this.view = make("div", { class: "island-preview", hidden: true, role: "region", "aria-label": translate("Preview"), tabindex: "0" }, bar, this.sheet);
  }

  speak(one) {
    this.language = one;
    this.languages.forEach((button, at) => press(button, ["vi", "en"][at] === one));
    this.show();
  }

  changed() {
    clearTimeout(this.timer);
    if (!this.view.hidden) this.timer = setTimeout(() => this.show(), QUIET);
  }

  async show() {
    const { translate } = this;
    try {
      const answer = await send(`${island.previewUrl}?language=${this.language}`, { type: "application/json", body: await this.read() });
      if (answer?.ok) this.put(await answer.text());
      else this.say((await answer?.json())?.problem ?? translate("The preview cannot be reached now."));
    } catch {
      this.say(translate("The preview cannot be reached now."));
    }
  }

  put(html) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    this.sheet.lang = this.language;
    this.sheet.replaceChildren(...parsed.body.childNodes);
  }

  say(sentence) {
    this.sheet.replaceChildren(make("p", { class: "govuk-inset-text" }, sentence));
  }
}
