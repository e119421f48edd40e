// Proved without a clock: no kernel does more arithmetic, or reads more of its memory, than when it was last looked at. What is pinned is
// the number of vector instructions in the text of the build; loops count once.
//
// A change that is meant: `npm run build:kernels && npx vitest run --project simd test/kernel-instructions.test.ts -u`, and look at the
// difference in test/reference/kernel-instructions.txt: fewer is good, more wants a reason, and `npm run bench` tells what it costs.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const text = readFileSync(new URL("../build/clausius.wat", import.meta.url), "utf8");
const instructions = ["f64x2.add", "f64x2.sub", "f64x2.mul", "f64x2.div", "f64x2.sqrt", "v128.load"];

/** The kernels whose time is arithmetic, with the functions that they call and that are not inlined. */
const watched = [
  /\/optomechanics$/,
  /\/dicke$/,
  /\/superradiant$/,
  /\/lyapunov\//,
  /\/homodyne\/Homodyne\./,
  /\/heterodyne\/Heterodyne\./,
  /\/objective\/Objective\./,
  /\/drift$/,
  /\/criticalCoupling$/,
  /\/eigenvalues\//,
  /\/correlations$/,
];

/** The text of each function, by name. */
const functions = new Map(
  text
    .split(/^ \(func \$/m)
    .slice(1)
    .map((body) => [body.slice(0, body.search(/[\s()]/)), body] as const),
);

test.each(watched)("%s names a kernel", (pattern) => {
  expect([...functions.keys()].filter((name) => pattern.test(name))).not.toHaveLength(0);
});

test("the kernels do what they did: see the head of this file before -u", async () => {
  const names = [...functions.keys()].filter((name) => watched.some((pattern) => pattern.test(name))).sort();
  const lines = names.map((name) => {
    const words = functions.get(name)!.split(/[\s()]+/);
    const counts = instructions.map((instruction) => `${words.filter((word) => word === instruction).length} ${instruction}`);
    return `${name}: ${counts.filter((count) => !count.startsWith("0 ")).join(", ") || "none"}`;
  });
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("reference/kernel-instructions.txt");
});
