/* The diagram as a file: BPMN, SVG, PNG. */
import { download } from "../shared/dom.js";
import { island } from "../shared/island.js";

const SCALE = 2;
const name = (ending) => `${island.name.replace(/\.bpmn$/, "")}.${ending}`;

export async function exportXml(modeler) {
  download(name("bpmn"), (await modeler.saveXML({ format: true })).xml, "application/xml");
}

export async function exportSvg(modeler) {
  download(name("svg"), (await modeler.saveSVG()).svg, "image/svg+xml");
}

export async function exportPng(modeler) {
  download(name("png"), await png((await modeler.saveSVG()).svg), "image/png");
}

/** A drawing as a picture of twice its size, on white. */
async function png(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width * SCALE, height: image.height * SCALE });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
