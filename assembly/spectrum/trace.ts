// What a kernel is told of one spectrum: a record of numbers, which src/kernels/traces.ts writes in the same order.
// Base parameters are what a person names; core parameters are what the formulas take (core.ts leads from one to the other).

// The setups, and lights without one
export const OPTOMECHANICS: i32 = 0;
export const DICKE: i32 = 1;
export const SUPERRADIANT: i32 = 2;
export const OSCILLATOR: i32 = 3;
export const VACUUM: i32 = 4; // the local oscillator alone; with no sides at all, a dark trace

export const HOMODYNE: i32 = 0;
export const HETERODYNE: i32 = 1;
export const POSITION: i32 = 2;

// How the coupling is given
export const BY_G: i32 = 0;
export const BY_RATIO: i32 = 1; // x = (g/g_cr)²
export const BY_DISTANCE: i32 = 2; // ln(1 − x)
export const BY_POWER: i32 = 3; // g²/power

export const BY_OCCUPATION: i32 = 0;
export const BY_TEMPERATURE: i32 = 1;

// Base parameters: the first seven are the columns of steady-state/row.ts
export const OMEGA_A: i32 = 0;
export const KAPPA_A: i32 = 1;
export const OMEGA_B: i32 = 2;
export const GAMMA_B: i32 = 3;
export const COUPLING: i32 = 4;
export const N_THERMAL_A: i32 = 5;
export const BATH_B: i32 = 6;
export const ANGLE: i32 = 7;
export const EFFICIENCY: i32 = 8;
export const GAIN: i32 = 9;
export const DARK: i32 = 10;
export const BACKGROUND: i32 = 11;
export const BACKGROUND_SLOPE: i32 = 12;
export const BASES: i32 = 13;

// Core parameters
export const CORE_OMEGA_A: i32 = 0;
export const CORE_KAPPA: i32 = 1;
export const CORE_W1: i32 = 2;
export const CORE_W2: i32 = 3;
export const CORE_GAMMA: i32 = 4;
export const CORE_E: i32 = 5; // g², or g_t² in the superradiant phase
export const CORE_N_A: i32 = 6;
export const CORE_N_B: i32 = 7;
export const CORE_ANGLE: i32 = 8;
export const CORE_EFFICIENCY: i32 = 9;
export const CORE_GAIN: i32 = 10;
export const CORE_DARK: i32 = 11;
export const CORE_BACKGROUND: i32 = 12;
export const CORE_SLOPE: i32 = 13;
export const CORES: i32 = 14;

// Fields of the record
const SETUP: i32 = 0;
const DETECTION: i32 = 1;
const COUPLING_KIND: i32 = 2;
const BATH_KIND: i32 = 3;
const POWER: i32 = 4;
const SIDES: i32 = 5;
const BINS: i32 = 6;
const CENTRES: i32 = 7;
const RESPONSE: i32 = 8;
const DENSITIES: i32 = 9;
const WEIGHTS: i32 = 10;
const HAS_ERRORS: i32 = 11;
const AVERAGES: i32 = 12;
const INVOLVED: i32 = 13;
const SHARED: i32 = 14;
const BASE: i32 = 15; // 13 numbers
const SLOT: i32 = 28; // 13 numbers
const VARIABLE: i32 = 41; // 13 numbers
const RESULT: i32 = 54;

export class Trace {
  @inline static field(trace: usize, k: i32): f64 {
    return load<f64>(trace + ((<usize>k) << 3));
  }
  @inline static setup(trace: usize): i32 {
    return <i32>Trace.field(trace, SETUP);
  }
  @inline static detection(trace: usize): i32 {
    return <i32>Trace.field(trace, DETECTION);
  }
  @inline static couplingKind(trace: usize): i32 {
    return <i32>Trace.field(trace, COUPLING_KIND);
  }
  @inline static bathKind(trace: usize): i32 {
    return <i32>Trace.field(trace, BATH_KIND);
  }
  /** Pump power, for couplings given by it. */
  @inline static power(trace: usize): f64 {
    return Trace.field(trace, POWER);
  }
  /** 1 for a two-sided density, 2 for a one-sided one, 0 where no light falls. */
  @inline static sides(trace: usize): f64 {
    return Trace.field(trace, SIDES);
  }
  /** Bins, an even number. */
  @inline static bins(trace: usize): i32 {
    return <i32>Trace.field(trace, BINS);
  }
  /** Frequency of each bin (Hz). */
  @inline static centres(trace: usize): usize {
    return <usize>Trace.field(trace, CENTRES);
  }
  /** How the record was sampled and windowed (sampled.ts); 0 if it shows the spectrum as it is. */
  @inline static response(trace: usize): usize {
    return <usize>Trace.field(trace, RESPONSE);
  }
  /** Measured densities. */
  @inline static densities(trace: usize): usize {
    return <usize>Trace.field(trace, DENSITIES);
  }
  /** √n a bin (Gamma law), or 1/σ (errors given); 0 for a bin that only fills up. */
  @inline static weights(trace: usize): usize {
    return <usize>Trace.field(trace, WEIGHTS);
  }
  @inline static hasErrors(trace: usize): bool {
    return Trace.field(trace, HAS_ERRORS) !== 0;
  }
  /** Whether logarithms are compared, for a search far from its end. */
  @inline static isLogarithmic(trace: usize): bool {
    return Trace.field(trace, HAS_ERRORS) === 2;
  }
  /** n of the likelihood. */
  @inline static averages(trace: usize): f64 {
    return Trace.field(trace, AVERAGES);
  }
  /** Variables that move this spectrum: how many, and how many of them, the first, are shared with others. */
  @inline static involved(trace: usize): i32 {
    return <i32>Trace.field(trace, INVOLVED);
  }
  @inline static shared(trace: usize): i32 {
    return <i32>Trace.field(trace, SHARED);
  }
  @inline static base(trace: usize): usize {
    return trace + ((<usize>BASE) << 3);
  }
  /** Which base parameter the i-th of these variables is. */
  @inline static slot(trace: usize, i: i32): i32 {
    return <i32>Trace.field(trace, SLOT + i);
  }
  /** Its number among all variables of the fit. */
  @inline static variable(trace: usize, i: i32): i32 {
    return <i32>Trace.field(trace, VARIABLE + i);
  }
  /** Where fit/objective.ts puts its results. */
  @inline static result(trace: usize): usize {
    return <usize>Trace.field(trace, RESULT);
  }
}
