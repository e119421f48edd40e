// What a fit is told: spectra, and the variables that move them; and where it works and answers. src/kernels/fit.ts writes it.
// Variables that several spectra share come first, then each spectrum's own.

import { BASES } from "../spectrum/trace";
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

const TRACE_WORK: i32 = 13 * 13 * 2 + 26; // Cholesky factor, coupling to the shared, right side, scales

export class Problem {
  @inline static get(problem: usize, k: i32): f64 {
    return load<f64>(problem + ((<usize>k) << 3));
  }
  @inline static traces(problem: usize): i32 {
    return <i32>Problem.get(problem, TRACES);
  }
  @inline static trace(problem: usize, t: i32): usize {
    return <usize>load<f64>(<usize>Problem.get(problem, TRACE_LIST) + ((<usize>t) << 3));
  }
  @inline static variables(problem: usize): i32 {
    return <i32>Problem.get(problem, VARIABLES);
  }
  @inline static shared(problem: usize): i32 {
    return <i32>Problem.get(problem, SHARED);
  }
  @inline static mostSteps(problem: usize): i32 {
    return <i32>Problem.get(problem, MOST_STEPS);
  }
  /** Square of a step, in standard errors, that may be left: 0 asks for all digits. */
  @inline static tolerance(problem: usize): f64 {
    return Problem.get(problem, TOLERANCE);
  }
  @inline static cost(problem: usize): f64 {
    return Problem.get(problem, COST);
  }
  @inline static verdict(problem: usize): i32 {
    return <i32>Problem.get(problem, COST + 4);
  }
  @inline static setMostSteps(problem: usize, steps: i32): void {
    store<f64>(problem + ((<usize>MOST_STEPS) << 3), <f64>steps);
  }
  @inline static answer(problem: usize, cost: f64, decrement: f64, evaluations: i32, steps: i32, verdict: i32): void {
    const at = problem + ((<usize>COST) << 3);
    store<f64>(at, cost);
    store<f64>(at + 8, decrement);
    store<f64>(at + 16, <f64>evaluations);
    store<f64>(at + 24, <f64>steps);
    store<f64>(at + 32, <f64>verdict);
  }

  @inline private static of(problem: usize, v: i32, k: i32): usize {
    return <usize>Problem.get(problem, VARIABLE_LIST) + ((<usize>(VARIABLE_SIZE * v + k)) << 3);
  }
  @inline static value(problem: usize, v: i32): f64 {
    return load<f64>(Problem.of(problem, v, VALUE));
  }
  @inline static isLogarithmic(problem: usize, v: i32): bool {
    return load<f64>(Problem.of(problem, v, IS_LOGARITHMIC)) !== 0;
  }
  @inline static lower(problem: usize, v: i32): f64 {
    return load<f64>(Problem.of(problem, v, LOWER));
  }
  @inline static upper(problem: usize, v: i32): f64 {
    return load<f64>(Problem.of(problem, v, UPPER));
  }
  @inline static calibration(problem: usize, v: i32): f64 {
    return load<f64>(Problem.of(problem, v, CALIBRATION));
  }
  @inline static precision(problem: usize, v: i32): f64 {
    return load<f64>(Problem.of(problem, v, PRECISION));
  }
  @inline static trial(problem: usize, v: i32): f64 {
    return load<f64>(Problem.of(problem, v, TRIAL));
  }
  @inline static isHeld(problem: usize, v: i32): bool {
    return load<f64>(Problem.of(problem, v, IS_HELD)) !== 0;
  }
  @inline static setValue(problem: usize, v: i32, x: f64): void {
    store<f64>(Problem.of(problem, v, VALUE), x);
  }
  @inline static setCalibration(problem: usize, v: i32, x: f64): void {
    store<f64>(Problem.of(problem, v, CALIBRATION), x);
  }
  @inline static setTrial(problem: usize, v: i32, x: f64): void {
    store<f64>(Problem.of(problem, v, TRIAL), x);
  }
  @inline static hold(problem: usize, v: i32, isHeld: bool): void {
    store<f64>(Problem.of(problem, v, IS_HELD), isHeld ? 1 : 0);
  }

  // Work: four numbers a variable, the shared block, and TRACE_WORK numbers a spectrum
  @inline private static work(problem: usize, k: i32): usize {
    return <usize>Problem.get(problem, WORK) + ((<usize>k) << 3);
  }
  /** Descent of −ln L by each variable. */
  @inline static gradient(problem: usize, v: i32): usize {
    return Problem.work(problem, v);
  }
  /** Diagonal of the information. */
  @inline static diagonal(problem: usize, v: i32): usize {
    return Problem.work(problem, Problem.variables(problem) + v);
  }
  @inline static step(problem: usize, v: i32): usize {
    return Problem.work(problem, 2 * Problem.variables(problem) + v);
  }
  /** Right side of the shared block. */
  @inline static right(problem: usize, a: i32): usize {
    return Problem.work(problem, 3 * Problem.variables(problem) + a);
  }
  @inline static block(problem: usize, a: i32, b: i32): usize {
    return Problem.work(problem, 4 * Problem.variables(problem) + Problem.shared(problem) * a + b);
  }
  @inline private static own(problem: usize, t: i32): usize {
    const s = Problem.shared(problem);
    return Problem.work(problem, 4 * Problem.variables(problem) + s * s + TRACE_WORK * t);
  }
  @inline static factor(problem: usize, t: i32, i: i32, j: i32): usize {
    return Problem.own(problem, t) + ((<usize>(BASES * i + j)) << 3);
  }
  @inline static link(problem: usize, t: i32, i: i32, a: i32): usize {
    return Problem.own(problem, t) + ((<usize>(169 + BASES * i + a)) << 3);
  }
  @inline static ownRight(problem: usize, t: i32, i: i32): usize {
    return Problem.own(problem, t) + ((<usize>(338 + i)) << 3);
  }
  /** dv/du of each variable of a spectrum. */
  @inline static scales(problem: usize, t: i32): usize {
    return Problem.own(problem, t) + ((<usize>351) << 3);
  }
  /** Four results a spectrum: of the parameters kept, of those tried, one with the curvature for information, and refits' start. */
  @inline static result(stored: usize, which: i32): usize {
    return stored + ((<usize>(RESULT_SIZE * which)) << 3);
  }
}
