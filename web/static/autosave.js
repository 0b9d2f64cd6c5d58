/* Saves a draft while it is written: on leaving a field, every 20 seconds and when the page is left for another
   window, and only if something changed. htmx sends and places the answer; this decides when, and says it when the
   line is dead. Nothing typed is ever taken from the page. Without this file there is the button. */
(() => {
  const form = document.querySelector("form[data-autosave]");
  const told = document.getElementById("saved");
  if (!form || !told || !window.htmx) return;
  const answer = (name) => !name.startsWith("_") && !name.includes("-") && name !== "do";
  const written = () =>
    new URLSearchParams([...new FormData(form)].filter(([name, value]) => answer(name) && typeof value === "string"))
      .toString();
  let kept = "unsaved" in form.dataset ? null : written();
  let sending = null;
  let over = false;
  let deadSince = "";

  const save = () => {
    if (over || sending !== null || written() === kept) return;
    sending = written();
    window.htmx.trigger(form, "autosave");
  };
  const say = (words) => {
    if (told.textContent !== words) told.textContent = words;
    told.classList.add("saved--problem");
  };
  const clock = () => new Date().toTimeString().slice(0, 5);

  form.addEventListener("change", save);
  window.addEventListener("online", save);
  document.addEventListener("visibilitychange", () => document.hidden && save());
  window.setInterval(save, Number(form.dataset.autosave) * 1000);
  form.addEventListener("submit", () => { over = true; });
  window.addEventListener("pageshow", (event) => { if (event.persisted) over = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!over && deadSince && written() !== kept) event.preventDefault();
  });

  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.requestConfig.elt === form) event.detail.shouldSwap = event.detail.xhr.getResponseHeader("x-draft") !== null;
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig.elt !== form) return;
    const xhr = event.detail.xhr;
    const outcome = xhr.status ? xhr.getResponseHeader("x-draft") : null;
    if (outcome === "saved") kept = sending;
    if (outcome === "stale") over = true;
    sending = null;
    if (outcome) {
      deadSince = "";
      told.classList.toggle("saved--problem", outcome !== "saved");
      return;
    }
    deadSince = deadSince || clock();
    say((xhr.status && xhr.status < 500 ? told.dataset.out : told.dataset.dead).replace("{time}", deadSince));
  });
})();
