/* Where nothing stands yet, below what there is. */
const GAP = 40;
const LEFT = 160;

export function freePlace(registry, shape) {
  const drawn = registry.filter((one) => Number.isFinite(one.x + one.y + one.width + one.height));
  const bottom = Math.max(0, ...drawn.map((one) => one.y + one.height));
  const left = drawn.length ? Math.min(...drawn.map((one) => one.x)) : LEFT;
  return { x: left + shape.width / 2, y: bottom + GAP + shape.height / 2 };
}
