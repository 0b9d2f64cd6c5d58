/* The list of keys. */
import { island } from "../shared/island.js";
import { showKeyList } from "../shared/keys.js";

export function showKeys(translate) {
  const looking = [
    ["Ctrl + F", translate("Search in diagram")],
    ["Ctrl + ↑ ↓ ← →", translate("Move the view")],
    ["Ctrl + +, Ctrl + −, Ctrl + 0", translate("Bigger, smaller, real size")],
  ];
  const drawing = [
    ["Ctrl + Z", translate("Undo")],
    ["Ctrl + Y, Ctrl + Shift + Z", translate("Redo")],
    ["Ctrl + C, Ctrl + X, Ctrl + V", translate("Copy, cut, paste")],
    ["Ctrl + D", translate("Duplicate")],
    ["Ctrl + A", translate("Select everything")],
    ["Delete", translate("Delete")],
    ["E", translate("Write the name on the drawing")],
    ["N", translate("Add an element")],
    ["A", translate("Append an element to the chosen one")],
    ["R", translate("Change the kind of the chosen one")],
    ["H, L, S, C", translate("Tools: hand, lasso, space, connect")],
    ["↑ ↓ ← →", translate("Move the chosen one (with Shift: faster)")],
    ["Ctrl + Space", translate("Choices while writing an expression")],
  ];
  const keys = island.writable ? [...drawing, ...looking] : looking;
  return showKeyList(translate, translate("The keys work while the drawing has the focus. Without a mouse: the tab “Steps” adds, connects and chooses."), keys);
}
