import { existsSync, readFileSync } from "node:fs";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig, type Plugin, type TestProjectConfiguration } from "vitest/config";

/** Gives every `*.wasm` import the bytes of one build, so that one suite runs on each; and the workers' script as text. */
const kernels = (build: string): Plugin => ({
  name: "kernels",
  enforce: "pre",
  load(id) {
    if (id.endsWith("/build/worker.js"))
      return `export default ${JSON.stringify(readFileSync(new URL("build/worker.js", import.meta.url), "utf8"))};`;
    if (!id.endsWith(".wasm")) return;
    const bytes = readFileSync(new URL(`build/${build}`, import.meta.url)).toString("base64");
    return `export default Uint8Array.from(atob("${bytes}"), (c) => c.charCodeAt(0));`;
  },
});

/** Tests of what only Node has (files, processes, the packed package), and those that take long. */
const nodeOnly = [
  "test/architecture.test.ts",
  "test/builds.test.ts",
  "test/cli/**",
  "test/figures/**",
  "test/coverage.test.ts",
  "test/fit-goodness.test.ts",
  "test/fit-optimum.test.ts",
  "test/fit-pulls.test.ts",
  "test/fit-start.test.ts",
  "test/fit-sum-rule.test.ts",
  "test/io/**",
  "test/kernel-instructions.test.ts",
  "test/package/**",
  "test/record-pulls.test.ts",
  "test/simulate-covariances.test.ts",
  "test/simulate-spectra.test.ts",
  "test/welch-statistics.test.ts",
];

/** Long enough for a machine whose cores are all busy: a hang is a hang after a minute too. */
const testTimeout = 60_000;
const include = ["test/**/*.test.ts"];

const projects: TestProjectConfiguration[] = [
  { plugins: [kernels("clausius.wasm")], test: { name: "simd", include, testTimeout, hookTimeout: testTimeout } },
  {
    plugins: [kernels("clausius.scalar.wasm")],
    test: { name: "scalar", include, exclude: nodeOnly, testTimeout, hookTimeout: testTimeout },
  },
];

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (existsSync(chromium)) {
  projects.push({
    plugins: [kernels("clausius.wasm")],
    test: {
      name: "chromium",
      include,
      exclude: nodeOnly,
      testTimeout,
      hookTimeout: testTimeout,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: { executablePath: chromium, args: ["--no-sandbox"] } }),
        instances: [{ browser: "chromium" }],
      },
    },
  });
} else console.warn(`\n*** No Chromium at ${chromium} (set CHROMIUM to its path): the browser tests are SKIPPED. ***\n`);

// one core left free, the default, leaves half of two idle
export default defineConfig({ test: { projects, maxWorkers: "100%" } });
