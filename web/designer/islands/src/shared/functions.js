/* FEEL's functions and ours, as the editor of expressions offers them: with parameters and one sentence. */
const CALL = /^\s*([^(]+)\(([^)]*)\)/;

export function feelFunctions(context) {
  return context.functions.map(({ name, signature, words }) => ({ name, type: "function", info: () => note(signature, words), params: parameters(signature) }));
}

function parameters(signature) {
  const inside = CALL.exec(signature ?? "")?.[2] ?? "";
  return inside
    .split(",")
    .map((part) => part.split(":")[0].trim())
    .filter(Boolean)
    .map((name) => ({ name }));
}

function note(signature, words) {
  const box = document.createElement("div");
  const code = document.createElement("code");
  code.textContent = signature ?? "";
  const sentence = document.createElement("p");
  sentence.textContent = words ?? "";
  box.append(code, sentence);
  return box;
}
