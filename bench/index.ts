// npm run bench: every workload against every rival that is there, in turn. `npm run bench -- L S` runs those two and only prints.

import { Peers } from "./peers";
import { circumstances, publish } from "./report";
import { type Grid, markdown, type Table } from "./table";
import { accuracy } from "./workloads/accuracy";
import { benchBootstrap } from "./workloads/bootstrap";
import { benchCalls } from "./workloads/calls";
import { benchFit } from "./workloads/fit";
import { growBins, growRows, growSpectra, growSystems } from "./workloads/growth";
import { instructions } from "./workloads/instructions";
import { benchKernels } from "./workloads/kernels";
import { benchLyapunov } from "./workloads/lyapunov";
import { benchPool } from "./workloads/pool";
import { benchPropagation } from "./workloads/propagation";
import { benchRefit } from "./workloads/refit";
import { benchResponse } from "./workloads/response";
import { benchRounded } from "./workloads/rounded";
import { shares } from "./workloads/shares";
import { size } from "./workloads/size";
import { benchJacobian, benchSpectrum } from "./workloads/spectrum";
import { benchSweep } from "./workloads/sweep";
import { benchWelch } from "./workloads/welch";
import { benchWorkers } from "./workloads/workers";

const workloads: Readonly<Record<string, (peers: Peers) => Promise<Table | Grid>>> = {
  L: benchLyapunov,
  LX: benchRounded,
  W: benchSweep,
  S: benchSpectrum,
  J: benchJacobian,
  F: benchFit,
  B: benchRefit,
  P: benchWorkers,
  pool: benchPool,
  calls: benchCalls,
  rows: growRows,
  systems: growSystems,
  bins: growBins,
  spectra: growSpectra,
  kernels: benchKernels,
  response: benchResponse,
  bootstrap: benchBootstrap,
  propagation: benchPropagation,
  welch: benchWelch,
};

/** What is counted, or otherwise no comparison. */
const counts: Readonly<Record<string, () => string | Promise<string>>> = { instructions, shares, size, accuracy };

const names = [...Object.keys(counts), ...Object.keys(workloads)];
const chosen = process.argv.slice(2);
for (const name of chosen) if (!names.includes(name)) throw new Error(`no workload ${name}; there are ${names.join(", ")}`);

/** A text, or why there is none: what is counted depends on the processor and the engine. */
async function counted(name: string): Promise<string> {
  try {
    return await counts[name]!();
  } catch (error) {
    return `### ${name}\n\nNot counted here: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

const peers = await Peers.start();
const known = circumstances(peers.versions);
console.log(JSON.stringify(known, undefined, 2));
const tables: (Table | Grid)[] = [];
const texts: string[] = [];
async function runAll(): Promise<void> {
  for (const name of chosen.length > 0 ? chosen : names) {
    const before = performance.now();
    const table = await workloads[name]?.(peers);
    if (!table) {
      texts.push(await counted(name));
      console.log(`\n${texts.at(-1)}`);
      continue;
    }
    tables.push(table);
    console.log(`\n${markdown(table)}\n(${((performance.now() - before) / 1000).toFixed(0)} s)`);
  }
}
await runAll().finally(() => peers.close());
const notRun = [...new Set(peers.absent)];
console.log(`\nNot run, as not there: ${notRun.join(", ") || "none"}`);
if (chosen.length === 0) publish({ ...known, notRun, tables, texts });
