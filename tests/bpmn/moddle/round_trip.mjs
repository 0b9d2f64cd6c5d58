// Reads each file with the library of Camunda Modeler and of our own editor, and writes it again.
// Prints one JSON object: file -> { warnings: [text], xml: text }.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { BpmnModdle } from 'bpmn-moddle';

const zeebe = createRequire(import.meta.url)('zeebe-bpmn-moddle/resources/zeebe.json');
const moddle = new BpmnModdle({ zeebe });
const report = {};

for (const file of process.argv.slice(2)) {
  const { rootElement, warnings } = await moddle.fromXML(readFileSync(file, 'utf8'));
  const { xml } = await moddle.toXML(rootElement, { format: true });
  report[file] = { warnings: warnings.map((warning) => warning.message), xml };
}
console.log(JSON.stringify(report));
