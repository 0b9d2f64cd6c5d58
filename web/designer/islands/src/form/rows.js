/* The library gives a part without a row of its own another one at every change, and so draws it anew: that takes the
   focus from whoever is typing about it. Here it is always the same row. */
import { FormLayouter } from "@bpmn-io/form-js-viewer";

export default class Rows extends FormLayouter {
  calculateLayout(part) {
    super.calculateLayout({ ...part, components: part.components?.map(placed) });
  }
}

const placed = (part) => (part.layout?.row ? part : { ...part, layout: { ...part.layout, row: `Row_${part.id}` } });
