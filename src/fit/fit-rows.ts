// Fits of many spectra of the same bins, as columns.

import type { Averages, NoiseSpectrumInput } from "../data/noise-spectrum";
import { expectedDensity, GREATEST, LEAST } from "../data/noise-spectrum";
import type { Response } from "../data/response";
import { ArgumentError, expected } from "../errors";
import { fillByWorkers, type Pooled } from "../kernels/crew";
import { type FitProblem, fillMinima, type Minima } from "../kernels/fit";
import { isPooled } from "../parts";
import type { FitOptions } from "./options";
import type { FitParameterName } from "./parameters";
import { type Plan, problemOf } from "./plan";
import { describes } from "./solve";

/** Spectra of the same bins, measured in the same way. */
export interface SpectraRows {
  /** Hz, ascending. */
  readonly frequency: Float64Array;
  /** A spectrum after the other, as many densities each as there are frequencies. */
  readonly density: Float64Array;
  readonly averages?: number | Averages;
  readonly sides: "one" | "two";
  /** How the records were sampled and windowed. */
  readonly response?: Response;
}

/** Options of `fitMany` for rows. */
export interface RowOptions extends FitOptions {
  /** Standard errors that a search may leave to its minimum, 1e-12 to 0.1; 1e-8 unless given. */
  readonly precision?: number;
}

/** Fits as columns, a row a spectrum. */
export interface FitColumns {
  /** The fitted parameters. */
  readonly names: readonly FitParameterName[];
  /** Columns by name, NaN where a fit failed. Standard errors are those of the expected information. */
  readonly values: { readonly [K in FitParameterName]?: Float64Array };
  readonly standardErrors: { readonly [K in FitParameterName]?: Float64Array };
  /** −ln L without what the data alone decide. */
  readonly cost: Float64Array;
  /** 0 for a fit to be believed; others are explained in `reasons`. */
  readonly status: Uint8Array;
  readonly reasons: Readonly<Record<number, string>>;
}

/** Of assembly/fit/minimize.ts and fits.ts; the last is told here. */
const reasons: Readonly<Record<number, string>> = {
  0: "converged",
  1: "not converged: no end after many steps",
  2: "not converged: no step lowers −ln L",
  3: "not converged: no steady state, or a density that is not positive, at the start",
  4: "the data do not determine all parameters",
  5: "converged, but the model does not describe the data there: another minimum may",
};
const UNDETERMINED = 4;
const ELSEWHERE = 5;

const MOST_STEPS = 200;
/** Spectra worth a message, and those that would keep an abort waiting. */
const FEWEST = 16;
const MOST = 512;

/** Whether these are rows of one array, no list of spectra. */
export const isRows = (spectra: unknown): spectra is SpectraRows =>
  typeof spectra === "object" && spectra !== null && !Array.isArray(spectra) && "density" in spectra;

/** The columns; `planOf` lays a fit of one of the spectra out. */
export function fitRows(
  spectra: SpectraRows,
  options: RowOptions | (RowOptions & Pooled),
  planOf: (first: NoiseSpectrumInput, options: FitOptions) => Plan,
): FitColumns | Promise<FitColumns> {
  const { frequency, density } = spectra;
  if (!(frequency instanceof Float64Array))
    throw expected("spectra.frequency", "a Float64Array of frequencies in Hz", frequency);
  const width = frequency.length;
  if (!(density instanceof Float64Array) || width === 0 || density.length === 0 || density.length % width !== 0) {
    throw expected("spectra.density", `a Float64Array of one spectrum or more, ${width} densities each`, density);
  }
  const { pool, progress, signal, precision = 1e-8, ...own } = options as RowOptions & Partial<Pooled>;
  if (!(typeof precision === "number" && precision >= 1e-12 && precision <= 0.1)) {
    throw expected("precision", "a part of the standard errors, 1e-12 to 0.1", precision);
  }
  const plan = planOf({ ...spectra, density: density.subarray(0, width) }, own);
  const [trace] = plan.traces;
  const { bins, input } = trace!;
  if (input.detection.detection === "heterodyne" && !bins.hasErrors) {
    throw new ArgumentError(
      "detection",
      "is heterodyne, whose sidebands are correlated, which columns leave out: give an array of spectra instead of rows, or errors",
    );
  }
  const start = Float64Array.from(plan.variables, ({ name, treatment: { start: given, calibration, value } }) => {
    const from = given ?? calibration?.value ?? value;
    if (from === undefined) throw expected(`start.${name}`, "a start of every free parameter, from which all rows begin", from);
    return from;
  });
  const kept = placesOf(frequency, bins.frequency);
  const rows = density.length / width;
  const problem = { ...problemOf(plan, start, MOST_STEPS), tolerance: precision * precision };
  const told = (minima: Minima) => columnsOf(plan, minima);
  if (!isPooled(options)) return told(minimaFrom(problem, density, width, kept));
  return byWorkers(problem, { density, width, kept, rows }, { pool: pool!, progress, signal } as Pooled).then(told);
}

/** 1 for each frequency that is among the chosen ones, which are in the same order. */
function placesOf(frequency: Float64Array, chosen: Float64Array): Uint8Array {
  let next = 0;
  return Uint8Array.from(frequency, (f) => {
    if (f !== chosen[next]) return 0;
    next++;
    return 1;
  });
}

/**
 * The minima of some rows, of which these are the `first` and those that follow.
 *
 * @throws ArgumentError naming the first density that is none
 */
export function minimaFrom(problem: FitProblem, density: Float64Array, width: number, kept: Uint8Array, first = 0): Minima {
  const row = new Float64Array(problem.members[0]!.frequency.length);
  const densityOf = (k: number) => {
    if (row.length === width) return density.subarray(width * k, width * (k + 1));
    let i = 0;
    for (let f = 0; f < width; f++) if (kept[f]) row[i++] = density[width * k + f]!;
    return row;
  };
  const minima = fillMinima(problem, density.length / width, densityOf, [LEAST, GREATEST]);
  if (minima) return minima;
  const wrong = density.findIndex((P, at) => kept[at % width] === 1 && !(P >= LEAST && P <= GREATEST));
  const [f, k] = [wrong % width, first + Math.floor(wrong / width)];
  const P = density[wrong]!;
  throw expected(`spectra.density[${width * k + f}]`, `${expectedDensity(P)} (bin ${f} of row ${k})`, P);
}

async function byWorkers(
  problem: FitProblem,
  { density, width, kept, rows }: { density: Float64Array; width: number; kept: Uint8Array; rows: number },
  pooled: Pooled,
): Promise<Minima> {
  const p = problem.variables.length;
  const all: Minima = {
    values: new Float64Array(p * rows),
    errors: new Float64Array(p * rows),
    costs: new Float64Array(rows),
    verdicts: new Uint8Array(rows),
  };
  await fillByWorkers(pooled, {
    verb: "minimaFrom",
    total: rows,
    least: FEWEST,
    most: MOST,
    cut: (first, end, tray) => [problem, tray.copy(density.subarray(width * first, width * end)), width, kept, first],
    put: (part: Minima, first) => {
      all.values.set(part.values, p * first);
      all.errors.set(part.errors, p * first);
      all.costs.set(part.costs, first);
      all.verdicts.set(part.verdicts, first);
    },
  });
  return all;
}

function columnsOf(plan: Plan, { values, errors, costs, verdicts }: Minima): FitColumns {
  const p = plan.variables.length;
  const rows = costs.length;
  const status = verdicts.map((verdict, k) => (verdict === 0 && !describes(plan, { cost: costs[k]! }) ? ELSEWHERE : verdict));
  const column = (numbers: Float64Array, v: number) => {
    const out = new Float64Array(rows).fill(Number.NaN);
    for (let k = 0; k < rows; k++) {
      if (status[k] === 0 || status[k]! > UNDETERMINED) out[k] = numbers[p * k + v]!;
    }
    return out;
  };
  const named = (numbers: Float64Array) => Object.fromEntries(plan.variables.map(({ name }, v) => [name, column(numbers, v)]));
  return {
    names: plan.variables.map(({ name }) => name),
    values: named(values),
    standardErrors: named(errors),
    cost: costs,
    status,
    reasons,
  };
}
