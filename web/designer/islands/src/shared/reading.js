/* Where a draft may only be looked at: nothing is carried out, and what could be written in is only read. */
import { StateEffect, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** In place of the commands of an editor. */
export class NoCommands {
  canExecute() {
    return false;
  }

  canUndo() {
    return false;
  }

  canRedo() {
    return false;
  }

  register() {}
  registerHandler() {}
  execute() {}
  undo() {}
  redo() {}
  clear() {}
}

/** Text can still be chosen and copied; the rest cannot be used. */
export function readOnly(place) {
  place.classList.add("island-read");
  const still = () => place.querySelectorAll(FIELDS).forEach(stop);
  new MutationObserver(still).observe(place, { childList: true, subtree: true });
  still();
  return place;
}

const FIELDS = "input, textarea, select, .cm-content, .island-plain, [class*='-add-entry'], [class*='-remove-entry'], [class*='feel-icon']";
const CHOICES = new Set(["checkbox", "radio", "color", "file", "range"]);

function stop(field) {
  if (field.matches(".cm-content")) seal(EditorView.findFromDOM(field.parentElement));
  else if (field.matches("textarea, input") && !CHOICES.has(field.type)) field.readOnly = true;
  else field.disabled = true;
}

function seal(view) {
  if (!view || view.state.readOnly) return;
  view.dispatch({ effects: StateEffect.appendConfig.of([EditorState.readOnly.of(true), EditorView.editable.of(false)]) });
}
