// The SIMD kernels built again with names: those that are shipped have none.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Bytes, codeOf } from "./wasm-sections";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** What a command says. */
export const run = (command: string, words: readonly string[]): string =>
  execFileSync(command, words, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 30, stdio: ["ignore", "pipe", "ignore"] });

/** Gives the path of the kernels, built as `npm run build:kernels` does but with names; they are gone afterwards. */
export function withNames<T>(use: (kernels: string) => T): T {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };
  const folder = mkdtempSync(join(tmpdir(), "clausius-"));
  const kernels = join(folder, "kernels.wasm");
  const named = ["--debug", "--outFile", kernels, "--textFile", join(folder, "kernels.wat")];
  try {
    run("npx", [...scripts["build:kernels"]!.split(" && ")[0]!.split(" "), ...named]);
    run("npx", [...scripts["build:smaller"]!.replaceAll("build/clausius.wasm", kernels).split(" "), "-g"]);
    return use(kernels);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The name of each function of build/clausius.wasm, whose code must be that of the kernels with names. */
export function functionNames(): string[] {
  return withNames((path) => {
    const named = readFileSync(path);
    const shipped = readFileSync(join(root, "build/clausius.wasm"));
    if (Buffer.compare(codeOf(named), codeOf(shipped)) !== 0) throw new Error("build/clausius.wasm is not of this source");
    const [section] = WebAssembly.Module.customSections(new WebAssembly.Module(named), "name");
    const reader = new Bytes(new Uint8Array(section!));
    while (reader.byte() !== 1) reader.at += reader.whole(); // 1: names of functions
    reader.whole();
    const names: string[] = [];
    for (let count = reader.whole(); count > 0; count--) names[reader.whole()] = reader.text().replace(/^assembly\//, "");
    return names;
  });
}
