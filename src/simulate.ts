import type { TimeRecord } from "./data/time-record";
import { ArgumentError, checkOptions, expected } from "./errors";
import { fillSine } from "./kernels/functions";
import { fillDrift } from "./kernels/matrices";
import { fillRecord, fillStep, type LinearSystem, type Step } from "./kernels/record";
import { fillSteadyState } from "./kernels/steady-state";
import { fillThermalOccupation } from "./kernels/thermal";
import { checkDetection, checkMatch, type Detection } from "./models/detection";
import { checkOscillator, type ThermalOscillator } from "./models/oscillator";
import { checkSeed } from "./models/seed";
import { checkSystem, rowCount, type System } from "./models/system";
import { refuse } from "./refuse";
import { statusText } from "./status";

/** Options of `simulate`. */
export interface SimulationOptions {
  /** How the light, or the motion, is measured; without a slope of the background. */
  readonly detection: Detection;
  /** Time from sample to sample (s), over which each sample is averaged. */
  readonly interval: number;
  /** Samples a record, 1 to 2³² − 1. */
  readonly samples: number;
  /** 0 … 2⁵³ − 1; the same seed gives the same bits everywhere. */
  readonly seed: number;
  /** Which of the independent records of this seed, 0 … 2³² − 1; 0 unless given. */
  readonly item?: number;
}

const known = ["detection", "interval", "samples", "seed", "item"];
const STREAM = 2; // of the kernels' random numbers: simulated records
const PIECE = 1 << 16;

/**
 * A record of the detected light, or of a bare oscillator's position, as an experiment would take it, in the steady state: the linear
 * quantum Langevin equations dx = Ax dt + noise and a_out = √(2κ) a − a_in, sampled exactly at any interval dt. Sample k is the output
 * averaged from k dt to (k + 1) dt: √gain·(√η·output + vacuum and dark noise) + background, its white parts of variance density/dt.
 * State and output move on together, by the matrix exponential and the joint covariance of a step's noises, the light that reflects
 * included (it drives the cavity, too), so that the record's two-sided density per Hz is that of `spectrum`, times sinc²(f dt), folded at 1/2dt:
 * - `homodyne`: cos θ q + sin θ p of the output, vacuum ½, which η replaces in part: (1 − η)/2;
 * - `heterodyne`, of the Dicke model: a complex record, f > 0 under e^{−2πift} the blue (anti-Stokes) side, so that it is a_out*, real part q/√2,
 *   imaginary part −p/√2; density gain·(ηS(f) + 1 + dark) + background, and ⟨r(f)r(−f)⟩ = gain·η·M*(f), the correlation of the sidebands;
 * - `position`: the oscillator's q; density gain·(S_qq + dark) + background.
 * The mean field of the superradiant phase is no part of it. Samples are in the root of the density's unit over s: √gain is their scale.
 *
 * @param system one working point, from `optomechanics`, `dicke` (both with a coupling) or `thermalOscillator`
 * @throws ArgumentError if an argument is not as described, or there is no steady state
 */
export function simulate(
  system: System | ThermalOscillator,
  options: SimulationOptions & { readonly records?: undefined },
): TimeRecord;
/**
 * Several independent records of the same, `item`, `item` + 1, …, each the same as if drawn alone.
 *
 * @throws ArgumentError if an argument is not as described, or there is no steady state
 */
export function simulate(
  system: System | ThermalOscillator,
  options: SimulationOptions & { readonly records: number },
): TimeRecord[];
/** One record, or several where `records` says how many. */
export function simulate(
  system: System | ThermalOscillator,
  options: SimulationOptions & { readonly records?: number | undefined },
): TimeRecord | TimeRecord[] {
  checkOptions(options, [...known, "records"]);
  const { records, samples } = options;
  if (records !== undefined && !(Number.isInteger(records) && records >= 1 && records < 2 ** 32)) {
    throw expected("records", "a whole number of records, 1 or more", records);
  }
  const { seed, item = 0, ...sampling } = checked(options, records);
  const step = stepOf(system, options);
  const isComplex = options.detection.detection === "heterodyne";
  const drawn = Array.from({ length: records ?? 1 }, (_, i) => {
    const record = emptyRecord(samples, isComplex, sampling.interval, 0);
    fillRecord(step, { seed, stream: STREAM, item: item + i }, 0, record.samples, record.imaginary);
    return record;
  });
  return records === undefined ? drawn[0]! : drawn;
}

/**
 * The record of `simulate`, to the bit, in pieces of `piece` samples (65536 unless given), one after another: for records larger than memory.
 *
 * @param system one working point, as for `simulate`
 * @throws ArgumentError at the call if an argument is not as described, or there is no steady state
 */
export function simulatePieces(
  system: System | ThermalOscillator,
  options: SimulationOptions & { readonly piece?: number },
): Generator<TimeRecord, void, undefined> {
  checkOptions(options, [...known, "piece"]);
  const { piece = PIECE } = options;
  if (!(Number.isInteger(piece) && piece >= 1 && piece < 2 ** 32)) {
    throw expected("piece", "a whole number of samples, 1 or more", piece);
  }
  const { samples, interval, seed, item = 0 } = checked(options);
  const step = stepOf(system, options);
  const isComplex = options.detection.detection === "heterodyne";
  return (function* () {
    for (let first = 0; first < samples; first += piece) {
      const record = emptyRecord(Math.min(piece, samples - first), isComplex, interval, first * interval);
      fillRecord(step, { seed, stream: STREAM, item }, first, record.samples, record.imaginary);
      yield record;
    }
  })();
}

function emptyRecord(count: number, isComplex: boolean, interval: number, start: number): TimeRecord {
  try {
    const samples = new Float64Array(count);
    return { samples, ...(isComplex && { imaginary: new Float64Array(count) }), interval, start, unit: "" };
  } catch {
    throw new ArgumentError("samples", `${count} are more than memory holds at once: draw them with simulatePieces`);
  }
}

/** The options, checked, but for what depends on the system. */
function checked(options: SimulationOptions, records = 1): SimulationOptions {
  const { detection, interval, samples, seed, item = 0 } = options;
  checkDetection(detection);
  const { backgroundSlope = 0, background = 0 } = detection;
  if (backgroundSlope !== 0) {
    throw new ArgumentError(
      "backgroundSlope",
      `expected 0 of a simulated record, whose background is white, got ${backgroundSlope}`,
    );
  }
  if (background < 0) {
    throw expected("background", "a level of zero or more of a simulated record, in its units per Hz", background);
  }
  if (!(typeof interval === "number" && interval > 0 && interval < 1e20)) {
    throw expected("interval", "a positive time in s", interval);
  }
  if (!(Number.isInteger(samples) && samples >= 1 && samples < 2 ** 32)) {
    throw expected("samples", "a whole number of samples, 1 to 2^32 − 1", samples);
  }
  checkSeed(seed, item, records);
  return options;
}

/** The step of a record, its state yet to be drawn. */
function stepOf(system: System | ThermalOscillator, { detection, interval }: SimulationOptions): Step {
  const isOscillator = typeof system === "object" && system !== null && system.model === "thermal";
  if (isOscillator) checkOscillator(system as ThermalOscillator);
  else checkSystem(system as System);
  checkMatch(system.model, detection);
  if (rowCount(system as System) !== undefined) {
    throw new ArgumentError("system", "expected one working point, got columns");
  }
  const equations = isOscillator ? motion(system as ThermalOscillator, detection) : light(system as System, detection);
  const step = fillStep(equations, interval);
  if (!step)
    throw new ArgumentError("interval", `a step of ${interval} s, or the steady state itself, is beyond double precision`);
  return step;
}

/** Rows of the equations: q_a, p_a, q_b, p_b, and the two outputs; columns of their noises: q_in, p_in, those of q_b and p_b, two of detection. */
function emptyEquations(): LinearSystem {
  return { drift: new Float64Array(24), noise: new Float64Array(36) };
}

/** The light that leaves the cavity: √(2κ) times that inside, less what comes in. */
function light(system: System, detection: Detection): LinearSystem {
  const status = new Uint8Array(1);
  fillSteadyState(system, 1, { status });
  if (status[0] !== 0) {
    refuse(system, status[0]!);
    const isRatio = (system as { couplingRatioSquared?: unknown }).couplingRatioSquared !== undefined;
    throw new ArgumentError(isRatio ? "couplingRatioSquared" : "gAB", `no steady state: ${statusText(status[0]!)}`);
  }
  const A = new Float64Array(16);
  const diffusion = new Float64Array(16);
  const equilibrium = new Float64Array(2);
  fillDrift(system, 1, { drift: A, diffusion, equilibrium });
  const { drift, noise } = emptyEquations();
  drift.set(A);
  const kappa = -A[0]!;
  const Na = equilibrium[0]!;
  for (let i = 0; i < 4; i++) noise[7 * i] = Math.sqrt(i < 2 ? 2 * kappa * Na : diffusion[5 * i]!);
  const { efficiency = 1, gain = 1, dark = 0, background = 0 } = detection as { efficiency?: number } & Detection;
  const output = (row: number, cosine: number, sine: number, white: number) => {
    const scale = Math.sqrt(gain * efficiency);
    [cosine, sine].forEach((c, k) => {
      drift[4 * row + k] = scale * Math.sqrt(2 * kappa) * c;
      noise[6 * row + k] = -scale * Math.sqrt(Na) * c;
    });
    noise[7 * row] = Math.sqrt(white);
  };
  if (detection.detection === "homodyne") {
    const { angle = Math.PI / 2 } = detection;
    const half = fillSine(angle / 2);
    output(4, 1 - 2 * half * half, fillSine(angle), gain * ((1 - efficiency) / 2 + dark) + background);
  } else {
    const white = (gain * (1 - efficiency / 2 + dark) + background) / 2;
    output(4, Math.SQRT1_2, 0, white);
    output(5, 0, -Math.SQRT1_2, white);
  }
  return { drift, noise };
}

/** The position of an oscillator in its bath. */
function motion(oscillator: ThermalOscillator, { gain = 1, dark = 0, background = 0 }: Detection): LinearSystem {
  const { omegaB, gammaB, temperatureB, nThermalB } = oscillator as unknown as Readonly<Record<string, number | undefined>>;
  const occupation = new Float64Array(1);
  if (temperatureB === undefined) occupation[0] = nThermalB!;
  else
    fillThermalOccupation(
      () => omegaB!,
      () => temperatureB,
      occupation,
    );
  const { drift, noise } = emptyEquations();
  drift[0] = drift[5] = -gammaB!; // no light: a mode at rest, without noise
  drift[11] = omegaB!;
  drift[14] = -omegaB!;
  drift[15] = -2 * gammaB!;
  noise[21] = Math.sqrt(4 * gammaB! * (occupation[0]! + 0.5));
  drift[18] = Math.sqrt(gain);
  noise[28] = Math.sqrt(gain * dark + background);
  return { drift, noise };
}
