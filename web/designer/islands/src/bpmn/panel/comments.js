/* The comments on an element, in the panel. */
import { TextAreaEntry } from "@bpmn-io/properties-panel";
import { jsx, jsxs } from "@bpmn-io/properties-panel/preact/jsx-runtime";
import { useState } from "@bpmn-io/properties-panel/preact/hooks";
import { island } from "../../shared/island.js";
import { readComments, writeComments } from "../comments.js";
import { useHouse } from "./entries.js";

export function comments(element) {
  const all = readComments(element).map((comment, index) => ({ id: `comment-${index}`, component: Said, comment, index }));
  return [...all, { id: "comment-new", component: New }];
}

function Said({ element, comment, index }) {
  const house = useHouse();
  const gone = () => writeComments(house, element, readComments(element).filter((_, at) => at !== index));
  return jsxs("div", {
    class: "bio-properties-panel-entry island-comment",
    children: [
      jsx("b", { children: comment.author }),
      jsx("p", { children: comment.words }),
      jsx("button", { type: "button", class: "island-plain", onClick: gone, children: house.translate("Delete this comment") }),
    ],
  });
}

function New({ element, id }) {
  const house = useHouse();
  const [words, setWords] = useState("");
  const say = () => {
    if (!words.trim()) return;
    writeComments(house, element, [...readComments(element), { author: island.author, words: words.trim() }]);
    setWords("");
  };
  return jsxs("div", {
    children: [
      TextAreaEntry({ element, id, label: house.translate("New comment"), getValue: () => words, setValue: (value) => setWords(value ?? ""), debounce: (soon) => soon }),
      jsx("div", {
        class: "bio-properties-panel-entry",
        children: jsx("button", { type: "button", class: "island-plain", onClick: say, children: house.translate("Add the comment") }),
      }),
    ],
  });
}
