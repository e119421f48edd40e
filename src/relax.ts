import { ArgumentError, checkOptions, expected } from "./errors";
import { fillCorrelations, fillDrift, fillRelaxation } from "./kernels/matrices";
import { fillSteadyState } from "./kernels/steady-state";
import { checkSystem, rowCount, type System } from "./models/system";
import { type Column, column } from "./models/values";
import { statusText } from "./status";

const rates = ["wignerEntropy", "entropyRate", "entropyFlux", "muA", "muB", "entropyProduction", "nA", "nB"] as const;

/**
 * A relaxation: rows × times, time running fastest, so that row r at time t is number r · times + t of a column.
 * - `wignerEntropy` S (nats), `entropyRate` dS/dt, `entropyFlux` Φ = μ_a + μ_b, `muA`, `muB`, `entropyProduction` Π (1/s): dS/dt = Π − Φ;
 * - `nA`, `nB` occupations; `covariance` σ(t), 16 numbers each; `status` 0, or why the numbers are NaN (see `statusText`).
 */
export type Relaxation = { readonly [K in (typeof rates)[number]]: Float64Array } & {
  readonly covariance: Float64Array;
  readonly status: Uint8Array;
};

/** Options of `relax`. */
export interface RelaxOptions {
  /** σ at t = 0, 16 numbers row-major for all rows or 16 a row; by default each mode in equilibrium with its own bath. */
  readonly from?: Column;
}

/**
 * The rate equation in time (paper, Eq. 1): S, Φ and Π after the coupling is switched on at t = 0,
 * σ(t) = σ_ss + e^{At}(σ_0 − σ_ss)e^{Aᵀt}, in double-double. From the baths' own equilibrium all rates are exactly 0 at t = 0; Π ≥ 0 always.
 *
 * @param system from `optomechanics` or `dicke`, with a coupling; a row without a steady state is NaN with its status
 * @param times times in s, zero or more
 * @throws ArgumentError if the system is not one, a time is negative or not finite, or `from` is not a positive definite σ
 */
export function relax(system: System, times: Column, options: RelaxOptions = {}): Relaxation {
  checkSystem(system);
  checkOptions(options, ["from"]);
  const { from } = options;
  const time = column("times", times, "a time in s, zero or more", "a column of times in s, zero or more");
  const bad = time.findIndex((t) => !(t >= 0 && t < Number.POSITIVE_INFINITY));
  if (bad >= 0) throw expected(`times[${bad}]`, "a time in s, zero or more", time[bad]);
  const rows = rowCount(system) ?? 1;
  const sigma0 = from === undefined ? undefined : initialCovariance(from, rows);

  const drift = new Float64Array(16 * rows);
  const equilibrium = new Float64Array(2 * rows);
  const status = new Uint8Array(rows);
  fillSteadyState(system, rows, { status });
  fillDrift(system, rows, { drift, equilibrium });

  const out = Object.fromEntries(rates.map((name) => [name, new Float64Array(rows * time.length).fill(Number.NaN)]));
  const covariance = new Float64Array(16 * rows * time.length).fill(Number.NaN);
  const statuses = new Uint8Array(rows * time.length);
  for (let row = 0; row < rows; row++) {
    if (status[row]) {
      statuses.fill(status[row]!, row * time.length, (row + 1) * time.length);
      continue;
    }
    const at = 16 * row;
    const N = equilibrium.subarray(2 * row, 2 * row + 2);
    fillRelaxation(
      {
        drift: drift.subarray(at, at + 16),
        equilibrium: N,
        initial: sigma0?.subarray(sigma0.length === 16 ? 0 : at, sigma0.length === 16 ? 16 : at + 16) ?? diagonal(N),
      },
      time,
      row * time.length,
      { rates: rates.map((name) => out[name]!), covariance, status: statuses },
    );
  }
  return { ...out, covariance, status: statuses } as Relaxation;
}

/** Each mode in equilibrium with its own bath: diag(N_a, N_a, N_b, N_b). */
function diagonal(N: Float64Array): Float64Array {
  const sigma = new Float64Array(16);
  for (let i = 0; i < 4; i++) sigma[5 * i] = N[i >> 1]!;
  return sigma;
}

function initialCovariance(from: Column, rows: number): Float64Array {
  const expectation = "a covariance matrix, 16 numbers row-major, symmetric and positive definite";
  const sigma0 = column("from", from, expectation, `${expectation}, or one a row`);
  if (sigma0.length !== 16 && sigma0.length !== 16 * rows) throw expected("from", `${expectation}, or one a row`, sigma0);
  const status = new Uint8Array(sigma0.length / 16);
  fillCorrelations(sigma0, { information: [], status });
  const bad = status.findIndex((code) => code !== 0);
  if (bad >= 0) {
    const argument = sigma0.length === 16 ? "from" : `from[${bad}]`;
    throw new ArgumentError(argument, `expected ${expectation}, got one that is ${statusText(status[bad]!)}`);
  }
  return sigma0;
}
