/* What differs between the diagram drawn here and somebody else's, in sentences. The page of differences says more. */
const NOT_SAID = new Set(["di", "$parent", "$type", "incoming", "outgoing", "flowElements", "rootElements", "diagrams", "lanes", "laneSets", "flowNodeRef"]);

export async function compareDiagrams(translate, moddle, mine, theirs) {
  const [here, there] = await Promise.all([read(moddle, mine), read(moddle, theirs)]);
  const only = (one, other) => [...one.steps].filter(([id]) => !other.steps.has(id)).map(([, step]) => named(step));
  const both = [...here.steps].filter(([id]) => there.steps.has(id));
  const changed = both.filter(([id, step]) => saying(step) !== saying(there.steps.get(id))).map(([, step]) => named(step));
  const moved = both.filter(([id]) => here.places.get(id) !== there.places.get(id)).map(([, step]) => named(step));
  return [
    sentence(translate("Only in mine: {names}"), only(here, there)),
    sentence(translate("Only in theirs: {names}"), only(there, here)),
    sentence(translate("Set differently: {names}"), changed),
    sentence(translate("Drawn elsewhere: {names}"), moved),
  ].filter(Boolean);
}

const sentence = (words, names) => names.length && words.replace("{names}", names.join(", "));
const named = (step) => step.name || step.id;

async function read(moddle, xml) {
  const { rootElement } = await moddle.fromXML(xml);
  const steps = new Map();
  const walk = (one) => {
    steps.set(one.id, one);
    for (const child of [...(one.flowElements ?? []), ...(one.artifacts ?? [])]) walk(child);
  };
  rootElement.rootElements.forEach(walk);
  const drawn = rootElement.diagrams.flatMap((diagram) => diagram.plane.planeElement ?? []);
  const places = new Map(drawn.map((shape) => [shape.bpmnElement?.id, JSON.stringify([shape.bounds, shape.waypoint])]));
  return { steps, places };
}

function saying(step) {
  const seen = new Set();
  return JSON.stringify(step, (name, value) => {
    if (NOT_SAID.has(name)) return undefined;
    if (value?.$type && value.id && value !== step) return value.id; // another step: said once, by itself
    if (value && typeof value === "object") {
      if (seen.has(value)) return undefined;
      seen.add(value);
    }
    return value;
  });
}
