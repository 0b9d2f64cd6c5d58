/* The parts that a file may have. */
export const KINDS = [
  { id: "table", words: "Decision table", type: "dmn:Decision", logic: "table" },
  { id: "expression", words: "Decision by expression", type: "dmn:Decision", logic: "expression" },
  { id: "input", words: "Input data", type: "dmn:InputData" },
  { id: "function", words: "Business knowledge model", type: "dmn:BusinessKnowledgeModel", logic: "function" },
  { id: "source", words: "Knowledge source", type: "dmn:KnowledgeSource" },
];

export const LOGICS = {
  table: { type: "dmn:Decision", table: true, expression: false },
  expression: { type: "dmn:Decision", table: false, expression: true },
  function: { type: "dmn:BusinessKnowledgeModel", expression: true },
};

const LOGIC_WORDS = {
  "dmn:DecisionTable": "Decision table",
  "dmn:LiteralExpression": "Decision by expression",
  "dmn:Context": "Decision by entries",
  "dmn:Invocation": "Decision by calling a function",
};
const WORDS = {
  "dmn:InputData": "Input data",
  "dmn:BusinessKnowledgeModel": "Business knowledge model",
  "dmn:KnowledgeSource": "Knowledge source",
  "dmn:DecisionService": "Decision service",
};

export function kindOf(translate, part) {
  if (part.$type !== "dmn:Decision") return translate(WORDS[part.$type] ?? "Another part");
  if (!part.decisionLogic) return translate("Decision without logic");
  return translate(LOGIC_WORDS[part.decisionLogic.$type] ?? "Decision by a boxed expression");
}

export const nameOf = (translate, part) => part.name?.replaceAll(/\s+/g, " ").trim() || kindOf(translate, part);
