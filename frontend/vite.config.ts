import { defineConfig } from "vite";

// The style sheet is an entry of its own, so that a page is dressed before (and without) any script.
export default defineConfig({
  base: "./",
  publicDir: false,
  build: {
    outDir: "dist",
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    // Fonts and images stay files: the content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    // light-dark() and nesting are left as written.
    cssTarget: ["chrome123", "firefox121", "safari17.5"],
    rolldownOptions: {
      input: ["src/main.ts", "styles/main.css", "styles/admin.css"],
      // htmx holds an eval that its configuration here switches off.
      checks: { eval: false },
    },
  },
});
