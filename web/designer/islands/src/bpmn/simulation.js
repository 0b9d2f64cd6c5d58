/* The token simulation writes English into the page; here it is said in the language of the page. */
const SAID = "[class*='bts-']";

export function speakSimulation(translate, known, container) {
  const say = (text) => (text.trim() in known ? text.replace(text.trim(), translate(text.trim())) : text);
  const speak = (place) => {
    for (const one of [place, ...place.querySelectorAll(SAID)]) {
      for (const name of ["title", "aria-label"]) {
        const text = one.getAttribute(name);
        if (text && say(text) !== text) one.setAttribute(name, say(text));
      }
      for (const child of one.childNodes) if (child.nodeType === Node.TEXT_NODE && say(child.data) !== child.data) child.data = say(child.data);
    }
  };
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      for (const node of [target, ...addedNodes]) if (node.matches?.(SAID)) speak(node);
    }
  }).observe(container, { childList: true, subtree: true });
  container.querySelectorAll(SAID).forEach(speak);
}
