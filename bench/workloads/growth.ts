// How cost grows: with rows, systems, bins and spectra. Public calls, into the caller's arrays where they take such.

import { fitMany, homodyne, lyapunov, spectrum, steadyState } from "clausius";
import { compare, here, type Rival, type Row } from "../harness";
import {
  broad,
  couplings,
  diffusions,
  drifts,
  efficiency,
  free,
  measured,
  measuredRows,
  nThermalB,
  start,
  vienna,
} from "../inputs";
import type { Peers } from "../peers";
import type { Grid } from "../table";

const decades = (first: number, last: number) =>
  Array.from({ length: Math.round(Math.log10(last / first)) + 1 }, (_, k) => first * 10 ** k);
const BRIEF = 5;
const DEAR = 1e5;

/** A line for each size; peers only where their memory allows. */
async function grow(
  sizes: readonly number[],
  ours: (size: number) => Rival,
  rivals: (size: number) => Promise<Rival[]> = async () => [],
): Promise<{ name: string; rows: Row[] }[]> {
  const lines = [];
  for (const size of sizes)
    lines.push({ name: String(size), rows: await compare(ours(size), await rivals(size), size > DEAR ? BRIEF : 5) });
  return lines;
}

/** Rows of a sweep. */
export async function growRows(peers: Peers): Promise<Grid> {
  const outputs = ["entropyProduction", "muA", "muB"] as const;
  const ours = (rows: number) => {
    const system = { ...vienna, gAB: couplings(rows) };
    const [entropyProduction, muA, muB] = outputs.map(() => new Float64Array(rows));
    const into = { entropyProduction, muA, muB, status: new Uint8Array(rows) };
    return here("`steadyState(…, { into })`", rows, () => steadyState(system, { outputs, into }));
  };
  const rivals = (points: number) => peers.rival("NumPy, our closed form", "python", "sweep-closed", { points });
  const lines = await grow(decades(1, 1e7), ours, rivals);
  const point = here("`steadyState(…)`", 1, () => steadyState(vienna));
  lines.push({ name: "1, every parameter a number, five outputs", rows: await compare(point, [], 9) });
  const title = "Rows of a sweep (W); a call with one row should take less than 2 µs";
  return { workload: "rows", title, point: "a row", line: "rows", lines };
}

/** Lyapunov equations. */
export async function growSystems(peers: Peers): Promise<Grid> {
  const repeated = (numbers: Float64Array, systems: number) =>
    Float64Array.from({ length: 16 * systems }, (_, i) => numbers[i % numbers.length]!);
  const ours = (systems: number) => {
    const [A, D] = [repeated(drifts, systems), repeated(diffusions, systems)];
    return here("`lyapunov(A, D)`", systems, () => lyapunov(A, D));
  };
  const rivals = async (points: number) =>
    points > DEAR ? [] : peers.rival("NumPy `solve`, ten unknowns", "python", "lyapunov-numpy", { points });
  const lines = await grow(decades(1, 1e6), ours, rivals);
  return { workload: "systems", title: "Lyapunov equations (L)", point: "a system", line: "systems", lines };
}

const detection = homodyne({ angle: start.angle, efficiency });
const source = { ...vienna, ...start };

/** Bins of a spectrum. */
export async function growBins(peers: Peers): Promise<Grid> {
  const system = { ...vienna, temperatureB: undefined, nThermalB };
  const ours = (bins: number) => {
    const frequencies = broad(bins);
    const density = new Float64Array(bins);
    return here("`spectrum(…, { into })`", bins, () => spectrum(system, frequencies, { detection, into: { density } }));
  };
  const rivals = (points: number) => peers.rival("NumPy, the kernel's own formula", "python", "spectrum-hoisted", { points });
  const lines = await grow(decades(100, 1e6), ours, rivals);
  return { workload: "bins", title: "Bins of a spectrum (S)", point: "a bin", line: "bins", lines };
}

/** Spectra of a fit. */
export async function growSpectra(): Promise<Grid> {
  const ours = (count: number) => {
    const rows = measuredRows(count);
    return here("`fitMany(…)`, rows", count, () => fitMany(source, rows, { detection, free }));
  };
  const single = async (count: number) => {
    const spectra = Array.from({ length: Math.min(count, 10) }, (_, item) => measured(item));
    return [here("with goodness and warnings", spectra.length, () => fitMany(source, spectra, { detection, free }))];
  };
  const lines = await grow(decades(1, 1000), ours, single);
  return { workload: "spectra", title: "Spectra that are fitted (F)", point: "a fit", line: "spectra", lines };
}
