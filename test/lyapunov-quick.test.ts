// Proved without a clock: ordinary random systems, all of a thousand, never come where the kernel looks closer, which takes thirty times
// as long. A fresh instance's memory is zero, and the steps beyond the quick checks have places of their own in it.

import { describe, expect, test } from "vitest";
import bytes from "../build/clausius.wasm";
import { lyapunovSystem } from "./support/lyapunov-systems";

interface Bare {
  readonly memory: WebAssembly.Memory;
  memoryBase(): number;
  lyapunov(A: number, D: number, X: number, statuses: number, rows: number): void;
  lyapunovRounded(A: number, D: number, about: number, X: number, statuses: number, rows: number): void;
}
type Equation = ReturnType<typeof lyapunovSystem>;

const ROWS = 1000;
const ordinary = Array.from({ length: ROWS }, (_, n) => lyapunovSystem("random", n));
const oscillators = [-1e-9, 1, 0, 0, -1, -1e-9, 0, 0, 0, 0, -1e-9, 1, 0, 0, -1, -1e-9];
const other = lyapunovSystem("random", ROWS);
const poor: readonly (readonly [string, Equation])[] = [
  ["nearly undamped", { A: oscillators, D: other.D }],
  ["unstable", { A: other.A.map((x) => -x), D: other.D }],
  ["far from normal", lyapunovSystem("far from normal", 392)],
];

/** How many bytes of its own memory a fresh instance has written. */
function touched(kernel: "lyapunov" | "lyapunovRounded", equations: readonly Equation[]): number {
  const kernels = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Bare;
  kernels.memory.grow(16);
  const base = kernels.memoryBase();
  const own = new Uint8Array(kernels.memory.buffer, 0, base);
  const before = own.slice();
  const [D, X, statuses] = [1, 2, 3].map((k) => base + k * 128 * (ROWS + 2)) as [number, number, number];
  new Float64Array(kernels.memory.buffer, base, 16 * equations.length).set(equations.flatMap(({ A }) => A));
  new Float64Array(kernels.memory.buffer, D, 16 * equations.length).set(equations.flatMap((equation) => equation.D));
  if (kernel === "lyapunov") kernels.lyapunov(base, D, X, statuses, equations.length);
  else kernels.lyapunovRounded(base, D, 0, X, statuses, equations.length);
  return own.filter((byte, k) => byte !== before[k]).length;
}

describe.each(["lyapunov", "lyapunovRounded"] as const)("%s", (kernel) => {
  const quick = touched(kernel, ordinary);

  test("a thousand ordinary systems write no more of its memory than the first eight, give or take a byte's chance", () => {
    expect(Math.abs(quick - touched(kernel, ordinary.slice(0, 8)))).toBeLessThan(64);
  });

  test.each(poor)("one system among them shows: %s", (_, equation) => {
    expect(touched(kernel, [equation, equation, ...ordinary]) - quick).toBeGreaterThan(64);
  });
});
