// The machine code that V8 makes of the kernels, and GCC of their twins in C: counted by kind, without a clock.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, run, withNames } from "./named-kernels";

/** An instruction, where it stands in its function, and where it jumps to if that is in it too. */
interface Instruction {
  readonly at: number;
  readonly text: string;
  readonly target?: number;
}

export type Code = readonly Instruction[];

/** The functions of a program by name. */
export type Listing = ReadonlyMap<string, Code>;

/** How many instructions there are of each kind. */
export interface Count {
  /** Sums, products, quotients, roots, of two doubles at once where it is vectors. */
  arithmetic: number;
  /** Memory read or written by an instruction of its own. */
  memory: number;
  /** The stack likewise: registers were short. */
  spills: number;
  /** Shuffles, masks, comparisons, constants, copies of registers. */
  vector: number;
  /** Addresses, counters, jumps. */
  whole: number;
}

/** The SIMD kernels as V8's optimising compiler translates them. */
export function byV8(): Listing {
  const flags = ["--print-wasm-code", "--no-liftoff", "--no-wasm-lazy-compilation", "--wasm-num-compilation-tasks=0"];
  const text = withNames((path) => {
    const script = `new WebAssembly.Module(require("node:fs").readFileSync(${JSON.stringify(path)}))`;
    return run(process.execPath, [...flags, "-e", script]);
  });
  return new Map(
    text
      .split("--- WebAssembly code ---")
      .slice(1)
      .map((block) => {
        const lines = block.matchAll(/^0x[0-9a-f]+ +([0-9a-f]+) +[0-9a-f]+ +(.*)$/gm);
        return [
          /^name: (.*)$/m.exec(block)![1]!.replace(/^assembly\//, ""),
          Array.from(lines, ([, at, text]) => instruction(parseInt(at!, 16), text!.replace("REX.W ", ""), /<\+0x([0-9a-f]+)>/)),
        ];
      }),
  );
}

/** The functions of build/native/<name>.peer, or undefined where it, or objdump, is not there. */
export function byGcc(name: string): Listing | undefined {
  const path = join(root, "build/native", `${name}.peer`);
  if (!existsSync(path)) return undefined;
  let text: string;
  try {
    text = run("objdump", ["-d", "--no-show-raw-insn", path]);
  } catch {
    return undefined;
  }
  const functions = new Map<string, Code>();
  for (const block of text.split("\n\n")) {
    const [, start, called] = /^([0-9a-f]+) <(\w+)>:$/m.exec(block) ?? [];
    if (start === undefined) continue;
    const lines = block.matchAll(/^ +([0-9a-f]+):\t(.*)$/gm);
    const at = (address: string) => parseInt(address, 16) - parseInt(start, 16);
    const code = Array.from(lines, ([, address, words]) =>
      instruction(at(address!), words!.split("#")[0]!.trim(), /<\w+\+0x([0-9a-f]+)>/),
    );
    functions.set(called!, code);
  }
  return functions;
}

function instruction(at: number, text: string, jump: RegExp): Instruction {
  const target = text.startsWith("j") ? jump.exec(text)?.[1] : undefined;
  return target === undefined ? { at, text } : { at, text, target: parseInt(target, 16) };
}

/** The innermost loops of a function, in their order. */
export function loops(code: Code): Code[] {
  const back = code.flatMap(({ at, target }) => (target !== undefined && target < at ? [{ from: target, to: at }] : []));
  const isInnermost = ({ from, to }: { from: number; to: number }) =>
    !back.some((other) => other.from >= from && other.to <= to && other.to - other.from < to - from);
  return back.filter(isInnermost).map(({ from, to }) => code.filter(({ at }) => at >= from && at <= to));
}

/** How many instructions of each kind. */
export function count(code: Code): Count {
  const counts: Count = { arithmetic: 0, memory: 0, spills: 0, vector: 0, whole: 0 };
  for (const { text } of code) if (!text.startsWith("nop")) counts[kindOf(text)]++;
  return counts;
}

function kindOf(text: string): keyof Count {
  if (/^v?(add|sub|mul|div|sqrt|max|min)[ps]d\b/.test(text)) return "arithmetic";
  if (!text.includes("xmm")) return "whole";
  if (!/^v?mov/.test(text) || !/[[(]/.test(text)) return "vector";
  return /rbp|rsp/.test(text) ? "spills" : "memory";
}
