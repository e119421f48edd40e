import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";

export default defineConfig([
  {
    entry: { index: "src/index.ts" },
    format: ["esm", "cjs"],
    dts: true,
    platform: "neutral",
    target: "es2022",
    loader: { ".wasm": "binary" },
    noExternal: ["@assemblyscript/loader"],
    // the library carries the workers' script as text
    esbuildPlugins: [
      {
        name: "worker",
        setup({ onLoad }) {
          onLoad({ filter: /build[\\/]worker\.js$/ }, ({ path }) => ({ contents: readFileSync(path, "utf8"), loader: "text" }));
        },
      },
    ],
  },
  {
    entry: { clausius: "src/cli/clausius.ts" },
    outDir: "dist/cli",
    format: ["esm"],
    platform: "node",
    target: "node20",
    removeNodeProtocol: false,
    external: ["clausius", "h5wasm"],
    noExternal: [/^(?!clausius$|h5wasm$)/],
    loader: { ".wasm": "binary", ".ttf": "binary" },
    // commander is CommonJS: in an ES module it asks for Node's own modules with a `require` that is not there
    banner: {
      js: `#!/usr/bin/env node
import { createRequire as requireFrom } from "node:module";
const require = requireFrom(import.meta.url);`,
    },
  },
]);
