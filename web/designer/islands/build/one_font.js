/* A font of symbols comes in five formats; every browser that runs the editors reads the first. */
const FORMATS = /src: url\('\.\.\/font\/(bpmn|dmn)\.eot[^;]*;\s*src: [^;]*;/;

export function oneFont() {
  return {
    name: "one-font",
    enforce: "pre",
    transform(code, id) {
      if (!/\/(bpmn|dmn)-font\/css\/\1\.css/.test(id)) return null;
      if (!FORMATS.test(code)) this.error(`${id} names its font otherwise`);
      return { code: code.replace(FORMATS, "src: url('../font/$1.woff2') format('woff2');"), map: null };
    },
  };
}
