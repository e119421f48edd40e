// Proved without a clock: no kernel does more arithmetic, or reads more of its memory, than when it was last looked at. What is pinned is
// the number of vector instructions in the text of the build; loops count once.
//
// A change that is meant: `npm run build:kernels && npx vitest run --project simd test/kernel-instructions.test.ts -u`, and look at the
// difference in test/reference/kernel-instructions.txt: fewer is good, more wants a reason, and `npm run bench` tells what it costs.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const text = readFileSync(new URL("../build/clausius.wat", import.meta.url), "utf8");
const instructions = ["f64x2.add", "f64x2.sub", "f64x2.mul", "f64x2.div", "f64x2.sqrt", "v128.load"];

/** All functions of ours are pinned, as asc writes them, before `wasm-opt`. */
const rooms = /^assembly\//;

/** Kernels that must be among them: where one is renamed, say so here. */
const kernels = [
  /\/optomechanics$/,
  /\/dicke$/,
  /\/superradiant$/,
  /\/lyapunov$/,
  /\/Homodyne\./,
  /\/Heterodyne\./,
  /\/Objective\./,
];

/** The text of each function, by name. */
const functions = new Map(
  text
    .split(/^ \(func \$/m)
    .slice(1)
    .map((body) => [body.slice(0, body.search(/[\s()]/)), body] as const),
);

test.each(kernels)("%s names a kernel", (pattern) => {
  expect([...functions.keys()].filter((name) => rooms.test(name) && pattern.test(name))).not.toHaveLength(0);
});

test("the kernels do what they did: see the head of this file before -u", async () => {
  const lines = [...functions.keys()]
    .filter((name) => rooms.test(name))
    .sort()
    .flatMap((name) => {
      const words = functions.get(name)!.split(/[\s()]+/);
      const counts = instructions.map((instruction) => [words.filter((word) => word === instruction).length, instruction]);
      const some = counts.filter(([count]) => count !== 0).map((pair) => pair.join(" "));
      return some.length > 0 ? [`${name}: ${some.join(", ")}`] : [];
    });
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("reference/kernel-instructions.txt");
});
