/* What differs between the decisions here and somebody else's, in sentences. The page of differences says more. */
export async function compareDecisions(translate, modeler, mine, theirs) {
  const [here, there] = await Promise.all([read(modeler, mine), read(modeler, theirs)]);
  const only = (one, other) => [...one.keys()].filter((id) => !other.has(id)).map((id) => one.get(id).name);
  const changed = [...here.keys()].filter((id) => there.has(id) && here.get(id).said !== there.get(id).said).map((id) => here.get(id).name);
  return [
    sentence(translate("Only in mine: {names}"), only(here, there)),
    sentence(translate("Only in theirs: {names}"), only(there, here)),
    sentence(translate("Set differently: {names}"), changed),
  ].filter(Boolean);
}

const sentence = (words, names) => names.length && words.replace("{names}", names.join(", "));

/** Each part of a file by its id, with its name and all that it says. */
async function read(modeler, xml) {
  const moddle = modeler.getDefinitions().$model;
  const { rootElement } = await moddle.fromXML(xml, "dmn:Definitions");
  return new Map(rootElement.get("drgElement").map((one) => [one.id, { name: one.name || one.id, said: said(one) }]));
}

const said = (part) => JSON.stringify(part, (name, value) => (name === "$parent" ? undefined : value));
