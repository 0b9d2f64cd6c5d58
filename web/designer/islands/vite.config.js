import { existsSync, readdirSync } from "node:fs";
import { defineConfig } from "vite";
import { adoptedStyles } from "./build/adopted_styles.js";
import { formWords } from "./build/form_words.js";
import { heldStyles } from "./build/held_styles.js";
import { oneFont } from "./build/one_font.js";
import { onlyFeel } from "./build/only_feel.js";
import { onePlatform } from "./build/one_platform.js";
import { onePreact } from "./build/one_preact.js";
import { panelWords } from "./build/panel_words.js";
import { spokenWords } from "./build/spoken_words.js";
import { tableWords } from "./build/table_words.js";

const islands = readdirSync("src").filter((name) => existsSync(`src/${name}/main.js`));

export default defineConfig({
  base: "./",
  publicDir: false,
  logLevel: "warn",
  plugins: [adoptedStyles(), heldStyles(), oneFont(), onePlatform(), onlyFeel(), onePreact(), panelWords(), formWords(), tableWords(), spokenWords()],
  build: {
    assetsDir: "",
    assetsInlineLimit: 0, // the policy of our pages lets no font come out of a data: address
    emptyOutDir: true,
    manifest: "vite.json",
    modulePreload: false, // the page names them itself
    chunkSizeWarningLimit: 4000,
    target: "es2022",
    rollupOptions: { input: Object.fromEntries(islands.map((name) => [name, `src/${name}/main.js`])) },
  },
});
