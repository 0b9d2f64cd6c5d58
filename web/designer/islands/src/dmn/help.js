import { showKeyList } from "../shared/keys.js";

export function showKeys(translate) {
  const keys = [
    ["Tab, Shift + Tab", translate("Next cell, previous cell")],
    ["Enter, Shift + Enter", translate("Cell below, cell above; below the last rule a new one begins")],
    ["Ctrl + Enter", translate("New line inside a cell")],
    ["Ctrl + Space", translate("Choices while writing an expression")],
    ["Ctrl + Z", translate("Undo")],
    ["Ctrl + Y, Ctrl + Shift + Z", translate("Redo")],
    ["Ctrl + C, Ctrl + X, Ctrl + V", translate("Copy, cut, paste a rule or column (menu of the cell)")],
  ];
  return showKeyList(translate, translate("The keys work while the table has the focus. Without a mouse: the tab “Parts” opens, adds, connects and renames; the menus over the table add and remove rules and columns."), keys);
}
