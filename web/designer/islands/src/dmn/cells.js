/* Where a finding stands: the cell, column or row of a table is marked, and shown. The marks are rules of a style sheet, since
   the tables draw their cells anew as they like. */
const MARKED = "box-shadow: inset 0 0 0 2px";
const COLOURS = { error: "#ca3535", warning: "#f47738" };

export class Cells {
  constructor(modeler, parts, canvas) {
    Object.assign(this, { modeler, parts, canvas });
    this.sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
  }

  mark(findings) {
    this.sheet.replaceSync("");
    for (const { element, severity } of [...findings].reverse().sort(gravestLast)) {
      const [part, ...inside] = this.way(element);
      if (!part) continue;
      const [id, colour] = [CSS.escape(part.id), COLOURS[severity]];
      this.sheet.insertRule(`.island-tree [data-element="${id}"] > b::after { content: " !"; color: ${colour}; }`);
      this.sheet.insertRule(`.island-decisions .djs-element[data-element-id="${id}"] .djs-visual > :first-child { stroke: ${colour} !important; }`);
      for (const one of inside.filter((each) => each.id)) {
        this.sheet.insertRule(`.island-decisions :is(${places(one.id)}) { ${MARKED} ${colour}; }`);
      }
    }
  }

  /** Open the view that has the element, and give the focus to the innermost cell that holds it. */
  async show(id) {
    const way = this.way(id);
    if (!way.length) return;
    await this.parts.choose(way[0].id);
    await new Promise(requestAnimationFrame);
    const cell = way.map((one) => this.cell(one.id)).findLast(Boolean);
    if (!cell) return;
    cell.scrollIntoView({ block: "center", inline: "center" });
    const written = cell.querySelector("[contenteditable=true]");
    if (written) written.focus();
    else cell.click();
  }

  cell(id) {
    return id && this.canvas.querySelector(places(id));
  }

  /** From the part of the file down to the element; empty where there is none of this id. */
  way(id) {
    for (const part of this.parts.all()) {
      const found = down(part, id);
      if (found) return found;
    }
    return [];
  }
}

/** A cell, the number of a row, or the head of a column. */
const places = (id) => `td[data-element-id="${CSS.escape(id)}"]:not(.annotation), th[data-col-id="${CSS.escape(id)}"]`;

const gravestLast = (one, other) => (one.severity === "error") - (other.severity === "error");

function down(one, id) {
  if (one.id === id) return [one];
  for (const { name, isReference } of one.$descriptor.properties ?? []) {
    for (const child of isReference ? [] : [one.get(name)].flat()) {
      const found = child?.$descriptor && down(child, id);
      if (found) return [one, ...found];
    }
  }
  return null;
}
