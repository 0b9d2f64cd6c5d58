/* What differs between the form here and somebody else's, in sentences. The page of differences says more. */
export function compareForms(translate, mine, theirs) {
  const [here, there] = [mine, theirs].map((content) => parts(JSON.parse(content)));
  const only = (one, other) => [...one.keys()].filter((id) => !other.has(id)).map((id) => one.get(id).name);
  const changed = [...here.keys()].filter((id) => there.has(id) && here.get(id).said !== there.get(id).said).map((id) => here.get(id).name);
  return [
    sentence(translate("Only in mine: {names}"), only(here, there)),
    sentence(translate("Only in theirs: {names}"), only(there, here)),
    sentence(translate("Set differently: {names}"), changed),
  ].filter(Boolean);
}

const sentence = (words, names) => names.length && words.replace("{names}", names.join(", "));

/** Each part by its id, with its name and what it says; where it stands is not compared. */
function parts(form, found = new Map()) {
  for (const { components, layout: _layout, ...own } of form.components ?? []) {
    found.set(own.id ?? own.key, { name: own.label || own.dateLabel || own.text || own.key || own.id, said: JSON.stringify(own) });
    parts({ components }, found);
  }
  return found;
}
