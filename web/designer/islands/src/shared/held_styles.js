/* Puts on the styles that build/held_styles.js holds back: set by script, they pass the content security policy. */
export function wearStyles(parsed) {
  if (parsed.querySelectorAll) {
    if (parsed.dataset?.style) wear(parsed);
    parsed.querySelectorAll("[data-style]").forEach(wear);
  }
  return parsed;
}

function wear(element) {
  element.style.cssText = element.dataset.style;
  delete element.dataset.style;
}
