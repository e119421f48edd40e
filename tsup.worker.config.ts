import { defineConfig } from "tsup";

/** The script of a pool's workers, classic, without the kernels' bytes: they are sent the compiled module. */
export default defineConfig({
  entry: { worker: "src/worker.ts" },
  outDir: "build",
  outExtension: () => ({ js: ".js" }),
  format: ["iife"],
  platform: "neutral",
  target: "es2022",
  minify: true,
  loader: { ".wasm": "empty" },
  noExternal: ["@assemblyscript/loader"],
});
