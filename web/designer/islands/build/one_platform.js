/* The panel's library brings settings for an older platform as well. One line keeps them alive though nothing uses them:
   without it they are left out, with about a hundred sentences. */
const OLDER = /CamundaPlatformPropertiesProvider\.\$inject = \[[^\]]*\];/;

export function onePlatform() {
  return {
    name: "one-platform",
    transform(code, id) {
      if (!id.includes("/bpmn-js-properties-panel/")) return null;
      if (!OLDER.test(code)) this.error("bpmn-js-properties-panel has changed: what is left out is named otherwise");
      return { code: code.replace(OLDER, ""), map: null };
    },
  };
}
