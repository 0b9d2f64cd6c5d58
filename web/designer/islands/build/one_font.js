/* The font of symbols comes in five formats; every browser that runs the editors reads the first. */
const FORMATS = /src: url\('\.\.\/font\/bpmn\.eot[^;]*;\s*src: [^;]*;/;

export function oneFont() {
  return {
    name: "one-font",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("/bpmn-font/css/bpmn.css")) return null;
      if (!FORMATS.test(code)) this.error("bpmn.css names its font otherwise");
      return { code: code.replace(FORMATS, "src: url('../font/bpmn.woff2') format('woff2');"), map: null };
    },
  };
}
