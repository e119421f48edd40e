// Proved: what is published works for its users: packed and unpacked elsewhere, it imports, requires and type-checks, carries the
// kernels, and needs nothing else. (Run `npm run build` first: these are tests of dist.)

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { relativeError } from "../reference";

const root = fileURLToPath(new URL("../..", import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const node = (cwd: string, type: "module" | "commonjs", script: string): unknown =>
  JSON.parse(execFileSync(process.execPath, [`--input-type=${type}`, "-e", script], { cwd, encoding: "utf8" }));

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}
const pack = (...more: string[]): Packed =>
  JSON.parse(
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", ...more], { cwd: root, encoding: "utf8", stdio: "pipe" }),
  )[0];

/** What a consumer runs: Π of the paper's first working point, and a few facts. */
const use = `
  const { muA, entropyProduction } = clausius.steadyState({ ...clausius.paper.optomechanics, gAB: 0.49 * clausius.paper.optomechanics.kappaA });
  const bytes = clausius.kernelBytes();
  const error = (() => { try { clausius.optomechanics({ kapaA: 1 }); } catch (e) { return e; } })();
  console.log(JSON.stringify({
    muA, entropyProduction,
    exports: Object.keys(clausius).filter((name) => name !== "default" && name !== "module.exports").sort(),
    magic: [...bytes.slice(0, 4)], length: bytes.length,
    error: [error.name, error instanceof clausius.ArgumentError, error instanceof TypeError],
  }));`;

interface Used {
  readonly muA: number;
  readonly entropyProduction: number;
  readonly exports: string[];
  readonly magic: number[];
  readonly length: number;
  readonly error: unknown[];
}

const wasm = readFileSync(join(root, "build/clausius.wasm"));

const expectWorks = (used: Used) => {
  expect(relativeError(used.muA, "33520437881.332133")).toBeLessThan(1e-13);
  expect(relativeError(used.entropyProduction, "33520434598.666338")).toBeLessThan(1e-13);
  expect(used.magic).toEqual([0, 0x61, 0x73, 0x6d]);
  expect(used.length).toBe(wasm.length);
  expect(used.error).toEqual(["ArgumentError", true, true]);
};

test("dist is there: run `npm run build` first", () => {
  for (const file of ["index.js", "index.cjs", "index.d.ts", "index.d.cts", "cli/clausius.js"])
    expect(existsSync(join(root, "dist", file)), `dist/${file}`).toBe(true);
});

describe("from its own folder, by its name", () => {
  test("import, require and import() give one and the same interface, that of src/index.ts", async () => {
    const imported = node(root, "module", `import * as clausius from "clausius"; ${use}`) as Used;
    const dynamic = node(root, "module", `const clausius = await import("clausius"); ${use}`) as Used;
    const required = node(root, "commonjs", `const clausius = require("clausius"); ${use}`) as Used;
    expectWorks(imported);
    expect(dynamic).toEqual(imported);
    expect(required).toEqual(imported);
    expect(imported.exports).toEqual(Object.keys(await import("../../src")).sort());
  });

  test("clausius/clausius.wasm is the kernels that dist carries", () => {
    const same = node(
      root,
      "module",
      `import { readFileSync } from "node:fs"; import { kernelBytes } from "clausius";
       const file = readFileSync(new URL(import.meta.resolve("clausius/clausius.wasm")));
       console.log(JSON.stringify([file.length, Buffer.compare(file, Buffer.from(kernelBytes())), kernelBytes().constructor.name]));`,
    );
    expect(same).toEqual([wasm.length, 0, "Uint8Array"]);
  });
});

describe("the manifest", () => {
  test("asks for nothing at run time", () => {
    for (const kind of ["dependencies", "optionalDependencies", "bundleDependencies"])
      expect(Object.keys(manifest[kind] ?? {})).toEqual([]);
    // the command line uses it where it is there, and npm does not install it
    expect(Object.keys(manifest.peerDependencies)).toEqual(["h5wasm"]);
    expect(manifest.peerDependenciesMeta).toEqual({ h5wasm: { optional: true } });
  });

  test("every file that it points to is there", () => {
    const targets = (value: unknown): string[] =>
      typeof value === "string" ? [value] : Object.values((value ?? {}) as object).flatMap(targets);
    for (const path of [...targets(manifest.exports), manifest.main, manifest.module, manifest.types, ...targets(manifest.bin)])
      expect(existsSync(join(root, path)), path).toBe(true);
  });

  test.each(["dist/index.js", "dist/index.cjs", "build/worker.js"])("%s imports nothing, and knows no Node", (path) => {
    const { importedFiles } = ts.preProcessFile(readFileSync(join(root, path), "utf8"), true, true);
    expect(importedFiles.map(({ fileName }) => fileName)).toEqual([]);
  });
});

describe("packed and unpacked elsewhere", () => {
  let away: string;
  let packed: Packed;
  beforeAll(() => {
    away = mkdtempSync(join(tmpdir(), "clausius-"));
    packed = pack("--pack-destination", away);
    const home = join(away, "node_modules/clausius");
    mkdirSync(home, { recursive: true });
    execFileSync("tar", ["xzf", join(away, packed.filename), "-C", home, "--strip-components=1"]);
  }, 60_000);
  afterAll(() => rmSync(away, { recursive: true, force: true }));

  test("holds dist, the kernels and the licences, and nothing of the workshop", () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        ...["package.json", "LICENSE", "README.md", "THIRD-PARTY-NOTICES", "CITATION.cff", "CHANGELOG.md"],
        ...[
          "dist/index.js",
          "dist/index.cjs",
          "dist/index.d.ts",
          "dist/index.d.cts",
          "dist/cli/clausius.js",
          "build/clausius.wasm",
          "build/worker.js",
        ],
      ]),
    );
    const foreign = paths.filter(
      (path) => /^(src|test|assembly|bench|scripts|docs|web|examples|paper|\.)/.test(path) || /scalar|\.wat$/.test(path),
    );
    expect(foreign).toEqual([]);
  });

  test("a dry run lists the same", () => {
    expect(pack("--dry-run").files).toEqual(packed.files);
  });

  test("imports and requires with nothing else installed", () => {
    expectWorks(node(away, "module", `import * as clausius from "clausius"; ${use}`) as Used);
    expectWorks(node(away, "commonjs", `const clausius = require("clausius"); ${use}`) as Used);
  });

  test("ready() compiles ahead, and the verbs still answer", () => {
    const script = `import * as clausius from "clausius"; await clausius.ready(); ${use}`;
    expectWorks(node(away, "module", script) as Used);
  });

  test.each([
    ["NodeNext, ESM", "use.mts", ts.ModuleKind.NodeNext, ts.ModuleResolutionKind.NodeNext],
    ["NodeNext, CJS", "use.cts", ts.ModuleKind.NodeNext, ts.ModuleResolutionKind.NodeNext],
    ["Bundler", "use.ts", ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler],
  ])("types: %s", (_, name, module, moduleResolution) => {
    const check = (body: string) => {
      const path = join(away, name);
      writeFileSync(path, `import { paper, steadyState, type System } from "clausius";\n${body}`);
      const options: ts.CompilerOptions = {
        ...{ module, moduleResolution, target: ts.ScriptTarget.ES2022, lib: ["lib.es2022.d.ts"] },
        ...{ strict: true, noEmit: true, types: [] },
      };
      return ts
        .getPreEmitDiagnostics(ts.createProgram([path], options))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
    };
    const good = `const s: System = { ...paper.bec, couplingRatioSquared: 0.5 };
      const one: number = steadyState({ ...paper.bec, couplingRatioSquared: 0.5 }).muA;
      const many: Float64Array = steadyState({ ...paper.optomechanics, gAB: [1, 2] }).muA;
      export { s, one, many };`;
    expect(check(good)).toEqual([]);
    expect(check("export const wrong: string = steadyState({ ...paper.optomechanics, gAB: 1 }).muA;")).toHaveLength(1);
  });
});
