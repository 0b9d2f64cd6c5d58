/* CodeMirror writes its rules into a <style> element, which our content security policy refuses. In a shadow root it
   adopts a sheet instead, which the policy allows; let it do so in the document as well. */
const ONLY_IN_SHADOW = "!root.head && root.adoptedStyleSheets";

export function adoptedStyles() {
  let seen = false;
  return {
    name: "adopted-styles",
    transform(code, id) {
      if (!id.includes("/style-mod/")) return null;
      if (!code.includes(ONLY_IN_SHADOW)) this.error("style-mod has changed: its styles would be blocked");
      seen = true;
      return { code: code.replace(ONLY_IN_SHADOW, "root.adoptedStyleSheets"), map: null };
    },
    buildEnd(error) {
      if (!error && !seen) this.error("style-mod is no longer used: take this plugin away");
    },
  };
}
