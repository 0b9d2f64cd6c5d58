/* What of the diagram is seen: beside the palette, which covers the left edge of the canvas. */
const PALETTE = 125;
const MARGIN = 30;
const READABLE = 0.62;

/** All of it, however small. */
export function showAll(canvas) {
  show(canvas, 0);
}

/** As much as can still be read, from the beginning on. */
export function showFirst(canvas) {
  show(canvas, READABLE);
}

function show(canvas, least) {
  const { inner, outer } = canvas.viewbox();
  if (!inner.width || !outer.width) return; // nothing is drawn yet, or nobody sees it
  const room = { width: outer.width - PALETTE - MARGIN, height: outer.height - 2 * MARGIN };
  const fits = Math.min(room.width / inner.width, room.height / inner.height);
  const scale = Math.min(1, Math.max(fits, least));
  const spare = (outer.height / scale - inner.height) / 2;
  canvas.viewbox({
    x: inner.x - PALETTE / scale,
    y: inner.y - Math.max(spare, MARGIN / scale),
    width: outer.width / scale,
    height: outer.height / scale,
  });
}
