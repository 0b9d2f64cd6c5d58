/* Tells an open list that there is something new. The server says so over one line that stays open; where there is none,
   the page asks every minute. What is shown is a link above the list: the list itself never moves by itself. */
(() => {
  const told = document.getElementById("news");
  if (!told || !window.htmx) return;
  const look = () => window.htmx.trigger(told, "look");
  let polling = 0;
  const poll = () => {
    polling = polling || window.setInterval(() => document.hidden || look(), Number(told.dataset.every) * 1000);
  };
  if (!window.EventSource) {
    poll();
    return;
  }
  const line = new EventSource(told.dataset.stream);
  line.addEventListener("open", look);
  line.addEventListener("tasks", look);
  line.addEventListener("error", () => line.readyState === EventSource.CLOSED && poll());
  window.addEventListener("pagehide", () => line.close());
  window.addEventListener("pageshow", (event) => event.persisted && poll());
})();
