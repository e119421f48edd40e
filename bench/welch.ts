// Spectra of a record of ten million samples, against SciPy's welch: the same record, the calls in turn.

import { welch } from "clausius";
import { Python } from "./python";

const SAMPLES = 10_000_000;
const ROUNDS = 7;
const LENGTHS = [1024, 8192, 32768, 10_000, 8191];

/** Numbers that NumPy makes just so: −1 … 1, from a hash of their index. */
function record(): Float64Array {
  return Float64Array.from({ length: SAMPLES }, (_, t) => {
    let h = t;
    for (let round = 0; round < 2; round++) h = Math.imul(h ^ (h >>> 16), 0x45d9f3b);
    return (h >>> 0) / 2 ** 31 - 1;
  });
}

const middle = (xs: readonly number[]) => [...xs].sort((a, b) => a - b)[xs.length >> 1]!;
const MEGABYTE = 2 ** 20;

/** Prints the time of each length, and SciPy's over it. */
export async function benchWelch(): Promise<void> {
  const samples = record();
  const python = await Python.start("welch.py");
  console.log(`\n### \`welch\` of ${SAMPLES} real samples, Hann, half overlapped; ${python?.versions ?? "SciPy: not run"}\n`);
  console.log("| samples a segment | ms | SciPy, ms | SciPy's time over ours (least–greatest) | relative difference |");
  console.log("|---|---|---|---|---|");
  const before = process.memoryUsage.rss();
  let memory = 0;
  for (const length of LENGTHS) {
    const own = () => welch({ samples, interval: 1, start: 0, unit: "" }, { length });
    const { density } = own();
    memory = Math.max(memory, process.memoryUsage.rss() - before);
    const first = await python?.run({ length });
    const right = (first?.density ?? []) as number[];
    const difference = Math.max(...right.map((P, k) => Math.abs(density[k + 1]! / P - 1)));
    const times: [own: number[], peer: number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      own();
      times[0].push(performance.now() - start);
      if (python) times[1].push(1000 * (await python.run({ length })).seconds);
    }
    const ours = middle(times[0]).toPrecision(3);
    if (!python) {
      console.log(`| ${length} | ${ours} | not run | – | – |`);
      continue;
    }
    const ratios = times[1].map((t, round) => t / times[0][round]!);
    const spread = `${middle(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
    console.log(`| ${length} | ${ours} | ${middle(times[1]).toPrecision(3)} | ${spread} | ${difference.toExponential(0)} |`);
  }
  const peak = await python?.run({ length: LENGTHS[0] });
  const theirs = peak ? `SciPy ${(peak.memory as number).toFixed(0)} MB` : "SciPy not run";
  console.log(`\nMemory beside the record's: ${(memory / MEGABYTE).toFixed(0)} MB; ${theirs}`);
  python?.close();
}
