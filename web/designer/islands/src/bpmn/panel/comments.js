/* Comments on an element, in the file itself: a documentation of the kind text/x-comments, "author:words" each, as
   bpmn-js-embedded-comments writes them. Unlike there they can be undone, and words may hold a colon. */
import { TextAreaEntry } from "@bpmn-io/properties-panel";
import { jsx, jsxs } from "@bpmn-io/properties-panel/preact/jsx-runtime";
import { useState } from "@bpmn-io/properties-panel/preact/hooks";
import { getBusinessObject } from "bpmn-js/lib/util/ModelUtil";
import { island } from "../../shared/island.js";
import { useHouse } from "./entries.js";

const FORMAT = "text/x-comments";
const BETWEEN = /;\r?\n;/;

const kept = (element) => (getBusinessObject(element).get("documentation") ?? []).find((one) => one.textFormat === FORMAT);

/** [{author, words}] of an element. */
export function readComments(element) {
  return (kept(element)?.text ?? "")
    .split(BETWEEN)
    .filter(Boolean)
    .map((one) => ({ author: one.slice(0, one.indexOf(":")), words: one.slice(one.indexOf(":") + 1) }));
}

/** Put these in the place of the comments of an element. */
export function writeComments({ bpmnFactory, commandStack }, element, comments) {
  const owner = getBusinessObject(element);
  const text = comments.map(({ author, words }) => `${author.replaceAll(":", " ")}:${words.replaceAll(BETWEEN, "; ")}`).join(";\n;");
  const others = owner.get("documentation").filter((one) => one.textFormat !== FORMAT);
  const made = text ? [bpmnFactory.create("bpmn:Documentation", { textFormat: FORMAT, text })] : [];
  for (const one of made) one.$parent = owner;
  const properties = { documentation: [...others, ...made] };
  commandStack.execute("element.updateModdleProperties", { element, moddleElement: owner, properties });
}

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
