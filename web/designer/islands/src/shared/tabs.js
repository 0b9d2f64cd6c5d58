/* Tabs as the ARIA practices describe them: one in the order of keys, arrows between them. */
import { make } from "./dom.js";

export class Tabs {
  /** `pages` are [{id, label, view}]. */
  constructor(label, pages) {
    this.pages = pages;
    this.bar = make("div", { class: "island-tabs", role: "tablist", "aria-label": label });
    this.view = make("div", { class: "island-side" }, this.bar);
    for (const page of pages) {
      page.tab = make(
        "button",
        { type: "button", role: "tab", id: `tab-${page.id}`, "aria-controls": `page-${page.id}`, onclick: () => this.open(page.id) },
        page.label,
      );
      page.panel = make("div", { role: "tabpanel", id: `page-${page.id}`, class: "island-page", "aria-labelledby": page.tab.id, tabindex: "-1" }, page.view);
      this.bar.append(page.tab);
      this.view.append(page.panel);
    }
    this.bar.addEventListener("keydown", (event) => this.move(event));
    this.open(pages[0].id);
  }

  open(id) {
    for (const page of this.pages) {
      const chosen = page.id === id;
      page.tab.setAttribute("aria-selected", `${chosen}`);
      page.tab.tabIndex = chosen ? 0 : -1;
      page.panel.hidden = !chosen;
      if (chosen) page.opened?.();
      else page.closed?.();
    }
  }

  /** Words beside a tab, such as how many. */
  note(id, words, bad = false) {
    const { tab, label } = this.pages.find((page) => page.id === id);
    tab.textContent = words ? `${label} (${words})` : label;
    tab.classList.toggle("island-tab--problem", bad);
  }

  move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = this.pages.findIndex((page) => page.tab === document.activeElement);
    const next = this.pages[(at + step + this.pages.length) % this.pages.length];
    this.open(next.id);
    next.tab.focus();
  }
}
