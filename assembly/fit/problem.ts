// What a fit is told: spectra, and the variables that move them; and where it works and answers. src/kernels/fit.ts writes it.
// Variables that several spectra share come first, then each spectrum's own.

import { BASES, Trace } from "../spectrum/trace";
import { RESULT_SIZE } from "./objective";

const TRACES: i32 = 0;
const TRACE_LIST: i32 = 1;
const VARIABLES: i32 = 2;
const SHARED: i32 = 3;
const VARIABLE_LIST: i32 = 4;
const MOST_STEPS: i32 = 5;
const WORK: i32 = 6;
const COST: i32 = 7; // and four more answers
const TOLERANCE: i32 = 12;

// A variable: its value, whether it moves as a logarithm, bounds, and the measurement it is calibrated by
const VALUE: i32 = 0;
const IS_LOGARITHMIC: i32 = 1;
const LOWER: i32 = 2;
const UPPER: i32 = 3;
const CALIBRATION: i32 = 4;
const PRECISION: i32 = 5; // 1/σ², 0 if not calibrated
const TRIAL: i32 = 6;
const IS_HELD: i32 = 7; // at a bound that the descent leads across
const VARIABLE_SIZE: i32 = 8;

// Numbers a spectrum works with: a matrix of its variables, a right side, scales
const TRACE_WORK: i32 = BASES * BASES + 2 * BASES;

/** The problem at hand, and one of its spectra. */
export class Problem {
  static traces: i32 = 0;
  static variables: i32 = 0;
  /** Of them, those that several spectra share. */
  static shared: i32 = 0;
  private static record: usize = 0;
  private static list: usize = 0;
  private static work: usize = 0;

  /** The spectrum at hand, its variables, and how many of them, the first, are shared. */
  static trace: usize = 0;
  static involved: i32 = 0;
  static border: i32 = 0;
  private static results: usize = 0;
  private static own: usize = 0;

  static open(problem: usize): void {
    Problem.record = problem;
    Problem.traces = <i32>Problem.get(TRACES);
    Problem.variables = <i32>Problem.get(VARIABLES);
    Problem.shared = <i32>Problem.get(SHARED);
    Problem.list = <usize>Problem.get(VARIABLE_LIST);
    Problem.work = <usize>Problem.get(WORK);
    Problem.turnTo(0);
  }

  static turnTo(t: i32): void {
    const trace = <usize>load<f64>(<usize>Problem.get(TRACE_LIST) + ((<usize>t) << 3));
    const s = Problem.shared;
    Problem.trace = trace;
    Problem.involved = Trace.involved(trace);
    Problem.border = Trace.shared(trace);
    Problem.results = Trace.result(trace);
    Problem.own = Problem.work + ((<usize>(5 * Problem.variables + s * s + TRACE_WORK * t)) << 3);
  }

  @inline private static get(k: i32): f64 {
    return load<f64>(Problem.record + ((<usize>k) << 3));
  }
  @inline static mostSteps(): i32 {
    return <i32>Problem.get(MOST_STEPS);
  }
  /** Square of a step, in standard errors, that may be left: 0 asks for all digits. */
  @inline static tolerance(): f64 {
    return Problem.get(TOLERANCE);
  }
  @inline static cost(): f64 {
    return Problem.get(COST);
  }
  @inline static verdict(): i32 {
    return <i32>Problem.get(COST + 4);
  }
  @inline static setMostSteps(steps: i32): void {
    store<f64>(Problem.record + ((<usize>MOST_STEPS) << 3), <f64>steps);
  }
  static answer(cost: f64, decrement: f64, evaluations: i32, steps: i32, verdict: i32): void {
    const at = Problem.record + ((<usize>COST) << 3);
    store<f64>(at, cost);
    store<f64>(at, decrement, 8);
    store<f64>(at, <f64>evaluations, 16);
    store<f64>(at, <f64>steps, 24);
    store<f64>(at, <f64>verdict, 32);
  }

  @inline private static of(v: i32, k: i32): usize {
    return Problem.list + ((<usize>(VARIABLE_SIZE * v + k)) << 3);
  }
  @inline static value(v: i32): f64 {
    return load<f64>(Problem.of(v, VALUE));
  }
  @inline static lower(v: i32): f64 {
    return load<f64>(Problem.of(v, LOWER));
  }
  @inline static upper(v: i32): f64 {
    return load<f64>(Problem.of(v, UPPER));
  }
  @inline static calibration(v: i32): f64 {
    return load<f64>(Problem.of(v, CALIBRATION));
  }
  @inline static precision(v: i32): f64 {
    return load<f64>(Problem.of(v, PRECISION));
  }
  @inline static trial(v: i32): f64 {
    return load<f64>(Problem.of(v, TRIAL));
  }
  @inline static isLogarithmic(v: i32): bool {
    return load<f64>(Problem.of(v, IS_LOGARITHMIC)) !== 0;
  }
  /** dv/du at x, u the coordinate it moves by. */
  @inline static slope(v: i32, x: f64): f64 {
    return Problem.isLogarithmic(v) ? x : 1;
  }
  @inline static isHeld(v: i32): bool {
    return load<f64>(Problem.of(v, IS_HELD)) !== 0;
  }
  @inline static setValue(v: i32, x: f64): void {
    store<f64>(Problem.of(v, VALUE), x);
  }
  @inline static setCalibration(v: i32, x: f64): void {
    store<f64>(Problem.of(v, CALIBRATION), x);
  }
  @inline static setTrial(v: i32, x: f64): void {
    store<f64>(Problem.of(v, TRIAL), x);
  }
  @inline static hold(v: i32, isHeld: bool): void {
    store<f64>(Problem.of(v, IS_HELD), isHeld ? 1 : 0);
  }

  // Work: five numbers a variable, the shared block, and TRACE_WORK numbers a spectrum
  @inline private static worked(k: i32): usize {
    return Problem.work + ((<usize>k) << 3);
  }
  /** Descent of −ln L by each variable. */
  @inline static gradient(v: i32): usize {
    return Problem.worked(v);
  }
  /** Diagonal of the information. */
  @inline static diagonal(v: i32): usize {
    return Problem.worked(Problem.variables + v);
  }
  @inline static step(v: i32): usize {
    return Problem.worked(2 * Problem.variables + v);
  }
  /** The standard error of a variable if it were the only one: a step's scale. 0 if it is held or moves nothing. */
  @inline static errorAlone(v: i32): f64 {
    const d = load<f64>(Problem.diagonal(v));
    return d > 0 && !Problem.isHeld(v) ? 1 / Math.sqrt(d) : 0;
  }
  /** A row of numbers by column. */
  @inline static row(j: i32): usize {
    return Problem.worked(3 * Problem.variables + j);
  }
  /** Right side of the shared block. */
  @inline static right(a: i32): usize {
    return Problem.worked(4 * Problem.variables + a);
  }
  @inline static block(a: i32, b: i32): usize {
    return Problem.worked(5 * Problem.variables + Problem.shared * a + b);
  }

  // Of the spectrum at hand
  /** Number of its i-th variable among all. */
  @inline static variable(i: i32): i32 {
    return Trace.variable(Problem.trace, i);
  }
  @inline static matrix(i: i32, j: i32): usize {
    return Problem.own + ((<usize>(BASES * i + j)) << 3);
  }
  @inline static ownRight(i: i32): usize {
    return Problem.own + ((<usize>(BASES * BASES + i)) << 3);
  }
  /** dv/du of each of its variables. */
  @inline static scales(): usize {
    return Problem.own + ((<usize>(BASES * BASES + BASES)) << 3);
  }
  /** Its results: of the parameters kept, of those tried, one with the curvature for information, refits' start, and one with its root. */
  @inline static result(which: i32): usize {
    return Problem.results + ((<usize>(RESULT_SIZE * which)) << 3);
  }
}
