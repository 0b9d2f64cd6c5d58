/* The decisions as a file. */
import { download } from "../shared/dom.js";
import { island } from "../shared/island.js";

export async function exportDecisions(modeler) {
  download(`${island.name.replace(/\.dmn$/, "")}.dmn`, (await modeler.saveXML({ format: true })).xml, "application/xml");
}
