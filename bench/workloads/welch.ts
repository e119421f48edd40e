// Spectra of a record of ten million samples, against SciPy's welch: the same record, the calls in turn.

import { fileURLToPath } from "node:url";
import { welch } from "clausius";
import { Child } from "../child";
import { compare, here } from "../harness";
import type { Grid } from "../table";

const SAMPLES = 10_000_000;
const ROUNDS = 5;
const LENGTHS = [1024, 8192, 32768, 10_000, 8191];

/** Numbers that NumPy makes just so: −1 … 1, from a hash of their index. */
function record(): Float64Array {
  return Float64Array.from({ length: SAMPLES }, (_, t) => {
    let h = t;
    for (let round = 0; round < 2; round++) h = Math.imul(h ^ (h >>> 16), 0x45d9f3b);
    return (h >>> 0) / 2 ** 31 - 1;
  });
}

interface Answer {
  readonly seconds: number;
  readonly memory: number;
  readonly density: readonly number[];
}

/** Runs it, with SciPy where it is. */
export async function benchWelch(): Promise<Grid> {
  const samples = record();
  const python = await Child.start("python3", fileURLToPath(new URL("../python/welch.py", import.meta.url)));
  const ask = async (length: number) => JSON.parse(await python!.ask(JSON.stringify({ length }))) as Answer;
  const lines = [];
  for (const length of LENGTHS) {
    const own = () => welch({ samples, interval: 1, start: 0, unit: "" }, { length });
    const ours = here("`welch`", SAMPLES, own);
    const rivals = [];
    if (python) {
      const { density } = own();
      const error = Math.max(...(await ask(length)).density.map((P, k) => Math.abs(density[k + 1]! / P - 1)));
      rivals.push({ name: "SciPy `welch`", points: SAMPLES, time: async () => (await ask(length)).seconds, error });
    }
    lines.push({ name: String(length), rows: await compare(ours, rivals, ROUNDS) });
  }
  python?.close();
  return {
    workload: "welch",
    title: "`welch` of 10 000 000 real samples, Hann, half overlapped",
    point: "a sample",
    line: "samples a segment",
    lines,
    error: "difference from SciPy",
  };
}
