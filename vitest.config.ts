import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vitest/config";

/** Gives every `*.wasm` import the bytes of one build, so that one suite runs on each. */
const kernels = (build: string): Plugin => ({
  name: "kernels",
  enforce: "pre",
  load(id) {
    if (!id.endsWith(".wasm")) return;
    const bytes = readFileSync(new URL(`build/${build}`, import.meta.url)).toString("base64");
    return `export default Uint8Array.from(atob("${bytes}"), (c) => c.charCodeAt(0));`;
  },
});

export default defineConfig({
  test: {
    projects: [
      { plugins: [kernels("clausius.wasm")], test: { name: "simd", include: ["test/**/*.test.ts"] } },
      {
        plugins: [kernels("clausius.scalar.wasm")],
        test: { name: "scalar", include: ["test/**/*.test.ts"], exclude: ["test/cli/**", "test/figures/**", "test/package/**"] },
      },
    ],
  },
});
