/* Chromium gives what is typed over coloured text, and rich text that is pasted or dropped, a `style` attribute, which our
   content security policy refuses and tells of. So the expression editor itself replaces what was selected, and every other
   place takes plain text. */
import { EditorView } from "@codemirror/view";

const RICH = new Set(["insertFromPaste", "insertFromDrop"]);

export function watchTyping() {
  document.addEventListener("beforeinput", beforeInput, { capture: true });
  document.addEventListener("compositionstart", beforeComposing, { capture: true });
}

function beforeInput(event) {
  const view = viewAround(event.target);
  if (view && event.inputType === "insertText" && event.data !== null && !event.isComposing) typeOver(view, event);
  if (!view && event.target.isContentEditable && RICH.has(event.inputType)) putPlain(event);
}

/** An input method marks what it composes: nothing may be selected when it begins. */
function beforeComposing({ target }) {
  const view = viewAround(target);
  const chosen = view && selected(view);
  if (chosen && !chosen.empty) view.dispatch(view.state.replaceSelection(""), { userEvent: "delete.selection" });
}

function typeOver(view, event) {
  const { from, to, empty } = selected(view);
  if (empty) return;
  event.preventDefault();
  event.stopPropagation();
  const typed = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  const taken = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, event.data, typed));
  if (!taken) view.dispatch(typed());
}

/** What is selected now: the editor hears of it a little later. */
function selected(view) {
  const { anchorNode, anchorOffset, focusNode, focusOffset } = view.root.getSelection();
  if (view.contentDOM.contains(anchorNode) && view.contentDOM.contains(focusNode)) {
    const [anchor, head] = [view.posAtDOM(anchorNode, anchorOffset), view.posAtDOM(focusNode, focusOffset)];
    const known = view.state.selection.main;
    if (known.anchor !== anchor || known.head !== head) view.dispatch({ selection: { anchor, head } });
  }
  return view.state.selection.main;
}

function putPlain(event) {
  const text = event.dataTransfer?.getData("text/plain");
  if (!text) return;
  event.preventDefault();
  const [place] = event.getTargetRanges();
  if (place) window.getSelection().setBaseAndExtent(place.startContainer, place.startOffset, place.endContainer, place.endOffset);
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (at) document.execCommand("insertLineBreak");
    if (line) document.execCommand("insertText", false, line);
  }
}

function viewAround(node) {
  const editor = node.closest?.(".cm-editor");
  return editor && EditorView.findFromDOM(editor);
}
