import { checkResponse, checkTaper, type Response } from "./data/response";
import { ArgumentError, expected, isOneOf, unknownName } from "./errors";
import { fillByWorkers, type Pooled } from "./kernels/crew";
import { fillFrequencies, fillSpectrum, type Observation, type SpectrumColumns } from "./kernels/spectrum";
import { checkDetection, checkMatch, type Detection, detectionNames } from "./models/detection";
import { checkOscillator, type ThermalOscillator } from "./models/oscillator";
import { checkSystem, rowCount, type System } from "./models/system";
import { column } from "./models/values";
import { checkPooledOptions, isPooled, listed, placesFor, putRows, type Results, refuseTwice, rowsOf } from "./parts";
import { INVALID, statusText } from "./status";

const ofHeterodyne = ["sidebandRe", "sidebandIm", "intracavity"] as const;
const outputNames = ["density", "signal", "jacobian", ...ofHeterodyne] as const;

/**
 * What `spectrum` can give, each of rows × bins numbers, a row's bins together:
 * - `density`: what the record shows, gain·(sides·(ηS + vacuum) + dark) + background + backgroundSlope·f, with the vacuum
 *   (1 − η)/2 of homodyne and 1 of heterodyne detection; a one-sided density counts both signs of f;
 * - `signal`: S itself, two-sided, per Hz: S_θ with vacuum ½ (homodyne), photons/s/Hz without vacuum (heterodyne), S_qq (position);
 * - `jacobian`: ∂density/∂parameter, one array for each parameter of the system and the detection, or of `derivatives`, by its name;
 * - `sidebandRe`, `sidebandIm`: M(f) = ⟨a_out(f) a_out(−f)⟩ of heterodyne detection, which ties the two sidebands together;
 * - `intracavity`: the photons inside the cavity (heterodyne), ∫N df = n_a.
 */
export type SpectrumOutput = (typeof outputNames)[number];

/** Arrays to be written, each of rows × bins; those of the Jacobian by the parameters' names. */
export type SpectrumArrays = { readonly [K in Exclude<SpectrumOutput, "jacobian">]?: Float64Array } & {
  readonly jacobian?: Readonly<Record<string, Float64Array>>;
};

/** Options of `spectrum`. */
export interface SpectrumOptions<O extends SpectrumOutput = SpectrumOutput, I extends SpectrumArrays = SpectrumArrays> {
  /** How the light, or the motion, is measured. */
  readonly detection: Detection;
  /** Whether the density counts one sign of f ("two-sided", `"two"`) or both (`"one"`, f ≥ 0). Heterodyne is two-sided. */
  readonly sides?: "one" | "two";
  /** Which outputs; `density` by default, or the names in `into`. */
  readonly outputs?: readonly O[];
  /** Parameters that the Jacobian is taken by; those in `into.jacobian`, or all that the system and the detection have, unless said. */
  readonly derivatives?: readonly string[];
  /** Arrays of yours to be written, no one twice. */
  readonly into?: I;
  /** How the record was sampled and windowed, if the outputs are to show that too; all do but `intracavity`. */
  readonly response?: Response;
}

/** A spectrum: the outputs asked for, and the status of each row (see `statusText`). */
export interface Spectrum {
  readonly density: Float64Array;
  readonly signal: Float64Array;
  readonly jacobian: Readonly<Record<string, Float64Array>>;
  readonly sidebandRe: Float64Array;
  readonly sidebandIm: Float64Array;
  readonly intracavity: Float64Array;
  readonly status: Uint8Array;
}

/** The outputs that come of the options. */
type Chosen<O, I> = [O] extends [never] ? ([keyof I] extends [never] ? "density" : keyof I) : O;

/**
 * Noise spectra made in a pool of workers, which share the rows, with the same bits as without: a promise, rejected where the call
 * would throw.
 *
 * @param options with `pool`, and perhaps `progress` and `signal`
 */
export function spectrum<const O extends SpectrumOutput = never, const I extends SpectrumArrays = Record<never, never>>(
  system: System | ThermalOscillator,
  frequencies: Float64Array | readonly number[],
  options: SpectrumOptions<O, I> & Pooled,
): Promise<Pick<Spectrum, (Chosen<O, I> & SpectrumOutput) | "status">>;
/**
 * Noise spectra of the light that leaves the cavity (homodyne at any angle, heterodyne with both sidebands), or of a bare
 * oscillator's position, with analytic derivatives by every parameter (paper, Fig. 2).
 * f(ω) = ∫e^{iωt}f(t)dt, χ(ω) = (−iω − A)⁻¹; densities per Hz under ∫df; f > 0 is the blue sideband.
 *
 * @param system from `optomechanics`, `dicke` (both with a coupling) or `thermalOscillator`; columns make rows
 * @param frequencies in Hz, of either sign; any order
 * @throws ArgumentError if an argument is not as described, or if all parameters are numbers and there is no steady state
 */
export function spectrum<const O extends SpectrumOutput = never, const I extends SpectrumArrays = Record<never, never>>(
  system: System | ThermalOscillator,
  frequencies: Float64Array | readonly number[],
  options: SpectrumOptions<O, I>,
): Pick<Spectrum, (Chosen<O, I> & SpectrumOutput) | "status">;
/** See above: at once, or by workers. */
export function spectrum(
  system: System | ThermalOscillator,
  frequencies: Float64Array | readonly number[],
  options: SpectrumOptions,
): unknown {
  if (isPooled(options)) return byWorkers(system, frequencies, options);
  const batch = batchOf(system, frequencies, options);
  fillSpectrum(batch.observation, batch.bins, batch.rows ?? 1, batch.out);
  return answerOf(batch);
}

/** A checked call: what to compute, and the arrays to be written. */
interface Batch {
  readonly observation: Observation;
  readonly bins: Float64Array;
  /** Undefined if every parameter is a number. */
  readonly rows: number | undefined;
  readonly names: readonly SpectrumOutput[];
  readonly out: SpectrumColumns;
}

function batchOf(
  system: System | ThermalOscillator,
  frequencies: Float64Array | readonly number[],
  options: SpectrumOptions,
): Batch {
  if (typeof system === "object" && system !== null && system.model === "thermal") checkOscillator(system);
  else checkSystem(system);
  checkPooledOptions(options, ["detection", "sides", "outputs", "derivatives", "into", "response"]);
  const { detection, sides = "two", outputs, derivatives, into, response } = options;
  checkDetection(detection);
  checkMatch(system.model, detection);
  const bins = column("frequencies", frequencies, "a frequency in Hz", "a column of frequencies in Hz");
  if (!fillFrequencies(bins)) {
    const wrong = bins.findIndex((f) => !(Math.abs(f) <= 1e20));
    throw expected(`frequencies[${wrong}]`, "a frequency in Hz, at most 1e20", bins[wrong]);
  }
  if (response !== undefined) {
    checkResponse(response, bins);
    checkTaper(response);
  }
  if (sides !== "one" && sides !== "two") throw expected("sides", `"one" or "two"`, sides);
  if (sides === "one") checkOneSided(detection, bins);
  const names = checkedOutputs(outputs, into, detection);
  const rows = rowCount(system as System);
  const length = (rows ?? 1) * bins.length;
  const out: SpectrumColumns = { status: new Uint8Array(rows ?? 1) };
  for (const name of names) {
    if (name !== "jacobian") out[name] = arrayFor("into", name, into?.[name], length);
  }
  if (isOneOf(names, "jacobian")) {
    const jacobian: Record<string, Float64Array> = {};
    for (const name of checkedDerivatives(derivatives, into?.jacobian, parametersOf(system, detection))) {
      jacobian[name] = arrayFor("into.jacobian", name, into?.jacobian?.[name], length);
    }
    out.jacobian = jacobian;
  } else if (derivatives !== undefined)
    throw new ArgumentError("derivatives", 'are of the output "jacobian", which is not asked for');
  if (into) refuseTwice(out as unknown as Results);
  return {
    observation: { source: system, detection, sides: sides === "one" ? 2 : 1, response },
    bins,
    rows,
    names,
    out,
  };
}

/** The array given to be written, or a new one. */
function arrayFor(within: string, name: string, given: unknown, length: number): Float64Array {
  if (given === undefined) return new Float64Array(length);
  if (given instanceof Float64Array && given.length === length) return given;
  throw expected(`${within}.${name}`, `a Float64Array of ${length}, rows × bins`, given);
}

function answerOf({ rows, out }: Batch): unknown {
  const status = out.status[0]!;
  if (rows === undefined && status !== 0) {
    const [argument, reason] = status < INVALID ? ["gAB", "no steady state"] : ["system", "cannot be"];
    throw new ArgumentError(argument!, `${reason}: ${statusText(status)}`);
  }
  return out;
}

/** Numbers of a spectrum that are worth a message to a worker, and that one should not exceed. */
const FEWEST = 8192;
const MOST = 2 ** 20;

async function byWorkers(
  system: System | ThermalOscillator,
  frequencies: Float64Array | readonly number[],
  options: SpectrumOptions & Pooled,
): Promise<unknown> {
  const batch = batchOf(system, frequencies, options);
  const { observation, bins, rows: total = 0, names: outputs, out } = batch;
  if (total === 0) fillSpectrum(observation, bins, 1, out);
  const derivatives = out.jacobian && Object.keys(out.jacobian);
  const { sides } = options;
  const detection = listed(options.detection);
  const response = options.response && listed(options.response);
  const columns = out as unknown as Results;
  const { status: _, ...own } = columns;
  await fillByWorkers(options, {
    verb: "spectrum",
    total,
    least: Math.ceil(FEWEST / bins.length),
    most: Math.ceil(MOST / bins.length),
    ...(total * bins.length <= FEWEST && { here: () => fillSpectrum(observation, bins, total, out) }),
    cut: (first, end, tray) => {
      const into = placesFor(own, total, first, end, tray);
      return [rowsOf(system, first, end, tray), tray.copy(bins), { detection, sides, response, outputs, derivatives, into }];
    },
    put: (part: Results, first) => putRows(columns, part, total, first),
  });
  return answerOf(batch);
}

/** The parameters that a derivative is taken by: those of the source as it gives them, then the detection's. */
function parametersOf(source: System | ThermalOscillator, detection: Detection): string[] {
  const own =
    source.model === "thermal"
      ? ["omegaB", "gammaB"]
      : [
          ...["omegaA", "kappaA", "omegaB", "gammaB"],
          source.model === "dicke" && source.couplingRatioSquared !== undefined ? "couplingRatioSquared" : "gAB",
          "nThermalA",
        ];
  const bath = source.temperatureB === undefined ? "nThermalB" : "temperatureB";
  return [...own, bath, ...detectionNames[detection.detection]];
}

/** The parameters that derivatives are asked for by. */
function checkedDerivatives(names: unknown, into: unknown, known: readonly string[]): readonly string[] {
  if (into !== undefined && (typeof into !== "object" || into === null || ArrayBuffer.isView(into) || Array.isArray(into)))
    throw expected("into.jacobian", "an object of arrays by the parameters' names", into);
  const given = into && Object.keys(into);
  if (given?.length === 0) throw expected("into.jacobian", "an array or more by the parameters' names", into);
  const asked = names === undefined ? (given ?? known) : names;
  if (!Array.isArray(asked) || asked.length === 0) {
    throw expected("derivatives", `an array of names from ${known.join(", ")}`, asked);
  }
  for (let k = 0; k < asked.length; k++) {
    if (!isOneOf(known, asked[k])) throw unknownName("parameter", String(asked[k]), known);
    for (let j = 0; j < k; j++) if (asked[j] === asked[k]) throw new ArgumentError("derivatives", `names ${asked[k]} twice`);
  }
  if (given && asked !== given) {
    for (const name of given) {
      if (!isOneOf(asked, name)) throw new ArgumentError(`into.jacobian.${name}`, "is not among the derivatives asked for");
    }
  }
  return asked;
}

function checkOneSided({ detection }: Detection, bins: Float64Array): void {
  if (detection === "heterodyne") throw new ArgumentError("sides", "a heterodyne spectrum has two sides that differ");
  const negative = bins.findIndex((f) => f < 0);
  if (negative >= 0)
    throw expected(`frequencies[${negative}]`, 'a frequency of zero or more, as sides is "one"', bins[negative]);
}

function checkedOutputs(outputs: unknown, into: unknown, { detection }: Detection): readonly SpectrumOutput[] {
  if (into !== undefined && (typeof into !== "object" || into === null || Array.isArray(into)))
    throw expected("into", `an object of arrays named ${outputNames.join(", ")}`, into);
  const given = into && Object.keys(into);
  const names = outputs ?? (given && given.length > 0 ? given : ["density"]);
  if (!Array.isArray(names)) throw expected("outputs", `an array of names from ${outputNames.join(", ")}`, names);
  for (const name of names) {
    if (!isOneOf(outputNames, name)) throw unknownName("output", String(name), outputNames);
    if (detection !== "heterodyne" && isOneOf(ofHeterodyne, name))
      throw new ArgumentError("outputs", `${name} is an output of heterodyne()`);
  }
  if (given && names !== given) {
    for (const name of given)
      if (!isOneOf(names, name)) throw new ArgumentError(`into.${name}`, "is not among the outputs asked for");
  }
  return names;
}
