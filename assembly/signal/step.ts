// What one step of a sampled record needs. State x (4) and output z (2) obey
//   dx/dt = A x + B_x ξ,  dz/dt = C x + B_z ξ,  ξ white, six of unit density;
// a sample is the output averaged over a step of length h. With X = (x, z̄), z̄ = ∫ dz/h from the step's beginning,
//   X(h) = e^F X(0) + w,  F = [[Ah, 0], [C, 0]],  ⟨wwᵀ⟩ = Q = ∫₀¹ e^{Fs} G e^{Fᵀs} ds,
//   G = [[B_xB_xᵀ h, B_xB_zᵀ], [B_zB_xᵀ, B_zB_zᵀ/h]]:
// exact at any h, with the correlation of an output's noise and that of the state. In double-double: in a short step the output's
// noise, its reflected input, is that of the state but for a part (κh)²/12, and six noises are made of as few as three.
// A record starts from the steady state, σ = Q + EσEᵀ, the same doubling carried on until it stands.
//
// A step in memory, matrices by columns of six numbers (x, then z̄), so that a vector takes two rows:
//
//   state (4), output (2) | E − 1 (4 columns) | noises of w (6 columns) | noises of σ (6 columns) | how many, how many | Q (6 columns)

import { Lanes, Real } from "lanes";
import { E, F, LONGEST, PRODUCT, Propagator, Q, TERM } from "../math/propagator";
import { Wide, WideMatrix } from "../math/wide";

const SIZE: i32 = 6;
const STATES: i32 = 4;

// Places in a step.
export const STATE: i32 = 0;
export const PROPAGATOR: i32 = 6;
export const NOISES: i32 = 30;
export const START: i32 = 66;
export const NOISE_COUNT: i32 = 102;
export const START_COUNT: i32 = 103;
const COVARIANCE: i32 = 104;

const MOST_DOUBLINGS: i32 = 400;
// A pivot below this part of its variance is rounding, and its noise none of its own.
const NEGLIGIBLE: f64 = 1e-28;
const CONVERGED: f64 = 1e-33;

const BYTES: i32 = 36 * 32;
const SCALAR: usize = memory.data(32, 16);
const FACTOR: usize = memory.data(32, 16);
const COLUMN: usize = memory.data(192, 16);
const VARIANCES: usize = memory.data(48, 16);

/** 6 × 6 matrices of double-doubles, row-major; both lanes hold the same. */
class Six {
  @inline static at(m: usize, i: i32, j: i32): usize {
    return m + <usize>(SIZE * i + j) * Wide.size();
  }
  /** hi. */
  @inline static value(m: usize, i: i32, j: i32): f64 {
    return load<f64>(Six.at(m, i, j));
  }
  @inline static set(at: usize, x: f64): void {
    Wide.set(at, Lanes.of(x), Lanes.of(0));
  }
}

/**
 * Fills `step` for a step of `interval` (s). `drift` holds A and below it C (6 × 4 numbers, row-major), `noise` B_x and B_z (6 × 6).
 * False where there is no steady state, or numbers beyond double precision.
 */
export function recordStep(drift: usize, noise: usize, interval: f64, step: usize): bool {
  const norm = Propagator.norm(drift);
  if (!(norm * interval <= LONGEST)) return false;
  const part = Propagator.part(norm, Lanes.of(interval));
  lay(drift, noise, interval, part);
  Propagator.run(SIZE, part);
  for (let j = 0; j < SIZE; j++) {
    for (let i = 0; i < SIZE; i++) {
      if (j < STATES) {
        Six.set(FACTOR, i === j ? -1 : 0);
        Wide.add(Six.at(E, i, j), FACTOR, SCALAR);
        put(step, PROPAGATOR, i, j, load<f64>(SCALAR));
      }
      put(step, COVARIANCE, i, j, Six.value(Q, i, j));
    }
  }
  WideMatrix.copy(Q, PRODUCT, SIZE);
  const noises = factor(PRODUCT, step + (NOISES << 3));
  const hasState = settle();
  // σ in the corner of a matrix of six
  memory.fill(PRODUCT, 0, BYTES);
  for (let i = 0; i < STATES; i++) {
    for (let j = 0; j < STATES; j++) Wide.copy(WideMatrix.at(Q, i, j), Six.at(PRODUCT, i, j));
  }
  const starts = factor(PRODUCT, step + (START << 3));
  store<f64>(step + (NOISE_COUNT << 3), <f64>noises);
  store<f64>(step + (START_COUNT << 3), <f64>starts);
  let sum: f64 = 0;
  for (let k = PROPAGATOR; k < COVARIANCE + SIZE * SIZE; k++) sum += abs<f64>(load<f64>(step + ((<usize>k) << 3)));
  return hasState && sum < Infinity;
}

function put(step: usize, matrix: i32, i: i32, j: i32, x: f64): void {
  store<f64>(step + ((<usize>(matrix + SIZE * j + i)) << 3), x);
}

/** F and, in Q, G, both of a part of the step. */
function lay(drift: usize, noise: usize, interval: f64, part: Real): void {
  const h = Lanes.of(interval) * part;
  memory.fill(F, 0, BYTES);
  for (let i = 0; i < SIZE; i++) {
    for (let j = 0; j < STATES; j++) {
      const a = Lanes.of(load<f64>(drift + ((<usize>(STATES * i + j)) << 3)));
      Wide.product(a, i < STATES ? h : part, Six.at(F, i, j));
    }
  }
  for (let i = 0; i < SIZE * SIZE; i++) Six.set(TERM + <usize>i * Wide.size(), load<f64>(noise + ((<usize>i) << 3)));
  WideMatrix.multiply(TERM, TERM, true, Q, SIZE);
  for (let i = 0; i < SIZE; i++) {
    for (let j = 0; j < SIZE; j++) {
      const at = Six.at(Q, i, j);
      Wide.set(FACTOR, i < STATES && j < STATES ? h : part, Lanes.of(0));
      Wide.multiply(at, FACTOR, at);
      if (i < STATES || j < STATES) continue;
      Six.set(FACTOR, interval);
      Wide.divide(at, FACTOR, at);
    }
  }
}

/** The state's own E and Q, 4 × 4, after ever longer times, until Q stands. False if it never does. */
function settle(): bool {
  for (let i = 0; i < STATES; i++) {
    for (let j = 0; j < STATES; j++) {
      Wide.copy(Six.at(E, i, j), WideMatrix.at(E, i, j));
      Wide.copy(Six.at(Q, i, j), WideMatrix.at(Q, i, j));
    }
  }
  const all = Lanes.lessOrEqual(Lanes.of(0), Lanes.of(0));
  for (let n = 0; n < MOST_DOUBLINGS; n++) {
    Propagator.grow(STATES, all);
    let change: f64 = 0;
    let largest: f64 = 0;
    for (let i = 0; i < STATES; i++) {
      const variance = load<f64>(WideMatrix.at(Q, i, i));
      // a state without noise of its own, as q is in a short step, may have no variance yet
      change = max(change, load<f64>(WideMatrix.at(PRODUCT, i, i)) - CONVERGED * variance);
      for (let j = 0; j < STATES; j++) largest = max(largest, abs<f64>(load<f64>(WideMatrix.at(E, i, j))));
    }
    if (change <= 0 && largest < 1) return true;
    if (!(largest < 1e150)) return false;
    Propagator.square(STATES, all);
  }
  return false;
}

/** Columns l of m = Σ l lᵀ, six numbers each, to `out`: those of L√d of m = L d Lᵀ with d > 0; gives their number. Spoils m. */
function factor(m: usize, out: usize): i32 {
  memory.fill(out, 0, (<usize>(SIZE * SIZE)) << 3);
  for (let i = 0; i < SIZE; i++) store<f64>(VARIANCES + ((<usize>i) << 3), Six.value(m, i, i));
  let columns = 0;
  for (let j = 0; j < SIZE; j++) {
    const pivot = Six.at(m, j, j);
    const d = load<f64>(pivot);
    if (!(d > NEGLIGIBLE * load<f64>(VARIANCES + ((<usize>j) << 3)))) continue;
    const column = out + ((<usize>(SIZE * columns)) << 3);
    columns++;
    const root = sqrt<f64>(d);
    for (let i = j; i < SIZE; i++) {
      const l = COLUMN + <usize>i * Wide.size();
      Wide.divide(Six.at(m, i, j), pivot, l);
      store<f64>(column + ((<usize>i) << 3), load<f64>(l) * root);
    }
    for (let i = j + 1; i < SIZE; i++) {
      for (let k = j + 1; k <= i; k++) {
        Wide.subtractProduct(COLUMN + <usize>i * Wide.size(), Six.at(m, k, j), Six.at(m, i, k));
      }
    }
  }
  return columns;
}
