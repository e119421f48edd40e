import { ArgumentError, expected, isOneOf, isPlain, outputsAmong } from "./errors";
import { type FittedSteadyState, fittedSteadyState } from "./fitted-steady-state";
import { fillByWorkers, type Pooled } from "./kernels/crew";
import { type SteadyStateColumns as Columns, fillSteadyState } from "./kernels/steady-state";
import type { FittedSystem } from "./models/fitted";
import { checkSystem, type Known, type RowsOf, rowCount, type System } from "./models/system";
import { checkPooledOptions, isPooled, listed, placesFor, putRows, rowsOf } from "./parts";
import { refuse } from "./refuse";

const outputNames = [
  "entropyProduction",
  "muA",
  "muB",
  "nA",
  "nB",
  "covariance",
  "wignerEntropy",
  "stabilityMargin",
  "effectiveTemperatureB",
  "normalModeFrequencies",
  "normalModeDampings",
  "sidebandAsymmetry",
  "phase",
] as const;

/**
 * What `steadyState` can give, one number a row:
 * - `entropyProduction` Π = μ_a + μ_b, `muA`, `muB` (1/s; Eq. 4), `nA`, `nB` (mean occupations);
 * - `covariance` σ, 16 numbers a row, row-major, order (q_a, p_a, q_b, p_b), vacuum ½;
 * - `wignerEntropy` S = ½ ln det σ + 2 ln(2πe) (nats; Eq. 3 in (q, p)); as exact as σ rounded to double allows, so next to the critical
 *   point of widely spread rates it may be NaN;
 * - `stabilityMargin` −max Re λ of the drift (1/s), negative where unstable;
 * - `effectiveTemperatureB` ħω_b/(k_B ln(1 + 1/n_b)) (K);
 * - `normalModeFrequencies`, `normalModeDampings` |Im λ| (rad/s) and −Re λ (1/s) of the drift's eigenvalues, two a row, the lower
 *   frequency first; an overdamped mode has frequency 0 and the smaller of its two dampings; of an unstable row too, as the margin;
 * - `sidebandAsymmetry` of the Dicke model, blue over red sideband of the heterodyne spectrum above its white level at the frequency of
 *   the soft mode, the eigenvalue of the least |λ| (for ω_a ≤ 0, where no mode softens, that of the atoms); 1 where it is overdamped;
 * - `phase` 1 normal, 2 superradiant, 0 none (see `phaseText`).
 */
export type SteadyStateOutput = (typeof outputNames)[number];

/** Numbers a row of an output. A switch, here and elsewhere on a call's way: a table would look each name up anew. */
function widthOf(name: string): number {
  switch (name) {
    case "covariance":
      return 16;
    case "normalModeFrequencies":
    case "normalModeDampings":
      return 2;
    default:
      return 1;
  }
}

const defaultOutputs = ["entropyProduction", "muA", "muB", "nA", "nB"] as const;
type DefaultOutput = (typeof defaultOutputs)[number];

type Bytes<R> = R extends number ? number : Uint8Array;
type OutputOf<O, R> = O extends "covariance" | "normalModeFrequencies" | "normalModeDampings"
  ? Float64Array
  : O extends "phase"
    ? Bytes<R>
    : R;

/** The outputs asked for, numbers if every parameter is one, columns otherwise; and the status of each row (see `statusText`). */
export type SteadyState<O extends SteadyStateOutput, R> = { readonly [K in O]: OutputOf<K, R> } & { readonly status: Bytes<R> };

/** Columns of yours to be written instead of new ones, each as long as the batch (covariance 16 times, normal modes twice, phase and status bytes). */
export type SteadyStateColumns = { readonly [K in SteadyStateOutput]?: K extends "phase" ? Uint8Array : Float64Array } & {
  readonly status?: Uint8Array;
};

/** Options of `steadyState`. */
export interface SteadyStateOptions<O extends SteadyStateOutput, I extends SteadyStateColumns> {
  /** Which outputs; by default Π, μ_a, μ_b, n_a, n_b, or the names in `into`. */
  readonly outputs?: readonly O[];
  /** Columns of yours to be written; the system must have a column too. */
  readonly into?: I;
}

/** The outputs that come of the options. */
type Chosen<O, I> = [O] extends [never] ? ([keyof I] extends [never] ? DefaultOutput : Exclude<keyof I, "status">) : O;

/**
 * The steady state of each row, made in a pool of workers with the same bits as without: a promise, rejected where the call would throw.
 * The default outputs of one sweep are made as fast as memory takes them, and new columns are the caller's thread's to fill: they gain most
 * where the columns, the system's and those in `into`, lie in SharedArrayBuffers, which workers read and write themselves. Up to 1024
 * rows are made at once, without a message.
 *
 * @param options with `pool`, and perhaps `progress` and `signal`
 */
export function steadyState<
  const S extends System,
  const O extends SteadyStateOutput = never,
  const I extends SteadyStateColumns = Record<never, never>,
>(
  system: Known<S>,
  options: SteadyStateOptions<O, I> & Pooled,
): Promise<SteadyState<Chosen<O, I> & SteadyStateOutput, RowsOf<S>>>;
/**
 * The steady state of each row: entropy production rate and its parts, occupations, and more by name (paper, Eqs. 1–4).
 * Closed forms that lose no digits at weak coupling or near the critical one; a row's bits do not depend on the batch.
 * A row without a stable state, or with a parameter out of range, is NaN and has a status that says why.
 *
 * @param system from `optomechanics` or `dicke`, with a coupling; any parameter a number or a column
 * @throws ArgumentError if the system or the options are not as described, or if all parameters are numbers and one is out of range
 */
export function steadyState<
  const S extends System,
  const O extends SteadyStateOutput = never,
  const I extends SteadyStateColumns = Record<never, never>,
>(system: Known<S>, options?: SteadyStateOptions<O, I>): SteadyState<Chosen<O, I> & SteadyStateOutput, RowsOf<S>>;
/**
 * The steady state of a fitted system, with the errors of the fit carried to Π, μ_a, μ_b, n_a, n_b to first order by analytic
 * derivatives, and the budget of the error of Π by source.
 *
 * @param fit from `fit`, or one of the fits of `fitJointly`
 * @throws ArgumentError if the fit is not of a system with a steady state
 */
export function steadyState(fit: FittedSystem): FittedSteadyState;
/** See above: of a system, or of a fit. */
export function steadyState(
  system: System | FittedSystem,
  options: SteadyStateOptions<SteadyStateOutput, SteadyStateColumns> = {},
): unknown {
  if (isFit(system)) return ofFit(system, options);
  if (isPooled(options)) return byWorkers(system, options);
  const batch = batchOf(system, options);
  fillSteadyState(system, batch.rows ?? 1, batch.columns as unknown as Columns);
  return answerOf(system, batch);
}

/** Whether this is of `fit` or `fitJointly`. Fields are read, here and in what is called: `in` takes longer. */
function isFit(given: System | FittedSystem): given is FittedSystem {
  if (typeof given !== "object" || given === null) return false;
  const { sources, fits } = given as { readonly sources?: unknown; readonly fits?: unknown };
  return Array.isArray(sources) || Array.isArray(fits);
}

function ofFit(fit: FittedSystem, options: object | null): FittedSteadyState {
  if (!Array.isArray(fit.sources)) {
    throw new ArgumentError("fit", "expected the fit of one spectrum, got a joint one; take one of its fits");
  }
  if (typeof options !== "object" || options === null || Object.keys(options).length > 0) {
    throw expected("options", "none for a fit, whose steady state is Π, μ_a, μ_b, n_a, n_b with their errors", options);
  }
  return fittedSteadyState(fit);
}

type Columnar = Record<string, Float64Array | Uint8Array>;

/** A checked call: its rows, undefined if every parameter is a number, and the columns to be written. */
interface Batch {
  readonly rows: number | undefined;
  readonly columns: Columnar;
}

function batchOf(system: System, options: SteadyStateOptions<SteadyStateOutput, SteadyStateColumns>): Batch {
  checkSystem(system);
  checkPooledOptions(options, ["outputs", "into"]);
  const { outputs, into } = options;
  const rows = rowCount(system);
  if (into !== undefined) {
    if (typeof into !== "object" || into === null || Array.isArray(into)) {
      throw expected("into", `an object of columns named ${outputNames.join(", ")} or status`, into);
    }
    if (rows === undefined) throw new ArgumentError("into", "expected a system with a column, but every parameter is a number");
  }
  const asked = outputs === undefined ? undefined : outputsAmong(outputs, outputNames);
  if (rows === undefined && asked === undefined) return { rows, columns: usualSingles };
  const columns = (into === undefined ? {} : isPlain(into) ? { ...into } : listed(into)) as Columnar;
  const given = into === undefined ? 0 : completeColumns(columns, rows!, asked);
  for (const name of asked ?? (given > 0 ? [] : defaultOutputs)) {
    if (given === 0 || columns[name] === undefined) columns[name] = placeFor(name, rows);
  }
  columns.status ??= placeFor("status", rows);
  if (columns.sidebandAsymmetry !== undefined && system.model !== "dicke") {
    throw new ArgumentError(
      "outputs",
      "sidebandAsymmetry is of the Dicke model: quantum Brownian motion has symmetrised spectra only",
    );
  }
  return { rows, columns };
}

function answerOf(system: System, { rows, columns }: Batch): unknown {
  if (rows !== undefined) return columns;
  refuse(system, columns.status![0]!);
  const answer: Record<string, Columnar[string] | number> = { ...columns };
  for (const name in columns) if (widthOf(name) === 1) answer[name] = columns[name]![0]!;
  return answer;
}

/** Rows that are worth a message to a worker, and that one should not exceed. */
const FEWEST = 1024;
const MOST = 65_536;

async function byWorkers(
  system: System,
  options: SteadyStateOptions<SteadyStateOutput, SteadyStateColumns> & Pooled,
): Promise<unknown> {
  const batch = batchOf(system, options);
  const { rows: total = 0, columns } = batch;
  const outputs = Object.keys(columns).filter((name) => name !== "status");
  await fillByWorkers(options, {
    verb: "steadyState",
    total,
    least: FEWEST,
    most: MOST,
    ...(total <= FEWEST && { here: () => fillSteadyState(system, total, columns as unknown as Columns) }),
    cut: (first, end, tray) => [
      rowsOf(system, first, end, tray),
      { outputs, into: placesFor(columns, total, first, end, tray) },
    ],
    put: (part: Columnar, first) => putRows(columns, part, total, first),
  });
  if (total === 0) fillSteadyState(system, 1, columns as unknown as Columns);
  return answerOf(system, batch);
}

/**
 * A new column where the caller's is undefined; says how many there are. Throws unless each is among the outputs asked for, of the right
 * kind and length, and no other.
 */
function completeColumns(columns: Columnar, rows: number, asked: readonly SteadyStateOutput[] | undefined): number {
  let given = 0;
  for (const name in columns) {
    given++;
    if (name !== "status") {
      if (asked === undefined) outputsAmong([name], outputNames);
      else if (!isOneOf(asked, name)) throw new ArgumentError(`into.${name}`, "is not among the outputs asked for");
    }
    const length = widthOf(name) * rows;
    if (columns[name] === undefined) columns[name] = newColumn(name, length);
    const column = columns[name];
    // each constructor by its name: `instanceof` a variable is slow
    const isRight = isOfBytes(name) ? column instanceof Uint8Array : column instanceof Float64Array;
    if (!(isRight && column.length === length)) {
      throw expected(`into.${name}`, `a ${isOfBytes(name) ? "Uint8Array" : "Float64Array"} of ${length}`, column);
    }
    for (const other in columns) {
      if (other === name) break;
      if (columns[other] === column) throw new ArgumentError(`into.${name}`, `is the same array as into.${other}`);
    }
  }
  return given;
}

const isOfBytes = (name: string): boolean => name === "status" || name === "phase";

const newColumn = (name: string, length: number): Float64Array | Uint8Array =>
  isOfBytes(name) ? new Uint8Array(length) : new Float64Array(length);

/** Where single numbers go on their way to the caller, always the same place. */
const singles: Columnar = Object.fromEntries(
  [...outputNames, "status"].filter((name) => widthOf(name) === 1).map((name) => [name, newColumn(name, 1)]),
);

/** Those of the default outputs. */
const usualSingles: Columnar = Object.fromEntries([...defaultOutputs, "status"].map((name) => [name, singles[name]!]));

/** The column of an output that is not given. */
const placeFor = (name: string, rows: number | undefined): Float64Array | Uint8Array =>
  (rows === undefined && singles[name]) || newColumn(name, widthOf(name) * (rows ?? 1));
