// What calls into the caller's arrays cost beyond the kernels at least: copies to the kernels' memory and back, by tiles as the calls do.

import { load } from "../builds";
import { compare, here } from "../harness";
import type { Grid } from "../table";

const ITEMS = 10_000;

/** Numbers an item in and out, and items a tile. */
const calls = [
  { name: "L, A and D in, X out", ins: [16, 16], outs: [16], tile: 64 },
  { name: "W, g in, Π, μ_a, μ_b out", ins: [1], outs: [1, 1, 1], tile: 1024 },
  { name: "S, f in, P out", ins: [1], outs: [1], tile: 1920 },
  { name: "J, f in, P and six derivatives out", ins: [1], outs: [1, 1, 1, 1, 1, 1, 1], tile: 1920 },
] as const;

/** Runs all. */
export async function benchCopies(): Promise<Grid> {
  const lines = [];
  for (const { name, ins, outs, tile } of calls) {
    const { reserve } = load("clausius.wasm");
    const column = (width: number) => ({ width, own: new Float64Array(ITEMS * width), place: reserve(tile * width).view });
    const [given, wanted] = [ins.map(column), outs.map(column)];
    const run = () => {
      for (let first = 0; first < ITEMS; first += tile) {
        const count = Math.min(tile, ITEMS - first);
        for (const { width, own, place } of given) place.set(own.subarray(width * first, width * (first + count)));
        for (const { width, own, place } of wanted)
          own.set(count === tile ? place : place.subarray(0, width * count), width * first);
      }
    };
    lines.push({ name, rows: await compare(here("copies alone", ITEMS, run), []) });
  }
  return { workload: "copies", title: `Copies of calls into arrays, ${ITEMS} items`, point: "an item", line: "call", lines };
}
