// Every kernel alone, SIMD and scalar in turn: none is exported that is not here.

import { type Build, load } from "../builds";
import { compare, here } from "../harness";
import { recordCalls } from "../kernels/records";
import { spectralCalls } from "../kernels/spectra";
import { type Call, steadyStateCalls } from "../kernels/steady-state";
import type { Grid } from "../table";

const calls = (build: Build): Record<string, Call> => ({
  ...steadyStateCalls(build),
  ...spectralCalls(build),
  ...recordCalls(build),
});

/** Throws unless the calls of a build between them call every kernel. */
function checkAll(build: Build): void {
  const called = new Set<string | symbol>(["memoryBase"]);
  const isOurs = (name: string) => typeof build.kernels[name] === "function" && !name.startsWith("__"); // the loader's
  const kernels = new Proxy(build.kernels, {
    get: (target, name) => {
      called.add(name);
      return Reflect.get(target, name);
    },
  });
  for (const { run } of Object.values(calls({ ...build, kernels }))) run();
  const left = Object.keys(build.kernels).filter((name) => isOurs(name) && !called.has(name));
  if (left.length > 0) throw new Error(`kernels without a place in the bench: ${left.join(", ")}`);
}

/** Runs all. */
export async function benchKernels(): Promise<Grid> {
  checkAll(load("clausius.wasm"));
  const scalar = calls(load("clausius.scalar.wasm"));
  const lines = [];
  for (const [name, { rows, run }] of Object.entries(calls(load("clausius.wasm")))) {
    const twin = here("scalar twin", rows, scalar[name]!.run);
    lines.push({ name, rows: await compare(here("SIMD", rows, run), [twin], 5) });
  }
  return { workload: "kernels", title: "Every kernel alone", point: "a row", line: "kernel", lines };
}
