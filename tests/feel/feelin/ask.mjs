// Answers expressions with the FEEL of form-js and with the newest feelin.
// In: a JSON list of [expression, context]. Out: a list of [answer of form-js, answer of the newest].
import * as formJs from "@bpmn-io/feelin";
import * as newest from "feelin";

function ask(feelin, expression, context) {
  try {
    const found = feelin.evaluate(expression, context);
    const value = found && typeof found === "object" && "value" in found && "warnings" in found ? found.value : found;
    return { value: typeof value === "function" ? "function" : value === undefined ? null : value };
  } catch (error) {
    return { error: String(error) };
  }
}

let text = "";
process.stdin.setEncoding("utf8");
for await (const piece of process.stdin) text += piece;
const answers = JSON.parse(text).map(([expression, context]) => [formJs, newest].map((one) => ask(one, expression, context)));
process.stdout.write(JSON.stringify(answers));
