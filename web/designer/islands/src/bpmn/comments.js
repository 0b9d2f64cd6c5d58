/* Comments on an element, in the file itself: a documentation of the kind text/x-comments, "author:words" each, as
   bpmn-js-embedded-comments writes them. Unlike there they can be undone, and words may hold a colon. */
import { getBusinessObject } from "bpmn-js/lib/util/ModelUtil";

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
  const text = comments.map(({ author, words }) => `${author.replaceAll(":", " ")}:${words.split(BETWEEN).join("; ")}`).join(";\n;");
  const others = owner.get("documentation").filter((one) => one.textFormat !== FORMAT);
  const made = text ? [bpmnFactory.create("bpmn:Documentation", { textFormat: FORMAT, text })] : [];
  for (const one of made) one.$parent = owner;
  const properties = { documentation: [...others, ...made] };
  commandStack.execute("element.updateModdleProperties", { element, moddleElement: owner, properties });
}
