/* Functions may be written in FEEL or in languages of other engines, which ours refuses: those are not offered. */
const OTHERS = /,\s*\{\s*value: 'Java',\s*label: 'Java'\s*\},\s*\{\s*value: 'PMML',\s*label: 'PMML'\s*\}/;

export function onlyFeel() {
  return {
    name: "only-feel",
    transform(code, id) {
      if (!id.includes("/function-definition/components/KindEditor.js")) return null;
      if (!OTHERS.test(code)) this.error("KindEditor.js names the kinds of functions otherwise");
      return { code: code.replace(OTHERS, ""), map: null };
    },
  };
}
