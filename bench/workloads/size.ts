// Where the bytes of the kernels go once they are gzipped: by what they are for, and by function.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";
import { costsOf } from "../deflate-bits";
import { functionNames, root } from "../named-kernels";
import { anatomyOf, KINDS } from "../wasm-bytes";

const BAR = 25_000;
const FUNCTIONS = 25;

/** Both splits, as tables in Markdown. */
export function size(): string {
  const bytes = readFileSync(join(root, "build/clausius.wasm"));
  const gzipped = gzipSync(bytes, { level: 9 }).length;
  const deflated = deflateRawSync(bytes, { level: 9 });
  const { bits, tables } = costsOf(deflated, bytes);
  const { kinds, functions } = anatomyOf(bytes);
  const names = functionNames();
  const of = (start: number, end: number) => bits.subarray(start, end).reduce((sum, x) => sum + x, 0) / 8;
  const byKind = KINDS.map((name, kind) => {
    let [raw, cost] = [0, 0];
    for (let i = 0; i < bytes.length; i++)
      if (kinds[i] === kind) {
        raw++;
        cost += bits[i]! / 8;
      }
    return { name, raw, cost };
  }).sort((a, b) => b.cost - a.cost);
  const byFunction = functions
    .map(({ start, end }, k) => ({ name: names[k]!, raw: end - start, cost: of(start, end) }))
    .sort((a, b) => b.cost - a.cost);
  const own = gzipped - deflated.length + tables / 8;
  const sum = byKind.reduce((all, { cost }) => all + cost, own);
  if (Math.abs(sum - gzipped) > 1) throw new Error(`the parts make ${sum} bytes, not ${gzipped}`);
  const line = ({ name, raw, cost }: { name: string; raw: number | string; cost: number }) =>
    `| ${name} | ${raw} | ${cost.toFixed(0)} |`;
  const large = byFunction.slice(0, FUNCTIONS);
  const rest = byFunction.slice(FUNCTIONS);
  const total = (key: "raw" | "cost") => rest.reduce((all, one) => all + one[key], 0);
  return [
    "### Size of the kernels",
    "",
    `${bytes.length} bytes, ${gzipped} gzipped (zlib, level 9); bar ≤ ${BAR}${gzipped > BAR ? ": **not reached**" : ""}.`,
    "A match's bits are spread over its bytes.",
    "",
    "| bytes for | plain | gzipped |",
    "|---|---|---|",
    ...byKind.map(line),
    line({ name: "gzip's header and tables of codes", raw: "", cost: own }),
    "",
    "| function | plain | gzipped |",
    "|---|---|---|",
    ...large.map(line),
    line({ name: `${rest.length} others`, raw: total("raw"), cost: total("cost") }),
  ].join("\n");
}
